"""Networks for networkx."""

from io import BytesIO

import networkx as nx
import pytest

from kg.errors import ParameterError
from kg.explore.graph import Graph
from kg.terms import BASE

ALMELO = "https://data.almelo.nl/kg/id/"


def test_the_whole_network_holds_all_things_that_claims_tie(almelo: Graph) -> None:
    found = almelo.network()
    kinds = [known["kind"] for _, known in found.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "doel": 3, "initiatief": 4, "organisatie": 4, "programma": 2, "indicator": 1, "resultaat": 2,
    }  # fmt: skip


def test_nodes_and_edges_tell_what_they_are_and_where_it_stands(almelo: Graph) -> None:
    found = almelo.network("Skills Twente", steps=1)
    skills, plan = f"{ALMELO}initiatief/skills-twente", f"{ALMELO}initiatief/almelo-actieplan-arbeidsmarkt"
    document = f"{ALMELO}document/almelo-jaarverantwoording-2018-innoveren"
    title = "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3) (2018)"
    assert found.nodes[skills] == {
        "label": "Skills Twente",
        "kind": "initiatief",
        "distance": 0,
        "weight": sum(known["weight"] for *_, known in found.edges(skills, data=True))
        + sum(known["weight"] for *_, known in found.in_edges(skills, data=True)),
        "evidence": f"{title}, Doel: Nieuw samenspel, actieplan arbeidsmarkt",
        "documents": document,
    }
    ((key, edge),) = found[skills][plan].items()
    assert edge == {
        "label": "part of",
        "relation": f"{ALMELO}concept/verbandsoort/onderdeel-van",
        "weight": 2,
        "claim": key,
        "year": 2018,
        "evidence": f"{title}, Doel: Nieuw samenspel, actieplan",
        "documents": document,
    }
    assert key == f"{ALMELO}verband/skills-twente--onderdeel-van--almelo-actieplan-arbeidsmarkt--2018"


def test_a_claim_of_several_sources_has_all_its_places(almelo: Graph) -> None:
    deal, goal = f"{ALMELO}initiatief/regiodeal-twente", f"{ALMELO}doel/almelo-doel-perspectief-arbeidsmarkt"
    ((_, edge),) = almelo.network("Regiodeal Twente", steps=1)[deal][goal].items()
    assert (edge["evidence"].count(" | "), len(edge["documents"].split())) == (1, 2)


def test_a_step_more_reaches_further(graph: Graph) -> None:
    sizes = [len(graph.network("Skills Twente", steps=steps)) for steps in (1, 2, 3)]
    assert sizes == sorted(set(sizes))
    assert max(known["distance"] for _, known in graph.network("Skills Twente", steps=3).nodes(data=True)) == 3


def test_only_things_of_the_kinds_asked_for_take_part(graph: Graph) -> None:
    found = graph.network("Regiodeal Twente", steps=2, kinds=["organisatie"])
    kinds = {node: known["kind"] for node, known in found.nodes(data=True)}
    assert kinds.pop(f"{BASE}/id/initiatief/regiodeal-twente") == "initiatief"
    assert set(kinds.values()) == {"organisatie"}
    assert {known["kind"] for _, known in graph.network(kinds=["doel", "programma"]).nodes(data=True)} == {"doel", "programma"}


def test_a_thing_may_be_given_as_such(graph: Graph) -> None:
    thing = graph.thing("Skills Twente")
    assert nx.utils.graphs_equal(graph.network(thing, 1), graph.network("Skills Twente", 1))


def test_what_is_done_to_a_network_is_not_done_to_the_graph(graph: Graph) -> None:
    found = graph.network()
    size = len(found)
    found.clear()
    assert len(graph.network()) == size


def test_a_network_can_be_written_to_a_file_and_read_again(graph: Graph) -> None:
    found = graph.network("Skills Twente")
    file = BytesIO()
    nx.write_graphml(found, file)
    file.seek(0)
    again = nx.read_graphml(file, force_multigraph=True)
    assert list(again.nodes(data=True)) == list(found.nodes(data=True))
    assert again.number_of_edges() == found.number_of_edges()


def test_what_is_no_kind_of_node_is_told(graph: Graph) -> None:
    with pytest.raises(ParameterError, match=r"kinds: 'document': no kind of node; there are: initiatief, doel, programma"):
        graph.network(kinds=["document", "doel"])


def test_a_thing_that_is_no_node_is_told(graph: Graph) -> None:
    with pytest.raises(
        ParameterError, match=r"<https://samenspel\.example\.org/id/concept/thema/energie> is no node of the network; these kinds"
    ):
        graph.network("energie")
