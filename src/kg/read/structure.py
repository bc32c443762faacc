"""The blocks of a document placed in one text edition: the transcript of it, with where each passage stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model.passages import Cell, Passage, Shape, Source, Stretch, TextEdition, Transcript
from kg.read.blocks import Block, Found
from kg.read.cells import normal
from kg.read.locators import locators


def transcript(document: str, source: Source, found: Found) -> Transcript:
    """Return what was found in a document as passages of its text edition.

    A text that was kept is the edition; else the edition is the texts of the blocks, one a line and the cells of a row
    joined by a tab. Blocks without text are left out.
    """
    if found.text is None:
        blocks, text = _made([block for block in map(_on_one_line, found.blocks) if block.text or block.cells])
    else:
        blocks, text = list(found.blocks), found.text
    passages = tuple(_passages(document, text, blocks))
    return Transcript(source, normal(found.title), TextEdition(document, text), passages, found.notices)


def _on_one_line(block: Block) -> Block:
    cells = ((normal(column), normal(text)) for column, text in block.cells)
    return replace(block, text=normal(block.text), cells=tuple(cell for cell in cells if cell[1]))


def _made(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """Return the blocks with their stretches, and the text they make together."""
    placed, lines, start = [], [], 0
    for block in blocks:
        line = "\t".join(text for _, text in block.cells) or block.text
        placed.append(replace(block, stretch=Stretch(start, start + len(line))))
        lines.append(line)
        start += len(line) + 1
    return placed, "\n".join(lines)


def _passages(document: str, text: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    words = [text[block.stretch.start : block.stretch.end] if block.stretch else "" for block in blocks]
    paths = list(_trails(blocks, words))
    for block, said, trail, locator in zip(blocks, words, paths, locators(blocks, paths, words), strict=True):
        if block.stretch is None:
            raise ValueError(f"a block of a text that is kept has no stretch: {block}")
        cells = tuple(_cells(text, block.stretch.start, block.cells))
        yield Passage(document, locator, block.stretch, block.shape, said, trail, block.level, block.page, cells)


def _trails(blocks: Sequence[Block], words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the headings that each block stands under, outermost first."""
    above: list[tuple[int, str]] = []
    for block, text in zip(blocks, words, strict=True):
        if block.shape is Shape.HEADING:
            while above and above[-1][0] >= block.level:
                above.pop()
        yield tuple(heading for _, heading in above)
        if block.shape is Shape.HEADING:
            above.append((block.level, normal(text)))


def _cells(text: str, start: int, cells: Sequence[tuple[str, str]]) -> Iterator[Cell]:
    """Yield the cells of a row where they stand, each after the former."""
    for column, said in cells:
        start = text.index(said, start)
        yield Cell(column, said, Stretch(start, start + len(said)))
        start += len(said)
