"""The cheapest ways between two things, cheapest first, and which of them really differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.explaining.projection import Projection
from kg.publish.explaining.weights import Search, Weights

Way: TypeAlias = tuple[int, ...]
Shape: TypeAlias = tuple[tuple[URIRef, bool], ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The ways found with their costs, cheapest first; `capped` when there were too many to look at all of them."""

    ways: tuple[tuple[int, Way], ...]
    capped: bool


@dataclass(slots=True)
class Bundle:
    """A way, and the things that may stand at one place of it (`place`) instead, the rest being the same."""

    cost: int
    way: Way
    shape: Shape
    place: int = 0
    others: list[int] = field(default_factory=list)


def sought(projection: Projection, start: int, end: int, search: Search) -> Sought:
    """Return the ways without detours between two things.

    No two things on a way are tied but those that follow on each other, save its ends. What is still to be paid from each
    thing is known beforehand, so that the search never turns where no cheap enough way goes on.
    """
    ahead = _ahead(projection, start, end, search)
    if start not in ahead:
        return Sought((), capped=False)
    found: list[tuple[int, Way]] = []
    queue: list[tuple[int, int, Way]] = [(ahead[start], 1, (start,))]
    moves = 0
    while queue and len(found) < search.paths and moves < search.moves:
        cost, length, way = heappop(queue)
        if way[-1] == end:
            found.append((cost, way))
        elif length <= search.steps:
            moves += len(projection.near[way[-1]])
            for dearer, number in _onward(projection, ahead, way, end):
                if cost + dearer <= ahead[start] + search.slack:
                    heappush(queue, (cost + dearer, length + 1, (*way, number)))
    return Sought(tuple(found), capped=bool(queue))


def _ahead(projection: Projection, start: int, end: int, search: Search) -> dict[int, int]:
    """Return what it costs at least to reach the end, of all things from which that may still be a way that is told."""
    ahead: dict[int, int] = {}
    queue, bound = [(0, end)], -1
    while queue:
        cost, number = heappop(queue)
        if number in ahead:
            continue
        if 0 <= bound < cost:
            break
        ahead[number] = cost
        if number == start:
            bound = cost + search.slack
            continue
        toll = 0 if number == end else projection.tolls[number]
        for other, step in projection.near[number].items():
            if other not in ahead:
                heappush(queue, (cost + toll + step, other))
    return ahead


def _onward(projection: Projection, ahead: dict[int, int], way: Way, end: int) -> Iterator[tuple[int, int]]:
    """Yield the things that a way may go on to, with how much dearer it becomes by turning there; none that makes it a detour."""
    here = way[-1]
    for number, step in projection.near[here].items():
        if number in ahead and number not in way and not _shortcut(projection, way, number, end):
            toll = 0 if number == end else projection.tolls[number]
            yield step + toll + ahead[number] - ahead[here], number


def _shortcut(projection: Projection, way: Way, number: int, end: int) -> bool:
    """Tell whether something earlier on a way is tied to a thing directly; that its two ends are does not count."""
    near = projection.near[number]
    earlier = way[1:-1] if number == end else way[:-1]
    return any(each in near for each in earlier)


def reaches(projection: Projection, start: int, end: int) -> bool:
    """Tell whether there is any way from one thing to another, however long."""
    return projection.parts[start] == projection.parts[end]


def bundled(projection: Projection, ways: Sequence[tuple[int, Way]]) -> list[Bundle]:
    """Return the ways, those that differ in one thing only put together."""
    shapes: dict[tuple[int, int], tuple[URIRef, bool]] = {}
    open_at: dict[tuple[Shape, int, Way], Bundle] = {}
    bundles: list[Bundle] = []
    for cost, way in ways:
        shape = _shape(projection, way, shapes)
        keys = [(shape, place, (*way[:place], *way[place + 1 :])) for place in range(1, len(way) - 1)]
        bundle = next((open_at[key] for key in keys if key in open_at and open_at[key].place in {0, key[1]}), None)
        if bundle is None:
            bundles.append(Bundle(cost, way, shape))
            open_at |= {key: bundles[-1] for key in keys if key not in open_at}
        else:
            bundle.place = next(key[1] for key in keys if open_at.get(key) is bundle)
            bundle.others.append(way[bundle.place])
    return bundles


def _shape(projection: Projection, way: Way, known: dict[tuple[int, int], tuple[URIRef, bool]]) -> Shape:
    steps = list(pairwise(way))
    for step in steps:
        if step not in known:
            first, second = (projection.things[number] for number in step)
            known[step] = projection.ties(first, second)[0].shape
    return tuple(known[step] for step in steps)


def differing(bundles: Sequence[Bundle], weighed: Weights, most: int) -> list[Bundle]:
    """Return at most so many, each time the cheapest of what is left; what was told before makes what resembles it dearer."""
    left = list(enumerate(bundles))
    passed: Counter[int] = Counter()
    shapes: Counter[Shape] = Counter()
    chosen: list[Bundle] = []

    def price(each: tuple[int, Bundle]) -> tuple[int, int]:
        number, bundle = each
        again = weighed.again_thing * sum(passed[thing] for thing in bundle.way[1:-1])
        return bundle.cost + again + weighed.again_shape * shapes[bundle.shape], number

    while left and len(chosen) < most:
        best = min(left, key=price)
        left.remove(best)
        chosen.append(best[1])
        passed.update(best[1].way[1:-1])
        shapes[best[1].shape] += 1
    return chosen
