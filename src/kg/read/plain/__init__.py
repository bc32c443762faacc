"""A plain text or Markdown file as blocks; the text is kept as it is, and every block tells where it stands in it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import UnreadableError
from kg.model.passages import Shape, Stretch
from kg.read.blocks import Block, Found
from kg.read.cells import normal
from kg.read.encodings import decoded
from kg.read.plain.headings import Heading, heading, is_markdown
from kg.read.plain.lines import Line, lines
from kg.read.plain.tables import rows, table_end


def read(content: bytes) -> Found:
    """Return what a text file says; raises UnreadableError when it says nothing."""
    text = unicodedata.normalize("NFC", decoded(content).replace("\r\n", "\n").replace("\r", "\n"))
    found = tuple(_Reading(text, [*lines(text)]).blocks())
    if not found:
        raise UnreadableError("the text file has no text")
    headings = [block for block in found if block.shape is Shape.HEADING]
    top = min(headings, key=lambda block: block.level) if headings else found[0]
    title = text[top.stretch.start : top.stretch.end] if headings and top.stretch else ""
    return Found(normal(title), found, text=text)


@dataclass
class _Reading:
    """A text, its lines, and what is open where the reading has come: the lines of a passage, and the indents of a list."""

    text: str
    all: Sequence[Line]
    open: list[Line] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks, the ranks of the headings counted from 1."""
        found = [*self._raw()]
        ranks = sorted({block.level for block in found if block.shape is Shape.HEADING})
        for block in found:
            yield replace(block, level=ranks.index(block.level) + 1) if block.shape is Shape.HEADING else block

    def _raw(self) -> Iterator[Block]:
        place, marked = 0, is_markdown(self.all)
        seen: list[Heading] = []
        while place < len(self.all):
            announced = heading(self.all, place, seen, marked=marked) if self._apart(place) else None
            end = table_end(self.all, place)
            if announced is not None:
                yield from self._closed()
                yield self._heading(announced)
                seen.append(announced)
                place = announced.after
            elif end > place:
                yield from self._closed()
                yield from rows(self.all[place:end])
                place = end
            else:
                yield from self._taken(self.all[place])
                place += 1
        yield from self._closed()

    def _apart(self, place: int) -> bool:
        """Tell whether a line can begin something: it is marked, or does not go on with the item above it."""
        line = self.all[place]
        if not self.open or not self.open[0].marked:
            return True
        return line.marked > 0 or line.indent <= self.open[0].indent or line.text.startswith("#")

    def _heading(self, announced: Heading) -> Block:
        self.indents = []
        return Block(Shape.HEADING, "", announced.rank, announced.page, stretch=announced.stretch)

    def _taken(self, line: Line) -> Iterator[Block]:
        """Take a line into the passage that is open, after closing what it does not belong to."""
        if line.blank or line.ruled:
            yield from self._closed()
            return
        if line.marked or (self.open and line.page != self.open[-1].page and self.open[-1].text.endswith((".", ":", "?"))):
            yield from self._closed()
        self.open.append(line)

    def _closed(self) -> Iterator[Block]:
        if not self.open:
            return
        first, last = self.open[0], self.open[-1]
        self.open = []
        stretch = Stretch(first.stretch.start + first.marked, last.stretch.end)
        if first.marked:
            yield Block(Shape.ITEM, "", self._depth(first.indent), first.page, stretch=stretch)
        else:
            yield Block(Shape.PARAGRAPH, "", 0, first.page, stretch=stretch)

    def _depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents) - 1
