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
    """A document that was read: its title, its year (empty when it has none), its kind, and who published it, when that is known."""

    document: URIRef
    title: str
    year: str
    kind: URIRef
    publisher: URIRef | None
    publisher_name: str
    publisher_kind: str


Documents = Mapping[URIRef, tuple[Read, ...]]
"""What was read of each publisher, by year."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What must have been read of an organisation before a silence is a gap: a document of a kind, or of some years, or any."""

    kind: URIRef | None = None
    first: int | None = None
    last: int | None = None

    def met(self, read: Read) -> bool:
        """Tell whether this document could have told."""
        if self.kind not in {None, read.kind}:
            return False
        if self.first is None and self.last is None:
            return True
        year = int(read.year) if read.year else None
        return year is not None and (self.first or year) <= year <= (self.last or year)


def every(library: Library) -> tuple[Read, ...]:
    """Return all documents that were read, those without a known publisher too."""
    return library.kept.of(every, lambda: tuple(_read(library)))


def documents(library: Library) -> Documents:
    """Return what was read of each known publisher."""
    return library.kept.of(documents, lambda: _grouped(every(library)))


def of_whom(library: Library, whose: URIRef) -> tuple[Read, ...]:
    """Return what was read of an organisation, of all of a kind, or of all."""
    if whose == EVERYONE:
        return every(library)
    return tuple(each for each in every(library) if whose in {each.publisher, URIRef(each.publisher_kind)})


def heard(library: Library, whose: URIRef | None, needed: Needed) -> tuple[Read, ...]:
    """Return what was read of an organisation that could have told; where it is not known whose a thing is, nothing could.

    This is the one rule for all tiles, lists and tables: where it returns nothing, what is lacking is unknown and no gap.
    """
    read = documents(library).get(whose, ()) if whose else ()
    return tuple(each for each in read if needed.met(each))


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
            URIRef(row.get("type", "")),
            URIRef(row["publisher"]) if "publisher" in row else None,
            str(row.get("publisherName", "")),
            str(row.get("publisherKind", "")),
        )
        for row in rows(library.endpoint, library.queries.text("gaps/documents"))
    ]


def _grouped(read: Iterable[Read]) -> dict[URIRef, tuple[Read, ...]]:
    found: dict[URIRef, list[Read]] = defaultdict(list)
    for each in read:
        if each.publisher is not None:
            found[each.publisher].append(each)
    return {publisher: tuple(told) for publisher, told in found.items()}
