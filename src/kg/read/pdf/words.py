"""Glyphs → words, and words → rows: what stands on one height of the page, from left to right."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.read.pdf.marks import Box, Glyph, Word

_SAME_HEIGHT = 1.2
_SMALL = 0.8
_SPACE = 0.17
_NARROW_SPACE = 0.05
_SPACED_LETTERS = 4
_WIDEST_SPACING = 1.0
_ASCENT, _DESCENT = 0.75, 0.22
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u200b": "", "\ufeff": ""})


def words(glyphs: Sequence[Glyph]) -> tuple[Word, ...]:
    """Return the words of a page, by their height and then from left to right."""
    return tuple(word for level in _levels(glyphs) for word in _spelt(_on_one_level(level)))


def rows(found: Sequence[Word]) -> list[list[Word]]:
    """Return words that stand on one height together, from the top down, each row from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(found, key=lambda word: word.baseline):
        if lines and word.baseline - lines[-1][0].baseline <= _SAME_HEIGHT * 1.5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.left) for line in lines]


def pieces(row: Sequence[Word], gap: float) -> list[list[Word]]:
    """Return a row cut where nothing is printed over at least `gap` times the size of the letters.

    >>> from kg.read.pdf.marks import Style
    >>> style = Style(10)
    >>> row = [Word(text, Box(left, 0, left + 20, 10), 8, style) for text, left in (("een", 0), ("twee", 23), ("3", 90))]
    >>> [[word.text for word in piece] for piece in pieces(row, 1.0)]
    [['een', 'twee'], ['3']]
    """
    found = [[row[0]]]
    for former, word in pairwise(row):
        if word.box.left - former.box.right >= gap * max(former.style.size, word.style.size):
            found.append([])
        found[-1].append(word)
    return found


def _levels(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs on each height; small signs raised or lowered stand with the line they belong to."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if (
            levels
            and glyph.baseline - levels[-1][-1].baseline <= _SAME_HEIGHT / 2
            and glyph.baseline - levels[-1][0].baseline <= _SAME_HEIGHT
        ):
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    for index, level in enumerate(levels):
        for near in (index + 1, index - 1):
            if 0 <= near < len(levels):
                _taken(level, levels[near])
    return (level for level in levels if level)


def _taken(line: list[Glyph], other: list[Glyph]) -> None:
    """Move small signs of another height that touch a glyph of this line to this line."""
    if not line or not other:
        return
    size, height = line[0].style.size, line[0].baseline
    if abs(other[0].baseline - height) > size / 2 or max(glyph.style.size for glyph in other) > _SMALL * size:
        return
    touching = [glyph for glyph in other if any(-size <= glyph.left - near.right <= size / 4 for near in line)]
    if len(touching) == len(other):
        line.extend(other)
        other.clear()


def _on_one_level(level: list[Glyph]) -> Iterator[Word]:
    """Yield the words of one height, cut at spaces that are printed and at gaps that look like one."""
    size = max(glyph.style.size for glyph in level)
    height = max((glyph for glyph in level if glyph.style.size == size), key=lambda glyph: glyph.baseline).baseline
    gathered: list[Glyph] = []
    spaced = False
    for glyph in sorted(level, key=lambda glyph: glyph.left):
        if glyph.text.isspace():
            spaced = True
            continue
        if gathered and _apart(gathered[-1], glyph, spaced=spaced):
            yield _word(gathered, size, height)
            gathered = []
        gathered.append(glyph)
        spaced = False
    if gathered:
        yield _word(gathered, size, height)


def _apart(former: Glyph, glyph: Glyph, *, spaced: bool) -> bool:
    gap = (glyph.left - former.right) / max(former.style.size, glyph.style.size)
    return gap >= (_NARROW_SPACE if spaced else _SPACE) or (spaced and former.style.font != glyph.style.font)


def _word(glyphs: list[Glyph], size: float, height: float) -> Word:
    text = "".join(_sign(glyph, size, height) for glyph in glyphs).translate(_LIGATURES)
    style = max((glyph.style for glyph in glyphs), key=lambda style: (style.size, style.bold))
    bold = sum(glyph.style.bold for glyph in glyphs) * 2 > len(glyphs)
    box = Box(glyphs[0].left, height - _ASCENT * style.size, max(glyph.right for glyph in glyphs), height + _DESCENT * style.size)
    return Word(text, box, height, replace(style, bold=bold))


def _sign(glyph: Glyph, size: float, height: float) -> str:
    """Return a glyph's text, a small raised figure as a superscript."""
    raised = glyph.style.size <= _SMALL * size and height - glyph.baseline > size / 6
    return glyph.text.translate(_RAISED) if raised else glyph.text


def _spelt(found: Iterator[Word]) -> Iterator[Word]:
    """Yield the words, those that were printed with their letters apart (D O E L) made whole."""
    run: list[Word] = []
    for word in found:
        if run and not (_letter(word) and _near(run[-1], word)):
            yield from _joined(run)
            run = []
        if _letter(word):
            run.append(word)
        else:
            yield word
    yield from _joined(run)


def _letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _near(former: Word, word: Word) -> bool:
    return former.style == word.style and word.box.left - former.box.right < 2 * _WIDEST_SPACING * word.style.size


def _joined(run: list[Word]) -> Iterator[Word]:
    """Yield the words that letters printed apart make up: they end where the gap is clearly wider than most."""
    gaps = [word.box.left - former.box.right for former, word in pairwise(run)]
    if len(run) < _SPACED_LETTERS or len({word.text for word in run}) == 1 or statistics.median(gaps) > _WIDEST_SPACING * run[0].style.size:
        yield from run
        return
    usual = statistics.median_low(gaps)
    whole = [run[0]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > 1.5 * usual:
            yield _whole(whole)
            whole = []
        whole.append(word)
    yield _whole(whole)


def _whole(letters: list[Word]) -> Word:
    box = replace(letters[0].box, right=letters[-1].box.right)
    return replace(letters[0], text="".join(letter.text for letter in letters), box=box)
