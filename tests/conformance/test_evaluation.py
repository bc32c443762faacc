"""The evaluation and syntax tests of the suite, in this process and over HTTP: what the engine can, the endpoint can."""

import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import DefaultGraph, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from conformance.answers import Outcome, canonical, expected, loaded, read, rows, solutions, table, triples
from conformance.served import Sandbox
from conformance.suite import EVALUATED, LEFT_OUT, QT, SHARED, SUITE, SYNTAX, UPDATED, UT, Case, cases, file_of, iri_of, needed

pytestmark = needed
QUERIES = cases(EVALUATED, {"QueryEvaluationTest", "CSVResultFormatTest"})
UPDATES = cases(UPDATED, {"UpdateEvaluationTest"})
SYNTAXES = cases(SYNTAX, {"PositiveSyntaxTest11", "NegativeSyntaxTest11", "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"})
JSON = "application/sparql-results+json"
_SORTED = re.compile(r"order\s+by[^{}]*\Z", re.IGNORECASE)
OWN_FAILURES: dict[str, str] = {
    "aggregates#agg-groupconcat-04": "GROUP_CONCAT in one language keeps the language, as SPARQL 1.2 has it; 1.1 wants a plain text",
    "aggregates#agg-groupconcat-06": "as agg-groupconcat-04, of one value",
    "aggregates#agg-empty-group-count-graph": "a subquery without the graph variable is evaluated once, not once per graph",
    "bindings#graph": "VALUES of the graph variable within GRAPH is not joined with each graph in turn",
    "csv-tsv-res#csv03": "numbers are kept by their value: 1.0E6 comes back as 1000000",
    "csv-tsv-res#tsv03": "as csv03, and xsd:negativeInteger as the integer it is",
    "functions#bnode01": "BNODE of one text gives one node for the whole answer, where 1.1 wants another for each solution",
    "negation#graph-minus": "as agg-empty-group-count-graph: the graph variable is bound after MINUS, so nothing is shared within it",
    "property-path#zero_or_more_set_start": "a path of length zero matches only nodes that are in the graph",
    "property-path#zero_or_more_set_end": "as zero_or_more_set_start",
    "property-path#zero_or_one_set_start": "as zero_or_more_set_start",
    "property-path#zero_or_one_set_end": "as zero_or_more_set_start",
}
"""The tests that the engine itself fails, and what it does there; over HTTP they may fail as well."""


@contextmanager
def nothing_opened() -> Iterator[None]:
    """Let LOAD and SERVICE reach nothing, in this process as in the sandbox."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def query_of(case: Case) -> tuple[str, str]:
    """Return the text of a query, and the IRI it is read against."""
    file = file_of(case.one(case.action, QT.query))
    return file.read_text(encoding="utf-8"), iri_of(file)


def data_of(case: Case) -> list[Quad]:
    return loaded(case.data(case.action, QT.data, QT.graphData))


def result_of(case: Case) -> Outcome:
    """Return the expected result, in a form that can be compared."""
    file = file_of(case.result)
    if file.suffix in {".csv", ".tsv"}:
        return table(file.read_text(encoding="utf-8"), file.suffix, ordered=in_order(case))
    found = expected(file)
    return rows(found, ordered=in_order(case)) if isinstance(found, list) else found


def in_order(case: Case) -> bool:
    """Tell whether the order of rows counts: the query itself, not a part of it, sorts them."""
    return bool(_SORTED.search(query_of(case)[0]))


def in_process(case: Case) -> Outcome:
    """Return what the engine answers in this process."""
    text, base = query_of(case)
    store = Store()
    store.extend(data_of(case))
    found = store.query(text, base_iri=base)
    suffix = file_of(case.result).suffix
    if isinstance(found, QueryBoolean):
        return bool(found)
    if not isinstance(found, QuerySolutions):
        return canonical(Quad(each.subject, each.predicate, each.object) for each in found)
    if suffix in {".csv", ".tsv"}:
        form = QueryResultsFormat.CSV if suffix == ".csv" else QueryResultsFormat.TSV
        return table((found.serialize(format=form) or b"").decode(), suffix, ordered=in_order(case))
    return rows(solutions(found), ordered=in_order(case))


def over_http(sandbox: Sandbox, case: Case) -> Outcome:
    """Return what the sandbox answers to the same query over the same data."""
    text, base = query_of(case)
    sandbox.hold(data_of(case))
    suffix = file_of(case.result).suffix
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(suffix, f"{JSON}, application/n-triples")
    answer = sandbox.query(f"BASE <{base}>\n{text}", accept)
    assert answer.status == 200, answer.body
    media_type = answer.headers["content-type"].partition(";")[0]
    if suffix in {".csv", ".tsv"}:
        return table(answer.body.decode(), suffix, ordered=in_order(case))
    if media_type == "application/n-triples":
        return triples(answer.body, RdfFormat.N_TRIPLES, base)
    found = read(answer.body, QueryResultsFormat.JSON)
    return rows(found, ordered=in_order(case)) if isinstance(found, list) else found


def passes(case: Case) -> bool:
    try:
        return in_process(case) == result_of(case)
    except (SyntaxError, ValueError, RuntimeError, OSError):
        return False


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case.name)
def test_a_query(sandbox: Sandbox, case: Case) -> None:
    assert passes(case) is (case.name not in OWN_FAILURES)
    if case.name not in OWN_FAILURES:
        assert over_http(sandbox, case) == result_of(case)


def updated(case: Case) -> tuple[str, str, list[Quad], frozenset[str]]:
    """Return the text of an update and its base, what was there before, and what must be there after."""
    file = file_of(case.one(case.action, UT.request))
    before = loaded(case.data(case.action, UT.data, UT.graphData))
    after = loaded(case.data(case.result, UT.data, UT.graphData))
    return file.read_text(encoding="utf-8"), iri_of(file), before, canonical(after)


@pytest.mark.parametrize("case", UPDATES, ids=lambda case: case.name)
def test_an_update(sandbox: Sandbox, case: Case) -> None:
    text, base, before, after = updated(case)
    store = Store()
    store.extend(before)
    with nothing_opened():
        store.update(text, base_iri=base)
    assert canonical(store) == after
    sandbox.hold(before)
    answer = sandbox.update(f"BASE <{base}>\n{text}")
    assert answer.status == 204, answer.body
    assert held(sandbox) == after


def held(sandbox: Sandbox) -> frozenset[str]:
    """Return all that is in the sandbox."""
    answer = sandbox.query("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", JSON)
    found = read(answer.body, QueryResultsFormat.JSON)
    assert isinstance(found, list)
    return canonical(Quad(row["s"], row["p"], row["o"], row.get("g", DefaultGraph())) for row in found)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", SYNTAXES, ids=lambda case: case.name)
def test_a_syntax(sandbox: Sandbox, case: Case) -> None:
    file = file_of(case.action)
    text = f"BASE <{iri_of(file)}>\n{file.read_text(encoding='utf-8')}"
    answer = (sandbox.update if "Update" in case.kind or file.suffix == ".ru" else sandbox.query)(text, "*/*")
    assert answer.status in {200, 204, 400}, answer.body
    wrong = answer.status == 400 and b"not a SPARQL 1.1 " in answer.body
    assert wrong is ("Negative" in case.kind), answer.body


def test_what_is_left_out_has_a_reason() -> None:
    folders = {folder.name for folder in SUITE.iterdir() if folder.is_dir()}
    elsewhere = {"protocol", "service-description", "graph-store-protocol", "http-rdf-update"}
    assert folders == {*EVALUATED, *UPDATED, *SYNTAX, *LEFT_OUT, *elsewhere}


def test_the_engine_fails_what_is_known_and_nothing_else() -> None:
    known = (SHARED / "known-pyoxigraph-failures.txt").read_text(encoding="utf-8").split()
    ours = {name.removeprefix("sparql11/") for name in known if name.startswith("sparql11/")}
    assert set(OWN_FAILURES) == ours & {case.name for case in (*QUERIES, *UPDATES)}
    assert ours <= set(OWN_FAILURES)
