import pytest
from rdflib import Literal, URIRef

from kg.errors import ParameterError, UnclearNameError
from kg.explore.answer import Answer
from kg.explore.graph import Graph
from kg.explore.values import Cell, cell
from kg.mcp import tools
from kg.mcp.bounds import LARGEST, characters

BASE = "https://samenspel.example.org"
INNOVATION = {
    "document": f"{BASE}/id/document/almelo-jaarverantwoording-2018-innoveren",
    "source": "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)",
    "source_year": 2018,
    "locator": "Doel: Nieuw samenspel, actieplan arbeidsmarkt",
    "url": "https://almelo.jaarverslag-2018.nl/p2182/innoveren",
}


def test_search_forgives_typing_errors_and_says_where_it_is_described(graph: Graph) -> None:
    first = tools.search(graph, "skils twente", limit=3)["found"][0]
    assert (first["name"], first["kind"], first["evidence"]) == ("Skills Twente", "initiatief", [INNOVATION])


def test_a_search_gives_no_more_than_it_is_asked_for(graph: Graph) -> None:
    assert len(tools.search(graph, "energie", limit=3)["found"]) == 3
    assert len(tools.search(graph, "twente", limit=1_000)["found"]) == tools.MOST_HITS


def test_a_search_for_one_kind_finds_that_kind_only(graph: Graph) -> None:
    assert {each["kind"] for each in tools.search(graph, "energie", "doel")["found"]} == {"doel"}


def test_a_search_for_a_kind_that_is_none_says_which_there_are(graph: Graph) -> None:
    with pytest.raises(ParameterError, match="kind: 'opgave' is none; there are: initiatief, doel"):
        tools.search(graph, "energie", "opgave")


def test_a_search_without_result_says_what_to_do(graph: Graph) -> None:
    told = tools.search(graph, "qqqqzzzz")
    assert told == {"found": [], "hint": "nothing is called so; try another word, one word less, or one of the questions (tool questions)"}


def test_a_thing_comes_with_what_is_known_of_it_and_where_that_stands(graph: Graph) -> None:
    told = tools.thing(graph, "Skills Twente")
    del told["claims"]
    assert told == {
        "iri": f"{BASE}/id/initiatief/skills-twente",
        "kind": "initiatief",
        "name": "Skills Twente",
        "description": "Voorlopige werknaam voor een Twentse variant op House of Skills, opgenomen in het Almelose actieplan arbeidsmarkt.",
        "other_names": [],
        "facts": {"status": ["in voorbereiding"], "soort": ["pilot"], "thema": ["arbeidsmarkt"]},
        "facts_rest_on": "the documents under described_in",
        "described_in": [INNOVATION],
        "total": 6,
        "offset": 0,
        "truncated": False,
        "rest": "",
    }


def test_a_claim_about_a_thing_comes_with_its_evidence(graph: Graph) -> None:
    told = next(claim for claim in tools.thing(graph, "Skills Twente")["claims"] if claim["kind"] == "statusvaststelling")
    assert told == {
        "claim": f"{BASE}/id/statusvaststelling/skills-twente--in-voorbereiding--2018",
        "kind": "statusvaststelling",
        "subject": f"{BASE}/id/initiatief/skills-twente",
        "subject_name": "Skills Twente",
        "relation": "heeft de status",
        "object": f"{BASE}/id/concept/status/in-voorbereiding",
        "object_name": "in voorbereiding",
        "year": 2018,
        "evidence": [INNOVATION],
    }


@pytest.mark.parametrize("name", ["Regiodeal Twente", "Gemeente Almelo", "Twente Milieu", "id/document/hen-js2018"])
def test_no_claim_comes_without_a_document_and_a_place_in_it(graph: Graph, name: str) -> None:
    claims = tools.thing(graph, name)["claims"]
    assert claims
    assert all(place["document"] and place["source"] and place["locator"] for claim in claims for place in claim["evidence"] or [{}])


@pytest.mark.parametrize(
    ("name", "rest_on"),
    [
        pytest.param("id/document/hen-js2018", "the document itself says so; what it says of other things is in the claims", id="document"),
        pytest.param(
            "id/gebied/twente", "no document is named for these facts themselves; the claims below have each their own", id="area"
        ),
    ],
)
def test_facts_that_no_document_tells_are_marked_as_such(graph: Graph, name: str, rest_on: str) -> None:
    told = tools.thing(graph, name)
    assert (told["described_in"], told["facts_rest_on"]) == ([], rest_on)


def test_all_claims_about_a_thing_can_be_had_part_by_part(graph: Graph) -> None:
    name, found, offset = "Gemeente Almelo", [], 0
    while True:
        told = tools.thing(graph, name, offset=offset)
        assert characters(told["claims"]) <= LARGEST
        found += told["claims"]
        offset += len(told["claims"])
        if not told["truncated"]:
            break
        assert told["rest"] == f"call again with offset={offset} for the other {told['total'] - offset}"
    assert found == tools.claims(graph.thing(name).claims())
    assert (len(found), told["rest"]) == (told["total"], "")


def said(claim: str, places: int) -> list[dict[str, Cell]]:
    """A claim that stands in so many places of one document; without a place its source is not known."""
    own = {"claim": cell(URIRef(claim)), "subject": cell(URIRef("urn:s"))}
    place = {name: cell(Literal("x")) for name in ("source", "url")} | {
        "document": cell(URIRef("urn:d")),
        "source_year": cell(Literal(2018)),
    }
    return [{**own, **place, "locator": cell(Literal(f"p. {number}"))} for number in range(places)] or [own]


def answer(*rows: dict[str, Cell]) -> Answer:
    return Answer(("claim", "subject", "document", "source", "source_year", "locator", "url"), rows, BASE)


def test_what_a_partner_promised_is_told_with_that_partner_and_to_what(graph: Graph) -> None:
    told = [claim for claim in tools.claims(graph.thing("Regiodeal Twente").claims()) if claim["kind"] == "bedrag"]
    assert ("Provincie Overijssel", "Regiodeal Twente", 20_000_000, "EUR") in [
        (claim["subject_name"], claim.get("object_name"), claim["value"], claim["unit"]) for claim in told
    ]
    assert all(claim["evidence"] for claim in told)


def test_a_claim_without_a_source_is_left_out() -> None:
    assert [claim["claim"] for claim in tools.claims(answer(*said("urn:a", 0), *said("urn:b", 1)))] == ["urn:b"]


def test_a_claim_that_stands_in_many_places_tells_some_of_them_and_how_many_more_there_are() -> None:
    few, many = tools.claims(answer(*said("urn:a", tools.MOST_PLACES), *said("urn:b", tools.MOST_PLACES + 3)))
    assert (len(few["evidence"]), few.get("more_places")) == (tools.MOST_PLACES, None)
    assert (len(many["evidence"]), many["more_places"]) == (tools.MOST_PLACES, 3)
    assert many["evidence"][1] == {"document": "urn:d", "source": "x", "source_year": 2018, "locator": "p. 1", "url": "x"}


@pytest.mark.parametrize("name", ["qqqqzzzz", "", "\x00", "*", "'; DROP TABLE names", "> } } INSERT DATA { <a> <b> 1", "http://a/ b"])
def test_a_name_that_nothing_has_is_refused(graph: Graph, name: str) -> None:
    with pytest.raises(UnclearNameError, match=r"^nothing is called "):
        tools.thing(graph, name)


def test_a_name_that_several_things_have_is_told_with_all_of_them(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match=r"may mean several things; give one of: document:tw-tm-jv2018 .*, document:hen-js2018 "):
        tools.thing(graph, "Jaarverslag 2018", "document")


def test_an_address_of_nothing_is_told(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match=f"the graph says nothing about <{BASE}/id/doel/bestaat-niet>"):
        tools.thing(graph, f"{BASE}/id/doel/bestaat-niet")
