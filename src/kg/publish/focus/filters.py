"""What a picture can be narrowed down by: the choices with how many are within reach, what is chosen, and views that fit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.facts import Facts, Text
from kg.publish.focus.columns import COLUMNS
from kg.publish.focus.reach import Reach, lets_through, shown_of, wants
from kg.publish.focus.view import FILTERS, Opening, Wish, address
from kg.publish.focus.whole import WRITTEN, Whole
from kg.publish.links import kind_of, path_of
from kg.publish.relations import ROLES, relation_name, relation_place
from kg.publish.words import words
from kg.terms import name_of

_KINDS = tuple(kind for column in COLUMNS for kind in column)
_MOST_NARROWER = 8
_MOST_TRIED = 12

Asked: TypeAlias = tuple[Wish, Callable[[Wish], Reach]]
"""A wish, and what tells how far one reaches."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose: as the address has it, its name, how many are within reach, and whether it is chosen."""

    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by its name in the address, with its values; it counts things, or ties when it is about those."""

    name: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """Return how many values are chosen."""
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen, of which filter (or `open`, `dicht`), and the link without it."""

    name: str
    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Narrower:
    """A view that fits a picture: how far it goes, what it is narrowed to, how many things it shows, and its link."""

    steps: int
    name: str
    label: Text
    count: int
    href: str


def filters(every: Whole, known: Facts, asked: Asked) -> tuple[Filter, ...]:
    """Return the filters with what can be chosen: each counts what the other filters leave."""
    wished = asked[0]
    counted = {name: _counted(every, asked, name) for name in FILTERS}
    return tuple(Filter(name, tuple(_options(every, known, wished, (name, counts)))) for name, counts in counted.items())


def chips(every: Whole, known: Facts, wished: Wish) -> tuple[Chip, ...]:
    """Return what was chosen, each with the link that undoes it: filters, and relations that were opened and closed."""
    path = path_of(known.thing)
    found = [
        Chip(name, label(every, known, name, value), address(known.view, path, wished.toggled(name, value)))
        for name in FILTERS
        for value in wished.chosen(name)
    ]
    for name, openings in (("open", wished.opened), ("dicht", wished.closed)):
        for each in openings:
            kept = tuple(other for other in openings if other != each)
            undone = replace(wished, opened=kept, page=1) if name == "open" else replace(wished, closed=kept, page=1)
            found.append(Chip(name, _opening_label(every, known, each), address(known.view, path, undone)))
    return tuple(found)


def narrower(every: Whole, known: Facts, asked: Asked, most: int) -> tuple[Narrower, ...]:
    """Return views with fewer things than `most`, those that show most first: of one kind, theme, year or municipality, or fewer steps."""
    wished, reached = asked
    found: list[Narrower] = []
    for steps in range(wished.steps, 0, -1):
        own = replace(wished, steps=steps, page=1)
        for name, value, wish in _narrowed(every, (own, reached), fewer=steps < wished.steps):
            count = shown_of(every, wish, reached(wish), most)
            if 1 < count <= most:
                said = label(every, known, name, value) if name else Text("")
                found.append(Narrower(steps, name, said, count, address(known.view, path_of(known.thing), wish)))
        if len(found) >= _MOST_NARROWER // 2:
            break
    return tuple(sorted(found, key=lambda each: (-each.steps, -each.count, each.name, each.label.value))[:_MOST_NARROWER])


def label(every: Whole, known: Facts, name: str, value: str) -> Text:
    """Return what a value of a filter is called; of what is none, that it is not known."""
    spoken = words(known.view.language)
    if name == "jaar":
        return Text(value)
    if name == "soort" and value in _KINDS:
        return Text(spoken(f"kinds.{value}"))
    iri = every.called.get(name, {}).get(value)
    return known.name(iri) if iri else Text(spoken("focus.unknown", value=value))


def named(every: Whole, wished: Wish) -> set[URIRef]:
    """Return all that needs a name in the choices: roles, themes, municipalities, and the things that were opened or closed."""
    opened = {thing for each in (*wished.opened, *wished.closed) if (thing := every.at(each.path))}
    return opened.union(*(called.values() for called in every.called.values()))


def _opening_label(every: Whole, known: Facts, opening: Opening) -> Text:
    """Return a relation of a thing in words: the thing and the relation."""
    if thing := every.at(opening.path):
        for bundle in every.of(thing):
            if bundle.key == opening.key:
                relation = relation_name(known, words(known.view.language), bundle.relation, inverse=bundle.inverse)
                return Text(f"{known.name(thing).value}: {relation.value}")
    return Text(f"{opening.path}: {opening.key}")


def _options(every: Whole, known: Facts, wished: Wish, counted: tuple[str, Counter[str]]) -> Iterator[Option]:
    """Yield what can be chosen in a filter: all within reach, and what is chosen although it is not."""
    name, counts = counted
    chosen = wished.chosen(name)
    found = [Option(value, label(every, known, name, value), counts[value], value in chosen) for value in dict.fromkeys([*counts, *chosen])]
    orders: Mapping[str, Callable[[Option], object]] = {
        "soort": lambda option: _KINDS.index(option.value) if option.value in _KINDS else len(_KINDS),
        "rol": lambda option: relation_place((every.called["rol"].get(option.value, URIRef("")), False)),
        "jaar": lambda option: option.value,
    }
    yield from sorted(found, key=orders.get(name, lambda option: (option.label.value.casefold(), option.value)))  # type: ignore[arg-type]


def _counted(every: Whole, asked: Asked, name: str) -> Counter[str]:
    """Return how many things, or ties, within reach have each value of a filter, as the other filters leave them."""
    free = asked[0].with_filter(name, ())
    found = asked[1](free)
    things = [thing for thing in filter(wants(every, free), found.distances) if thing is not found.centre]
    if name == "soort":
        return Counter(map(kind_of, things))
    if name in {"thema", "gemeente"}:
        values = every.themes if name == "thema" else every.municipalities
        return Counter(value for thing in things for value in values.get(thing, ()))
    return Counter(_tied(every, (found, free), [found.centre, *things], name))


def _tied(every: Whole, asked: tuple[Reach, Wish], things: Iterable[URIRef], name: str) -> Iterator[str]:
    """Yield of each tie between these things its role or its years."""
    found, free = asked
    passes, places = lets_through(every, free), {thing: number for number, thing in enumerate(things)}
    for thing, place in places.items():
        for bundle in every.of(thing):
            if name == "rol" and not bundle.relation.startswith(ROLES):
                continue
            written, role = bundle.key in WRITTEN, [name_of(bundle.relation)]
            for link in bundle.links:
                if places.get(link.other, -1) > place and (not written or link.tie in found.written) and passes(link.tie):
                    yield from role if name == "rol" else every.grounds[link.tie].years


def _narrowed(every: Whole, asked: Asked, *, fewer: bool) -> Iterator[tuple[str, str, Wish]]:
    """Yield narrower wishes: as it is when it takes fewer steps, and with one value of a filter that has none yet, the largest first."""
    wished = asked[0]
    if fewer:
        yield "", "", wished
    for name in FILTERS:
        if not wished.chosen(name) and name != "rol":
            counts = _counted(every, asked, name)
            for value, _ in counts.most_common(_MOST_TRIED if name == "soort" else 3):
                yield name, value, wished.with_filter(name, (value,))
