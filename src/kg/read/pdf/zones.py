"""A page cut into zones in reading order: columns of text, boxes beside it, and tables."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.pdf.aligned import COLUMN_GAP, aligned, level_tables, looks_like_table, strips
from kg.read.pdf.marks import Box, Word, union, within
from kg.read.pdf.ruled import Grid, gridded, grids
from kg.read.pdf.table import Table
from kg.read.pdf.words import pieces, rows

_LIST_MARK = re.compile(r"[^\w\s]|[\uE000-\uF8FF]|o|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]?|\d{1,2}(?:\.\d{1,2})*\.?|\W{1,2}")
_FEWEST_LINES = 3
_FEWEST_ROWS = 2
_OVERLAP = 0.5
_SAME_ROW = 2.0
_MOST_BARS = 3_000
"""A page with more pieces is a map or a drawing, and is read row by row."""
_CLOSE = 1.4


@dataclass(frozen=True, slots=True)
class Zone:
    """Words that are read from the top down, in one column, and how far to the right that column goes."""

    words: tuple[Word, ...]
    right: float


Part = Zone | Table


@dataclass(frozen=True, slots=True)
class _Framed:
    """What stands in a frame, read on its own."""

    box: Box
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A piece of a row, or a thing that is read as a whole."""

    box: Box
    words: tuple[Word, ...] = ()
    whole: Table | _Framed | None = None


@dataclass(frozen=True, slots=True)
class _Parting:
    """Bars that stand left and right of a strip in which nothing is printed."""

    left: tuple[_Bar, ...]
    right: tuple[_Bar, ...]

    @property
    def weight(self) -> int:
        """The number of rows on the side that has fewest."""
        return min(len({round(bar.box.bottom) for bar in side}) for side in (self.left, self.right))


def zones(words: Sequence[Word], rules: Sequence[Box]) -> list[Part]:
    """Return the parts of a page in reading order."""
    wholes: list[_Bar] = []
    left = list(words)
    for grid in sorted(grids(rules), key=lambda grid: (grid.box.right - grid.box.left) * (grid.box.bottom - grid.box.top)):
        inside = [word for word in left if within(word.box, grid.box)]
        made = _in_grid(grid, inside)
        if made:
            wholes.append(_Bar(made.box, whole=made))
            left = _without(left, inside)
    for found, inside in level_tables([rule for rule in rules if rule.top == rule.bottom], left):
        wholes.append(_Bar(found.box, whole=found))
        left = _without(left, inside)
    bars = [*_bars(left), *wholes]
    return _merged(_parts(bars, _right(bars)))


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, zones of one column that follow each other made one."""
    found: list[Part] = []
    for part in parts:
        former = found[-1] if found else None
        if isinstance(former, Zone) and isinstance(part, Zone) and _follows(former, part):
            found[-1] = Zone((*former.words, *part.words), part.right)
        else:
            found.append(part)
    return found


def _follows(former: Zone, later: Zone) -> bool:
    return former.right == later.right and max(word.baseline for word in former.words) < min(word.baseline for word in later.words)


def _in_grid(grid: Grid, inside: Sequence[Word]) -> Table | _Framed | None:
    """Return the table in a grid, or what stands in a frame; None when that is too little to be read on its own, as a tinted head is."""
    if len(rows(inside)) < _FEWEST_ROWS:
        return None
    if not grid.is_frame:
        made = gridded(grid, inside)
        if made:
            return made
    if len(rows(inside)) < _FEWEST_LINES:
        return None
    bars = _bars(inside)
    return _Framed(grid.box, tuple(_parts(bars, _right(bars))))


def _without(words: Sequence[Word], taken: Sequence[Word]) -> list[Word]:
    gone = {id(word) for word in taken}
    return [word for word in words if id(word) not in gone]


def _bars(words: Sequence[Word]) -> list[_Bar]:
    return [_Bar(union([word.box for word in piece]), tuple(piece)) for row in rows(words) for piece in pieces(row, COLUMN_GAP)]


def _right(bars: Sequence[_Bar]) -> float:
    return max((bar.box.right for bar in bars), default=0.0)


def _parts(bars: Sequence[_Bar], right: float) -> list[Part]:
    """Return the parts in reading order: what is above a parting, the table there or its left and right column, and what is below."""
    parting = _best_parting(bars) if len(bars) <= _MOST_BARS else None
    if parting is None:
        return _in_order(bars, right)
    inside = [*parting.left, *parting.right]
    ours = {id(bar) for bar in inside}
    top, bottom = min(bar.box.top for bar in inside), max(bar.box.bottom for bar in inside)
    above = [bar for bar in bars if id(bar) not in ours and bar.box.top < (top + bottom) / 2]
    below = [bar for bar in bars if id(bar) not in ours and bar.box.top >= (top + bottom) / 2]
    return [*_parts(above, right), *_parted(parting, right), *_parts(below, right)]


def _parted(parting: _Parting, edge: float) -> list[Part]:
    """Return the table that a parting is in, with what is above and below it, or its left column and then its right."""
    above, inside, below = _about_table(parting)
    left, right = _words(inside.left), _words(inside.right)
    made = aligned([*left, *right]) if left and right and looks_like_table(left, right) else None
    if made:
        return [*_parts(above, edge), made, *(part for bar in (*inside.left, *inside.right) for part in _opened(bar)), *_parts(below, edge)]
    return [*_parts(parting.left, _right(parting.left)), *_parts(parting.right, edge)]


def _about_table(parting: _Parting) -> tuple[list[_Bar], _Parting, list[_Bar]]:
    """Return what is above the first row that has both sides, the rows from there, and what is below the last such row.

    Texts on the right alone that stand close above are heads of columns, and stay with the rows; so does the end of a text in the last row.
    """
    beside = {round(bar.box.top) + step for bar in parting.left for step in (-2, -1, 0, 1, 2)}
    heights = [bar.box.top for bar in parting.right if round(bar.box.top) in beside]
    if not heights:
        return [], parting, []
    first, last = min(heights), max(heights)
    size = statistics.median(bar.box.bottom - bar.box.top for bar in (*parting.left, *parting.right))
    heads = [bar.box.top for bar in parting.right if first - 2.5 * size <= bar.box.top < first]
    bars = [*parting.left, *parting.right]
    ends = [bar.box.top for bar in bars if last < bar.box.top <= last + _CLOSE * size and bar.words and bar.words[0].text[0].islower()]
    top, end = min([first, *heads]) - _SAME_ROW, max([last, *ends]) + _SAME_ROW
    inside = _Parting(*(tuple(bar for bar in side if top <= bar.box.top <= end) for side in (parting.left, parting.right)))
    return [bar for bar in bars if bar.box.top < top], inside, [bar for bar in bars if bar.box.top > end]


def _words(bars: Sequence[_Bar]) -> list[Word]:
    return [word for bar in bars for word in bar.words]


def _opened(bar: _Bar) -> list[Part]:
    if isinstance(bar.whole, _Framed):
        return list(bar.whole.parts)
    return [bar.whole] if bar.whole else []


def _in_order(bars: Sequence[_Bar], right: float) -> list[Part]:
    """Return the bars of one column from the top down, words that follow each other in one zone."""
    parts: list[Part] = []
    words: list[Word] = []
    for bar in sorted(bars, key=lambda bar: bar.box.top):
        if bar.whole and words:
            parts.append(Zone(tuple(words), right))
            words = []
        parts.extend(_opened(bar))
        words.extend(bar.words)
    return [*parts, Zone(tuple(words), right)] if words else parts


def _best_parting(bars: Sequence[_Bar]) -> _Parting | None:
    """Return the strip with the most lines on both sides; None when there is no such strip."""
    found = [parting for place in _places(bars) for parting in _partings(bars, place) if _is_parting(parting)]
    return max(found, key=lambda parting: parting.weight, default=None)


def _places(bars: Sequence[_Bar]) -> list[float]:
    """Return where a column may begin: after a gap in a row, or where several lines begin."""
    gaps = [right for _, right in strips(rows(_words(bars)))]
    starts = Counter(round(bar.box.left) for bar in bars)
    frequent = [start for start in starts if sum(starts[start + step] for step in (-1, 0, 1)) >= _FEWEST_LINES]
    beside = [bar.box.left for bar in bars if bar.whole]
    return sorted({round(place / 2) * 2.0 for place in (*gaps, *frequent, *beside)})


def _partings(bars: Sequence[_Bar], place: float) -> list[_Parting]:
    """Return the runs of bars, from the top down, that keep clear of the strip that ends at this place."""
    found: list[_Parting] = []
    left: list[_Bar] = []
    right: list[_Bar] = []
    for bar in sorted(bars, key=lambda bar: bar.box.top):
        if bar.box.left >= place - 2:
            right.append(bar)
        elif bar.box.right <= place - 4:
            left.append(bar)
        else:
            found.append(_Parting(tuple(left), tuple(right)))
            left, right = [], []
    return [*found, _Parting(tuple(left), tuple(right))]


def _is_parting(parting: _Parting) -> bool:
    """Tell whether there is enough on both sides, beside each other, and the left side is more than the signs of a list."""
    if not parting.left or not parting.right or _only_marks(parting.left):
        return False
    left, right = (union([bar.box for bar in side]) for side in (parting.left, parting.right))
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    if shared < _OVERLAP * min(left.bottom - left.top, right.bottom - right.top):
        return False
    return parting.weight >= _FEWEST_LINES or any(bar.whole for bar in (*parting.left, *parting.right)) or _small_table(parting)


def _only_marks(bars: Sequence[_Bar]) -> bool:
    texts = [bar.words[0].text for bar in bars if len(bar.words) == 1]
    return len(texts) * 2 > len(bars) and sum(bool(_LIST_MARK.fullmatch(text)) for text in texts) * 2 > len(bars)


def _small_table(parting: _Parting) -> bool:
    """Tell whether two rows make a table: as many texts as quantities beside them."""
    inside = _about_table(parting)[1]
    left, right = _words(inside.left), _words(inside.right)
    return parting.weight > 1 and bool(left) and bool(right) and looks_like_table(left, right)
