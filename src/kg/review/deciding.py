"""Decisions on many candidates at once, and the rows that accepted ones become."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import Problem
from kg.model.candidates import THINGS, Candidate
from kg.model.passages import TextEdition
from kg.model.tables import Row, key, table
from kg.model.verdicts import Decision, Verdict
from kg.review.recognition import Known
from kg.review.standing import Standing, words


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and when (UTC, ISO 8601)."""

    name: str
    at: str


def verdict(of: Standing, decision: Decision, by: Reviewer, edition: TextEdition, changes: Mapping[str, str] | None = None) -> Verdict:
    """Return a decision on a candidate, with the words it rests on; corrections made before stay unless given anew."""
    before = dict(of.verdict.changes) if of.verdict else {}
    each = of.candidate
    return Verdict(each.id, decision, by.name, by.at, "", {**before, **(changes or {})}, each.kind, words(each.quote, edition))


def confident(found: Sequence[Standing], least: float, graph: Known) -> list[Standing]:
    """Return the open candidates that may be accepted together: at least so sure, with nothing to choose and no contradiction.

    A statement comes along only when what it is about is known, accepted, or comes along too.
    """
    chosen = [each for each in found if _sure(each, least, graph)]
    while True:
        coming = {each.row["id"] for each in chosen if each.candidate.kind in THINGS}
        kept = [each for each in chosen if set(each.waiting) <= coming]
        if len(kept) == len(chosen):
            return kept
        chosen = kept


def _sure(each: Standing, least: float, graph: Known) -> bool:
    undecided = each.decision is Decision.OPEN and each.candidate.confidence >= least
    return undecided and not unclear(each.candidate) and not graph.beside(each).against


def unclear(candidate: Candidate) -> bool:
    """Tell whether a person must choose which thing a candidate is of."""
    return bool(candidate.choices) and candidate.row["id"] not in {choice.id for choice in candidate.choices}


def accepted_rows(document: Row, found: Iterable[Standing]) -> tuple[list[Row], list[Problem]]:
    """Return the rows that accepted candidates become, the document's own first, and a problem for each cell on which two differ."""
    rows: dict[tuple[str, ...], Row] = {key(document): document}
    problems: list[Problem] = []
    for each in found:
        if each.ready:
            row = Row(each.row.table, {column: each.row[column] for column in table(each.row.table).column_names if each.row[column]})
            before = rows.get(key(row))
            problems += _clashes(before, row) if before else ()
            rows[key(row)] = united(before, row) if before else row
    return list(rows.values()), problems


def _clashes(before: Row, row: Row) -> Iterator[Problem]:
    many = {column.name for column in table(row.table).columns if column.many}
    for column, text in row.cells.items():
        if before[column] and before[column] != text and column not in many:
            place = f"{row['id'] or ' '.join(key(row)[1:4])} at {row['locator']}"
            yield Problem(row.table, 0, column, f"two accepted candidates say different things of {place}: '{before[column]}' and '{text}'")


def united(before: Row, row: Row) -> Row:
    """Return a row with the cells of another of the same key; many-valued cells are joined, others keep what they had."""
    many = {column.name for column in table(row.table).columns if column.many}
    joined = {column: "|".join(dict.fromkeys((*before.values(column), *row.values(column)))) for column in many}
    cells = {**row.cells, **before.cells, **{column: text for column, text in joined.items() if text}}
    return Row(row.table, cells, before.origin, before.number)


def with_accepted(rows: Sequence[Row], accepted: Iterable[Row]) -> list[Row]:
    """Return the rows of a graph with those that were accepted: a new key adds a row, of a known one the accepted cells count.

    Nothing that another passage says is touched; of a document that is known only what was not told is added.
    """
    found = {key(row): row for row in rows}
    for row in accepted:
        before = found.get(key(row), row)
        cells = {**row.cells, **before.cells} if row.table == "documents" else {**before.cells, **row.cells}
        found[key(row)] = Row(row.table, cells, before.origin, before.number)
    return list(found.values())
