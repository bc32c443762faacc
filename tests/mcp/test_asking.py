import re
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, ParameterError, QueryError, UnclearNameError, UnknownQueryError
from kg.explore.answer import Answer
from kg.explore.asking import answered
from kg.mcp import asking
from kg.mcp.bounds import LARGEST, Told, characters
from kg.publish.library import Language, Library
from kg.store import rows

BASE = "https://samenspel.example.org"
READ_ONLY = "nothing can be changed here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"


def questions() -> list[str]:
    return sorted(file.stem for file in (Path(__file__).parents[2] / "queries").glob("*.rq"))


def test_every_question_is_listed_with_what_its_parameters_take(library: Library) -> None:
    listed = {each["name"]: each for each in asking.questions(library)["questions"]}
    assert sorted(listed) == questions()
    asked = library.queries["laatste-status-van-initiatieven"]
    years = [str(row["value"]) for row in rows(library.endpoint, library.queries.text("choices/statusjaren"))]
    assert listed["laatste-status-van-initiatieven"] == {
        "name": "laatste-status-van-initiatieven",
        "question": asked.title("nl"),
        "in_english": asked.title("en"),
        "description": asked.description("nl"),
        "parameters": [{"name": "jaar", "kind": "integer", "meaning": "het jaar / the year", "default": "2018", "one_of": years}],
    }


def test_things_to_choose_from_are_listed_by_name_when_they_are_few(library: Library) -> None:
    listed = {each["name"]: {taken["name"]: taken for taken in each["parameters"]} for each in asking.questions(library)["questions"]}
    assert "arbeidsmarkt" in listed["partnernetwerk-van-thema"]["thema"]["one_of"]
    assert "one_of" not in listed["doelen-van-initiatief"]["initiatief"]
    told = asking.ask_question(library, "partners-rond-thema", {"thema": "arbeidsmarkt"})
    assert told["total"] > 0


@pytest.mark.parametrize("name", questions())
def test_every_question_is_answered_within_bounds(library: Library, name: str) -> None:
    told = asking.ask_question(library, name, {})
    assert characters(told) < 2 * LARGEST
    assert told["total"] > 0
    assert told["truncated"] == bool(told["rest"])


def test_a_saved_question_is_answered_by_the_name_of_a_thing(library: Library) -> None:
    told = asking.ask_question(library, "doelen-van-initiatief", {"initiatief": "Skills Twente"})
    assert [(row["doelNaam"], row["bron"], row["vindplaats"]) for row in told["rows"]] == [
        (
            "Vergroten van het perspectief van de Almelose arbeidsmarkt",
            "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)",
            "Doel: Nieuw samenspel, actieplan",
        ),
    ]
    assert told["rows_without_evidence"] == 0
    assert told["about_evidence"] == "each row stands in the document under document, at the place under vindplaats or locator"


def test_a_count_is_marked_as_without_evidence(library: Library) -> None:
    told = asking.ask_question(library, "wie-werkt-met-wie", {})
    assert told["rows_without_evidence"] == len(told["rows"]) > 0
    assert told["about_evidence"].startswith("not evidence: ")


def test_the_rest_of_an_answer_is_had_with_the_offset(library: Library) -> None:
    name = "partners-rond-thema"
    found: list[Told] = []
    while True:
        told = asking.ask_question(library, name, {}, len(found))
        found += told["rows"]
        if not told["truncated"]:
            break
        assert told["rest"] == f"call again with offset={len(found)} for the other {told['total'] - len(found)}"
    whole = answered(library, Language.NL, library.queries[name], {})
    assert isinstance(whole, Answer)
    assert [list(row.values()) for row in found] == [list(row.values()) for row in whole]
    assert len(found) > len(asking.ask_question(library, name, {})["rows"])


@pytest.mark.parametrize(
    ("name", "given", "error", "why"),
    [
        pytest.param(
            "geen-vraag", {}, UnknownQueryError, "no query named 'geen-vraag'; there are: alles-over-initiatief", id="no question"
        ),
        pytest.param("pages/claims", {}, UnknownQueryError, "no question named 'pages/claims'", id="part of the product"),
        pytest.param("../pages/claims", {}, UnknownQueryError, "no query named '../pages/claims'", id="path"),
        pytest.param("doelen-van-initiatief", {"x": "1"}, ParameterError, "has no parameter 'x'; it has: initiatief", id="no parameter"),
        pytest.param("doelen-van-initiatief", {"self": "1"}, ParameterError, "has no parameter 'self'", id="a name of Python's"),
        pytest.param("doelen-van-initiatief", {"name": "1"}, ParameterError, "has no parameter 'name'", id="a name of ours"),
        pytest.param(
            "doelen-van-initiatief", {"initiatief": "qqqqzzzz"}, UnclearNameError, "nothing is called 'qqqqzzzz'", id="unknown name"
        ),
        pytest.param("bedragen-per-initiatief", {"minimum": "veel"}, ParameterError, "minimum: 'veel' is no decimal", id="no number"),
        *(
            pytest.param("doelen-van-initiatief", {"initiatief": hostile}, UnclearNameError, "nothing is called", id=repr(hostile))
            for hostile in ("> } } INSERT DATA { <a> <b> 1", "'; DROP ALL", "\x00", '" OR 1=1', "{{7*7}}")
        ),
    ],
)
def test_what_cannot_be_asked_is_told(library: Library, name: str, given: dict[str, str], error: type[KgError], why: str) -> None:
    with pytest.raises(error) as caught:
        asking.ask_question(library, name, given)
    assert why in str(caught.value)


NONE = {
    "about_evidence": (
        "not evidence: these are counts, or what the query selects, and name no source; for claims with their sources use the tools "
        "thing and explain_sources, or select ?document, its title and the locator as well"
    )
}


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        pytest.param("ASK { ?goal a beleid:Goal }", {"answer": True}, id="truth"),
        pytest.param("# ends like a file.rq\nASK { ?goal a beleid:Nothing } # .rq", {"answer": False}, id="a comment"),
        pytest.param(
            "SELECT ?x WHERE { VALUES ?x { 1 2 3 } }",
            {
                "columns": ["x"],
                "rows": [{"x": 1}, {"x": 2}],
                "total": 3,
                "offset": 0,
                "truncated": True,
                "rest": "call again with offset=2 for the other 1; with ORDER BY in the query no row is told twice or left out",
                "rows_without_evidence": 2,
                **NONE,
            },
            id="rows",
        ),
        pytest.param(
            'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1.50 1e400 "Twénte"@nl) (<urn:x> "2018-03-05"^^xsd:date UNDEF) } }',
            {
                "columns": ["a", "b", "c"],
                "rows": [{"a": 1.5, "b": "INF", "c": "Twénte"}, {"a": "urn:x", "b": "2018-03-05", "c": None}],
                "total": 2,
                "offset": 0,
                "truncated": False,
                "rest": "",
                "rows_without_evidence": 2,
                **NONE,
            },
            id="values",
        ),
    ],
)
def test_a_query_is_answered(library: Library, sparql: str, told: dict[str, Any]) -> None:
    assert asking.query(library, sparql, 2) == told


def test_a_row_that_names_its_document_has_evidence(library: Library) -> None:
    told = asking.query(
        library,
        "SELECT ?document { { ?document a beleid:Document } UNION { VALUES ?document { 'a document' UNDEF } } } ORDER BY ?document",
        500,
    )
    assert told["rows_without_evidence"] == sum(not str(row["document"]).startswith(f"{BASE}/id/document/") for row in told["rows"]) == 2
    assert told["about_evidence"] == "each row stands in the document under document, at the place under vindplaats or locator"


def test_a_graph_is_answered_as_turtle_part_by_part(library: Library) -> None:
    whole = "CONSTRUCT { ?goal rdfs:label ?name } WHERE { ?goal a beleid:Goal ; rdfs:label ?name }"
    first = asking.query(library, whole, 2)
    assert (first["total"], first["rest"]) == (389, "call again with offset=2 for the other 387")
    assert re.fullmatch(r"(@prefix \S+ \S+ \.\n)+\n(doel:\S+ rdfs:label \".*\"@nl \.\n\n){2}", f"{first['turtle'].strip()}\n\n")
    assert asking.query(library, whole, 500)["total"] == 389


def test_the_whole_graph_gives_a_part_that_is_turtle(library: Library) -> None:
    told = asking.query(library, "CONSTRUCT WHERE { ?s ?p ?o }", 500)
    assert (told["truncated"], characters(told) < 2 * LARGEST, told["total"] > 50_000) == (True, True, True)


@pytest.mark.parametrize(
    "sparql",
    [
        pytest.param("SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }", id="one huge value"),
        pytest.param("SELECT * { ?s ?p ?o }", id="many rows"),
        pytest.param(
            f"SELECT * {{ {{ SELECT * {{ ?s ?p ?o }} LIMIT 300 }} {' '.join(f'BIND(?o AS ?x{number})' for number in range(97))} }}",
            id="many columns",
        ),
    ],
)
def test_no_answer_is_larger_than_a_model_can_read(library: Library, sparql: str) -> None:
    told = asking.query(library, sparql, 500)
    assert characters(told) < 2 * LARGEST
    assert told["rows"]


def test_a_huge_value_says_how_much_of_it_is_gone(library: Library) -> None:
    told = asking.query(library, "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }")
    assert re.fullmatch(r".{2000}… \(\d{7} characters more\)", told["rows"][0]["all"], re.DOTALL)


@pytest.mark.parametrize(
    ("sparql", "why"),
    [
        *(
            pytest.param(update, READ_ONLY, id=update)
            for update in (
                "INSERT DATA { <urn:a> <urn:b> 1 }",
                "PREFIX a: <urn:select> DELETE WHERE { ?s ?p ?o }",
                "LOAD <http://127.0.0.1/>",
                "CLEAR ALL",
                "# SELECT\nDROP ALL",
            )
        ),
        pytest.param(
            "ASK {} ; INSERT DATA { <urn:a> <urn:b> 1 }",
            "not a SPARQL 1.1 query: line 1, column 14: 'INSERT' cannot stand here",
            id="a query and an update",
        ),
        pytest.param("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed here", id="service"),
        pytest.param("SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed here", id="service silent"),
        pytest.param("SELECT * {", "not a SPARQL 1.1 query: line 1, column ", id="broken"),
        pytest.param("", "not a SPARQL 1.1 query", id="nothing"),
        pytest.param("queries/gelezen-documenten.rq", "not a SPARQL 1.1 query", id="a file"),
        pytest.param("gelezen-documenten", "not a SPARQL 1.1 query", id="a saved question"),
        pytest.param("SELECT * { ?s none:such ?o }", "the prefix none: is not declared", id="prefix"),
        pytest.param(
            f"SELECT {' '.join(f'?x{number}' for number in range(101))} {{}}",
            "the query selects 101 columns; select at most 100 of them",
            id="columns",
        ),
        pytest.param(
            "CONSTRUCT { <urn:a> <urn:b> ?all } WHERE { SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o } }",
            "the triple at offset 0 is longer than an answer can be: <urn:a> <urn:b> ",
            id="one huge triple",
        ),
    ],
)
def test_a_query_that_is_refused_says_why(library: Library, sparql: str, why: str) -> None:
    with pytest.raises(QueryError) as caught:
        asking.query(library, sparql)
    assert why in str(caught.value)


def test_a_dataset_that_is_named_is_not_fetched(library: Library) -> None:
    assert asking.query(library, "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }")["rows"] == []
