"""A question with what was given for its parameters: what each text means, and the SPARQL that asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rdflib import URIRef
from rdflib.term import Identifier

from kg.errors import ParameterError, UnknownQueryError
from kg.publish.choices import Choice, Listed, address, meant
from kg.publish.library import Library
from kg.store import ask
from kg.store.parameters import Parameter
from kg.store.queries import filled_with, misfits, terms
from kg.store.query_files import SavedQuery
from kg.terms import BASE, moved, rebase


class Doubt(StrEnum):
    """Why a thing that was given may be another than was meant."""

    ABSENT = "absent"
    NO_CHOICE = "no_choice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A thing that was given and of which the question can hardly say anything, and why."""

    parameter: Parameter
    thing: URIRef
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be asked: the texts given, the term for each parameter, and the SPARQL under the base of the data."""

    query: SavedQuery
    given: Mapping[str, str]
    terms: Mapping[str, Identifier]
    sparql: str


def question(library: Library, name: str) -> SavedQuery:
    """Return a question people may ask; raises UnknownQueryError, for the parts of the product too."""
    found = library.queries[name]
    if not found.titles:
        raise UnknownQueryError(f"no question named {name!r}; there are: {', '.join(each.name for each in library.queries.questions())}")
    return found


def asked(library: Library, query: SavedQuery, given: Mapping[str, str]) -> Asked:
    """Return the question with these texts, an IRI as such or as its path; raises ParameterError for the first that does not fit."""
    base = library.endpoint.base
    values = {name: URIRef(moved(term, base, BASE)) if isinstance(term, URIRef) else term for name, term in terms(query, given).items()}
    text = rebase(filled_with(query, values), BASE, base)
    return Asked(query, given, values, text.strip())


def understood(
    library: Library, listed: Listed, query: SavedQuery, given: Mapping[str, str]
) -> tuple[dict[str, str], list[ParameterError]]:
    """Return the texts with each name of a thing replaced by its path, and what does not fit of all that was given."""
    values, unclear = dict(given), []
    for parameter in query.parameters:
        if parameter.name in given:
            try:
                values[parameter.name] = meant(library, listed[parameter.name], parameter, given[parameter.name])
            except ParameterError as error:
                unclear.append(error)
    vague = {error.parameter for error in unclear}
    return values, [*unclear, *(error for error in misfits(query, values) if error.parameter not in vague)]


def notices(library: Library, listed: Listed, asked: Asked) -> tuple[Notice, ...]:
    """Return the things given that the graph does not know, or that are not among those to choose from."""
    found = []
    for parameter in asked.query.parameters:
        thing = asked.terms[parameter.name]
        if parameter.name in asked.given and isinstance(thing, URIRef):
            doubt = _doubt(library, listed[parameter.name], thing)
            if doubt:
                found.append(Notice(parameter, thing, doubt))
    return tuple(found)


def _doubt(library: Library, listed: Sequence[Choice], thing: URIRef) -> Doubt | None:
    if not ask(library.endpoint, library.queries.text("pages/present", thing=thing)):
        return Doubt.ABSENT
    return Doubt.NO_CHOICE if listed and address(thing) not in {each.value for each in listed} else None
