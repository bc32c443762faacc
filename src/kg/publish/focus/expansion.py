"""The relations of each thing in a picture: how many there are, how many are shown, and the links that open and close them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import urlencode

from rdflib import URIRef

from kg.publish.facts import Facts, Text
from kg.publish.focus.reach import Doors, Selection, doors, lets_through
from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import MOST_OPENED, SHOWN, Opening, Wish, address
from kg.publish.focus.whole import Bundle, Whole
from kg.publish.links import path_of
from kg.publish.relations import relation_name, side
from kg.publish.words import words


@dataclass(frozen=True, slots=True)
class Expansion:
    """One relation of a thing: in words, how many ties it has, and how many of them are shown.

    `more` is how many the link `opens` adds; a link is empty when there is nothing to open or to close. `own` when the address opens it.
    """

    key: str
    relation: Text
    count: int
    shown: int
    more: int
    opens: str
    closes: str
    own: bool

    @property
    def cut(self) -> bool:
        """Tell whether there are more than the first that a relation shows."""
        return bool(self.opens) and self.shown >= SHOWN


@dataclass(frozen=True, slots=True)
class Expansions:
    """All relations of a thing; the links that open what there is room for, close what was opened, and put the thing in the middle.

    `whole` when what is opened is all that is not shown.
    """

    relations: tuple[Expansion, ...]
    opens: str
    whole: bool
    closes: str
    centre: str

    @property
    def listed(self) -> tuple[Expansion, ...]:
        """Return the relations about which there is something to choose: what is not all shown, and what was opened."""
        return tuple(each for each in self.relations if each.opens or each.own)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What decides which links there are: what is known of the centre, the wish and what it opens and closes.

    `counts` tells how many ties of each relation of a thing are drawn, `room` for how many things more there is room,
    `base` is the link to what is shown now.
    """

    known: Facts
    wish: Wish
    doors: Doors
    counts: Counter[tuple[URIRef, URIRef, bool]]
    room: int
    base: str

    @property
    def places(self) -> int:
        """Return how many more relations the address can open."""
        return max(0, MOST_OPENED - len(self.wish.opened))


def expansions(every: Whole, known: Facts, shown: tuple[Selection, Wish, int], things: Iterable[URIRef]) -> Mapping[URIRef, Expansions]:
    """Return the relations of these things, in the picture that shows what was selected by a wish, out of so many things at most."""
    selected, wished, most = shown[0], replace(shown[1], page=1), shown[2]
    told = _Shown(known, wished, doors(wished), Counter(_sides(selected.ties)), most - len(selected.drawn), _here(known, wished))
    passes = lets_through(every, wished)
    return {thing: _expansions(every, told, thing, passes) for thing in things}


def _sides(ties: Iterable[Tie]) -> Iterator[tuple[URIRef, URIRef, bool]]:
    """Yield of each tie its two ends, with the relation as it is seen from there."""
    for tie in ties:
        yield tie.source, tie.relation, side(tie.relation, subject=True)
        yield tie.target, tie.relation, side(tie.relation, subject=False)


def _here(known: Facts, wished: Wish) -> str:
    """Return the link to another view of the same picture: only its query, for there are many on a page."""
    return "?" + address(known.view, path_of(known.thing), wished).partition("?")[2]


def _expansions(every: Whole, told: _Shown, thing: URIRef, passes: Callable[[Tie], bool]) -> Expansions:
    path = path_of(thing)
    found = tuple(_expansion(told, thing, bundle, passes) for bundle in every.of(thing))
    closed = [each for each in found if each.opens]
    sums = zip(closed, accumulate(each.more for each in closed), strict=True)
    fitting = [each for each, total in sums if total <= told.room][: told.places]
    kept = tuple(each for each in told.wish.opened if each.path != path)
    return Expansions(
        found,
        _opened(told, [_opening(told, path, each.key, each.shown) for each in fitting]) if fitting else "",
        fitting == closed,
        _here(told.known, replace(told.wish, opened=kept)) if kept != told.wish.opened else "",
        address(told.known.view, path, Wish()),
    )


def _expansion(told: _Shown, thing: URIRef, bundle: Bundle, passes: Callable[[Tie], bool]) -> Expansion:
    path = path_of(thing)
    shown = told.counts[thing, bundle.relation, bundle.inverse]
    every = not told.wish.roles and not told.wish.years
    left = (len(bundle.links) if every else sum(passes(link.tie) for link in bundle.links)) - shown
    relation = relation_name(told.known, words(told.known.view.language), bundle.relation, inverse=bundle.inverse)
    opening, own = _opening(told, path, bundle.key, shown), (path, bundle.key) in told.doors.opened
    opens = _opened(told, [opening]) if left and (own or told.places) else ""
    closes = _closed(told, opening) if shown and len(told.wish.closed) < MOST_OPENED else ""
    return Expansion(bundle.key, relation, len(bundle.links), shown, min(SHOWN, left), opens, closes, own)


def _opening(told: _Shown, path: str, key: str, shown: int) -> Opening:
    """Return what opens a relation: its first things, or so many more when all that the address asks for stand there."""
    most = told.doors.opened.get((path, key), 0)
    return Opening(path, key, max(most, shown // SHOWN * SHOWN) + SHOWN)


def _opened(told: _Shown, openings: list[Opening]) -> str:
    """Return the link to the picture with these relations opened; quickly when the address does not speak of them yet."""
    if not any((each.path, each.key) in told.doors.opened or (each.path, each.key) in told.doors.closed for each in openings):
        return _added(told, [("open", str(each)) for each in openings])
    wished = told.wish
    for each in openings:
        wished = wished.opening(each)
    return _here(told.known, wished)


def _closed(told: _Shown, opening: Opening) -> str:
    """Return the link to the picture with a relation closed."""
    here = opening.path, opening.key
    if here in told.doors.opened or here in told.doors.closed:
        return _here(told.known, told.wish.closing(opening))
    return _added(told, [("dicht", str(Opening(*here)))])


def _added(told: _Shown, pairs: list[tuple[str, str]]) -> str:
    return f"{told.base}{'' if told.base == '?' else '&'}{urlencode(pairs, safe='/~')}"
