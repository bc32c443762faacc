"""The tools through the client of the SDK, in this process."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import pytest
from mcp.types import CallToolResult, TextContent, TextResourceContents

from kg.explore.graph import Graph
from kg.mcp.bounds import LONGEST
from kg.mcp.server import server
from kg.publish.library import Library
from mcp import Client

TOOLS = ["ask_question", "explain_sources", "model", "query", "questions", "search", "thing"]
THING = """\
Skills Twente (initiatief) <https://samenspel.example.org/id/initiatief/skills-twente>
Voorlopige werknaam voor een Twentse variant op House of Skills, opgenomen in het Almelose actieplan arbeidsmarkt.
status: in voorbereiding
soort: pilot
thema: arbeidsmarkt
These facts rest on: the documents under described_in [1]
Claims: 6
"""

Opened: TypeAlias = tuple[Library, Graph]
Act: TypeAlias = Callable[[Client], Coroutine[Any, Any, Any]]


@pytest.fixture
def opened(library: Library, graph: Graph) -> Opened:
    return library, graph


def through(opened: Opened, act: Act) -> Any:  # noqa: ANN401 - whatever the act gives
    async def connected() -> Any:  # noqa: ANN401
        async with Client(server(*opened)) as client:
            return await act(client)

    return asyncio.run(connected())


def called(opened: Opened, tool: str, **arguments: object) -> CallToolResult:
    result = through(opened, lambda client: client.call_tool(tool, arguments))
    assert isinstance(result, CallToolResult)
    return result


def text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_every_tool_says_that_it_only_reads(opened: Opened) -> None:
    listed = through(opened, lambda client: client.list_tools()).tools
    assert sorted(tool.name for tool in listed) == TOOLS
    for tool in listed:
        assert tool.title
        assert tool.description
        assert tool.output_schema
        told = tool.annotations
        assert (told.read_only_hint, told.destructive_hint, told.idempotent_hint, told.open_world_hint) == (True, False, True, False)


def test_a_thing_is_told_in_text_to_read_and_in_values(opened: Opened) -> None:
    result = called(opened, "thing", name_or_iri="Skills Twente")
    assert text(result).startswith(THING)
    assert "\n- Skills Twente draagt bij aan Vergroten van het perspectief van de Almelose arbeidsmarkt (2018) [2]\n" in text(result)
    assert "\nSources:\n[1] Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3), 2018, Doel: Nieuw samenspel" in text(result)
    assert result.structured_content is not None
    years = sorted(claim["evidence"][0]["source_year"] for claim in result.structured_content["claims"])
    assert years == [2018, 2018, 2018, 2018, 2018, 2019]


def test_what_a_search_finds_is_told_with_where_it_is_described(opened: Opened) -> None:
    result = called(opened, "search", text="skils twente", limit=1)
    assert text(result).startswith("- Skills Twente (initiatief) <https://samenspel.example.org/id/initiatief/skills-twente>: Voorlopige ")
    assert text(result).endswith(", https://samenspel.example.org/id/document/almelo-jaarverantwoording-2018-innoveren\n")


def test_a_search_that_finds_nothing_is_no_error(opened: Opened) -> None:
    result = called(opened, "search", text="qqqqzzzz")
    assert (result.is_error, text(result).startswith("nothing is called so")) == (False, True)


def test_a_link_is_told_by_its_claims_and_their_sources(opened: Opened) -> None:
    told = text(called(opened, "explain_sources", first="Saxion", second="Gemeente Almelo"))
    assert told.startswith(
        "Links between Saxion and Gemeente Almelo: 7\n"
        "Through Armoedepact Almelo (initiatief) <https://samenspel.example.org/id/initiatief/almelo-armoedepact>:\n"
        "- Saxion is adviseur in Armoedepact Almelo (expliciet) [1]\n"
        "- Gemeente Almelo is partner in Armoedepact Almelo (expliciet) [2]\n"
    )
    assert "\n[2] Jaarconferentie Armoedepact, 2013, Eerste zinnen, https://twentsefotosite.nl/2013/12/" in told


def test_a_direct_link_is_told_as_such(opened: Opened) -> None:
    told = text(called(opened, "explain_sources", first="Regiodeal Twente", second="Provincie Overijssel"))
    assert told.split("\n")[1:3] == ["Directly:", "- Provincie Overijssel is financier in Regiodeal Twente (expliciet) [1][2]"]
    assert " 20000000 EUR (Regiodeal Twente)" in told


def test_the_questions_are_told_with_what_they_take(opened: Opened) -> None:
    told = text(called(opened, "questions"))
    assert "\n  jaar (integer; het jaar / the year; one of 20" in told
    assert "\n  De doelen waaraan een initiatief volgens een bron bijdraagt: één rij per bron." in told
    assert "\n  One row per source. The programme is that of the goal or of a goal above it.\n" in told
    assert "\n  initiatief (the name or IRI of a thing; het initiatief / the initiative; by default https://" in told


def test_the_answer_to_a_question_is_a_table_after_what_was_asked(opened: Opened) -> None:
    told = text(called(opened, "ask_question", name="doelen-van-initiatief", parameters={"initiatief": "Skills Twente"})).split("\n")
    assert told[:2] == [
        "Aan welke doelen draagt een initiatief bij, en onder welk programma vallen die?",
        "Which goals does an initiative contribute to, and to which programme do they belong?",
    ]
    assert told[4:6] == ["Asked with: initiatief = https://samenspel.example.org/id/initiatief/skills-twente", "Release: 0123456789ab"]
    assert told[6].split("\t")[:2] == ["doel", "doelNaam"]
    assert told[7].split("\t")[1] == "Vergroten van het perspectief van de Almelose arbeidsmarkt"
    assert told[8] == "Rows: 1"
    assert told[9].startswith("rows that name a document and a place in it: 1 of 1; the description of the question says ")


def test_what_to_keep_in_mind_about_an_answer_is_told_in_its_text(opened: Opened) -> None:
    told = text(called(opened, "ask_question", name="doelen-niet-te-volgen", parameters={"organisatie": "Almelo"}))
    assert "\nNote: organisatie: 'Almelo' was taken for organisatie:gemeente-almelo (organisation Gemeente Almelo)\n" in told


def test_a_number_is_taken_for_a_parameter_that_is_one(opened: Opened) -> None:
    result = called(opened, "ask_question", name="laatste-status-van-initiatieven", parameters={"jaar": 2019})
    assert not result.is_error
    assert "\nAsked with: jaar = 2019\n" in text(result)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        pytest.param("ASK {}", "yes\n", id="yes"),
        pytest.param("ASK { FILTER(false) }", "no\n", id="no"),
        pytest.param("SELECT ?x { FILTER(false) }", "x\nRows: 0\nthe answer is empty: ", id="no rows"),
        pytest.param('SELECT ?x ?y { VALUES (?x ?y) { ("a\\tb\\nc" UNDEF) } }', "x\ty\na b c\t\nRows: 1\nno evidence: ", id="a row"),
        pytest.param(
            "CONSTRUCT { <urn:a> rdfs:label 'x' } {}",
            '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n<urn:a> rdfs:label "x" .\nTriples: 1\na triple is no evidence',
            id="graph",
        ),
    ],
)
def test_the_answer_to_a_query_is_text_to_read(opened: Opened, sparql: str, told: str) -> None:
    assert text(called(opened, "query", sparql=sparql)).startswith(told)


def test_an_answer_that_is_cut_off_says_so_in_its_text(opened: Opened) -> None:
    query = "SELECT ?x { VALUES ?x { 1 2 3 4 } }"
    first, last, past = (text(called(opened, "query", sparql=query, limit=2, offset=offset)).split("\n") for offset in (0, 2, 4))
    assert first[1:5] == [
        "1",
        "2",
        "Rows: 1 to 2 of 4",
        "call again with offset=2 for the other 2; with ORDER BY in the query no row is told twice or left out",
    ]
    assert last[1:4] == ["3", "4", "Rows: 3 to 4 of 4"]
    assert past[1] == "Rows: none from there on"


def test_the_model_is_a_tool_and_a_resource(opened: Opened) -> None:
    as_tool = text(called(opened, "model"))
    as_resource = through(opened, lambda client: client.read_resource("samenspel://model")).contents[0]
    assert isinstance(as_resource, TextResourceContents)
    assert (as_resource.text, as_resource.mime_type) == (as_tool, "text/markdown")
    assert "\nbeleid:Goal (doel)\n- dcterms:description (389)\n" in as_tool
    assert "\n- beleid:toGoal (213) → beleid:Goal\n" in as_tool


def test_the_example_of_the_model_is_answered_with_evidence(opened: Opened) -> None:
    example = text(called(opened, "model")).partition("## An example\n")[2]
    result = called(opened, "query", sparql=example)
    assert result.structured_content is not None
    assert result.structured_content["rows"]
    assert result.structured_content["rows_with_a_place"] == len(result.structured_content["rows"])


def test_the_vocabulary_is_a_resource(opened: Opened) -> None:
    listed = through(opened, lambda client: client.list_resources()).resources
    assert sorted(str(each.uri) for each in listed) == ["samenspel://model", "samenspel://vocabulary"]
    [content] = through(opened, lambda client: client.read_resource("samenspel://vocabulary")).contents
    assert "beleid:Goal a owl:Class" in content.text


@pytest.mark.parametrize(
    ("tool", "arguments", "why"),
    [
        ("thing", {"name_or_iri": "qqqqzzzz"}, "nothing is called 'qqqqzzzz'; look for part of it with the tool search, or give an IRI"),
        ("thing", {"name_or_iri": "https://samenspel.example.org/id/doel/qqqqzzzz"}, "the graph says nothing about <https://"),
        ("thing", {"name_or_iri": "Jaarverslag 2018", "kind": "document"}, "may mean several things; give one of: document:tw-tm-jv2018"),
        ("thing", {"name_or_iri": ""}, "at least 1 character"),
        ("thing", {"name_or_iri": "\ud800"}, "valid string"),
        ("thing", {"name_or_iri": "x" * 501}, "at most 500 characters"),
        ("thing", {"name_or_iri": "Saxion", "offset": -1}, "greater than or equal to 0"),
        ("search", {"text": "x", "kind": "opgave"}, "kind: 'opgave' is none; there are: initiatief, doel"),
        ("search", {}, "Field required"),
        ("explain_sources", {"first": "Saxion", "second": "Saxion"}, "are the same thing"),
        ("ask_question", {"name": "geen-vraag"}, "no query named 'geen-vraag'; there are: alles-over-initiatief"),
        ("ask_question", {"name": "doelen-van-initiatief", "parameters": {"self": "x"}}, "has no parameter 'self'; it has: initiatief"),
        ("ask_question", {"name": "doelen-van-initiatief", "parameters": {"initiatief": 5}}, "nothing is called '5'"),
        ("query", {"sparql": "SELECT * {"}, "not a SPARQL 1.1 query: line 1, column "),
        ("query", {"sparql": "INSERT DATA { <urn:a> <urn:b> 1 }"}, "nothing can be changed here: ask with SELECT"),
        ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}, "SERVICE is not allowed here"),
        ("query", {"sparql": "ASK {}", "limit": 0}, "greater than or equal to 1"),
        ("query", {"sparql": "x" * 20_001}, "at most 20000 characters"),
    ],
)
def test_what_goes_wrong_is_an_error_of_the_tool_that_says_what_to_do(
    opened: Opened, tool: str, arguments: dict[str, object], why: str
) -> None:
    result = called(opened, tool, **arguments)
    assert (result.is_error, why in text(result)) == (True, True), text(result)


def test_an_error_is_no_longer_than_a_model_can_read(opened: Opened) -> None:
    assert len(text(called(opened, "query", sparql="SELECT * { " + "x" * 19_000))) < LONGEST + 100


def test_calls_at_the_same_time_do_not_disturb_each_other(opened: Opened) -> None:
    async def act(client: Client) -> list[CallToolResult]:
        calls = [client.call_tool("query", {"sparql": f"SELECT ({number} AS ?x) {{}}"}) for number in range(10)]
        return await asyncio.gather(*calls, *(client.call_tool("search", {"text": "energie", "limit": 2}) for _ in range(10)))

    told = through(opened, act)
    assert [result.structured_content["rows"] for result in told[:10]] == [[{"x": number}] for number in range(10)]
    assert len({text(result) for result in told[10:]}) == 1
