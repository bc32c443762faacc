"""A PDF as blocks: lines, columns, headings, lists and tables from where the signs stand on its pages."""

from collections.abc import Sequence
from contextlib import closing

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block, Found
from kg.read.cells import normal
from kg.read.named import is_file_name
from kg.read.pdf.assembling import blocks
from kg.read.pdf.furniture import Leaf, without_furniture
from kg.read.pdf.glyphs import opened, sheets, title
from kg.read.pdf.marks import Sheet
from kg.read.pdf.notices import notices, without_text
from kg.read.pdf.words import words


def read(content: bytes) -> Found:
    """Return what a PDF says; raises UnreadableError when it is locked, damaged, or holds pictures of text only.

    PDFium is not made for threads: read one PDF at a time in a process.
    """
    with closing(opened(content)) as document:
        named = normal(title(document))
        leaves = [_leaf(sheet) for sheet in sheets(document)]
    if not any(leaf.words for leaf in leaves):
        raise UnreadableError(without_text(leaves))
    found = blocks(without_furniture(leaves))
    return Found(_title(named, found), found, tuple(notices(leaves)))


def _leaf(sheet: Sheet) -> Leaf:
    return Leaf(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        words=words(sheet.glyphs),
        rules=sheet.rules,
        outlined=sheet.outlined,
        pictures=sheet.pictures,
        sideways=sheet.sideways,
        unreadable=sheet.unreadable,
    )


def _title(named: str, found: Sequence[Block]) -> str:
    """Return the title in the file's description, or its first and highest heading when that is the name of a file."""
    if named and not is_file_name(named):
        return named
    headings = [block for block in found if block.shape is Shape.HEADING]
    return min(headings, key=lambda block: block.level).text if headings else ""
