"""What the tools answer about things, as plain values: what is known, each claim with the places where it says so."""

from kg.explore.answer import Answer, Row
from kg.explore.graph import Graph
from kg.explore.thing import Thing
from kg.mcp.bounds import Told, part, shortened
from kg.mcp.values import plain

MOST_CLAIMS = 50
MOST_HITS = 25
MOST_PLACES = 10
"""Of one claim, and of a thing."""

_SOURCE = ("document", "source", "source_year", "locator", "url")
_NO_SOURCE = "no document is named for these facts themselves; the claims below have each their own"
_ITSELF = "the document itself says so; what it says of other things is in the claims"
_DESCRIBED = "the documents under described_in"


def search(graph: Graph, text: str, kind: str = "", limit: int = 10) -> Told:
    """Return the things that a text finds, each with where it is described."""
    hits = graph.search(text, kind, max(1, min(limit, MOST_HITS)))
    found = [{**{name: plain(value) for name, value in hit.items() if value is not None}, **_described(graph, hit)} for hit in hits]
    hint = "" if found else "nothing is called so; try another word, one word less, or one of the questions (tool questions)"
    return {"found": [shortened(each) for each in found], "hint": hint}


def thing(graph: Graph, name: str, kind: str = "", offset: int = 0) -> Told:
    """Return what the graph tells of a thing, and the claims about it with their evidence."""
    found = graph.thing(name, kind)
    told, bounds = part(claims(found.claims()), offset, MOST_CLAIMS)
    places = sources(found)
    known = {
        "iri": found.iri,
        "kind": found.kind,
        "name": found.label,
        "description": found.description,
        "other_names": list(found.aliases),
        "facts": {label: list(values) for label, values in found.facts.items()},
        "facts_rest_on": _DESCRIBED if places else _ITSELF if found.kind == "document" else _NO_SOURCE,
        "described_in": places[:MOST_PLACES],
    }
    return {**shortened(known), "claims": told, **bounds}


def claims(answer: Answer) -> list[Told]:
    """Return the claims, each once, with the places where it stands; one without a source is left out."""
    found: dict[tuple[object, ...], Told] = {}
    for row in answer:
        if row["document"] is None:
            continue
        said = {name: plain(value) for name, value in row.items() if name not in _SOURCE and value is not None}
        found.setdefault(tuple(said.items()), {**said, "evidence": []})["evidence"].append(_source(row))
    return [_fewer(claim) for claim in found.values()]


def sources(found: Thing) -> list[Told]:
    """Return where a thing is described."""
    return [_source(row) for row in found.sources()]


def _fewer(claim: Told) -> Told:
    """Return a claim with so many of its places, and how many more there are."""
    more = len(claim["evidence"]) - MOST_PLACES
    return {**claim, "evidence": claim["evidence"][:MOST_PLACES], "more_places": more} if more > 0 else claim


def _described(graph: Graph, hit: Row) -> Told:
    return {"evidence": sources(graph.thing(str(hit["thing"])))[:1]}


def _source(row: Row) -> Told:
    return {name: plain(row[name]) for name in _SOURCE if row[name] is not None}
