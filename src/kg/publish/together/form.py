"""The form of the page: what there is to choose, with how many initiatives or organisations there are of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rdflib import URIRef

from kg.publish.facets import Chip
from kg.publish.facts import Text
from kg.publish.library import View
from kg.publish.links import asked, link
from kg.publish.together.asking import CHOSEN, THINGS, Complaint, Known, Wish, address
from kg.publish.together.counting import Asked
from kg.publish.together.records import Part
from kg.publish.together.sharing import Filters, counted
from kg.publish.words import words

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, and how many there are of it under the other filters."""

    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A list to choose from; `chosen` is the name of what is chosen."""

    name: str
    options: tuple[Option, ...]
    chosen: Text


@dataclass(frozen=True, slots=True)
class Form:
    """The form with what was asked for; `organisations` are the names to choose from, `hidden` what is kept beside the fields.

    `chips` are what is chosen, and `unknown` tells of names in the address that the page does not know.
    """

    action: str
    fields: tuple[Field, ...]
    grouped: bool
    minimum: str
    organisations: tuple[str, ...]
    organisation: str
    hidden: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    complaints: tuple[Complaint, ...]
    unknown: tuple[Complaint, ...]
    wrong: frozenset[str]
    chips: tuple[Chip, ...]
    without: str


def form(told: Known, view: View, wish: Wish, path: str) -> Form:
    """Return the form of a page at this path, filled with what is asked for."""
    given, wrong = asked(view), frozenset(each.name for each in wish.complaints)
    hidden = tuple((name, given[name]) for name in ("organisatie", "met", "volgorde", "release") if given.get(name) and name not in wrong)
    fields = tuple(_field(told, wish.filters, name) for name in CHOSEN)
    return Form(
        action=link(view, path).partition("?")[0],
        fields=fields,
        grouped=wish.filters.grouped,
        minimum=given.get("minimum", ""),
        organisations=told.library.kept.of(
            (form, view.language), lambda: tuple(ref.name.value for ref in told.refs(told.choices["organisatie"]))
        ),
        organisation=told.names.name(wish.organisation).value if wish.organisation else given.get("organisatie", ""),
        hidden=hidden,
        kept=(*filtered(wish.filters).items(), *((name, text) for name, text in hidden if name == "release")),
        complaints=wish.complaints,
        unknown=wish.unknown,
        wrong=wrong,
        chips=tuple(_chips(view, wish.filters, fields, path)),
        without=link(view, path, **dict(hidden)) if filtered(wish.filters) else "",
    )


def filtered(filters: Filters) -> dict[str, str]:
    """Return the filters as they stand in an address, the empty ones left out."""
    found = {name: _value(filters, name) for name in CHOSEN}
    found |= {"groep": "ja" if filters.grouped else "", "minimum": str(filters.minimum) if filters.minimum > 1 else ""}
    return {name: text for name, text in found.items() if text}


def _value(filters: Filters, name: str) -> str:
    if name == "jaar":
        return str(filters.year or "")
    thing = getattr(filters, THINGS[name])
    return address(name, thing) if thing is not None else ""


def _field(told: Known, filters: Filters, name: str) -> Field:
    counts, chosen = _counts(told, filters, name), _value(filters, name)
    labels = {str(year): Text(str(year)) for year in told.years} if name == "jaar" else _labels(told, name)
    options = [Option(value, text, counts.get(value, 0), value == chosen) for value, text in labels.items()]
    return Field(name, tuple(each for each in options if each.count or each.chosen), labels.get(chosen, Text("")))


def _chips(view: View, filters: Filters, fields: Iterable[Field], path: str) -> Iterator[Chip]:
    """Yield what is chosen, each with the link to the page without it."""
    spoken, labels = words(view.language), {field.name: field.chosen.value for field in fields}
    labels |= {"groep": spoken("together.groep.chosen"), "minimum": spoken("together.minimum.chosen", number=filters.minimum)}
    kept = {name: text for name, text in asked(view).items() if name in {"organisatie", "met", "volgorde"}}
    for name in filtered(filters):
        facet = spoken(f"together.{name}" if name != "groep" else "together.groep.facet")
        yield Chip(facet, labels[name], link(view, path, **{**filtered(filters), name: "", **kept}))


def _labels(told: Known, name: str) -> dict[str, Text]:
    return {address(name, ref.iri): ref.name for ref in told.refs(told.choices[name])}


def _counts(told: Known, filters: Filters, name: str) -> Counts:
    """Return how many initiatives there are of each choice under the other filters; of a kind, how many organisations."""
    emptied: dict[str, Any] = {THINGS.get(name, "year"): None}
    asked_for = Asked(told.library, told.records, replace(filters, **emptied))
    return asked_for.kept(f"choices of {name}", lambda others: _counted(told, others, name))


def _counted(told: Known, others: Filters, name: str) -> Counts:
    values = _VALUES[name]
    found = {
        (value, part.organisation if values is _kinds else part.initiative)
        for part in counted(told.records, others)
        for value in values(told, part)
    }
    if name == "gemeente":
        found = _hosted(told, others, found)
    return Counter(value for value, _ in found)


def _hosted(told: Known, others: Filters, found: Iterable[tuple[str, URIRef]]) -> set[tuple[str, URIRef]]:
    """Return each municipality with the initiatives it takes part in, in whichever role: that is what its filter looks at."""
    wanted, there = {initiative for _, initiative in found}, frozenset(told.choices["gemeente"])
    return {
        (address("gemeente", part.organisation), part.initiative)
        for part in told.records.parts
        if part.organisation in there and part.initiative in wanted and (others.grouped or not part.grouped)
    }


def _themes(told: Known, part: Part) -> Iterator[str]:
    yield from (address("thema", theme) for theme in told.records.initiatives[part.initiative].themes)


def _kinds(told: Known, part: Part) -> Iterator[str]:
    if part.organisation in told.records.kinds:
        yield address("soort", told.records.kinds[part.organisation])


_VALUES: Mapping[str, Callable[[Known, Part], Iterable[str]]] = {
    "thema": _themes,
    "gemeente": lambda _told, _part: ("",),
    "jaar": lambda _, part: map(str, part.years),
    "rol": lambda _, part: (address("rol", part.role),),
    "soort": _kinds,
    "met_soort": _kinds,
}
"""What a part counts for, by the field of the form."""
