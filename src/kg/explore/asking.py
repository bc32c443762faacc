"""Questions in Python: SPARQL of one's own, saved questions, and what they find."""

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import Misfit, MissingFileError, ParameterError, QueryError
from kg.explore.answer import Answer
from kg.explore.naming import address, called, meant, name, resembling, unknown
from kg.explore.parameters import Values, filled, written_out
from kg.explore.values import cell
from kg.publish.api import notice
from kg.publish.asking import Asked, Doubt, Notice, asked, notices
from kg.publish.choices import Choice, choices
from kg.publish.choices import address as path_of
from kg.publish.choices import meant as strictly
from kg.publish.library import Language, Library
from kg.store import N_TRIPLES, Term
from kg.store.parameters import IRI, Parameter
from kg.store.queries import own_place, with_prefixes
from kg.store.query_files import Chart, SavedQuery, read
from kg.terms import BASE, moved, rebase

Found: TypeAlias = Answer | rdflib.Graph | bool
"""What a query finds: rows, a graph for CONSTRUCT and DESCRIBE, a truth value for ASK."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What to keep in mind about a thing that was given: `code` is taken (for a name not exactly its own) or no_choice."""

    parameter: str
    value: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a saved question, what was asked with the value of every parameter, and what to keep in mind about it."""

    found: Found
    asked: Asked
    remarks: tuple[Remark, ...]


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
    given = filled(text, parameters)
    sent = with_prefixes(given)
    try:
        return found(library, language, rebase(sent, BASE, base))
    except QueryError as error:
        raise own_place(error, given, sent) from error


def answered(library: Library, language: Language, query: SavedQuery, parameters: Mapping[str, Values]) -> Found:
    """Return the answer to a saved question; things may be given by name, and what to keep in mind about them is a UserWarning.

    Raises ParameterError for a value that does not fit, UnclearNameError for a name that is not one thing's or an IRI of nothing.
    """
    given = replied(library, language, query, parameters)
    for remark in given.remarks:
        warnings.warn(remark.detail, stacklevel=3)
    return given.found


def replied(library: Library, language: Language, query: SavedQuery, parameters: Mapping[str, Values]) -> Reply:
    """Return the answer to a saved question with what was asked, the defaults too, and what to keep in mind about it."""
    listed = choices(library, Language.NL, query)
    given = {each: written_out(each, value) for each, value in parameters.items()}
    taken = {
        parameter.name: _thing(library, listed[parameter.name], parameter, given[parameter.name])
        for parameter in query.parameters
        if parameter.kind == "iri" and parameter.name in given
    }
    ready = asked(library, query, {**given, **{each: text for each, (text, _) in taken.items()}})
    loose = [_loose(library, ready, each, given[each]) for each, (_, plain) in taken.items() if not plain]
    doubted = [_doubted(library, listed[told.parameter.name], told) for told in notices(library, listed, ready)]
    return Reply(found(library, language, ready.sparql, query.chart), ready, (*loose, *doubted))


def _thing(library: Library, listed: Sequence[Choice], parameter: Parameter, text: str) -> tuple[str, bool]:
    """Return the text for a parameter that is a thing, and whether that is plain: it is an IRI, or what the site takes the name for.

    What the site takes for no name of its choices may still be another name of one of them, or words that find it alone.
    """
    iri = address(text, library.endpoint.base)
    if iri is not None:
        return path_of(iri), True
    if not listed and not re.fullmatch(IRI, text):
        iri = meant(library, text)
        return path_of(iri), name(library, iri).casefold().split() == text.casefold().split()
    try:
        return strictly(library, listed, parameter, text), True
    except ParameterError as error:
        if error.why is Misfit.SEVERAL:
            raise
        return path_of(meant(library, text, among=_things(listed))), False


def _things(listed: Sequence[Choice]) -> frozenset[URIRef]:
    return frozenset(URIRef(f"{BASE}/{each.value}") for each in listed if each.value.startswith("id/"))


def _loose(library: Library, ready: Asked, parameter: str, text: str) -> Remark:
    """Return the remark that a name was taken for a thing that is not called exactly so, or not among the choices."""
    thing = URIRef(ready.terms[parameter])
    told = f"{parameter}: {text!r} was taken for {called(library, thing)}"
    return Remark(parameter, str(moved(thing, BASE, library.endpoint.base)), "taken", told)


def _doubted(library: Library, listed: Sequence[Choice], told: Notice) -> Remark:
    """Return the remark about a thing that the question does not choose from; raises UnclearNameError when the graph holds it not."""
    if told.doubt is Doubt.ABSENT:
        raise unknown(library, told.thing, _things(listed))
    known, hint = notice(told, library.endpoint.base), resembling(library, told.thing, _things(listed))
    detail = f"{told.parameter.name}: {called(library, told.thing)} is not among the things that the question chooses from{hint}"
    return Remark(known["parameter"], known["value"], known["code"], detail)


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
