"""What a reader of an answer must not be misled by."""

from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, URIRef
from rdflib.query import ResultRow

from kg.store import rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled
from kg.terms import BASE, BELEID, concept

TRUST = concept("indicator", "almelo-ind-vertrouwen-gemeentebestuur")


def test_without_a_document_of_that_year_nothing_is_compared(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["veranderd-tussen-jaren"], {"later": "2020"}))
    assert [{name: str(value) for name, value in row.items()} for row in found] == [{"verandering": "geen bron", "van": "9", "naar": "0"}]


def test_without_a_document_of_that_year_a_goal_has_no_source_instead_of_no_result(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["resultaten-per-doel"], {"jaar": "2015"}))
    assert {(str(row["documentenVanEigenaar"]), str(row["melding"])) for row in found} == {("0", "geen bron")}


def test_the_silence_of_who_published_nothing_later_has_no_source(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["initiatieven-lang-niet-genoemd"], {"jaar": "2030"}))
    assert {(str(row["latereDocumenten"]), str(row["melding"])) for row in found} == {("0", "geen bron")}


def test_an_initiative_that_has_finished_or_stopped_is_not_silent(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["initiatieven-lang-niet-genoemd"], {"jaar": "2026"}))
    assert {str(row["statusNaam"]) for row in found if "statusNaam" in row} == {"idee", "in voorbereiding", "in uitvoering"}


def test_who_has_no_goals_gets_no_source_instead_of_no_goal(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["initiatieven-zonder-doel"], {"organisatie": "id/organisatie/universiteit-twente"}))
    assert {(str(row["eigenDoelen"]), str(row["melding"])) for row in found} == {("0", "geen bron")}


def test_a_goal_without_owner_or_result_has_no_source(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["doelen-van-programma"], {"programma": "id/programma/programma-regio-deal-twente"}))
    assert {(row.get("eigenaar"), str(row["melding"])) for row in found if str(row["resultaten"]) == "0"} == {(None, "geen bron")}


def test_a_year_without_documents_has_no_source(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["documenten-per-jaar"], {}))
    assert {str(row["melding"]) for row in found if str(row["documenten"]) == "0"} == {"geen bron"}
    assert {str(row["melding"]) for row in found if str(row["documenten"]) != "0"} == {""}


def test_gaps_are_counted_as_they_are_listed(endpoint: LocalEndpoint, queries: Queries) -> None:
    untraced = rows(endpoint, filled(queries["doelen-niet-te-volgen"], {}))
    unhelped = rows(endpoint, filled(queries["doelen-zonder-initiatief"], {}))
    counted = rows(endpoint, filled(queries["gaten-per-organisatie"], {}))
    almelo = next(row for row in counted if row["organisatie"] == URIRef(f"{BASE}/id/organisatie/gemeente-almelo"))
    assert (str(almelo["zonderIndicator"]), str(almelo["zonderInitiatief"])) == (
        str(len({row["doel"] for row in untraced if str(row["gebrek"]) == "geen indicator"})),
        str(len({row["doel"] for row in unhelped})),
    )


def test_a_measured_value_without_a_year_has_no_distance_to_a_target(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["indicator-met-streefwaarde"], {"indicator": str(TRUST)}))
    assert {(str(row.get("jaar", "")), str(row["waarde"]), str(row.get("afstand", ""))) for row in found} == {
        ("", "17", ""),
        ("2018", "17", ""),
        ("2019", "21", ""),
    }


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
