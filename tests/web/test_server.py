"""What programs of others do with a real server on a socket."""

import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from xml.dom.minidom import Document

import pytest
import uvicorn
from rdflib import Graph, URIRef
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.publish.library import Library
from kg.terms import BASE
from kg.web.app import create_app

THING = "id/initiatief/regiodeal-twente"
LABEL = (
    "SELECT ?label WHERE { <id/concept/rol/partner> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label FILTER(LANG(?label) = 'nl') }"
)
DESCRIBE = "DESCRIBE <id/concept/rol/partner>"


@pytest.fixture(scope="module")
def port(library: Library, static: Path) -> Iterator[int]:
    """The port of a server; it listens before its thread begins, so nobody has to wait for it."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(library, static), log_level="error", server_header=False, lifespan="off"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def raw(port: int, path: str, accept: str | None, method: str = "GET") -> tuple[int, str, str]:
    """Return the status, the type and the location of one answer, without a client's own ideas about headers and paths."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.putrequest(method, path, skip_accept_encoding=True)
    if accept is not None:
        connection.putheader("Accept", accept)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.getheader("content-type", ""), response.getheader("location", "")


@pytest.mark.parametrize("form", ["turtle", "xml", "nt", "json-ld"])
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_rdflib_reads_a_thing_by_its_iri(port: int, form: str) -> None:
    graph = Graph().parse(f"http://127.0.0.1:{port}/{THING}", format=form)
    assert len(list(graph.predicate_objects(URIRef(f"{BASE}/{THING}")))) > 5


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        pytest.param(None, "", id="no Accept"),
        pytest.param("*/*", "", id="curl"),
        pytest.param("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "", id="browser"),
        pytest.param("application/rdf+xml, text/rdf;q=0.6, text/turtle;q=0.9, */*;q=0.1", ".rdf", id="rapper"),
        pytest.param("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.3", ".ttl", id="Jena"),
        pytest.param("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", ".rdf", id="Protégé"),
    ],
)
def test_programs_are_sent_to_what_they_can_read(port: int, accept: str | None, location: str) -> None:
    assert raw(port, f"/{THING}", accept) == (303, "", f"/doc/initiatief/regiodeal-twente{location}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/doel/%00", 400),
        ("/id/doel/%ZZ", 400),
        ("/id/doel/%FF%FE", 400),
        ("/id/../../etc/passwd", 400),
        ("/static/../../../etc/passwd", 400),
        ("/static/%2e%2e/%2e%2e/etc/passwd", 400),
        ("/doc/doel%2Fx", 404),
        ("/doc/" + "a" * 5000, 414),
        ("/vragen/%C3%A9", 404),
        ("//evil.example/%2e%2e/", 308),
        ("/zoek?q=%FF%00%ED%A0%80", 200),
        ("/zoek?bladzijde=%FF", 400),
    ],
)
def test_odd_addresses_are_the_clients_mistake(port: int, path: str, status: int) -> None:
    assert raw(port, path, "*/*")[0] == status


def test_head_sends_no_body_on_the_wire(port: int) -> None:
    assert raw(port, "/over", "text/html", "HEAD") == (200, "text/html; charset=utf-8", "")


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_rows(port: int, method: str, request_method: str, form: str) -> None:
    wrapper = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql", returnFormat=form)
    wrapper.setQuery(LABEL)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    answer = wrapper.queryAndConvert()
    text = answer.decode() if isinstance(answer, bytes) else answer.toxml() if isinstance(answer, Document) else str(answer)
    assert "partner" in text


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_sparqlwrapper_gets_graphs(port: int, form: str) -> None:
    wrapper = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql", returnFormat=form)
    wrapper.setQuery(DESCRIBE)
    answer = wrapper.queryAndConvert()
    graph = Graph().parse(data=answer, format="turtle") if isinstance(answer, bytes) else answer
    assert isinstance(graph, Graph)
    assert len(graph) > 3


def test_sparqlwrapper_hears_of_a_syntax_error(port: int) -> None:
    wrapper = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
    wrapper.setQuery("ASK {")
    with pytest.raises(QueryBadFormed, match="line 1, column 6: the text ends here"):
        wrapper.query()
