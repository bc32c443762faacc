"""Decisions on many candidates at once, and the rows that accepted ones become."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import Problem
from kg.model.candidates import THINGS
from kg.model.passages import TextEdition
from kg.model.tables import Row, key, table
from kg.model.verdicts import Decision, Verdict
from kg.review.recognition import Known
from kg.review.standing import ABOUT_A_THING, Standing, words


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
    """Return the open candidates that may be accepted together: at least so sure, complete, with nothing to choose and no contradiction.

    Neither the graph nor another of them, nor one that was accepted before, contradicts them. A statement comes along only
    when what it is about is known, accepted, or comes along too.
    """
    sure = [each for each in found if _sure(each, least) and not graph.beside(each).against]
    others = Known(each.row for each in (*(each for each in found if each.decision is Decision.ACCEPTED), *sure))
    chosen = [each for each in sure if not others.beside(each).against]
    while True:
        coming = {each.row["id"] for each in chosen if each.candidate.kind in THINGS}
        kept = [each for each in chosen if set(each.waiting) <= coming]
        if len(kept) == len(chosen):
            return kept
        chosen = kept


def _sure(each: Standing, least: float) -> bool:
    complete = all(each.row[column.name] for column in table(each.row.table).columns if column.required)
    return each.decision is Decision.OPEN and each.candidate.confidence >= least and complete and not unclear(each)


def unclear(of: Standing) -> bool:
    """Tell whether a person must still choose which thing a candidate is; what is said of that thing waits for it."""
    given = of.verdict is not None and "id" in of.verdict.changes
    among = of.row["id"] in {choice.id for choice in of.candidate.choices}
    return of.candidate.kind in THINGS and bool(of.candidate.choices) and not given and not among


def accepted_rows(document: Row, found: Iterable[Standing]) -> tuple[list[Row], list[Problem]]:
    """Return the rows that accepted candidates become, the document's own first, and a problem for each cell on which two differ.

    A thing stands before what is told of it in the same place, and keeps its name. `origin` of a row names its candidate.
    """
    rows: dict[tuple[str, ...], Row] = {key(document): document}
    problems: list[Problem] = []
    for each in sorted((each for each in found if each.ready), key=lambda each: each.candidate.kind not in THINGS):
        cells = {column: each.row[column] for column in table(each.row.table).column_names if each.row[column]}
        row = Row(each.row.table, cells, f"candidate {each.candidate.id}")
        before = rows.get(key(row))
        problems += _clashes(before, row, each) if before else ()
        rows[key(row)] = united(before, row) if before else row
    return list(rows.values()), problems


def _clashes(before: Row, row: Row, of: Standing) -> Iterator[Problem]:
    adding_up = {column.name for column in table(row.table).columns if column.many}
    if of.candidate.kind in ABOUT_A_THING:
        adding_up.add("name")
    for column, text in row.cells.items():
        if before[column] and before[column] != text and column not in adding_up:
            why = (
                f"says {text!r} in {row['locator']}, and {before.origin} says {before[column]!r} of the same; reject or correct one of them"
            )
            yield Problem(row.origin, 0, column, why)


def united(before: Row, row: Row) -> Row:
    """Return a row with the cells of another of the same key; many-valued cells are joined, others keep what they had."""
    return Row(row.table, {**row.cells, **before.cells, **_joined(before, row)}, before.origin, before.number)


def _joined(before: Row, row: Row) -> dict[str, str]:
    many = (column.name for column in table(row.table).columns if column.many)
    joined = {column: "|".join(dict.fromkeys((*before.values(column), *row.values(column)))) for column in many}
    return {column: text for column, text in joined.items() if text}


def with_accepted(rows: Sequence[Row], accepted: Iterable[Row]) -> list[Row]:
    """Return the rows of a graph with those that were accepted: a new key adds a row, of a known one the accepted cells count.

    Nothing that another passage says is touched; of a document that is known only what was not told is added, and what adds
    up is joined to what was there.
    """
    found = {key(row): row for row in rows}
    for row in accepted:
        before = found.get(key(row))
        if before is None:
            found[key(row)] = row
        elif row.table == "documents":
            found[key(row)] = united(before, row)
        else:
            found[key(row)] = Row(row.table, {**before.cells, **row.cells, **_joined(before, row)}, row.origin)
    return list(found.values())
