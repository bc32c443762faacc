"""A Word file (DOCX, with macros or not) as blocks; nothing in it is run, and nothing it points to is fetched."""

from collections.abc import Sequence

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block, Found
from kg.read.cells import normal
from kg.read.docx.body import blocks, ranked
from kg.read.docx.parts import Parts, child, name, parts
from kg.read.named import is_file_name


def read(content: bytes) -> Found:
    """Return what a Word file says; raises UnreadableError when it is locked, damaged, empty or made to do harm."""
    held = parts(content)
    try:
        found = ranked(blocks(held))
    except RecursionError as error:
        raise UnreadableError("the Word file has tables within tables without end, as one made to do harm does; it is not read") from error
    if not found:
        raise UnreadableError("the Word file has no text")
    return Found(_title(held, found), found, tuple(_notices(held)))


def _title(held: Parts, found: Sequence[Block]) -> str:
    """Return the title in the file's description, or its first and highest heading when that is the name of a file."""
    told = child(held.properties, "title")
    named = normal(told.text or "") if told is not None else ""
    if named and not is_file_name(named):
        return named
    headings = [block for block in found if block.shape is Shape.HEADING]
    return min(headings, key=lambda block: block.level).text if headings else ""


def _notices(held: Parts) -> list[str]:
    kinds = {name(element) for element in held.document.iter()}
    told = []
    if kinds & {"ins", "del", "moveTo", "moveFrom"}:
        told.append("changes were tracked in this file: what was inserted is read, what was deleted is left out")
    if "altChunk" in kinds:
        told.append("another document is embedded in this file and is not read; open it in Word, save it and read that")
    return told
