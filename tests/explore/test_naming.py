"""Which thing a text means."""

import pytest

from kg.errors import ParameterError, UnclearNameError
from kg.explore.graph import Graph
from kg.terms import BASE

SKILLS = f"{BASE}/id/initiatief/skills-twente"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Skills Twente", id="name"),
        pytest.param("  skills   TWENTE ", id="name in other letters"),
        pytest.param(SKILLS, id="IRI"),
        pytest.param("id/initiatief/skills-twente", id="path"),
        pytest.param("/id/initiatief/skills-twente", id="path with a slash"),
        pytest.param("initiatief:skills-twente", id="short form"),
    ],
)
def test_a_thing_is_found_by_what_identifies_it(graph: Graph, text: str) -> None:
    assert graph.thing(text).iri == SKILLS


@pytest.mark.parametrize(
    ("text", "kind", "path"),
    [
        pytest.param("Regiodeal", "", "initiatief/regiodeal-twente", id="another name"),
        pytest.param("Almelo", "", "organisatie/gemeente-almelo", id="the municipality rather than its area"),
        pytest.param("Almelo", "gebied", "gebied/gm0141", id="the area when that is asked for"),
        pytest.param("energie", "", "concept/thema/energie", id="a concept when nothing else is called so"),
        pytest.param("economie", "begrip", "concept/thema/economie", id="a concept when that is asked for"),
        pytest.param(
            "saxion textiellaboratorium", "initiatief", "initiatief/circulair-textiellab-saxion", id="words that only its name holds"
        ),
    ],
)
def test_a_name_means_one_thing(graph: Graph, text: str, kind: str, path: str) -> None:
    assert graph.thing(text, kind).iri == f"{BASE}/id/{path}"


def test_a_name_of_several_things_is_told_with_each_of_them(graph: Graph) -> None:
    with pytest.raises(UnclearNameError) as caught:
        graph.thing("Economie")
    assert str(caught.value) == (
        "'Economie' may mean several things; give one of: programma:hak-programma-3 (programme Economie), "
        "programma:hen-economie (programme Economie)"
    )
    assert caught.value.candidates == (f"{BASE}/id/programma/hak-programma-3", f"{BASE}/id/programma/hen-economie")


def test_words_that_find_many_things_show_the_first(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match=r"'Regio' may mean several things; give one of: initiatief:.*, …") as caught:
        graph.thing("Regio")
    assert len(caught.value.candidates) > 8


def test_a_typing_error_is_answered_with_what_may_have_been_meant(graph: Graph) -> None:
    with pytest.raises(
        UnclearNameError,
        match=r"nothing is called 'regiodael twnete'; did you mean initiatief:regiodeal-twente \(initiative Regiodeal Twente\)",
    ):
        graph.thing("regiodael twnete")


def test_one_of_two_words_is_not_enough_to_be_meant(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match=r"nothing is called 'Regiodeal Xyzzy'; did you mean initiatief:regiodeal-twente"):
        graph.thing("Regiodeal Xyzzy")


@pytest.mark.parametrize("text", ["", "xyzzy", "?"])
def test_what_is_nowhere_is_told(graph: Graph, text: str) -> None:
    with pytest.raises(UnclearNameError) as caught:
        graph.thing(text)
    assert (str(caught.value), caught.value.candidates) == (f"nothing is called {text!r}; graph.search() looks in all texts", ())


def test_an_iri_of_nothing_is_told_with_what_resembles_it(almelo: Graph) -> None:
    told = r"the graph says nothing about <https://data\.almelo\.nl/kg/id/initiatief/skils-twente>; did you mean initiatief:skills-twente"
    with pytest.raises(UnclearNameError, match=told) as caught:
        almelo.thing("id/initiatief/skils-twente")
    assert caught.value.candidates[0] == "https://data.almelo.nl/kg/id/initiatief/skills-twente"


def test_an_iri_may_stand_under_the_base_of_the_graph_or_of_the_project(almelo: Graph) -> None:
    own = "https://data.almelo.nl/kg/id/initiatief/skills-twente"
    assert [almelo.thing(text).iri for text in (own, SKILLS)] == [own, own]


def test_a_kind_that_there_is_not_is_told_with_those_there_are(graph: Graph) -> None:
    with pytest.raises(ParameterError, match=r"kind: 'initiative' is none; there are: initiatief, doel, programma, .*"):
        graph.thing("Skills Twente", kind="initiative")
    with pytest.raises(ParameterError, match=r"kind: 'goal' is none"):
        graph.search("skills", kind="goal")
