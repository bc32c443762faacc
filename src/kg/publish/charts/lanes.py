"""What a thing went through as a timeline: a lane for each sort of moment, a column for each year; every name is a link."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.publish.charts.labels import broken
from kg.publish.moments import SORTS, Moment
from kg.publish.words import Words

LINE_PX = 17
MARK_PX = 16
"""The room for the mark before a name."""
_LANES_PX, _COLUMN_PX, _GAP_PX = 108, 172, 44
_HEAD_PX, _PADDING_PX, _BETWEEN_PX = 32, 10, 8
_MOST_LINES = 3
_MOST = 4
"""How many names stand in one lane of one year; what more there are is in the table."""

Cells = Mapping[tuple[str, int], Sequence[Moment]]


@dataclass(frozen=True, slots=True)
class Column:
    """A year, or with `gap` the years of which nothing is told."""

    name: str
    x: int
    width: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The moments of one sort."""

    sort: str
    name: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Item:
    """A moment, or with `more` how many others of that year and sort stand in the table: what it says in full, and in lines that fit."""

    label: str
    lines: tuple[str, ...]
    language: str
    href: str
    sort: str
    x: int
    y: int
    more: int = 0

    @property
    def height(self) -> int:
        """Return the room that it takes, in pixels."""
        return LINE_PX * len(self.lines)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline as a template prints it; `undated` counts the moments without a year, which only the table has."""

    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    items: tuple[Item, ...]
    width: int
    height: int
    first: int
    last: int
    said: str
    undated: int


def timeline(found: Sequence[Moment], words: Words) -> Timeline | None:
    """Return the moments with a year as a timeline; None when there are not two of them to compare."""
    dated = [moment for moment in found if moment.year]
    if len(dated) < 2:  # noqa: PLR2004 - one moment is no line
        return None
    cells = _cells(dated)
    columns = tuple(_columns(sorted({moment.year for moment in dated})))
    lanes = tuple(_lanes(cells, words))
    items = tuple(item for lane in lanes for column in columns if not column.gap for item in _items(cells, lane, column, words))
    end, bottom = columns[-1], lanes[-1]
    counted = [words.count(f"moments.{lane.sort}", sum(moment.sort == lane.sort for moment in dated)) for lane in lanes]
    years = [moment.year for moment in dated]
    said = words("timeline.said", first=min(years), last=max(years), counts=", ".join(counted))
    return Timeline(
        columns, lanes, items, end.x + end.width, bottom.y + bottom.height, min(years), max(years), said, len(found) - len(dated)
    )


def _cells(dated: Sequence[Moment]) -> Cells:
    found: dict[tuple[str, int], list[Moment]] = defaultdict(list)
    for moment in dated:
        found[moment.sort, moment.year].append(moment)
    return found


def _columns(years: Sequence[int]) -> Iterator[Column]:
    """Yield the years in their order, with a narrow column where years are left out."""
    x, former = _LANES_PX, years[0] - 1
    for year in years:
        if year > former + 1:
            yield Column("", x, _GAP_PX, gap=True)
            x += _GAP_PX
        yield Column(str(year), x, _COLUMN_PX, gap=False)
        x, former = x + _COLUMN_PX, year


def _lanes(cells: Cells, words: Words) -> Iterator[Lane]:
    """Yield the sorts that there are, each as high as its fullest year."""
    y = _HEAD_PX
    for sort in SORTS:
        heights = [_height(_shown(moments, words)) for (each, _), moments in cells.items() if each == sort]
        if heights:
            lane = Lane(sort, words(f"moments.{sort}"), y, max(heights) + 2 * _PADDING_PX)
            yield lane
            y += lane.height


def _height(shown: Sequence[Item]) -> int:
    return sum(item.height for item in shown) + _BETWEEN_PX * (len(shown) - 1)


def _items(cells: Cells, lane: Lane, column: Column, words: Words) -> Iterator[Item]:
    """Yield the names in one lane of one year, below each other."""
    y = lane.y + _PADDING_PX
    for item in _shown(cells.get((lane.sort, int(column.name)), ()), words):
        yield Item(item.label, item.lines, item.language, item.href, item.sort, column.x, y, item.more)
        y += item.height + _BETWEEN_PX


def _shown(moments: Sequence[Moment], words: Words) -> list[Item]:
    """Return the moments of one sort and year that have room, and how many more there are, not yet in their places."""
    most = len(moments) if len(moments) <= _MOST else _MOST - 1
    found = [_item(moment, words) for moment in moments[:most]]
    if len(moments) > most:
        first, left = moments[0], len(moments) - most
        text = words.count("timeline.more", left)
        label = words("timeline.item", when=first.year, what=first.what, text=text)
        found.append(Item(label, (text,), "", f"#{first.anchor}", first.sort, 0, 0, left))
    return found


def _item(moment: Moment, words: Words) -> Item:
    text = moment.value.text
    label = words("timeline.item", when=moment.when, what=moment.what, text=text.value)
    return Item(label, broken(text.value, _COLUMN_PX - MARK_PX - 14, _MOST_LINES), text.language, moment.value.href, moment.sort, 0, 0)
