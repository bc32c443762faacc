"""A table on a page: its rows of texts, the names of its columns, and where those begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.columns import Entry, Texts, heads, names, texts
from kg.read.pdf.marks import Box, Word
from kg.read.pdf.mending import mended
from kg.read.pdf.words import rows


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it stands, the names of its columns ("" where there is none), its rows, and where its columns begin.

    `heads` are the rows that gave the columns their names; none when nothing on the page names them.
    """

    box: Box
    columns: Texts
    rows: tuple[Texts, ...]
    edges: tuple[float, ...]
    heads: tuple[Texts, ...] = ()


def entry(found: Sequence[Word]) -> Entry:
    """Return the text of the words in one cell, and how most of it is printed."""
    if not found:
        return Entry("")
    bold = sum(len(word.text) for word in found if word.style.bold) * 2 > sum(len(word.text) for word in found)
    lines = [" ".join(word.text for word in row) for row in rows(found)]
    return Entry(mended(lines), bold, f"{found[0].style.colour:06x}")


def table(box: Box, lines: Sequence[Sequence[Entry]], edges: Sequence[float]) -> Table:
    """Return the table of these rows, its first rows taken for names of columns when they look it."""
    filled = [line for line in lines if any(cell.text for cell in line)]
    count = heads(filled)
    above = texts(filled[:count])
    return Table(box, names(above, len(edges)), texts(filled[count:]), tuple(edges), above)
