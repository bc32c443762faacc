"""The SPARQL 1.1 Protocol (34 tests), Service Description (3) and Graph Store Protocol tests, as requests on a socket."""

from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from conformance.answers import loaded, triples
from conformance.served import Answer, Sandbox
from conformance.suite import CNT, HT, MF, QT, UT, Case, items, manifest, needed

pytestmark = needed
PROTOCOL = manifest("protocol")
STORE = manifest("graph-store-protocol", "manifest-direct.ttl") + manifest("graph-store-protocol", "manifest-indirect.ttl")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}


def test_all_tests_of_the_manifests_are_run() -> None:
    assert (len(PROTOCOL), len(STORE), len(manifest("service-description"))) == (34, 13, 3)


@pytest.mark.parametrize("case", PROTOCOL, ids=lambda case: case.name)
def test_the_protocol(sandbox: Sandbox, case: Case) -> None:
    sandbox.hold(loaded(case.data(case.iri, QT.data, UT.graphData)))
    requests = list(items(case.graph, case.graph.value(case.action, HT.requests)))
    assert requests
    for request in requests:
        answered_as_expected(case, request, sent(sandbox, case, request, {"/sparql/": "/sparql"}))


@pytest.mark.parametrize("case", STORE, ids=lambda case: case.name)
def test_the_graph_store(sandbox: Sandbox, case: Case) -> None:
    sandbox.hold([])
    places = {"/gsp": "/graphs"}
    for request in items(case.graph, case.graph.value(case.action, HT.requests)):
        answer = sent(sandbox, case, request, places)
        response = answered_as_expected(case, request, answer)
        if (location := case.graph.value(response, MF.expectedLocation)) is not None:
            places[str(location)] = answer.headers["location"]
        if (body := case.graph.value(response, HT.body)) is not None:
            wanted = triples(str(case.one(body, CNT.chars)), RdfFormat.TURTLE, "http://www.example/")
            assert triples(answer.body, RdfFormat.TURTLE, "http://www.example/") == wanted


@pytest.mark.parametrize("case", manifest("service-description"), ids=lambda case: case.name)
def test_the_service_description(sandbox: Sandbox, case: Case) -> None:
    """What each test asks stands only in its name; the schema is that of the recommendation."""
    answer = sandbox.request("GET", "/sparql", {"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.body.decode(), format="turtle")
    service = URIRef(f"http://127.0.0.1:{sandbox.port}/sparql")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    if case.name.endswith("#has-endpoint-triple"):
        assert list(graph.objects(service, SD.endpoint)) == [service]
    elif case.name.endswith("#returns-rdf"):
        assert len(graph) > 10
    else:
        assert case.name.endswith("#conforms-to-schema")
        assert conforms(graph, service)


def conforms(graph: Graph, service: URIRef) -> bool:
    """Tell whether the description says what each resource is, with the classes and properties of the vocabulary as they are meant (§3)."""
    (dataset,) = graph.objects(service, SD.defaultDataset)
    (default,) = graph.objects(dataset, SD.defaultGraph)
    typed = [(service, SD.Service), (dataset, SD.Dataset), (default, SD.Graph)]
    languages = set(graph.objects(service, SD.supportedLanguage)) <= {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
    known = {
        "endpoint",
        "supportedLanguage",
        "feature",
        "resultFormat",
        "inputFormat",
        "extensionFunction",
        "defaultDataset",
        "defaultGraph",
    }
    used = {str(predicate).removeprefix(str(SD)) for predicate in graph.predicates() if str(predicate).startswith(str(SD))}
    named = all(isinstance(value, URIRef) for value in graph.objects(service, SD.resultFormat))
    return languages and named and used <= known and all((each, RDF.type, kind) in graph for each, kind in typed)


def sent(sandbox: Sandbox, case: Case, request: Node, places: dict[str, str]) -> Answer:
    """Send a request of a manifest, with the places of this server in its path and body."""
    graph = case.graph
    path, method = str(case.one(request, HT.absolutePath)), str(case.one(request, HT.methodName))
    headers = {}
    for header in items(graph, graph.value(request, HT.headers)):
        headers[str(case.one(header, HT.fieldName))] = str(case.one(header, HT.fieldValue))
    body = graph.value(request, HT.body)
    encoding = str(case.one(body, CNT.characterEncoding)) if body is not None else "utf-8"
    text = str(case.one(body, CNT.chars)) if body is not None else ""
    for place, here in places.items():
        path = path.replace(place, here, 1)
        text = text.replace(place, here) if place.startswith("$") else text
    return sandbox.request(method, quote(path, safe="%/?&=:+#"), headers, text.encode(encoding))


def answered_as_expected(case: Case, request: Node, answer: Answer) -> Node:
    """Compare status, type and truth value with what the manifest expects, and return the expected response."""
    response = case.one(request, HT.resp)
    wanted = {str(status).rpartition("#")[2] for status in case.graph.objects(response, MF.expectedStatus)}
    family = f"StatusCode{answer.status // 100}xx"
    assert family in wanted or answer.status in {STATUSES.get(name) for name in wanted}, (answer.status, wanted, answer.body)
    for form in case.graph.objects(response, MF.expectedFormat):
        assert answer.headers["content-type"].partition(";")[0] in FORMATS[str(form)]
    for truth in case.graph.objects(response, MF.expectedBoolean):
        assert answer.body == b'{"head":{},"boolean":%s}' % (b"true" if str(truth) == "true" else b"false")
    return response
