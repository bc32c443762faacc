"""What two sides mention, and what they say differently: each thing and each value with its places on both sides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.library import Library, View
from kg.publish.links import kind_of, page_of
from kg.publish.timeline import OWN
from kg.publish.values import with_unit
from kg.publish.words import Words, words
from kg.publish.years.asking import THINGS, Wish
from kg.store import Solution, rows
from kg.store.queries import filled

NEW, BOTH, GONE = "nieuw", "beide", "weg"
BANDS = (NEW, GONE, BOTH)
"""What happened to the mention of a thing, in the order of the lists."""

_OF_WHAT = ("gebied", "groep", "waardeSoort")

_SAID = {"nieuw genoemd": NEW, "in beide": BOTH, "niet meer genoemd": GONE}
_CHANGES = {"andere status": "status", "nieuwe waarde": "waarde", "ander bedrag": "bedrag", "herziene waarde": "herzien"}
"""The sorts of differences, as the question and as the page calls them, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document that says it, and the places in it."""

    document: Ref
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that one side or both mention, and where."""

    thing: Ref
    band: str
    then: tuple[Place, ...]
    now: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: the value as a page writes it, the period it is of, and where."""

    value: Text
    period: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the sides say differently of a thing: what sort of difference, and of what it is."""

    what: str
    thing: Ref
    about: tuple[Text, ...]
    then: Side
    now: Side


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two sides mention and say differently."""

    mentions: tuple[Mention, ...]
    changes: tuple[Change, ...]

    def of(self, kind: str) -> "Comparison":
        """Return only what is about things of a kind; all when it is empty."""
        if not kind:
            return self
        return Comparison(
            tuple(each for each in self.mentions if each.thing.kind == kind),
            tuple(each for each in self.changes if each.thing.kind == kind),
        )

    def band(self, name: str) -> tuple[Mention, ...]:
        """Return the things with which this happened."""
        return tuple(each for each in self.mentions if each.band == name)


def questions(asked: Wish) -> tuple[str, str]:
    """Return the saved questions that compare: what is mentioned, and what is said differently."""
    what = "documenten" if asked.pair else "jaren"
    return f"genoemd-in-twee-{what}", f"veranderde-waarden-in-twee-{what}"


def parameters(asked: Wish) -> dict[str, str]:
    """Return with what these questions are asked, as it stands in an address."""
    if asked.pair:
        return {"van": address(asked.pair[0]), "naar": address(asked.pair[1])}
    first, later = asked.years
    return {"organisatie": address(asked.publisher or URIRef("")), "soort": address(asked.kind), "jaar": first, "later": later}


def compared(library: Library, view: View, asked: Wish) -> Comparison:
    """Return what the two sides mention and say differently."""
    mentioned, changed = (rows(library.endpoint, filled(library.queries[name], parameters(asked))) for name in questions(asked))
    concepts = {URIRef(row[name]) for row in changed for name in _OF_WHAT if name in row}
    known = Facts(URIRef(""), {}, names(library, concepts), view)
    return Comparison(tuple(_mentions(view, mentioned)), tuple(_changes(known, words(view.language), changed)))


def _mentions(view: View, found: Iterable[Solution]) -> list[Mention]:
    grouped: dict[URIRef, list[Solution]] = defaultdict(list)
    for row in found:
        grouped[URIRef(row["zaak"])].append(row)
    told = [_mention(view, thing, said) for thing, said in grouped.items()]
    kinds = {kind: place for place, kind in enumerate(THINGS)}
    return sorted(told, key=lambda each: (kinds.get(each.thing.kind, len(kinds)), each.thing.name.value.casefold()))


def _mention(view: View, thing: URIRef, said: list[Solution]) -> Mention:
    then, now = (_places(view, (row for row in said if int(row["kant"]) == side), "") for side in (1, 2))
    return Mention(_ref(view, thing, str(said[0]["zaakNaam"])), _SAID[str(said[0]["genoemd"])], then, now)


def _changes(known: Facts, spoken: Words, found: Iterable[Solution]) -> list[Change]:
    """Return what is said differently, each difference once with all its places."""
    of_what = ("wat", "zaak", *_OF_WHAT, "van", "periode1", "naar", "periode2")
    grouped: dict[tuple[str, ...], list[Solution]] = defaultdict(list)
    for row in found:
        grouped[tuple(str(row.get(name, "")) for name in of_what)].append(row)
    order = {what: place for place, what in enumerate(_CHANGES.values())}
    return sorted((_change(known, spoken, said) for said in grouped.values()), key=lambda each: order[each.what])


def _change(known: Facts, spoken: Words, said: list[Solution]) -> Change:
    """Return a difference, with the area, the group and the kind of value by their names in the language of the page."""
    row, view = said[0], known.view
    about = tuple(known.name(URIRef(row[name])) for name in _OF_WHAT if f"{name}Naam" in row and row[name] != OWN)
    sides = [
        Side(_written(spoken, row, value), str(row.get(f"periode{side}", "")), _places(view, said, str(side)))
        for side, value in ((1, "van"), (2, "naar"))
    ]
    return Change(_CHANGES[str(row["wat"])], _ref(view, URIRef(row["zaak"]), str(row["zaakNaam"])), about, *sides)


def _written(spoken: Words, row: Mapping[str, object], name: str) -> Text:
    """Return a value as the page writes it: a number with its unit, a status by its Dutch name."""
    if str(row["wat"]) == "andere status":
        return Text(str(row[name]), "nl")
    if str(row["wat"]) == "ander bedrag":
        return Text(f"€ {spoken.number(Decimal(str(row[name])))}")
    return with_unit(spoken, str(row[name]), str(row.get("eenheid", "")))


def _places(view: View, said: Iterable[Solution], side: str) -> tuple[Place, ...]:
    found: dict[tuple[URIRef, str], dict[str, None]] = defaultdict(dict)
    for row in said:
        found[URIRef(row[f"document{side}"]), str(row[f"bron{side}"])][str(row[f"vindplaats{side}"])] = None
    return tuple(Place(_ref(view, document, title), tuple(places)) for (document, title), places in found.items())


def _ref(view: View, iri: URIRef, name: str) -> Ref:
    return Ref(iri, kind_of(iri), Text(name, "nl"), page_of(view, iri))
