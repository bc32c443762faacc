"""A spreadsheet that is a document becomes headings and rows with the names of their columns."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block, Found
from kg.read.grid import read_csv, read_workbook


def saved(workbook: Workbook) -> bytes:
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def row(*cells: tuple[str, str]) -> Block:
    return Block(Shape.ROW, "", cells=cells)


def test_a_sheet_is_a_heading_with_its_title_rows_and_the_rows_as_they_are_shown() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Indicatoren"
    for line in (
        ["Bijlage 1 Indicatoren"],
        [],
        ["Programma", "Indicator", 2022, 2023],
        ["Wonen", "Huur", 0.125, 1.5],
        [None, "Koop", 3, None],
        ["Zorg", "X"],
    ):
        sheet.append(line)
    sheet.merge_cells("A4:A5")
    sheet["C4"].number_format = "0.0%"
    sheet.row_dimensions[6].hidden = True
    hidden = workbook.create_sheet("Rekenblad")
    hidden.sheet_state = "hidden"
    hidden.append(["a", "b"])
    assert read_workbook(saved(workbook)) == Found(
        "Indicatoren",
        (
            Block(Shape.HEADING, "Indicatoren", 1),
            Block(Shape.HEADING, "Bijlage 1 Indicatoren", 2),
            row(("Programma", "Wonen"), ("Indicator", "Huur"), ("2022", "12,5%"), ("2023", "1,5")),
            row(("Programma", "Wonen"), ("Indicator", "Koop"), ("2022", "3")),
        ),
        ("hidden sheets are not read: Rekenblad; make them visible in Excel to have them read",),
    )


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_of_a_csv_file_is_the_one_its_lines_share(separator: str) -> None:
    text = 'Doel;Stand\nCoördinatie;"op, koers"\nx;\n'.replace(";", separator)
    assert read_csv(text.encode("cp1252")).blocks == (row(("Doel", "Coördinatie"), ("Stand", "op, koers")), row(("Doel", "x")))


def test_a_workbook_that_unpacks_to_more_than_a_document_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    with pytest.raises(UnreadableError, match="unpacks to 201 MB, which no document needs"):
        read_workbook(kept.getvalue())


def test_a_damaged_or_empty_workbook_and_an_empty_csv_file_are_refused() -> None:
    with pytest.raises(UnreadableError, match="not a readable Excel workbook"):
        read_workbook(saved(Workbook())[:-200])
    with pytest.raises(UnreadableError, match="the Excel workbook has no text"):
        read_workbook(saved(Workbook()))
    with pytest.raises(UnreadableError, match="the CSV file has no text"):
        read_csv(b";;\n")
