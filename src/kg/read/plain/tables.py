"""Tables in a text: Markdown's, and those whose columns are apart by tabs."""

import re
from collections.abc import Iterator, Sequence

from kg.model.passages import Shape, Stretch
from kg.read.blocks import Block
from kg.read.plain.lines import Line

_DIVIDER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")


def table_end(lines: Sequence[Line], place: int) -> int:
    """Return the place after the table that begins at a line; that place itself when none begins there."""
    if _barred(lines[place]) and place + 1 < len(lines) and "|" in lines[place + 1].text and _DIVIDER.fullmatch(lines[place + 1].text):
        return _last(lines, place, "|")
    if "\t" in lines[place].text and not lines[place].marked:
        end = _last(lines, place, "\t")
        return end if end - place > 1 else place
    return place


def rows(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the rows of a table; its first line names the columns when Markdown says so or no cell of it holds a figure."""
    ruled = len(lines) > 1 and bool(_DIVIDER.fullmatch(lines[1].text)) and _barred(lines[0])
    cells = [_barred_cells(line) if ruled else line.text.split("\t") for line in lines]
    table = [[cell.strip() for cell in row] for row in cells]
    header = table[0] if ruled or _names(table) else []
    for line, row in zip(lines[1 + ruled if header else 0 :], table[1 + ruled if header else 0 :], strict=True):
        named = tuple((" ".join(header[place].split()) if place < len(header) else "", cell) for place, cell in enumerate(row) if cell)
        if named:
            yield Block(Shape.ROW, "", 0, line.page, named, Stretch(line.stretch.start, line.stretch.end))


def _barred(line: Line) -> bool:
    return bool(_BAR.search(line.text))


def _last(lines: Sequence[Line], place: int, sign: str) -> int:
    end = place
    while end < len(lines) and sign in lines[end].text:
        end += 1
    return end


def _barred_cells(line: Line) -> list[str]:
    text = line.text.removeprefix("|")
    return _BAR.split(text[:-1] if text.endswith("|") and not text.endswith("\\|") else text)


def _names(table: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: each cell is a word or a year, and below it are figures or other words."""
    first = table[0]
    return len(first) > 1 and all(not cell or not cell[0].isdigit() or re.fullmatch(r"(?:19|20)\d\d(?:\D.*)?", cell) for cell in first)
