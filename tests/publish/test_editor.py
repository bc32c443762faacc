"""What the page with the editor is made from: examples, the terms to complete, the names of things, an answer below it."""

import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from kg.publish.editor import editor, examples, first_query, named, terms
from kg.publish.library import Language, Library, View
from kg.publish.pages import sparql_page
from kg.publish.results import MOST_ROWS, sheets, shown
from kg.publish.words import words
from kg.store import Answer, Formats, rows
from kg.store.local import LocalEndpoint
from kg.terms import BASE
from reading import page

ROOT = Path(__file__).parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"


def entries(found: Mapping[str, list[Mapping[str, object]]], name: str) -> dict[object, Mapping[str, object]]:
    return {each["iri"]: each for each in found[name]}


def test_every_saved_question_is_an_example_that_can_be_asked_as_it_stands(library: Library) -> None:
    found = examples(library, View())
    assert {each.name for each in found} == {query.name for query in library.queries.questions()}
    for each in found:
        assert each.query.startswith(f"# {each.title}\n")
        assert library.endpoint.answer(each.query).body


def test_examples_are_titled_in_the_language_of_the_page_and_stand_in_its_order(library: Library) -> None:
    dutch, english = ([str(each.title) for each in examples(library, View(language))] for language in Language)
    assert "Van welke organisaties hangen de meeste initiatieven af?" in dutch
    assert "On which organisations do most initiatives depend?" in english
    assert dutch == sorted(dutch, key=str.casefold)
    assert english == sorted(english, key=str.casefold)


def test_the_first_query_has_an_answer(library: Library) -> None:
    assert len(rows(library.endpoint, first_query(library))) == 25


def test_completion_knows_the_classes_properties_and_concepts_that_this_graph_uses(library: Library, endpoint: LocalEndpoint) -> None:
    found = terms(library)
    goals = len(rows(endpoint, f"SELECT ?goal WHERE {{ ?goal a <{BASE}/def#Goal> }}"))
    goal = {"iri": f"{BASE}/def#Goal", "nl": "doel", "en": "goal", "count": goals}
    label = {"nl": "naam", "en": "name", "count": len(rows(endpoint, "SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"))}
    assert entries(found, "classes")[f"{BASE}/def#Goal"] == goal
    assert entries(found, "properties")["http://www.w3.org/2000/01/rdf-schema#label"].items() >= label.items()
    assert entries(found, "concepts")[f"{BASE}/id/concept/rol/trekker"] == {
        "iri": f"{BASE}/id/concept/rol/trekker",
        "nl": "trekker",
        "en": "lead",
    }
    counts = [each["count"] for each in found["properties"]]
    assert counts == sorted(counts, key=lambda count: -int(str(count)))


def test_things_are_named_with_the_link_to_their_page(library: Library) -> None:
    things = [f"{BASE}/id/initiatief/skills-twente", f"{BASE}/def#Goal", f"{BASE}/id/concept/rol/trekker"]
    asked = [*things, "http://elsewhere.example/x", "no IRI> }"]
    assert named(library, View(Language.EN, root="/kg"), asked) == {
        asked[0]: {"name": "Skills Twente", "language": "nl", "kind": "initiatief", "href": "/kg/en/doc/initiatief/skills-twente"},
        asked[1]: {"name": "goal", "language": "en", "kind": "", "href": "/kg/en/def#Goal"},
        asked[2]: {"name": "lead", "language": "en", "kind": "begrip", "href": "/kg/en/doc/concept/rol/trekker"},
    }
    trekker = {"name": "trekker", "language": "nl", "kind": "begrip", "href": "/doc/concept/rol/trekker"}  # named as its IRI ends
    assert named(library, View(), [asked[2]]) == {asked[2]: trekker}


def test_a_claim_without_a_name_has_its_link_all_the_same(library: Library) -> None:
    claim = f"{BASE}/id/deelname/regiodeal-twente--ministerie-lnv--partner"
    href = "/doc/deelname/regiodeal-twente--ministerie-lnv--partner"
    assert named(library, View(), [claim]) == {claim: {"name": "", "language": "", "kind": "deelname", "href": href}}
    assert named(library, View(), []) == {}


@pytest.mark.parametrize(
    ("path", "query", "given", "begins"),
    [
        pytest.param("/sparql", "", "", "PREFIX beleid:", id="a first query"),
        pytest.param("/sparql?voorbeeld=gelezen-documenten", "", "example", "# Welke documenten", id="an example"),
        pytest.param("/sparql?voorbeeld=nergens", "", "", "PREFIX beleid:", id="no such example"),
        pytest.param("/sparql?query=ASK+%7B%7D", "ASK {}", "query", "ASK {}", id="a query"),
    ],
)
def test_the_editor_begins_with_what_its_address_asks(library: Library, path: str, query: str, given: str, begins: str) -> None:
    made = editor(library, View(path=path), query)
    assert (made.given, made.query[: len(begins)]) == (given, begins)


def test_a_link_made_on_another_release_says_so_and_one_made_on_this_does_not(library: Library) -> None:
    release = str(library.manifest["release"])
    notice = "Deze link is gemaakt bij release old1. Hier staat release"
    assert notice in page(sparql_page(library, View(path="/sparql?release=old1"))).text
    assert editor(library, View(path=f"/sparql?release={release}")).moved == ""
    assert editor(library, View(path="/sparql")).moved == ""


def test_without_scripts_the_page_is_a_form_with_a_choice_of_formats(library: Library) -> None:
    form = page(sparql_page(library, View(Language.EN, "/sparql", "/kg"), "ASK {} # <b>")).one("form", id="vraag")
    assert (form.attributes["action"], form.attributes["method"]) == ("/kg/en/sparql/antwoord", "post")
    assert form.one("textarea").text == "ASK {} # <b>"
    options = [option.text for option in form.one("select", name="format").all("option")]
    assert options == ["table on a page", "CSV", "XLSX", "JSON", "TSV", "XML", "TTL", "JSONLD", "NT", "RDF"]


def test_an_answer_stands_below_the_query_by_name_and_with_links(library: Library, endpoint: LocalEndpoint) -> None:
    query = f'SELECT ?thing ?none ?text {{ VALUES (?thing ?text) {{ (<{BASE}/id/initiatief/skills-twente> "<b>") }} }}'
    answered = page(sparql_page(library, View(), query, shown(library, View(), endpoint.answer(query)))).one("div", id="antwoord")
    assert [cell.text for cell in answered.all("th")] == ["thing", "none", "text"]
    assert [cell.text for cell in answered.all("td")] == ["Skills Twente", "", "<b>"]
    assert answered.one("td", data_label="thing").one("a").attributes["href"] == "/doc/initiatief/skills-twente"
    assert "1 rij" in answered.text


@pytest.mark.parametrize(
    ("query", "text"),
    [("ASK {}", "Ja"), ("ASK { FILTER(false) }", "Nee"), ("SELECT ?x { FILTER(false) BIND(1 AS ?x) }", "Geen rijen:")],
)
def test_a_truth_value_and_an_empty_answer_are_told_in_words(library: Library, endpoint: LocalEndpoint, query: str, text: str) -> None:
    made = page(sparql_page(library, View(), query, shown(library, View(), endpoint.answer(query))))
    assert made.one("div", id="antwoord").text.startswith(text)


def test_a_graph_stands_below_the_query_as_turtle(library: Library, endpoint: LocalEndpoint) -> None:
    query = "CONSTRUCT { <http://a/x> <http://a/y> 1 } {}"
    made = page(sparql_page(library, View(), query, shown(library, View(), endpoint.answer(query, Formats(graph="text/turtle")))))
    assert made.one("div", id="antwoord").one("pre").text.endswith("<http://a/x> <http://a/y> 1 .")


def test_a_page_shows_no_more_rows_than_it_says(library: Library, endpoint: LocalEndpoint) -> None:
    found = shown(library, View(), endpoint.answer(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {MOST_ROWS + 1}"))
    assert (len(found.rows), found.total) == (MOST_ROWS, MOST_ROWS + 1)
    assert "De eerste 1000 van 1001 rijen." in page(sparql_page(library, View(), "x", found)).text


def test_a_workbook_has_typed_cells_and_says_where_they_come_from(library: Library, endpoint: LocalEndpoint) -> None:
    values = f'(<http://a/x> 12 1.5 true "2018-12-31"^^<{XSD}date> "één"@nl) (UNDEF UNDEF UNDEF UNDEF "2018-02-31"^^<{XSD}date> UNDEF)'
    query = f"SELECT ?iri ?whole ?part ?truth ?day ?text {{ VALUES (?iri ?whole ?part ?truth ?day ?text) {{ {values} }} }}"
    made = sheets(library, Language.NL, query, endpoint.answer(query))
    assert made.columns == ("iri", "whole", "part", "truth", "day", "text")
    assert made.rows == [["http://a/x", 12, 1.5, True, date(2018, 12, 31), "één"], [None, None, None, None, "2018-02-31", None]]
    assert dict(made.origin).items() >= {"Aantal rijen": "2", "Release": library.manifest["release"], "De vraag in SPARQL": query}.items()


def test_the_answer_to_an_ask_is_a_workbook_of_one_cell(library: Library) -> None:
    given = Answer(b'{"head":{},"boolean":false}', "application/sparql-results+json")
    made = sheets(library, Language.EN, "ASK {}", given)
    assert (made.columns, made.rows) == (("Answer",), [[False]])


def test_the_scripts_of_the_editor_use_the_words_that_there_are_and_all_of_them() -> None:
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "frontend" / "src" / "sparql").glob("*.ts")))
    template = (files("kg.publish") / "templates" / "sparql.html").read_text(encoding="utf-8")
    keys = {key for key in words(Language.NL).texts if key.startswith(("editor.", "sparql."))}
    counted = {key.removesuffix(".one") for key in keys if key.endswith(".one")}
    spoken = keys - {f"{key}.{number}" for key in counted for number in ("one", "many")} | counted
    used = set(re.findall(r'"((?:editor|sparql)\.[a-z.]+)"', scripts + template))
    built = tuple(re.findall(r"`((?:editor)\.[a-z.]+\.)\$\{", scripts))
    assert used <= spoken
    assert {key for key in spoken - used if not key.startswith(built)} == set()
