"""What the graph says beside a candidate."""

from collections.abc import Mapping

import pytest

from kg.model.candidates import Candidate, Kind
from kg.model.passages import Passage, Shape, Stretch
from kg.model.tables import Row
from kg.review.recognition import Known, Recognition, differing
from kg.review.standing import Standing

PLACE = Passage("d", "alinea 1", Stretch(0, 4), Shape.PARAGRAPH, "Stuk")


def standing(kind: Kind, name: str, cells: Mapping[str, str]) -> Standing:
    row = Row(name, {**cells, "source": "d", "locator": "alinea 1"})
    return Standing(Candidate(kind, row, PLACE, PLACE.stretch, 0.9), row)


def other(row: Row, **cells: str) -> Row:
    """A row of the graph, from another document unless told."""
    return Row(row.table, {**row.cells, "source": "ander", "locator": "p. 3", **cells})


def test_the_same_from_here_or_elsewhere_is_told_apart_from_what_is_against_it() -> None:
    of = standing(Kind.STATUS, "initiatives", {"id": "a", "name": "A", "status": "afgerond", "status_date": "2019"})
    here, elsewhere, against = Row("initiatives", dict(of.row.cells)), other(of.row), other(of.row, status="gestopt", status_date="2019-05")
    another_year = other(of.row, status="idee", status_date="2018")
    nothing_of_it = other(of.row, status="")
    found = Known([here, elsewhere, against, another_year, nothing_of_it]).beside(of)
    assert found == Recognition((here,), (elsewhere,), (against,))


@pytest.mark.parametrize(
    ("kind", "name", "cells", "says", "contradicts"),
    [
        pytest.param(
            Kind.OBSERVATION, "observations", {"indicator": "i", "area": "a", "value": "12.5"}, {"value": "12.50"}, (), id="more digits"
        ),
        pytest.param(
            Kind.OBSERVATION, "observations", {"indicator": "i", "area": "a", "value": "12.5"}, {"value": "13"}, ("value",), id="a value"
        ),
        pytest.param(Kind.OBSERVATION, "observations", {"indicator": "i", "value": "veel"}, {"value": "13"}, ("value",), id="no number"),
        pytest.param(Kind.PERIOD, "initiatives", {"id": "a", "start": "2019"}, {"start": "2019-04-01"}, (), id="a day in the same year"),
        pytest.param(Kind.PERIOD, "initiatives", {"id": "a", "start": "2019"}, {"start": "2020"}, ("start",), id="another start"),
        pytest.param(Kind.AMOUNT, "initiatives", {"id": "a", "budget_eur": "5"}, {"budget_eur": "6"}, ("budget_eur",), id="a budget"),
        pytest.param(
            Kind.AMOUNT,
            "participations",
            {"initiative": "a", "organisation": "b", "role": "financier", "amount_eur": "5"},
            {"amount_eur": "6"},
            ("amount_eur",),
            id="an amount of a partner",
        ),
        pytest.param(Kind.GOAL, "goals", {"id": "a", "owner": "x", "part_of": "y"}, {"owner": "z"}, ("owner",), id="an owner"),
        pytest.param(Kind.GOAL, "goals", {"id": "a", "part_of": "y"}, {"part_of": "z"}, ("part_of",), id="a goal above it"),
        pytest.param(Kind.PROGRAMME, "programmes", {"id": "a", "end": "2022"}, {"end": "2023"}, ("end",), id="an end"),
        pytest.param(Kind.GOAL, "goals", {"id": "a", "name": "A"}, {"name": "B"}, (), id="another name"),
    ],
)
def test_two_rows_about_the_same_contradict_each_other_in(
    kind: Kind, name: str, cells: dict[str, str], says: dict[str, str], contradicts: tuple[str, ...]
) -> None:
    of = standing(kind, name, cells)
    row = other(of.row, **says)
    assert differing(of.row, row) == contradicts
    assert Known([row]).beside(of).against == ((row,) if contradicts else ())


def test_another_thing_is_no_contradiction_and_the_same_one_is_evidence_though_it_contradicts() -> None:
    of = standing(Kind.GOAL, "goals", {"id": "a", "name": "A", "owner": "x"})
    same, elsewhere = other(of.row, owner="y"), other(of.row, id="b", owner="y")
    assert Known([same, elsewhere]).beside(of) == Recognition((), (same,), (same,))


def test_a_link_that_another_document_tells_too_is_evidence() -> None:
    of = standing(Kind.LINK, "links", {"subject": "a", "predicate": "partOf", "object": "b"})
    same, elsewhere = other(of.row), other(of.row, object="c")
    assert Known([same, elsewhere]).beside(of) == Recognition((), (same,))
