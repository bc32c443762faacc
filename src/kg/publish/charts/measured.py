"""The measured values of an indicator through the years as lines, with its targets; every number stands in the table too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kg.publish.charts.axis import Axis, Years, axis
from kg.publish.charts.labels import Label, apart
from kg.publish.facts import Ref
from kg.publish.timeline import Point, Series
from kg.publish.words import Words

MOST_LINES = 6
MOST_GRAPHS = 12

_MEASURED = "/waardesoort/realisatie"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value as a mark: its place, in per cent of the width and in pixels from the top, and what it says."""

    point: Point
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one area or group and of one kind: `number` tells its colour, dash and shape.

    `paths` are between years that follow one another; a target that is the only one has a line of its own height, `level`.
    """

    name: str
    number: int
    target: bool
    marks: tuple[Mark, ...]
    paths: tuple[str, ...]
    level: float | None


@dataclass(frozen=True, slots=True)
class Graph:
    """A chart of measured values: `about` is its indicator when the page is about something else; `said` tells it in sentences.

    `start` is where the axis begins when that is not zero. `undated` and `left_out` count the values and lines that only the table has.
    """

    key: str
    about: Ref | None
    unit: str
    said: tuple[str, ...]
    lines: tuple[Line, ...]
    levels: tuple[tuple[str, float], ...]
    years: Years
    labels: tuple[Label, ...]
    start: str
    gaps: bool
    undated: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The points of a line before it has a place."""

    name: str
    area: str
    target: bool
    kind: str
    points: tuple[Point, ...]


def graphs(series: Sequence[Series], words: Words, *, of_indicator: bool) -> tuple[Graph, ...]:
    """Return the charts for a page: of an indicator one, of an area one for each indicator that has values of several years.

    What has fewer than two values with a year is only in the table.
    """
    wanted = [(None, list(series))] if of_indicator else [(each.name[0], [each]) for each in series if each.name]
    drawn = (_graph(f"grafiek-{number}", about, found, words) for number, (about, found) in enumerate(wanted, start=1))
    return tuple(graph for graph in drawn if graph)[:MOST_GRAPHS]


def _graph(key: str, about: Ref | None, series: Sequence[Series], words: Words) -> Graph | None:
    unit = _unit(series)
    rows = [row for each in series for row in _rows(each, unit, words, named=about is None)]
    points = [point for row in rows for point in row.points]
    if len({point.year for point in points}) < 2:  # noqa: PLR2004 - one year is no development
        return None
    shown = rows[:MOST_LINES]
    drawn = [point for row in shown for point in row.points]
    upwards = axis([float(point.number) for point in drawn], words)
    sideways = Years(min(point.year for point in drawn), max(point.year for point in drawn))
    lines = tuple(_line(number, row, upwards, sideways) for number, row in enumerate(shown, start=1))
    return Graph(
        key,
        about,
        unit,
        tuple(_sentences(shown, words)),
        lines,
        tuple((text, upwards.height(level)) for level, text in upwards.levels),
        sideways,
        apart([(_label(line, words), line.marks[-1].y, line.number) for line in lines]),
        "" if upwards.from_zero else upwards.levels[0][1],
        any(_has_gap(line) for line in lines),
        sum(not point.year for each in series for point in each.points),
        len(rows) - len(shown),
    )


def _unit(series: Iterable[Series]) -> str:
    """Return the unit that most values have: only those share an axis."""
    found = [point.unit for each in series for point in each.points]
    return max(sorted(set(found)), key=found.count, default="")


def _rows(series: Series, unit: str, words: Words, *, named: bool) -> Iterator[_Row]:
    """Yield the values with a year, the measured ones first and targets last; sources that say the same make one mark."""
    found: dict[tuple[bool, bool, str], dict[tuple[int, str], Point]] = defaultdict(dict)
    for point in series.points:
        if point.year and point.unit == unit:
            order = point.target, not point.kind.href.endswith(_MEASURED), point.kind.text.value
            found[order].setdefault((point.year, point.amount.value), point)
    area = ", ".join(ref.name.value for ref in series.name) if named else ""
    for (target, other, kind), points in sorted(found.items(), key=lambda each: each[0]):
        text = ", ".join(part for part in (area, kind if other or not area else "") if part)
        yield _Row(text or words("graph.value"), area, target, kind, tuple(points.values()))


def _line(number: int, row: _Row, upwards: Axis, sideways: Years) -> Line:
    ordered = sorted(row.points, key=lambda point: (point.year, point.number))
    marks = tuple(Mark(point, sideways.place(point.year), upwards.height(float(point.number))) for point in ordered)
    level = marks[0].y if row.target and len({mark.y for mark in marks}) == 1 else None
    return Line(row.name, number, row.target, marks, () if row.target else tuple(_paths(marks)), level)


def _paths(marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the lines through years that follow one another; none leads to a year with several values, for which one would it follow."""
    run: list[Mark] = []
    for mark in _single(marks):
        if run and mark.point.year != run[-1].point.year + 1:
            yield from _path(run)
            run = []
        run.append(mark)
    yield from _path(run)


def _path(run: Sequence[Mark]) -> Iterator[str]:
    if len(run) > 1:
        yield "M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in run)


def _single(marks: Sequence[Mark]) -> list[Mark]:
    years = [mark.point.year for mark in marks]
    return [mark for mark in marks if years.count(mark.point.year) == 1]


def _has_gap(line: Line) -> bool:
    """Tell whether the line skips a year or a year with several values."""
    single = _single(line.marks)
    skips = any(later.point.year != former.point.year + 1 for former, later in pairwise(single))
    return not line.target and (skips or 0 < len(single) < len(line.marks))


def _label(line: Line, words: Words) -> str:
    if not line.target:
        return line.name
    last = line.marks[-1].point
    return words("graph.target", kind=last.kind.text.value, year=last.year, value=last.amount.value)


def _sentences(rows: Sequence[_Row], words: Words) -> Iterator[str]:
    """Yield what each line says, from its first value to its last; behind the first of an area come its targets."""
    aims: dict[str, str] = {}
    for row in rows:
        if row.target:
            aims[row.area] = "; ".join([*filter(None, [aims.get(row.area)]), *_aims(row, words)])
    for row in rows:
        if not row.target:
            aim = aims.pop(row.area, "")
            yield f"{_course(row, words)}{f'; {aim}' if aim else ''}."
    yield from (f"{area}: {aim}." if area else f"{aim}." for area, aim in aims.items())


def _course(row: _Row, words: Words) -> str:
    first, last = (_told(row, pick(point.year for point in row.points), words) for pick in (min, max))
    if first == last:
        return words("graph.once", name=row.name, value=first[1], year=first[0])
    return words("graph.from_to", name=row.name, first=first[1], begin=first[0], last=last[1], end=last[0])


def _aims(row: _Row, words: Words) -> Iterator[str]:
    """Yield the targets; years that follow one another with the same target are told at once."""
    for value, run in groupby(sorted(row.points, key=lambda point: point.year), key=lambda point: point.amount.value):
        years = [point.year for point in run]
        span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
        yield words("graph.target", kind=row.kind, year=span, value=value)


def _told(row: _Row, year: int, words: Words) -> tuple[int, str]:
    """Return a year with its value; sources that differ are told both."""
    values = dict.fromkeys(point.amount.value for point in row.points if point.year == year)
    return year, words("graph.or").join(values)
