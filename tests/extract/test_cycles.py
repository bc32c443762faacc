"""Rows that make something part of itself, told where the circle closes."""

from collections.abc import Sequence

import pytest

from kg.extract.facts import facts, problems
from kg.extract.facts.cycles import cycle_problems
from kg.model.tables import Row
from kg.terms import BELEID, mint

PLACE = {"source": "d", "locator": "l"}
DOCUMENT = Row("documents", {"id": "d", "title": "D"})


def things(table: str, **parents: str) -> list[Row]:
    """Return a row per thing, with what it is part of; the rows count on from 2."""
    return [
        Row(table, {"id": name, "name": name, "part_of": parent, **PLACE}, f"{table}.csv", number)
        for number, (name, parent) in enumerate(parents.items(), start=2)
    ]


def links(*stated: str) -> list[Row]:
    """Return a row per link, written as its three words."""
    return [
        Row("links", {**dict(zip(("subject", "predicate", "object"), link.split(), strict=True)), **PLACE}, "links.csv", number)
        for number, link in enumerate(stated, start=2)
    ]


def circle(place: str, *ids: str) -> str:
    return f"{place}: {ids[0]!r} comes back to itself: {' → '.join(ids)}; correct this id or one of the others in the circle"


ABC = things("initiatives", a="", b="", c="")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(things("goals", g="g"), [circle("goals.csv, row 2, column part_of", "g", "g")], id="a goal of itself"),
        pytest.param(
            things("goals", a="b", b="c", c="a"), [circle("goals.csv, row 4, column part_of", "c", "a", "b", "c")], id="three goals"
        ),
        pytest.param(
            things("programmes", a="b", b="a"), [circle("programmes.csv, row 3, column part_of", "b", "a", "b")], id="two programmes"
        ),
        pytest.param(
            things("organisations", a="b", b="a"),
            [circle("organisations.csv, row 3, column part_of", "b", "a", "b")],
            id="two organisations",
        ),
        pytest.param(
            [*ABC, *links("a partOf b", "b partOf a")], [circle("links.csv, row 3, column object", "b", "a", "b")], id="links partOf"
        ),
        pytest.param(
            [*things("programmes", a="b", b=""), *links("b partOf a")],
            [circle("links.csv, row 2, column object", "b", "a", "b")],
            id="a column and a link",
        ),
        pytest.param(
            [*ABC, *links("a follows b", "b follows c", "c follows a")],
            [circle("links.csv, row 4, column object", "c", "a", "b", "c")],
            id="links follows",
        ),
        pytest.param([*ABC, *links("a relatedTo a")], [circle("links.csv, row 2, column object", "a", "a")], id="related to itself"),
        pytest.param([*ABC, *links("a sameAs a")], [circle("links.csv, row 2, column object", "a", "a")], id="same as itself"),
    ],
)
def test_the_row_that_closes_a_circle_is_told(rows: Sequence[Row], told: list[str]) -> None:
    assert [str(problem) for problem in problems([DOCUMENT, *rows])] == told


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(links("a partOf b", "b follows a"), id="two kinds of relation"),
        pytest.param(links("a relatedTo b", "b relatedTo a"), id="related both ways"),
        pytest.param(links("a partOf b", "a partOf c", "b partOf c", "a partOf b"), id="two ways up, and one told twice"),
    ],
)
def test_what_comes_back_by_no_single_relation_is_no_circle(rows: Sequence[Row]) -> None:
    assert problems([DOCUMENT, *ABC, *rows]) == []


def test_of_a_circle_between_the_graph_and_a_file_the_file_is_told() -> None:
    corrected, known = things("goals", a="b", b="a")
    known = Row("goals", known.cells, "the graph, goals b d")
    assert [problem.table for problem in cycle_problems([corrected, known])] == ["goals.csv"]


def test_a_graph_with_a_circle_can_be_corrected_for_its_facts_are_still_made() -> None:
    goal = mint("doel", "g")
    assert (goal, BELEID.subGoalOf, goal) in facts([DOCUMENT, *things("goals", g="g")])


def test_a_circle_is_told_even_when_the_table_could_not_be_read_in_full() -> None:
    assert len(problems([DOCUMENT, *things("goals", g="g")], {"goals"})) == 1
