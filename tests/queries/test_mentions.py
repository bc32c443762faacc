"""A result that two sources describe stays one result in the answers; what each source says of it is no claim of its own."""

from pathlib import Path

import pytest

from kg.extract.facts import facts
from kg.model import Row
from kg.store import rows, turtle
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries, filled
from kg.terms import BELEID, mint

DEAL, RESULT = mint("initiatief", "regiodeal-twente"), mint("resultaat", "almelo-res-2018-regiodeal")


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
