"""Where the things of one island lie in its disc."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from rdflib import URIRef

from kg.build.layout.forces import FORCES, Forces, Pairs, Points
from kg.build.layout.islands import Ties

_PULL = 0.97
_SMOOTHING = 60
_ROUNDS, _MORE = 20, 100
_SPREAD = 3.0
_PUSHES = 8
_AROUND = tuple((column, row) for column in (-1, 0, 1) for row in (-1, 0, 1))


def seeded(iri: str) -> tuple[float, float]:
    """Return a point in the disc of radius 1 that depends on this name and on nothing else.

    >>> seeded("https://samenspel.example.org/id/doel/a") == seeded("https://samenspel.example.org/id/doel/a")
    True
    """
    digest = sha256(iri.encode()).digest()
    angle, share = (int.from_bytes(part, "big") / 2**32 for part in (digest[:4], digest[4:8]))
    return math.sqrt(share) * math.cos(math.tau * angle), math.sqrt(share) * math.sin(math.tau * angle)


def inside(things: Sequence[URIRef], ties: Ties, forces: Forces = FORCES) -> Points:
    """Return a place in the disc of radius 1 for each thing: tied ones near each other, all evenly spread.

    A thing begins at a point that its name decides and is drawn to what it is tied to; forces then push
    things apart, for a few rounds. What forces find depends on everything at once, so the place lies
    halfway: a change hardly moves what lies elsewhere (tests/build/layout measures it).
    """
    start = np.array([seeded(thing) for thing in things])
    pairs, weights = within(things, ties)
    near = evenly(drawn(start, pairs, weights))
    if not pairs:
        return near
    pushed = evenly(forces(near * (math.sqrt(len(things)) * _SPREAD), pairs, weights, _ROUNDS + len(things) // _MORE))
    return evenly((near + pushed) / 2)


def within(things: Sequence[URIRef], ties: Ties) -> tuple[Pairs, Sequence[float]]:
    """Return the ties between these things, each once as a pair of their places, and how strong each is."""
    places = {thing: place for place, thing in enumerate(things)}
    found = {
        (place, places[other]): float(weight)
        for thing, place in places.items()
        for other, weight in sorted(ties[thing].items())
        if places.get(other, -1) > place
    }
    return list(found), list(found.values())


def evenly(points: Points) -> Points:
    """Return the points so that every ring of the disc holds as many as fit it: each keeps its direction and its rank from the middle."""
    distances = np.hypot(points[:, 0], points[:, 1])
    ranks = np.empty(len(points))
    ranks[np.argsort(distances, kind="stable")] = (np.arange(len(points)) + 0.5) / len(points)
    return points * (np.sqrt(ranks) / np.maximum(distances, 1e-12))[:, None]


def drawn(start: Points, pairs: Pairs, weights: Sequence[float]) -> Points:
    """Return each point drawn towards the mean of what it is tied to, again and again, but held by where it began."""
    if not pairs:
        return start
    ends, strength = np.array(pairs), np.array(weights)[:, None]
    sums = np.zeros((len(start), 1))
    for side in (0, 1):
        np.add.at(sums, ends[:, side], strength)
    held = np.where(sums > 0, 1 - _PULL, 1.0)
    points = start
    for _ in range(_SMOOTHING):
        pulled = np.zeros_like(start)
        for side in (0, 1):
            np.add.at(pulled, ends[:, side], points[ends[:, 1 - side]] * strength)
        points = held * start + _PULL * pulled / np.maximum(sums, 1e-12)
    return points


def roomy(points: Points, nearest: float) -> Points:
    """Return the points with those that lie nearer to each other than this pushed apart, as far as a few rounds bring them."""
    places = [(float(x), float(y)) for x, y in points]
    for _ in range(_PUSHES):
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (x, y) in enumerate(places):
            cells[math.floor(x / nearest), math.floor(y / nearest)].append(number)
        places = [_pushed(number, places, cells, nearest) for number in range(len(places))]
    return np.array(places).reshape(-1, 2)


def _pushed(
    number: int, places: Sequence[tuple[float, float]], cells: Mapping[tuple[int, int], Sequence[int]], nearest: float
) -> tuple[float, float]:
    """Return where a point goes that gives half of the way to all that lie too near."""
    x, y = places[number]
    column, row = math.floor(x / nearest), math.floor(y / nearest)
    right = down = 0.0
    for other in (each for step in _AROUND for each in cells.get((column + step[0], row + step[1]), ())):
        apart = math.dist(places[number], places[other])
        if 0 < apart < nearest:
            share = (nearest - apart) / apart / 2
            right, down = right + (x - places[other][0]) * share, down + (y - places[other][1]) * share
    return x + right, y + down
