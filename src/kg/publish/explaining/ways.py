"""How two things hang together, as a page, a memo and Python tell it: the ways between them with their evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.claims import COLLECTIVE
from kg.publish.explaining.paths import Bundle, Sought, bundled, differing, reaches, sought
from kg.publish.explaining.projection import Projection, Tie, projection
from kg.publish.explaining.sentences import Piece, Speaker
from kg.publish.explaining.weights import weights
from kg.publish.facts import Evidence, Facts, Ref, names, statements
from kg.publish.library import Library, View
from kg.publish.links import path_of
from kg.publish.relations import Row
from kg.publish.values import Value, amounts
from kg.publish.words import words
from kg.terms import BELEID


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that is said of two things, as a sentence, with where it stands and the pages of the claims themselves."""

    sentence: tuple[Piece, ...]
    years: tuple[str, ...]
    collective: bool
    amounts: tuple[Value, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a way, and all that ties its two ends, the closest tie first."""

    source: Ref
    target: Ref
    ties: tuple[Tie, ...]
    sayings: tuple[Saying, ...]

    @property
    def ends(self) -> tuple[str, str]:
        """Return the paths of its two ends below /id, by which the picture knows them."""
        return path_of(self.source.iri), path_of(self.target.iri)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a way stands: the `passage` on which every step rests, else the `document` on which every step rests, else several.

    `documents` then holds the newest of each step, each once; it is empty when a step has no source.
    """

    passage: Evidence | None = None
    document: Evidence | None = None
    documents: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way: its number and cost, its sentence, its steps, and what may stand in place of `instead` with the rest the same.

    `source` tells where it stands as far as that holds for all of it.
    """

    number: int
    cost: int
    sentence: tuple[Piece, ...]
    steps: tuple[Step, ...]
    source: Source
    instead: Ref | None
    others: tuple[Row, ...]

    @property
    def things(self) -> tuple[Ref, ...]:
        """Return the things on the way, its ends included."""
        return (self.steps[0].source, *(step.target for step in self.steps))

    @property
    def key(self) -> str:
        """Return the name of its place on a page."""
        return f"weg-{self.number}"


@dataclass(frozen=True, slots=True)
class Explained:
    """The ways between two things, a direct tie first; `more` when there are others, `capped` when not all were looked at.

    `joined` tells whether any way was found at all within what is looked at, `apart` whether there can be none, however long.
    """

    start: Ref
    end: Ref
    ways: tuple[Way, ...]
    more: bool
    capped: bool
    apart: bool


def explained(library: Library, view: View, ends: tuple[URIRef, URIRef], most: int) -> Explained:
    """Return at most so many ways between two different things of the network."""
    seen = projection(library)
    found, bundles = _sought(seen, ends)
    chosen = differing(bundles, weights(), most)
    known = _facts(library, view, seen, [*ends], chosen)
    ways = tuple(_way(seen, known, number, bundle) for number, bundle in enumerate(chosen, 1))
    start, end = (known.ref(thing) for thing in ends)
    apart = not ways and not reaches(seen, *(seen.numbers[thing] for thing in ends))
    return Explained(start, end, ways, len(bundles) > len(chosen), found.capped, apart)


def _sought(seen: Projection, ends: tuple[URIRef, URIRef]) -> tuple[Sought, list[Bundle]]:
    start, end = (seen.numbers[thing] for thing in ends)
    found = sought(seen, start, end, weights().search)
    return found, sorted(bundled(seen, found.ways), key=lambda bundle: len(bundle.shape) > 1)


def _facts(library: Library, view: View, seen: Projection, ends: list[URIRef], bundles: Iterable[Bundle]) -> Facts:
    """Return the names of all that is told, and what the claims on the ways say."""
    things, claims = dict.fromkeys(ends), dict[URIRef, None]()
    for bundle in bundles:
        for way in (bundle.way, *_alternatives(bundle)):
            for first, second in seen.along(way):
                things |= dict.fromkeys((first, second))
                claims |= dict.fromkeys(claim for tie in seen.ties(first, second) for claim in tie.claims)
    said = statements(library, claims)
    mentioned = {value for each in said.values() for values in each.values() for value in values if isinstance(value, URIRef)}
    return Facts(ends[0], said, names(library, [*things, *claims, *sorted(mentioned)]), view)


def _alternatives(bundle: Bundle) -> list[tuple[int, ...]]:
    return [(*bundle.way[: bundle.place], other, *bundle.way[bundle.place + 1 :]) for other in bundle.others]


def _way(seen: Projection, known: Facts, number: int, bundle: Bundle) -> Way:
    pairs = seen.along(bundle.way)
    steps = tuple(_step(known, source, target, seen.ties(source, target)) for source, target in pairs)
    things = [known.ref(seen.things[place]) for place in bundle.way]
    return Way(
        number,
        bundle.cost,
        Speaker(known.view.language).way(things, [step.ties[0] for step in steps]),
        steps,
        _source([step.sayings[0].evidence for step in steps]),
        things[bundle.place] if bundle.others else None,
        _others(seen, known, bundle),
    )


def _source(stands: list[tuple[Evidence, ...]]) -> Source:
    """Return where a way stands whose steps stand in these places; what is said of it holds for each step."""
    passages = set.intersection(*({each.passage.iri for each in evidence} for evidence in stands))
    if passage := next((each for each in stands[0] if each.passage.iri in passages), None):
        return Source(passage=passage)
    documents = set.intersection(*({each.document.iri for each in evidence} for evidence in stands))
    if document := next((each for each in stands[0] if each.document.iri in documents), None):
        return Source(document=document)
    newest = {evidence[0].document.iri: evidence[0] for evidence in stands if evidence}
    return Source(documents=tuple(newest.values()) if all(stands) else ())


def _step(known: Facts, source: URIRef, target: URIRef, ties: tuple[Tie, ...]) -> Step:
    first, second = known.ref(source), known.ref(target)
    return Step(first, second, ties, tuple(_saying(known, first, tie, second) for tie in ties))


def _saying(known: Facts, source: Ref, tie: Tie, target: Ref) -> Saying:
    ends = {source.iri, target.iri}
    spoken = words(known.view.language)
    return Saying(
        Speaker(known.view.language).step(source, tie, target),
        tuple(sorted({str(year) for claim in tie.claims for year in known.values(claim, BELEID.year)})),
        any(COLLECTIVE in known.values(claim, BELEID.basis) for claim in tie.claims),
        tuple(amount for claim in tie.claims if claim not in ends for amount in amounts(known, spoken, claim)),
        known.evidence(*tie.claims),
        tuple(known.ref(claim).href for claim in tie.claims if claim not in ends),
    )


def _others(seen: Projection, known: Facts, bundle: Bundle) -> tuple[Row, ...]:
    """Return what may stand in one place of a way, by name, with where its two steps stand."""
    rows = []
    for way in _alternatives(bundle):
        here = [seen.ties(*pair)[0] for pair in seen.along(way[bundle.place - 1 : bundle.place + 2])]
        other = known.ref(seen.things[way[bundle.place]])
        rows.append(Row(other, evidence=known.evidence(*(claim for tie in here for claim in tie.claims))))
    return tuple(sorted(rows, key=lambda row: (row.other.name.value.casefold(), row.other.iri)))
