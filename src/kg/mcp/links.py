"""Why two things have to do with each other: the claims that link them, each with the places where it says so."""

from collections import defaultdict
from collections.abc import Sequence

from rdflib import URIRef

from kg.errors import Misfit, ParameterError
from kg.explore.graph import Graph
from kg.explore.network import KINDS
from kg.explore.thing import Thing
from kg.mcp.bounds import Told, part
from kg.mcp.tools import claims
from kg.publish.links import kind_of
from kg.terms import BASE, moved

MOST_LINKS = 30
MOST_CLAIMS = 10
"""On each side of what is in between."""

_NONE = (
    "no claim in the graph links them, directly or through one other thing; "
    "that is what the documents that were read say, no proof that there is no link"
)


def explain_sources(graph: Graph, first: str, second: str, offset: int = 0) -> Told:
    """Return which claims link two things, directly or through one other thing, each with the places where it says so."""
    one, other = (_end(name, graph.thing(name)) for name in (first, second))
    if one.iri == other.iri:
        raise ParameterError("second", Misfit.VALUE, f"{first!r} and {second!r} are the same thing, {one.iri}; name two things")
    links = _links(graph.base, one, other)
    told, bounds = part(links, offset, MOST_LINKS)
    return {"first": _named(one), "second": _named(other), "links": told, **bounds, "hint": "" if links else _NONE}


def _end(name: str, found: Thing) -> Thing:
    """Return a thing that links can have as their end."""
    if found.kind not in KINDS:
        told = f"{name!r} is a {found.kind or 'thing of another vocabulary'}; links are between these kinds of things: {', '.join(KINDS)}"
        raise ParameterError("thing", Misfit.VALUE, told)
    return found


def _links(base: str, one: Thing, other: Thing) -> list[Told]:
    """Return the direct link first, then those through one thing: what both have claims with."""
    near_one, near_other = _neighbours(base, one), _neighbours(base, other)
    direct = [{"through": None, "claims": near_one[other.iri]}] if other.iri in near_one else []
    shared = sorted((near_one.keys() & near_other.keys()) - {one.iri, other.iri})
    return direct + [_through(base, iri, near_one[iri], near_other[iri]) for iri in shared]


def _neighbours(base: str, found: Thing) -> dict[str, list[Told]]:
    """Return the claims between a thing and each other thing, by the IRI of that one."""
    near: dict[str, list[Told]] = defaultdict(list)
    for claim in claims(found.claims()):
        ends = {claim["subject"], claim.get("object")} - {found.iri, None}
        if len(ends) == 1 and found.iri in {claim["subject"], claim.get("object")}:
            iri = ends.pop()
            if kind_of(URIRef(moved(iri, base, BASE))) in KINDS:
                near[iri].append(claim)
    return dict(near)


def _through(base: str, iri: str, first: Sequence[Told], second: Sequence[Told]) -> Told:
    name = next(claim[f"{end}_name"] for claim in first for end in ("subject", "object") if claim.get(end) == iri)
    kept = [*first[:MOST_CLAIMS], *second[:MOST_CLAIMS]]
    more = len(first) + len(second) - len(kept)
    between = {"iri": iri, "kind": kind_of(URIRef(moved(iri, base, BASE))), "name": name}
    return {"through": between, "claims": kept, **({"more_claims": more} if more else {})}


def _named(found: Thing) -> Told:
    return {"iri": found.iri, "kind": found.kind, "name": found.label}
