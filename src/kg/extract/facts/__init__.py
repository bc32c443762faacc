"""Fact tables → triples: one row is what one source says about one thing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from rdflib import Graph, URIRef

from kg.errors import Problem, TableError
from kg.extract.facts import claims
from kg.extract.facts.claims import Triple
from kg.extract.facts.cycles import cycle_problems
from kg.extract.facts.documents import document, period
from kg.extract.facts.figures import observation
from kg.extract.facts.names import KIND_OF_TABLE, Names, clash_problems, names, reference_problems
from kg.extract.facts.things import thing
from kg.model.tables import Row, table

_LINK_KINDS = {"partOf": "onderdeel-van", "follows": "volgt-op", "relatedTo": "verwant-aan", "sameAs": "mogelijk-dezelfde"}


def problems(rows: Sequence[Row], faulty: Collection[str] = ()) -> list[Problem]:
    """Return a problem for every cell that refers to something no row describes, contradicts another or closes a circle.

    Rows of the `faulty` tables may be missing, so nothing is said of references into those.
    """
    tables = {row.origin: row.table for row in rows}
    dangling = (
        problem
        for problem in reference_problems(rows, names(rows))
        if not set(faulty).intersection(_targets(tables[problem.table], problem.column))
    )
    return [*dangling, *clash_problems(rows), *cycle_problems(rows)]


def _targets(table_name: str, column_name: str) -> tuple[str, ...]:
    return next((column.refers_to for column in table(table_name).columns if column.name == column_name), ())


def facts(rows: Sequence[Row]) -> Graph:
    """Return the triples of all rows together; the order of rows matters only between rows with one id.

    Raises TableError when a cell refers to something that no row describes. What else `problems` tells
    is taken as it stands, so that a graph in which it slipped can be corrected.
    """
    known = names(rows)
    dangling = tuple(reference_problems(rows, known))
    if dangling:
        raise TableError(dangling)
    graph = Graph()
    for triple in _all_triples(rows, known):
        graph.add(triple)
    return graph


def _all_triples(rows: Sequence[Row], known: Names) -> Iterator[Triple]:
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (row.table in KIND_OF_TABLE and row.table != "documents") or row.table == "indicators":
            by_id[row["id"]].append(row)
    for same in by_id.values():
        yield from thing(same, known)
    explicit = _explicit_participations(rows)
    for row in rows:
        yield from _row_triples(row, known, explicit)
    for year in {row["year"] for row in rows if row["year"]}:
        yield from period(year)


def _row_triples(row: Row, known: Names, explicit: frozenset[tuple[str, ...]]) -> Iterator[Triple]:
    """Yield the triples of a row that stands alone: a document, link, participation or observation."""
    if row.table == "documents":
        yield from document(row, known)
    elif row.table == "observations":
        yield from observation(row, known)
        yield from claims.passage_triples(row)
    elif row.table == "links":
        yield from _link(row, known.things[row["subject"]], known.things[row["object"]])
        yield from claims.passage_triples(row)
    elif row.table == "participations":
        ends = known.things[row["initiative"]], known.things[row["organisation"]]
        yield from claims.participation(row, *ends, explicit=_participation_key(row) in explicit)
        yield from claims.passage_triples(row)


def _link(row: Row, subject: URIRef, target: URIRef) -> Iterator[Triple]:
    if row["predicate"] == "contributesTo":
        yield from claims.contribution(row, subject, target)
    else:
        yield from claims.relation(row, (subject, _LINK_KINDS[row["predicate"]], target), row["year"])


def _participation_key(row: Row) -> tuple[str, ...]:
    return row["initiative"], row["organisation"], row["role"]


def _explicit_participations(rows: Sequence[Row]) -> frozenset[tuple[str, ...]]:
    """Return the participations that some source states for the organisation itself, not for its group."""
    stated = (row for row in rows if row.table == "participations" and claims.COLLECTIVE not in row["locator"])
    return frozenset(_participation_key(row) for row in stated)
