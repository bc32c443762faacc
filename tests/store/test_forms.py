"""That a call elsewhere is told for one is tried on Oxigraph itself: whatever it would send is told beforehand."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.store.forms import Form, calls_service, form

HIDDEN = [
    pytest.param("SELECT * { SERVICE <$> {?a ?b ?c} }", id="plain"),
    pytest.param("SELECT * { service silent <$> {?a ?b ?c} }", id="lower case, silent"),
    pytest.param("SELECT * { # x\rSERVICE <$> {?a ?b ?c} }", id="after a comment that ends in a carriage return"),
    pytest.param("SELECT * { SERVICE # a { \n # b\n <$> # c\n {?a ?b ?c} }", id="with comments between"),
    pytest.param(
        "SELECT * { BIND('''a\\'''' AS ?x) SERVICE <$> {?a ?b ?c} FILTER(?x != '') }", id="after an escaped quote in a long string"
    ),
    pytest.param(
        "SELECT * { ?s ?p ?o FILTER(?o<'>'||'x'='x') SERVICE <$> {?a ?b ?c} FILTER(?o != '') }", id="after what looks like an IRI"
    ),
    pytest.param("SELECT * { ?s ?p ?o FILTER(?o<'#>'||'x'='x') SERVICE <$> {?a ?b ?c} }", id="after what looks like a comment"),
    pytest.param("PREFIX x: <$> SELECT * { ?s ?p ?o.SERVICE x:y {?a ?b ?c} }", id="after a dot"),
    pytest.param("PREFIX x: <$> SELECT * { ?s ?p ?o .SERVICEx:y{?a ?b ?c} }", id="without a space"),
    pytest.param("PREFIX : <$> SELECT * { ?s ?p ?o MINUS{SERVICE:y{?a ?b ?c}} }", id="with the empty prefix"),
    pytest.param("PREFIX : <$> SELECT * { ?s ?p ?o . SERVICESILENT:y{?a ?b ?c} }", id="silent without a space"),
    pytest.param("PREFIX x: <$> SELECT * { SERVICE x:a\\#b#c { d\n{?a ?b ?c} }", id="a name with an escaped number sign"),
    pytest.param("ASK { ?s ?p ?o FILTER EXISTS { SERVICE <$> {?a ?b ?c} } }", id="in a filter"),
    pytest.param("SELECT (EXISTS { SERVICE <$> {?a ?b ?c} } AS ?x) { ?s ?p ?o }", id="in an expression"),
    pytest.param("SELECT * { { SELECT * { SERVICE <$> {?a ?b ?c} } } }", id="in a subquery"),
    pytest.param("CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <$> {?a ?b ?c} }", id="in a CONSTRUCT"),
]


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that answers nothing, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.send_header("content-length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - as http.server has it

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("query", HIDDEN)
def test_a_query_that_would_reach_outside_is_told_beforehand(listener: tuple[str, list[str]], query: str) -> None:
    address, asked = listener
    asked.clear()
    store = Store()
    store.update("INSERT DATA { <a:s> <a:p> 'a' }")
    text = query.replace("$", address)
    try:
        found = store.query(text)
        list(found) if hasattr(found, "__iter__") else bool(found)
    except OSError:
        pass
    assert asked != []
    assert calls_service(text)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?x { ?service ?p ?x }",
        'ASK { ?a ?b "SERVICE" . # a service\n }',
        "ASK { ?a <http://x.example/service> ?b . { } }",
        "PREFIX : <a:> SELECT * { ?a :service ?b . { ?s ?p ?o } UNION { } }",
        "PREFIX x: <a:> SELECT * { ?a x:Service ?b { ?s ?p ?o } }",
        "PREFIX : <a:> SELECT * { ?a a :Service . { ?a ?b ?c } }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?x a sd:Service }",
    ],
)
def test_the_word_alone_calls_nobody(query: str) -> None:
    assert not calls_service(query)


def test_a_call_to_a_variable_place_is_told(listener: tuple[str, list[str]]) -> None:
    assert calls_service(f"SELECT * {{ VALUES ?where {{ <{listener[0]}> }} SERVICE ?where {{ ?a ?b ?c }} }}")


ALLOWED = ("http://a.example/sparql", "http://b.example/")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * { SERVICE <http://a.example/sparql> { ?a ?b ?c } }", id="plain"),
        pytest.param("SELECT * { service silent<http://b.example/>{ ?a ?b ?c } }", id="lower case, silent, without spaces"),
        pytest.param("SELECT * { SERVICE # a {\n <http://b.example/> # b\n { ?a ?b ?c } }", id="with comments between"),
        pytest.param("SELECT * { SERVICE <http://a.example/sparql> {} SERVICE <http://b.example/> {} }", id="both"),
    ],
)
def test_what_is_on_the_list_may_be_called(query: str) -> None:
    assert not calls_service(query, ALLOWED)
    assert calls_service(query)
    assert calls_service(query, ("http://c.example/",))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("<http://a.example/sparql/>", id="a longer path"),
        pytest.param("<http://a.example/sparql?x>", id="a query string"),
        pytest.param("<http://a.example/SPARQL>", id="another case"),
        pytest.param("<http://a.example/sparq\\u006c>", id="an escape"),
        pytest.param("<sparql>", id="a relative IRI"),
        pytest.param("<http://a.example@127.0.0.1/sparql>", id="another host behind the name"),
        pytest.param("< http://a.example/sparql>", id="a space"),
        pytest.param("?a", id="a variable"),
        pytest.param("$a", id="a variable with a dollar"),
        pytest.param("a:sparql", id="a prefixed name"),
        pytest.param("a:", id="a prefix alone"),
        pytest.param("silent:sparql", id="a prefix with the name of a keyword"),
    ],
)
@pytest.mark.parametrize(
    "around", ["{} {{ }}", "SILENT {}{{ }}", "<http://a.example/sparql> {{ SERVICE {} {{ }} }}", "# <http://b.example/>\n{} {{ }}"]
)
def test_nothing_else_is_even_beside_what_is(name: str, around: str) -> None:
    query = f"BASE <http://a.example/> PREFIX a: <http://a.example/> SELECT * {{ SERVICE {around.format(name)} }}"
    assert calls_service(query, ALLOWED)


@given(
    st.lists(st.sampled_from([" ", "\t", "\n", "\r", "# x {\n", "#\r"]), max_size=5).map("".join),
    st.sampled_from(["", "SILENT", "silent "]),
)
def test_white_space_and_comments_hide_no_call(gap: str, silent: str) -> None:
    query = f"SELECT * {{ ?s ?p ?o . SERVICE{gap}{silent}{gap}<http://elsewhere.example/>{gap}{{ ?a ?b ?c }} }}"
    assert calls_service(query, ALLOWED)
    assert not calls_service(query, ("http://elsewhere.example/",))


BITS = (
    "?s ?p ?o ",
    ". ",
    "FILTER(?o<'>'||'x'='x') ",
    "FILTER(1 <2) ",
    "BIND('''a\\'''' AS ?x) ",
    "'",
    '"',
    "#",
    "\n",
    "?a<",
    "{} ",
    "\\",
    ":a",
    ".",
)


def test_what_oxigraph_takes_for_a_call_is_told_whatever_stands_before_it() -> None:
    """Oxigraph is given an address that is none: that it complains of it tells that it took the clause for a call."""
    store, called = Store(), 0
    store.update("INSERT DATA { <a:s> <a:p> 'a' }")

    @given(st.lists(st.sampled_from(BITS), max_size=5).map("".join), st.sampled_from(["SERVICE <x:y>", "SERVICE:y", "service silent<x:y>"]))
    @settings(max_examples=1000, deadline=None)
    def try_one(before: str, call: str) -> None:
        nonlocal called
        query = f"PREFIX : <x:> SELECT * {{ {before}{call} {{ ?a ?b ?c }} }}"
        try:
            list(store.query(query))  # type: ignore[arg-type]  # a SELECT
        except OSError:
            called += 1
            assert calls_service(query)
        except (SyntaxError, ValueError):
            pass

    try_one()
    assert called > 20


def test_a_query_with_the_word_in_it_very_often_is_held_to_call() -> None:
    assert calls_service("SELECT * { ?s ?p '" + "service " * 51 + "' }")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", Form.ROWS),
        ("PREFIX ask: <http://a.example/construct#> ASK {}", Form.ROWS),
        ("# SELECT\nBASE <http://a.example/select> construct WHERE {}", Form.GRAPH),
        ("DESCRIBE <a:b>", Form.GRAPH),
        ("PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", Form.CHANGE),
        ("LOAD <http://a.example/>", Form.CHANGE),
        ("'SELECT' \"ASK\" '''CONSTRUCT''' \"\"\"DESCRIBE\"\"\"", Form.UNKNOWN),
        ("", Form.UNKNOWN),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(query: str, expected: Form) -> None:
    assert form(query) is expected


@pytest.mark.parametrize(
    "piece", ["service:", "service #", "service ?x # ", "service <", '"', "'\\", "<", "#", "'''", '"\n', "service:\\", "\\"]
)
def test_a_large_text_is_read_in_seconds(piece: str) -> None:
    text = piece * 49 + piece[-1] * 200_000
    began = perf_counter()
    form(text)
    calls_service(text)
    assert perf_counter() - began < 3
