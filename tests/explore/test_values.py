"""Values as Python has them."""

import datetime as dt
import math

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from kg.explore.values import Cell, Kind, Native, cell, kind, native, term
from kg.store import Term


def literal(text: str, datatype: str) -> Cell:
    return {"type": "literal", "value": text, "datatype": str(XSD[datatype])}


@pytest.mark.parametrize(
    ("given", "value"),
    [
        pytest.param({"type": "uri", "value": "https://a.nl/b"}, "https://a.nl/b", id="IRI"),
        pytest.param({"type": "bnode", "value": "b0"}, "_:b0", id="blank node"),
        pytest.param({"type": "literal", "value": "Almelo"}, "Almelo", id="text"),
        pytest.param({"type": "literal", "value": "doel", "xml:lang": "nl"}, "doel", id="text in a language"),
        pytest.param(literal("007", "integer"), 7, id="integer"),
        pytest.param(literal("-3", "long"), -3, id="kind of integer"),
        pytest.param(literal("2018", "gYear"), 2018, id="year"),
        pytest.param(literal("2018-03", "gYearMonth"), "2018-03", id="month"),
        pytest.param(literal("17.50", "decimal"), 17.5, id="decimal"),
        pytest.param(literal("1.5E3", "double"), 1500.0, id="double"),
        pytest.param(literal("-INF", "double"), -math.inf, id="infinity"),
        pytest.param(literal("1", "boolean"), True, id="truth value as a digit"),
        pytest.param(literal("false", "boolean"), False, id="truth value"),
        pytest.param(literal("2018-12-31", "date"), dt.date(2018, 12, 31), id="date"),
        pytest.param(literal("2018-12-31T12:00:00Z", "dateTime"), dt.datetime(2018, 12, 31, 12, tzinfo=dt.UTC), id="time in a zone"),
        pytest.param(literal("1_000", "integer"), "1_000", id="no integer"),
        pytest.param(literal("1_0.5", "decimal"), "1_0.5", id="no decimal"),
        pytest.param(literal("infinity", "double"), "infinity", id="no double"),
        pytest.param(literal("ja", "boolean"), "ja", id="no truth value"),
        pytest.param(literal("2018-02-30", "date"), "2018-02-30", id="no date"),
        pytest.param(literal("gisteren", "dateTime"), "gisteren", id="no time"),
        pytest.param(literal("medio 2018", "gYear"), "medio 2018", id="no year"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_a_cell_is_what_python_has_for_it(given: Cell | None, value: Native) -> None:
    assert (native(given), type(native(given))) == (value, type(value))


NOON = dt.datetime(2018, 1, 1, 12)  # noqa: DTZ001 - a time without a zone is what is meant


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param(["a", None], Kind.TEXT, id="texts"),
        pytest.param([1, 2], Kind.INTEGER, id="whole numbers"),
        pytest.param([1, 2.5], Kind.NUMBER, id="numbers"),
        pytest.param([True], Kind.BOOLEAN, id="truth values"),
        pytest.param([1, True], Kind.MIXED, id="a truth value is no number"),
        pytest.param([dt.date(2018, 1, 1)], Kind.DATE, id="dates"),
        pytest.param([dt.date(2018, 1, 1), NOON], Kind.DATETIME, id="dates and times"),
        pytest.param([NOON, NOON.replace(tzinfo=dt.UTC)], Kind.MIXED, id="with and without a zone"),
        pytest.param([2**63 - 1], Kind.INTEGER, id="the largest number"),
        pytest.param([2**63], Kind.MIXED, id="larger than the largest number"),
        pytest.param([2018, "2018-03"], Kind.MIXED, id="years and months"),
        pytest.param([None], Kind.EMPTY, id="nothing"),
    ],
)
def test_a_column_is_of_the_kind_of_all_its_values(values: list[Native], found: Kind) -> None:
    assert kind(values) is found


@pytest.mark.parametrize(
    "given",
    [
        URIRef("https://a.nl/b"),
        BNode("b0"),
        Literal("Almelo"),
        Literal("doel", lang="nl"),
        Literal("17.50", datatype=XSD.decimal, normalize=False),
    ],
)
def test_a_term_stays_the_same_by_way_of_a_cell(given: Term) -> None:
    assert (term(cell(given)), term(cell(given)).n3()) == (given, given.n3())
