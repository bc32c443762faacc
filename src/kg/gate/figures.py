"""Whether the numbers that are told of the dataset are those of its triples, counted in two other ways."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import RDF, VOID, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.build.dumps import GRAPH
from kg.gate.checking import Examined, Found, found
from kg.publish.catalogue import DATASET
from kg.store import JSON_RESULTS
from kg.terms import BASE, moved

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_TOTALS = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes")
_TYPE = f"<{RDF.type}>"


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is: in all, by the names of VoID, and per class and per property, by IRI."""

    totals: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]


def totals(examined: Examined) -> Found:
    """Return where VoID tells other totals than the lines of the N-Triples dump give."""
    counted = _of_lines(examined).totals
    told = {name: each.totals for name, each in _void(examined).items()}
    return _compared(told, counted)


def classes(examined: Examined) -> Found:
    """Return where VoID tells other numbers of things per class than the lines of the dump give."""
    return _compared({name: each.classes for name, each in _void(examined).items()}, _of_lines(examined).classes)


def properties(examined: Examined) -> Found:
    """Return where VoID tells other numbers of triples per property than the lines of the dump give."""
    return _compared({name: each.properties for name, each in _void(examined).items()}, _of_lines(examined).properties)


def endpoint(examined: Examined) -> Found:
    """Return where VoID, or the endpoint's description of itself, tells other numbers than the endpoint counts."""
    counted = _of_endpoint(examined)
    told = {name: {**each.totals, **each.classes, **each.properties} for name, each in _void(examined).items()}
    known = _compared(told, {**counted.totals, **counted.classes, **counted.properties})
    own = _compared({"/sparql": _told(_described(examined), None).totals}, counted.totals)
    return found(known.of, known.checked + own.checked, (*known.failures, *own.failures))


def _compared(told: Mapping[str, Mapping[str, int]], counted: Mapping[str, int]) -> Found:
    """Return the numbers that are not as they were counted, and those that are told of nothing."""
    faults = (
        f"{name} tells {numbers.get(key, 'nothing')} of {key}, there are {counted.get(key, 0)}"
        for name, numbers in told.items()
        for key in sorted(counted.keys() | numbers.keys())
        if numbers.get(key) != counted.get(key)
    )
    return found("numbers", sum(map(len, told.values())), faults)


def _void(examined: Examined) -> dict[str, Counted]:
    """Return what is told of the dataset: in the release, and on the site if it has a catalogue."""
    dataset = URIRef(moved(DATASET, BASE, examined.base))
    texts = {"void.ttl": (examined.release.folder / "void.ttl").read_text(encoding="utf-8")}
    if examined.library.publication:
        texts["/void"] = examined.call("/void.ttl").text
    return {name: _told(Graph().parse(data=text, format="turtle"), dataset) for name, text in texts.items()}


def _described(examined: Examined) -> Graph:
    return Graph().parse(data=examined.call("/sparql", {"Accept": "text/turtle"}).text, format="turtle")


def _told(graph: Graph, dataset: Node | None) -> Counted:
    """Return the numbers that a graph tells of a dataset, or of the graph of an endpoint."""
    about = dataset or next(graph.subjects(RDF.type, _SD.Graph), None)
    numbers = {name: graph.value(about, VOID[name]) for name in _TOTALS}
    return Counted(
        {name: int(str(value)) for name, value in numbers.items() if value is not None},
        dict(_partitions(graph, about, (VOID.classPartition, VOID["class"], VOID.entities))),
        dict(_partitions(graph, about, (VOID.propertyPartition, VOID.property, VOID.triples))),
    )


def _partitions(graph: Graph, about: Node | None, words: tuple[URIRef, URIRef, URIRef]) -> Iterator[tuple[str, int]]:
    part, of, number = words
    for each in graph.objects(about, part):
        yield str(graph.value(each, of)), int(str(graph.value(each, number)))


def _of_lines(examined: Examined) -> Counted:
    """Return the numbers that the lines of the N-Triples dump give: each is a triple, and the same term is written the same."""
    text = (examined.release.folder / GRAPH).read_text(encoding="utf-8")
    triples = [(*line.split(" ", 2)[:2], line.split(" ", 2)[2].removesuffix(" .")) for line in text.split("\n") if line]
    things = {(value, subject) for subject, predicate, value in triples if predicate == _TYPE}
    of_class = Counter(_iri(value) for value, _ in things)
    of_property = Counter(_iri(predicate) for _, predicate, _ in triples)
    distinct = {"distinctSubjects": {triple[0] for triple in triples}, "distinctObjects": {triple[2] for triple in triples}}
    numbers = {name: len(terms) for name, terms in distinct.items()}
    return Counted({"triples": len(triples), **numbers, "properties": len(of_property), "classes": len(of_class)}, of_class, of_property)


def _iri(written: str) -> str:
    return written.removeprefix("<").removesuffix(">")


def _of_endpoint(examined: Examined) -> Counted:
    """Return the numbers that the endpoint of the site counts itself."""
    (counts,) = _answers(examined, "release/counts")
    per_class, per_property = _answers(examined, "release/classes"), _answers(examined, "release/properties")
    named = {"triples": "triples", "subjects": "distinctSubjects", "objects": "distinctObjects", "predicates": "properties"}
    return Counted(
        {**{name: int(counts[variable]) for variable, name in named.items()}, "classes": len(per_class)},
        {row["class"]: int(row["count"]) for row in per_class},
        {row["property"]: int(row["count"]) for row in per_property},
    )


def _answers(examined: Examined, query: str) -> list[dict[str, str]]:
    asked = f"/sparql?{urlencode({'query': examined.library.queries.text(query)})}"
    told = json.loads(examined.call(asked, {"Accept": JSON_RESULTS}).body)
    return [{name: value["value"] for name, value in row.items()} for row in told["results"]["bindings"]]
