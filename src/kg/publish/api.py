"""What the API tells in JSON: which questions there are, and one page of the answer to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.build.dumps import XLSX
from kg.publish.answering import Part, Row, permalink, plain, query_of
from kg.publish.asking import Asked, Notice
from kg.publish.library import Library
from kg.store.parameters import Parameter
from kg.store.query_files import SavedQuery
from kg.terms import BASE, moved

VERSION = "1.0.0"
"""Of the interface (semver): which questions there are is content, and changes with the release."""

PREFIX = "/v1"

ROWS_FILES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": XLSX,
    "srj": "application/sparql-results+json",
    "html": "text/html",
}
GRAPH_FILES: Mapping[str, str] = {"jsonld": "application/ld+json", "ttl": "text/turtle", "html": "text/html"}
"""The formats of an answer by their suffix, the first for who does not say: of rows, and of a graph."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer: its rows, where it stands, what to keep in mind, and the links to other pages."""

    rows: tuple[Row, ...]
    part: Part
    notices: tuple[Notice, ...]
    links: Mapping[str, str]


def formats(query: SavedQuery) -> Mapping[str, str]:
    """Return the formats of the answer to a question, by suffix."""
    return ROWS_FILES if query.columns else GRAPH_FILES


def catalogue(library: Library, root: str) -> dict[str, object]:
    """Return all questions with their titles, parameters and links."""
    found = [entry(query, root) for query in library.queries.questions()]
    return {"total": len(found), "queries": found}


def entry(query: SavedQuery, root: str) -> dict[str, object]:
    """Return what there is to know about a question before one asks it."""
    return {
        "name": query.name,
        "title": both(query.titles),
        "description": both(query.descriptions),
        "parameters": [_parameter(each) for each in query.parameters],
        "columns": list(query.columns),
        "links": {"page": f"{root}/vragen/{query.name}", **_files(query, root, "")},
    }


def body(library: Library, asked: Asked, page: Page, root: str) -> dict[str, object]:
    """Return one page of an answer: its rows with what they answer, from which release, and how to get the rest."""
    base = library.endpoint.base
    return {
        "name": asked.query.name,
        "title": both(asked.query.titles),
        "parameters": {name: plain(term, base) for name, term in asked.terms.items()},
        "release": str(library.manifest.get("release", "")),
        "permalink": permalink(library, asked),
        "notices": [notice(each, base) for each in page.notices],
        "page": page.part.number,
        "pageSize": page.part.size,
        "pages": page.part.last,
        "total": page.part.total,
        "rows": list(page.rows),
        "links": {**page.links, "page": f"{root}/vragen/{asked.query.name}{query_of(asked)}", **_files(asked.query, root, query_of(asked))},
    }


def notice(told: Notice, base: str) -> dict[str, str]:
    """Return why the question can hardly say anything of a thing that was given."""
    why = {"absent": "this is not in the graph", "no_choice": "this is not among the things that the question chooses from"}
    return {
        "parameter": told.parameter.name,
        "value": moved(told.thing, BASE, base),
        "code": told.doubt.value,
        "detail": f"{told.parameter.name}: {why[told.doubt]}",
    }


def both(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a text in Dutch and English; in Dutch twice when there is no English, and empty when there is none.

    >>> both({"nl": "Welke doelen?"})
    {'nl': 'Welke doelen?', 'en': 'Welke doelen?'}
    """
    dutch = texts.get("nl", "")
    return {"nl": dutch, "en": texts.get("en", dutch)}


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "required": not parameter.default,
        "default": short(parameter.default),
        "meaning": {"nl": parameter.said("nl"), "en": parameter.said("en")},
        "values": list(parameter.values),
    }


def short(value: str) -> str:
    """Return an IRI of ours as its path, which holds under every base; any other value as it is.

    >>> short(f"{BASE}/id/doel/a"), short("2018")
    ('id/doel/a', '2018')
    """
    return value.removeprefix(f"{BASE}/") if value.startswith(f"{BASE}/id/") else value


def _files(query: SavedQuery, root: str, given: str) -> dict[str, str]:
    return {suffix: f"{root}{PREFIX}/queries/{query.name}.{suffix}{given}" for suffix in formats(query) if suffix != "html"}
