"""Pages → blocks: headings, paragraphs, items of lists, rows of tables and captions, in reading order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model.passages import Shape
from kg.read.blocks import Block
from kg.read.pdf.contents import TITLE, lists_pages, names_page, without_leaders
from kg.read.pdf.furniture import Leaf
from kg.read.pdf.headings import Body, Look, body, is_heading, look, ranks, titled
from kg.read.pdf.lines import lines
from kg.read.pdf.lists import Nesting
from kg.read.pdf.mending import mended
from kg.read.pdf.paragraphs import Paragraph, joined, paragraphs
from kg.read.pdf.table import Table
from kg.read.pdf.zones import zones

_CAPTION = re.compile(
    r"(?:figuur|tabel|grafiek|afbeelding|kaart|foto|diagram|figure|table|chart)\s+\d+(?:[.\-]\d+)*\s*(?:[.:–|-]\s*\S.*|\S.*[^.])",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 250
_RUN_IN = re.compile(r".*[.:?!]")
_LONGEST_RUN_IN = 80
_NOTE = 0.92
_SAME_EDGE = 12.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or table, the page it begins on, and whether it is the first of its zone."""

    page: int
    part: Paragraph | Table
    first: bool = True
    outlined: frozenset[str] = frozenset()


def blocks(leaves: Sequence[Leaf]) -> tuple[Block, ...]:
    """Return the blocks of a document."""
    pieces = [piece for leaf in leaves for piece in _pieces(leaf)]
    usual = body(piece.part for piece in pieces if isinstance(piece.part, Paragraph))
    pieces = list(_without_contents(_continued(list(_joined(pieces, usual)))))
    return _ranked(list(_told(pieces, usual)))


def _pieces(leaf: Leaf) -> Iterator[_Piece]:
    for part in zones(leaf.words, leaf.rules):
        if isinstance(part, Table):
            yield _Piece(leaf.number, part)
        else:
            kept = list(without_leaders(list(lines(part.words, leaf.number))))
            for index, found in enumerate(paragraphs(kept, part.right)):
                yield _Piece(leaf.number, found, index == 0, leaf.outlined)


def _joined(pieces: Sequence[_Piece], usual: Body) -> Iterator[_Piece]:
    """Yield the pieces, a paragraph that a column or page cuts in two made whole; notes at the foot in between follow it."""
    found: list[_Piece] = []
    for piece in pieces:
        index = _last_in_body(found, usual) if piece.first else None
        whole = _whole(found[index].part, piece.part) if index is not None else None
        if whole and index is not None:
            found[index] = replace(found[index], part=whole)
        else:
            found.append(piece)
    yield from found


def _whole(former: Paragraph | Table, later: Paragraph | Table) -> Paragraph | None:
    """Return what a column or page cuts in two as one; None when it is not that."""
    return joined(former, later) if isinstance(former, Paragraph) and isinstance(later, Paragraph) else None


def _last_in_body(found: Sequence[_Piece], usual: Body) -> int | None:
    """Return where the last paragraph is that is no note at the foot of the page."""
    for index in range(len(found) - 1, max(len(found) - 8, -1), -1):
        part = found[index].part
        if isinstance(part, Table) or part.first.size > _NOTE * usual.size:
            return index
    return None


def _continued(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces, a table that goes on over the page with the names of its columns and without repeating them."""
    found: list[_Piece] = []
    for piece in pieces:
        former = found[-1].part if found else None
        part = _going_on(former, piece.part) if isinstance(former, Table) and isinstance(piece.part, Table) else piece.part
        found.append(replace(piece, part=part))
    return found


def _going_on(former: Table, later: Table) -> Table:
    if len(former.columns) != len(later.columns):
        return later
    if later.columns == former.columns:
        return later
    repeated = 0
    heads = (*later.heads, *later.rows)
    while repeated < len(former.heads) and heads[repeated : repeated + 1] == former.heads[repeated : repeated + 1]:
        repeated += 1
    aligned = all(abs(one - other) <= _SAME_EDGE for one, other in zip(former.edges, later.edges, strict=True))
    if aligned and any(former.columns) and (repeated == len(former.heads) or not later.heads):
        return replace(later, columns=former.columns, heads=former.heads, rows=heads[repeated:])
    return later


def _without_contents(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces without the table of contents: its title, and what under it names pages."""
    title: _Piece | None = None
    inside = False
    for piece in pieces:
        if (title or inside) and _names_pages(piece.part):
            title, inside = None, True
            continue
        if title:
            yield title
        inside, title = False, None
        if isinstance(piece.part, Paragraph) and TITLE.fullmatch(piece.part.text):
            title = piece
        else:
            yield piece


def _names_pages(part: Paragraph | Table) -> bool:
    return lists_pages(part) if isinstance(part, Table) else all(names_page(line.text) for line in part.lines)


@dataclass(frozen=True, slots=True)
class _Told:
    """A block, and of a heading how it is printed, from which its rank follows."""

    block: Block
    look: Look | None = None


def _told(pieces: Sequence[_Piece], usual: Body) -> Iterator[_Told]:
    nesting = Nesting()
    for piece in pieces:
        if isinstance(piece.part, Table):
            yield from (_Told(block) for block in _rows(piece.part, piece.page))
            nesting.end()
        else:
            yield from _of_paragraph(piece, usual, nesting)


def _rows(part: Table, page: int) -> Iterator[Block]:
    for row in part.rows:
        cells = tuple((name, text) for name, text in zip(part.columns, row, strict=True) if text)
        yield Block(Shape.ROW, "", page=page, cells=cells)


def _of_paragraph(piece: _Piece, usual: Body, nesting: Nesting) -> Iterator[_Told]:
    part = piece.part
    if not isinstance(part, Paragraph) or not part.text:
        return
    if _CAPTION.fullmatch(part.text) and len(part.text) <= _LONGEST_CAPTION:
        yield _Told(Block(Shape.CAPTION, part.text, page=piece.page))
    elif is_heading(part, usual, piece.outlined):
        nesting.end()
        yield _Told(Block(Shape.HEADING, titled(part), page=piece.page), look(part, usual))
    elif part.first.mark:
        yield _Told(Block(Shape.ITEM, part.text, level=nesting.depth(part.first), page=piece.page))
    else:
        nesting.paragraph(part.first)
        yield from _with_run_in(part, piece.page, usual)


def _with_run_in(part: Paragraph, page: int, usual: Body) -> Iterator[_Told]:
    """Yield a paragraph, the bold words that it begins with as a heading when they end like one."""
    words = part.first.words
    count = next((index for index, word in enumerate(words) if not word.style.bold), len(words))
    said = " ".join(word.text for word in words[:count])
    if not 0 < count < len(words) or len(said) > _LONGEST_RUN_IN or not _RUN_IN.fullmatch(said):
        yield _Told(Block(Shape.PARAGRAPH, part.text, page=page))
        return
    rest = [" ".join(word.text for word in words[count:]), *(line.text for line in part.lines[1:])]
    yield _Told(Block(Shape.HEADING, mended([said.rstrip(".")]), page=page), (-usual.size / 2, True, False, True))
    yield _Told(Block(Shape.PARAGRAPH, mended(rest), page=page))


def _ranked(told: Sequence[_Told]) -> tuple[Block, ...]:
    """Return the blocks, each heading with its rank."""
    found = iter(ranks([(each.look, each.block.text) for each in told if each.look]))
    return tuple(replace(each.block, level=next(found)) if each.look else each.block for each in told)
