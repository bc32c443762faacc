"""Candidates as a sheet that staff can decide in."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kg.model.candidates import Kind
from kg.model.passages import TextEdition
from kg.model.tables import TABLES, Row
from kg.model.verdicts import Decision
from kg.review.deciding import unclear
from kg.review.recognition import Known, differing
from kg.review.standing import Standing, words

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
HEADINGS: Mapping[str, str] = {
    "id": "id",
    "name": "naam",
    "alt_names": "andere namen",
    "type": "type",
    "part_of": "onderdeel van",
    "cbs_code": "CBS-code",
    "website": "website",
    "owner": "eigenaar",
    "start": "begin",
    "end": "eind",
    "description": "omschrijving",
    "programme": "programma",
    "target_year": "streefjaar",
    "status": "stand",
    "status_date": "datum stand",
    "budget_eur": "budget (euro)",
    "theme": "thema",
    "subject": "van",
    "predicate": "verband",
    "object": "naar",
    "year": "jaar",
    "initiative": "initiatief",
    "organisation": "organisatie",
    "role": "rol",
    "amount_eur": "bedrag (euro)",
    "unit": "eenheid",
    "goal_or_programme": "doel of programma",
    "indicator": "indicator",
    "area": "gebied",
    "value": "waarde",
    "comparison": "vergelijking",
    "goal_or_initiative": "doel of initiatief",
}
"""What the columns of the fact tables are called in a sheet; no two have the same heading."""
SHEET = "kandidaten"

_TOLD = ("kenmerk", "gezien", "soort", "besluit", "reden", "zekerheid", "waarom", "kan zijn", "in de graaf", "spreekt tegen", "wacht op")
_PLACE = ("vindplaats", "woorden", "passage")
_WIDTHS = {"passage": 60, "woorden": 40, "waarom": 30, "kan zijn": 30, "in de graaf": 30, "spreekt tegen": 30, "vindplaats": 30, "naam": 40}
_LONGEST_CELL = 32_000
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
    return Sheet((*_TOLD, *_PLACE, *(HEADINGS[name] for name in names)), tuple(rows))


def _columns(found: Iterable[Standing]) -> tuple[str, ...]:
    """Return the columns of the fact tables that these candidates have, without those of the place."""
    tables = {each.row.table for each in found}
    names = (column.name for each in TABLES if each.name in tables for column in each.columns)
    return tuple(dict.fromkeys(name for name in names if name not in {"source", "locator"}))


def _told(each: Standing, seen: int, graph: Known, why: Why) -> dict[str, str]:
    candidate = each.candidate
    beside = graph.beside(each)
    return {
        "kenmerk": candidate.id,
        "gezien": str(seen),
        "soort": KINDS[candidate.kind],
        "besluit": DECISIONS[each.decision],
        "reden": each.verdict.reason if each.verdict else "",
        "zekerheid": f"{candidate.confidence:.2f}",
        "waarom": "; ".join(why(reason.rule) for reason in candidate.reasons),
        "kan zijn": "; ".join(f"{choice.id} ({choice.name})" for choice in candidate.choices) if unclear(each) else "",
        "in de graaf": "; ".join(_evidence(each.row, row) for row in (*beside.here, *beside.elsewhere)),
        "spreekt tegen": "; ".join(_contradiction(each.row, row) for row in beside.against),
        "wacht op": ", ".join(each.waiting),
    }


def _evidence(row: Row, other: Row) -> str:
    """Return where the graph has the same: in this passage, or in another, beside which this one adds evidence."""
    place = f"{other['source']}, {other['locator']}"
    there = (other["source"], other["locator"]) == (row["source"], row["locator"])
    return f"staat er al: {place}" if there else f"extra bewijs naast: {place}"


def _contradiction(row: Row, other: Row) -> str:
    """Return in what a row of the graph contradicts this one, both sides of it, and where that stands."""
    sides = (f"{HEADINGS[column]} is hier {row[column]!r}, daar {other[column]!r}" for column in differing(row, other))
    return f"{', '.join(sides)} [{other['source']}, {other['locator']}]"


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
            cell = page.cell(number, place, ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_LONGEST_CELL] or None)
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
