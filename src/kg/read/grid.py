"""A spreadsheet that is a document, in Excel or CSV: each sheet a heading, its rows with the names of the columns."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.announcing import is_short
from kg.read.blocks import Block, Found
from kg.read.cells import normal, spreadsheet_text
from kg.read.encodings import decoded
from kg.read.sheets import LARGEST_BYTES

_BROKEN = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, OSError)
_FIGURE = re.compile(r"[-+(€$]?\s*\d")
_YEAR = re.compile(r"(?:\S+\s+)?(?:19|20)\d\d(?:[-/]\d{2,4})?")
_SHARE = re.compile(r"0(?:\.(0+))?%")
_SEPARATORS = ";\t,"
_TOP_ROWS = 25
_MOST_CELLS = 5_000_000

Line = Sequence[str]


def read_workbook(content: bytes) -> Found:
    """Return what a workbook shows; raises UnreadableError when it is damaged, empty or unpacks to more than documents hold."""
    try:
        _refuse_bomb(content)
        workbook = load_workbook(io.BytesIO(content), data_only=True)
        found = [block for sheet in _shown(workbook) for block in _sheet(sheet.title, _lines(sheet))]
    except _BROKEN as error:
        raise UnreadableError(f"not a readable Excel workbook ({error}); open it in Excel and save it again") from error
    if not found:
        raise UnreadableError("the Excel workbook has no text")
    title = normal(str(workbook.properties.title or "")) or next(block.text for block in found if block.shape is Shape.HEADING)
    return Found(title, tuple(found), tuple(_notices(workbook)))


def read_csv(content: bytes) -> Found:
    """Return the rows of a CSV file; raises UnreadableError when it has none or a quotation mark is left open."""
    text = decoded(content)
    try:
        records = [[normal(cell) for cell in record] for record in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))]
    except csv.Error as error:
        raise UnreadableError(f"not a readable CSV file ({error}); is a quotation mark left open?") from error
    found = tuple(_table(records))
    if not found:
        raise UnreadableError("the CSV file has no text")
    return Found(next((block.text for block in found if block.shape is Shape.HEADING), ""), found)


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_BYTES:
        raise UnreadableError(f"the Excel workbook unpacks to {unpacked // 1_000_000} MB, which no document needs; is this the right file?")


def _shown(workbook: Workbook) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]


def _notices(workbook: Workbook) -> Iterator[str]:
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        yield f"hidden sheets are not read: {', '.join(hidden)}; make them visible in Excel to have them read"


def _lines(sheet: Worksheet) -> list[Line]:
    """Return the texts of a sheet as it shows them; a cell merged over rows stands in each of them, hidden rows and columns in none."""
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise UnreadableError(f"sheet {sheet.title!r} of the workbook has more than {_MOST_CELLS:,} cells; read a smaller part of it")
    down: dict[tuple[int, int], str] = {}
    for merged in sheet.merged_cells.ranges:
        text = _text(sheet.cell(merged.min_row, merged.min_col))
        down |= {(row, merged.min_col): text for row in range(merged.min_row + 1, merged.max_row + 1)}
    hidden = {column for column, kept in sheet.column_dimensions.items() if kept.hidden}
    return [
        [down.get((number, column)) or _text(cell) for column, cell in enumerate(row, start=1) if get_column_letter(column) not in hidden]
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if not sheet.row_dimensions[number].hidden
    ]


def _text(cell: Cell | MergedCell) -> str:
    """Return a cell as a Dutch reader is shown it: decimals after a comma, and as many of a share as the sheet shows."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return normal(spreadsheet_text(cell))
    shown = _SHARE.search(cell.number_format or "")
    text = f"{value * 100:.{len(shown[1] or '')}f}%" if shown else normal(spreadsheet_text(cell))
    return text.replace(".", ",")


def _sheet(title: str, lines: Sequence[Line]) -> Iterator[Block]:
    blocks = [*_table(lines)]
    if blocks:
        yield Block(Shape.HEADING, normal(title), level=1)
        yield from blocks


def _table(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the rows under the line that names the columns, and what stands above it as heading and paragraphs."""
    named = _header(lines)
    columns: Line = lines[named] if named is not None else ()
    for number, line in enumerate(lines):
        texts = [text for text in line if text]
        if number == named or not texts:
            continue
        if named is not None and number < named and len(texts) == 1:
            yield _above(texts[0])
        else:
            yield Block(
                Shape.ROW,
                "",
                cells=tuple((columns[place] if place < len(columns) else "", text) for place, text in enumerate(line) if text),
            )


def _above(text: str) -> Block:
    return Block(Shape.HEADING, text, level=2) if is_short(text) and not text.endswith(":") else Block(Shape.PARAGRAPH, text)


def _header(lines: Sequence[Line]) -> int | None:
    """Return the number of the first line with more than one cell, most of them names or years."""
    for number, line in enumerate(lines[:_TOP_ROWS]):
        texts = [text for text in line if text]
        names = sum(bool(_YEAR.fullmatch(text)) or not _FIGURE.match(text) for text in texts)
        if len(texts) > 1 and names * 2 > len(texts) and any(any(after) for after in lines[number + 1 :]):
            return number
    return None


def _separator(text: str) -> str:
    """Return the sign that parts the most lines at the top alike."""
    top = [line for line in text.splitlines()[:_TOP_ROWS] if line.strip()]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in top) * 100 + min((line.count(sign) for line in top), default=0))
