"""The questions people ask: saved queries with their parameters, and the table that answers them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import Literal, URIRef

from kg.errors import UnknownQueryError
from kg.publish.facts import Facts, Text, names, readable
from kg.publish.library import Language, Library, View
from kg.publish.links import link
from kg.publish.resource import CLAIM_KINDS
from kg.publish.values import Value, literal, value
from kg.publish.words import Words, words
from kg.store import Solution, rows
from kg.store.queries import Parameter, SavedQuery, filled

_CAPITAL = re.compile(r"[A-Z]")

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
    columns: tuple[Text, ...]
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
        _fields(query, wanted, view),
        tuple(map(heading, columns)),
        _table(library, view, columns, found),
        problem,
        text.strip(),
        tuple((form, _download(view, name, form, wanted)) for form in ("csv", "json")) if text else (),
    )


def _question(view: View, query: SavedQuery) -> Question:
    language = view.language.value if view.language.value in query.titles else "nl"
    return Question(query.name, Text(query.title(view.language.value), language), link(view, f"/vragen/{query.name}"))


def _fields(query: SavedQuery, given: Mapping[str, str], view: View) -> tuple[Field, ...]:
    return tuple(
        Field(
            each.name,
            meaning(each, view),
            "text" if each.kind == "iri" else INPUTS[each.kind],
            "any" if each.kind == "decimal" else "",
            given.get(each.name, each.default),
        )
        for each in query.parameters
    )


def meaning(parameter: Parameter, view: View) -> Text:
    """Return what a parameter means: its comment says so in Dutch and, after a slash, in English.

    >>> meaning(Parameter("jaar", "integer", "", "het jaar / the year"), View(Language.EN))
    Text(value='the year', language='en')
    """
    dutch, _, english = parameter.meaning.partition(" / ")
    return Text(english, "en") if english and view.language is Language.EN else Text(dutch or parameter.name, "nl")


def heading(variable: str) -> Text:
    """Return the name of a variable as words; they are Dutch.

    >>> heading("eigenWaarde").value
    'Eigen waarde'
    """
    return Text(_CAPITAL.sub(lambda letter: f" {letter[0].lower()}", variable).capitalize(), "nl")


def _columns(text: str, found: Iterable[Solution]) -> tuple[str, ...]:
    """Return the variables that are bound somewhere, in the order of the query; the name of a thing has no column of its own."""
    bound = {name for row in found for name in row}
    bound -= {_naming(name) for name in bound}
    return tuple(sorted(bound, key=lambda name: (text.find(f"?{name}"), name)))


def _table(library: Library, view: View, columns: tuple[str, ...], found: list[Solution]) -> tuple[tuple[Value, ...], ...]:
    things = {term for row in found for term in row.values() if isinstance(term, URIRef)}
    known = Facts(URIRef(""), {}, names(library, things), view)
    return tuple(tuple(_cell(known, words(view.language), row, name) for name in columns) for row in found)


def _cell(known: Facts, spoken: Words, row: Solution, name: str) -> Value:
    """Return a cell: a thing by the name that the answer gives it, a claim without a name by its kind."""
    term = row.get(name, Literal(""))
    shown = value(known, spoken, term)
    if isinstance(term, URIRef) and _naming(name) in row:
        return Value(literal(spoken, row[_naming(name)]), shown.href, shown.kind)
    if shown.kind in CLAIM_KINDS and shown.text.value == readable(URIRef(term)):
        return Value(Text(spoken(f"kind.{shown.kind}")), shown.href, shown.kind)
    return shown


def _naming(variable: str) -> str:
    """Return the variable with what a thing is called: ?doelNaam for ?doel; a document is called ?bron."""
    return "bron" if variable == "document" else f"{variable}Naam"


def _download(view: View, name: str, form: str, given: Mapping[str, str]) -> str:
    query = f"?{urlencode(dict(given))}" if given else ""
    return f"{view.root}/vragen/{name}.{form}{query}"
