"""The pages as HTML: the same text for the server and for the static site.

A page is made from a Library (the release) and a View (how it is asked for); what a page's own address
asks beyond that (how many steps the picture goes) is read from `view.path`. The names of the style and
scripts belong to the installed package, not to a release: templating.assets() reads them, once, from the
manifest that the build of frontend/ writes, so no signature here need carry them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.build.gate_file import Judgement
from kg.build.referrers import KINDS as REFERRED
from kg.publish.catalogue import Catalogue
from kg.publish.editor import editor
from kg.publish.facts import Text
from kg.publish.finding import Results, results
from kg.publish.focus.picture import STEPS, Picture, picture, steps_of
from kg.publish.frame import Frame, frame
from kg.publish.gate_report import Report, report
from kg.publish.inventory import JUDGEMENT
from kg.publish.library import SITE, Library, View
from kg.publish.links import asked, kind_of, link, page_of, page_path, path_of, with_query
from kg.publish.narrowing import Chosen
from kg.publish.offer import Offer, offer
from kg.publish.ontology import Ontology, ontology
from kg.publish.questions import Answer, Question, answer, questions
from kg.publish.referrers import STEP as REFERRERS
from kg.publish.referrers import Referrers, referrers
from kg.publish.resource import Thing, around, pictured, told
from kg.publish.results import Shown
from kg.publish.structured_data import structured_data
from kg.publish.templating import html
from kg.publish.together.nearest import Nearest, nearest
from kg.publish.words import words
from kg.store import Endpoint

NODES = frozenset({"doel", "indicator", "initiatief", "organisatie", "programma", "resultaat"})
"""The kinds of things that are nodes of the network (queries/network/nodes.rq); a document has a picture and no network."""
FORMATS = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"), ("CSV", "csv"))


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found."""

    frame: Frame
    results: Results


@dataclass(frozen=True, slots=True)
class ThingPage:
    """Everything about one thing.

    `steps` are the links that widen or narrow the picture, `nearest` tells with whom an organisation works, and `explain` leads to
    the page that tells how it hangs together with another.
    """

    frame: Frame
    thing: Thing
    picture: Picture | None
    steps: tuple[tuple[int, str], ...]
    formats: tuple[tuple[str, str], ...]
    network: str
    referrers: str
    nearest: Nearest | None
    explain: str


@dataclass(frozen=True, slots=True)
class ReferrersPage:
    """What says something of a thing; `pages` are the links to its pages."""

    frame: Frame
    referrers: Referrers
    pages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions people ask."""

    frame: Frame
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its answer."""

    frame: Frame
    answer: Answer


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """What is published and how to get it; `structured` is the same for search engines, `quality` leads to the quality report."""

    frame: Frame
    offer: Offer
    structured: str
    quality: str


@dataclass(frozen=True, slots=True)
class GatePage:
    """What the gate found of the release."""

    frame: Frame
    report: Report


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The ontology, with the forms to download it in and the link to this version of it."""

    frame: Frame
    ontology: Ontology
    formats: tuple[tuple[str, str], ...]
    version_href: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """What went wrong, and the way on."""

    frame: Frame
    status: int
    detail: str


def search_page(library: Library, view: View, text: str, facets: Chosen, page: int) -> str:
    """Return what is found for a text with these facets."""
    title = words(view.language)("search.title", text=text) if text else words(view.language)("nav.search")
    return html("search.html", SearchPage(frame(view, Text(title), library), results(library, view, text, facets, page)))


def thing_page(library: Library, view: View, iri: URIRef) -> str:
    """Return the page about one thing; raises NotFoundError when the graph says nothing about it."""
    known = around(library, view, iri)
    thing = told(library, known)
    drawn = picture(library, known, steps_of(asked(view).get("stappen", ""))) if pictured(known) else None
    own, here = View(root=view.root, release=view.release), page_of(View(view.language, root=view.root), iri)
    page = ThingPage(
        frame(view, thing.ref.name, library),
        thing,
        drawn,
        tuple((step, with_query(view, {"stappen": step if step > 1 else ""}) + "#beeld") for step in STEPS) if drawn else (),
        tuple((name, link(own, f"/doc/{path_of(iri)}.{suffix}")) for name, suffix in FORMATS),
        f"{here.replace('/doc/', '/netwerk/', 1)}.html" if _has_network(drawn, view, iri) else "",
        link(view, f"/doc/{path_of(iri)}/{REFERRERS}") if path_of(iri).partition("/")[0] in REFERRED else "",
        nearest(library, view, iri) if kind_of(iri) == "organisatie" else None,
        link(view, "/verband", van=path_of(iri)) if kind_of(iri) in NODES and not library.alone else "",
    )
    return html("thing.html", page)


def _has_network(drawn: Picture | None, view: View, iri: URIRef) -> bool:
    """Tell whether a thing has a network as a file of its own: it is a node in it, with others around it, of the release that is served."""
    return bool(drawn and len(drawn.nodes) > 1 and kind_of(iri) in NODES and not view.release)


def referrers_page(library: Library, view: View, iri: URIRef, page: int) -> str:
    """Return a page of all that says something of a thing; raises NotFoundError for a page there is not."""
    found = referrers(library, view, iri, page)
    title = Text(words(view.language)("referrers.title", thing=found.thing.name.value))
    own = f"/doc/{path_of(iri)}/{REFERRERS}"
    pages = tuple((number, link(view, page_path(own, number))) for number in range(1, found.pages + 1))
    return html("referrers.html", ReferrersPage(frame(view, title, library), found, pages))


def questions_page(library: Library, view: View) -> str:
    """Return the questions people ask."""
    title = Text(words(view.language)("nav.questions"))
    return html("questions.html", QuestionsPage(frame(view, title, library), questions(library, view)))


def question_page(library: Library, view: View, name: str, given: Mapping[str, str], endpoint: Endpoint | None = None) -> str:
    """Return a question with its form and its answer from the endpoint, or else from the library's own.

    Raises UnknownQueryError when there is no such question.
    """
    found = answer(library, view, name, given, endpoint)
    return html("question.html", QuestionPage(frame(view, found.question.title, library), found))


def catalogue_page(library: Library, view: View, told: Catalogue) -> str:
    """Return what is published: by whom, under which licence, as which files and services."""
    title = Text(words(view.language)("catalogue.title"))
    found, structured = offer(told, view), structured_data(told, view.language)
    return html("catalogue.html", CataloguePage(frame(view, title, library), found, structured, _quality(library, view)))


def gate_page(library: Library, view: View, found: Judgement) -> str:
    """Return what the gate found of the release, check by check."""
    title = Text(words(view.language)("gate.title"))
    return html("gate.html", GatePage(frame(view, title, library), report(found, view)))


def ontology_page(library: Library, view: View) -> str:
    """Return the page about the ontology: its terms, what must be filled in, examples, and what changed."""
    found = ontology(library, view)
    formats = tuple((name, f"{view.root}/def.{suffix}") for name, suffix in FORMATS if suffix != "csv")
    version = link(view, f"/def/{found.colophon.version}") if found.colophon.version else ""
    return html("ontology.html", OntologyPage(frame(view, found.colophon.title, library), found, formats, version))


def sparql_page(library: Library, view: View, query: str = "", answer: Shown | None = None) -> str:
    """Return the editor for SPARQL with a query in it, an example or a first query; below it an answer, for who runs no scripts."""
    return html("sparql.html", editor(library, view, query, answer))


def message_page(view: View, status: int, said: tuple[str, str], library: Library | None = None, site: str = SITE) -> str:
    """Return what went wrong and the way on: a title and a text."""
    title, detail = said
    return html("message.html", MessagePage(frame(view, Text(title), library, site), status, detail))


def _quality(library: Library, view: View) -> str:
    """Return the link to the quality report of the release that is served; empty on pages of another, and when there is none."""
    return link(view, JUDGEMENT) if library.judgement and not view.release else ""
