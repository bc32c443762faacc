"""What stands around each way to look at who works with whom: the form, the other ways, the totals, and what was read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rdflib import URIRef

from kg.publish.coverage import Coverage, coverage
from kg.publish.facts import Ref
from kg.publish.library import Library, View
from kg.publish.links import PAGE, link, with_query
from kg.publish.together.asking import Known, Wish, address
from kg.publish.together.form import Form, filtered, form
from kg.publish.together.sharing import Link, Pair, Sharing

PATH = "/samenwerking"
WEIGHTED = "gewogen"


class Way(StrEnum):
    """In which way the whole is shown; the value is the step of the path."""

    PAIRS = ""
    ORGANISATIONS = "organisaties"
    MATRIX = "matrix"
    NETWORK = "netwerk"

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"{PATH}/{self}" if self else PATH


ORDERS: Mapping[Way, tuple[str, ...]] = MappingProxyType(
    {
        Way.PAIRS: ("samen", WEIGHTED, "sinds", "naam"),
        Way.ORGANISATIONS: ("initiatieven", "samen", "partners", "brug", "naam"),
        Way.MATRIX: ("samen", WEIGHTED),
        Way.NETWORK: ("samen", WEIGHTED),
    },
)
"""In which orders each can be had, the usual one first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to look or an order, with its link."""

    key: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is by the filters: organisations, initiatives, pairs that share something, and pairs that share enough to be shown."""

    organisations: int
    initiatives: int
    pairs: int
    shown: int


@dataclass(frozen=True, slots=True)
class Read:
    """How many of the documents are of the municipality that is chosen (`of`), and of the year; None where none is chosen."""

    of: Ref | None
    number: int
    year: int | None
    in_year: int


@dataclass(frozen=True, slots=True)
class Around:
    """The form, the ways to look and the orders, the totals, what was read, and where to have the pairs as a file or as a question.

    Where the pages are read as files there are no orders; `question` is empty where it would be about another release.
    """

    form: Form
    ways: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    totals: Totals
    coverage: Coverage
    read: Read
    about: str
    file: str
    question: str


@dataclass(frozen=True, slots=True)
class Links:
    """What leads on from a page with these filters, how the things on it are named, and how many are named in each initiative."""

    told: Known
    view: View
    kept: Mapping[str, str]
    members: Mapping[URIRef, int]

    def ref(self, organisation: URIRef) -> Ref:
        """Return an organisation with the link to its partners; without a server to tell those, with that to its own page."""
        own = self.told.names.ref(organisation)
        return Ref(own.iri, own.kind, own.name, self.partners(organisation) or own.href)

    def partners(self, organisation: URIRef) -> str:
        """Return the link to the partners of an organisation, counted by the same filters; empty without a server to answer it."""
        if self.told.library.alone:
            return ""
        return link(self.view, PATH, organisatie=address("organisatie", organisation), **self.kept)

    def pair(self, one: URIRef, other: URIRef) -> str:
        """Return the link to what two organisations share, counted by the same filters; empty without a server to answer it."""
        if self.told.library.alone:
            return ""
        return link(self.view, PATH, organisatie=address("organisatie", one), met=address("met", other), **self.kept)


def links_of(told: Known, view: View, wish: Wish) -> Links:
    """Return what leads on from a page that is asked for like this."""
    members = told.library.kept.of(
        links_of, lambda: Counter(initiative for initiative, _ in {(part.initiative, part.organisation) for part in told.records.parts})
    )
    return Links(told, view, filtered(wish.filters), members)


def around(library: Library, links: Links, wish: Wish, found: tuple[Way, Sharing, Mapping[Pair, Link]]) -> Around:
    """Return what stands around a way to look at what is shared, of which these links are shown."""
    way, shared, shown = found
    view, covered = links.view, coverage(library, links.view)
    return Around(
        form=form(links.told, view, wish, way.path),
        ways=tuple(Choice(each.name.lower(), link(view, each.path, **links.kept), each is way) for each in Way),
        orders=() if library.alone else orders(view, ORDERS[way], wish.order),
        totals=Totals(len(shared.organisations), len(shared.initiatives), len(shared.links), len(shown)),
        coverage=covered,
        read=_read(links, covered, wish),
        about=link(view, "/over"),
        file=link(view, f"{PATH}.csv", **links.kept),
        question=_question(library, view, wish),
    )


def _question(library: Library, view: View, wish: Wish) -> str:
    """Return the link to the question that counts the same; of an earlier publication none, for it is answered from the last."""
    if view.release:
        return ""
    return link(view, "/vragen/wie-werkt-met-wie", minimum="" if library.alone else wish.filters.minimum)


def _read(links: Links, covered: Coverage, wish: Wish) -> Read:
    municipality, year = wish.filters.municipality, wish.filters.year
    own = sum(each.total for each in covered.publishers if each.ref.iri == municipality)
    place = covered.years.index(str(year)) if str(year) in covered.years else None
    in_year = 0 if place is None else sum(each.documents[place] for each in covered.publishers)
    return Read(links.told.names.ref(municipality) if municipality else None, own, year, in_year)


def orders(view: View, keys: tuple[str, ...], current: str) -> tuple[Choice, ...]:
    """Return the orders of a list, the first of which needs no name in the address."""
    changes = {key: {"volgorde": "" if key == keys[0] else key, PAGE: ""} for key in keys}
    return tuple(Choice(key, with_query(view, changes[key]), key == current) for key in keys)
