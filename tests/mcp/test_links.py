from itertools import combinations

import pytest

from kg.errors import ParameterError, UnclearNameError
from kg.explore.graph import Graph
from kg.explore.network import Drawn
from kg.mcp.bounds import LARGEST, Told, characters
from kg.mcp.links import explain_sources

NAMES = ("Gemeente Almelo", "Provincie Overijssel", "Saxion", "Regiodeal Twente", "Skills Twente", "Novel-T")


@pytest.fixture(scope="module")
def network(graph: Graph) -> Drawn:
    return graph.network()


def explained(graph: Graph, first: str, second: str) -> list[Told]:
    """All links, part by part."""
    links: list[Told] = []
    while True:
        told = explain_sources(graph, first, second, len(links))
        assert characters(told["links"]) <= LARGEST
        links += told["links"]
        if not told["truncated"]:
            return links
        assert told["rest"] == f"call again with offset={len(links)} for the other {told['total'] - len(links)}"


def tied(network: Drawn, first: str, second: str) -> set[str]:
    return {known["claim"] for ends in ((first, second), (second, first)) for known in (network.get_edge_data(*ends) or {}).values()}


# An amount that is promised tells more of a participation, which is the claim that links.
@pytest.mark.parametrize(("first", "second"), list(combinations(NAMES, 2)))
def test_what_links_two_things_is_what_the_network_has_between_them(graph: Graph, network: Drawn, first: str, second: str) -> None:
    one, other = graph.thing(first).iri, graph.thing(second).iri
    near_one, near_other = ({*network.successors(iri), *network.predecessors(iri)} for iri in (one, other))
    ways = {middle: tied(network, one, middle) | tied(network, middle, other) for middle in near_one & near_other}
    if tied(network, one, other):
        ways[""] = tied(network, one, other)
    told = {
        (link["through"] or {"iri": ""})["iri"]: {claim["claim"] for claim in link["claims"] if claim["kind"] != "bedrag"}
        for link in explained(graph, first, second)
    }
    assert told == ways


def test_a_link_tells_its_claims_with_their_evidence(graph: Graph) -> None:
    link = next(each for each in explained(graph, "Saxion", "Gemeente Almelo") if each["through"]["name"] == "Armoedepact Almelo")
    assert link["through"] == {
        "iri": "https://samenspel.example.org/id/initiatief/almelo-armoedepact",
        "kind": "initiatief",
        "name": "Armoedepact Almelo",
    }
    told = [(claim["subject_name"], claim["relation"], claim["object_name"]) for claim in link["claims"]]
    assert told == [
        ("Saxion", "is adviseur in", "Armoedepact Almelo"),
        ("Gemeente Almelo", "is partner in", "Armoedepact Almelo"),
    ]
    assert [claim["evidence"][0]["source"] for claim in link["claims"]] == [
        "Armoedepact Almelo onderzocht door Bestuurskunde studenten",
        "Jaarconferentie Armoedepact",
    ]
    assert all(place["document"] and place["locator"] for claim in link["claims"] for place in claim["evidence"])


def test_a_direct_link_comes_first(graph: Graph) -> None:
    first, *others = explained(graph, "Regiodeal Twente", "Provincie Overijssel")
    assert first["through"] is None
    assert all(link["through"] for link in others)


def test_no_link_is_told_as_what_the_documents_say(graph: Graph) -> None:
    told = explain_sources(graph, "Skills Twente", "id/doel/tub-doel-fossielvrij")
    assert (told["links"], told["total"], told["truncated"]) == ([], 0, False)
    assert told["hint"].startswith("no claim in the graph links them, directly or through one other thing; that is what the documents")


def test_a_thing_has_no_link_with_itself(graph: Graph) -> None:
    iri = "https://samenspel.example.org/id/initiatief/skills-twente"
    with pytest.raises(ParameterError, match=f"'Skills Twente' and '{iri}' are the same thing, {iri}; name two things"):
        explain_sources(graph, "Skills Twente", iri)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("id/document/hen-js2018", "document"), ("id/gebied/twente", "gebied"), ("id/concept/rol/partner", "begrip")],
)
def test_what_no_claim_can_have_as_its_end_is_refused(graph: Graph, name: str, kind: str) -> None:
    with pytest.raises(ParameterError, match=f"'{name}' is a {kind}; links are between these kinds of things: initiatief, doel"):
        explain_sources(graph, "Saxion", name)


def test_a_name_that_nothing_has_has_no_links(graph: Graph) -> None:
    with pytest.raises(UnclearNameError, match="nothing is called 'qqqqzzzz'"):
        explain_sources(graph, "Saxion", "qqqqzzzz")
