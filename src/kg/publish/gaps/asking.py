"""What a page of gaps is asked for: of whom, of which year, since when, and how many at least."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from itertools import groupby

from rdflib import URIRef

from kg.publish.choices import Choice, address, choices
from kg.publish.documents_read import EVERYONE, MUNICIPALITY, REPORT, documents, every, of_whom, years
from kg.publish.gaps.checks import CHECKS, LEAST, SINCE, YEAR
from kg.publish.library import Language, Library
from kg.publish.words import Words
from kg.terms import BASE

WHOSE = "wie"
MOST = 1_000
"""The largest number of initiatives that one can ask for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, what was not given filled in; `wrong` are the fields that cannot be understood, each with what it says."""

    whose: URIRef
    name: str
    year: int
    since: int
    least: int
    wrong: Mapping[str, str]

    def value(self, field: str) -> str:
        """Return a field as it stands in an address."""
        told = {WHOSE: address(self.whose), YEAR: self.year, SINCE: self.since, LEAST: self.least}
        return str(told[field])


@dataclass(frozen=True, slots=True)
class Options:
    """What one can choose of one sort, with the name of the sort."""

    name: str
    choices: tuple[Choice, ...]


def asked(library: Library, language: Language, given: Mapping[str, str]) -> Asked:
    """Return what is asked for; a year that is not given is the one of which most was read."""
    wrong = dict[str, str]()
    whose = _whose(library, language, given.get(WHOSE, ""))
    if whose is None:
        wrong[WHOSE], whose = given[WHOSE], Choice(address(EVERYONE), everyone(library, language).label)
    iri = URIRef(f"{BASE}/{whose.value}")
    known = frozenset(map(int, known_years(library)))
    usual = {YEAR: best_year(library, iri), SINCE: _since(library, known), LEAST: _least(library, iri)}
    allowed = {YEAR: known, SINCE: known, LEAST: range(1, MOST + 1)}
    numbers = {field: _number(given.get(field, "").strip(), usual[field], allowed[field]) for field in usual}
    wrong |= {field: given[field] for field, number in numbers.items() if number is None}
    year, since, least = (usual[field] if number is None else number for field, number in numbers.items())
    return Asked(iri, whose.label.value, year, since, least, wrong)


def best_year(library: Library, whose: URIRef) -> int:
    """Return the year of which most annual reports of theirs were read, else most of their documents, else most reports of anyone.

    Of two that are equal it is the later; without any document with a year, the year that the question begins with.
    """
    read, all_ = of_whom(library, whose), every(library)
    counted = years(read, REPORT) or years(read) or years(all_, REPORT) or years(all_)
    usual = str(_default("doelen-zonder-resultaat", library, "jaar"))
    return int(max(counted, key=lambda year: (counted[year], year), default=usual))


def everyone(library: Library, language: Language) -> Choice:
    """Return the choice of all organisations."""
    return next(each for each in _choices(library, language) if each.value == address(EVERYONE))


def options(library: Library, language: Language, words: Words) -> tuple[Options, ...]:
    """Return of whom one can ask, by sort: all, the municipalities of which something was read, other organisations, kinds."""
    local = {address(whose) for whose, read in documents(library).items() if read[0].publisher_kind == str(MUNICIPALITY)}

    def sort(choice: Choice) -> int:
        if choice.value.startswith("id/concept/"):
            return 3
        return 0 if choice.value == address(EVERYONE) else 1 if choice.value in local else 2

    keys = ("gaps.options.all", "gaps.options.municipalities", "gaps.options.others", "gaps.options.kinds")
    grouped = groupby(sorted(_choices(library, language), key=sort), sort)
    return tuple(Options(words(keys[number]), tuple(found)) for number, found in grouped)


def known_years(library: Library) -> tuple[str, ...]:
    """Return the years of which there are documents, the last first."""
    return tuple(reversed(years(every(library))))


def _choices(library: Library, language: Language) -> tuple[Choice, ...]:
    query = library.queries[CHECKS[0].question]
    return library.kept.of((asked, language), lambda: choices(library, language, query)[WHOSE])


def _whose(library: Library, language: Language, text: str) -> Choice | None:
    """Return the choice that is meant by its path, its IRI or its name; None when there is none."""
    wanted = text.strip().removeprefix(f"{BASE}/").removeprefix(f"{library.endpoint.base}/").lstrip("/")
    if not wanted:
        return everyone(library, language)
    same = wanted.casefold()
    return next((each for each in _choices(library, language) if wanted == each.value or same == each.label.value.casefold()), None)


def _default(name: str, library: Library, parameter: str) -> int:
    query = next(library.queries[each.question] for each in CHECKS if each.name == name)
    return next(int(each.default) for each in query.parameters if each.name == parameter)


def _since(library: Library, known: Collection[int]) -> int:
    """Return the year that the question begins with, or the nearest of which there are documents."""
    usual = _default("stille-initiatieven", library, "jaar")
    return min(known, key=lambda year: (abs(year - usual), year), default=usual)


def _least(library: Library, whose: URIRef) -> int:
    """Return from how many initiatives a partner counts: as the question says, and fewer for one organisation."""
    usual = _default("gevraagde-partners", library, "minimum")
    return usual if whose == EVERYONE or "/concept/" in whose else usual // 2


def _number(text: str, usual: int, allowed: Container[int]) -> int | None:
    """Return the whole number that was given, what is usual when nothing was, and None when it is none of those that are allowed."""
    if not text:
        return usual
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) else 0
    return number if number in allowed else None
