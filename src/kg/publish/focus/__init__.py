"""A chosen thing and its surroundings, as an address asks for them: the picture, and the choices that the page offers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.errors import NotFoundError
from kg.publish.facts import Facts, names, newest_first
from kg.publish.focus.expansion import Expansions, expansions
from kg.publish.focus.filters import Chip, Filter, Narrower, chips, filters, named, narrower
from kg.publish.focus.picture import Edge, Picture, draw
from kg.publish.focus.reach import Selection, selection
from kg.publish.focus.surroundings import Surroundings, Tie
from kg.publish.focus.view import Wish
from kg.publish.focus.whole import Whole, whole
from kg.publish.library import Library, View
from kg.publish.links import page_of

MOST_DRAWN = 150
"""How many things a picture shows at most; of more, a list, a table and narrower views."""

__all__ = ["MOST_DRAWN", "Chip", "Expansions", "Filter", "Focus", "Narrower", "focus"]


@dataclass(frozen=True, slots=True)
class Focus:
    """A thing and its surroundings as asked for.

    `picture` holds all things and ties that are shown; when it does not `fit`, none of them has a place in a drawing.
    `between` counts the things that only tie what was asked for to the centre. `expansions` are the relations of each thing.
    """

    iri: URIRef
    wish: Wish
    picture: Picture
    fits: bool
    between: int
    filters: tuple[Filter, ...]
    chips: tuple[Chip, ...]
    narrower: tuple[Narrower, ...]
    expansions: Mapping[URIRef, Expansions]


def focus(library: Library, view: View, iri: URIRef, wished: Wish) -> Focus:
    """Return a thing and its surroundings as a wish asks for them; raises NotFoundError for what has no place in a picture."""
    every = whole(library)
    if iri not in every.places:
        raise NotFoundError(str(iri))
    chosen = selection(every, iri, wished)
    known = _known(library, view, iri, (every, chosen, wished))
    drawn = draw(Surroundings(chosen.drawn, chosen.ties, {}, known, chosen.between), wished.steps, MOST_DRAWN)
    fits = len(chosen.drawn) <= MOST_DRAWN
    return Focus(
        iri,
        wished,
        replace(drawn, edges=tuple(_grounded(every, known, chosen.ties, drawn.edges))),
        fits,
        len(chosen.between),
        filters(every, known, wished),
        chips(every, known, wished),
        () if fits else narrower(every, known, wished, MOST_DRAWN),
        expansions(every, known, (chosen, wished, MOST_DRAWN), chosen.drawn if fits else [iri]),
    )


def _known(library: Library, view: View, iri: URIRef, found: tuple[Whole, Selection, Wish]) -> Facts:
    """Return what the things, relations, passages and choices of a picture are called."""
    every, chosen, wished = found
    passages = {passage for tie in chosen.ties for passage in every.grounds[tie].passages}
    return Facts(iri, {}, names(library, {*chosen.drawn, *every.relations, *passages, *named(every, wished)}), view)


def _grounded(every: Whole, known: Facts, ties: Iterable[Tie], edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the edges with the years they are said of or in, where they stand, and the pages of their claims."""
    for tie, edge in zip(ties, edges, strict=True):
        ground = every.grounds[tie]
        evidence = sorted(map(known.passage, ground.passages), key=newest_first)
        claims = tuple(page_of(known.view, claim) for claim in ground.claims if claim not in {tie.source, tie.target})
        yield replace(edge, years=ground.years, evidence=tuple(evidence), claims=claims)
