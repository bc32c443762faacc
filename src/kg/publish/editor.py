"""The page with the editor for SPARQL: its examples, what its scripts need to know, and the terms that they complete."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from rdflib import RDFS, SKOS, Literal, URIRef

from kg.publish.asking import asked as question_asked
from kg.publish.citation import Cited, cited
from kg.publish.facts import Facts, Ref, Statements, Text, names, readable
from kg.publish.frame import Frame, frame
from kg.publish.library import Language, Library, View
from kg.publish.links import asked, kind_of, link
from kg.publish.results import Shown
from kg.publish.templating import assets
from kg.publish.words import words
from kg.store import Solution, rows
from kg.store.formats import prefixes
from kg.store.parameters import IRI
from kg.store.query_files import SavedQuery
from kg.terms import BASE, moved, rebase

FORMATS = ("csv", "xlsx", "json", "tsv", "xml", "ttl", "jsonld", "nt", "rdf")
"""The files an answer can be had as, by their extensions."""

_SPOKEN = ("editor.", "sparql.", "cite.")


@dataclass(frozen=True, slots=True)
class Example:
    """A saved question as an example: its SPARQL with the default of each parameter, and what of its answer to draw."""

    name: str
    title: Text
    description: Text
    query: str
    chart: Mapping[str, str] | None
    network: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class EditorPage:
    """The page with the editor.

    `given` is where the query in it comes from: the address ("query"), an example ("example"), an answer
    that stands below it ("answer"), or nowhere (""). `moved` is the release that the link was made with, when
    it is another than this.
    """

    frame: Frame
    query: str
    given: str
    examples: tuple[Example, ...]
    chosen: Example | None
    moved: str
    formats: tuple[str, ...]
    answer: Shown | None
    cite: Cited | None
    style: str
    script: str
    settings: Mapping[str, object]


def editor(library: Library, view: View, query: str = "", answer: Shown | None = None) -> EditorPage:
    """Return the page with this query in the editor; without one the example that its address names, or a first query."""
    found, query = examples(library, view), query or asked(view).get("query", "")
    chosen = next((each for each in found if each.name == asked(view).get("voorbeeld")), None)
    release, linked = str(library.manifest.get("release", "")), asked(view).get("release", "")
    example = chosen.query if chosen else first_query(library)
    style, script = (f"{view.root}/static/{assets()[name]}" for name in ("sparql.css", "sparql.js"))
    return EditorPage(
        frame=frame(view, Text(words(view.language)("nav.sparql")), library),
        query=query or example,
        given="answer" if answer else "query" if query else "example" if chosen else "",
        examples=found,
        chosen=chosen,
        moved=linked if linked != release else "",
        formats=FORMATS,
        answer=answer,
        cite=cited(library, view, words(view.language)("cite.query"), f"/sparql?{urlencode({'query': query})}") if answer else None,
        style=style,
        script=script,
        settings=_settings(library, view),
    )


def first_query(library: Library) -> str:
    """Return the query that stands in the editor at first."""
    return rebase(library.queries["editor/first"].text, BASE, library.endpoint.base).strip() + "\n"


def examples(library: Library, view: View) -> tuple[Example, ...]:
    """Return the saved questions that can be asked as they are, by title."""
    found = [_example(library, view, query) for query in library.queries.questions() if all(each.default for each in query.parameters)]
    return tuple(sorted(found, key=lambda each: each.title.value.casefold()))


def _example(library: Library, view: View, query: SavedQuery) -> Example:
    language = view.language.value if view.language.value in query.titles else "nl"
    title, told = query.title(language), query.description(view.language)
    text = f"# {title}\n{question_asked(library, query, {}).sparql}\n"
    chart = {name: str(value) for name, value in asdict(query.chart).items()} if query.chart else None
    described = Text(told, view.language.value if view.language in query.descriptions else "nl")
    return Example(query.name, Text(title, language), described, text, chart, query.network)


def _settings(library: Library, view: View) -> Mapping[str, object]:
    """Return what the scripts of the page need to know."""
    spoken, path = words(view.language), f"{view.root}/sparql"
    return {
        "language": view.language.value,
        "base": library.endpoint.base,
        "release": str(library.manifest.get("release", "")),
        "endpoint": path,
        "files": path,
        "citation": f"{view.root}/citaat",
        "completions": f"{path}/completions.json",
        "names": link(view, "/sparql/names.json"),
        "examples": link(view, "/sparql/examples.json"),
        "suggestions": f"{view.root}/zoek/suggesties",
        "things": f"{view.root}/doc",
        "prefixes": prefixes(library.endpoint.base),
        "kinds": {key.removeprefix("kind."): text for key, text in spoken.texts.items() if key.startswith("kind.")},
        "words": {key: text for key, text in spoken.texts.items() if key.startswith(_SPOKEN)},
    }


def terms(library: Library) -> Mapping[str, list[Mapping[str, object]]]:
    """Return the classes and properties that this graph uses, with how often, and its concepts, each by its names."""
    found = {name: rows(library.endpoint, library.queries.text(f"editor/{name}")) for name in ("classes", "properties", "concepts")}
    known = names(library, {term for solutions in found.values() for each in solutions if isinstance(term := each["term"], URIRef)})
    return {name: [_entry(library, known, each) for each in solutions] for name, solutions in found.items()}


def _entry(library: Library, known: Statements, solution: Solution) -> Mapping[str, object]:
    term = URIRef(solution["term"])
    about = known.get(term, {})
    texts = [value for naming in (RDFS.label, SKOS.prefLabel) for value in about.get(naming, ()) if isinstance(value, Literal)]
    called = {language.value: next((str(text) for text in texts if text.language == language), "") for language in Language}
    counted = {"count": int(solution["count"])} if "count" in solution else {}
    return {"iri": str(moved(term, BASE, library.endpoint.base)), **called, **counted}


def named(library: Library, view: View, iris: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return how a page names these things and where it links to, by IRI; what is not ours and has no name here is left out.

    A thing of ours that has no name (a claim) has its link and an empty name.
    """
    things = {iri: URIRef(moved(iri, library.endpoint.base, BASE)) for iri in iris if re.fullmatch(IRI, iri)}
    known = Facts(URIRef(""), {}, names(library, things.values()) if things else {}, view)
    return {iri: _named(known.ref(thing)) for iri, thing in things.items() if thing in known.names or kind_of(thing)}


def _named(ref: Ref) -> Mapping[str, str]:
    nameless = not ref.name.language and ref.name.value == readable(ref.iri)
    return {"name": "" if nameless else ref.name.value, "language": ref.name.language, "kind": ref.kind, "href": ref.href}
