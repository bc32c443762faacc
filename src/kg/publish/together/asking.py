"""What an address asks of the page: the filters, an organisation or two, the order and the page; and what in it does not fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain

from rdflib import URIRef

from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.library import Library, View
from kg.publish.links import PAGE, asked, path_of, with_query
from kg.publish.together.records import Records
from kg.publish.together.sharing import GEMEENTE, Filters
from kg.publish.words import words
from kg.terms import concept, name_of

CHOSEN = ("thema", "gemeente", "jaar", "rol", "soort", "met_soort")
"""The names in the address of what is chosen from a list, in the order of the form."""

THINGS: Mapping[str, str] = {
    "thema": "theme",
    "gemeente": "municipality",
    "rol": "role",
    "soort": "kind",
    "met_soort": "other_kind",
    "organisatie": "organisation",
    "met": "other",
}
"""Of the names whose value is a thing, the field that it fills."""

MOST_MINIMUM = 999
_MOST_DIGITS = 6
_ALLOWED = frozenset({*CHOSEN, "groep", "minimum", "organisatie", "met", "volgorde", PAGE, "lang", "release"})
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid")
"""How names begin that others add to a link; a page says nothing of them."""

_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """What in the address does not fit, in words, and links to what may have been meant."""

    name: str
    text: str
    candidates: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: what to count, about whom, in which order and which page of the list; `complaints` when it does not fit.

    `unknown` are names that the page does not know: it tells so, and shows the rest.
    """

    filters: Filters
    organisation: URIRef | None
    other: URIRef | None
    order: str
    page: int
    complaints: tuple[Complaint, ...]
    unknown: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What all parts of the page read from: the release, the records, the names of all in them, and what there is to choose from."""

    library: Library
    records: Records
    names: Facts
    choices: Mapping[str, tuple[URIRef, ...]]
    years: tuple[int, ...]

    def refs(self, things: Iterable[URIRef]) -> list[Ref]:
        """Return things as a page names them, by name."""
        return sorted(map(self.names.ref, things), key=lambda ref: (ref.name.value.casefold(), ref.iri))


def known(library: Library, view: View, records: Records) -> Known:
    """Return what the parts of a page in this view read from."""
    choices = library.kept.of(known, lambda: _choices(records))
    things = chain(records.initiatives, *choices.values())
    years = library.kept.of("years of parts", lambda: tuple(sorted({year for part in records.parts for year in part.years}, reverse=True)))
    called = library.kept.of("names in together", lambda: names(library, things))
    return Known(library, records, Facts(URIRef(""), {}, called, view), choices, years)


def _choices(records: Records) -> dict[str, tuple[URIRef, ...]]:
    organisations = {part.organisation for part in records.parts}
    kinds = {records.kinds[each] for each in organisations if each in records.kinds}
    municipality = concept("organisatietype", GEMEENTE)
    found = {
        "thema": {theme for part in records.parts for theme in records.initiatives[part.initiative].themes},
        "gemeente": {each for each in organisations if records.kinds.get(each) == municipality},
        "rol": {part.role for part in records.parts},
        "soort": kinds,
        "met_soort": kinds,
        "organisatie": organisations,
        "met": organisations,
    }
    return {name: tuple(sorted(things)) for name, things in found.items()}


def address(name: str, thing: URIRef) -> str:
    """Return a thing as it stands in the address: an organisation by its path, a concept by its name.

    >>> address("thema", concept("thema", "energie"))
    'energie'
    """
    return path_of(thing) if name in {"organisatie", "met", "gemeente"} else name_of(thing).rpartition("/")[2]


@dataclass(slots=True)
class _Reading:
    """An address while it is read: what it says by name, and what was found wrong with it."""

    told: Known
    given: Mapping[str, str]
    complaints: list[Complaint] = field(default_factory=list)

    def complain(self, name: str, key: str, candidates: Iterable[URIRef] = (), **values: object) -> None:
        view = self.told.names.view
        spoken = words(view.language)
        label = spoken.known(f"together.{name}", name)
        found = tuple((self.told.names.name(each), with_query(view, {name: address(name, each)})) for each in candidates)
        self.complaints.append(Complaint(name, spoken(key, label=label, **values), found))

    def thing(self, name: str) -> URIRef | None:
        """Return what is meant by an address or a whole name."""
        text = self.given.get(name, "").strip()
        if not text:
            return None
        wanted = text.removeprefix("/").removeprefix("id/")
        choices = self.told.choices[name]
        found = [each for each in choices if address(name, each) == wanted]
        called = found or [each for each in choices if self._name(each) == text.casefold()]
        if len(called) == 1:
            return called[0]
        close = frozenset(get_close_matches(text.casefold(), map(self._name, choices), _CANDIDATES))
        near = called or [each for each in choices if self._name(each) in close]
        self.complain(name, "together.wrong.thing", near[:_CANDIDATES], value=text[:80])
        return None

    def _name(self, thing: URIRef) -> str:
        return self.told.names.name(thing).value.casefold()

    def number(self, name: str, otherwise: int, most: int) -> int:
        """Return a whole number of at least one."""
        text = self.given.get(name, "").strip()
        if not text:
            return otherwise
        if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and 1 <= int(text) <= most:
            return int(text)
        self.complain(name, "together.wrong.number", value=text[:80], most=most)
        return otherwise

    def year(self) -> int | None:
        """Return a year of which there is a document."""
        text = self.given.get("jaar", "").strip()
        found = next((year for year in self.told.years if str(year) == text), None)
        if text and found is None:
            self.complain("jaar", "together.wrong.thing", value=text[:80])
        return found

    def order(self, orders: tuple[str, ...]) -> str:
        """Return the order that is asked for, else the first."""
        text = self.given.get("volgorde", "") or orders[0]
        if text in orders:
            return text
        self.complain("volgorde", "together.wrong.order", value=text[:80], allowed=", ".join(orders))
        return orders[0]

    def grouped(self) -> bool:
        """Tell whether those only named as one of a group count too."""
        text = self.given.get("groep", "")
        if text not in {"", "ja"}:
            self.complain("groep", "together.wrong.order", value=text[:80], allowed="ja")
        return text == "ja"

    def strangers(self) -> tuple[Complaint, ...]:
        """Return a complaint about each name that the page does not know."""
        spoken = words(self.told.names.view.language)
        unknown = [name[:80] for name in self.given if name not in _ALLOWED and not name.startswith(_TRACKING)]
        return tuple(Complaint(name, spoken("together.wrong.name", label=name)) for name in unknown)


def wish(told: Known, view: View, orders: tuple[str, ...]) -> Wish:
    """Return what the address of this view asks for; `orders` are those it may ask for, the usual one first."""
    reading = _Reading(told, asked(view))
    things = {THINGS[name]: reading.thing(name) for name in THINGS}
    organisation, other = things.pop("organisation"), things.pop("other")
    minimum, page = reading.number("minimum", 1, MOST_MINIMUM), reading.number(PAGE, 1, 10**_MOST_DIGITS - 1)
    filters = Filters(**things, year=reading.year(), grouped=reading.grouped(), minimum=minimum)
    order = reading.order(orders)
    if other is not None and other == organisation:
        reading.complain("met", "together.wrong.same")
    if other is not None and organisation is None:
        reading.complain("met", "together.wrong.alone")
    return Wish(filters, organisation, other, order, page, tuple(reading.complaints), reading.strangers())
