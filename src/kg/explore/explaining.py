"""How two things hang together, as plain values: ways with their sentences, steps and evidence."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.errors import Misfit, ParameterError
from kg.publish.explaining import ways as told
from kg.publish.explaining.projection import projection
from kg.publish.explaining.sentences import plain
from kg.publish.explaining.weights import CENTS
from kg.publish.library import Library, View
from kg.publish.placed import place
from kg.terms import BASE, moved


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a way: its two ends by their IRIs, how they are tied, the places where that stands, and the IRIs of the claims."""

    source: str
    target: str
    sentence: str
    evidence: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way between two things: what it costs (the lower, the more telling), its sentence and steps.

    `others` are the IRIs of things that may stand in place of `instead` (empty when there are none), the rest being the same.
    """

    cost: float
    sentence: str
    steps: tuple[Step, ...]
    instead: str
    others: tuple[str, ...]


def ways(library: Library, view: View, ends: tuple[URIRef, URIRef], most: int) -> tuple[Way, ...]:
    """Return at most so many ways between two things, a direct tie first; raises ParameterError for what is no node of the network."""
    _check(library, ends)
    found = told.explained(library, view, ends, most).ways
    return tuple(_way(library.endpoint.base, each) for each in found)


def _check(library: Library, ends: tuple[URIRef, URIRef]) -> None:
    strange = [thing for thing in ends if thing not in projection(library).numbers]
    if strange:
        text = f"<{moved(strange[0], BASE, library.endpoint.base)}> is no node of the network, so nothing can be tied to it"
        raise ParameterError("thing", Misfit.VALUE, text)
    if ends[0] == ends[1]:
        raise ParameterError("thing", Misfit.VALUE, "give two different things")


def _way(base: str, way: told.Way) -> Way:
    instead = moved(way.instead.iri, BASE, base) if way.instead else ""
    others = tuple(moved(row.other.iri, BASE, base) for row in way.others)
    return Way(way.cost / CENTS, f"{plain(way.sentence)}.", tuple(_step(base, each) for each in way.steps), instead, others)


def _step(base: str, step: told.Step) -> Step:
    return Step(
        moved(step.source.iri, BASE, base),
        moved(step.target.iri, BASE, base),
        f"{plain(step.sayings[0].sentence)}.",
        tuple(place(each) for saying in step.sayings for each in saying.evidence),
        tuple(moved(claim, BASE, base) for tie in step.ties for claim in tie.claims),
    )
