"""What the rows as a whole say about names: which thing an id is, which organisation a publisher, which area."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.errors import Problem
from kg.model.tables import Row, table
from kg.terms import concept, mint, slug

KIND_OF_TABLE = {
    "documents": "document",
    "organisations": "organisatie",
    "programmes": "programma",
    "goals": "doel",
    "initiatives": "initiatief",
    "results": "resultaat",
}

COLUMN_PREDICATES = ("contributesTo", "partOf", "follows", "relatedTo", "sameAs")
"""The words of links.predicate."""


@dataclass(frozen=True, slots=True)
class Names:
    """What ids, publishers, areas and units stand for; made once from all rows by `names`."""

    things: dict[str, URIRef]
    tables: dict[str, str]
    years: dict[str, str]
    areas: dict[str, URIRef]
    publishers: dict[str, URIRef]
    places: dict[str, URIRef]
    units: dict[str, str]
    spellings: dict[URIRef, str]


def names(rows: Sequence[Row]) -> Names:
    """Return what the rows say about names; a name that fits two organisations resolves to neither."""
    tables = _first(rows, lambda row: row.table)
    organisations = [row for row in rows if row.table == "organisations"]
    areas = {thing: mint("gebied", slug(code)) for thing, code in _first(organisations, lambda row: row["cbs_code"]).items()}
    publishers = _publishers(organisations)
    return Names(
        things={thing: thing_iri(thing, name) for thing, name in tables.items()},
        tables=tables,
        years={row["id"]: row["year"] for row in rows if row.table == "documents"},
        areas=areas,
        publishers=publishers,
        places=_places(organisations, publishers, areas),
        units=_first((row for row in rows if row.table == "indicators"), lambda row: row["unit"]),
        spellings=_spellings(rows),
    )


def _first(rows: Iterable[Row], value: Callable[[Row], str]) -> dict[str, str]:
    """Return, per id, the value of the first row that has one: the same row that gives the thing its own value."""
    found: dict[str, str] = {}
    for row in rows:
        if row["id"] and value(row):
            found.setdefault(row["id"], value(row))
    return found


def thing_iri(identifier: str, table_name: str) -> URIRef:
    """Return the IRI of the thing with this id in this table."""
    if table_name == "indicators":
        return concept("indicator", identifier)
    return mint(KIND_OF_TABLE[table_name], identifier)


def unit_iri(text: str) -> URIRef:
    """Return the concept of a unit; "%" and "procent" are one unit, no unit is `onbekend`.

    >>> unit_iri("% van alle banen").rsplit("/", 1)[-1]
    'procent-van-alle-banen'
    """
    return concept("eenheid", slug(text.replace("%", " procent ")) or "onbekend")


def group_iri(text: str) -> URIRef:
    """Return the concept of a comparison group."""
    return concept("vergelijkingsgroep", slug(text) or "onbekend")


def _publishers(organisations: Sequence[Row]) -> dict[str, URIRef]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in organisations:
        for name in (row["id"], row["name"], *row.values("alt_names")):
            found[name.casefold()].add(row["id"])
    return {name: mint("organisatie", *ids) for name, ids in found.items() if len(ids) == 1}


def _places(organisations: Sequence[Row], publishers: Mapping[str, URIRef], areas: Mapping[str, URIRef]) -> dict[str, URIRef]:
    """Return what an organisation's name means as an area: the area it governs, else the organisation itself.

    Another name counts for an authority only: "Almelo" is the municipality's area, while "Twente" stays
    the region's, even if a partnership is also called so.
    """
    found: dict[str, URIRef] = {}
    for row in organisations:
        area = areas.get(row["id"])
        for name in (row["name"], *(row.values("alt_names") if area else ())):
            if name.casefold() in publishers:
                found[name.casefold()] = area or publishers[name.casefold()]
    return found


def _spellings(rows: Sequence[Row]) -> dict[URIRef, str]:
    """Return one spelling per unit, group and region: the first in code-point order, so that row order is no matter."""
    texts: dict[URIRef, str] = {}
    for row in rows:
        for iri, text in _spelt(row):
            texts[iri] = min(text, texts.get(iri, text))
    return texts


def _spelt(row: Row) -> Iterator[tuple[URIRef, str]]:
    if row.table == "indicators" and row["unit"]:
        yield unit_iri(row["unit"]), row["unit"]
    if row.table == "observations":
        yield group_iri(row["comparison"]), row["comparison"]
        if slug(row["area"]):
            yield mint("gebied", slug(row["area"])), row["area"]


def reference_problems(rows: Sequence[Row], known: Names) -> Iterator[Problem]:
    """Yield a problem for every cell that refers to something no row describes, or to the wrong kind of thing."""
    for row in rows:
        yield from _missing(row, known)
        if row.table == "links" and row["predicate"] not in COLUMN_PREDICATES:
            yield _problem(row, "predicate", f"no link {row['predicate']!r}; use one of {', '.join(COLUMN_PREDICATES)}")
        if row.table == "observations" and not slug(row["area"]):
            yield _problem(row, "area", f"{row['area']!r} is no name of an area; write an organisation's id or a region's name")
        if row["id"] and known.tables.get(row["id"]) != row.table:
            yield _problem(row, "id", f"{row['id']!r} is also an id in {known.tables[row['id']]}; give one of them another id")
        yield from _link_problems(row, known)


def _missing(row: Row, known: Names) -> Iterator[Problem]:
    for column in table(row.table).columns:
        if not column.refers_to:
            continue
        for text in row.values(column.name) if column.many else (row[column.name],):
            found = known.tables.get(text)
            if text and found not in column.refers_to:
                where = " or ".join(column.refers_to)
                there = f"; it is one of the {found}" if found else ""
                yield _problem(row, column.name, f"{text!r} is not in {where}{there}; add it there or correct the id")


def _link_problems(row: Row, known: Names) -> Iterator[Problem]:
    """Yield what is wrong with the two ends of a link: who may contribute to, be part of or follow what."""
    allowed = _ENDS.get(row["predicate"]) if row.table == "links" else None
    if not allowed:
        return
    for column, tables in zip(("subject", "object"), allowed, strict=True):
        found = known.tables.get(row[column])
        if found and found not in tables:
            yield _problem(row, column, f"{row[column]!r} is one of the {found}; {row['predicate']} needs one of {', '.join(tables)} here")


_ENDEAVOURS = ("initiatives", "programmes")
_ENDS = {
    "contributesTo": (_ENDEAVOURS, ("goals",)),
    "partOf": (_ENDEAVOURS, _ENDEAVOURS),
    "follows": (_ENDEAVOURS, _ENDEAVOURS),
}


def _problem(row: Row, column: str, message: str) -> Problem:
    return Problem(row.origin, row.number, column, message)


_ONE_VALUE: dict[str, tuple[str, Callable[[str], str]]] = {"indicators": ("unit", unit_iri), "organisations": ("cbs_code", str)}
"""Table → the column in which all rows of a thing that say something must say the same."""


def given_last(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of the graph first, then those of a file, so that a clash is told of the row a user can correct."""
    return sorted(rows, key=lambda row: row.number > 0)


def clash_problems(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a problem for every later row that gives a thing another unit or code: it has one, whatever its sources."""
    first: dict[tuple[str, str], Row] = {}
    for row in given_last(row for row in rows if row.table in _ONE_VALUE):
        column, same = _ONE_VALUE[row.table]
        if row[column]:
            earlier = first.setdefault((row.table, row["id"]), row)
            if same(row[column]) != same(earlier[column]):
                why = f"{row['id']!r} has {earlier[column]!r} in an earlier row ({earlier['source']})"
                yield _problem(row, column, f"{why}, not {row[column]!r}; correct one of them or give this one another id")


def place_name(organisation: str) -> str:
    """Return the name of the area an authority governs.

    >>> place_name("Gemeente Hof van Twente")
    'Hof van Twente'
    """
    return re.sub(r"^(Gemeente|Provincie|Waterschap)\s+", "", organisation)
