"""Where the nodes of a network stand: in bands, one a kind, side by side or one below the other."""

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.build.network import Network
from kg.publish.saving.told_apart import TAIL

KINDS = ("organisatie", "programma", "initiatief", "doel", "resultaat", "indicator", "document")
"""The kinds in the order of their bands: who, what, what for, and what came of it."""

CELL = 188
"""The width of a column, with the air beside its cards."""

_GAP = 18  # between bands
_HEADING = 36  # above the cards of a band
_FOOT = 6  # below them
_AIR = 24  # within a card and below it, beside its lines
_LINE = 16  # height of a line of a label
_LETTERS = 22  # of a line of a label
_LINES = 5  # of a label at most

_WIDE = 6  # columns that fit a screen
SCREEN = 300
"""The number of nodes up to which the bands side by side are as wide as a screen, to be scrolled past."""
TELEPHONE = 130
"""The number of nodes up to which the stacked bands are drawn at full size."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rectangle in which the nodes of one kind stand."""

    kind: str
    count: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placing:
    """A place for each node, and the bands; lengths in pixels at full size."""

    places: Mapping[URIRef, tuple[float, float]]
    bands: tuple[Band, ...]
    width: float
    height: float


def wrapped(label: str, tail: str = "") -> str:
    r"""Return a label on at most five short lines, cut between words; a tail stands on lines of its own and is not cut off by the label.

    >>> wrapped("Regionale afspraken over bedrijventerreinen")
    'Regionale afspraken\nover\nbedrijventerreinen'
    >>> wrapped("Onderwijs", "gemeente Hengelo")
    'Onderwijs\n(gemeente Hengelo)'
    """
    below = _lines(f"({tail})", _LINES - 1) if tail else []
    return "\n".join([*_lines(label, _LINES - len(below)), *below])


def card(known: Mapping[str, str]) -> str:
    """Return what stands on the card of a node."""
    return wrapped(known["label"], known.get(TAIL, ""))


def _lines(text: str, most: int) -> list[str]:
    return textwrap.wrap(text, _LETTERS, max_lines=most, placeholder=" …", break_long_words=False)


def side_by_side(graph: Network) -> Placing:
    """Return the bands next to each other, the centre above them; for a screen."""
    groups, top = _groups(graph), _top(graph)
    columns = _columns({kind: len(nodes) for kind, nodes in groups.items()}, _total(graph))
    places: dict[URIRef, tuple[float, float]] = {}
    bands, left = [], 0.0
    for kind, nodes in groups.items():
        height = _fill(places, _rows(graph, nodes, columns[kind]), left, top + _HEADING)
        bands.append(Band(kind, len(nodes), left, top, columns[kind] * CELL, height))
        left += columns[kind] * CELL + _GAP
    return _whole(graph, places, bands, max(left - _GAP, CELL))


def stacked(graph: Network, columns: int = 2) -> Placing:
    """Return the bands one below the other, the centre above them; for a telephone."""
    places: dict[URIRef, tuple[float, float]] = {}
    bands, top = [], _top(graph)
    for kind, nodes in _groups(graph).items():
        height = _fill(places, _rows(graph, nodes, columns), 0.0, top + _HEADING)
        bands.append(Band(kind, len(nodes), 0.0, top, columns * CELL, height))
        top += _HEADING + height + _FOOT + _GAP
    return _whole(graph, places, bands, columns * CELL)


def _whole(graph: Network, places: dict[URIRef, tuple[float, float]], bands: list[Band], width: float) -> Placing:
    """Return the placing with the centre in the middle above the bands, and side by side bands equally high."""
    if (centre := graph.graph.get("centre")) is not None:
        places[centre] = (width / 2, _height(graph, centre) / 2)
    bottom = max((band.top + _HEADING + band.height + _FOOT for band in bands), default=_top(graph))
    abreast = len({band.top for band in bands}) == 1
    drawn = tuple(
        Band(band.kind, band.count, band.left, band.top, band.width, bottom - band.top if abreast else _HEADING + band.height + _FOOT)
        for band in bands
    )
    return Placing(places, drawn, width, bottom)


def _groups(graph: Network) -> dict[str, list[URIRef]]:
    """Return the nodes but the centre by kind, in the order of the graph."""
    groups: dict[str, list[URIRef]] = {}
    for kind in (*KINDS, *sorted({known["kind"] for _, known in graph.nodes(data=True)} - set(KINDS))):
        nodes = [node for node, known in graph.nodes(data=True) if known["kind"] == kind and node != graph.graph.get("centre")]
        if nodes:
            groups[kind] = nodes
    return groups


def _top(graph: Network) -> float:
    centre = graph.graph.get("centre")
    return 0.0 if centre is None else _height(graph, centre) + _GAP


def _total(graph: Network) -> int:
    return _WIDE if len(graph) <= SCREEN else math.ceil(math.sqrt(len(graph) / 2))


def _columns(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """Return the number of columns per kind: one each, the others where the most rows are."""
    columns = dict.fromkeys(counts, 1)
    for _ in range(total - len(counts) if counts else 0):
        longest = max(counts, key=lambda kind: counts[kind] / columns[kind])
        columns[longest] += counts[longest] > columns[longest]
    return columns


def _rows(graph: Network, nodes: Sequence[URIRef], columns: int) -> Iterator[tuple[Sequence[URIRef], float]]:
    """Yield the nodes row by row with the height of the row."""
    for start in range(0, len(nodes), columns):
        row = nodes[start : start + columns]
        yield row, max(_height(graph, node) for node in row)


def _height(graph: Network, node: URIRef) -> float:
    return _AIR + _LINE * len(card(graph.nodes[node]).splitlines())


def _fill(places: dict[URIRef, tuple[float, float]], rows: Iterable[tuple[Sequence[URIRef], float]], left: float, top: float) -> float:
    """Give the nodes of a band their places and return how high it becomes."""
    start = top
    for row, height in rows:
        for column, node in enumerate(row):
            places[node] = (left + (column + 0.5) * CELL, top + height / 2)
        top += height
    return top - start
