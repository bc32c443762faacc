"""Which things a picture shows: what lies within reach, what of it is wanted, and of each relation the first so many."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import SHOWN, Wish
from kg.publish.focus.whole import WRITTEN, Bundle, Link, Whole
from kg.publish.links import kind_of, path_of
from kg.publish.relations import ROLES
from kg.terms import name_of

MOST_REACHED = 2_000
"""How many things are looked through at most, those nearest first: of a very large graph, a page does not read all."""

Followed: TypeAlias = Callable[[URIRef, int], Iterator[tuple[Bundle, Iterable[Link]]]]


@dataclass(frozen=True, slots=True)
class Reach:
    """What was reached from a thing, nearest first: how many steps away each is, and from which things one comes to it.

    `written` are the ties that tell in which document something stands, of the relations that are open; it was `cut` when there was more.
    """

    distances: Mapping[URIRef, int]
    origins: Mapping[URIRef, Sequence[URIRef]]
    written: frozenset[Tie]
    cut: bool = False

    @property
    def centre(self) -> URIRef:
        """Return the thing from which all was reached."""
        return next(iter(self.distances))


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown around a thing: the things, nearest first, their ties, and what only ties the rest to the thing."""

    drawn: tuple[URIRef, ...]
    ties: tuple[Tie, ...]
    between: frozenset[URIRef]


@dataclass(frozen=True, slots=True)
class Doors:
    """Which relations of things are open: what the address opens, with how many things it shows of each, and what it closes."""

    opened: Mapping[tuple[str, str], int]
    closed: frozenset[tuple[str, str]]
    steps: int

    def is_open(self, thing: URIRef, bundle: Bundle, distance: int) -> bool:
        """Tell whether a relation of a thing is open: within the steps all are, beyond them those that were opened.

        In which document something stands is shown of the chosen thing, and of others when it is asked for.
        """
        usual = distance < self.steps and (distance == 0 or bundle.key not in WRITTEN)
        if not self.opened and not self.closed:
            return usual
        here = path_of(thing), bundle.key
        return here not in self.closed and (usual or here in self.opened)

    def most(self, thing: URIRef, bundle: Bundle) -> int:
        """Return how many things a relation shows."""
        return self.opened.get((path_of(thing), bundle.key), SHOWN) if self.opened else SHOWN


def doors(wished: Wish) -> Doors:
    """Return which relations a wish opens and closes."""
    opened = {(each.path, each.key): each.shown for each in wished.opened}
    return Doors(opened, frozenset((each.path, each.key) for each in wished.closed), wished.steps)


def selection(whole: Whole, centre: URIRef, wished: Wish) -> Selection:
    """Return what a wish shows of the surroundings of a thing."""
    return select(whole, wished, reach(whole, centre, wished))


def select(whole: Whole, wished: Wish, found: Reach) -> Selection:
    """Return what a wish shows of what was reached."""
    matching = _matching(whole, wished, found)
    near = _near(whole, wished, (found, matching), MOST_REACHED)
    return Selection(tuple(near.distances), tuple(_ties(whole, wished, near)), frozenset(near.distances) - matching)


def shown_of(whole: Whole, wished: Wish, found: Reach, most: int) -> int:
    """Return how many things a wish shows of what was reached; when there are more than `most`, one more than that."""
    return len(_near(whole, wished, (found, _matching(whole, wished, found)), most + 1).distances)


def reach(whole: Whole, centre: URIRef, wished: Wish) -> Reach:
    """Return all that is within the steps of a wish, through the relations that are open, over the ties it lets through."""
    return _reach(_following(whole, wished, None), centre, MOST_REACHED)


def reaching(whole: Whole, centre: URIRef) -> Callable[[Wish], Reach]:
    """Return what reaches as far as a wish goes: once for all wishes that differ in nothing but which of the things they show."""
    reached = cache(lambda bare: reach(whole, centre, bare))
    return lambda wished: reached(replace(wished, kinds=(), themes=(), municipalities=(), order="", page=1))


def wants(whole: Whole, wished: Wish) -> Callable[[URIRef], bool]:
    """Return what tells whether a wish asks for a thing: by its kind, its themes and its municipalities."""
    kinds, themes, municipalities = map(frozenset, (wished.kinds, wished.themes, wished.municipalities))
    none: frozenset[str] = frozenset()

    def wanted(thing: URIRef) -> bool:
        return (
            (not kinds or kind_of(thing) in kinds)
            and (not themes or not themes.isdisjoint(whole.themes.get(thing, none)))
            and (not municipalities or not municipalities.isdisjoint(whole.municipalities.get(thing, none)))
        )

    return wanted


def lets_through(whole: Whole, wished: Wish) -> Callable[[Tie], bool]:
    """Return what tells whether a wish lets a tie through: a role when it is asked for, and what is said of or in one of the years."""
    roles, years = frozenset(wished.roles), frozenset(wished.years)
    if not roles and not years:
        return lambda _: True

    def passes(tie: Tie) -> bool:
        if roles and tie.relation.startswith(ROLES) and name_of(tie.relation) not in roles:
            return False
        return not years or not years.isdisjoint(whole.grounds[tie].years)

    return passes


def _matching(whole: Whole, wished: Wish, found: Reach) -> set[URIRef]:
    """Return what a wish asks for of what was reached: the centre, what its filters let through, and what it opens."""
    wanted = wants(whole, wished)
    return {found.centre, *filter(wanted, found.distances)} | _opened(whole, wished, found)


def _near(whole: Whole, wished: Wish, asked: tuple[Reach, Collection[URIRef]], most: int) -> Reach:
    """Return what is shown of what was reached, at most so many things: what is asked for, and what ties that to the centre."""
    found, matching = asked
    return _reach(_following(whole, wished, _with_origins(found, matching)), found.centre, most)


def _reach(followed: Followed, centre: URIRef, most: int) -> Reach:
    """Return what one comes to from a thing, nearest first, until that are more than so many things."""
    distances, origins, written = {centre: 0}, defaultdict[URIRef, list[URIRef]](list), set[Tie]()
    for thing, bundle, link in _walk(followed, distances):
        further = distances[thing] + 1
        if link.other not in distances and len(distances) >= most:
            return Reach(distances, origins, frozenset(written), cut=True)
        if distances.setdefault(link.other, further) == further:
            origins[link.other].append(thing)
        if bundle.key in WRITTEN:
            written.add(link.tie)
    return Reach(distances, origins, frozenset(written))


def _walk(followed: Followed, distances: Mapping[URIRef, int]) -> Iterator[tuple[URIRef, Bundle, Link]]:
    """Yield the links of all things whose distance is known, and of those that become known meanwhile, nearest first."""
    queue = list(distances)
    seen = set(queue)
    for thing in queue:
        for bundle, links in followed(thing, distances[thing]):
            for link in links:
                if link.other not in seen:
                    seen.add(link.other)
                    queue.append(link.other)
                yield thing, bundle, link


def _following(whole: Whole, wished: Wish, kept: Collection[URIRef] | None) -> Followed:
    """Return what gives the open relations of a thing at a distance, each with the links to follow.

    When only some things are kept, those are no more of a relation than is shown of it.
    """
    found, passes = doors(wished), lets_through(whole, wished)
    opened = {path for path, _ in found.opened}
    every = not wished.roles and not wished.years

    def followed(thing: URIRef, distance: int) -> Iterator[tuple[Bundle, Iterable[Link]]]:
        if distance >= wished.steps and not (opened and path_of(thing) in opened):
            return
        for bundle in whole.of(thing):
            if found.is_open(thing, bundle, distance):
                links: Iterable[Link] = bundle.links if every else (link for link in bundle.links if passes(link.tie))
                if kept is not None:
                    links = islice((link for link in links if link.other in kept), found.most(thing, bundle))
                yield bundle, links

    return followed


def _opened(whole: Whole, wished: Wish, found: Reach) -> set[URIRef]:
    """Return what the relations show that somebody opened: that is always asked for."""
    passes = lets_through(whole, wished)
    return {
        link.other
        for each in wished.opened
        if whole.at(each.path) in found.distances
        for link in islice((link for link in whole.links(each.path, each.key) if passes(link.tie)), each.shown)
    }


def _with_origins(found: Reach, things: Iterable[URIRef]) -> set[URIRef]:
    """Return the things with all that stands between them and the centre on the shortest ways."""
    kept = set(things)
    queue = list(kept)
    for thing in queue:
        for origin in found.origins.get(thing, ()):
            if origin not in kept:
                kept.add(origin)
                queue.append(origin)
    return kept


def _ties(whole: Whole, wished: Wish, near: Reach) -> Iterator[Tie]:
    """Yield the ties between the things that are drawn, each from its nearest end, save of relations that are closed at an end."""
    passes, places = lets_through(whole, wished), {thing: number for number, thing in enumerate(near.distances)}
    hidden = {link.tie for each in wished.closed for link in whole.links(each.path, each.key)}
    for thing, place in places.items():
        for bundle in whole.of(thing):
            written = bundle.key in WRITTEN
            for link in bundle.links:
                told = places.get(link.other, -1) > place and (not written or link.tie in near.written)
                if told and passes(link.tie) and not (hidden and link.tie in hidden):
                    yield link.tie
