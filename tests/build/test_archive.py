"""Zip files without a clock."""

import io
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from kg.build.archive import archive, dateless


def test_an_archive_holds_its_contents_by_name_with_one_date() -> None:
    with ZipFile(io.BytesIO(archive({"b.csv": b"2", "a.csv": b"1"}))) as packed:
        assert [(each.filename, packed.read(each), each.date_time) for each in packed.infolist()] == [
            ("a.csv", b"1", (1980, 1, 1, 0, 0, 0)),
            ("b.csv", b"2", (1980, 1, 1, 0, 0, 0)),
        ]


def test_a_workbook_without_its_date_still_opens() -> None:
    book, file = Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "doel"
    book.save(file)
    read = load_workbook(io.BytesIO(dateless(file.getvalue())))
    assert (read.worksheets[0]["A1"].value, read.properties.creator, read.properties.created.year) == ("doel", "Samenspel", 1980)
