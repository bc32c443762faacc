"""Fact tables: what is taken over, and what is told when they cannot be."""

import datetime as dt
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.build.tables import workbook
from kg.errors import MissingFileError, TableError
from kg.model.tables import TABLES, Row
from kg.read.sheets import LARGEST_BYTES
from kg.read.table import read_tables

Words = Mapping[str, frozenset[str]]
GOALS = "id,name,description,programme,owner,target_year,part_of,source,locator\n"
DOCUMENTS = "id,title,publisher,type,year,url,published,notes\n"


def problems(place: Path, words: Words) -> list[str]:
    with pytest.raises(TableError) as caught:
        read_tables(place, words)
    return [str(problem) for problem in caught.value.problems]


def test_every_row_of_every_table_is_read_in_order(small: Path, words: Words) -> None:
    rows = read_tables(small, words)
    lines = {each.name: (small / f"{each.name}.csv").read_text(encoding="utf-8").count("\n") - 1 for each in TABLES}
    assert {each.name: sum(row.table == each.name for row in rows) for each in TABLES} == lines
    assert (rows[0].origin, rows[0].number, rows[0]["id"]) == ("documents.csv", 2, "almelo-jaarverantwoording-2018-innoveren")


def test_a_workbook_gives_the_same_rows_as_its_csv_files(tmp_path: Path, small_rows: list[Row], words: Words) -> None:
    file = tmp_path / "feiten.xlsx"
    file.write_bytes(workbook(small_rows))
    assert [dict(row.cells) for row in read_tables(file, words)] == [dict(row.cells) for row in small_rows]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_each_usual_separator_is_seen_from_the_header(tmp_path: Path, words: Words, sign: str) -> None:
    (tmp_path / "Goals.CSV").write_text(f"id{sign}name{sign}source{sign}locator\ng{sign}G{sign}s{sign}p. 1\n", encoding="utf-8")
    assert [dict(row.cells) for row in read_tables(tmp_path, words)] == [{"id": "g", "name": "G", "source": "s", "locator": "p. 1"}]


def test_text_that_looks_the_same_is_the_same(tmp_path: Path, words: Words) -> None:
    text = 'id,title\na,"Financie\u0308n\u00a0 en\u2028zo\r\nverder"\n'
    (tmp_path / "documents.csv").write_text(text, encoding="utf-8", newline="")
    (row,) = read_tables(tmp_path, words)
    assert row["title"] == "Financi\u00ebn en zo verder"


def test_semicolons_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path, words: Words) -> None:
    text = "id;title;publisher;type\r\nb;Begroting, deel 1;Gemeente Almelo;begroting\r\n"
    (tmp_path / "documents.csv").write_bytes(text.encode("utf-8-sig"))
    (row,) = read_tables(tmp_path / "documents.csv", words)
    assert dict(row.cells) == {"id": "b", "title": "Begroting, deel 1", "publisher": "Gemeente Almelo", "type": "begroting"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(
            "Jaar 1,T,,,,,,",
            "documents.csv, row 2, column id: 'Jaar 1' is not an id; use lower-case letters, digits and single hyphens",
            id="id",
        ),
        pytest.param("a,,,,,,,", "documents.csv, row 2, column title: is empty; it must be filled in", id="required"),
        pytest.param(
            "a,T,,,'18,,,",
            'documents.csv, row 2, column year: "\'18" is not a year; write four digits between 1900 and 2100',
            id="year",
        ),
        pytest.param(
            "a,T,,,2101,,,",
            "documents.csv, row 2, column year: '2101' is not a year; write four digits between 1900 and 2100",
            id="far year",
        ),
        pytest.param(
            "a,T,,,,www.almelo.nl,,",
            "documents.csv, row 2, column url: 'www.almelo.nl' is not a web address; write it in full, as in https://www.almelo.nl",
            id="address without scheme",
        ),
        *(
            pytest.param(
                f"a,T,,,,{url},,",
                f"documents.csv, row 2, column url: {url!r} is not a web address; write it in full, as in https://www.almelo.nl",
                id=url,
            )
            for url in ("https://x.nl/100%zeker", "https://x.nl:poort/", "https://x.nl/a[1]", "https://x.nl/a b", "ftp://x.nl")
        ),
        *(
            pytest.param(
                f"a,{text},,,,,,",
                f"documents.csv, row 2, column title: a spreadsheet takes this for a formula ({text}); "
                "replace it by its value (paste special: values)",
                id=text,
            )
            for text in ("@SUM(1+1)", "+cmd|x", "-cmd")
        ),
        pytest.param(
            "a,T,,,٢٠١٨,,,",
            "documents.csv, row 2, column year: '٢٠١٨' is not a year; write four digits between 1900 and 2100",
            id="other digits",
        ),
        pytest.param(
            "a,T,,,,http://[::1,,",
            "documents.csv, row 2, column url: 'http://[::1' is not a web address; write it in full, as in https://www.almelo.nl",
            id="broken address",
        ),
        pytest.param(
            "a,T,,,,,2018-02-30,",
            "documents.csv, row 2, column published: '2018-02-30' is not a date; write 2018, 2018-05 or 2018-05-31",
            id="no such day",
        ),
        pytest.param(
            "a,T,,,,,31-12-2018,",
            "documents.csv, row 2, column published: '31-12-2018' is not a date; write 2018, 2018-05 or 2018-05-31",
            id="Dutch date",
        ),
        pytest.param(
            "a,=1+1,,,,,,",
            "documents.csv, row 2, column title: a spreadsheet takes this for a formula (=1+1); "
            "replace it by its value (paste special: values)",
            id="formula",
        ),
        pytest.param(
            "a,T\x07,,,,,,",
            "documents.csv, row 2, column title: holds an invisible control character; type the text again",
            id="control character",
        ),
        pytest.param("a,T,,,,,,,x", "documents.csv, row 2: 9 cells, the header has 8; quote a text with a comma", id="too many cells"),
    ],
)
def test_a_bad_cell_is_told_with_its_place_and_the_way_out(tmp_path: Path, words: Words, line: str, told: str) -> None:
    (tmp_path / "documents.csv").write_text(DOCUMENTS + line + "\n", encoding="utf-8")
    assert problems(tmp_path, words) == [told]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        pytest.param(
            "17,5", "'17,5' is not a number; write a point before decimals and nothing between thousands, as in 1234.5", id="comma"
        ),
        pytest.param(
            "1.000.000",
            "'1.000.000' is not a number; write a point before decimals and nothing between thousands, as in 1234.5",
            id="points",
        ),
        pytest.param(
            "1234567890123456789",
            "'1234567890123456789' is not a number; write a point before decimals and nothing between thousands, as in 1234.5",
            id="more digits than any amount",
        ),
        pytest.param("-5", "'-5' is below zero; write the amount in euro without a sign", id="negative amount"),
    ],
)
def test_a_bad_amount_is_told(tmp_path: Path, words: Words, value: str, why: str) -> None:
    text = f'initiative,organisation,role,amount_eur,source,locator\na,b,partner,"{value}",s,l\n'
    (tmp_path / "participations.csv").write_text(text, encoding="utf-8")
    assert problems(tmp_path, words) == [f"participations.csv, row 2, column amount_eur: {why}"]


def test_an_unknown_word_is_told_with_the_words_there_are(tmp_path: Path, words: Words) -> None:
    (tmp_path / "documents.csv").write_text(DOCUMENTS + "a,T,,boek,,,,\n", encoding="utf-8")
    allowed = "begroting, convenant, jaarverslag, nieuwsbericht, perspectiefnota, projectpagina, raadsbrief, rapport, website"
    assert problems(tmp_path, words) == [f"documents.csv, row 2, column type: no word 'boek'; use one of {allowed}"]


def test_all_problems_of_all_tables_come_in_one_run(tmp_path: Path, words: Words) -> None:
    (tmp_path / "documents.csv").write_text(DOCUMENTS + "A B,,,,18,,,\n", encoding="utf-8")
    (tmp_path / "goals.csv").write_text(GOALS + "g,G,,,,,,s,\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("a,b\n", encoding="utf-8")
    places = [told.split(":")[0] for told in problems(tmp_path, words)]
    assert places == [
        "notes.csv",
        "documents.csv, row 2, column id",
        "documents.csv, row 2, column title",
        "documents.csv, row 2, column year",
        "goals.csv, row 2, column locator",
    ]


def test_a_second_row_of_a_thing_at_the_same_place_is_told(tmp_path: Path, words: Words) -> None:
    row = "g,G,,,,,,s,l\n"
    (tmp_path / "goals.csv").write_text(GOALS + row + row.replace("s,l", "s,m") + row, encoding="utf-8")
    assert problems(tmp_path, words) == [
        "goals.csv, row 4, column id, source, locator: same as row 2; one row per source, so join or remove one"
    ]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        pytest.param(
            "id,name,colour,source,locator",
            [
                "goals.csv, row 1, column colour: no such column; the columns are "
                "id, name, description, programme, owner, target_year, part_of, source, locator"
            ],
            id="unknown",
        ),
        pytest.param("id,name,source", ["goals.csv, row 1, column locator: this column is missing"], id="missing"),
        pytest.param("id,id,name,source,locator", ["goals.csv, row 1, column id: stands in the header more than once"], id="twice"),
    ],
)
def test_wrong_columns_are_told(tmp_path: Path, words: Words, header: str, told: list[str]) -> None:
    (tmp_path / "goals.csv").write_text(f"{header}\na,b,c,d,e\n", encoding="utf-8")
    assert problems(tmp_path, words) == told


def test_another_encoding_is_told_with_the_line(tmp_path: Path, words: Words) -> None:
    (tmp_path / "documents.csv").write_bytes(DOCUMENTS.encode() + "a,Financiën,,,,,,\n".encode("cp1252"))
    assert problems(tmp_path, words) == ['documents.csv, row 2: not UTF-8; save it as "CSV UTF-8" (one CSV export choice in Excel)']


def test_an_open_quotation_mark_is_told(tmp_path: Path, words: Words) -> None:
    (tmp_path / "documents.csv").write_text(DOCUMENTS + 'a,"T,,,,,,\n', encoding="utf-8")
    assert problems(tmp_path, words) == ["documents.csv: not a readable CSV file: unexpected end of data; is a quotation mark left open?"]


def test_an_empty_table_gives_no_rows_and_empty_lines_do_not_count(tmp_path: Path, words: Words) -> None:
    (tmp_path / "goals.csv").write_text(GOALS, encoding="utf-8")
    (tmp_path / "documents.csv").write_text(DOCUMENTS + "\n, ,,,,,,\na,T,,,,,,\n", encoding="utf-8")
    assert [(row["id"], row.number) for row in read_tables(tmp_path, words)] == [("a", 4)]


def test_a_table_without_even_a_header_is_told(tmp_path: Path, words: Words) -> None:
    (tmp_path / "goals.csv").write_text("", encoding="utf-8")
    assert problems(tmp_path, words) == ["goals.csv: is empty; the first row must name the columns"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("none", "none: no such file or folder", id="absent"),
        pytest.param("empty", "no fact tables; expected one or more of documents, organisations", id="empty folder"),
        pytest.param("facts.ods", "give a folder of CSV files, one CSV file or an .xlsx workbook", id="other format"),
        pytest.param("broken.xlsx", "not a readable .xlsx workbook", id="broken workbook"),
    ],
)
def test_a_place_without_tables_is_told(tmp_path: Path, words: Words, name: str, told: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "facts.ods").write_text("", encoding="utf-8")
    (tmp_path / "broken.xlsx").write_text("no zip", encoding="utf-8")
    with pytest.raises(MissingFileError, match=told):
        read_tables(tmp_path / name, words)


def test_a_csv_file_of_another_name_is_no_fact_table(tmp_path: Path, words: Words) -> None:
    file = tmp_path / "doelen.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    (told,) = problems(file, words)
    assert told.startswith("doelen.csv: not a fact table; rename or remove it; the tables are documents, organisations")


def test_formulas_and_error_values_in_a_workbook_are_told_and_dates_are_read(tmp_path: Path, words: Words) -> None:
    book = Workbook()
    sheet = book.create_sheet("documents")
    sheet.append(["id", "title", "published", "year", "notes"])
    sheet.append(["a", "=B1", dt.datetime(2018, 5, 31), 2018.0, None])  # noqa: DTZ001 - spreadsheets know no zones
    sheet.append(["b", "T", "2018-05", 2018, "#N/A"])
    sheet.append(["c", True, None, 2018.5, ""])
    book.create_sheet("blad 2").append(["x"])
    del book["Sheet"]
    book.save(tmp_path / "f.xlsx")
    told = problems(tmp_path / "f.xlsx", words)
    assert [each.split("; rename")[0] for each in told] == [
        "blad 2: not a fact table",
        "documents, row 2, column title: a spreadsheet takes this for a formula (=B1); replace it by its value (paste special: values)",
        "documents, row 3, column notes: an error value (#N/A); put the right value in its place",
        "documents, row 4, column year: '2018.5' is not a year; write four digits between 1900 and 2100",
    ]


def test_a_cell_is_read_as_it_is_shown(tmp_path: Path, words: Words) -> None:
    book = Workbook()
    sheet = book.create_sheet("documents")
    sheet.append(["id", "title", "published", "year"])
    for number, form in enumerate(("yyyy", "mmm yyyy", "d-m-yyyy"), start=1):
        sheet.append([f"d{number}", 0.00001, dt.datetime(2018, 5, 31), "2018"])  # noqa: DTZ001 - spreadsheets know no zones
        sheet.cell(number + 1, 3).number_format = form
    sheet.append(["d4", 0.17, "", ""])
    sheet.cell(5, 2).number_format = "0%"
    del book["Sheet"]
    book.save(tmp_path / "f.xlsx")
    read = [(row["published"], row["title"]) for row in read_tables(tmp_path / "f.xlsx", words)]
    assert read == [("2018", "0.00001"), ("2018-05", "0.00001"), ("2018-05-31", "0.00001"), ("", "17%")]


def changed(file: Path, part: str, old: bytes, new: bytes) -> Path:
    """Return a copy of a workbook of which one part is changed, as only another program would write it."""
    copy = file.with_name("changed.xlsx")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name.endswith(part) else content)
    return copy


def goals_workbook(folder: Path) -> Path:
    rows = [Row("goals", {"id": f"g{number}", "name": "G", "source": "s", "locator": "l"}) for number in range(3)]
    (folder / "f.xlsx").write_bytes(workbook(rows))
    return folder / "f.xlsx"


def test_all_rows_are_read_whatever_a_sheet_says_of_its_size(tmp_path: Path, words: Words) -> None:
    said = changed(goals_workbook(tmp_path), "sheet4.xml", b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>')
    assert [row["id"] for row in read_tables(said, words) if row.table == "goals"] == ["g0", "g1", "g2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"</sheetData>", b"", id="cut off"),
        pytest.param(b"<sheetData>", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sheetData>', id="entities"),
    ],
)
def test_a_damaged_workbook_is_told(tmp_path: Path, words: Words, old: bytes, new: bytes) -> None:
    with pytest.raises(MissingFileError, match=r"not a readable \.xlsx workbook"):
        read_tables(changed(goals_workbook(tmp_path), "sheet4.xml", old, new), words)


def test_a_workbook_that_unpacks_to_more_than_facts_need_is_refused_unread(tmp_path: Path, words: Words) -> None:
    huge = changed(goals_workbook(tmp_path), "sheet4.xml", b"<sheetData>", b" " * (LARGEST_BYTES + 1) + b"<sheetData>")
    with pytest.raises(MissingFileError, match=r"unpacks to 200 MB; facts fit in far less, is this the right file\?"):
        read_tables(huge, words)


def test_a_workbook_without_fact_tables_is_told(tmp_path: Path, words: Words) -> None:
    Workbook().save(tmp_path / "leeg.xlsx")
    with pytest.raises(MissingFileError, match="no fact tables; expected one or more of documents"):
        read_tables(tmp_path / "leeg.xlsx", words)
