"""The questions people ask: saved queries with their form, and the page that answers them."""

import keyword
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rdflib import XSD, Literal, URIRef

from kg.publish import portable_question
from kg.publish.answering import permalink, query_of, values_of
from kg.publish.asking import Asked, asked, question, understood
from kg.publish.chart import Drawing, drawing
from kg.publish.choices import choices
from kg.publish.citation import Cited, cited
from kg.publish.facts import Facts, Text, names, readable
from kg.publish.headings import heading, naming
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.pairs import Pairs, pairs
from kg.publish.question_form import Complaint, Field, Option, complaints, doubts, fields, suggestions
from kg.publish.resource import CLAIM_KINDS
from kg.publish.values import Value, literal, value
from kg.publish.words import Words, words
from kg.store import Endpoint, Solution, Term, rows
from kg.store.formats import document
from kg.store.query_files import SavedQuery

FILES = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
GRAPH_FILES = (("ttl", "Turtle"), ("json", "JSON-LD"))
"""The files in which an answer of rows or a graph can be had, by suffix."""


_TOLD = 5
_LONGEST_NAME = 40
"""In characters, of a parameter that is told to be none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its title, with what it answers, each in the language it is in, and the link to its page."""

    name: str
    title: Text
    href: str
    description: Text


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a question, what is wrong with what was filled in, and what to keep in mind about it.

    `asked` is what the page is made for, as it stands in an address; `portable` what it takes to ask with other values elsewhere.
    """

    fields: tuple[Field, ...]
    suggestions: Mapping[str, tuple[Option, ...]]
    complaints: tuple[Complaint, ...]
    doubts: tuple[Text, ...]
    asked: str
    portable: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer, which of its columns hold numbers, and what of them is drawn."""

    columns: tuple[Text, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Drawing | None
    pairs: Pairs | None


@dataclass(frozen=True, slots=True)
class Ways:
    """Other ways to the same answer: files, SPARQL, the editor, the API, a notebook cell, the lasting address and how to cite it."""

    downloads: tuple[tuple[str, str], ...]
    sparql: str
    editor: str
    api: str
    notebook: str
    permalink: str
    cite: Cited | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its form; and its answer, a table or a graph in Turtle, unless something is wrong with what was given."""

    question: Question
    form: Form
    table: Table | None
    graph: str
    ways: Ways | None


def questions(library: Library, view: View) -> tuple[Question, ...]:
    """Return the saved queries that people may ask, by title."""
    found = [_question(view, query) for query in library.queries.questions()]
    return tuple(sorted(found, key=lambda each: each.title.value.casefold()))


def answer(library: Library, view: View, name: str, given: Mapping[str, str], endpoint: Endpoint | None = None) -> Answer:
    """Return the answer to a question, asked of the endpoint or else of the library's own.

    Things may be given by name. Raises UnknownQueryError when there is no such question.
    """
    query = question(library, name)
    known = {each.name for each in query.parameters}
    wanted = {key: text.strip() for key, text in given.items() if key in known and text.strip()}
    listed = choices(library, view.language, query)
    values, errors = understood(library, listed, query, wanted)
    own, lists = _question(view, query), suggestions(listed, query)
    here = (portable_question.asked(wanted), portable_question.portable(library, view, query))
    if errors:
        wrong = [error.parameter for error in errors]
        form = Form(fields(listed, view, query, wanted, wrong), lists, complaints(library, view, query, wanted, errors), (), *here)
        return Answer(own, form, None, "", None)
    ready, source = asked(library, query, values), endpoint or library.endpoint
    noted = (*_strangers(view, query, given), *doubts(library, listed, view, ready))
    form = Form(fields(listed, view, query, values, ()), lists, (), noted, *here)
    if query.columns:
        return Answer(own, form, _table(library, view, query, rows(source, ready.sparql)), "", _ways(library, view, ready))
    graph = document(source, ready.sparql, URIRef(""), "text/turtle").body.decode()
    return Answer(own, form, None, graph, _ways(library, view, ready))


def _strangers(view: View, query: SavedQuery, given: Mapping[str, str]) -> Iterator[Text]:
    """Yield that a parameter is none of the question's: it may be misspelt, and the answer does not heed it."""
    spoken, known = words(view.language), {each.name for each in query.parameters}
    for name in islice((each for each in given if each not in known), _TOLD):
        yield Text(spoken("notice.stranger", name=name[:_LONGEST_NAME], names=", ".join(sorted(known)) or "-"))


def _question(view: View, query: SavedQuery) -> Question:
    spoken = view.language.value
    title = Text(query.title(spoken), spoken if spoken in query.titles else "nl")
    description = Text(query.description(spoken), spoken if spoken in query.descriptions else "nl")
    return Question(query.name, title, link(view, f"/vragen/{query.name}"), description)


def _table(library: Library, view: View, query: SavedQuery, found: list[Solution]) -> Table:
    spoken = words(view.language)
    columns = _columns(query, found)
    things = {term for row in found for term in row.values() if isinstance(term, URIRef)}
    known = Facts(URIRef(""), {}, names(library, things), view)
    return Table(
        tuple(map(heading, columns)),
        tuple(all(_is_number(row[name]) for row in found if name in row) for name in columns),
        tuple(tuple(_cell(known, spoken, row, name) for name in columns) for row in found),
        drawing(query.chart, found, spoken) if query.chart else None,
        pairs(query.network, found, view) if query.network else None,
    )


def _columns(query: SavedQuery, found: Iterable[Solution]) -> tuple[str, ...]:
    """Return the variables that have a value somewhere, in their order; the name of a thing has no column of its own."""
    bound = {name for row in found for name in row}
    bound -= {naming(name) for name in bound}
    return tuple(name for name in query.columns if name in bound)


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype in {XSD.integer, XSD.decimal, XSD.double}


def _cell(known: Facts, spoken: Words, row: Solution, name: str) -> Value:
    """Return a cell: a thing by the name that the answer gives it, a claim without a name by its kind."""
    term = row.get(name, Literal(""))
    shown = value(known, spoken, term)
    if isinstance(term, URIRef) and naming(name) in row:
        return Value(literal(spoken, row[naming(name)]), shown.href, shown.kind)
    if shown.kind in CLAIM_KINDS and shown.text.value == readable(URIRef(term)):
        return Value(Text(spoken(f"kind.{shown.kind}")), shown.href, shown.kind)
    return shown


def _ways(library: Library, view: View, ready: Asked) -> Ways:
    own = f"{view.root}/vragen/{ready.query.name}"
    path = f"/vragen/{ready.query.name}{query_of(ready)}"
    return Ways(
        tuple((name, f"{own}.{suffix}{_files_query(ready, view)}") for suffix, name in (FILES if ready.query.columns else GRAPH_FILES)),
        ready.sparql,
        link(view, "/sparql", query=ready.sparql),
        f"{view.root}/v1/queries/{ready.query.name}.json{query_of(ready)}",
        notebook_cell(library, ready),
        permalink(library, ready),
        cited(library, view, ready.query.title(view.language.value), path),
    )


def _files_query(ready: Asked, view: View) -> str:
    return query_of(ready, lang=view.language.value if view.language.value != "nl" else "")


def notebook_cell(library: Library, ready: Asked) -> str:
    """Return a few lines of Python that ask the same in a notebook."""
    whole = {name for name, term in ready.terms.items() if isinstance(term, Literal) and term.datatype == XSD.integer}
    values = {name: int(text) if name in whole else text for name, text in values_of(ready).items()}
    if any(keyword.iskeyword(name) for name in values):
        given = f"**{values!r}"
    else:
        given = ", ".join(f"{name}={text!r}" for name, text in values.items())
    call = f"graph.ask({ready.query.name!r}{', ' if given else ''}{given})"
    return f"import kg\n\ngraph = kg.open({f'{library.endpoint.base}/sparql'!r})\n{call}\n"
