"""An answer as bars or lines, drawn on the server; the same figures stand beside it in a table."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby, pairwise

from rdflib import Literal, URIRef

from kg.publish.facts import Text, readable
from kg.publish.headings import heading, naming
from kg.publish.values import literal
from kg.publish.words import Words
from kg.store import Solution
from kg.store.query_files import Chart

MOST_BARS = 40
MOST_SERIES = 6

HEIGHT_PX = 300
_TOP_PX, _BOTTOM_PX = 24, 36  # room for the highest mark and for the names below the axis
_LEFT, _RIGHT = 7.0, 95.0  # of the width in per cent; the rest is for half a name on either side
_MOST_TICKS = 6
_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an answer: what it is about, the series it belongs to, and the number, also as it is written."""

    x: Text
    series: str
    number: float
    shown: str
    order: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a bar: where it begins and how long it is, in per cent of the width; `series` is counted from 1."""

    figure: Figure
    start: float
    length: float
    series: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as a mark: its place, in per cent of the width and in pixels from the top."""

    figure: Figure
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its marks, and the paths between those that follow one another without doubt."""

    name: str
    number: int
    marks: tuple[Mark, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as a template prints it; `left_out` counts the bars or series that are only in the table."""

    kind: str
    title: Text
    headings: tuple[Text, ...]
    figures: tuple[Figure, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    levels: tuple[tuple[str, float], ...]
    names: tuple[tuple[str, float], ...]
    left_out: int


def drawing(wanted: Chart, solutions: Iterable[Solution], words: Words) -> Drawing | None:
    """Return an answer as the header of its question says; None when it holds no figure to draw."""
    figures = tuple(_figures(wanted, solutions, words))
    if not figures:
        return None
    series = list(dict.fromkeys(figure.series for figure in figures))
    of, per = heading(wanted.y), heading(wanted.x)
    headings = tuple(heading(name) for name in (wanted.x, wanted.series, wanted.y) if name)
    title = Text(f"{of.value} per {per.value[:1].lower()}{per.value[1:]}", per.language)
    if wanted.kind == "bar":
        bars = tuple(_bars(figures[:MOST_BARS], series))
        return Drawing("bar", title, headings, figures, bars, (), (), (), len(figures) - len(bars))
    levels = _levels([figure.number for figure in figures], words)
    places = _places(figures)
    lines = tuple(_line(number, name, figures, places, levels) for number, name in enumerate(series[:MOST_SERIES], start=1))
    shown = tuple((text, _height(level, levels)) for level, text in levels.items())
    return Drawing("line", title, headings, figures, (), lines, shown, _named(figures, places), len(series) - len(lines))


def _figures(wanted: Chart, solutions: Iterable[Solution], words: Words) -> Iterator[Figure]:
    """Yield each figure once: rows that say the same number of the same thing, of several sources, are one figure."""
    known: set[tuple[object, ...]] = set()
    for row in solutions:
        number = _number(row.get(wanted.y))
        same = (row.get(wanted.x), row.get(wanted.series), number)
        if number is not None and wanted.x in row and same not in known:
            known.add(same)
            x = _label(row, wanted.x, words)
            series = _label(row, wanted.series, words).value if wanted.series in row else ""
            order = _number(row[wanted.x])
            yield Figure(x, series, float(number), words.number(number), math.nan if order is None else float(order))


def _number(term: object) -> Decimal | None:
    if not isinstance(term, Literal) or term.language:
        return None
    try:
        number = Decimal(str(term))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _label(row: Solution, name: str, words: Words) -> Text:
    """Return what a value is called: a thing by the name that the row gives it."""
    term = row.get(naming(name), row[name]) if isinstance(row[name], URIRef) else row[name]
    return Text(readable(term)) if isinstance(term, URIRef) else literal(words, term)


def _bars(figures: Sequence[Figure], series: Sequence[str]) -> Iterator[Bar]:
    """Yield the bars, all from the same zero."""
    low, high = min(0.0, *(figure.number for figure in figures)), max(0.0, *(figure.number for figure in figures))
    room = (high - low) or 1.0
    for figure in figures:
        start, end = sorted(((min(0.0, figure.number) - low) / room, (max(0.0, figure.number) - low) / room))
        yield Bar(figure, round(100 * start, 2), round(100 * (end - start), 2), series.index(figure.series) % MOST_SERIES + 1)


def _levels(numbers: Sequence[float], words: Words) -> Mapping[float, str]:
    """Return round numbers from below the smallest to above the largest, as they are written.

    >>> from kg.publish.words import words
    >>> from kg.publish.library import Language
    >>> list(_levels([3, 18], words(Language.NL)).values())
    ['0', '5', '10', '15', '20']
    """
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    rough = ((high - low) or 1.0) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    levels = [round(number * step, 12) for number in range(math.floor(low / step), math.ceil(high / step) + 1)]
    return {level: words.number(Decimal(repr(level))) for level in levels}


def _height(number: float, levels: Mapping[float, str]) -> float:
    low, high = min(levels), max(levels)
    room = HEIGHT_PX - _TOP_PX - _BOTTOM_PX
    return round(_TOP_PX + room * (1 - (number - low) / ((high - low) or 1.0)), 1)


def _places(figures: Iterable[Figure]) -> Mapping[Text, float]:
    """Return the place of each x in per cent of the width: by size when all are numbers, else one after the other."""
    found = {figure.x: figure.order for figure in figures}
    if any(math.isnan(order) for order in found.values()):
        found = {x: float(place) for place, x in enumerate(found)}
    low, high = min(found.values()), max(found.values())
    return {x: round(_LEFT + (_RIGHT - _LEFT) * ((place - low) / (high - low) if high > low else 0.5), 2) for x, place in found.items()}


def _named(figures: Iterable[Figure], places: Mapping[Text, float]) -> tuple[tuple[str, float], ...]:
    """Return the names below the axis, no more of them than fit beside each other."""
    names = sorted({figure.x for figure in figures}, key=lambda x: places[x])
    step = -(-len(names) // _MOST_NAMES)
    return tuple((x.value, places[x]) for x in names[::step])


def _line(number: int, name: str, figures: Iterable[Figure], places: Mapping[Text, float], levels: Mapping[float, str]) -> Line:
    own = sorted((figure for figure in figures if figure.series == name), key=lambda figure: (places[figure.x], figure.number))
    marks = tuple(Mark(figure, places[figure.x], _height(figure.number, levels)) for figure in own)
    return Line(name, number, marks, tuple(_paths(marks)))


def _paths(marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the lines between neighbours; there is none to an x with several values, for which one would it follow."""
    columns: dict[float, list[Mark]] = defaultdict(list)
    for mark in marks:
        columns[mark.x].append(mark)
    places = sorted(columns)
    joined = [(left, right, len(columns[left]) == len(columns[right]) == 1) for left, right in pairwise(places)]
    for sure, run in groupby(joined, key=lambda each: each[2]):
        if sure:
            steps = list(run)
            path = [columns[steps[0][0]][0], *(columns[right][0] for _, right, _ in steps)]
            yield "M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in path)
