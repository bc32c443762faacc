"""Answers as plain values, and their pages."""

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from kg.publish.answering import Part, Plain, plain
from kg.terms import BASE

ELSEWHERE = "https://data.example.nl"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        pytest.param(URIRef(f"{BASE}/id/doel/a"), f"{ELSEWHERE}/id/doel/a", id="iri of ours"),
        pytest.param(URIRef("http://metadata.un.org/sdg/7"), "http://metadata.un.org/sdg/7", id="iri of others"),
        pytest.param(BNode("b0"), "_:b0", id="blank node"),
        pytest.param(Literal("17", datatype=XSD.integer), 17, id="integer"),
        pytest.param(Literal("17", datatype=XSD.long), 17, id="long"),
        pytest.param(Literal("17.0", datatype=XSD.integer), 17, id="integer with a point"),
        pytest.param(Literal("17.5", datatype=XSD.decimal), 17.5, id="decimal"),
        pytest.param(Literal("1.5e0", datatype=XSD.double, normalize=False), 1.5, id="double"),
        pytest.param(Literal("INF", datatype=XSD.double), "INF", id="infinite"),
        pytest.param(Literal("-INF", datatype=XSD.float, normalize=False), "-INF", id="infinitely low"),
        pytest.param(Literal("NaN", datatype=XSD.double), "NaN", id="not a number"),
        pytest.param(Literal("veel", datatype=XSD.integer), "veel", id="no number"),
        pytest.param(Literal("true", datatype=XSD.boolean), True, id="true"),
        pytest.param(Literal("0", datatype=XSD.boolean, normalize=False), False, id="false"),
        pytest.param(Literal("2018", datatype=XSD.gYear), "2018", id="year"),
        pytest.param(Literal("2018"), "2018", id="text of digits"),
        pytest.param(Literal("Almelo", lang="nl"), "Almelo", id="text"),
        pytest.param(None, None, id="nothing"),
    ],
)  # fmt: skip
def test_a_term_becomes_the_value_that_json_has_for_it(term: URIRef | Literal | BNode | None, value: Plain) -> None:
    found = plain(term, ELSEWHERE)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("part", "others"),
    [
        (Part(1, 10, 0), {"first": 1, "last": 1}),
        (Part(1, 10, 10), {"first": 1, "last": 1}),
        (Part(1, 10, 11), {"first": 1, "next": 2, "last": 2}),
        (Part(2, 10, 11), {"first": 1, "prev": 1, "last": 2}),
        (Part(2, 10, 30), {"first": 1, "prev": 1, "next": 3, "last": 3}),
    ],
)
def test_a_page_leads_only_to_pages_there_are(part: Part, others: dict[str, int]) -> None:
    assert part.others() == others


def test_the_pages_together_hold_every_row_once() -> None:
    rows: list[dict[str, Plain]] = [{"n": number} for number in range(23)]
    last = Part(1, 5, 23).last
    assert [row for number in range(1, last + 1) for row in Part(number, 5, 23).of(rows)] == rows
    assert list(Part(last + 1, 5, 23).of(rows)) == []
