"""What a reader of an answer must not be misled by."""

import re
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.query import ResultRow

from counting.walking import ALMELO, MEASURED, QB
from kg.store import Solution, rows
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries, filled
from kg.terms import BASE, BELEID, SDMX_M, concept

TRUST = concept("indicator", "almelo-ind-vertrouwen-gemeentebestuur")


def test_without_a_document_of_that_year_nothing_is_compared(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["veranderd-tussen-jaren"], {"later": "2020"}))
    assert [{name: str(value) for name, value in row.items()} for row in found] == [{"verandering": "geen bron", "van": "9", "naar": "0"}]


def test_without_a_document_of_that_year_a_goal_has_no_source_instead_of_no_result(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["resultaten-per-doel"], {"jaar": "2015"}))
    assert {(str(row["documentenVanEigenaar"]), str(row["melding"])) for row in found} == {("0", "geen bron")}


def test_a_result_that_counts_has_a_source_though_its_owner_published_nothing(endpoint: LocalEndpoint, queries: Queries) -> None:
    given = {"organisatie": "id/organisatie/gemeente-rijssen-holten", "jaar": "2021"}
    found = rows(endpoint, filled(queries["resultaten-per-doel"], given))
    told = {(str(row["rechtstreeks"]), str(row["documentenVanEigenaar"]), str(row["melding"])) for row in found}
    assert told == {("1", "0", "")}


def test_figures_of_different_revisions_are_not_subtracted(endpoint: LocalEndpoint, queries: Queries) -> None:
    given = {"indicator": "id/concept/indicator/almelo-ind-banen-per-1000"}
    found = [row for row in rows(endpoint, filled(queries["indicator-vergelijken"], given)) if str(row.get("jaar")) == "2015"]
    assert {(str(row["eigenWaarde"]), str(row["groepWaarde"]), str(row["verschil"])) for row in found} == {
        ("851.9", "735.3", "116.6"),
        ("883.1", "727.9", "155.2"),
    }
    assert all(row["document"] == row["groepDocument"] for row in found)


def observed(small: Graph, group: str, value: int, document: str) -> None:
    """Add a measured value of 2015 of Almelo, or of a group, as a document states it."""
    thing, passage = URIRef(f"{BASE}/id/waarneming/{group}-{value}"), URIRef(f"{BASE}/id/passage/{group}-{value}")
    source, year = URIRef(f"{BASE}/id/document/{document}"), URIRef(f"{BASE}/id/periode/2015")
    small.add((concept("vergelijkingsgroep", group), SKOS.prefLabel, Literal(group, lang="nl")))
    small.add((year, BELEID.year, Literal(2015)))
    small.add((thing, RDF.type, QB.Observation))
    small.add((thing, BELEID.indicator, TRUST))
    small.add((thing, BELEID.refArea, ALMELO))
    small.add((thing, BELEID.refPeriod, year))
    small.add((thing, BELEID.comparisonGroup, concept("vergelijkingsgroep", group)))
    small.add((thing, BELEID.valueKind, MEASURED))
    small.add((thing, SDMX_M.obsValue, Literal(value)))
    small.add((thing, BELEID.evidencedBy, passage))
    small.add((passage, BELEID.locator, Literal("p. 1")))
    small.add((passage, DCTERMS.isPartOf, source))
    small.add((source, DCTERMS.title, Literal(document, lang="nl")))


def test_values_of_two_documents_are_compared_when_no_document_has_both(queries: Queries, tmp_path: Path) -> None:
    small = Graph()
    observed(small, "eigen-waarde", 10, "a")
    observed(small, "nederland", 7, "b")
    assert differences(small, queries, tmp_path) == {("10", "7", "3")}
    observed(small, "nederland", 6, "a")
    observed(small, "eigen-waarde", 11, "c")
    assert differences(small, queries, tmp_path) == {("10", "6", "4"), ("11", "", "")}


def test_the_order_tells_apart_a_group_value_that_two_documents_give(queries: Queries, tmp_path: Path) -> None:
    small = Graph()
    for group, value, document in (("eigen-waarde", 10, "a"), ("nederland", 7, "b"), ("nederland", 7, "c")):
        observed(small, group, value, document)
    found = compared(small, queries, tmp_path)
    by = re.findall(r"\?(\w+)", queries["indicator-vergelijken"].text.rpartition("ORDER BY")[2])
    assert len(found) == len({tuple(row.get(each) for each in by) for row in found}) == 2


def differences(small: Graph, queries: Queries, folder: Path) -> set[tuple[str, ...]]:
    """Return the own values, those of the group and the differences."""
    columns = ("eigenWaarde", "groepWaarde", "verschil")
    return {tuple(str(row.get(column, "")) for column in columns) for row in compared(small, queries, folder)}


def compared(small: Graph, queries: Queries, folder: Path) -> list[Solution]:
    """Return how Almelo scores in these triples, as our own engine finds it."""
    file = folder / "small.ttl"
    small.serialize(file, format="turtle")
    return rows(open_files([file]), filled(queries["indicator-vergelijken"], {}))


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


def stated(small: Graph, publisher: str, year: int, status: str) -> None:
    """Add a document of a year in which a publisher states the status of one initiative."""
    document, passage, claim = (URIRef(f"{BASE}/id/{kind}/{publisher}-{year}") for kind in ("document", "passage", "status"))
    thing, state = URIRef(f"{BASE}/id/initiatief/brug"), concept("status", status)
    small.add((document, RDF.type, BELEID.Document))
    small.add((document, DCTERMS.title, Literal(f"{publisher} {year}", lang="nl")))
    small.add((document, DCTERMS.type, concept("documenttype", "jaarverslag")))
    small.add((document, DCTERMS.publisher, URIRef(f"{BASE}/id/organisatie/gemeente-{publisher}")))
    small.add((document, BELEID.year, Literal(year)))
    small.add((passage, DCTERMS.isPartOf, document))
    small.add((passage, BELEID.locator, Literal("p. 1")))
    small.add((claim, BELEID.evidencedBy, passage))
    small.add((claim, BELEID.year, Literal(year)))
    small.add((claim, BELEID.assertedStatus, state))
    small.add((state, SKOS.prefLabel, Literal(status, lang="nl")))
    small.add((thing, BELEID.hasStatusAssertion, claim))
    small.add((thing, RDFS.label, Literal("Brug", lang="nl")))


def test_a_status_that_another_publisher_states_is_no_change_of_these_documents(queries: Queries) -> None:
    small = Graph()
    stated(small, "almelo", 2018, "idee")
    stated(small, "losser", 2019, "gestopt")
    assert changed_statuses(small, queries, {}) == []
    stated(small, "almelo", 2019, "uitvoering")
    assert changed_statuses(small, queries, {}) == [("idee", "almelo 2018", "uitvoering", "almelo 2019")]
    assert changed_statuses(small, queries, {"soort": "id/concept/documenttype/begroting"}) == []


def changed_statuses(small: Graph, queries: Queries, given: dict[str, str]) -> list[tuple[str, ...]]:
    """Return which statuses changed between 2018 and 2019 in the documents of Almelo, and where it says so."""
    found = small.query(filled(queries["veranderde-waarden-in-twee-jaren"], given))
    return [tuple(str(row[name]) for name in ("van", "bron1", "naar", "bron2")) for row in found if isinstance(row, ResultRow)]
