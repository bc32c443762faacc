"""What is found of a gap: the things, whose they are, where they stand, and what was read to know it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.publish.choices import address
from kg.publish.facts import Ref, Text
from kg.publish.gaps.asking import WHOSE, Asked
from kg.publish.gaps.checks import Check
from kg.publish.gaps.reading import Documents, documents, of_whom
from kg.publish.library import Library, View
from kg.publish.links import kind_of, page_of
from kg.store import Solution, rows
from kg.store.queries import filled

NO_SOURCE = "geen bron"
"""What a question answers where nothing was read that could have told."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the document, its year, and the places in it."""

    document: Ref
    year: str
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A thing of which something is not known, what else is said of it (by the name of the variable), and where it stands."""

    thing: Ref
    notes: tuple[tuple[str, str], ...]
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


def parameters(check: Check, library: Library, asked: Asked) -> dict[str, str]:
    """Return the parameters with which the question is asked, as they stand in an address."""
    known = {each.name for each in library.queries[check.question].parameters}
    whose = {WHOSE: address(asked.whose)} if WHOSE in known else {}
    return {**whose, **({check.asks[0]: asked.value(check.field)} if check.asks else {})}


def found(library: Library, view: View, check: Check, asked: Asked) -> Found:
    """Return what is found of a gap for what was asked, by organisation; those of whom nothing was read come last."""
    answer = rows(library.endpoint, filled(library.queries[check.question], parameters(check, library, asked)))
    kept = _narrowed(library, check, asked, answer)
    read = documents(library)
    grouped: dict[tuple[bool, str, URIRef | None], list[Solution]] = defaultdict(list)
    for row in kept:
        whose = row.get(check.whose) if check.whose else None
        owner = whose if isinstance(whose, URIRef) else None
        grouped[_silent(check, read, row, owner), str(row.get(f"{check.whose}Naam", "")), owner].append(row)
    ordered = sorted(grouped.items(), key=lambda each: (each[0][0], each[0][2] is None, each[0][1].casefold()))
    groups = tuple(_group(view, check, key, told) for key, told in ordered)
    known = {line.thing.iri for group in groups if not group.silent for line in group.lines}
    silent = {line.thing.iri for group in groups if group.silent for line in group.lines} - known
    return Found(check, groups, len(known), len(silent), _number(library, check.total, asked))


def counted(library: Library, view: View, check: Check, asked: Asked) -> Found:
    """Return how much is found of a gap; without the list, where that is long and can be counted without."""
    if not check.counted:
        return found(library, view, check, asked)
    return Found(check, (), _number(library, check.counted, asked), 0, _number(library, check.total, asked))


def _number(library: Library, name: str, asked: Asked) -> int:
    """Return what a query counts for what was asked."""
    query = library.queries[f"gaps/{name}"].text
    terms = {"wie": asked.whose, **({"jaar": Literal(asked.year)} if "$jaar" in query else {})}
    return int(rows(library.endpoint, library.queries.text(f"gaps/{name}", **terms))[0]["number"])


def _narrowed(library: Library, check: Check, asked: Asked, answer: list[Solution]) -> list[Solution]:
    """Return the rows of the organisation that was asked for, also where the question cannot be asked of one."""
    if WHOSE in parameters(check, library, asked):
        return answer
    own = {each.document for each in of_whom(library, asked.whose)}
    everyone = len(own) == sum(map(len, documents(library).values()))
    return [row for row in answer if everyone or {row.get("document"), row.get("anderDocument")} & own]


def _silent(check: Check, read: Documents, row: Solution, owner: URIRef | None) -> bool:
    if "melding" in row:
        return str(row["melding"]) == NO_SOURCE
    return check.own and owner is not None and owner not in read


def _group(view: View, check: Check, key: tuple[bool, str, URIRef | None], told: Iterable[Solution]) -> Group:
    silent, name, owner = key
    whose = Ref(owner, kind_of(owner), Text(name, "nl"), page_of(view, owner)) if owner else None
    things: dict[URIRef, list[Solution]] = defaultdict(list)
    for row in told:
        things[URIRef(row[check.thing])].append(row)
    return Group(whose, silent, tuple(_line(view, check, thing, said) for thing, said in things.items()))


def _line(view: View, check: Check, thing: URIRef, told: list[Solution]) -> Line:
    name = told[0].get("inhoud") or told[0].get(f"{check.thing}Naam") or Literal("")
    places = _places(view, told)
    last = str(told[0].get("laatsteJaar", "")) or max((place.year for place in places), default="")
    return Line(
        Ref(thing, kind_of(thing), Text(str(name), "nl"), page_of(view, thing)), _notes(check, told), places, "" if last == "0" else last
    )


def _notes(check: Check, told: list[Solution]) -> tuple[tuple[str, str], ...]:
    """Return what else is said of a thing, each once."""
    said: dict[tuple[str, str], None] = {}
    for row in told:
        values: Mapping[str, str] = {**{name: str(term) for name, term in row.items()}, "conflict": _conflict(row)}
        said.update(dict.fromkeys((name, values[name]) for name in check.notes if values.get(name)))
    return tuple(said)


def _conflict(row: Solution) -> str:
    """Return two values of one measurement that differ, with what they are of; empty when the row has none."""
    if "andereWaarde" not in row:
        return ""
    of_what = ", ".join(str(row[name]) for name in ("jaar", "gebiedNaam", "groepNaam") if name in row)
    return f"{of_what}: {row['waarde']} ≠ {row['andereWaarde']}"


def _places(view: View, told: Iterable[Solution]) -> tuple[Place, ...]:
    found: dict[tuple[URIRef, str, str], dict[str, None]] = defaultdict(dict)
    for row in told:
        for document, title, place in (("document", "bron", "vindplaats"), ("anderDocument", "andereBron", "andereVindplaats")):
            if document in row:
                year = str(row.get("documentJaar") or row.get("laatsteJaar") or "")
                found[URIRef(row[document]), str(row[title]), year][str(row[place])] = None
    return tuple(
        Place(Ref(document, "document", Text(title, "nl"), page_of(view, document)), year, tuple(locators))
        for (document, title, year), locators in found.items()
    )
