"""What tells boxes with the same name in one picture apart: kind, what they belong to, years, and at last their own part of the IRI."""

from collections.abc import Callable, Iterable, Mapping

from rdflib import URIRef

from kg.publish.facts import Facts, readable
from kg.publish.focus.whole import Whole
from kg.publish.links import kind_of
from kg.publish.told_apart import alike, tails_of
from kg.publish.words import words


def tails(every: Whole, known: Facts, things: Iterable[URIRef]) -> Mapping[URIRef, str]:
    """Return what stands behind the names of things that others in the picture have too."""
    spoken, shown = words(known.view.language), tuple(things)

    def belongs(thing: URIRef) -> str:
        others = (link.other for bundle in every.of(thing) for link in bundle.links if link.other in near)
        return next((known.name(other).value for other in others if known.name(other) != known.name(thing)), "")

    def years(thing: URIRef) -> str:
        found = sorted({year for bundle in every.of(thing) for link in bundle.links for year in every.grounds[link.tie].years})
        return "–".join(dict.fromkeys((found[0], found[-1]))) if found else ""

    near = set(shown) - {known.thing}
    ways: tuple[Callable[[URIRef], str], ...] = (lambda thing: spoken(f"kind.{kind_of(thing)}").lower(), belongs, years, readable)
    groups = alike(shown, lambda thing: known.name(thing).value.casefold())
    return {thing: tail for same in groups for thing, tail in zip(same, tails_of(same, ways), strict=True) if tail}
