"""Passages that were read have known positions: what rests on them gets those in the graph."""

from collections.abc import Iterable

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.extract.positions import place, place_passage
from kg.model.passages import Passage, TextEdition
from kg.terms import BELEID, mint


def placed(graph: Graph, edition: TextEdition, passages: Iterable[Passage]) -> int:
    """Give a document's passages in the graph the positions they were read at, and return how many have one.

    Of the document's other passages, which earlier facts rest on, the positions are found anew in this text.
    """
    place(graph, edition)
    known = {passage.locator: passage.stretch for passage in passages}
    count = 0
    for passage in set(graph.subjects(DCTERMS.isPartOf, mint("document", edition.document))):
        stretch = known.get(str(graph.value(passage, BELEID.locator)))
        if stretch is not None and (passage, RDF.type, BELEID.Fragment) in graph:
            place_passage(graph, URIRef(str(passage)), edition, stretch)
            count += 1
    return count
