"""How a synthetic graph grows: how many things of each sort there are by now, which one another speaks of, and what they are called.

Every name follows from a number, so that nothing need be remembered and a graph of any size can be streamed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from random import Random

from generator.dutch import PAPERS, SORTS, TOWNS, UNITS, subject, town, unit, words
from kg.terms import BASE, slug

PER_INITIATIVE = {
    "initiatief": 1.0,
    "organisatie": 0.595,
    "passage": 3.33,
    "programma": 0.5,
    "doel": 0.992,
    "indicator": 0.724,
    "resultaat": 0.541,
    "begrip": 0.199,
}
"""How many things of each sort the real graph has for each initiative."""

_ORGANISATIONS = words("""
    provincie gemeente gemeente gemeente ministerie gemeenschappelijke-regeling waterschap
    bedrijf samenwerkingsverband uitvoeringsorganisatie groep vereniging gemeente stichting bedrijf groep bedrijf
    bedrijf samenwerkingsverband uitvoeringsorganisatie groep vereniging gemeente stichting bedrijf groep bedrijf
    bedrijf onderwijsinstelling samenwerkingsverband kennisinstelling gemeenschappelijke-regeling groep
    bedrijf onderwijsinstelling samenwerkingsverband kennisinstelling gemeenschappelijke-regeling groep
    bedrijf woningcorporatie uitvoeringsorganisatie samenwerkingsverband zorginstelling groep netbeheerder vereniging
    bedrijf samenwerkingsverband uitvoeringsorganisatie groep vereniging ministerie stichting bedrijf groep groep bedrijf
""")
"""The types of organisations, in the order and the proportions in which they come; of a group no source tells the type."""

_ENOUGH = {"gemeente": 342, "provincie": 12, "ministerie": 14, "waterschap": 21}
_GROUPS = ["landelijk", "grootteklasse-50-000-100-000-inwoners", "vergelijkbare-welzijnsklasse", "nederland", "provinciaal-gemiddelde"]
_MOST_CONCEPTS = 80
_SCRAMBLE = 2654435761  # Knuth's multiplicative hash: odd, so that different numbers stay different

Statement = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something and what is said of it: predicate and object, as they stand in Turtle with the prefixes of data/triples.ttl."""

    iri: str
    statements: Iterable[Statement]


class World:
    """The graph so far: whoever needs another thing picks one of those that are there."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random
        self.step = 0

    def count(self, sort: str) -> int:
        """Return how many things of a sort there are when this step is over."""
        return _reached(sort, self.step + 1)

    def new(self, sort: str) -> range:
        """Return the numbers of the things of a sort that come in this step."""
        return range(_reached(sort, self.step), _reached(sort, self.step + 1))

    def below(self, most: int, power: float = 1.0) -> int:
        """Return a number from 0 to below `most`; the higher the power, the more often a low one."""
        return int(most * self.random() ** power)

    def chance(self, share: float) -> bool:
        """Return true in this share of the cases."""
        return self.random() < share

    def one(self, words: list[str]) -> str:
        """Return one of the words."""
        return words[int(self.random() * len(words))]

    def organisation(self) -> str:
        """Return the slug of an organisation: a few take part in very much."""
        return organisation_slug(self.below(self.count("organisatie"), 2.5))

    def evidence(self) -> str:
        """Return a passage: mostly one that came of late, for what a document tells stands together."""
        return passage(self.passage_number())

    def passage_number(self) -> int:
        """Return the number of a passage."""
        count = self.count("passage")
        return max(0, count - 1 - self.below(8)) if self.chance(0.8) else self.below(count, 2.0)

    def year(self) -> int:
        """Return a year, of late more often."""
        return 2026 - self.below(19, 1.7)


def _reached(sort: str, step: int) -> int:
    """Return how many things of a sort there are after so many steps; there is one of each after the first."""
    reached = ceil(step * PER_INITIATIVE[sort])
    return min(reached, _MOST_CONCEPTS) if sort == "begrip" else reached


def scrambled(number: int) -> int:
    """Return a number of 32 bits that looks like chance; different numbers below 2³² give different ones."""
    return number * _SCRAMBLE & 0xFFFFFFFF


def iri(kind: str, name: str) -> str:
    """Return the IRI of a thing in angle brackets."""
    return f"<{BASE}/id/{kind}/{name}>"


def concept(scheme: str, name: str) -> str:
    """Return the IRI of a concept in angle brackets."""
    return f"<{BASE}/id/concept/{scheme}/{name}>"


def nl(text: str) -> str:
    """Return a Dutch literal; the text has no quotes."""
    return f'"{text}"@nl'


def typed(value: object, datatype: str) -> str:
    """Return a literal of an XML Schema datatype."""
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'


def organisation_type(number: int) -> str:
    """Return the type of an organisation; towns and provinces run out, and then foundations come in their place."""
    rounds, place = divmod(number, len(_ORGANISATIONS))
    sort = _ORGANISATIONS[place]
    ordinal = rounds * _ORGANISATIONS.count(sort) + _ORGANISATIONS[:place].count(sort)
    return sort if ordinal < _ENOUGH.get(sort, number + 1) else "stichting"


def organisation_name(number: int) -> str:
    """Return the name of an organisation."""
    sort = organisation_type(number)
    what = "" if sort in _ENOUGH else f"{subject(number)} "
    return f"{sort.capitalize().replace('-', ' ')} {what}{town(number)}"


def organisation_slug(number: int) -> str:
    """Return the last step of an organisation's IRI."""
    sort = organisation_type(number)
    return f"{sort}-{town(number).lower()}" + (f"-{number}" if number >= TOWNS or sort != "gemeente" else "")


def area_code(number: int) -> str:
    """Return the code of the area that an organisation governs, if it governs one."""
    sort = organisation_type(number)
    return {"gemeente": f"GM{number % 10_000:04d}", "provincie": f"PV{number // len(_ORGANISATIONS) + 20}"}.get(sort, "")


def document_number(passage_number: int) -> int:
    """Return the document a passage stands in: three in eight come with a new one, others go to one of the last, some to a hub."""
    block, place = divmod(passage_number, 8)
    if passage_number % 80 == 79:
        return passage_number // 1280 * 480
    if place < 3:
        return block * 3 + place
    count, chance = block * 3 + 3, scrambled(passage_number) / 2**32
    return int(count * (chance * 10) ** 2) if chance < 0.1 else max(0, count - 1 - int(40 * (chance - 0.1)))


def document_slug(number: int) -> str:
    """Return the last step of a document's IRI."""
    paper = PAPERS[number % len(PAPERS)]
    return f"{paper}-{town(number * 7 % 389).lower()}-{2009 + number % 16}-{number}"


def passage_slug(number: int) -> str:
    """Return the last step of a passage's IRI."""
    return f"{document_slug(document_number(number))}--{scrambled(number):08x}"


def passage(number: int) -> str:
    """Return the IRI of a passage."""
    return f"passage:{passage_slug(number)}"


def named(sort: str, number: int) -> str:
    """Return the last step of the IRI of an initiative, programme, goal, indicator or result."""
    return f"{sort}-{subject(number)}-{town(number * 3 % 397).lower()}-{number}"


def title(sort: str, number: int) -> str:
    """Return the name of an initiative, programme, goal, indicator or result."""
    return f"{sort} {subject(number)} {town(number * 3 % 397)}"


def initiative_sort(number: int) -> str:
    """Return the type of an initiative."""
    return SORTS[scrambled(number) % len(SORTS)]


def group_slug(number: int) -> str:
    """Return the slug of a comparison group."""
    return _GROUPS[number % len(_GROUPS)] + (f"-{number // len(_GROUPS)}" if number >= len(_GROUPS) else "")


def unit_slug(number: int) -> str:
    """Return the slug of a unit."""
    return slug(unit(number % UNITS))
