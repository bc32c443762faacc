"""Which documents were read, by who published them: what the absence of something can rest on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.library import Library
from kg.store import rows
from kg.terms import BASE, concept

EVERYONE = URIRef(f"{BASE}/id/begrippenkader/organisatietype")
"""What stands for all organisations, where one or a kind of them could be chosen."""

REPORT = concept("documenttype", "jaarverslag")
MUNICIPALITY = concept("organisatietype", "gemeente")


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: its title, its year (empty when it has none), its kind, and who published it."""

    document: URIRef
    title: str
    year: str
    kind: URIRef
    publisher: URIRef
    publisher_name: str
    publisher_kind: str


Documents = Mapping[URIRef, tuple[Read, ...]]
"""What was read of each publisher, by year."""


def documents(library: Library) -> Documents:
    """Return what was read of each publisher; documents without a known publisher are left out."""
    return library.kept.of(documents, lambda: _grouped(_read(library)))


def of_whom(library: Library, whose: URIRef) -> tuple[Read, ...]:
    """Return what was read of an organisation, of all of a kind, or of all."""
    found = (each for read in documents(library).values() for each in read)
    return tuple(each for each in found if whose in {each.publisher, URIRef(each.publisher_kind), EVERYONE})


def years(read: Iterable[Read], kind: URIRef | None = None) -> dict[str, int]:
    """Return how many documents there are of each year, of a kind or of all, the years in order."""
    counted: dict[str, int] = defaultdict(int)
    for each in read:
        if each.year and kind in {None, each.kind}:
            counted[each.year] += 1
    return dict(sorted(counted.items()))


def _read(library: Library) -> list[Read]:
    return [
        Read(
            URIRef(row["document"]),
            str(row["title"]),
            str(row.get("year", "")),
            URIRef(row["type"]),
            URIRef(row["publisher"]),
            str(row["publisherName"]),
            str(row.get("publisherKind", "")),
        )
        for row in rows(library.endpoint, library.queries.text("gaps/documents"))
    ]


def _grouped(read: Iterable[Read]) -> dict[URIRef, tuple[Read, ...]]:
    found: dict[URIRef, list[Read]] = defaultdict(list)
    for each in read:
        found[each.publisher].append(each)
    return {publisher: tuple(told) for publisher, told in found.items()}
