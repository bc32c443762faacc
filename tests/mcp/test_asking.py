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
SAVED = (
    "the description of the question says what a row tells: the place may be that of a part of the row, "
    "and an absence or a judgement of the editors stands in no document"
)
FREE = "whether a row follows from that place is for the reader to judge: a query can put beside each other what no source does"
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
        "description": {"nl": asked.description("nl"), "en": asked.description("en")},
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
    assert told["rows_with_a_place"] == 1
    assert told["about_evidence"] == f"rows that name a document and a place in it: 1 of 1; {SAVED}"


def test_an_answer_says_what_was_asked_with_every_value_and_from_which_release(library: Library) -> None:
    asked = library.queries["partners-rond-thema"]
    told = asking.ask_question(library, asked.name, {"thema": "energie"})
    assert (told["name"], told["release"], told["notices"]) == (asked.name, "0123456789ab", [])
    assert told["title"] == {"nl": asked.title("nl"), "en": asked.title("en")}
    assert told["description"] == {"nl": asked.description("nl"), "en": asked.description("en")}
    assert told["parameters"]["thema"] == f"{BASE}/id/concept/thema/energie"
    assert list(told["parameters"]) == [each.name for each in asked.parameters]


def test_a_graph_says_what_was_asked_as_well(library: Library) -> None:
    told = asking.ask_question(library, "alles-over-initiatief", {})
    assert told["parameters"] == {"initiatief": f"{BASE}/id/initiatief/skills-twente"}
    assert told["turtle"]


def test_an_iri_of_nothing_is_no_empty_answer(library: Library) -> None:
    with pytest.raises(UnclearNameError) as caught:
        asking.ask_question(library, "doelen-van-initiatief", {"initiatief": "id/initiatief/skils-twente"})
    assert str(caught.value).startswith(
        f"the graph says nothing about <{BASE}/id/initiatief/skils-twente>; did you mean initiatief:skills-"
    )


def test_a_thing_of_another_kind_is_told_with_what_may_have_been_meant(library: Library) -> None:
    told = asking.ask_question(library, "doelen-niet-te-volgen", {"organisatie": f"{BASE}/id/gebied/gm0141"})
    [notice] = told["notices"]
    assert (told["total"], notice["parameter"], notice["code"]) == (0, "organisatie", "no_choice")
    assert notice["value"] == f"{BASE}/id/gebied/gm0141"
    assert notice["detail"].startswith(
        "organisatie: gebied:gm0141 (area Almelo) is not among the things that the question chooses from; did"
    )
    assert "organisatie:gemeente-almelo (organisation Gemeente Almelo)" in notice["detail"]


def test_a_name_that_the_site_refuses_is_told_with_what_it_was_taken_for(library: Library) -> None:
    loose, strict = (asking.ask_question(library, "doelen-niet-te-volgen", {"organisatie": each}) for each in ("Almelo", "gemeente almelo"))
    assert loose["rows"] == strict["rows"]
    assert strict["notices"] == []
    assert loose["notices"] == [
        {
            "parameter": "organisatie",
            "value": f"{BASE}/id/organisatie/gemeente-almelo",
            "code": "taken",
            "detail": "organisatie: 'Almelo' was taken for organisatie:gemeente-almelo (organisation Gemeente Almelo)",
        }
    ]


@pytest.mark.parametrize("year", ["2019", 2019, 2019.0])
def test_a_number_may_be_given_as_one(library: Library, year: asking.Given) -> None:
    assert asking.ask_question(library, "laatste-status-van-initiatieven", {"jaar": year})["parameters"] == {"jaar": 2019}


@pytest.mark.parametrize("amount", [0.5, 5_000_000, True])
def test_a_number_that_does_not_fit_is_refused_as_the_parameter_says(library: Library, amount: asking.Given) -> None:
    if amount is True:
        with pytest.raises(ParameterError, match="minimum: 'true' is no decimal"):
            asking.ask_question(library, "bedragen-per-initiatief", {"minimum": amount})
    else:
        assert asking.ask_question(library, "bedragen-per-initiatief", {"minimum": amount})["parameters"] == {"minimum": amount}


def test_a_count_is_marked_as_without_evidence(library: Library) -> None:
    told = asking.ask_question(library, "wie-werkt-met-wie", {})
    assert (told["rows_with_a_place"], len(told["rows"]) > 0) == (0, True)
    assert told["about_evidence"].startswith("no evidence: no row names a document of the graph and a place in it")


def test_a_document_without_a_place_in_it_is_no_evidence(library: Library) -> None:
    told = asking.ask_question(library, "gelezen-documenten", {})
    assert all(row["document"].startswith(f"{BASE}/id/document/") for row in told["rows"])
    assert (told["rows_with_a_place"], told["about_evidence"][:11]) == (0, "no evidence")


def test_rows_with_a_place_are_not_said_to_stand_there(library: Library) -> None:
    absences = asking.ask_question(library, "doelen-zonder-initiatief", {})
    crossed = asking.query(
        library,
        "SELECT ?a ?b ?document ?locator { ?a a beleid:Initiative . ?b a beleid:Goal . ?passage dcterms:isPartOf ?document ; "
        "beleid:locator ?locator } LIMIT 3",
    )
    assert (
        absences["about_evidence"]
        == f"rows that name a document and a place in it: {len(absences['rows'])} of {len(absences['rows'])}; {SAVED}"
    )
    assert crossed["about_evidence"] == f"rows that name a document and a place in it: 3 of 3; {FREE}"


@pytest.mark.parametrize(
    "sparql", ["SELECT ?document ?locator { FILTER(false) }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(false) }"]
)
def test_an_empty_answer_is_told_as_such(library: Library, sparql: str) -> None:
    told = asking.query(library, sparql)["about_evidence"]
    assert told == "the answer is empty: nothing in the graph answers this, which is no proof that there is nothing"


def test_an_offset_past_the_rows_is_no_empty_answer(library: Library) -> None:
    told = asking.query(library, "SELECT ?x { VALUES ?x { 1 2 } }", offset=2)
    assert told["about_evidence"] == "no rows from this offset on; call again with a smaller one"


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
        "no evidence: no row names a document of the graph and a place in it; rows like these may be counts, absences or what the query "
        "selects; for claims with their sources use the tools thing and explain_sources, or select ?document, its title and its ?locator"
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
                "rows_with_a_place": 0,
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
                "rows_with_a_place": 0,
                **NONE,
            },
            id="values",
        ),
    ],
)
def test_a_query_is_answered(library: Library, sparql: str, told: dict[str, Any]) -> None:
    assert asking.query(library, sparql, 2) == told


def test_only_a_row_with_a_document_of_the_graph_and_a_place_counts(library: Library) -> None:
    here = f"{BASE}/id/document/tw-res-koers"
    told = asking.query(
        library, f"SELECT * {{ VALUES (?document ?locator) {{ (<{here}> 'p. 1') (<{here}> UNDEF) ('a document' 'p. 1') (UNDEF 'p. 1') }} }}"
    )
    assert (told["rows_with_a_place"], told["about_evidence"]) == (1, f"rows that name a document and a place in it: 1 of 4; {FREE}")


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
