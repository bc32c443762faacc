"""The relations of each thing in a picture: how many there are, how many are shown, and the links that open and close them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import urlencode

from rdflib import URIRef

from kg.publish.facts import Facts, Text
from kg.publish.focus.reach import Doors, Selection, doors, lets_through
from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import SHOWN, Opening, Wish, address
from kg.publish.focus.whole import Bundle, Whole
from kg.publish.links import path_of
from kg.publish.relations import relation_name
from kg.publish.words import words


@dataclass(frozen=True, slots=True)
class Expansion:
    """One relation of a thing: in words, how many ties it has, and how many of them are shown.

    `more` is how many the link `opens` adds; a link is empty when there is nothing to open or to close.
    """

    key: str
    relation: Text
    count: int
    shown: int
    more: int
    opens: str
    closes: str

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


@dataclass(frozen=True, slots=True)
class _Shown:
    """What decides which links there are: what is known of the centre, the wish and what it opens and closes, the ties that are drawn.

    `room` is for how many things more there is room, `base` the link to what is shown now.
    """

    known: Facts
    wish: Wish
    doors: Doors
    ties: Collection[Tie]
    room: int
    base: str


def expansions(every: Whole, known: Facts, shown: tuple[Selection, Wish, int], things: Iterable[URIRef]) -> Mapping[URIRef, Expansions]:
    """Return the relations of these things, in the picture that shows what was selected by a wish, out of so many things at most."""
    selected, wished, most = shown[0], replace(shown[1], page=1), shown[2]
    told = _Shown(known, wished, doors(wished), frozenset(selected.ties), most - len(selected.drawn), _here(known, wished))
    passes = lets_through(every, wished)
    return {thing: _expansions(every, told, thing, passes) for thing in things}


def _here(known: Facts, wished: Wish) -> str:
    """Return the link to another view of the same picture: only its query, for there are many on a page."""
    return "?" + address(known.view, path_of(known.thing), wished).partition("?")[2]


def _expansions(every: Whole, told: _Shown, thing: URIRef, passes: Callable[[Tie], bool]) -> Expansions:
    path = path_of(thing)
    found = tuple(_expansion(told, path, bundle, passes) for bundle in every.of(thing))
    closed = [each for each in found if each.opens]
    fitting = [each for each, total in zip(closed, accumulate(each.more for each in closed), strict=True) if total <= told.room]
    kept = tuple(each for each in told.wish.opened if each.path != path)
    return Expansions(
        found,
        _opened(told, [_opening(told, path, each.key, each.shown) for each in fitting]) if fitting else "",
        fitting == closed,
        _here(told.known, replace(told.wish, opened=kept)) if kept != told.wish.opened else "",
        address(told.known.view, path, Wish()),
    )


def _expansion(told: _Shown, path: str, bundle: Bundle, passes: Callable[[Tie], bool]) -> Expansion:
    shown = sum(link.tie in told.ties for link in bundle.links)
    left = sum(link.tie not in told.ties and passes(link.tie) for link in bundle.links)
    relation = relation_name(told.known, words(told.known.view.language), bundle.relation, inverse=bundle.inverse)
    opening = _opening(told, path, bundle.key, shown)
    opens = _opened(told, [opening]) if left else ""
    return Expansion(bundle.key, relation, len(bundle.links), shown, min(SHOWN, left), opens, _closed(told, opening) if shown else "")


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
