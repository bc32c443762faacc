"""A chosen thing and its surroundings, as an address asks for them: the picture, and the choices that the page offers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.errors import NotFoundError
from kg.publish.facts import Facts, names, newest_first
from kg.publish.focus.expansion import Expansions, expansions
from kg.publish.focus.filters import Chip, Filter, Narrower, chips, filters, named, narrower
from kg.publish.focus.picture import Edge, Picture, draw
from kg.publish.focus.reach import MOST_REACHED, Reach, Selection, reaching, select
from kg.publish.focus.surroundings import Surroundings, Tie
from kg.publish.focus.tails import tails
from kg.publish.focus.view import Wish
from kg.publish.focus.whole import Whole, whole
from kg.publish.library import Library, View
from kg.publish.links import page_of

MOST_DRAWN = 150
"""How many things a picture shows at most; of more, a list, a table and narrower views."""

__all__ = ["MOST_DRAWN", "MOST_REACHED", "Chip", "Expansions", "Filter", "Focus", "Narrower", "Sought", "focus", "seek", "tell"]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a wish shows of the surroundings of a thing, before it is put into words; `reached` tells how far a wish reaches."""

    iri: URIRef
    wish: Wish
    every: Whole
    reached: Callable[[Wish], Reach]
    chosen: Selection

    @property
    def fits(self) -> bool:
        """Tell whether there are few enough things to draw."""
        return len(self.chosen.drawn) <= MOST_DRAWN

    def ends(self, ties: Iterable[Tie]) -> tuple[URIRef, ...]:
        """Return the thing in the middle and the ends of some ties, nearest first."""
        found = {self.iri, *(end for tie in ties for end in (tie.source, tie.target))}
        return tuple(thing for thing in self.chosen.drawn if thing in found)


@dataclass(frozen=True, slots=True)
class Focus:
    """A thing and its surroundings as asked for: how many things and ties are shown, and which of them are told of.

    `picture` holds all that are told of; when they do not `fit`, none of them has a place in a drawing.
    `between` counts the things that only tie what was asked for to the centre. `expansions` are the relations of each thing.
    It was `cut` when more is within reach than is looked through.
    """

    iri: URIRef
    wish: Wish
    things: int
    ties: int
    picture: Picture
    fits: bool
    cut: bool
    between: int
    filters: tuple[Filter, ...]
    chips: tuple[Chip, ...]
    narrower: tuple[Narrower, ...]
    expansions: Mapping[URIRef, Expansions]


def focus(library: Library, view: View, iri: URIRef, wished: Wish) -> Focus:
    """Return a thing and its surroundings as a wish asks for them; raises NotFoundError for what has no place in a picture."""
    return tell(library, view, seek(library, iri, wished))


def seek(library: Library, iri: URIRef, wished: Wish) -> Sought:
    """Return what a wish shows of the surroundings of a thing; raises NotFoundError for what has no place in a picture."""
    every = whole(library)
    if iri not in every.places:
        raise NotFoundError(str(iri))
    reached = reaching(every, iri)
    return Sought(iri, wished, every, reached, select(every, wished, reached(wished)))


def tell(library: Library, view: View, sought: Sought, part: Sequence[Tie] | None = None) -> Focus:
    """Return what was found in words, of all ties or, when they do not fit a picture, of a part of them."""
    every, wished, chosen = sought.every, sought.wish, sought.chosen
    ties = chosen.ties if part is None else tuple(part)
    things = chosen.drawn if part is None else sought.ends(ties)
    known = _known(library, view, sought, (things, ties))
    around = Surroundings(things, ties, {}, known, chosen.between, tails(every, known, things) if sought.fits else {})
    drawn = draw(around, wished.steps, fits=sought.fits)
    return Focus(
        sought.iri,
        wished,
        len(chosen.drawn),
        len(chosen.ties),
        replace(drawn, edges=tuple(_grounded(every, known, ties, drawn.edges))),
        sought.fits,
        sought.reached(wished).cut,
        len(chosen.between),
        filters(every, known, (wished, sought.reached)),
        chips(every, known, wished),
        () if sought.fits else narrower(every, known, (wished, sought.reached), MOST_DRAWN),
        expansions(every, known, (chosen, wished, MOST_DRAWN), chosen.drawn if sought.fits else [sought.iri]),
    )


def _known(library: Library, view: View, sought: Sought, told: tuple[Iterable[URIRef], Iterable[Tie]]) -> Facts:
    """Return what the things, relations, passages and choices of a picture are called."""
    every, (things, ties) = sought.every, told
    passages = {passage for tie in ties for passage in every.grounds[tie].passages}
    wanted = {*things, *every.relations, *passages, *named(every, sought.wish)}
    return Facts(sought.iri, {}, names(library, wanted), view)


def _grounded(every: Whole, known: Facts, ties: Iterable[Tie], edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the edges with the years they are said of or in, where they stand, and the pages of their claims."""
    for tie, edge in zip(ties, edges, strict=True):
        ground = every.grounds[tie]
        evidence = sorted(map(known.passage, ground.passages), key=newest_first)
        claims = tuple(page_of(known.view, claim) for claim in ground.claims if claim not in {tie.source, tie.target})
        yield replace(edge, years=ground.years, evidence=tuple(evidence), claims=claims)
