"""A graph as researchers use it."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from rdflib import RDFS, Literal, URIRef

import kg
from kg.errors import MissingFileError, ParameterError, QueryError, ReleaseError, UnclearNameError, UnknownQueryError
from kg.explore.answer import Answer
from kg.explore.graph import Graph
from kg.terms import BASE
from reading import page

NAMES = "SELECT ?goal ?name WHERE { ?goal a beleid:Goal ; rdfs:label ?name } ORDER BY ?name"


def rows(found: object) -> Answer:
    """Return an answer that holds rows."""
    assert isinstance(found, Answer)
    return found


def test_importing_kg_loads_neither_engines_nor_data_frames() -> None:
    heavy = "pyoxigraph rdflib pandas polars networkx jinja2 SPARQLWrapper"
    code = f"import sys, kg; print([name for name in {heavy.split()} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_opening_a_graph_needs_no_data_frames() -> None:
    code = "import sys, kg; kg.open; print([name for name in ('pandas', 'polars', 'IPython') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_kg_has_nothing_but_what_it_says() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'opne'"):
        kg.opne  # type: ignore[attr-defined]  # noqa: B018 - asking for it is what is tested


def test_a_query_knows_the_usual_prefixes(almelo: Graph) -> None:
    assert rows(almelo.query(NAMES))[0] == {
        "goal": "https://data.almelo.nl/kg/id/doel/almelo-doel-nieuw-samenspel",
        "name": "Nieuw samenspel",
    }


def test_a_query_may_stand_in_a_file(almelo: Graph, tmp_path: Path) -> None:
    file = tmp_path / "goals.rq"
    file.write_text(f"# Which goals are there?\n{NAMES}", encoding="utf-8")
    assert rows(almelo.query(file)).cells == rows(almelo.query(str(file))).cells == rows(almelo.query(NAMES)).cells


def test_a_file_with_the_header_of_a_question_has_its_parameters(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "doel.rq"
    header = "# title@nl: Hoe heet een doel?\n# param doel: iri = id/doel/almelo-doel-overige-kansen ; het doel / the goal\n"
    file.write_text(
        header + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT ?naam { $doel rdfs:label ?naam }", encoding="utf-8"
    )
    found = [rows(graph.query(file)), rows(graph.query(file, doel="Nieuw samenspel"))]
    assert [each["naam"] for each in found] == [["Benutten van overige kansen voor het ontwikkelperspectief"], ["Nieuw samenspel"]]


def test_a_file_that_is_not_there_is_told(almelo: Graph) -> None:
    with pytest.raises(MissingFileError, match=r"weg\.rq: no such file; give SPARQL, or the path of a file that holds it"):
        almelo.query("weg.rq")


def test_construct_and_describe_give_a_graph_and_ask_a_truth_value(almelo: Graph) -> None:
    label = Literal("Nieuw samenspel", lang="nl")
    made = almelo.query(
        "CONSTRUCT { ?goal rdfs:label ?name } WHERE { ?goal a beleid:Goal ; rdfs:label ?name FILTER(?name = $name) }", name=label
    )
    assert isinstance(made, rdflib.Graph)
    goal = URIRef("https://data.almelo.nl/kg/id/doel/almelo-doel-nieuw-samenspel")
    assert list(made) == [(goal, RDFS.label, label)]
    described = almelo.query("DESCRIBE $goal", goal=goal)
    assert isinstance(described, rdflib.Graph)
    assert (goal, RDFS.label, label) in described
    assert [almelo.query("ASK { $goal rdfs:label ?name }", goal=each) for each in (goal, f"{goal}-weg")] == [True, False]


def test_several_values_fill_values(almelo: Graph) -> None:
    goals = rows(almelo.query(NAMES))
    again = rows(almelo.query("SELECT ?name { VALUES ?goal { $goals } ?goal rdfs:label ?name } ORDER BY ?name", goals=goals["goal"]))
    assert (again["name"], len(again)) == (goals["name"], 3)


def test_a_syntax_error_is_told_with_its_place(almelo: Graph) -> None:
    with pytest.raises(QueryError, match="line 1"):
        almelo.query("SELECT ?x WHERE { ?x a }")


def test_the_name_of_a_saved_question_is_no_query(almelo: Graph) -> None:
    with pytest.raises(QueryError, match=r"'doelen-van-initiatief' is a saved question; ask it with graph\.ask\('doelen-van-initiatief'\)"):
        almelo.query("doelen-van-initiatief")


def test_a_saved_question_takes_a_thing_in_every_form(graph: Graph) -> None:
    thing = graph.thing("Skills Twente")
    forms = (
        thing,
        thing.iri,
        URIRef(thing.iri),
        "id/initiatief/skills-twente",
        "initiatief:skills-twente",
        "Skills Twente",
        "skills twente",
    )
    answers = [rows(graph.ask("doelen-van-initiatief", initiatief=each)) for each in forms]
    assert answers[0]["doelNaam"] == ["Vergroten van het perspectief van de Almelose arbeidsmarkt"]
    assert all(each.cells == answers[0].cells for each in answers)


def test_an_iri_of_nothing_is_no_empty_answer(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match=r"says nothing about <https://.*/skils-twente>; did you mean initiatief:skills-twente"):
        graph.ask("doelen-van-initiatief", initiatief="id/initiatief/skils-twente")


def test_a_thing_that_a_question_does_not_choose_from_is_warned_of(graph: Graph) -> None:
    with pytest.warns(UserWarning, match=r"^organisatie: gebied:gm0141 \(area Almelo\) is not among .*organisatie:gemeente-almelo"):
        assert not rows(graph.ask("doelen-niet-te-volgen", organisatie="id/gebied/gm0141"))


@pytest.mark.parametrize("organisation", ["gemeente  almelo", "organisatie:gemeente-almelo", "id/organisatie/gemeente-almelo"])
def test_what_the_site_takes_is_taken_without_a_word(graph: Graph, organisation: str) -> None:
    assert rows(graph.ask("doelen-niet-te-volgen", organisatie=organisation))


def test_a_saved_question_asks_of_the_things_it_lists(graph: Graph) -> None:
    with pytest.warns(UserWarning, match="organisatie: 'Almelo' was taken for organisatie:gemeente-almelo"):
        answer = rows(graph.ask("partners-rond-thema", organisatie="Almelo", thema="energie"))
    assert (
        answer.cells
        == rows(graph.ask("partners-rond-thema", organisatie="organisatie:gemeente-almelo", thema="id/concept/thema/energie")).cells
    )
    assert len(answer) > 10


def test_a_saved_question_without_parameters_has_its_defaults(graph: Graph) -> None:
    default = rows(graph.ask("doelen-van-initiatief"))
    assert default.cells == rows(graph.ask("doelen-van-initiatief", initiatief="Regiodeal Twente")).cells


@pytest.mark.parametrize("year", [2019, Decimal(2019), "2019"])
def test_a_saved_question_takes_a_number(graph: Graph, year: object) -> None:
    answer = rows(graph.ask("laatste-status-van-initiatieven", jaar=year))  # type: ignore[arg-type]
    assert 0 < len(answer) != len(rows(graph.ask("laatste-status-van-initiatieven")))


def test_what_a_saved_question_does_not_take_is_told(graph: Graph) -> None:
    with pytest.raises(ParameterError, match="has no parameter 'doel'; it has: initiatief"):
        graph.ask("doelen-van-initiatief", doel="x")
    with pytest.raises(ParameterError, match=r"jaar: 'gisteren' is no integer; give a whole number"):
        graph.ask("laatste-status-van-initiatieven", jaar="gisteren")
    with pytest.raises(UnclearNameError, match=r"nothing is called 'Xyzzy'"):
        graph.ask("doelen-van-initiatief", initiatief="Xyzzy")
    with pytest.raises(UnknownQueryError, match=r"no query named 'doelen'; there are: .*doelen-van-initiatief"):
        graph.ask("doelen")
    with pytest.raises(UnknownQueryError, match=r"no question named 'pages/names'"):
        graph.ask("pages/names")


def test_the_questions_are_listed_with_their_parameters(almelo: Graph) -> None:
    found = almelo.questions()
    (row,) = [row for row in found if row["name"] == "laatste-status-van-initiatieven"]
    assert found.columns == ("name", "question", "parameters", "description")
    assert (row["question"], row["parameters"]) == (
        "What was the last known status of each initiative at the end of a year?",
        "jaar (integer)",
    )


def test_search_finds_things_by_their_words(almelo: Graph) -> None:
    found = almelo.search("arbeidsmarkt")
    assert found.columns == ("thing", "kind", "name", "matched", "description")
    assert {"thing": "https://data.almelo.nl/kg/id/initiatief/almelo-actieplan-arbeidsmarkt", "kind": "initiatief"}.items() <= {
        **next(row for row in found if row["name"] == "Actieplan arbeidsmarkt")
    }.items()
    assert set(almelo.search("arbeidsmarkt", kind="doel")["kind"]) == {"doel"}
    assert len(almelo.search("almelo", limit=2)) == 2


def test_a_graph_tells_what_it_is(almelo: Graph) -> None:
    counted = "2 programmes, 3 goals, 4 initiatives, 4 organisations, 1 indicators, 2 results, 3 documents"
    assert repr(almelo) == f"<Graph of release {almelo.release}: {counted} under https://data.almelo.nl/kg>"
    shown = page(almelo._repr_html_())
    assert [row.text for row in shown.all("th")][:2] == ["Programmes", "Goals"]
    assert [value.text for value in shown.all("dd")] == ["https://data.almelo.nl/kg", almelo.release]


def test_a_closed_graph_answers_no_searches(few: Path) -> None:
    with kg.open(few) as graph:
        assert graph.search("skills", kind="initiatief")["name"] == ["Skills Twente", "House of Skills"]
    with pytest.raises(ReleaseError, match="closed"):
        graph.search("skills")


def test_an_endpoint_answers_as_the_release_it_serves(almelo: Graph, remote: Graph) -> None:
    assert (remote.base, remote.release) == ("https://data.almelo.nl/kg", "")
    assert rows(remote.query(NAMES)).cells == rows(almelo.query(NAMES)).cells
    assert repr(remote.thing("Skills Twente")) == repr(almelo.thing("Skills Twente"))
    assert remote.search("samenspel").cells == almelo.search("samenspel").cells
    here, there = (rows(each.ask("doelen-van-initiatief", initiatief="Regiodeal Twente")) for each in (almelo, remote))
    assert (here.cells, len(here) > 0) == (there.cells, True)
    assert list(remote.network("Skills Twente").nodes(data=True)) == list(almelo.network("Skills Twente").nodes(data=True))


def test_dutch_is_spoken_when_asked_for(few: Path) -> None:
    with kg.open(few, language="nl") as graph:
        assert graph.thing("Skills Twente").facts["status"] == ("in voorbereiding",)
        assert graph.questions()["question"][0] != kg.open(few).questions()["question"][0]
    with pytest.raises(ParameterError, match=r"language: 'fy' is none; there are: en, nl"):
        kg.open(few, language="fy")


def test_iris_of_the_project_are_read_as_those_of_the_graph(almelo: Graph) -> None:
    assert almelo.query(f"ASK {{ <{BASE}/id/initiatief/skills-twente> a <{BASE}/def#Initiative> }}") is True
