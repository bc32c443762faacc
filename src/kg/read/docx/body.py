"""The body of a DOCX file → blocks, in the order in which it is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from kg.model.passages import Shape
from kg.read.blocks import Block
from kg.read.cells import normal
from kg.read.columns import Entry, heads, names, texts
from kg.read.docx.parts import Parts, child, children, name, value
from kg.read.docx.runs import Content, content
from kg.read.docx.styles import Sheet, sheet
from kg.read.docx.tables import Line, grid, resolved, unwrapped

_TYPED_BULLET = re.compile(r"(\s*)[•·●○▪■□➔➢✓–—\-*\uE000-\uF8FF][\s\u00a0]+(?=\S)")
_LONGEST_HEADING = 120
_LONGEST_RUN_IN = 80
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TWIPS_A_LEVEL = 360


@dataclass(slots=True)
class Reading:
    """What is known while a document is read from top to bottom: the styles, the notes referred to so far, the last rank of a heading."""

    parts: Parts
    styles: Sheet
    notes: list[tuple[str, str]] = field(default_factory=list)
    rank: int = 0


def blocks(parts: Parts) -> tuple[Block, ...]:
    """Return the blocks of a document; when it has a title among its text, that ranks above all headings."""
    reading = Reading(parts, sheet(parts))
    body = child(parts.document, "body")
    return tuple(_flow(body, reading)) if body is not None else ()


def _flow(holder: Element, reading: Reading) -> Iterator[Block]:
    """Yield the blocks of what holds paragraphs and tables: the body, a cell, a text box."""
    for element in unwrapped(holder):
        if name(element) == "p":
            yield from _paragraph(element, reading)
        elif name(element) == "tbl":
            yield from _table(element, reading)


def _paragraph(element: Element, reading: Reading) -> Iterator[Block]:
    """Yield what a paragraph is, then the text boxes anchored in it, then the notes it refers to."""
    style = reading.styles.style(element)
    found = content(element, bold=style.bold, first_note=len(reading.notes) + 1)
    first = len(reading.notes) + 1
    reading.notes.extend(found.notes)
    if normal(found.text) and not style.contents:
        yield from _told(element, found, reading)
    for box in found.boxes:
        yield from _flow(box, reading)
    for number, (kind, key) in enumerate(found.notes, first):
        yield from _note(number, (kind, key), reading)


def _told(element: Element, found: Content, reading: Reading) -> Iterator[Block]:
    style, depth, rank = reading.styles.style(element), reading.styles.item(element), reading.styles.outline(element)
    text = normal(found.text)
    if rank or style.title:
        reading.rank = rank
        yield Block(Shape.HEADING, text, level=rank)
    elif style.caption:
        yield Block(Shape.CAPTION, text)
    elif depth is not None:
        yield Block(Shape.ITEM, text, level=depth)
    elif typed := _TYPED_BULLET.match(found.text):
        yield Block(Shape.ITEM, normal(found.text[typed.end() :]), level=_typed_depth(element, typed[1]))
    else:
        yield from _plain(found, reading.rank + 1)


def _typed_depth(element: Element, before: str) -> int:
    """Return how deep an item is that was typed with its bullet: by its tabs, else by how far it is set in."""
    indent = child(element, "pPr", "ind")
    twips = value(indent, "left") or value(indent, "start")
    levels = (int(twips) - _TWIPS_A_LEVEL) // _TWIPS_A_LEVEL // 2 if twips.isdecimal() and len(twips) < 6 else 0  # noqa: PLR2004
    return before.count("\t") or max(levels, 0)


def _plain(found: Content, below: int) -> Iterator[Block]:
    """Yield a paragraph; bold words that stand alone or that it begins with are a heading below the last one."""
    lead, rest = _lead(found)
    if lead:
        yield Block(Shape.HEADING, lead.rstrip("."), level=below)
    if rest:
        yield Block(Shape.PARAGRAPH, rest)


def _lead(found: Content) -> tuple[str, str]:
    """Return the bold words at the beginning that are a heading, "" when there are none, and what follows them."""
    text = normal(found.text)
    if found.bold:
        is_heading = len(text) <= _LONGEST_HEADING and not text.endswith((".", ";", ","))
        return (text, "") if is_heading else ("", text)
    count = next((index for index, run in enumerate(found.runs) if run.text.strip() and not run.bold), 0)
    lead = "".join(run.text for run in found.runs[:count])
    rest = "".join(run.text for run in found.runs[count:])
    ends = lead.rstrip(" ").endswith("\n") or rest.startswith("\n") or normal(lead).endswith((".", ":", "?", "!"))
    if not normal(lead) or len(normal(lead)) > _LONGEST_RUN_IN or not ends:
        return "", text
    return normal(lead), normal(rest)


def _note(number: int, reference: tuple[str, str], reading: Reading) -> Iterator[Block]:
    """Yield the text of a note, its number before it."""
    kind, key = reference
    listed = reading.parts.footnotes if kind == "footnote" else reading.parts.endnotes
    for note in children(listed, kind):
        if value(note, "id") == key:
            paragraphs = [content(each, bold=False).text for each in unwrapped(note) if name(each) == "p"]
            yield Block(Shape.PARAGRAPH, f"{str(number).translate(_RAISED)} {normal(' '.join(paragraphs))}")


def _table(element: Element, reading: Reading) -> Iterator[Block]:
    """Yield the rows of a table, then those of tables within it; a table of one column is no table but a frame."""
    lines = grid(element)
    if max((sum(cell.span for cell in line.cells) + line.before for line in lines), default=0) < 2 or _is_frame(lines):  # noqa: PLR2004
        for line in lines:
            for cell in line.cells:
                yield from _flow(cell.element, reading)
        return
    entries = resolved(lines, [[_entry(cell.element, reading) for cell in line.cells] for line in lines])
    yield from _rows(lines, entries)
    for line in lines:
        for cell in line.cells:
            yield from (block for inner in unwrapped(cell.element) if name(inner) == "tbl" for block in _table(inner, reading))


def _is_frame(lines: Sequence[Line]) -> bool:
    """Tell whether a table only places a few texts beside each other: one row, with paragraphs in its cells."""
    paragraphs = [sum(name(each) == "p" for each in unwrapped(cell.element)) for line in lines for cell in line.cells]
    return len(lines) == 1 and any(count > 2 for count in paragraphs)  # noqa: PLR2004 - more than a text and its continuation


def _entry(cell: Element, reading: Reading) -> Entry:
    found = [_cell_content(each, reading) for each in unwrapped(cell) if name(each) == "p"]
    text = normal(" ".join(each.text for each in found))
    boxed = [block.text for each in found for box in each.boxes for block in _flow(box, reading)]
    shade = value(child(cell, "tcPr", "shd"), "fill")
    bold = all(each.bold for each in found if normal(each.text))
    return Entry(normal(" ".join([text, *boxed])), bold and bool(text), "" if shade in {"auto", "FFFFFF"} else shade)


def _cell_content(paragraph: Element, reading: Reading) -> Content:
    return content(paragraph, bold=reading.styles.style(paragraph).bold)


def _rows(lines: Sequence[Line], entries: Sequence[Sequence[Entry]]) -> Iterator[Block]:
    """Yield the rows below those that name the columns: those repeated on each page, or that look it."""
    repeated = next((index for index, line in enumerate(lines) if not line.repeated), len(lines))
    filled = [row for row in entries if any(cell.text for cell in row)]
    count = repeated if 0 < repeated < len(filled) else heads(filled)
    columns = names(texts(filled[:count]), len(filled[0]) if filled else 0)
    for row in texts(filled[count:]):
        yield Block(Shape.ROW, "", cells=tuple((column, text) for column, text in zip(columns, row, strict=True) if text))


def ranked(found: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with a title (rank 0) made the first rank and all headings one lower; without title, as they are."""
    if not any(block.shape is Shape.HEADING and block.level == 0 for block in found):
        return tuple(found)
    return tuple(replace(block, level=block.level + 1) if block.shape is Shape.HEADING else block for block in found)
