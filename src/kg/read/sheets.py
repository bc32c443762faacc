"""The sheets of fact tables as they stand in files: a folder of CSV files, one CSV file, an XLSX workbook."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kg.errors import MissingFileError, Problem
from kg.model.tables import TABLES
from kg.read.cells import normal, spreadsheet_text

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # openpyxl names its type nowhere else

Record: TypeAlias = tuple[int, list[str]]

LARGEST_BYTES = 200_000_000
"""What a workbook may unpack to; its sheets are XML that shrinks a thousandfold, so a small file can hide a huge one."""

_BROKEN = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as it was found: the file or sheet it came from, its numbered records, and why there are none."""

    origin: str
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def table(self) -> str:
        """Return the name of the fact table this should be."""
        return self.origin.casefold().removesuffix(".csv")


def sheets(place: Path) -> list[Sheet]:
    """Return the sheets in a file or folder, in the order of the fact tables, others first.

    Raises MissingFileError when nothing there can be fact tables.
    """
    found = any_sheets(place)
    names = [each.name for each in TABLES]
    if place.suffix.casefold() != ".csv" and not any(sheet.table in names for sheet in found):
        raise MissingFileError(f"{place}: no fact tables; expected one or more of {', '.join(names)}")
    return sorted(found, key=lambda sheet: names.index(sheet.table) if sheet.table in names else -1)


def any_sheets(place: Path) -> list[Sheet]:
    """Return the sheets in a file or folder, whatever they hold; raises MissingFileError when it is neither CSV nor a workbook."""
    if not place.exists():
        raise MissingFileError(f"{place}: no such file or folder")
    if place.is_dir():
        return [_csv_sheet(file) for file in sorted(place.iterdir()) if file.suffix.casefold() == ".csv"]
    if place.suffix.casefold() == ".xlsx":
        return _workbook(place)
    if place.suffix.casefold() == ".csv":
        return [_csv_sheet(place)]
    raise MissingFileError(f"{place}: give a folder of CSV files, one CSV file or an .xlsx workbook")


def _csv_sheet(file: Path) -> Sheet:
    """Return a CSV file with commas, semicolons (Dutch Excel) or tabs, in UTF-8."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        why = 'not UTF-8; save it as "CSV UTF-8" (one CSV export choice in Excel)'
        return Sheet(file.name, problems=(Problem(file.name, line, "", why),))
    try:
        return Sheet(file.name, tuple(_numbered(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))))
    except csv.Error as error:
        why = f"not a readable CSV file: {error}; is a quotation mark left open?"
        return Sheet(file.name, problems=(Problem(file.name, 0, "", why),))


def _separator(text: str) -> str:
    """Return the sign that stands most in the header."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _numbered(records: Iterable[list[str]]) -> Iterator[Record]:
    """Yield the records that hold something, with their numbers as a spreadsheet shows them."""
    for number, record in enumerate(records, start=1):
        texts = [normal(text) for text in record]
        if any(texts):
            yield number, texts


def _workbook(file: Path) -> list[Sheet]:
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_BYTES:
            raise MissingFileError(f"{file}: unpacks to {unpacked // 1_000_000} MB; facts fit in far less, is this the right file?")
        with file.open("rb") as content:
            workbook = load_workbook(content, read_only=True)
            found = [_worksheet(cast("ReadOnlyWorksheet", sheet)) for sheet in workbook.worksheets]
    except _BROKEN as error:
        raise MissingFileError(f"{file}: not a readable .xlsx workbook ({error}); save it again as Excel workbook") from error
    return found


def _worksheet(sheet: "ReadOnlyWorksheet") -> Sheet:
    """Return a sheet; how far it reaches is seen from its cells, since what it says of that is often wrong."""
    sheet.reset_dimensions()
    return Sheet(sheet.title, tuple(_numbered([spreadsheet_text(cell) for cell in row] for row in sheet.rows)))
