"""A graph in Python: ask it, look for things, draw its networks."""

from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import finalize

from rdflib import URIRef

from kg.explore.answer import Answer
from kg.explore.asking import Found, answered, made, queried
from kg.explore.explaining import Way, ways
from kg.explore.naming import checked, meant
from kg.explore.network import Drawn, Networks
from kg.explore.parameters import Named, Values
from kg.explore.showing import html
from kg.explore.thing import Thing, thing
from kg.publish.asking import question
from kg.publish.library import Language, Library, View
from kg.publish.listing import counts
from kg.publish.words import words
from kg.terms import BASE, moved


class Graph:
    """A graph that is open for reading; nothing done here changes it. kg.open() gives one."""

    def __init__(self, library: Library, name: str, language: Language) -> None:
        self._library = library
        self._name = name
        self._language = language
        self._networks = Networks(library, language)
        self._end = finalize(self, library.index.close)
        spoken = words(language)
        self._counted = [(spoken(f"kinds.{kind}"), count) for kind, count in counts(library).items()]

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        return self._library.endpoint.base

    @property
    def release(self) -> str:
        """Return the name of the release; empty when it is none."""
        return str(self._library.manifest.get("release", ""))

    def query(self, query: str | Path, **parameters: Values) -> Found:
        """Return what a SPARQL query finds: an Answer, an rdflib Graph for CONSTRUCT and DESCRIBE, a bool for ASK.

        The query is a text, or the path of a file. Usual prefixes need not be declared. `$name` takes the
        value of a parameter: a thing, an IRI, a number, a date or a text, or several of them within VALUES.

        >>> import kg
        >>> graph = kg.open("data/triples.ttl")
        >>> graph.query("SELECT ?name { $thing rdfs:label ?name }", thing=graph.thing("Skills Twente"))["name"]
        ['Skills Twente']
        >>> graph.query("ASK { ?goal a beleid:Goal ; rdfs:label ?name FILTER(STR(?name) = $name) }", name="Nieuw samenspel")
        True
        """
        return queried(self._library, self._language, query, parameters)

    def ask(self, name: str, **parameters: Values) -> Found:
        """Return the answer to a saved question by its name; parameters that are not given have their default.

        A thing may be given as such, by its IRI or path, or by its name.

        >>> import kg
        >>> answer = kg.open("data/triples.ttl").ask("doelen-van-initiatief", initiatief="Skills Twente")
        >>> answer["doelNaam"][:1]
        ['Vergroten van het perspectief van de Almelose arbeidsmarkt']
        """
        return answered(self._library, self._language, question(self._library, name), parameters)

    def questions(self) -> Answer:
        """Return the saved questions: name, title, what they answer, and their parameters.

        >>> import kg
        >>> "doelen-van-initiatief" in kg.open("data/triples.ttl").questions()["name"]
        True
        """
        language = self._language.value
        rows = []
        for each in self._library.queries.questions():
            takes = ", ".join(f"{parameter.name} ({parameter.kind})" for parameter in each.parameters)
            rows.append((each.name, each.title(language), takes, each.description(language)))
        return made(self._library, self._language, ("name", "question", "parameters", "description"), rows)

    def thing(self, name: str, kind: str = "") -> Thing:
        """Return a thing by its name or another name it has, its IRI, its path or kind:slug, or by words that find it alone.

        `kind` helps when several things have the name. Raises UnclearNameError, with candidates, when no thing
        or more than one is meant.

        >>> import kg
        >>> kg.open("data/triples.ttl").thing("Skills Twente")
        <Initiative 'Skills Twente' https://samenspel.example.org/id/initiatief/skills-twente>
        """
        return thing(self._library, View(self._language), meant(self._library, name, checked(kind)))

    def network(self, thing: "Thing | str | None" = None, steps: int = 2, kinds: Collection[str] = ()) -> Drawn:
        """Return a networkx MultiDiGraph: what lies within so many steps of a thing, or the whole network without one.

        Nodes and edges have `label`, `weight`, `evidence` (the places where it says so) and `documents`; nodes
        also `kind`, edges `relation`, `claim` and, when known, `year`. With kinds only things of these kinds take part.

        >>> import kg
        >>> found = kg.open("data/triples.ttl").network("Skills Twente", steps=1, kinds=["initiatief", "organisatie"])
        >>> sorted({known["kind"] for _, known in found.nodes(data=True)})
        ['initiatief', 'organisatie']
        """
        if thing is None:
            return self._networks.around(None, steps, kinds)
        text = thing.iri if isinstance(thing, Named) else thing
        return self._networks.around(meant(self._library, text), steps, kinds)

    def explain(self, first: Thing | str, second: Thing | str, most: int = 5) -> tuple[Way, ...]:
        """Return how two things hang together: the most telling ways, each with its sentence, and per step where it stands.

        >>> import kg
        >>> kg.open("data/triples.ttl").explain("Skills Twente", "Saxion", most=1)[0].sentence
        'The initiative Skills Twente is related to the initiative Twents Huis van de Logistiek, in which Saxion is a partner.'
        """
        start, end = (meant(self._library, each.iri if isinstance(each, Named) else each) for each in (first, second))
        return ways(self._library, View(self._language), (start, end), most)

    def search(self, text: str, kind: str = "", limit: int = 20) -> Answer:
        """Return the things that hold all words of a text, best first; it knows Dutch word forms and forgives typing errors.

        >>> import kg
        >>> kg.open("data/triples.ttl").search("skils twente")["name"][0]
        'Skills Twente'
        """
        hits = self._library.index.find(text, {"kind": kind} if checked(kind) else {}, 1, limit).hits
        rows = [(URIRef(moved(hit.iri, BASE, self.base)), hit.kind, hit.label, hit.matched, hit.description or None) for hit in hits]
        return made(self._library, self._language, ("thing", "kind", "name", "matched", "description"), rows)

    def close(self) -> None:
        """Close what is open; the graph can no longer search."""
        self._end()

    def __enter__(self) -> Self:
        """Return the graph, to be closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the graph."""
        self.close()

    def __repr__(self) -> str:
        """Return what it is and how many things of each kind it holds."""
        told = ", ".join(f"{count} {name.lower()}" for name, count in self._counted)
        return f"<Graph of {self._name}: {told or 'nothing'} under {self.base}>"

    def _repr_html_(self) -> str:
        """Return the same as a table for a notebook."""
        spoken = words(self._language)
        figures = [(spoken("foot.base"), self.base)]
        if self.release:
            figures.append((spoken("figure.release"), self.release))
        return html("graph.html", name=f"Graph of {self._name}", counted=self._counted, figures=figures)
