"""Which things a picture shows: what lies within reach, what of it is wanted, and of each relation the first so many."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import SHOWN, Wish
from kg.publish.focus.whole import WRITTEN, Bundle, Link, Whole
from kg.publish.links import kind_of, path_of
from kg.publish.relations import ROLES
from kg.terms import name_of


@dataclass(frozen=True, slots=True)
class Reach:
    """What was reached from a thing, nearest first: how many steps away each is, and from which things one comes to it.

    `written` are the ties that tell in which document something stands, of the relations that are open.
    """

    distances: Mapping[URIRef, int]
    origins: Mapping[URIRef, tuple[URIRef, ...]]
    written: frozenset[Tie]


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
        here = path_of(thing), bundle.key
        if here in self.closed:
            return False
        return here in self.opened or (distance < self.steps and (distance == 0 or bundle.key not in WRITTEN))

    def most(self, thing: URIRef, bundle: Bundle) -> int:
        """Return how many things a relation shows."""
        return self.opened.get((path_of(thing), bundle.key), SHOWN)


def doors(wished: Wish) -> Doors:
    """Return which relations a wish opens and closes."""
    opened = {(each.path, each.key): each.shown for each in wished.opened}
    return Doors(opened, frozenset((each.path, each.key) for each in wished.closed), wished.steps)


def selection(whole: Whole, centre: URIRef, wished: Wish) -> Selection:
    """Return what a wish shows of the surroundings of a thing."""
    found, wanted = reach(whole, centre, wished), wants(whole, wished)
    matching = {thing for thing in found.distances if thing == centre or wanted(thing)} | _opened(whole, wished, found)
    near = _reach(whole, centre, wished, _with_origins(found, matching))
    return Selection(tuple(near.distances), tuple(_ties(whole, wished, near)), frozenset(near.distances) - matching)


def reach(whole: Whole, centre: URIRef, wished: Wish) -> Reach:
    """Return all that is within the steps of a wish, through the relations that are open, over the ties it lets through."""
    return _reach(whole, centre, wished, None)


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

    def passes(tie: Tie) -> bool:
        if roles and tie.relation.startswith(ROLES) and name_of(tie.relation) not in roles:
            return False
        return not years or not years.isdisjoint(whole.grounds[tie].years)

    return passes


def _reach(whole: Whole, centre: URIRef, wished: Wish, kept: Collection[URIRef] | None) -> Reach:
    """Return what is within reach; when only some things are kept, no more of a relation than is shown of it."""
    distances, origins, written, queue = {centre: 0}, defaultdict[URIRef, list[URIRef]](list), set[Tie](), [centre]
    followed = _following(whole, wished, kept)
    for thing in queue:
        for bundle, links in followed(thing, distances[thing]):
            further = distances[thing] + 1
            for link in links:
                if link.other not in distances:
                    distances[link.other] = further
                    queue.append(link.other)
                if distances[link.other] == further:
                    origins[link.other].append(thing)
            if bundle.key in WRITTEN:
                written.update(link.tie for link in links)
    return Reach(distances, {thing: tuple(found) for thing, found in origins.items()}, frozenset(written))


def _following(whole: Whole, wished: Wish, kept: Collection[URIRef] | None) -> Callable[[URIRef, int], Iterator[tuple[Bundle, list[Link]]]]:
    """Return what gives the open relations of a thing at a distance, each with the links to follow."""
    found, passes = doors(wished), lets_through(whole, wished)
    opened = {path for path, _ in found.opened}

    def followed(thing: URIRef, distance: int) -> Iterator[tuple[Bundle, list[Link]]]:
        if distance >= wished.steps and path_of(thing) not in opened:
            return
        for bundle in whole.of(thing):
            if found.is_open(thing, bundle, distance):
                links = [link for link in bundle.links if passes(link.tie) and (kept is None or link.other in kept)]
                yield bundle, links if kept is None else links[: found.most(thing, bundle)]

    return followed


def _opened(whole: Whole, wished: Wish, found: Reach) -> set[URIRef]:
    """Return what the relations show that somebody opened: that is always asked for."""
    passes, own = lets_through(whole, wished), doors(wished)
    things = {path_of(thing): thing for thing in found.distances} if own.opened else {}
    return {
        link.other
        for (path, key), most in own.opened.items()
        for bundle in whole.of(things.get(path, URIRef("")))
        if bundle.key == key
        for link in [link for link in bundle.links if passes(link.tie)][:most]
    }


def _with_origins(found: Reach, things: Iterable[URIRef]) -> set[URIRef]:
    """Return the things with all that stands between them and the centre on the shortest ways."""
    kept = set(things)
    queue = list(kept)
    for thing in queue:
        further = [origin for origin in found.origins.get(thing, ()) if origin not in kept]
        kept.update(further)
        queue += further
    return kept


def _ties(whole: Whole, wished: Wish, near: Reach) -> Iterator[Tie]:
    """Yield the ties between the things that are drawn, nearest to the centre first, save of relations that are closed at an end."""
    passes, closed = lets_through(whole, wished), doors(wished).closed
    bundles = [(thing, bundle) for thing in near.distances for bundle in whole.of(thing)]
    told = {link.tie for thing, bundle in bundles if closed and (path_of(thing), bundle.key) in closed for link in bundle.links}
    for _, bundle in bundles:
        for link in bundle.links:
            shown = link.other in near.distances and (bundle.key not in WRITTEN or link.tie in near.written)
            if shown and link.tie not in told and passes(link.tie):
                told.add(link.tie)
                yield link.tie
