"""What the tools answer to questions: the saved ones, and SPARQL that only reads."""

import json
from collections.abc import Mapping, Sequence

import rdflib

from kg.errors import QueryError
from kg.explore.answer import Answer
from kg.explore.asking import answered
from kg.mcp.bounds import LARGEST, Told, left, part, text
from kg.mcp.values import term
from kg.publish.asking import question
from kg.publish.choices import Choice, Listed, choices
from kg.publish.library import Language, Library
from kg.store import N_TRIPLES
from kg.store.formats import prefixes
from kg.store.forms import Form, form
from kg.store.parameters import Parameter
from kg.store.queries import with_prefixes
from kg.store.query_files import SavedQuery
from kg.terms import BASE, rebase

MOST_ROWS = 500
MOST_COLUMNS = 100
MOST_CHOICES = 30
"""Values of a parameter that are listed; where there are more the tool search finds them."""

_READ_ONLY = "nothing can be changed here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
_ORDER = "; with ORDER BY in the query no row is told twice or left out"
_EVIDENCE = "each row stands in the document under document, at the place under vindplaats or locator"
_NONE = (
    "not evidence: these are counts, or what the query selects, and name no source; "
    "for claims with their sources use the tools thing and explain_sources, or select ?document, its title and the locator as well"
)


def questions(library: Library) -> Told:
    """Return the saved questions, with what each of their parameters takes."""
    return {"questions": [_question(query, choices(library, Language.NL, query)) for query in library.queries.questions()]}


def ask_question(library: Library, name: str, given: Mapping[str, str], offset: int = 0) -> Told:
    """Return the answer to a saved question; things may be given by name."""
    found = answered(library, Language.NL, question(library, name), given)
    if isinstance(found, rdflib.Graph):
        return _graph(library, found.serialize(format="nt").splitlines(), MOST_ROWS, offset)
    return {"answer": found} if isinstance(found, bool) else _rows(found, MOST_ROWS, offset)


def query(library: Library, sparql: str, limit: int = 100, offset: int = 0) -> Told:
    """Return the answer to a SPARQL query; the usual prefixes need not be declared, and a text is never taken for the name of a file."""
    if form(sparql) is Form.CHANGE:
        raise QueryError(_READ_ONLY)
    given = library.endpoint.answer(rebase(with_prefixes(sparql), BASE, library.endpoint.base))
    most = max(1, min(limit, MOST_ROWS))
    if given.media_type == N_TRIPLES:
        return _graph(library, given.body.decode().splitlines(), most, offset)
    body = json.loads(given.body)
    if "boolean" in body:
        return {"answer": bool(body["boolean"])}
    return _rows(Answer(tuple(body["head"]["vars"]), body["results"]["bindings"], library.endpoint.base), most, offset, _ORDER)


def _question(query: SavedQuery, listed: Listed) -> Told:
    return {
        "name": query.name,
        "question": query.title("nl"),
        "in_english": query.title("en"),
        "description": query.description("nl"),
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


def _rows(found: Answer, most: int, offset: int, way: str = "") -> Told:
    if len(found.columns) > MOST_COLUMNS:
        raise QueryError(f"the query selects {len(found.columns)} columns; select at most {MOST_COLUMNS} of them")
    asked = found[offset : offset + most].terms
    rows, _ = part([{name: term(row.get(name), found.base) for name in found.columns} for row in asked], 0, most)
    return {"columns": list(found.columns), "rows": rows, **left(len(found), offset, len(rows), way), **_evidence(rows, found.base)}


def _evidence(rows: Sequence[Told], base: str) -> Told:
    """Return how many of the rows name no document of the graph, and where the others do."""
    without = sum(not str(row.get("document") or "").startswith(f"{base}/id/document/") for row in rows)
    return {"rows_without_evidence": without, "about_evidence": _NONE if without == len(rows) else _EVIDENCE}


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
        "about_evidence": "a triple is no evidence; beleid:evidencedBy leads from a claim or thing to the passage it stands in",
    }


def _turtle(lines: Sequence[str], named: Mapping[str, str]) -> str:
    found = rdflib.Graph(bind_namespaces="none")
    for name, iri in named.items():
        found.bind(name, iri)
    return found.parse(data="\n".join(lines), format="ntriples").serialize(format="turtle")
