"""By what a list can be narrowed down: each facet with its values and their counts, and what was chosen as chips that let go of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from kg.publish.library import Language, Library, View
from kg.publish.links import link
from kg.publish.narrowing import Chosen, Values, several
from kg.publish.words import Words, words

FACETS = ("kind", "municipality", "theme", "status", "type", "years", "owner", "organisation", "document")
"""The facets in the order in which they are shown; the names are those of the search index."""
MOST = 60
"""How many values of a facet are shown: those that most things have, and what was chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with its count; the link chooses it beside the others, or lets it go when it is chosen."""

    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow down what was found; `more` is how many of its values are not shown."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was chosen: of which facet, which value, and the link that lets it go."""

    facet: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Place:
    """The list that is narrowed down: its path, what else its address asks for, and what was chosen."""

    path: str
    asked: tuple[tuple[str, str], ...]
    chosen: Chosen

    def link(self, view: View, told: Chosen) -> str:
        """Return the link to this list with something else chosen, at its first page."""
        return link(view, self.path, *self.asked, *pairs(told))


def chosen(view: View) -> Chosen:
    """Return what the address of a page chooses: per facet the values that are filled in, each once.

    >>> chosen(View(path="/zoek?q=a&kind=doel&kind=programma&utm_source=b&theme=")) == {"kind": ("doel", "programma")}
    True
    """
    found: dict[str, Values] = {}
    for name, value in parse_qsl(urlsplit(view.path).query):
        if name in FACETS and (text := value.strip()):
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), text)))
    return found


def pairs(told: Chosen) -> tuple[tuple[str, str], ...]:
    """Return what was chosen as it stands in an address: a pair for each value.

    >>> pairs({"kind": ("doel", "programma"), "theme": "energie"})
    (('kind', 'doel'), ('kind', 'programma'), ('theme', 'energie'))
    """
    return tuple((facet, value) for facet, values in told.items() for value in several(values))


def facets(library: Library, view: View, place: Place, counts: Mapping[str, tuple[tuple[str, int], ...]]) -> tuple[Facet, ...]:
    """Return the facets that have anything to choose, in their order."""
    spoken = words(view.language)
    return tuple(_facet(library, view, place, (key, counts[key], spoken)) for key in FACETS if counts.get(key))


def chips(library: Library, view: View, place: Place) -> tuple[Chip, ...]:
    """Return what was chosen, in the order in which it was."""
    spoken = words(view.language)
    return tuple(
        Chip(spoken(f"facet.{facet}"), label(library, spoken, facet, value), place.link(view, _turned(place.chosen, facet, value)))
        for facet, value in pairs(place.chosen)
    )


def label(library: Library, spoken: Words, facet: str, value: str) -> str:
    """Return a value of a facet in the language of the page."""
    if facet == "kind":
        return spoken.known(f"kinds.{value}", value)
    return library.index.english(facet, value) if spoken.language is Language.EN else value


def _facet(library: Library, view: View, place: Place, told: tuple[str, tuple[tuple[str, int], ...], Words]) -> Facet:
    key, counted, spoken = told
    held = several(place.chosen.get(key, ()))
    shown = [pair for number, pair in enumerate(counted) if number < MOST or pair[0] in held]
    choices = (
        Choice(label(library, spoken, key, value), count, place.link(view, _turned(place.chosen, key, value)), value in held)
        for value, count in shown
    )
    return Facet(key, spoken(f"facet.{key}"), tuple(choices), len(counted) - len(shown))


def _turned(told: Chosen, facet: str, value: str) -> Chosen:
    """Return what is chosen when one more value is, or one that was chosen no longer is."""
    held = several(told.get(facet, ()))
    values = tuple(each for each in held if each != value) if value in held else (*held, value)
    return {**{name: given for name, given in told.items() if name != facet}, **({facet: values} if values else {})}
