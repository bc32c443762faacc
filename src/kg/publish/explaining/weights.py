"""What ontology/explaining.toml declares: what each kind of tie costs, why, and how it is said."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rdflib import URIRef

from kg.assets import asset
from kg.publish.library import Language

CENTS = 100
"""Costs are counted in whole hundredths, so that the same sum is always the same number."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why something is weighed so, in each language."""

    nl: str
    en: str

    def spoken(self, language: Language) -> str:
        """Return the reason in a language."""
        return self.en if language is Language.EN else self.nl


@dataclass(frozen=True, slots=True)
class Wording:
    """How a tie is said from one side: to begin a sentence, as a clause that others follow, and as the last clause."""

    begin: str
    middle: str
    last: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a language speaks of a kind of things; the name of one is quoted when it is a sentence or a description."""

    article: str
    noun: str
    that: str
    this: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A kind of tie: its cost in hundredths, why, its name along an arrow, and its wordings by language and direction.

    `onward` tells whether the arrow reads as the claim stands in the network; `symmetric` whether both directions say the same.
    """

    term: URIRef
    cost: int
    why: Reasons
    label: Reasons
    onward: bool
    symmetric: bool
    wordings: Mapping[tuple[Language, bool], Wording]

    def wording(self, language: Language, *, forward: bool) -> Wording:
        """Return how the tie is said in a language, as the claim stands or the other way round."""
        return self.wordings[language, forward]


@dataclass(frozen=True, slots=True)
class Generic:
    """How ties are weighed and said whose term is not declared, when that begins with `prefix`: what is declared for all of those.

    `called` says in the table of weights which ties these are; {naam} in the wordings stands for what the term is called.
    """

    prefix: str
    called: Reasons
    cost: int
    why: Reasons
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Search:
    """How far one looks: ways shown at first, at most and in a memo; the longest in steps; costs in hundredths; what is tried at most."""

    ways: int
    most: int
    memo: int
    steps: int
    slack: int
    paths: int
    moves: int


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is declared; `hub` and `free` say what passing through a thing with many ties costs, `again_…` what repeating does."""

    ties: Mapping[URIRef, Weighed]
    others: Mapping[str, Generic]
    search: Search
    hub: float
    free: int
    again_thing: int
    again_shape: int
    principles: tuple[Reasons, ...]
    kinds: Mapping[tuple[Language, str], Kind]
    first_words: Mapping[str, tuple[str, bool]]
    examples: tuple[tuple[str, str], ...]

    def tie(self, term: URIRef, name: Reasons) -> Weighed:
        """Return how a kind of tie is weighed and said; one that is not declared, by what it is called."""
        return self.ties.get(term) or _generic(self._other(term).told, term, name)

    def cost(self, term: URIRef) -> int:
        """Return what a tie of this kind costs, in hundredths."""
        return self.ties[term].cost if term in self.ties else self._other(term).cost

    def _other(self, term: URIRef) -> Generic:
        return next((each for each in self.others.values() if each.prefix and term.startswith(each.prefix)), self.others["verband"])


@cache
def weights() -> Weights:
    """Return what is declared beside the ontology; it belongs to the installation, so it is read once."""
    with (asset("ontology") / "explaining.toml").open("rb") as file:
        return _read(tomllib.load(file))


def _read(told: Mapping[str, Any]) -> Weights:
    ties = [_tie(told["prefixes"], each) for each in told["ties"]]
    others = {name: _others(told["prefixes"].get(name, ""), each) for name, each in told["others"].items()}
    search = {name: value if isinstance(value, int) else round(value * CENTS) for name, value in told["search"].items()}
    return Weights(
        ties={each.term: each for each in ties},
        others=others,
        search=Search(**search),
        hub=told["hub"]["weight"],
        free=told["hub"]["free"],
        again_thing=round(told["again"]["thing"] * CENTS),
        again_shape=round(told["again"]["shape"] * CENTS),
        principles=tuple(Reasons(told[name]["nl"], told[name]["en"]) for name in ("hub", "detour", "again")),
        kinds={(language, kind): Kind(**said[language]) for kind, said in told["kinds"].items() for language in Language},
        first_words=dict(_first_words(told["first_words"])),
        examples=tuple((each["van"], each["naar"]) for each in told["examples"]),
    )


def _tie(prefixes: Mapping[str, str], told: Mapping[str, Any]) -> Weighed:
    prefix, _, name = told["term"].partition(":")
    return _weighed(URIRef(prefixes[prefix] + name), told)


def _others(prefix: str, told: Mapping[str, Any]) -> Generic:
    called = Reasons(told["called"]["nl"], told["called"]["en"])
    return Generic(prefix, called, round(told["cost"] * CENTS), Reasons(told["nl"], told["en"]), told)


def _generic(told: Mapping[str, Any], term: URIRef, name: Reasons) -> Weighed:
    """Return a tie of which only is known what it is called."""
    called = {"nl": _uncapitalised(name.nl), "en": _uncapitalised(name.en)}
    said = {
        key: {language: [text.replace("{naam}", _bare(called[language])) for text in told[key][language]] for language in called}
        for key in ("forward", "backward")
    }
    return _weighed(term, {**told, **said, "label": called})


def _uncapitalised(name: str) -> str:
    """Return a name as it stands within a sentence; what is an abbreviation stays one.

    >>> _uncapitalised("Penvoerder"), _uncapitalised("EU-lead")
    ('penvoerder', 'EU-lead')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _bare(name: str) -> str:
    """Return a name that is no place of a wording, whatever stands in it."""
    return name.replace("{", "{{").replace("}", "}}")


def _weighed(term: URIRef, told: Mapping[str, Any]) -> Weighed:
    directions = ((True, "forward"), (False, "backward"))
    return Weighed(
        term,
        round(told["cost"] * CENTS),
        Reasons(told["nl"], told["en"]),
        Reasons(told["label"]["nl"], told["label"]["en"]),
        told["arrow"] == "forward",
        told.get("symmetric", False),
        {(language, forward): _wording(told[key][language]) for language in Language for forward, key in directions},
    )


def _wording(said: list[str]) -> Wording:
    begin, middle, *last = said
    return Wording(begin, middle, last[0] if last else middle)


def _first_words(told: Mapping[str, Mapping[str, list[str]]]) -> list[tuple[str, tuple[str, bool]]]:
    """Return of each first word of a name its article, and whether it is written with a small letter."""
    return [
        (word, (article, sort == "common")) for sort, articles in told.items() for article, listed in articles.items() for word in listed
    ]
