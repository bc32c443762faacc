"""With whom an organisation works most: a few lines for the page about it. It needs no networkx."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Ref
from kg.publish.library import Library, View
from kg.publish.together.around import Links
from kg.publish.together.asking import known
from kg.publish.together.counting import Asked, partners_of
from kg.publish.together.records import records
from kg.publish.together.sharing import Filters


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner with the link to its own page, how many initiatives are shared, and the link to those with their sources."""

    ref: Ref
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The partners that share most, how many there are in all, and the link to all of them."""

    partners: tuple[Partner, ...]
    number: int
    href: str


def nearest(library: Library, view: View, organisation: URIRef, most: int = 5) -> Nearest:
    """Return the partners with which an organisation shares most initiatives, equals by name; of any other thing there are none."""
    told = known(library, view, records(library))
    found = partners_of(Asked(library, told.records, Filters()), organisation)
    links = Links(told, view, {}, {})
    ordered = sorted(told.refs(found), key=lambda ref: (-found[ref.iri].count, -round(found[ref.iri].weighted, 9)))
    partners = tuple(Partner(ref, found[ref.iri].count, links.pair(organisation, ref.iri)) for ref in ordered[:most])
    return Nearest(partners, len(found), links.partners(organisation))
