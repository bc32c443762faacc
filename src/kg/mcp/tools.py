"""What each tool answers, as plain values: rows and claims, each with the places where it says so."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from rdflib import Graph as Triples

from kg.explore.answer import Answer, Row
from kg.explore.asking import Found
from kg.explore.graph import Graph
from kg.explore.network import Drawn
from kg.explore.thing import Thing

Told: TypeAlias = dict[str, Any]
Sources: TypeAlias = dict[str, list[Told]]

MOST_ROWS = 500
"""The rows that one answer holds; more is for the endpoint."""
MOST_CLAIMS = 100
MOST_HITS = 25
MOST_LINKS = 50
MOST_CHARACTERS = 100_000
"""Of a graph that a query makes."""

_SOURCE = ("document", "source", "source_year", "locator", "url")
_NO_EVIDENCE = (
    "These rows are what the query selects. They carry a source only when the query asks for one: "
    "follow beleid:evidencedBy to a passage and dcterms:isPartOf to its document, or use the tools thing and explain_sources."
)


def search(graph: Graph, text: str, kind: str = "", limit: int = 10) -> Told:
    """Return the things that a text finds, each with where it is described."""
    hits = graph.search(text, kind, max(1, min(limit, MOST_HITS)))
    found = [{**{name: value for name, value in hit.items() if value is not None}, "evidence": _described(graph, hit)} for hit in hits]
    return {"found": found, "hint": "" if found else "nothing is called so; try another word, or one of the questions"}


def thing(graph: Graph, name: str, kind: str = "") -> Told:
    """Return what the graph tells of a thing, and all claims about it with their evidence."""
    found = graph.thing(name, kind)
    claims = _claims(found.claims())
    return {
        "iri": found.iri,
        "kind": found.kind,
        "name": found.label,
        "description": found.description,
        "other_names": list(found.aliases),
        "facts": {label: list(values) for label, values in found.facts.items()},
        "described_in": [_source(row) for row in found.sources()],
        "claims": claims[:MOST_CLAIMS],
        **_cut(len(claims), MOST_CLAIMS, "ask a saved question, or use query with LIMIT and OFFSET, for the rest"),
    }


def questions(graph: Graph) -> Told:
    """Return the saved questions with their parameters."""
    return {"questions": [dict(row) for row in graph.questions()]}


def ask_question(graph: Graph, name: str, parameters: Mapping[str, str]) -> Told:
    """Return the answer to a saved question."""
    return _answer(graph.ask(name, **parameters), MOST_ROWS)


def query(graph: Graph, sparql: str, limit: int = 100) -> Told:
    """Return the answer to a SPARQL query, which only reads."""
    return {**_answer(graph.query(sparql), max(1, min(limit, MOST_ROWS))), "about_evidence": _NO_EVIDENCE}


def explain_sources(graph: Graph, first: str, second: str) -> Told:
    """Return which claims link two things, directly or through one other thing, each with the passages that it stands in."""
    one, other = graph.thing(first), graph.thing(second)
    links = _links(graph, one, other)
    return {
        "first": _named(one),
        "second": _named(other),
        "links": links[:MOST_LINKS],
        **_cut(len(links), MOST_LINKS, "ask about one of the things in between"),
        "hint": ""
        if links
        else "no claim in the graph links them directly or through one other thing: not in the documents that were read",
    }


def _links(graph: Graph, one: Thing, other: Thing) -> list[Told]:
    """Return the ways from one thing to another: the direct claims first, then what is between."""
    drawn = graph.network(one, steps=2)
    if not drawn.has_node(other.iri) or one.iri == other.iri:
        return []
    sources = {**_sources(one), **_sources(other)}
    direct = [{"through": None, "claims": [claim]} for claim in _edges(drawn, sources, one.iri, other.iri)]
    shared = sorted(_around(drawn, one.iri) & _around(drawn, other.iri) - {one.iri, other.iri})
    return [*direct, *(_step(drawn, sources, (one.iri, middle, other.iri)) for middle in shared)]


def _sources(found: Thing) -> Sources:
    """Return where each claim about a thing stands."""
    told: Sources = {}
    for row in found.claims():
        if row["document"] is not None:
            told.setdefault(str(row["claim"]), []).append(_source(row))
    return told


def _answer(found: Found, limit: int) -> Told:
    if isinstance(found, bool):
        return {"answer": found}
    if isinstance(found, Triples):
        text = found.serialize(format="turtle")
        return {"turtle": text[:MOST_CHARACTERS], **_cut(len(text), MOST_CHARACTERS, "ask for fewer triples"), "triples": len(found)}
    rows = [{name: _plain(value) for name, value in row.items()} for row in found[:limit]]
    return {"columns": list(found.columns), "rows": rows, **_cut(len(found), limit, "ask again with LIMIT and OFFSET for the rest")}


def _cut(total: int, limit: int, way_out: str) -> Told:
    """Return whether something was left out, and how to get it."""
    return {"total": total, "truncated": total > limit, "rest": way_out if total > limit else ""}


def _claims(answer: Answer) -> list[Told]:
    """Return the claims, each once, with all places where it stands; one without a source is left out."""
    found: dict[tuple[object, ...], Told] = {}
    for row in answer:
        if row["document"] is None:
            continue
        said = {name: _plain(value) for name, value in row.items() if name not in _SOURCE and value is not None}
        found.setdefault(tuple(said.items()), {**said, "evidence": []})["evidence"].append(_source(row))
    return list(found.values())


def _described(graph: Graph, hit: Row) -> list[Told]:
    return [_source(row) for row in graph.thing(str(hit["thing"])).sources()[:1]]


def _source(row: Row) -> Told:
    return {name: row[name] for name in _SOURCE if row[name] is not None}


def _named(found: Thing) -> Told:
    return {"iri": found.iri, "kind": found.kind, "name": found.label}


def _around(drawn: Drawn, iri: str) -> set[str]:
    return {*drawn.successors(iri), *drawn.predecessors(iri)}


def _step(drawn: Drawn, sources: Sources, way: tuple[str, str, str]) -> Told:
    first, middle, second = way
    between = {"iri": middle, "kind": drawn.nodes[middle]["kind"], "name": drawn.nodes[middle]["label"]}
    return {"through": between, "claims": [*_edges(drawn, sources, first, middle), *_edges(drawn, sources, middle, second)]}


def _edges(drawn: Drawn, sources: Sources, first: str, second: str) -> list[Told]:
    """Return the claims between two things, in whichever direction they are said."""
    return [
        {
            "claim": known["claim"],
            "subject": drawn.nodes[start]["label"],
            "relation": known["label"],
            "object": drawn.nodes[end]["label"],
            "evidence": sources.get(known["claim"]) or [{"place": place} for place in known["evidence"].split(" | ")],
        }
        for start, end in ((first, second), (second, first))
        for known in (drawn.get_edge_data(start, end) or {}).values()
    ]


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
