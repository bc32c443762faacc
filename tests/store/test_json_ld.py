"""JSON-LD that is compact and means the same triples, whatever is in them."""

import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.store.json_ld import context_text, json_ld
from kg.terms import BASE

THING, OTHER = NamedNode(f"{BASE}/id/doel/a"), NamedNode(f"{BASE}/id/doel/b")
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


def said(predicate: str, *values: NamedNode | Literal) -> list[Triple]:
    return [Triple(THING, NamedNode(predicate), value) for value in values]


@pytest.mark.parametrize(
    ("triples", "node"),
    [
        pytest.param(said(f"{BASE}/def#year", typed("2018", "integer")), {"year": 2018}, id="a whole number"),
        pytest.param(
            said(f"{BASE}/def#year", typed("007", "integer")),
            {"beleid:year": {"@value": "007", "@type": "xsd:integer"}},
            id="a number that is not written as JSON writes it",
        ),
        pytest.param(
            said(f"{BASE}/def#year", typed("abc", "integer")),
            {"beleid:year": {"@value": "abc", "@type": "xsd:integer"}},
            id="no number at all",
        ),
        pytest.param(
            said(f"{BASE}/def#year", typed("9" * 20, "integer")),
            {"beleid:year": {"@value": "9" * 20, "@type": "xsd:integer"}},
            id="a number that JSON's readers round",
        ),
        pytest.param(said("https://schema.org/value", typed("17.50", "decimal")), {"value": "17.50"}, id="a decimal stays a text"),
        pytest.param(
            said("http://purl.org/linked-data/cube#componentRequired", typed("1", "boolean")),
            {"qb:componentRequired": {"@value": "1", "@type": "xsd:boolean"}},
            id="true by its other name",
        ),
        pytest.param(said(f"{BASE}/def#owner", OTHER), {"owner": "doel:b"}, id="a thing"),
        pytest.param(said(f"{BASE}/def#owner", Literal("Almelo")), {"beleid:owner": "Almelo"}, id="a text where a thing belongs"),
        pytest.param(
            said("http://www.w3.org/2000/01/rdf-schema#label", Literal("A", language="nl"), Literal("B", language="nl"), Literal("C")),
            {"label": {"nl": ["A", "B"]}, "rdfs:label": "C"},
            id="texts in a language and one without",
        ),
        pytest.param(
            said("http://elsewhere.example/p", NamedNode("http://elsewhere.example/o")),
            {"http://elsewhere.example/p": {"@id": "http://elsewhere.example/o"}},
            id="what the context does not know",
        ),
    ],
)
def test_a_value_is_written_so_that_it_comes_back(triples: list[Triple], node: dict[str, object]) -> None:
    written = json_ld(triples)
    assert json.loads(written)["@graph"] == [{"@id": "doel:a", **node}]
    assert {str(quad.triple) for quad in parse(written, format=RdfFormat.JSON_LD)} == {str(triple) for triple in triples}


def test_a_document_carries_the_part_of_the_context_that_it_uses() -> None:
    told = json.loads(json_ld(said(f"{BASE}/def#owner", OTHER)))["@context"]
    assert set(told) == {"@version", "beleid", "doel", "owner"}
    assert told.items() <= json.loads(context_text())["@context"].items()


def test_the_context_moves_with_the_base_and_nothing_else_does() -> None:
    told = json.loads(context_text("https://data.example.nl"))["@context"]
    assert (told["doel"], told["skos"]) == ("https://data.example.nl/id/doel/", "http://www.w3.org/2004/02/skos/core#")
    assert BASE not in json.dumps(told)


def test_a_document_has_a_line_for_each_property_and_may_be_empty() -> None:
    text = json_ld(
        [*said(f"{BASE}/def#year", typed("2018", "integer")), *said("http://purl.org/dc/terms/title", Literal("a \n b"))]
    ).decode()
    assert text.endswith(
        ' "@graph": [\n  {\n   "@id": "'
        + json.loads(text)["@graph"][0]["@id"]
        + '",\n   "year": 2018,\n   "dcterms:title": "a \\n b"\n  }\n ]\n}\n'
    )
    assert json.loads(json_ld([]))["@graph"] == []
