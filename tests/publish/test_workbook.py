"""An answer as a workbook."""

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kg.errors import LimitError
from kg.publish.asking import asked, notices, question
from kg.publish.choices import choices
from kg.publish.library import Language, Library
from kg.publish.origin import origin
from kg.publish.workbook import LONGEST, MOST_ROWS, Sheets, Value, workbook
from kg.terms import BASE


def sheets(*rows: list[Value]) -> Sheets:
    columns = tuple(f"kolom{number}" for number in range(len(rows[0]))) if rows else ("leeg",)
    return Sheets(("Antwoord", "Herkomst"), columns, rows, [("Vraag", "=HYPERLINK(1)"), ("Uitgave", "0123")])


@pytest.mark.parametrize(
    ("value", "kept", "kind"),
    [
        pytest.param(2018, 2018, "n", id="integer"),
        pytest.param(17.5, 17.5, "n", id="decimal"),
        pytest.param(True, True, "b", id="truth"),
        pytest.param(None, None, "n", id="nothing"),
        pytest.param(date(2018, 12, 31), datetime.fromisoformat("2018-12-31"), "d", id="date"),
        pytest.param(date(1899, 12, 31), "1899-12-31", "s", id="before spreadsheets"),
        pytest.param("2018-12-31", "2018-12-31", "s", id="text like a date"),
        pytest.param("2018", "2018", "s", id="text like a number"),
        pytest.param("=1+1", "=1+1", "s", id="formula"),
        pytest.param("+1", "+1", "s", id="plus"),
        pytest.param("@SUM(A1)", "@SUM(A1)", "s", id="at"),
        pytest.param("#N/A", "#N/A", "s", id="error"),
        pytest.param("a\x00b\ufffe", "a\ufffdb\ufffd", "s", id="no xml"),
        pytest.param(12345678901234567, "12345678901234567", "s", id="too long to keep"),
        pytest.param("a" * LONGEST, "a" * LONGEST, "s", id="longest"),
    ],
)  # fmt: skip
def test_a_cell_keeps_the_value_and_never_turns_it_into_a_formula(value: Value, kept: object, kind: str) -> None:
    cell = load_workbook(io.BytesIO(workbook(sheets([value]))))["Antwoord"]["A2"]
    assert (cell.value, cell.data_type) == (kept, kind)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    cell = load_workbook(io.BytesIO(workbook(sheets(["a" * (LONGEST + 1)]))))["Antwoord"]["A2"]
    assert len(cell.value) == LONGEST
    assert cell.value.endswith("aaa … (afgekapt, te lang voor een cel / cut, too long for a cell)")


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    many: list[list[Value]] = [[1]] * (MOST_ROWS + 1)
    with pytest.raises(LimitError, match="1048576 rows do not fit a sheet, which holds 1048575; take CSV, or ask for less"):
        workbook(Sheets(("a", "b"), ("x",), many, []))


def test_the_header_stays_in_sight_and_the_columns_are_wide_enough() -> None:
    book = load_workbook(io.BytesIO(workbook(sheets(["kort", "x" * 30, "x" * 300]))))
    answer, source = book["Antwoord"], book["Herkomst"]
    assert (answer.freeze_panes, answer.auto_filter.ref) == ("A2", "A1:C2")
    assert [answer.column_dimensions[letter].width for letter in "ABC"] == [10, 32, 60]
    assert [cell.font.b for cell in answer[1]] == [True, True, True]
    assert [[cell.value for cell in row] for row in source] == [["Vraag", "=HYPERLINK(1)"], ["Uitgave", "0123"]]
    assert [cell.font.b for cell in source[1]] == [True, False]


def test_an_answer_without_rows_is_a_header() -> None:
    book = load_workbook(io.BytesIO(workbook(sheets())))
    assert list(book["Antwoord"].values) == [("leeg",)]


def test_the_same_answer_gives_the_same_bytes_without_a_date() -> None:
    one, other = (workbook(sheets(["a", 1])) for _ in range(2))
    assert one == other
    with ZipFile(io.BytesIO(one)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in file.read("docProps/core.xml")


def test_the_origin_tells_the_question_its_values_and_how_to_ask_it_again(library: Library) -> None:
    query = question(library, "doelen-van-initiatief")
    ready = asked(library, query, {"initiatief": "id/initiatief/nietes"})
    doubts = notices(library, choices(library, Language.NL, query), ready)
    told = dict(origin(library, Language.EN, ready, 0, doubts))
    assert told.pop("The question in SPARQL") == ready.sparql
    assert told == {
        "Question": query.title("en"),
        "Explanation": query.description("en"),
        "the initiative": f"{BASE}/id/initiatief/nietes",
        "Note": f"This is not in the graph: {BASE}/id/initiatief/nietes. Check the address, or choose a name from the list.",
        "Number of rows": "0",
        "Lasting address": f"{BASE}/vragen/doelen-van-initiatief?initiatief=id/initiatief/nietes&release=2026-11-25-test",
        "Release": "2026-11-25-test",
        "Licence": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
