"""What the tools answer to questions: the saved ones, and SPARQL that only reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TypeAlias

import rdflib

from kg.errors import QueryError
from kg.explore.answer import Answer
from kg.explore.asking import Reply, replied
from kg.mcp.bounds import LARGEST, Told, left, part, text
from kg.mcp.values import term
from kg.publish.answering import plain as of_term
from kg.publish.api import both
from kg.publish.asking import question
from kg.publish.choices import Choice, Listed, choices
from kg.publish.library import Language, Library
from kg.store import N_TRIPLES
from kg.store.formats import prefixes
from kg.store.forms import Form, form
from kg.store.parameters import Parameter
from kg.store.queries import own_place, with_prefixes
from kg.store.query_files import SavedQuery
from kg.terms import BASE, rebase

Given: TypeAlias = str | int | float | bool
"""A value for a parameter, as JSON has it."""

MOST_ROWS = 500
MOST_COLUMNS = 100
MOST_CHOICES = 30
"""Values of a parameter that are listed; where there are more the tool search finds them."""

_READ_ONLY = "nothing can be changed here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
_ORDER = "; with ORDER BY in the query no row is told twice or left out"
_PLACES = ("vindplaats", "locator")
_EMPTY = "the answer is empty: nothing in the graph answers this, which is no proof that there is nothing"
_TRIPLES = "a triple is no evidence; beleid:evidencedBy leads from a claim or thing to the passage it stands in"
_PAST = "no rows from this offset on; call again with a smaller one"
_NONE = (
    "no evidence: no row names a document of the graph and a place in it; rows like these may be counts, absences or what the query "
    "selects; for claims with their sources use the tools thing and explain_sources, or select ?document, its title and its ?locator"
)
_SAVED = (
    "the description of the question says what a row tells: the place may be that of a part of the row, "
    "and an absence or a judgement of the editors stands in no document"
)
_FREE = "whether a row follows from that place is for the reader to judge: a query can put beside each other what no source does"


def questions(library: Library) -> Told:
    """Return the saved questions, with what each of their parameters takes."""
    return {"questions": [_question(query, choices(library, Language.NL, query)) for query in library.queries.questions()]}


def ask_question(library: Library, name: str, given: Mapping[str, Given], offset: int = 0) -> Told:
    """Return the answer to a saved question, with what it answers; things may be given by name."""
    reply = replied(library, Language.NL, question(library, name), {each: _spelled(value) for each, value in given.items()})
    found, told = reply.found, _answers(library, reply)
    if isinstance(found, rdflib.Graph):
        return {**told, **_graph(library, found.serialize(format="nt").splitlines(), MOST_ROWS, offset)}
    return {**told, **({"answer": found} if isinstance(found, bool) else _rows(found, MOST_ROWS, offset, about=_SAVED))}


def query(library: Library, sparql: str, limit: int = 100, offset: int = 0) -> Told:
    """Return the answer to a SPARQL query; the usual prefixes need not be declared, and a text is never taken for the name of a file."""
    if form(sparql) is Form.CHANGE:
        raise QueryError(_READ_ONLY)
    sent = with_prefixes(sparql)
    try:
        given = library.endpoint.answer(rebase(sent, BASE, library.endpoint.base))
    except QueryError as error:
        raise own_place(error, sparql, sent) from error
    most = max(1, min(limit, MOST_ROWS))
    if given.media_type == N_TRIPLES:
        return _graph(library, given.body.decode().splitlines(), most, offset)
    body = json.loads(given.body)
    if "boolean" in body:
        return {"answer": bool(body["boolean"])}
    return _rows(Answer(tuple(body["head"]["vars"]), body["results"]["bindings"], library.endpoint.base), most, offset, _ORDER)


def _answers(library: Library, reply: Reply) -> Told:
    """Return which question is answered, with the value of every parameter, from which release, and what to keep in mind."""
    asked = reply.asked
    return {
        "name": asked.query.name,
        "title": both(asked.query.titles),
        "description": both(asked.query.descriptions),
        "parameters": {name: of_term(term, library.endpoint.base) for name, term in asked.terms.items()},
        "release": str(library.manifest.get("release", "")),
        "notices": [asdict(remark) for remark in reply.remarks],
    }


def _spelled(value: Given) -> str | int | float:
    """Return a value as a saved question reads it: a number without a fraction as a whole one.

    >>> _spelled(2018.0), _spelled(17.5), _spelled("2018")
    (2018, 17.5, '2018')
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _question(query: SavedQuery, listed: Listed) -> Told:
    return {
        "name": query.name,
        "question": query.title("nl"),
        "in_english": query.title("en"),
        "description": both(query.descriptions),
        "parameters": [_parameter(each, listed[each.name]) for each in query.parameters],
    }


def _parameter(parameter: Parameter, listed: Sequence[Choice]) -> Told:
    """Return what a parameter takes, with the values to choose from when they are few: things by name."""
    named = [choice.label.value if parameter.kind == "iri" else choice.value for choice in listed]
    return {
        "name": parameter.name,
        "kind": "the name or IRI of a thing" if parameter.kind == "iri" else parameter.kind,
        "meaning": parameter.meaning,
        "default": parameter.default,
        **({"one_of": named} if 0 < len(named) <= MOST_CHOICES else {}),
    }


def _rows(found: Answer, most: int, offset: int, way: str = "", about: str = _FREE) -> Told:
    if len(found.columns) > MOST_COLUMNS:
        raise QueryError(f"the query selects {len(found.columns)} columns; select at most {MOST_COLUMNS} of them")
    asked = found[offset : offset + most].terms
    rows, _ = part([{name: term(row.get(name), found.base) for name in found.columns} for row in asked], 0, most)
    bounds = left(len(found), offset, len(rows), way)
    return {"columns": list(found.columns), "rows": rows, **bounds, **_evidence(rows, found, about)}


def _evidence(rows: Sequence[Told], found: Answer, about: str) -> Told:
    """Return how many of the rows name a document of the graph and a place in it, and what that says and does not say."""
    placed = sum(_placed(row, found.base) for row in rows)
    if not rows:
        return {"rows_with_a_place": 0, "about_evidence": _PAST if len(found) else _EMPTY}
    told = f"rows that name a document and a place in it: {placed} of {len(rows)}; {about}" if placed else _NONE
    return {"rows_with_a_place": placed, "about_evidence": told}


def _placed(row: Told, base: str) -> bool:
    return str(row.get("document") or "").startswith(f"{base}/id/document/") and any(row.get(name) for name in _PLACES)


def _graph(library: Library, lines: Sequence[str], most: int, offset: int) -> Told:
    """Return some of the triples as Turtle, in the order of their text."""
    size, kept = 0, []
    for line in sorted(lines)[offset : offset + most]:
        size += len(line)
        if size > LARGEST:
            break
        kept.append(line)
    if not kept and offset < len(lines):
        raise QueryError(f"the triple at offset {offset} is longer than an answer can be: {text(sorted(lines)[offset], 200)}")
    return {
        "turtle": _turtle(kept, prefixes(library.endpoint.base)),
        **left(len(lines), offset, len(kept)),
        "about_evidence": _TRIPLES if lines else _EMPTY,
    }


def _turtle(lines: Sequence[str], named: Mapping[str, str]) -> str:
    found = rdflib.Graph(bind_namespaces="none")
    for name, iri in named.items():
        found.bind(name, iri)
    return found.parse(data="\n".join(lines), format="ntriples").serialize(format="turtle")
