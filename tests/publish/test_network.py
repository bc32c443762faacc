"""The network shows every claim of the graph once, and the surroundings hide nothing silently."""

import networkx as nx
import pytest
from rdflib import URIRef

from kg.build.network import Network, projection
from kg.errors import NotFoundError
from kg.publish.network import surroundings
from kg.store import rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.terms import BELEID, M8G, concept, mint

REGIODEAL = mint("initiatief", "regiodeal-twente")
LNV = mint("organisatie", "ministerie-lnv")


@pytest.fixture(scope="module")
def network(endpoint: LocalEndpoint, queries: Queries) -> Network:
    return projection(endpoint, queries)


def line(*weights: int) -> Network:
    """Return nodes 0, 1, 2… in a row, tied by edges of these weights."""
    graph: Network = nx.MultiDiGraph()
    for number in range(len(weights) + 1):
        graph.add_node(URIRef(f"n:{number}"), kind="doel", label=str(number))
    for number, weight in enumerate(weights):
        graph.add_edge(URIRef(f"n:{number}"), URIRef(f"n:{number + 1}"), key=URIRef(f"c:{number}"), weight=weight)
    return graph


@pytest.mark.parametrize("kind", ["Contribution", "Participation", "Relation", "Result"])
def test_every_claim_of_these_kinds_is_an_edge(network: Network, endpoint: LocalEndpoint, kind: str) -> None:
    claims = {row["claim"] for row in rows(endpoint, f"SELECT ?claim {{ ?claim a <{BELEID[kind]}> }}")}
    assert claims <= {claim for *_, claim in network.edges(keys=True)}


def test_every_edge_has_evidence(network: Network, endpoint: LocalEndpoint) -> None:
    proven = {row["claim"] for row in rows(endpoint, f"SELECT DISTINCT ?claim {{ ?claim <{BELEID.evidencedBy}> ?passage }}")}
    assert {claim for *_, claim in network.edges(keys=True)} <= proven


def test_every_edge_runs_between_nodes_with_kind_and_label(network: Network) -> None:
    assert [node for node, known in network.nodes(data=True) if not (known.get("kind") and known.get("label"))] == []


def test_every_edge_has_a_name_in_both_languages_and_a_weight(network: Network) -> None:
    named = {(known["nl"], known["en"], known["weight"]) for *_, known in network.edges(data=True)}
    assert ("draagt bij aan", "contributes to", 3) in named
    assert ("adviseur", "adviser", 1) in named
    assert [name for name in named if name[0].startswith("http") or not name[1]] == []


def test_a_participation_is_an_edge_named_by_its_role(network: Network) -> None:
    claim = mint("deelname", "regiodeal-twente", "ministerie-lnv", "partner")
    assert network.edges[REGIODEAL, LNV, claim] == {
        "predicate": M8G.hasParticipant,
        "term": concept("rol", "partner"),
        "nl": "partner",
        "en": "partner",
        "claim": claim,
        "weight": 2,
        "year": 0,
    }


def test_the_year_of_a_contribution_is_on_its_edge(network: Network) -> None:
    claim = mint("bijdrage", "regiodeal-twente", "almelo-doel-perspectief-arbeidsmarkt", "2018")
    assert network.edges[REGIODEAL, mint("doel", "almelo-doel-perspectief-arbeidsmarkt"), claim]["year"] == 2018


def test_two_projections_are_the_same_in_the_same_order(network: Network, endpoint: LocalEndpoint, queries: Queries) -> None:
    again = projection(endpoint, queries)
    assert list(again.nodes(data=True)) == list(network.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(network.edges(keys=True, data=True))


def test_surroundings_of_depth_one_are_the_neighbours(network: Network) -> None:
    found = surroundings(network, REGIODEAL, 1, 500)
    assert set(found) == {REGIODEAL, *network.successors(REGIODEAL), *network.predecessors(REGIODEAL)}
    assert found.graph == {"centre": REGIODEAL, "omitted": 0}


def test_surroundings_keep_all_edges_between_what_is_kept(network: Network) -> None:
    found = surroundings(network, REGIODEAL, 1, 500)
    assert set(found.edges(keys=True)) == set(network.subgraph(found).edges(keys=True))


def test_what_does_not_fit_is_counted() -> None:
    found = surroundings(line(1, 1, 1, 1), URIRef("n:0"), 3, 2)
    assert (list(found), found.graph["omitted"]) == ([URIRef("n:0"), URIRef("n:1")], 2)


def test_the_nearest_come_first_and_at_one_distance_the_strongest_tie() -> None:
    found = surroundings(line(1, 1, 3, 1), URIRef("n:2"), 2, 9)
    assert [(str(node), known["distance"]) for node, known in found.nodes(data=True)] == [
        ("n:2", 0),
        ("n:3", 1),
        ("n:1", 1),
        ("n:0", 2),
        ("n:4", 2),
    ]


def test_the_centre_is_always_kept() -> None:
    assert list(surroundings(line(1), URIRef("n:1"), 0, 0)) == [URIRef("n:1")]


def test_what_is_no_node_has_no_surroundings(network: Network) -> None:
    with pytest.raises(NotFoundError, match="no statements about <n:nowhere>"):
        surroundings(network, URIRef("n:nowhere"), 1, 10)
