"""Candidates as a sheet that staff can decide in, and the decisions that a sheet holds."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kg.errors import Problem
from kg.model.candidates import Kind
from kg.model.passages import TextEdition
from kg.model.tables import TABLES, Column, table
from kg.model.verdicts import Decision, Verdict
from kg.review.deciding import Reviewer, unclear, verdict
from kg.review.recognition import Known, statement
from kg.review.standing import OWN, Standing, words

KINDS: Mapping[Kind, str] = {
    Kind.PROGRAMME: "programma",
    Kind.GOAL: "doel",
    Kind.INITIATIVE: "initiatief",
    Kind.ORGANISATION: "organisatie",
    Kind.INDICATOR: "indicator",
    Kind.RESULT: "resultaat",
    Kind.PARTICIPATION: "deelname",
    Kind.LINK: "verband",
    Kind.STATUS: "stand",
    Kind.PERIOD: "looptijd",
    Kind.AMOUNT: "bedrag",
    Kind.OBSERVATION: "waarneming",
}
DECISIONS: Mapping[Decision, str] = {Decision.ACCEPTED: "akkoord", Decision.REJECTED: "afgewezen", Decision.OPEN: "open"}
SHEET = "kandidaten"

_TABLE_OF = {Kind.PROGRAMME: "programmes", Kind.GOAL: "goals", Kind.INITIATIVE: "initiatives", Kind.ORGANISATION: "organisations"} | {
    Kind.INDICATOR: "indicators",
    Kind.RESULT: "results",
    Kind.PARTICIPATION: "participations",
    Kind.LINK: "links",
    Kind.STATUS: "initiatives",
    Kind.PERIOD: "initiatives",
    Kind.AMOUNT: "initiatives",
    Kind.OBSERVATION: "observations",
}
_TOLD = ("kenmerk", "gezien", "soort", "besluit", "reden", "zekerheid", "waarom", "kan zijn", "in de graaf", "spreekt tegen", "wacht op")
_PLACE = ("vindplaats", "woorden", "passage")
_WIDTHS = {"passage": 60, "woorden": 40, "waarom": 30, "kan zijn": 30, "in de graaf": 30, "spreekt tegen": 30, "vindplaats": 30, "name": 40}
_LONGEST_CELL = 32_000
Cells = Mapping[str, str]
Why = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a sheet of candidates, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheet(found: Sequence[Standing], seen: int, graph: Known, edition: TextEdition, why: Why) -> Sheet:
    """Return candidates as a sheet: what is told of each, then the cells of the fact tables; `seen` is how many verdicts there are."""
    names = _columns(found)
    rows = []
    for each in found:
        told = _told(each, seen, graph, why) | _placed(each, edition)
        rows.append(tuple((told | {name: each.row[name] for name in names})[column] for column in (*_TOLD, *_PLACE, *names)))
    return Sheet((*_TOLD, *_PLACE, *names), tuple(rows))


def _columns(found: Iterable[Standing]) -> tuple[str, ...]:
    """Return the columns of the fact tables that these candidates have, without those of the place."""
    tables = {each.row.table for each in found}
    names = (column.name for each in TABLES if each.name in tables for column in each.columns)
    return tuple(dict.fromkeys(name for name in names if name not in {"source", "locator"}))


def _told(each: Standing, seen: int, graph: Known, why: Why) -> dict[str, str]:
    candidate, beside = each.candidate, graph.beside(each)
    choices = "; ".join(f"{choice.id} ({choice.name})" for choice in candidate.choices) if unclear(candidate) else ""
    return {
        "kenmerk": candidate.id,
        "gezien": str(seen),
        "soort": KINDS[candidate.kind],
        "besluit": DECISIONS[each.decision],
        "reden": each.verdict.reason if each.verdict else "",
        "zekerheid": f"{candidate.confidence:.2f}",
        "waarom": "; ".join(why(reason.rule) for reason in candidate.reasons),
        "kan zijn": choices,
        "in de graaf": "; ".join(f"{row['source']}, {row['locator']}" for row in (*beside.here, *beside.elsewhere)),
        "spreekt tegen": "; ".join(f"{statement(row)} [{row['source']}, {row['locator']}]" for row in beside.against),
        "wacht op": ", ".join(each.waiting),
    }


def _placed(each: Standing, edition: TextEdition) -> dict[str, str]:
    passage = each.candidate.passage
    return {"vindplaats": passage.locator, "woorden": words(each.candidate.quote, edition), "passage": passage.text}


def workbook(found: Sheet) -> bytes:
    """Return a sheet as an XLSX workbook in which the decision is chosen from a list; texts are texts, never formulas."""
    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101  # a new workbook has a sheet
    page.title = SHEET
    page.freeze_panes = "E2"
    for number, row in enumerate((found.columns, *found.rows), start=1):
        for place, text in enumerate(row, start=1):
            cell = page.cell(number, place, text[:_LONGEST_CELL] or None)
            cell.data_type = "s" if text else "n"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for place, name in enumerate(found.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 16)
    page.column_dimensions["B"].hidden = True
    choice = DataValidation(type="list", formula1=f'"{",".join(DECISIONS.values())}"', allow_blank=True)
    choice.add(f"D2:D{len(found.rows) + 200}")
    page.add_data_validation(choice)
    page.auto_filter.ref = page.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet as it came back: its number (1 = header), and its cells by column."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Decided:
    """What a sheet decides, with how many verdicts its reviewer had seen, and what in it is to be put right."""

    verdicts: tuple[Verdict, ...]
    seen: int
    problems: tuple[Problem, ...]


def decided(
    lines: Sequence[Line], before: Sequence[Standing], by: Reviewer, edition: TextEdition, check: Callable[[Column, str], str]
) -> Decided:
    """Return what a sheet decides that was not so `before`, as the reviewer saw it; `check` tells what is wrong with a cell."""
    standing = {each.candidate.id: each for each in before}
    made: list[Verdict] = []
    problems: list[Problem] = []
    for line in lines:
        wrong = list(_wrong(line, standing, check))
        problems += wrong
        if not wrong:
            made += _new(line, by) if not line.cells.get("kenmerk") else _changed(line, standing[line.cells["kenmerk"]], by, edition)
    seen = [int(line.cells["gezien"]) for line in lines if line.cells.get("gezien", "").isdecimal()]
    return Decided(tuple(made), min(seen, default=0), tuple(problems))


def _wrong(line: Line, standing: Mapping[str, Standing], check: Callable[[Column, str], str]) -> Iterator[Problem]:
    name = line.cells.get("kenmerk", "")
    if line.cells.get("besluit", "") not in {"", *DECISIONS.values()}:
        yield _problem(line, "besluit", f"'{line.cells['besluit']}' is none of {', '.join(DECISIONS.values())}")
    if name and name not in standing:
        yield _problem(line, "kenmerk", f"no candidate {name} in this document as it was read last; export the sheet anew")
        return
    kind = standing[name].candidate.kind if name else _kind(line)
    if kind is None:
        yield _problem(line, "soort", f"a row of your own needs one of {', '.join(KINDS.values())}")
        return
    columns = table(standing[name].row.table if name else _TABLE_OF[kind]).columns
    for column in columns:
        text = line.cells.get(column.name, "")
        message = check(column, text) if text and column.name not in {"source", "locator"} else ""
        if message:
            yield _problem(line, column.name, message)


def _kind(line: Line) -> Kind | None:
    return next((kind for kind, word in KINDS.items() if word == line.cells.get("soort")), None)


def _problem(line: Line, column: str, message: str) -> Problem:
    return Problem(SHEET, line.number, column, message)


def _changed(line: Line, of: Standing, by: Reviewer, edition: TextEdition) -> Iterator[Verdict]:
    """Yield the decision of a row, when it or a cell or the reason is not as it was."""
    decision = next((each for each, word in DECISIONS.items() if word == line.cells.get("besluit")), Decision.OPEN)
    columns = {column.name for column in table(of.row.table).columns} - {"source", "locator"}
    changes = {name: text for name, text in line.cells.items() if name in columns and text != of.row[name]}
    reason, before = line.cells.get("reden", ""), of.verdict.reason if of.verdict else ""
    if decision is not of.decision or changes or reason != before:
        made = verdict(of, decision, by, edition, changes)
        yield Verdict(made.candidate, made.decision, made.by, made.at, reason, made.changes, made.kind, made.quote)


def _new(line: Line, by: Reviewer) -> Iterator[Verdict]:
    """Yield the statement that a row without id adds, accepted unless it says otherwise."""
    kind = _kind(line)
    if kind is None:
        return
    columns = {column.name for column in table(_TABLE_OF[kind]).columns} - {"source", "locator"}
    cells = {name: text for name, text in line.cells.items() if name in columns and text}
    told = {**cells, "table": _TABLE_OF[kind], "locator": line.cells.get("vindplaats", "")}
    digest = hashlib.sha256("\n".join((kind, *(f"{name}={text}" for name, text in sorted(told.items())))).encode()).hexdigest()[:12]
    decision = next((each for each, word in DECISIONS.items() if word == line.cells.get("besluit")), Decision.ACCEPTED)
    yield Verdict(f"{OWN}{digest}", decision, by.name, by.at, line.cells.get("reden", ""), told, kind, line.cells.get("woorden", ""))
