"""Tables of a page as rows, with the names of their columns; tables that only place things on the page are told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model.passages import Shape
from kg.read.blocks import Block
from kg.read.html.tree import HEADINGS, Element, inside
from kg.read.html.wording import lined, said

_TWO = 2
_MOST = 1000
_LONG_CELL = 25
_BETWEEN = " › "
_YEAR = re.compile(
    r"(?:(?:begroting|rekening|realisatie|raming|werkelijk|streefwaarde|jaar)\s+)?(?:19|20)\d\d(?:[-/]\d{2,4})?", re.IGNORECASE
)
_FIGURE = re.compile(r"[-+(€$]?\s*\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at one place of the grid; `repeated` when it came there by a span over columns."""

    text: str
    header: bool
    repeated: bool = False


Line = Sequence[Entry]


def is_layout(table: Element) -> bool:
    """Tell whether a table only places things: it is told so, has one column, holds headings or tables, or long texts without headers."""
    if table.role in {"presentation", "none"}:
        return True
    lines = _elements(table)
    if max((len(_cells(line)) for line in lines), default=0) < _TWO or any(
        each.tag in HEADINGS or each.tag == "table" for each in inside(table)
    ):
        return True
    cells = [element for element in inside(table) if element.tag in {"td", "th"}]
    if any(cell.tag == "th" for cell in cells):
        return False
    long = sum(len(said(cell).split()) > _LONG_CELL for cell in cells)
    return long * 2 > len(lines) or (len(lines) == 1 and long > 0)


def rows(table: Element) -> Iterator[Block]:
    """Yield the caption of a table and its rows; a cell that spans rows stands in each of them, one that spans columns in the first."""
    for caption in table.elements:
        if caption.tag == "caption" and said(caption):
            yield Block(Shape.CAPTION, said(caption))
    lines = grid(table)
    headers = _headers(table, lines)
    columns = _columns(lines[:headers])
    for line in lines[headers:]:
        cells = tuple(
            (columns[place] if place < len(columns) else "", entry.text)
            for place, entry in enumerate(line)
            if entry.text and not entry.repeated
        )
        if cells:
            yield Block(Shape.ROW, "", cells=cells)


def grid(table: Element) -> list[list[Entry]]:
    """Return the cells of a table at the places they take, spans resolved."""
    found: list[list[Entry]] = []
    waiting: dict[int, tuple[int, Entry]] = {}
    for line in _elements(table):
        row: list[Entry] = []
        for cell in _cells(line):
            _fill(row, waiting)
            entry = Entry(said(cell) if cell.tag == "th" else lined(cell), cell.tag == "th")
            down = _span(cell, "rowspan") - 1
            for number in range(min(_span(cell, "colspan"), _MOST)):
                placed = Entry(entry.text, entry.header, repeated=number > 0)
                if down:
                    waiting[len(row)] = (down, placed)
                row.append(placed)
        _fill(row, waiting)
        found.append(row)
    return found


def _fill(row: list[Entry], waiting: dict[int, tuple[int, Entry]]) -> None:
    """Add what comes down from the rows above to the end of a row."""
    while len(row) in waiting:
        place = len(row)
        left, entry = waiting.pop(place)
        row.append(entry)
        if left > 1:
            waiting[place] = (left - 1, entry)


def _elements(table: Element) -> list[Element]:
    """Return the rows of a table, those of its head first and of its foot last."""
    order = {"thead": 0, "tfoot": 2}
    parts = sorted((part for part in table.elements), key=lambda part: order.get(part.tag, 1))
    return [row for part in parts for row in ([part] if part.tag == "tr" else part.elements) if row.tag == "tr"]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.elements if cell.tag in {"td", "th"}]


def _span(cell: Element, name: str) -> int:
    told = cell.attribute(name).strip()
    return max(1, min(int(told), _MOST)) if told.isascii() and told.isdigit() else 1


def _headers(table: Element, lines: Sequence[Line]) -> int:
    """Return how many rows at the top name the columns."""
    head = sum(1 for part in table.elements if part.tag == "thead" for row in part.elements if row.tag == "tr")
    if head:
        return head if head < len(lines) else 0
    count = 0
    while count < len(lines) - 1 and len(lines[count]) > 1 and all(entry.header or not entry.text for entry in lines[count]):
        count += 1
    return count or int(_names(lines))


def _names(lines: Sequence[Line]) -> bool:
    """Tell whether the first row of a table without headers names columns: words and years over figures, or words over longer texts."""
    if len(lines) < _TWO:
        return False
    first = [entry.text for entry in lines[0]]
    filled = [text for text in first[1:] if text]
    if not filled or not all(not text or _YEAR.fullmatch(text) or not _FIGURE.match(text) for text in first):
        return False
    below = [entry.text for line in lines[1:] for entry in line if entry.text]
    figures = any(_FIGURE.match(text) for text in below)
    return figures or sum(map(len, below)) / max(1, len(below)) > _TWO * sum(map(len, first)) / len(first)


def _columns(headers: Sequence[Line]) -> list[str]:
    width = max((len(line) for line in headers), default=0)
    names = []
    for place in range(width):
        parts = [line[place].text for line in headers if place < len(line) and line[place].text]
        names.append(_BETWEEN.join(dict.fromkeys(parts)))
    return names
