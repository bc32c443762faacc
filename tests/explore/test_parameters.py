"""Values for parameters."""

import datetime as dt
import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef

from kg.errors import ParameterError
from kg.explore.graph import Graph
from kg.explore.parameters import filled, term, written_out
from kg.store import rows
from kg.store.local import LocalEndpoint, loaded


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("Almelo", '"Almelo"', id="text"),
        pytest.param("https://a.nl/b", "<https://a.nl/b>", id="address"),
        pytest.param(Literal("https://a.nl/b"), '"https://a.nl/b"', id="address as a text"),
        pytest.param(URIRef("urn:isbn:1"), "<urn:isbn:1>", id="IRI"),
        pytest.param(Literal("doel", lang="nl"), '"doel"@nl', id="text in a language"),
        pytest.param(True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', id="truth value"),
        pytest.param(Decimal("17.50"), '"17.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', id="decimal"),
        pytest.param(dt.date(2018, 12, 31), '"2018-12-31"^^<http://www.w3.org/2001/XMLSchema#date>', id="date"),
        pytest.param(np.int64(3), '"3"^^<http://www.w3.org/2001/XMLSchema#integer>', id="number of pandas"),
        pytest.param([1, "a"], '"1"^^<http://www.w3.org/2001/XMLSchema#integer> "a"', id="several"),
        pytest.param(np.array(["a", "b"]), '"a" "b"', id="column of pandas"),
    ],
)
def test_a_value_stands_in_the_query_as_a_term(value: object, written: str) -> None:
    assert filled("ASK { ?x ?p $value }", {"value": value}) == f"ASK {{ ?x ?p {written} }}"  # type: ignore[dict-item]


def test_a_thing_stands_for_its_iri(graph: Graph) -> None:
    thing = graph.thing("Skills Twente")
    assert filled("DESCRIBE $thing", {"thing": thing}) == f"DESCRIBE <{thing.iri}>"


def test_only_code_is_filled_in_and_only_whole_names() -> None:
    query = 'SELECT * { $x ?p $xy, "$x", <http://a/$x> } # $x'
    assert filled(query, {"x": "a"}) == 'SELECT * { "a" ?p $xy, "$x", <http://a/$x> } # $x'


def test_what_is_not_given_stays_a_variable() -> None:
    assert filled("SELECT * { $x ?p $y }", {}) == "SELECT * { $x ?p $y }"


@pytest.mark.parametrize("query", ["ASK { ?x ?p ?value }", 'ASK { ?x ?p "$value" }', "ASK { ?x ?p $values }"])
def test_a_value_without_a_place_is_told(query: str) -> None:
    with pytest.raises(ParameterError, match=r"the query has no \$value to put a value in"):
        filled(query, {"value": 1})


@pytest.mark.parametrize("value", [None, object(), b"a", BNode("a")])
def test_what_is_no_value_is_told(value: object) -> None:
    with pytest.raises(ParameterError, match=r"is no value; give a thing, an IRI, a text, a number or a date"):
        term("x", value)


def test_an_address_that_is_no_iri_is_told_with_the_way_out() -> None:
    told = "x: 'https://a.nl/> ?y' is no IRI; write Literal('https://a.nl/> ?y') when it is a text"
    with pytest.raises(ParameterError, match=re.escape(told)):
        term("x", "https://a.nl/> ?y")


@pytest.mark.parametrize(
    ("value", "written"),
    [(2018, "2018"), (Decimal("1E+3"), "1000"), (dt.date(2018, 12, 31), "2018-12-31"), ("id/doel/a", "id/doel/a"), (np.int64(3), "3")],
)
def test_a_saved_question_gets_a_text(value: object, written: str) -> None:
    assert written_out("x", value) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_found_back_as_it_was_given(text: str) -> None:
    found = rows(LocalEndpoint(loaded([])), filled("SELECT ?x { BIND($text AS ?x) }", {"text": Literal(text)}))
    assert found == [{"x": Literal(text)}]
