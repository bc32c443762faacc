"""What a sheet of candidates decides when it comes back."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kg.errors import Problem
from kg.model.candidates import Candidate, Kind
from kg.model.passages import Passage, Shape, Source, Stretch, TextEdition, Transcript
from kg.model.tables import TABLES, Column, Row
from kg.model.verdicts import Decision, Verdict
from kg.read.cells import cell_problem
from kg.read.sheets import any_sheets
from kg.review.deciding import Reviewer
from kg.review.recognition import Known
from kg.review.returned import Decided, Line, decided, seen
from kg.review.sheet import HEADINGS, SHEET, Sheet, sheet, workbook
from kg.review.standing import Standing, standings

TEXT = "Het fonds voor\ngroen is open."
PLACE = Passage("d", "alinea 1", Stretch(0, len(TEXT)), Shape.PARAGRAPH, TEXT)
READ = Transcript(Source("d.txt", "text/plain", "", 0), "D", TextEdition("d", TEXT), (PLACE,))
BY = Reviewer("anna", "2026-12-01T10:00:00+00:00")
FUND = Candidate(
    Kind.INITIATIVE,
    Row("initiatives", {"id": "x-fonds", "name": "Fonds", "theme": "energie|klimaat", "source": "d", "locator": "alinea 1"}),
    PLACE,
    Stretch(4, 9),
    0.9,
)
OTHER_RESULT = Candidate(
    Kind.RESULT,
    Row("results", {"id": "x-res", "name": "Open", "goal_or_initiative": "x-fonds|x-doel", "source": "d", "locator": "alinea 1"}),
    PLACE,
    Stretch(24, 28),
    0.8,
)


def check(column: Column, text: str) -> str:
    return cell_problem(text, column, frozenset({"energie", "klimaat", "wonen", "gestopt", "partner"}))


def made(found: Iterable[Standing], seen_: int = 3) -> Sheet:
    return sheet(list(found), seen_, Known([]), READ.edition, str)


def lines(of: Sheet) -> list[dict[str, str]]:
    return [dict(zip(of.columns, row, strict=True)) for row in of.rows]


def said(rows: Iterable[dict[str, str]], *before: Candidate) -> Decided:
    return decided([Line(number, row) for number, row in enumerate(rows, start=2)], standings(before, {}, ()), BY, READ, check)


def verdict(of: Candidate, decision: Decision, changes: dict[str, str]) -> Verdict:
    start, end = of.quote.start, of.quote.end
    return Verdict(of.id, decision, "anna", BY.at, "", changes, of.kind, TEXT[start:end])


def test_every_column_of_a_fact_table_has_a_heading_of_its_own() -> None:
    names = {column.name for each in TABLES[1:] for column in each.columns} - {"source", "locator"}
    told = made(standings((FUND,), {}, ())).columns
    assert set(HEADINGS) == names
    assert len({*HEADINGS.values()} | {*told[:14]}) == len(HEADINGS) + 14


@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), words=st.integers(0, 20))
@settings(deadline=None, max_examples=25)
def test_a_workbook_that_nobody_changed_decides_nothing(tmp_path_factory: pytest.TempPathFactory, name: str, words: int) -> None:
    each = Candidate(Kind.GOAL, Row("goals", {"id": "x", "name": name, "source": "d"}), PLACE, Stretch(words, 21), 0.5)
    file = tmp_path_factory.mktemp("sheet") / "uit.xlsx"
    file.write_bytes(workbook(made(standings((each, FUND), {}, ()))))
    (found,) = any_sheets(file)
    header = found.records[0][1]
    back = [dict(zip(header, cells, strict=False)) for _, cells in found.records[1:]]
    assert said(back, each, FUND) == Decided((), ())


def test_cells_with_several_values_are_looked_at_one_by_one() -> None:
    rows = lines(made(standings((FUND, OTHER_RESULT), {}, ())))
    for row in rows:
        row["besluit"] = "Akkoord"
    assert said(rows, FUND, OTHER_RESULT) == Decided(
        (verdict(FUND, Decision.ACCEPTED, {}), verdict(OTHER_RESULT, Decision.ACCEPTED, {})), ()
    )
    rows[0]["thema"] = "energie|onzin"
    assert said(rows, FUND, OTHER_RESULT).problems == (
        Problem(SHEET, 2, "thema", "no word 'onzin'; use one of energie, gestopt, klimaat, partner, wonen"),
    )


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        pytest.param("akkoord", [(2, "naam"), (2, "budget (euro)")], id="all that is accepted"),
        pytest.param("open", [(2, "budget (euro)")], id="only what was changed"),
        pytest.param("afgewezen", [], id="nothing of what is rejected"),
    ],
)
def test_what_is_looked_at_depends_on_the_decision(decision: str, told: list[tuple[int, str]]) -> None:
    (row,) = lines(made(standings((FUND,), {}, ())))
    row |= {"besluit": decision, "naam": "", "budget (euro)": "veel"}
    assert [(each.row, each.column) for each in said([row], FUND).problems] == told


def test_a_row_of_what_was_read_again_is_found_by_its_words() -> None:
    again = Candidate(Kind.INITIATIVE, Row("initiatives", {**FUND.row.cells, "id": "x-het-fonds"}), PLACE, FUND.quote, 0.9)
    (row,) = lines(made(standings((FUND,), {}, ())))
    assert said([row | {"besluit": "akkoord"}], again) == Decided((verdict(again, Decision.ACCEPTED, {"id": "x-fonds"}),), ())


def test_a_row_of_what_is_gone_is_told_when_it_decides_something() -> None:
    (row,) = lines(made(standings((FUND,), {}, ())))
    assert said([row], OTHER_RESULT) == Decided((), ())
    why = f"no candidate {FUND.id} in this document as it was read last; export the sheet anew and decide there"
    assert said([row | {"besluit": "afgewezen"}], OTHER_RESULT).problems == (Problem(SHEET, 2, "kenmerk", why),)


def test_a_row_that_does_not_tell_what_was_seen_is_refused() -> None:
    (row,) = lines(made(standings((FUND,), {}, ())))
    why = "holds no number; leave this hidden column as it was written"
    assert said([row | {"gezien": ""}], FUND).problems == (Problem(SHEET, 2, "gezien", why),)


def test_of_rows_of_several_sheets_the_fewest_decisions_were_seen() -> None:
    assert seen([Line(2, {"gezien": "7"}), Line(3, {"gezien": "4"}), Line(4, {})]) == 4
    assert seen([Line(2, {})]) == 0


OWN = {"soort": "stand", "vindplaats": "alinea 1", "woorden": "voor groen", "id": "x-fonds", "naam": "Fonds", "stand": "gestopt"}


def test_an_own_row_becomes_a_statement_with_its_words() -> None:
    ((found,), problems) = (said([OWN]).verdicts, said([OWN]).problems)
    changes = {"table": "initiatives", "locator": "alinea 1", "id": "x-fonds", "name": "Fonds", "status": "gestopt"}
    assert (found.decision, dict(found.changes), found.kind, found.quote, problems) == (
        Decision.ACCEPTED,
        changes,
        "status",
        "voor groen",
        (),
    )


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        pytest.param({"soort": "iets"}, "soort", "a row of your own needs one of programma, doel, initiatief, ", id="another kind"),
        pytest.param({"woorden": "rood"}, "woorden", "no passage 'alinea 1' with the words 'rood'; copy both from a row", id="words"),
        pytest.param({"vindplaats": "p. 9"}, "woorden", "no passage 'p. 9' with the words 'voor groen'", id="no such passage"),
        pytest.param({"woorden": ""}, "woorden", "no passage 'alinea 1' with the words ''", id="no words"),
        pytest.param({"naam": ""}, "naam", "is empty; it must be filled in", id="a cell that must be filled"),
        pytest.param({"besluit": "ja"}, "besluit", "'ja' is none of akkoord, afgewezen, open", id="another decision"),
    ],
)
def test_an_own_row_that_cannot_be_is_told(cells: dict[str, str], column: str, why: str) -> None:
    (problem,) = said([OWN | cells]).problems
    assert (problem.row, problem.column, problem.message[: len(why)]) == (2, column, why)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    each = Candidate(Kind.GOAL, Row("goals", {"id": "x", "name": "=1+1"}), PLACE, Stretch(0, 3), 0.5)
    (tmp_path / "uit.xlsx").write_bytes(workbook(made(standings((each,), {}, ()))))
    page = load_workbook(tmp_path / "uit.xlsx")[SHEET]
    assert [(cell.value, cell.data_type) for cell in page[2] if cell.value == "=1+1"] == [("=1+1", "s")]
