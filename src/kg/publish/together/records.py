"""What the graph says of who takes part in what: read once of a release, and counted from on every page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.library import Library
from kg.store import Solution, rows

Dated: TypeAlias = tuple[URIRef, int]
"""A document and its year; 0 when it has none."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an organisation in an initiative, as one claim states it; `documents` say so, each with its year (0 when it has none).

    `grouped` tells that the sources name it there only as one of a group.
    """

    claim: URIRef
    initiative: URIRef
    organisation: URIRef
    role: URIRef
    grouped: bool
    documents: frozenset[Dated]

    @property
    def years(self) -> frozenset[int]:
        """Return the years of the documents."""
        return frozenset(year for _, year in self.documents if year)


@dataclass(frozen=True, slots=True)
class Endeavour:
    """What an initiative is about, and the year it began in; 0 when no source says."""

    themes: frozenset[URIRef] = frozenset()
    began: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """All parts in initiatives, what the initiatives are about, and of which kind the organisations are (not of all is it known)."""

    parts: tuple[Part, ...]
    initiatives: Mapping[URIRef, Endeavour]
    kinds: Mapping[URIRef, URIRef]


def records(library: Library) -> Records:
    """Return who takes part in what, read once of a release."""
    return library.kept.of(records, lambda: Records(_parts(library), _initiatives(library), _kinds(library)))


def _parts(library: Library) -> tuple[Part, ...]:
    documents: dict[tuple[URIRef, URIRef, URIRef, URIRef, bool], set[Dated]] = defaultdict(set)
    for row in rows(library.endpoint, library.queries.text("together/parts")):
        claim, initiative, organisation, role = (URIRef(row[name]) for name in ("claim", "initiative", "organisation", "role"))
        found = documents[claim, initiative, organisation, role, str(row["grouped"]) == "true"]
        found.update({(URIRef(row["document"]), min(_year(row, "year"), default=0))} if "document" in row else ())
    return tuple(Part(*said, frozenset(found)) for said, found in documents.items())


def _initiatives(library: Library) -> dict[URIRef, Endeavour]:
    themes: dict[URIRef, set[URIRef]] = defaultdict(set)
    began: dict[URIRef, set[int]] = defaultdict(set)
    for row in rows(library.endpoint, library.queries.text("together/initiatives")):
        initiative = URIRef(row["initiative"])
        themes[initiative].update({URIRef(row["theme"])} if "theme" in row else ())
        began[initiative].update(_year(row, "began"))
    return {each: Endeavour(frozenset(found), min(began[each], default=0)) for each, found in themes.items()}


def _kinds(library: Library) -> dict[URIRef, URIRef]:
    found = rows(library.endpoint, library.queries.text("together/kinds"))
    return {URIRef(row["organisation"]): URIRef(row["kind"]) for row in found}


def _year(row: Solution, name: str) -> set[int]:
    return {int(str(row[name]))} if name in row else set()
