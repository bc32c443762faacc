"""A release under another base: what the tools tell has that base, and what they are asked may have either."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.assets import asset, model_files
from kg.build.release import INDEX, Sources, build_release
from kg.explore.graph import Graph
from kg.extract.facts import facts
from kg.mcp import asking, links, model, tools
from kg.model.tables import Row
from kg.publish.library import Language, Library
from kg.publish.search import SearchIndex
from kg.store import turtle
from kg.store.queries import Queries

ALMELO = "https://data.almelo.nl/kg"
OURS = "https://samenspel.example.org"


@pytest.fixture(scope="module")
def almelo(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("almelo")
    turtle.save(facts(small_rows), folder / "triples.ttl")
    files = (*model_files(), folder / "triples.ttl")
    release = build_release(Sources(files, (asset("ontology") / "shapes.ttl",), asset("queries")), folder / "releases", ALMELO)
    with closing(SearchIndex(release.folder / INDEX)) as index:
        yield Library(release.open(), Queries(asset("queries")), index, release.manifest)


@pytest.fixture(scope="module")
def explored(almelo: Library) -> Graph:
    return Graph(almelo, "almelo", Language.NL)


def test_nothing_is_told_under_our_own_base(almelo: Library, explored: Graph) -> None:
    told = [
        tools.thing(explored, "Regiodeal Twente"),
        tools.search(explored, "regiodeal"),
        links.explain_sources(explored, "Regiodeal Twente", "Gemeente Almelo"),
        asking.query(almelo, "SELECT * { ?claim a beleid:Participation ; m8g:hasParticipant ?who ; beleid:evidencedBy ?passage }"),
        model.summary(almelo),
    ]
    assert [(OURS in str(each), ALMELO in str(each)) for each in told] == [(False, True)] * len(told)


@pytest.mark.parametrize("base", [OURS, ALMELO])
def test_a_query_may_name_either_base(almelo: Library, base: str) -> None:
    query = f"SELECT ?document ?locator {{ ?passage dcterms:isPartOf ?document ; <{base}/def#locator> ?locator }}"
    told = asking.query(almelo, query)
    assert told["total"] > 0
    assert told["rows_with_a_place"] == len(told["rows"])


def test_the_model_names_its_classes_in_short(almelo: Library) -> None:
    told = model.summary(almelo)
    assert f"\nbeleid: <{ALMELO}/def#>\n" in told
    assert "\nbeleid:Contribution (bijdrage)\n" in told
    assert "→ beleid:Goal" in told
    assert f"<{ALMELO}/def#Goal>" not in told


def test_a_link_is_found_between_things_of_that_base(explored: Graph) -> None:
    told = links.explain_sources(explored, "Regiodeal Twente", "Gemeente Almelo")
    assert told["first"]["iri"] == f"{ALMELO}/id/initiatief/regiodeal-twente"
    assert told["links"][0]["through"] is None
    assert all(
        place["document"].startswith(f"{ALMELO}/id/document/") for claim in told["links"][0]["claims"] for place in claim["evidence"]
    )
