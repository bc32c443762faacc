"""Tables whose cells are drawn: rules that touch make a grid, and each word belongs in one of its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.columns import Entry, numeric
from kg.read.pdf.marks import Box, Word, union, within
from kg.read.pdf.table import Table, entry, table
from kg.read.pdf.words import rows

_NEAR = 3.0
_MOST = 600
_MIN_LENGTH = 8.0
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that touch each other: where its columns and rows are parted, and its level and upright rules."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    level: tuple[Box, ...]
    upright: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])

    @property
    def is_frame(self) -> bool:
        """Whether it only frames what is in it."""
        return len(self.across) == _SIDES and len(self.down) == _SIDES


def grids(rules: Sequence[Box]) -> tuple[Grid, ...]:
    """Return the grids and frames that rules make together; a rule on its own makes none."""
    level = _whole([rule for rule in rules if rule.bottom == rule.top])
    upright = [_flipped(rule) for rule in _whole([_flipped(rule) for rule in rules if rule.right == rule.left])]
    if len(level) + len(upright) > _MOST:
        return ()
    return tuple(_grid(group) for group in _touching([*level, *upright]) if _makes_grid(group))


def gridded(grid: Grid, words: Sequence[Word]) -> Table | None:
    """Return the table in a grid; None when it has fewer than two columns or rows with text in them."""
    lines = [line for index in range(len(grid.down) - 1) for line in _lines(grid, index, words)]
    kept = [index for index in range(len(grid.across) - 1) if any(line[index].text for line in lines)]
    filled = [[line[index] for index in kept] for line in lines if any(cell.text for cell in line)]
    if len(kept) < _SIDES or len(filled) < _SIDES:
        return None
    return table(grid.box, filled, [grid.across[index] for index in kept])


def _flipped(rule: Box) -> Box:
    return Box(rule.top, rule.left, rule.bottom, rule.right)


def _whole(level: list[Box]) -> list[Box]:
    """Return level rules, pieces of one line joined; short ones, as of a picture, left out."""
    joined: list[Box] = []
    for rule in sorted(level, key=lambda rule: (round(rule.top), rule.left)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) <= _NEAR / 2 and rule.left <= last.right + _NEAR:
            joined[-1] = Box(last.left, last.top, max(last.right, rule.right), last.bottom)
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.right - rule.left >= _MIN_LENGTH]


def _touching(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield groups of rules that touch, directly or by way of others."""
    left = list(rules)
    while left:
        group = [left.pop()]
        for one in group:
            near = [other for other in left if _meet(one, other)]
            group.extend(near)
            left = [other for other in left if other not in near]
        yield group


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.top <= other.bottom + _NEAR
        and other.top <= one.bottom + _NEAR
    )


def _makes_grid(group: Sequence[Box]) -> bool:
    """Tell whether there are rules both ways, enough to enclose something."""
    level = [rule for rule in group if rule.top == rule.bottom]
    return len(level) >= _SIDES and len(group) > len(level)


def _grid(group: Sequence[Box]) -> Grid:
    level = tuple(rule for rule in group if rule.top == rule.bottom)
    upright = tuple(rule for rule in group if rule.top != rule.bottom)
    hull = union(list(group))
    across = _places([hull.left, hull.right, *(rule.left for rule in upright)])
    down = _places([hull.top, hull.bottom, *(rule.top for rule in level)])
    return Grid(across, down, level, upright)


def _places(found: list[float]) -> tuple[float, ...]:
    """Return places in order, those that are nearly the same once."""
    kept: list[float] = []
    for place in sorted(found):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return tuple(kept)


def _lines(grid: Grid, index: int, words: Sequence[Word]) -> list[list[Entry]]:
    """Return one row of a grid, as the rows of text in it when they are not parted by rules."""
    spans = list(_spans(grid, index))
    cells = [[word for word in words if within(word.box, box)] for _, _, box in spans]
    unparted = _unparted(cells)
    if unparted:
        return [_spread([_at(cell, height, unparted) for cell in cells], spans) for height in unparted]
    return [_spread(cells, spans)]


def _spans(grid: Grid, index: int) -> Iterator[tuple[int, int, Box]]:
    """Yield the first and last column of each cell of a row, and the cell with the rows that it goes on over."""
    middle = (grid.down[index] + grid.down[index + 1]) / 2
    first = 0
    for column in range(len(grid.across) - 1):
        right = grid.across[column + 1]
        if column == len(grid.across) - 2 or _parted(grid.upright, right, middle):
            yield first, column, _cell(grid, index, grid.across[first], right)
            first = column + 1


def _parted(upright: Sequence[Box], across: float, down: float) -> bool:
    return any(abs(rule.left - across) <= _NEAR and rule.top <= down <= rule.bottom for rule in upright)


def _cell(grid: Grid, index: int, left: float, right: float) -> Box:
    """Return the box of a cell, up and down to the nearest rules."""
    middle = (left + right) / 2
    lines = [rule.top for rule in grid.level if rule.left <= middle <= rule.right]
    top = max((line for line in lines if line <= grid.down[index] + _NEAR), default=grid.down[0])
    bottom = min((line for line in lines if line >= grid.down[index + 1] - _NEAR), default=grid.down[-1])
    return Box(left, top, right, bottom)


def _unparted(cells: Sequence[Sequence[Word]]) -> list[float]:
    """Return the heights of the rows in a cell of a grid when quantities stand under each other in it; none when it is one row."""
    quantities = [cell for cell in cells[1:] if len(cell) > 1 and all(numeric(entry(row).text) for row in rows(cell))]
    heights = [[row[0].baseline for row in rows(cell)] for cell in quantities]
    alike = bool(heights) and all(len(height) == len(heights[0]) for height in heights)
    return heights[0] if alike and len(heights[0]) > 1 else []


def _at(cell: Sequence[Word], height: float, heights: Sequence[float]) -> list[Word]:
    """Return the words of a cell to which this height is nearer than the others."""
    return [word for word in cell if height == min(heights, key=lambda other: abs(word.baseline - other))]


def _spread(cells: Sequence[Sequence[Word]], spans: Sequence[tuple[int, int, Box]]) -> list[Entry]:
    """Return the entries of a row, that of a cell over several columns in each of them."""
    line: list[Entry] = []
    for cell, (first, last, _) in zip(cells, spans, strict=True):
        line.extend([entry(cell)] * (last - first + 1))
    return line
