"""The tools on the real graph: as functions, and by the client of the SDK over stdio."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp.client.stdio import stdio_client

import kg
from kg.errors import ParameterError, QueryError, UnclearNameError, UnknownQueryError
from kg.explore.graph import Graph
from kg.mcp import tools
from kg.mcp.server import server
from mcp import Client, StdioServerParameters

ROOT = Path(__file__).parents[2]
SOURCE = {"document", "source", "locator"}


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with kg.open(ROOT / "data" / "triples.ttl", language="nl") as opened:
        yield opened


def test_search_forgives_typing_errors_and_says_where_it_is_described(graph: Graph) -> None:
    first = tools.search(graph, "skils twente", limit=3)["found"][0]
    assert first["name"] == "Skills Twente"
    assert [evidence["source"] for evidence in first["evidence"]] == ["Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)"]


def test_a_search_without_result_says_what_to_do(graph: Graph) -> None:
    assert tools.search(graph, "qqqqzzzz") == {"found": [], "hint": "nothing is called so; try another word, or one of the questions"}


def test_a_thing_comes_with_its_claims_and_each_claim_with_its_evidence(graph: Graph) -> None:
    told = tools.thing(graph, "Skills Twente")
    assert (told["name"], told["kind"], told["truncated"]) == ("Skills Twente", "initiatief", False)
    assert [source["source_year"] for source in told["described_in"]] == [2018]
    assert told["claims"]
    assert all(claim["evidence"] and set(claim["evidence"][0]) >= SOURCE for claim in told["claims"])


def test_a_thing_with_many_claims_says_that_there_are_more(graph: Graph) -> None:
    told = tools.thing(graph, "Gemeente Almelo")
    assert (len(told["claims"]), told["truncated"]) == (tools.MOST_CLAIMS, True)
    assert told["total"] > tools.MOST_CLAIMS
    assert "for the rest" in told["rest"]


def test_a_name_that_nothing_has_is_told_with_what_may_be_meant(graph: Graph) -> None:
    with pytest.raises(UnclearNameError) as caught:
        tools.thing(graph, "energie in Almelo of Twente")
    assert "energie in Almelo of Twente" in str(caught.value)


def test_a_link_is_explained_by_the_claims_on_the_way(graph: Graph) -> None:
    told = tools.explain_sources(graph, "Saxion", "Gemeente Almelo")
    assert (told["first"]["name"], told["second"]["name"]) == ("Saxion", "Gemeente Almelo")
    assert "Armoedepact Almelo" in [link["through"]["name"] for link in told["links"] if link["through"]]
    claims = [claim for link in told["links"] for claim in link["claims"]]
    assert claims
    assert all(claim["evidence"] and set(claim["evidence"][0]) >= SOURCE for claim in claims)


def test_a_direct_link_comes_first(graph: Graph) -> None:
    told = tools.explain_sources(graph, "Regiodeal Twente", "Provincie Overijssel")
    assert told["links"][0]["through"] is None


@pytest.mark.parametrize("second", ["Skills Twente", "res-doel-15twh"])
def test_no_link_is_told_as_not_in_the_documents_that_were_read(graph: Graph, second: str) -> None:
    told = tools.explain_sources(graph, "Skills Twente", f"id/doel/{second}" if "-" in second else second)
    assert (told["links"], told["total"]) == ([], 0)
    assert "not in the documents that were read" in told["hint"]


def test_a_saved_question_is_answered_by_the_name_of_a_thing(graph: Graph) -> None:
    told = tools.ask_question(graph, "doelen-van-initiatief", {"initiatief": "Skills Twente"})
    assert [row["doelNaam"] for row in told["rows"]] == ["Vergroten van het perspectief van de Almelose arbeidsmarkt"]
    assert told["rows"][0]["bron"].startswith("Jaarverantwoording 2018")


def test_the_questions_are_listed_with_their_parameters(graph: Graph) -> None:
    listed = {each["name"]: each for each in tools.questions(graph)["questions"]}
    assert listed["doelen-van-initiatief"]["parameters"] == "initiatief (iri)"
    assert len(listed) >= 25


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        pytest.param("ASK { ?goal a beleid:Goal }", {"answer": True}, id="truth"),
        pytest.param(
            "SELECT ?x WHERE { VALUES ?x { 1 2 3 } }",
            {
                "columns": ["x"],
                "rows": [{"x": 1}, {"x": 2}],
                "total": 3,
                "truncated": True,
                "rest": "ask again with LIMIT and OFFSET for the rest",
            },
            id="rows",
        ),
    ],
)
def test_a_query_is_answered(graph: Graph, sparql: str, told: dict[str, Any]) -> None:
    answer = tools.query(graph, sparql, 2)
    assert answer.pop("about_evidence").startswith("These rows are what the query selects.")
    assert answer == told


def test_a_graph_is_answered_as_turtle(graph: Graph) -> None:
    told = tools.query(graph, "CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE {}")
    assert "ns1:a ns1:b ns1:c ." in told["turtle"]
    assert (told["triples"], told["truncated"]) == (1, False)


@pytest.mark.parametrize(
    ("sparql", "why"),
    [
        pytest.param("INSERT DATA { <urn:a> <urn:b> 1 }", "", id="update"),
        pytest.param("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed here", id="service"),
        pytest.param("SELECT * {", "not a SPARQL 1.1 query: line ", id="broken"),
    ],
)
def test_a_query_that_is_refused_says_why(graph: Graph, sparql: str, why: str) -> None:
    with pytest.raises(QueryError) as caught:
        tools.query(graph, sparql)
    assert why in str(caught.value)


@pytest.mark.parametrize("hostile", ["> } } INSERT DATA { <a> <b> 1", "'; DROP ALL", "\u0000"])
def test_hostile_values_find_nothing_and_break_nothing(graph: Graph, hostile: str) -> None:
    with pytest.raises((UnclearNameError, ParameterError, UnknownQueryError)):
        tools.ask_question(graph, "doelen-van-initiatief", {"initiatief": hostile})
    with pytest.raises(UnclearNameError):
        tools.thing(graph, hostile)


def test_a_question_that_there_is_not_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownQueryError, match="geen-vraag"):
        tools.ask_question(graph, "geen-vraag", {})


def content(result: Any) -> dict[str, Any]:  # noqa: ANN401 - what the SDK gives
    assert not result.is_error, result
    return dict(json.loads(result.content[0].text))


def test_the_server_offers_its_tools_as_reading_only(graph: Graph) -> None:
    async def act() -> tuple[dict[str, bool | None], str]:
        async with Client(server(graph)) as client:
            listed = await client.list_tools()
            model = await client.read_resource("samenspel://model")
            return {tool.name: tool.annotations.read_only_hint for tool in listed.tools if tool.annotations}, model.contents[0].text  # type: ignore[union-attr]

    offered, model = asyncio.run(act())
    assert offered == dict.fromkeys(["search", "thing", "explain_sources", "questions", "ask_question", "query"], True)
    assert "beleid:Goal" in model


def test_what_goes_wrong_is_an_error_of_the_tool_that_says_what_to_do(graph: Graph) -> None:
    async def act() -> list[tuple[bool, str]]:
        async with Client(server(graph)) as client:
            calls: list[tuple[str, dict[str, Any]]] = [
                ("thing", {"name_or_iri": "qqqqzzzz"}),
                ("query", {"sparql": "SELECT * {"}),
                ("query", {"sparql": "ASK {}", "limit": 0}),
            ]
            results = [await client.call_tool(name, arguments) for name, arguments in calls]
            return [(bool(result.is_error), result.content[0].text) for result in results]  # type: ignore[union-attr]

    told = asyncio.run(act())
    assert [error for error, _ in told] == [True, True, True]
    assert "qqqqzzzz" in told[0][1]
    assert "not a SPARQL 1.1 query" in told[1][1]


def test_the_command_speaks_the_protocol_over_stdio(tmp_path: Path) -> None:
    arguments = ["-c", "from kg.cli import main; main()", "mcp", "--graph", str(ROOT / "data" / "triples.ttl"), "--out", str(tmp_path)]
    parameters = StdioServerParameters(command=sys.executable, args=arguments)

    async def act() -> tuple[dict[str, Any], dict[str, Any]]:
        async with Client(stdio_client(parameters)) as client:
            found = await client.call_tool("search", {"text": "Regiodeal", "limit": 1})
            rows = await client.call_tool("query", {"sparql": "SELECT (COUNT(*) AS ?n) WHERE { ?goal a beleid:Goal }"})
            return content(found), content(rows)

    found, rows = asyncio.run(act())
    assert found["found"][0]["evidence"]
    assert rows["rows"][0]["n"] > 300
