"""What the service description says is tried on the service it describes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore

import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.errors import LimitError
from kg.store import Answer, Endpoint, Formats, ask
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Workers
from kg.store.workers.sandbox import Sandbox
from kg.web.asking import Evaluation, InProcess, InWorkers
from kg.web.responses import http_error
from kg.web.sandbox import create_sandbox_app
from kg.web.service import SD, Once, description, page_or_description
from kg.web.sparql import evaluating

BASE = "https://kg.example.nl"
SERVICE = URIRef("http://testserver/sparql")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMAT = Namespace("http://www.w3.org/ns/formats/")
GEOF = "http://www.opengis.net/def/function/geosparql/"
DATA = """
@prefix : <https://kg.example.nl/> .
:a a :Goal ; :p 1, 2 ; :q :b .
:b a :Goal, :Result ; :p 1 .
"""
FIGURES = {"triples": 7, "distinctSubjects": 2, "distinctObjects": 5, "properties": 3, "classes": 2}
LIMITS = Limits(time_s=2.5, memory_mib=128, result_mib=32, long_per_client=3, waiting_per_client=9)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph") / "graph.ttl"
    made.write_text(DATA, encoding="utf-8")
    return made


@contextmanager
def served(queries: Queries, evaluation: Evaluation, root: str = "") -> Iterator[TestClient]:
    """Give a client of an application that only describes its service."""
    app = Starlette(
        routes=[Route("/sparql", description(queries, evaluation))],
        exception_handlers={HTTPException: http_error},
        lifespan=lambda _: evaluating(evaluation),
    )
    with TestClient(app, root_path=root) as client:
        yield client


def described(client: TestClient) -> Graph:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    return Graph().parse(data=response.text)


def in_workers(file: Path, limits: Limits = LIMITS) -> InWorkers:
    return InWorkers(Workers([file], BASE, limits), BASE)


def figures(graph: Graph) -> dict[str, int]:
    (dataset,) = graph.objects(SERVICE, SD.defaultDataset)
    (default,) = graph.objects(dataset, SD.defaultGraph)
    return {name: int(str(graph.value(default, VOID[name]))) for name in FIGURES}


@pytest.fixture(params=["in this process", "in workers"])
def evaluation(request: pytest.FixtureRequest, file: Path) -> Evaluation:
    return InProcess(open_files([file], BASE)) if request.param == "in this process" else in_workers(file)


def test_the_figures_are_those_of_the_graph(queries: Queries, evaluation: Evaluation) -> None:
    with served(queries, evaluation) as client:
        graph = described(client)
    assert figures(graph) == FIGURES
    assert list(graph.objects(SERVICE, SD.endpoint)) == [SERVICE]
    assert list(graph.objects(SERVICE, SD.supportedLanguage)) == [SD.SPARQL11Query]
    assert {(SERVICE, RDF.type, SD.Service), (URIRef(f"{SERVICE}#dataset"), RDF.type, SD.Dataset)} <= set(graph)


def test_the_figures_of_a_release_are_those_of_its_graph(queries: Queries, endpoint: LocalEndpoint) -> None:
    with served(queries, InProcess(endpoint)) as client:
        found = figures(described(client))
    triples = [line.split(b" ", 2) for line in endpoint.answer("CONSTRUCT WHERE { ?s ?p ?o }").body.splitlines()]
    a = f"<{RDF.type}>".encode()
    assert found == {
        "triples": len(endpoint),
        "distinctSubjects": len({subject for subject, _, _ in triples}),
        "distinctObjects": len({value for _, _, value in triples}),
        "properties": len({predicate for _, predicate, _ in triples}),
        "classes": len({value for _, predicate, value in triples if predicate == a}),
    }


def test_the_limits_are_announced_each_with_its_unit(queries: Queries, file: Path) -> None:
    with served(queries, in_workers(file)) as client:
        graph = described(client)
    schema = _schema(graph)
    told = {
        str(limit).removeprefix(str(SERVICE)): (graph.value(limit, schema.value), str(graph.value(limit, schema.unitCode)))
        for limit in graph.objects(SERVICE, schema.additionalProperty)
    }
    assert told == {
        "#limit-time": (Literal("2.5", datatype=XSD.decimal), "SEC"),
        "#limit-memory": (Literal(128 * 1024 * 1024), "AD"),
        "#limit-size": (Literal(32 * 1024 * 1024), "AD"),
        "#limit-long": (Literal(3), "C62"),
        "#limit-waiting": (Literal(9), "C62"),
    }
    names = [graph.value(limit, schema.name) for limit in graph.objects(SERVICE, schema.additionalProperty)]
    assert len({str(name) for name in names if isinstance(name, Literal) and name.language == "en"}) == 5


def _schema(graph: Graph) -> Namespace:
    (predicate,) = {predicate for predicate in graph.predicates(SERVICE) if str(predicate).endswith("/additionalProperty")}
    return Namespace(str(predicate).removesuffix("additionalProperty"))


def test_without_limits_none_are_announced(queries: Queries, file: Path) -> None:
    with served(queries, InProcess(open_files([file], BASE))) as client:
        graph = described(client)
    assert not [predicate for predicate in graph.predicates() if str(predicate).endswith(("/additionalProperty", "/usageInfo"))]
    assert list(graph.objects(SERVICE, SD.feature)) == []


@pytest.mark.parametrize("services", [(), ("http://a.example/sparql",), ("http://a.example/sparql", "https://b.example/?x=1")])
def test_federated_queries_are_a_feature_only_where_endpoints_may_be_called(
    queries: Queries, file: Path, services: tuple[str, ...]
) -> None:
    with served(queries, in_workers(file, Limits(services=services))) as client:
        graph = described(client)
    called = {str(value) for predicate, value in graph.predicate_objects(SERVICE) if str(predicate).endswith("/usageInfo")}
    assert list(graph.objects(SERVICE, SD.feature)) == ([SD.BasicFederatedQuery] if services else [])
    assert called == set(services)


AREA = '"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
POINT = '"POINT({})"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
LINE = '"LINESTRING({})"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
CALLS = {
    **{
        f"{GEOF}{name}": f"({first}, {second})"
        for name, first, second in (
            ("sfContains", AREA, POINT.format("1 1")),
            ("sfWithin", POINT.format("1 1"), AREA),
            ("sfDisjoint", AREA, POINT.format("9 9")),
            ("sfEquals", AREA, AREA),
            ("sfIntersects", AREA, POINT.format("1 1")),
            ("sfTouches", AREA, POINT.format("0 0")),
            ("sfCrosses", LINE.format("-1 1, 9 1"), AREA),
            ("sfOverlaps", LINE.format("0 0, 2 0"), LINE.format("1 0, 3 0")),
        )
    },
    **{
        str(XSD[name]): f'("{text}") = "{text}"^^<{XSD[name]}>'
        for name, text in (
            ("date", "2024-01-31"),
            ("time", "12:30:00"),
            ("gYear", "2024"),
            ("gMonth", "--01"),
            ("gDay", "---31"),
            ("gYearMonth", "2024-01"),
            ("gMonthDay", "--01-31"),
            ("duration", "P1Y2DT3H"),
            ("dayTimeDuration", "P2DT3H"),
            ("yearMonthDuration", "P1Y2M"),
        )
    },
}
"""For each function a call of it that is true, and that the same function does not take for true of everything."""


def test_each_extension_function_is_there_and_does_what_it_is_for(queries: Queries, evaluation: Evaluation) -> None:
    with served(queries, evaluation) as client:
        functions = {str(function) for function in described(client).objects(SERVICE, SD.extensionFunction)}
        endpoint = evaluation.endpoint("")
        assert functions == CALLS.keys()
        assert [function for function in sorted(functions) if not _holds(endpoint, f"<{function}>{CALLS[function]}")] == []
        assert not _holds(endpoint, f"<{GEOF}sfContains>({AREA}, {POINT.format('9 9')})")
        assert not _holds(endpoint, f'<{XSD.date}>("2024-02-31") = "2024-02-31"^^<{XSD.date}>')


def _holds(endpoint: Endpoint, condition: str) -> bool:
    return ask(endpoint, f"ASK {{ FILTER({condition}) }}")


def test_each_result_format_is_one_in_which_answers_come(queries: Queries, evaluation: Evaluation) -> None:
    rows = {
        FORMAT.SPARQL_Results_JSON: "application/sparql-results+json",
        FORMAT.SPARQL_Results_XML: "application/sparql-results+xml",
        FORMAT.SPARQL_Results_CSV: "text/csv",
        FORMAT.SPARQL_Results_TSV: "text/tab-separated-values",
    }
    graphs = {
        FORMAT["Turtle"]: "text/turtle",
        FORMAT["N-Triples"]: "application/n-triples",
        FORMAT["RDF_XML"]: "application/rdf+xml",
        FORMAT["JSON-LD"]: "application/ld+json",
        FORMAT["N3"]: "text/n3",
        FORMAT["N-Quads"]: "application/n-quads",
        FORMAT["TriG"]: "application/trig",
    }
    assert (set(rows.values()), set(graphs.values())) == (set(RESULT_FORMATS), set(GRAPH_FORMATS))
    with served(queries, evaluation) as client:
        assert set(described(client).objects(SERVICE, SD.resultFormat)) == {*rows, *graphs}
        endpoint = evaluation.endpoint("")
        for media_type in rows.values():
            assert endpoint.answer("SELECT * { ?s ?p ?o }", Formats(results=media_type)).media_type == media_type
        for media_type in graphs.values():
            assert endpoint.answer("CONSTRUCT WHERE { ?s ?p ?o }", Formats(graph=media_type)).media_type == media_type


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("text/n3", "turtle"),
    ],
)
def test_it_says_the_same_in_every_format(
    queries: Queries, evaluation: Evaluation, parsed: Callable[[str, str], Graph], media_type: str, form: str
) -> None:
    with served(queries, evaluation) as client:
        response = client.get("/sparql", headers={"accept": media_type})
        assert response.headers["content-type"].partition(";")[0] == media_type
        assert set(parsed(response.text, form)) == set(described(client))


def test_who_accepts_no_description_hears_that_a_query_is_missing(queries: Queries, evaluation: Evaluation) -> None:
    with served(queries, evaluation) as client:
        response = client.get("/sparql", headers={"accept": "image/png, application/sparql-results+json"})
    assert (response.status_code, response.json()["detail"]) == (
        400,
        "send one query, not none; in text/turtle this address tells what can be asked",
    )


class Counted(InProcess):
    """Counts how often it is asked for its endpoint."""

    asked = 0

    def endpoint(self, client: str) -> Endpoint:
        self.asked += 1
        return super().endpoint(client)


def test_the_graph_is_counted_once_whatever_address_and_format_clients_choose(queries: Queries, file: Path) -> None:
    evaluation = Counted(open_files([file], BASE))
    with served(queries, evaluation) as client:
        for number in range(40):
            host = f"kg-{number}.example.nl:8443"
            told = client.get("/sparql", headers={"accept": ("text/turtle", "application/ld+json")[number % 2], "host": host}).text
            assert f"http://{host}/sparql" in told
            assert "service.invalid" not in told
        here, there = described(client), client.get("/sparql", headers={"accept": "text/turtle", "host": "kg.example.nl"}).text
    assert evaluation.asked == 1
    assert figures(here) == FIGURES
    assert set(Graph().parse(data=there.replace("http://kg.example.nl/sparql", str(SERVICE)))) == set(here)


def test_a_host_that_cannot_stand_in_an_address_is_refused(queries: Queries, file: Path) -> None:
    with served(queries, InProcess(open_files([file], BASE))) as client:
        response = client.get("/sparql", headers={"accept": "text/turtle", "host": "a%zz"})
    assert (response.status_code, response.json()["detail"]) == (400, "name a host without % in its name")


def test_what_is_asked_by_several_at_once_is_found_once_and_few_wait_for_it() -> None:
    begun, going_on = Semaphore(0), Event()
    found: list[Answer] = []

    def counted() -> Answer:
        begun.release()
        assert going_on.wait(60)
        found.append(Answer(b"7", "text/plain"))
        return found[-1]

    once, refused = Once(counted), Semaphore(0)

    def asked() -> bytes:
        try:
            return once().body
        except LimitError as error:
            refused.release()
            return f"{error.limit}: {error}".encode()

    with ThreadPoolExecutor(12) as clients:
        answers = [clients.submit(asked) for _ in range(12)]
        try:
            assert begun.acquire(timeout=60)
            assert all(refused.acquire(timeout=60) for _ in range(7))
        finally:
            going_on.set()
        told = sorted(answer.result() for answer in answers)
    assert told == [b"7"] * 5 + [b"places: what this service has is being counted; ask again in a few seconds"] * 7
    assert (len(found), once().body) == (1, b"7")


def test_what_could_not_be_found_is_looked_for_again() -> None:
    answers: Iterator[LimitError | Answer] = iter([LimitError("too much", "time"), Answer(b"7", "text/plain")])

    def counted() -> Answer:
        found = next(answers)
        if isinstance(found, LimitError):
            raise found
        return found

    once = Once(counted)
    with pytest.raises(LimitError, match="too much"):
        once()
    assert (once().body, once().body) == (b"7", b"7")


def test_the_address_is_the_one_below_the_prefix_of_the_site(queries: Queries, file: Path) -> None:
    with served(queries, InProcess(open_files([file], BASE)), "/prefix") as client:
        graph = Graph().parse(data=client.get("/prefix/sparql", headers={"accept": "text/turtle"}).text)
    assert list(graph.subjects(RDF.type, SD.Service)) == [URIRef("http://testserver/prefix/sparql")]


def test_what_can_be_changed_is_counted_each_time_and_takes_updates(queries: Queries, file: Path) -> None:
    with TestClient(create_sandbox_app(Sandbox([file], BASE, LIMITS), BASE, queries)) as client:
        before = described(client)
        update = client.post("/sparql", content="INSERT DATA { <x> a <New> }", headers={"content-type": "application/sparql-update"})
        after = figures(described(client))
    assert update.status_code == 204
    assert set(before.objects(SERVICE, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert figures(before) == FIGURES
    assert after == {**FIGURES, "triples": 8, "distinctSubjects": 3, "distinctObjects": 6, "classes": 3}


@pytest.mark.parametrize(
    ("accept", "shown"),
    [
        pytest.param("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "page", id="a browser"),
        pytest.param("*/*", "description", id="a program"),
        pytest.param("text/turtle", "description", id="who wants Turtle"),
        pytest.param("text/html;q=0.5, text/turtle", "description", id="who would rather have Turtle"),
    ],
)
def test_a_reader_sees_the_page_and_a_program_the_description(accept: str, shown: str) -> None:
    answer = page_or_description(lambda _: PlainTextResponse("description"), lambda _, query: PlainTextResponse(f"page{query}"))
    request = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    assert answer(request).body == shown.encode()
