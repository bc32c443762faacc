"""What a page tells of its question so that a browser can ask it with other values, where there is no server (frontend/src/local)."""

from collections.abc import Mapping
from urllib.parse import urlencode

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.library import Library, View
from kg.store.parameters import PATTERNS, Parameter, parameter_term
from kg.store.query_files import SavedQuery
from kg.terms import BASE, rebase


def portable(library: Library, view: View, query: SavedQuery) -> Mapping[str, object]:
    """Return the question's SPARQL with places for its parameters (`$name`, `$$` is a dollar), what each takes, and what it selects."""
    return {
        "name": query.name,
        "sparql": rebase(query.text, BASE, library.endpoint.base).strip(),
        "parameters": [_parameter(library, view, each) for each in query.parameters],
        "columns": query.columns,
        "drawn": bool(query.chart or query.network),
    }


def asked(given: Mapping[str, str]) -> str:
    """Return what a page was made for, as it stands in an address.

    >>> asked({"jaar": "2018", "thema": "werk & inkomen"})
    'jaar=2018&thema=werk+%26+inkomen'
    """
    return urlencode(given)


def _parameter(library: Library, view: View, parameter: Parameter) -> Mapping[str, object]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "pattern": PATTERNS[parameter.kind],
        "default": _default(parameter),
        "label": parameter.said(view.language.value),
        "values": parameter.values,
        "choices": rebase(library.queries[parameter.choices].text, BASE, library.endpoint.base).strip() if parameter.choices else "",
    }


def _default(parameter: Parameter) -> str:
    """Return the default as it stands in an address, empty when there is none."""
    term = parameter_term(parameter, parameter.default) if parameter.default else ""
    return address(term) if isinstance(term, URIRef) else str(term)
