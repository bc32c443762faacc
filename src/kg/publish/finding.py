"""What the search page tells: what was found, where the words stand in it, and how to narrow it down."""

import re
from dataclasses import dataclass

from kg.publish.facets import Chip, Facet, Place, chips, facets, pairs
from kg.publish.facts import Ref, Text
from kg.publish.library import Library, View
from kg.publish.links import link, page_of
from kg.publish.narrowing import Chosen
from kg.publish.search import Hit

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
class Results:
    """One page of what was found; `corrected` is what was searched for instead of a typing error, `chosen` what stands in the address."""

    text: str
    total: int
    corrected: str
    matches: tuple[Match, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    chosen: tuple[tuple[str, str], ...]
    page: int
    pages: int
    previous: str
    following: str
    without: str


def results(library: Library, view: View, text: str, chosen: Chosen, page: int) -> Results:
    """Return what is found for a text with these facets."""
    found = library.index.find(text, chosen, page, SIZE)
    pages, place = max(1, -(-found.total // SIZE)), Place("/zoek", (("q", text),) if text else (), chosen)

    def here(number: int) -> str:
        return link(view, "/zoek", *place.asked, *pairs(chosen), bladzijde=number if number > 1 else "")

    return Results(
        text,
        found.total,
        found.corrected,
        tuple(_match(view, hit, found.corrected or text) for hit in found.hits),
        facets(library, view, place, found.facets),
        chips(library, view, place),
        pairs(chosen),
        page,
        pages,
        here(page - 1) if page > 1 else "",
        here(page + 1) if page < pages else "",
        place.link(view, {}),
    )


def _match(view: View, hit: Hit, text: str) -> Match:
    ref = Ref(hit.iri, hit.kind, Text(hit.label, "nl"), page_of(view, hit.iri))
    also = () if hit.matched.strip("… ") in hit.description or hit.matched == hit.label else pieces(hit.matched, text)
    facts = tuple(value for facet in ("owner", "type", "status") for value in hit.facts.get(facet, ())[:3])
    return Match(ref, pieces(hit.label, text), also, pieces(hit.description, text), (*facts, *years(hit.facts.get("years", ()))))


def years(known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first and the last of some years in one text; nothing when there are none.

    >>> years(("2018", "2020", "2021")), years(("2018",)), years(())
    (('2018–2021',), ('2018',), ())
    """
    return (f"{known[0]}–{known[-1]}" if known[0] != known[-1] else known[0],) if known else ()


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
