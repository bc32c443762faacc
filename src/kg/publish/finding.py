"""What the search page tells: what was found, where the words stand in it, and how to narrow it down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.publish.facts import Ref, Text
from kg.publish.library import Language, Library, View
from kg.publish.links import link, page_of
from kg.publish.search import Hit
from kg.publish.words import Words, words

SIZE = 20

_WORD = re.compile(r"\w+")
_FEWEST = 2  # letters of a word worth marking


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, marked when it is a word that was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One thing found: its name, the other name in which the words stand if it is not that, and its description."""

    ref: Ref
    name: tuple[Piece, ...]
    also: tuple[Piece, ...]
    description: tuple[Piece, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with its count; the link chooses it, or lets it go when it is chosen."""

    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow down what was found."""

    key: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; `corrected` is what was searched for instead of a typing error."""

    text: str
    total: int
    corrected: str
    matches: tuple[Match, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[tuple[str, str], ...]
    page: int
    pages: int
    previous: str
    following: str
    without: str


def results(library: Library, view: View, text: str, facets: Mapping[str, str], page: int) -> Results:
    """Return what is found for a text with these facets."""
    found = library.index.find(text, facets, page, SIZE)
    pages = max(1, -(-found.total // SIZE))
    spoken = words(view.language)

    def here(number: int) -> str:
        return link(view, "/zoek", q=text, **facets, bladzijde=number if number > 1 else "")

    return Results(
        text,
        found.total,
        found.corrected,
        tuple(_match(view, hit, found.corrected or text) for hit in found.hits),
        tuple(_facet(library, view, text, facets, each) for each in found.facets.items() if f"facet.{each[0]}" in spoken.texts),
        tuple(facets.items()),
        page,
        pages,
        here(page - 1) if page > 1 else "",
        here(page + 1) if page < pages else "",
        link(view, "/zoek", q=text),
    )


def _match(view: View, hit: Hit, text: str) -> Match:
    ref = Ref(hit.iri, hit.kind, Text(hit.label, "nl"), page_of(view, hit.iri))
    also = () if hit.matched.strip("… ") in hit.description or hit.matched == hit.label else pieces(hit.matched, text)
    facts = tuple(value for facet in ("owner", "type", "status") for value in hit.facts.get(facet, ())[:3])
    return Match(ref, pieces(hit.label, text), also, pieces(hit.description, text), facts)


def _facet(library: Library, view: View, text: str, facets: Mapping[str, str], found: tuple[str, tuple[tuple[str, int], ...]]) -> Facet:
    key, counted = found
    spoken = words(view.language)
    choices = []
    for value, count in counted:
        chosen = facets.get(key) == value
        others = {name: given for name, given in facets.items() if name != key}
        href = link(view, "/zoek", q=text, **others, **({} if chosen else {key: value}))
        choices.append(Choice(label(library, spoken, key, value), count, href, chosen))
    return Facet(key, spoken(f"facet.{key}"), tuple(choices))


def label(library: Library, spoken: Words, facet: str, value: str) -> str:
    """Return a value of a facet in the language of the page."""
    if facet == "kind":
        return spoken.known(f"kinds.{value}", value)
    return library.index.english(facet, value) if spoken.language is Language.EN else value


def pieces(text: str, wanted: str) -> tuple[Piece, ...]:
    """Return a text in pieces, with the words marked that begin with a word searched for, or together are one.

    >>> [(piece.text, piece.marked) for piece in pieces("Werk en inkomen", "werk")]
    [('Werk', True), (' en inkomen', False)]
    >>> [(piece.text, piece.marked) for piece in pieces("Regio Deal Twente", "regiodeal")]
    [('Regio Deal', True), (' Twente', False)]
    """
    asked = [word.casefold() for word in _WORD.findall(wanted) if len(word) >= _FEWEST]
    parts = re.split(r"(\w+)", text)
    marked = set()
    for place in range(1, len(parts), 2):
        alone, joined = parts[place].casefold(), "".join(parts[place : place + 3 : 2]).casefold()
        if any(alone.startswith(word) for word in asked):
            marked.add(place)
        elif joined in asked:
            marked |= {place, place + 1, place + 2}
    found: list[Piece] = []
    for place, part in enumerate(parts):
        if found and found[-1].marked == (place in marked):
            found[-1] = Piece(found[-1].text + part, found[-1].marked)
        elif part:
            found.append(Piece(part, place in marked))
    return tuple(found)
