"""A result that two sources describe stays one result in the answers; what each source says of it is no claim of its own."""

from pathlib import Path

import pytest

from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import rows, turtle
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries, filled
from kg.terms import BELEID, mint

DEAL, RESULT = mint("initiatief", "regiodeal-twente"), mint("resultaat", "almelo-res-2018-regiodeal")
REPORT = "almelo-jaarverantwoording-2018-innoveren"
WORK = mint("doel", "almelo-doel-perspectief-arbeidsmarkt")


@pytest.fixture
def endpoint(small_rows: list[Row], tmp_path: Path) -> LocalEndpoint:
    second = next(row for row in small_rows if row["id"] == "almelo-res-2018-regiodeal")
    cells = {**second.cells, "goal_or_initiative": "regiodeal-twente", "source": "tw-rt-1401", "locator": "Inleiding"}
    turtle.save(facts([*small_rows, Row("results", cells)]), tmp_path / "triples.ttl")
    ontology = Path(__file__).parents[2] / "ontology"
    return open_files([ontology / "vocabulary.ttl", ontology / "schemes.ttl", tmp_path / "triples.ttl"])


def test_neither_the_result_nor_its_mentions_count_as_claims_of_one_source(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["beweringen-met-een-bron"], {"initiatief": str(DEAL)}))
    claims = {str(row["bewering"]) for row in found}
    assert claims
    assert not [claim for claim in claims if "/vermelding/" in claim or claim == str(RESULT)]


def test_a_picture_draws_the_result_once(endpoint: LocalEndpoint, queries: Queries) -> None:
    ties = rows(endpoint, queries.text("pages/ties", things=[DEAL]))
    assert {tie["subject"] for tie in ties if tie["predicate"] == BELEID.resultOf} == {RESULT}


def test_what_two_sources_report_is_one_result_of_a_goal_and_of_its_programme(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["resultaten-van-doel"], {"doel": str(WORK)}))
    ways = [(str(row["wijze"]), str(row["document"]).rpartition("/")[2]) for row in found if row["resultaat"] == RESULT]
    assert sorted(ways) == [(way, document) for way in ("rechtstreeks", "via initiatief") for document in (REPORT, "tw-rt-1401")]
    programme = rows(endpoint, filled(queries["doelen-van-programma"], {}))
    assert [(str(row["resultaten"]), str(row["bronnen"])) for row in programme if row["doel"] == WORK] == [("1", "2")]


def test_a_timeline_tells_begin_and_end_once_and_by_the_source_that_states_them(endpoint: LocalEndpoint, queries: Queries) -> None:
    found = rows(endpoint, filled(queries["tijdlijn-van-initiatief"], {"initiatief": str(DEAL)}))
    told = [(str(row["jaar"]), str(row["soort"]), str(row["document"])) for row in found if str(row["soort"]) in {"begin", "einde"}]
    source = str(mint("document", "tw-rt-1401"))
    assert told == [("2019", "begin", source), ("2022", "einde", source)]
