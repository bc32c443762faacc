"""The tests of federated queries, and updates that fetch: the endpoint calls no other, so it refuses each of them and says why."""

import pytest

from conformance.served import Sandbox
from conformance.suite import QT, Case, file_of, manifest, needed

CASES = manifest("service") + manifest("syntax-fed")


@needed
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_query_that_calls_another_endpoint_is_refused(sandbox: Sandbox, case: Case) -> None:
    file = file_of(case.graph.value(case.action, QT.query) or case.action)
    answer = sandbox.query(file.read_text(encoding="utf-8"), "application/json")
    assert (answer.status, b"SERVICE is not allowed here" in answer.body) == (400, True)


@needed
def test_all_federated_tests_are_refused() -> None:
    assert len(CASES) == 10


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("update", ["LOAD <{}>", "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}"])
def test_an_update_that_would_fetch_is_refused_and_changes_nothing(sandbox: Sandbox, update: str, scheme: str) -> None:
    assert sandbox.update("DROP ALL ; INSERT DATA { <a:a> <a:b> 1 }").status == 204
    answer = sandbox.update(update.format(f"{scheme}://127.0.0.1:9/"))
    assert (answer.status, b"LOAD and SERVICE reach nothing from here" in answer.body) == (400, True)
    assert sandbox.query("ASK { <a:a> <a:b> 1 }", "application/json").body == b'{"head":{},"boolean":true}'
