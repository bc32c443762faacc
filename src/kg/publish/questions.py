"""The questions people ask: saved queries with their parameters, and the table that answers them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import Literal, URIRef

from kg.errors import UnknownQueryError
from kg.publish.facts import Facts, Text, names
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.values import Value, value
from kg.publish.words import words
from kg.store import Solution, rows
from kg.store.queries import SavedQuery, filled

INPUTS = {"iri": "url", "integer": "number", "decimal": "number", "date": "date", "string": "text"}
"""The kind of form field for each kind of parameter; an IRI may also be a path below the base, so it is a text."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its title, in the language it is in, with the link to its page."""

    name: str
    title: Text
    href: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a question's form, filled with what was given or the default."""

    name: str
    label: Text
    input: str
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its form; and its answer as a table, or what is wrong with what was given."""

    question: Question
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    problem: str
    sparql: str
    downloads: tuple[tuple[str, str], ...]


def questions(library: Library, view: View) -> tuple[Question, ...]:
    """Return the saved queries that people may ask, by title."""
    found = [_question(view, query) for query in library.queries.questions()]
    return tuple(sorted(found, key=lambda each: each.title.value.casefold()))


def answer(library: Library, view: View, name: str, given: Mapping[str, str]) -> Answer:
    """Return the answer to a question; raises UnknownQueryError when there is no such question."""
    query = library.queries[name]
    if not query.titles:
        raise UnknownQueryError(f"no question named {name!r}; there are: {', '.join(each.name for each in library.queries.questions())}")
    known = {each.name for each in query.parameters}
    wanted = {key: text.strip() for key, text in given.items() if key in known and text.strip()}
    try:
        text, problem = filled(query, wanted), ""
    except UnknownQueryError as error:
        text, problem = "", str(error)
    found = rows(library.endpoint, text) if text else []
    columns = _columns(text, found)
    return Answer(
        _question(view, query),
        _fields(query, wanted),
        columns,
        _table(library, view, columns, found),
        problem,
        text.strip(),
        tuple((form, _download(view, name, form, wanted)) for form in ("csv", "json")) if text else (),
    )


def _question(view: View, query: SavedQuery) -> Question:
    language = view.language.value if view.language.value in query.titles else "nl"
    return Question(query.name, Text(query.title(view.language.value), language), link(view, f"/vragen/{query.name}"))


def _fields(query: SavedQuery, given: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(
            each.name,
            Text(each.meaning or each.name, "nl"),
            "text" if each.kind == "iri" else INPUTS[each.kind],
            "any" if each.kind == "decimal" else "",
            given.get(each.name, each.default),
        )
        for each in query.parameters
    )


def _columns(text: str, found: Iterable[Solution]) -> tuple[str, ...]:
    """Return the variables that are bound somewhere, in the order in which the query first names them."""
    bound = {name for row in found for name in row}
    return tuple(sorted(bound, key=lambda name: (text.find(f"?{name}"), name)))


def _table(library: Library, view: View, columns: tuple[str, ...], found: list[Solution]) -> tuple[tuple[Value, ...], ...]:
    things = {term for row in found for term in row.values() if isinstance(term, URIRef)}
    known = Facts(URIRef(""), {}, names(library, things), view)
    empty = Literal("")
    return tuple(tuple(value(known, words(view.language), row.get(name, empty)) for name in columns) for row in found)


def _download(view: View, name: str, form: str, given: Mapping[str, str]) -> str:
    query = f"?{urlencode(dict(given))}" if given else ""
    return f"{view.root}/vragen/{name}.{form}{query}"
