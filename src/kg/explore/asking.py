"""Questions in Python: SPARQL of one's own, saved questions, and what they find."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import MissingFileError, QueryError
from kg.explore.answer import Answer
from kg.explore.naming import address, meant
from kg.explore.parameters import Values, filled, written_out
from kg.explore.values import cell
from kg.publish.asking import asked
from kg.publish.choices import Choice, choices
from kg.publish.choices import address as path_of
from kg.publish.library import Language, Library
from kg.store import N_TRIPLES, Term
from kg.store.parameters import IRI, Parameter
from kg.store.queries import with_prefixes
from kg.store.query_files import Chart, SavedQuery, read
from kg.terms import BASE, rebase

Found: TypeAlias = Answer | rdflib.Graph | bool
"""What a query finds: rows, a graph for CONSTRUCT and DESCRIBE, a truth value for ASK."""


def found(library: Library, language: Language, sparql: str, drawn: Chart | None = None) -> Found:
    """Return what SPARQL under the base of the data finds."""
    given = library.endpoint.answer(sparql)
    if given.media_type == N_TRIPLES:
        return rdflib.Graph().parse(data=given.body, format="ntriples")
    body = json.loads(given.body)
    if "boolean" in body:
        return bool(body["boolean"])
    return Answer(tuple(body["head"]["vars"]), body["results"]["bindings"], library.endpoint.base, sparql, drawn, language)


def queried(library: Library, language: Language, query: str | Path, parameters: Mapping[str, Values]) -> Found:
    """Return what SPARQL, or a file that holds it, finds; usual prefixes need not be declared."""
    text = str(query)
    if isinstance(query, Path) or text.endswith((".rq", ".sparql")):
        file = Path(query)
        if not file.is_file():
            raise MissingFileError(f"{file}: no such file; give SPARQL, or the path of a file that holds it")
        saved = read(file.parent, file)
        if saved.titles:
            return answered(library, language, saved, parameters)
        text = file.read_text(encoding="utf-8")
    elif any(text == each.name for each in library.queries.questions()):
        raise QueryError(f"{text!r} is a saved question; ask it with graph.ask({text!r})")
    base = library.endpoint.base
    return found(library, language, rebase(with_prefixes(filled(text, parameters)), BASE, base))


def answered(library: Library, language: Language, query: SavedQuery, parameters: Mapping[str, Values]) -> Found:
    """Return the answer to a saved question; things may be given by name.

    Raises ParameterError for a value that does not fit, UnclearNameError for a name that is not one thing's.
    """
    given = {name: written_out(name, value) for name, value in parameters.items()}
    for parameter in query.parameters:
        if parameter.kind == "iri" and parameter.name in given:
            given[parameter.name] = _thing(library, query, parameter, given[parameter.name])
    return found(library, language, asked(library, query, given).sparql, query.chart)


def _thing(library: Library, query: SavedQuery, parameter: Parameter, text: str) -> str:
    """Return the text for a parameter that is a thing: one listed for it under this name, or the thing that is meant."""
    iri = address(text, library.endpoint.base)
    if iri is None and not re.fullmatch(IRI, text):
        listed = choices(library, Language.NL, query)[parameter.name]
        same = [each.value for each in listed if each.label.value.casefold() == text.casefold()]
        if len(same) == 1:
            return same[0]
        iri = meant(library, text, among=_things(listed))
    return path_of(iri) if iri else text


def _things(listed: tuple[Choice, ...]) -> frozenset[URIRef]:
    return frozenset(URIRef(f"{BASE}/{each.value}") for each in listed if each.value.startswith("id/"))


def table(library: Library, language: Language, query: str, **terms: Identifier) -> Answer:
    """Return the answer to a query of the product that selects rows; `$language` in it is the language."""
    text = library.queries.text(query, language=Literal(language.value), **terms)
    answer = found(library, language, rebase(text, BASE, library.endpoint.base))
    if not isinstance(answer, Answer):
        raise TypeError(query)
    return answer


def made(library: Library, language: Language, columns: tuple[str, ...], rows: Iterable[Sequence[Term | str | int | None]]) -> Answer:
    """Return an answer of values that were found another way; a text that is no term has no language."""
    cells = [{name: cell(_term(value)) for name, value in zip(columns, row, strict=True) if value is not None} for row in rows]
    return Answer(columns, cells, library.endpoint.base, language=language)


def _term(value: Term | str | int) -> Term:
    return value if isinstance(value, URIRef | Literal | BNode) else Literal(value)
