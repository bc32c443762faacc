"""Which things stand around one thing, step by step, and which of them a picture has room for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from rdflib import URIRef

from kg.publish.claims import claims
from kg.publish.facts import Facts, names, ties
from kg.publish.library import Library
from kg.publish.links import has_picture, kind_of
from kg.terms import ADMS, BELEID

KINDS = ("programma", "doel", "initiatief", "organisatie", "indicator", "resultaat", "document")

_NO_TIES = frozenset({ADMS.status, BELEID.refArea})


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things and how they hang together, from the first's side to the second's."""

    source: URIRef
    relation: URIRef
    target: URIRef


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is near a thing: who is drawn, in the order of discovery; their ties; how many of each kind are left out.

    `between` are those that nobody asked for: they only tie what was asked for to the thing.
    `tails` tell things with the same name apart.
    """

    drawn: tuple[URIRef, ...]
    ties: tuple[Tie, ...]
    omitted: Mapping[str, int]
    known: Facts
    between: frozenset[URIRef] = frozenset()
    tails: Mapping[URIRef, str] = field(default_factory=dict)


def surroundings(library: Library, known: Facts, steps: int, limit: int) -> Surroundings:
    """Return what stands within so many steps of the thing, nearest first, at most so many things."""
    drawn, left_out, joints = [known.thing], set[URIRef](), set(_described_in(known))
    for step in range(1, steps + 1):
        if step > 1:
            known = _further(library, known, drawn)
        joints |= _ties(known, frozenset(drawn))
        near = {end for tie in joints for end in (tie.source, tie.target)} - set(drawn)
        chosen = _fairly(known, near)[: limit - len(drawn)]
        left_out |= near - set(chosen)
        drawn.extend(chosen)
    places = {thing: number for number, thing in enumerate(drawn)}
    kept = [tie for tie in joints if tie.source in places and tie.target in places]
    kept.sort(key=lambda tie: (places[tie.source], tie.relation, places[tie.target]))
    return Surroundings(tuple(drawn), tuple(kept), dict(Counter(map(kind_of, left_out - set(drawn)))), known)


def _described_in(known: Facts) -> Iterator[Tie]:
    for evidence in known.evidence(known.thing):
        if evidence.document.kind == "document":
            yield Tie(known.thing, BELEID.evidencedBy, evidence.document.iri)


def _ties(known: Facts, things: frozenset[URIRef]) -> set[Tie]:
    """Return how these things hang together with others that a picture can show."""
    return {
        Tie(claim.subject, claim.relation, claim.value)
        for claim in claims(known)
        if isinstance(claim.value, URIRef)
        and not things.isdisjoint({claim.subject, claim.value})
        and has_tie(Tie(claim.subject, claim.relation, claim.value))
    }


def has_tie(tie: Tie) -> bool:
    """Tell whether a picture can show a tie: both ends have a place in it, and are not the same thing."""
    shown = has_picture(kind_of(tie.source)) and has_picture(kind_of(tie.target))
    return shown and tie.relation not in _NO_TIES and tie.source != tie.target


def _further(library: Library, known: Facts, drawn: list[URIRef]) -> Facts:
    """Return what is known around the thing and around all that is drawn so far, with the names that a picture needs."""
    found = ties(library, drawn)
    values = {value for said in found.values() for values in said.values() for value in values if isinstance(value, URIRef)}
    shown = {thing for thing in values | set(found) if has_picture(kind_of(thing)) or kind_of(thing) == "begrip"}
    called = {**known.names, **names(library, shown - set(known.names))}
    return Facts(known.thing, found, called, known.view)


def _fairly(known: Facts, things: Iterable[URIRef]) -> list[URIRef]:
    """Return things so that each kind gets its turn, by name within the kind."""
    by_kind: dict[str, list[URIRef]] = defaultdict(list)
    for thing in sorted(things, key=lambda iri: (known.name(iri).value.casefold(), iri)):
        by_kind[kind_of(thing)].append(thing)
    turns = zip_longest(*(by_kind[kind] for kind in KINDS))
    return [thing for turn in turns for thing in turn if thing is not None]
