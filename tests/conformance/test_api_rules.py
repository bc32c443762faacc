"""The API keeps the NL API Design Rules and its own description."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.engine import events, from_schema
from starlette.applications import Starlette
from starlette.testclient import TestClient

from conformance.spectral import findings
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.web.app import create_app
from kinds import kinds

RULES = Path(__file__).parents[3] / "shared" / "standards" / "nl-api-design-rules" / "linter.yaml"


LETTERS = r"\u00A1-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF"
"""What an IRI may hold beside ASCII. Hypothesis takes a minute to make texts of it; without it all it makes is as right or wrong."""


@pytest.fixture(scope="module")
def apps(
    endpoint: LocalEndpoint, queries: Queries, real_index: SearchIndex, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Starlette]:
    """The real questions, and those with a parameter of every kind."""
    folder = tmp_path_factory.mktemp("api")
    sets = {"real": queries, "kinds": kinds(folder)}
    return {name: create_app(Library(endpoint, saved, real_index, {"release": "0123456789ab"})) for name, saved in sets.items()}


def _skip_without_rules() -> None:
    if not RULES.is_file():
        pytest.skip(f"WARNING: the NL API Design Rules were NOT checked, for there is no {RULES}")


@pytest.mark.parametrize("name", ["real", "kinds"])
def test_the_description_is_clean_under_the_linter_of_the_dutch_government(apps: dict[str, Starlette], tmp_path: Path, name: str) -> None:
    _skip_without_rules()
    document = tmp_path / "openapi.json"
    document.write_bytes(TestClient(apps[name]).get("/v1/openapi.json").content)
    assert findings(document, RULES) == []


def test_the_linter_bites(apps: dict[str, Starlette], tmp_path: Path) -> None:
    _skip_without_rules()
    told: Any = TestClient(apps["kinds"]).get("/v1/openapi.json").json()
    del told["info"]["contact"]
    told["paths"]["/Queries_Of/"] = told["paths"].pop("/queries")
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(told), encoding="utf-8")
    rules = {line.split(") ")[1].partition(": ")[0] for line in findings(document, RULES)}
    assert rules == {"info-contact", "nlgov:paths-kebab-case", "path-keys-no-trailing-slash"}


def test_every_question_answers_as_its_description_says(apps: dict[str, Starlette], queries: Queries) -> None:
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", apps["real"])
    for query in queries.questions():
        case = schema[f"/queries/{query.name}"]["GET"].Case(query={"pageSize": 1000} if query.columns else {})
        response = case.call()
        assert response.status_code == 200, query.name
        case.validate_response(response)


def test_whatever_is_sent_is_answered_as_the_description_says(apps: dict[str, Starlette]) -> None:
    """By schemathesis: right and wrong values of every kind, missing and unknown parameters, other methods; the same every time."""
    told = TestClient(apps["kinds"]).get("/v1/openapi.json").json()
    assert LETTERS in told["paths"]["/queries/graaf"]["get"]["parameters"][0]["schema"]["pattern"]
    config = schemathesis.Config.from_dict({"seed": 1})
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(told).replace(json.dumps(LETTERS)[1:-1], "")), config=config)
    schema.app, schema.location = apps["kinds"], "/v1/openapi.json"
    schema.config.generation.update(max_examples=10, deterministic=True)
    schema.config.phases.stateful.enabled = False
    failed: list[str] = []
    seen: Counter[object] = Counter()
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            _look(event, failed, seen)
    assert failed == []
    assert {"not_a_server_error", "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance"} <= set(seen)
    assert all(seen[status] > 10 for status in (200, 400, 405)), seen


def _look(event: events.ScenarioFinished, failed: list[str], seen: Counter[object]) -> None:
    """Take over from what was sent which checks failed, which were made, and which statuses came."""
    for checks in event.recorder.checks.values():
        seen.update(check.name for check in checks)
        failed.extend(f"{event.recorder.label}: {check.failure_info}" for check in checks if check.failure_info)
    answers = (each.response for each in event.recorder.interactions.values())
    seen.update(answer.status_code for answer in answers if answer)
