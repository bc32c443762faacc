"""A table of a DOCX file as rows of entries, merged cells resolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kg.read.columns import Entry
from kg.read.docx.parts import child, name, on, value

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"))
_MOST_SPAN = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file holds it: over how many columns it goes, and whether it goes on with the cell above."""

    element: Element
    span: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the file holds it: the columns left empty before it, its cells, and whether it is repeated on each page as a head."""

    before: int
    cells: tuple[Cell, ...]
    repeated: bool


def unwrapped(element: Element) -> Iterator[Element]:
    """Yield the elements in an element, content controls and insertions opened."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if name(each) in _WRAPPERS:
            waiting.extend(reversed(each))
        else:
            yield each


def grid(table: Element) -> list[Line]:
    """Return the rows of a table that are not deleted."""
    return [_line(row) for row in unwrapped(table) if name(row) == "tr" and child(row, "trPr", "del") is None]


def resolved(lines: Sequence[Line], entries: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """Return the entries by column: of a cell over several columns in each, of a cell over several rows in each row."""
    width = max((line.before + sum(cell.span for cell in line.cells) for line in lines), default=0)
    found: list[list[Entry]] = []
    for line, texts in zip(lines, entries, strict=True):
        row = [Entry("")] * line.before
        for cell, text in zip(line.cells, texts, strict=True):
            above = found[-1][len(row)] if found and cell.goes_on and len(row) < width else text
            row.extend([above if cell.goes_on else text] * cell.span)
        found.append([*row, *[Entry("")] * (width - len(row))])
    return found


def _line(row: Element) -> Line:
    cells = tuple(_cell(each) for each in unwrapped(row) if name(each) == "tc")
    return Line(_span(value(child(row, "trPr", "gridBefore")), 0), cells, on(child(row, "trPr", "tblHeader")))


def _cell(element: Element) -> Cell:
    merged = child(element, "tcPr", "vMerge")
    return Cell(element, _span(value(child(element, "tcPr", "gridSpan")), 1), merged is not None and value(merged) != "restart")


def _span(text: str, otherwise: int) -> int:
    return min(int(text), _MOST_SPAN) if text.isdecimal() and len(text) < 6 else otherwise  # noqa: PLR2004
