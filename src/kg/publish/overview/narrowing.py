"""Which things of the overview remain by name, kind, island, year and theme; frontend/src/overview/narrowing.ts does the same."""

import unicodedata
from collections.abc import Mapping
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


def narrowing(given: Mapping[str, str]) -> Narrowing:
    """Return what an address asks for, by the names above."""
    text, *rest = (given.get(name, "").strip() for name in NAMES)
    return Narrowing(tuple(folded(text).split()), *rest)


def narrowed(told: Overview, asked: Narrowing) -> list[int]:
    """Return the numbers of the marks that remain, in the order of the overview."""
    islands = {number for number, island in enumerate(told.islands) if island_key(island) == asked.island}
    themes = {number for number, theme in enumerate(told.themes) if theme_key(theme) == asked.theme}

    def remains(mark: Mark) -> bool:
        return (
            asked.kind in {"", mark.kind}
            and (not asked.island or mark.island in islands)
            and (not asked.year or asked.year in map(str, mark.years))
            and (not asked.theme or not themes.isdisjoint(mark.themes))
            and (not asked.words or all(word in folded(mark.label) for word in asked.words))
        )

    return [number for number, mark in enumerate(told.marks) if remains(mark)]


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
