"""On which island each thing lies."""

import pytest
from rdflib import URIRef

from kg.build.layout.islands import MOST_ISLANDS, NOBODY, Belonging, homes, members, ties_between
from kg.build.network import Network
from kg.terms import mint

ALMELO, HENGELO, PAPER = (mint("organisatie", name) for name in ("gemeente-almelo", "gemeente-hengelo", "de-krant"))
GOALS = [mint("doel", f"doel-{number}") for number in range(6)]
LEFT, RIGHT, LOOSE = (mint("initiatief", name) for name in ("links", "rechts", "los"))
OWNED = Belonging(dict.fromkeys(GOALS[:3], ALMELO) | dict.fromkeys(GOALS[3:], HENGELO), {})
THINGS = (ALMELO, HENGELO, PAPER, *GOALS, LEFT, RIGHT, LOOSE)


def ties(*edges: tuple[URIRef, URIRef, int]) -> dict[URIRef, dict[URIRef, int]]:
    found: dict[URIRef, dict[URIRef, int]] = {thing: {} for thing in THINGS}
    for one, other, weight in edges:
        found[one][other] = found[other][one] = weight
    return found


def test_who_answers_for_several_things_has_an_island_with_them() -> None:
    found = homes(ties(), OWNED)
    assert {found[thing] for thing in (ALMELO, *GOALS[:3])} == {ALMELO}
    assert found[LOOSE] == found[PAPER] == NOBODY


@pytest.mark.parametrize(
    ("edges", "home"),
    [
        pytest.param([(LEFT, GOALS[0], 3), (LEFT, GOALS[4], 2)], ALMELO, id="the strongest tie"),
        pytest.param([(LEFT, GOALS[0], 3), (LEFT, GOALS[4], 2), (LEFT, GOALS[5], 2)], HENGELO, id="two ties that are stronger together"),
        pytest.param([(LEFT, RIGHT, 1), (RIGHT, GOALS[3], 1)], HENGELO, id="a tie to what has a tie"),
        pytest.param([(LEFT, RIGHT, 1)], NOBODY, id="ties that lead to no island"),
        pytest.param([(LEFT, GOALS[0], 2), (LEFT, GOALS[4], 2)], HENGELO, id="of equal ones the last by name"),
    ],
)
def test_what_nobody_answers_for_lies_where_its_ties_lead(edges: list[tuple[URIRef, URIRef, int]], home: URIRef) -> None:
    assert homes(ties(*edges), OWNED)[LEFT] == home


@pytest.mark.parametrize(("publisher", "home"), [(ALMELO, ALMELO), (PAPER, NOBODY)], ids=["has an island", "has none"])
def test_without_a_tie_the_publisher_of_the_documents_decides(publisher: URIRef, home: URIRef) -> None:
    assert homes(ties(), Belonging(OWNED.owners, {LOOSE: publisher}))[LOOSE] == home


def test_there_are_never_more_islands_than_a_picture_in_short_can_show() -> None:
    owners = {mint("doel", f"{owner}-{goal}"): mint("organisatie", f"o-{owner}") for owner in range(70) for goal in range(4)}
    found = homes({thing: {} for thing in (*owners, *owners.values())}, Belonging(owners, {}))
    assert len(set(found.values()) - {NOBODY}) == MOST_ISLANDS


def test_the_largest_island_comes_first_and_that_of_nobody_last() -> None:
    found = members({GOALS[0]: HENGELO, GOALS[1]: ALMELO, GOALS[2]: ALMELO, LEFT: NOBODY, RIGHT: NOBODY, LOOSE: NOBODY})
    assert list(found) == [ALMELO, HENGELO, NOBODY]


def test_in_the_real_graph_what_an_organisation_answers_for_lies_on_its_island(network: Network, owned: Belonging) -> None:
    found = homes(ties_between(network), owned)
    assert set(found) == set(network)
    assert 15 < len(set(found.values())) < 40
    assert all(found[thing] == owner for thing, owner in owned.owners.items() if thing in network and owner in set(found.values()))
    assert sum(home == NOBODY for home in found.values()) < len(found) * 0.06
