"""Lines → paragraphs: where one ends and the next begins, in a zone and from one zone to the next."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.read.pdf.lines import Line
from kg.read.pdf.mending import mended

_WIDE = 1.3
_USUAL_LEADING = 1.22
_CLOSEST, _WIDEST = 0.9, 1.9
_ENOUGH = 3
_INDENT = 0.8
_ROOM = 0.6
_SAME = 3.0
_SIZE_STEP = 0.75
_ENDS = re.compile(r"[.:;!?…][\"'”’»)]*[¹²³⁰⁴-⁹]*$")
_NEW_SENTENCE = re.compile(r"[\"'“‘(]*[A-Z\d]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one; `apart` when there is more white above them than between lines."""

    lines: tuple[Line, ...]
    apart: bool = True

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """Its text on one line, without the mark of an item."""
        return mended(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


def paragraphs(lines: Sequence[Line], right: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of one zone, in a column that goes as far to the right as this."""
    if not lines:
        return
    leading = _leading(lines)
    gathered: list[Line] = []
    apart = True
    for line in lines:
        if gathered and _begins(gathered, line, leading, right):
            yield Paragraph(tuple(gathered), apart)
            apart = line.baseline - gathered[-1].baseline > _WIDE * leading * line.size
            gathered = []
        gathered.append(line)
    yield Paragraph(tuple(gathered), apart)


def joined(former: Paragraph, later: Paragraph) -> Paragraph | None:
    """Return two paragraphs as one when the later, in another zone, goes on in the middle of a sentence."""
    last, first = former.lines[-1], later.first
    same = abs(last.size - first.size) < _SIZE_STEP and last.bold == first.bold and not first.mark
    cut = last.text.endswith(("-", "\u00ad")) or not _ENDS.search(last.text)
    goes_on = first.text[0].islower() or (first.text[0].isdigit() and len(former.lines) > 1)
    if same and cut and goes_on:
        return replace(former, lines=(*former.lines, *later.lines))
    return None


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, in sizes of the letter."""
    steps = [(later.baseline - line.baseline) / line.size for line, later in pairwise(lines) if abs(line.size - later.size) < _SIZE_STEP]
    close = [step for step in steps if _CLOSEST < step < _WIDEST]
    return statistics.median_low(close) if len(close) >= _ENOUGH else min([_USUAL_LEADING, *close])


def _begins(gathered: Sequence[Line], line: Line, leading: float, right: float) -> bool:
    """Tell whether a line begins a paragraph after the lines gathered."""
    last = gathered[-1]
    step = line.baseline - last.baseline
    if abs(line.size - last.size) >= _SIZE_STEP or step > _WIDE * max(leading, 1.0) * max(line.size, last.size) or step < 0:
        return True
    full = not _would_fit(last, line, right)
    if line.mark and (not line.numbered or not full or gathered[0].numbered or bool(_ENDS.search(last.text))):
        return True
    if _looks_other(last, line):
        return last.bold or not full or bool(_ENDS.search(last.text))
    return _outdented(gathered, line, full=full) or _indented(gathered, line) or _forced(last, line, full=full)


def _looks_other(last: Line, line: Line) -> bool:
    return last.bold != line.bold or (last.colour != line.colour and line.words[0].style.colour != last.words[-1].style.colour)


def _would_fit(last: Line, line: Line, right: float) -> bool:
    """Tell whether the first word of a line had room at the end of the line before it."""
    word = line.words[0].box
    return right - last.right >= word.right - word.left + _ROOM * line.size


def _forced(last: Line, line: Line, *, full: bool) -> bool:
    """Tell whether a line was ended before it was full, and the next looks like a beginning."""
    return not full and bool(_ENDS.search(last.text) or _NEW_SENTENCE.match(line.text))


def _outdented(gathered: Sequence[Line], line: Line, *, full: bool) -> bool:
    """Tell whether a line stands left of the text of the item above it, and is no part of it."""
    if not gathered[0].mark or line.left >= gathered[0].left - _SAME:
        return False
    hangs = len(gathered) > 1 and gathered[-1].left >= gathered[0].left - _SAME
    return hangs or not (full and line.text[0].islower())


def _indented(gathered: Sequence[Line], line: Line) -> bool:
    """Tell whether a line is set in, as the first of a paragraph; lines on one axis are not."""
    last = gathered[-1]
    on_axis = abs((last.left + last.right) - (line.left + line.right)) <= 2 * _SAME
    return not on_axis and line.left - last.left >= _INDENT * line.size and not (gathered[0].mark and len(gathered) == 1)
