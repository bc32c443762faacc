"""An answer as an XLSX workbook: typed cells, a sheet that says where it comes from, and the same bytes for the same answer."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kg.build.archive import dateless
from kg.errors import LimitError
from kg.publish.answering import Plain

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # openpyxl names its type nowhere else
    from openpyxl.worksheet.worksheet import Worksheet

Told: TypeAlias = tuple[str, str]
Value: TypeAlias = Plain | date

MOST_ROWS = 2**20 - 1
"""What a sheet holds below its header."""

LONGEST = 32_767
"""The characters a cell holds."""

_CUT = " … (afgekapt, te lang voor een cel / cut, too long for a cell)"
_DIGITS = 15  # what a spreadsheet keeps of a number
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_YEAR = 1901  # spreadsheets count days from 1900, and not alike
_NARROWEST, _WIDEST, _MEASURED = 10, 60, 200


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the workbook holds: the names of its two sheets, the answer, and what is told of its origin."""

    names: tuple[str, str]
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    origin: Sequence[Told]


def workbook(sheets: Sheets) -> bytes:
    """Return the answer as XLSX; raises LimitError when a sheet cannot hold its rows.

    Texts are texts: nothing in them turns into a formula. A number that a spreadsheet would round is a text too.
    """
    if len(sheets.rows) > MOST_ROWS:
        raise LimitError(f"{len(sheets.rows)} rows do not fit a sheet, which holds {MOST_ROWS}; take CSV, or ask for less", "size")
    book = Workbook(write_only=True)
    answer, origin = (book.create_sheet(name) for name in sheets.names)
    answer.freeze_panes = "A2"
    _fill(answer, [sheets.columns, *sheets.rows])
    answer.auto_filter.ref = f"A1:{get_column_letter(max(1, len(sheets.columns)))}{len(sheets.rows) + 1}"
    _fill(origin, sheets.origin, heading=False)
    file = io.BytesIO()
    book.save(file)
    return dateless(file.getvalue())


def _fill(sheet: "WriteOnlyWorksheet", rows: Sequence[Sequence[Value]], *, heading: bool = True) -> None:
    for number, width in enumerate(_widths(rows[:_MEASURED]), start=1):
        cast("Worksheet", sheet).column_dimensions[get_column_letter(number)].width = width
    for position, row in enumerate(rows):
        cells = [_cell(sheet, value) for value in row]
        for cell in cells if heading and position == 0 else cells[: not heading]:
            cell.font = Font(bold=True)
        sheet.append(cells)


def _widths(rows: Iterable[Sequence[Value]]) -> list[int]:
    """Return how wide each column must be for its longest text, within reason."""
    return [min(_WIDEST, max(_NARROWEST, *(len(str(value or "")) + 2 for value in column))) for column in zip(*rows, strict=True)]


def _cell(sheet: "WriteOnlyWorksheet", value: Value) -> Cell:
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, date):
        return _date(sheet, value)
    if isinstance(value, int) and not isinstance(value, bool) and len(str(abs(value))) > _DIGITS:
        return _text(sheet, str(value))
    return WriteOnlyCell(sheet, value)


def _text(sheet: "WriteOnlyWorksheet", text: str) -> Cell:
    """Return a text cell: never a formula, without what XML cannot hold, and cut where it says so."""
    kept = _NOT_XML.sub("\ufffd", text)
    cell = WriteOnlyCell(sheet, kept if len(kept) <= LONGEST else kept[: LONGEST - len(_CUT)] + _CUT)
    cell.data_type = "s"
    return cell


def _date(sheet: "WriteOnlyWorksheet", value: date) -> Cell:
    if value.year < _FIRST_YEAR:
        return _text(sheet, value.isoformat())
    cell = WriteOnlyCell(sheet, datetime.combine(value, time.min))
    cell.number_format = "yyyy-mm-dd"
    return cell
