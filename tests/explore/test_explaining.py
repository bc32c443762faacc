"""The ways between two things, from Python."""

import pytest

from kg.errors import ParameterError
from kg.explore.graph import Graph
from kg.terms import BASE


def test_two_things_are_explained_with_where_each_step_stands(graph: Graph) -> None:
    found = graph.explain("Saxion", f"{BASE}/id/organisatie/gemeente-almelo")
    assert len(found) == 5
    assert all(way.sentence.startswith("Saxion ") for way in found)
    for way in found:
        assert [step.source for step in way.steps[1:]] == [step.target for step in way.steps[:-1]]
        assert all(step.evidence and step.claims for step in way.steps)
        assert bool(way.instead) == bool(way.others)


def test_things_themselves_can_be_given(graph: Graph) -> None:
    skills, saxion = graph.thing("Skills Twente"), graph.thing("Saxion")
    assert graph.explain(skills, saxion, most=1) == graph.explain("Skills Twente", "Saxion", most=1)


@pytest.mark.parametrize("other", ["Saxion", "id/document/almelo-jaarverantwoording-2018-innoveren"])
def test_what_cannot_be_explained_is_refused(graph: Graph, other: str) -> None:
    with pytest.raises(ParameterError):
        graph.explain("Saxion", other)
