"""What a reader of an answer must not be misled by."""

from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, URIRef
from rdflib.query import ResultRow

from kg.store import rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled
from kg.terms import BASE, BELEID


def test_without_a_document_of_that_year_nothing_is_compared(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["veranderd-tussen-jaren"], {"later": "2020"}))
    assert [{name: str(value) for name, value in row.items()} for row in found] == [{"verandering": "geen bron", "van": "9", "naar": "0"}]


def test_without_a_document_of_that_year_a_goal_has_no_source_instead_of_no_result(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["resultaten-per-doel"], {"jaar": "2015"}))
    assert {(str(row["documentenVanEigenaar"]), str(row["melding"])) for row in found} == {("0", "geen bron")}


def test_a_goal_below_an_sdg_target_counts_but_sdg_70_is_not_sdg_7(queries: Queries) -> None:
    small = Graph()
    for name, target in (("a", "7"), ("b", "7.2"), ("c", "70")):
        goal = URIRef(f"{BASE}/id/doel/{name}")
        passage = URIRef(f"{BASE}/id/passage/{name}")
        small.add((goal, RDF.type, BELEID.Goal))
        small.add((goal, RDFS.label, Literal(name, lang="nl")))
        small.add((goal, URIRef(f"{BASE}/def#alignsWith"), URIRef(f"http://metadata.un.org/sdg/{target}")))
        small.add((goal, BELEID.evidencedBy, passage))
        small.add((passage, BELEID.locator, Literal("p. 1")))
        small.add((passage, DCTERMS.isPartOf, URIRef(f"{BASE}/id/document/d")))
    small.add((URIRef(f"{BASE}/id/document/d"), DCTERMS.title, Literal("D", lang="nl")))
    result = small.query(filled(queries["doelen-bij-sdg"], {}))
    assert sorted(str(row[3]) for row in result if isinstance(row, ResultRow)) == ["a", "b"]
