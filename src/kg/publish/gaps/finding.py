"""What is found of a gap: the things, whose they are, where they stand, and what was read to know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.publish.choices import address
from kg.publish.documents_read import EVERYONE, heard, of_whom
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.gaps.asking import WHOSE, Asked
from kg.publish.gaps.checks import Check
from kg.publish.library import Library, View
from kg.publish.links import kind_of, page_of
from kg.publish.recent import Recent
from kg.publish.timeline import OWN
from kg.publish.values import with_unit
from kg.publish.words import Words, words
from kg.store import Solution, Term, rows
from kg.store.queries import filled

MOST_TALLIES, MOST_ANSWERS = 2_000, 20
"""How many counts, and how many whole answers (of up to some megabytes), are kept of a release."""

CONFLICT = "conflict"

_CONCEPTS = {"statusNaam": "status", "soortNaam": "soort"}
"""The variables with a Dutch name of a concept, and those with the concept."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the document, its year, and the places in it."""

    document: Ref
    year: str
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What else is said of a thing: under which name, and in which parts."""

    name: str
    parts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A thing of which something is not known, what else is said of it, and where it stands."""

    thing: Ref
    notes: tuple[Note, ...]
    places: tuple[Place, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one organisation; `silent` when nothing was read of it that could have told. No `whose`: nobody is known."""

    whose: Ref | None
    silent: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What is found of a gap: how many things, of how many, and of how many more we cannot know."""

    check: Check
    groups: tuple[Group, ...]
    number: int
    unknown: int
    total: int

    @property
    def share(self) -> float:
        """Return which part of all is a gap, of a hundred."""
        return 100 * self.number / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many things lack something, of how many we cannot know, and of how many in all."""

    number: int
    unknown: int
    total: int


@dataclass(frozen=True, slots=True)
class _Naming:
    """What things are called on a page: its words, and the names of concepts."""

    spoken: Words
    facts: Facts

    def ref(self, iri: URIRef, name: str) -> Ref:
        """Return a thing by the Dutch name that an answer gives it."""
        return Ref(iri, kind_of(iri), Text(name, "nl"), page_of(self.facts.view, iri))


_Grouped = dict[tuple[bool, str, URIRef | None], list[Solution]]


def parameters(check: Check, library: Library, asked: Asked) -> dict[str, str]:
    """Return the parameters with which the question is asked, as they stand in an address."""
    known = {each.name for each in library.queries[check.question].parameters}
    whose = {WHOSE: address(asked.whose)} if WHOSE in known else {}
    return {**whose, **({check.asks[0]: asked.value(check.field)} if check.asks else {})}


def found(library: Library, view: View, check: Check, asked: Asked) -> Found:
    """Return what is found of a gap for what was asked, by organisation; those of whom nothing was read come last."""
    grouped, told = _grouped(library, check, asked), _tally(library, check, asked)
    naming = _Naming(words(view.language), Facts(URIRef(""), {}, names(library, _concepts(grouped.values())), view))
    ordered = sorted(grouped.items(), key=lambda each: (each[0][0], each[0][2] is None, each[0][1].casefold()))
    return Found(check, tuple(_group(naming, check, key, rows_) for key, rows_ in ordered), told.number, told.unknown, told.total)


def counted(library: Library, check: Check, asked: Asked) -> Found:
    """Return how much is found of a gap, without the list."""
    told = _tally(library, check, asked)
    return Found(check, (), told.number, told.unknown, told.total)


def _tally(library: Library, check: Check, asked: Asked) -> _Tally:
    """Return how much is found, counted once for what was asked as long as it is kept."""
    kept = library.kept.of(_Tally, lambda: Recent(MOST_TALLIES))
    return kept.of(_key(check, asked), lambda: _counted(library, check, asked))


def _counted(library: Library, check: Check, asked: Asked) -> _Tally:
    total = _number(library, check.total, asked)
    if check.counted:
        return _Tally(_number(library, check.counted, asked), 0, total)
    things: dict[bool, set[Term]] = {True: set(), False: set()}
    for (silent, _, _), told in _grouped(library, check, asked).items():
        things[silent] |= {row[check.thing] for row in told}
    return _Tally(len(things[False]), len(things[True] - things[False]), total)


def _key(check: Check, asked: Asked) -> tuple[str, ...]:
    """Return what this gap heeds of what was asked."""
    return check.name, str(asked.whose), asked.value(check.field) if check.field else ""


def _grouped(library: Library, check: Check, asked: Asked) -> _Grouped:
    """Return the answer to the question by whether it is silent, the name of whose it is, and whose."""
    needed = check.needed(asked.year, asked.since)
    grouped: _Grouped = defaultdict(list)
    for row in _narrowed(library, check, asked, _answer(library, check, asked)):
        whose = row.get(check.whose) if check.whose else None
        owner = whose if isinstance(whose, URIRef) else None
        silent = needed is not None and not heard(library, owner, needed)
        grouped[silent, str(row.get(f"{check.whose}Naam", "")), owner].append(row)
    return grouped


def _answer(library: Library, check: Check, asked: Asked) -> list[Solution]:
    """Return the answer to the question, asked once as long as it is kept."""
    kept, told = library.kept.of(_answer, lambda: Recent(MOST_ANSWERS)), parameters(check, library, asked)
    what = check.question, *sorted(told.items())
    return kept.of(what, lambda: rows(library.endpoint, filled(library.queries[check.question], told)))


def _number(library: Library, name: str, asked: Asked) -> int:
    """Return what a query counts for what was asked."""
    query = library.queries[f"gaps/{name}"].text
    terms = {"wie": asked.whose, **({"jaar": Literal(asked.year)} if "$jaar" in query else {})}
    return int(rows(library.endpoint, library.queries.text(f"gaps/{name}", **terms))[0]["number"])


def _narrowed(library: Library, check: Check, asked: Asked, answer: list[Solution]) -> list[Solution]:
    """Return the rows of the organisation that was asked for, also where the question cannot be asked of one."""
    if WHOSE in parameters(check, library, asked):
        return answer
    if asked.whose == EVERYONE:
        return answer
    own = {each.document for each in of_whom(library, asked.whose)}
    return [row for row in answer if {row.get("document"), row.get("anderDocument")} & own]


def _group(naming: _Naming, check: Check, key: tuple[bool, str, URIRef | None], told: Iterable[Solution]) -> Group:
    silent, name, owner = key
    whose = naming.ref(owner, name) if owner else None
    things: dict[URIRef, list[Solution]] = defaultdict(list)
    for row in told:
        things[URIRef(row[check.thing])].append(row)
    return Group(whose, silent, tuple(_line(naming, check, thing, said) for thing, said in things.items()))


def _line(naming: _Naming, check: Check, thing: URIRef, told: list[Solution]) -> Line:
    name = told[0].get("inhoud") or told[0].get(f"{check.thing}Naam") or Literal("")
    places = _places(naming, told)
    last = str(told[0].get("laatsteJaar", "")) or max((place.year for place in places), default="")
    return Line(naming.ref(thing, str(name)), _notes(naming, check, told), places, "" if last == "0" else last)


def _notes(naming: _Naming, check: Check, told: list[Solution]) -> tuple[Note, ...]:
    """Return what else is said of a thing, each once."""
    found = (Note(name, _said(naming, name, row)) for row in told for name in check.notes)
    return tuple(dict.fromkeys(note for note in found if note.parts))


def _said(naming: _Naming, name: str, row: Solution) -> tuple[Text, ...]:
    """Return what a row says under a name: what is a concept by its name in the language of the page."""
    if name == CONFLICT:
        return _conflict(naming, row)
    known = row.get(_CONCEPTS.get(name, ""))
    if isinstance(known, URIRef):
        return (naming.facts.name(known),)
    return (Text(str(row[name])),) if str(row.get(name, "")) else ()


def _conflict(naming: _Naming, row: Solution) -> tuple[Text, ...]:
    """Return two values of one measurement that differ, with what they are of; nothing when the row has none."""
    if "andereWaarde" not in row:
        return ()
    of_what = (naming.facts.name(URIRef(row[name])) for name in ("gebied", "groep") if f"{name}Naam" in row and row[name] != OWN)
    first, second = (with_unit(naming.spoken, str(row[name]), str(row.get("eenheid", ""))) for name in ("waarde", "andereWaarde"))
    return Text(str(row["jaar"])), *of_what, Text(f"{first} ≠ {second}", first.language)


def _concepts(answers: Iterable[Iterable[Solution]]) -> set[URIRef]:
    """Return the concepts in answers that are named in the language of the page."""
    wanted = (*_CONCEPTS.values(), "gebied", "groep")
    return {URIRef(row[name]) for answer in answers for row in answer for name in wanted if isinstance(row.get(name), URIRef)}


def _places(naming: _Naming, told: Iterable[Solution]) -> tuple[Place, ...]:
    found: dict[tuple[URIRef, str, str], dict[str, None]] = defaultdict(dict)
    for row in told:
        for document, title, place in (("document", "bron", "vindplaats"), ("anderDocument", "andereBron", "andereVindplaats")):
            if document in row:
                year = str(row.get("documentJaar") or row.get("laatsteJaar") or "")
                found[URIRef(row[document]), str(row[title]), year][str(row[place])] = None
    return tuple(Place(naming.ref(document, title), year, tuple(locators)) for (document, title, year), locators in found.items())
