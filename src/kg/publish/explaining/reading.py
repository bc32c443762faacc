"""What was read of a thing: the documents in which it is mentioned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Facts, Ref, names
from kg.publish.library import Library, View
from kg.store import rows
from kg.terms import BELEID

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A thing, in how many documents it is mentioned, and the newest of those with their years."""

    thing: Ref
    count: int
    documents: tuple[tuple[Ref, str], ...]


def readings(library: Library, view: View, things: Iterable[URIRef]) -> tuple[Reading, ...]:
    """Return of each thing where it is mentioned, the newest documents first."""
    wanted, found = list(things), defaultdict[URIRef, list[URIRef]](list)
    for row in rows(library.endpoint, library.queries.text("explaining/documents", things=wanted)):
        found[URIRef(row["thing"])].append(URIRef(row["document"]))
    known = names(library, {*wanted, *(document for documents in found.values() for document in documents)})
    facts = Facts(URIRef(""), {}, known, view)
    return tuple(_reading(facts, thing, found[thing]) for thing in wanted)


def _reading(facts: Facts, thing: URIRef, documents: Iterable[URIRef]) -> Reading:
    told = [(facts.ref(document), str(next(iter(facts.names[document].get(BELEID.year, ())), ""))) for document in documents]
    told.sort(key=lambda each: (-int(each[1] or 0), each[0].name.value.casefold(), each[0].iri))
    return Reading(facts.ref(thing), len(told), tuple(told[:_SHOWN]))
