"""Which things of the overview remain by name, kind, island, year and theme; frontend/src/overview/narrowing.ts does the same."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.build.overview_file import Island, Mark, Named, Overview

NAMES = ("q", "soort", "eiland", "jaar", "thema")
"""How an address names what the overview is narrowed down by."""

ALONE = "zonder"
"""How an address names the island of what nobody answers for."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked for: words of a name, and a kind, an island, a year and a theme as addresses name them; empty for all."""

    words: tuple[str, ...] = ()
    kind: str = ""
    island: str = ""
    year: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """What is looked up of an overview: the folded name of each mark, and the marks by what addresses name."""

    names: tuple[str, ...]
    kinds: Mapping[str, frozenset[int]]
    islands: Mapping[str, frozenset[int]]
    years: Mapping[str, frozenset[int]]
    themes: Mapping[str, frozenset[int]]


def narrowing(given: Mapping[str, str]) -> Narrowing:
    """Return what an address asks for, by the names above."""
    text, *rest = (given.get(name, "").strip() for name in NAMES)
    return Narrowing(tuple(folded(text).split()), *rest)


def indexed(told: Overview) -> Index:
    """Return an overview as it is looked up in; this goes through all marks, so it is kept (`known.index`)."""
    islands, themes = tuple(map(island_key, told.islands)), tuple(map(theme_key, told.themes))
    return Index(
        tuple(folded(mark.label) for mark in told.marks),
        _by(told, lambda mark: (mark.kind,)),
        _by(told, lambda mark: (islands[mark.island],)),
        _by(told, lambda mark: map(str, mark.years)),
        _by(told, lambda mark: (themes[theme] for theme in mark.themes)),
    )


def _by(told: Overview, keys: Callable[[Mark], Iterable[str]]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, mark in enumerate(told.marks):
        for key in keys(mark):
            found[key].add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def narrowed(index: Index, asked: Narrowing) -> list[int]:
    """Return the numbers of the marks that remain, in the order of the overview."""
    sorts = ((index.kinds, asked.kind), (index.islands, asked.island), (index.years, asked.year), (index.themes, asked.theme))
    chosen = [known.get(key, frozenset()) for known, key in sorts if key]
    found: Iterable[int] = sorted(frozenset.intersection(*chosen)) if chosen else range(len(index.names))
    return [number for number in found if all(word in index.names[number] for word in asked.words)]


def folded(text: str) -> str:
    """Return a text without capitals and accents, as names are compared.

    >>> folded("Coöperatie Énergie")
    'cooperatie energie'
    """
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)).lower()


def island_key(island: Island) -> str:
    """Return how an address names an island: as its organisation, without the kind.

    >>> island_key(Island("organisatie/gemeente-almelo", "Gemeente Almelo", 0, 0, 1))
    'gemeente-almelo'
    """
    return island.path.rpartition("/")[2] or ALONE


def theme_key(theme: Named) -> str:
    """Return how an address names a theme: by the last step of its IRI."""
    return theme.iri.rpartition("/")[2]
