"""The measures and groups of graphs that one can work out by hand."""

from itertools import combinations

import pytest

from kg.publish.library import Library
from kg.publish.together import measures as module
from kg.publish.together.communities import Clear, communities, times_for
from kg.publish.together.measures import Measures, Standing, measures, ties
from kg.publish.together.records import Endeavour, Records, records
from kg.publish.together.sharing import Filters, Sharing, sharing
from kg.terms import mint
from taking_part import part

PEOPLE = {name: mint("organisatie", name) for name in "abcdef"}


def shared(*initiatives: str) -> tuple[Records, Sharing]:
    """Return what is shared by initiatives, each given by the letters of those who take part."""
    parts = tuple(part(f"nummer-{number}", name) for number, names in enumerate(initiatives) for name in names)
    known = Records(parts, {each.initiative: Endeavour() for each in parts}, {})
    return known, sharing(known, Filters())


def measured(*initiatives: str) -> Measures:
    _, found = shared(*initiatives)
    return measures(found, ties(found))


def test_who_stands_in_the_middle_of_a_row_connects_its_ends() -> None:
    found = measured("ab", "ab", "bc", "a")
    assert found.standings[PEOPLE["b"]] == Standing(3, 2, 3, 1.0, 1)
    assert found.standings[PEOPLE["a"]] == Standing(3, 1, 2, 0.0, 0)
    assert found.sample == 0


def test_in_a_row_of_five_the_middle_leads_and_its_neighbours_share_a_place() -> None:
    found = measured("ab", "bc", "cd", "de").standings
    # of the 6 ways between two others: 4 over the middle, 3 over its neighbours
    assert [(found[PEOPLE[name]].between, found[PEOPLE[name]].rank) for name in "abcde"] == [
        (0, 0), (pytest.approx(3 / 6), 2), (pytest.approx(4 / 6), 1), (pytest.approx(3 / 6), 2), (0, 0),
    ]  # fmt: skip


def test_who_shares_nothing_has_initiatives_and_no_partners() -> None:
    assert measured("ab", "c").standings[PEOPLE["c"]] == Standing(1, 0, 0, 0.0, 0)


@pytest.mark.parametrize(("limit", "most"), [("MOST_EXACT", 3), ("MOST_WALKED", 19)])
def test_a_large_network_is_sampled_the_same_way_each_time(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(module, limit, most)
    monkeypatch.setattr(module, "SAMPLE", 2)
    monkeypatch.setattr(module, "FEWEST", 2)
    first, second = measured("ab", "bc", "cd", "de"), measured("ab", "bc", "cd", "de")
    assert first.sample == 2
    assert first == second


def test_two_triangles_with_one_link_between_them_are_two_groups() -> None:
    known, found = shared(*map("".join, combinations("abc", 2)), *map("".join, combinations("def", 2)), "cd", "ab")
    groups = communities(known, found, ties(found))
    assert [set(group.members) for group in groups.groups] == [{PEOPLE[name] for name in "abc"}, {PEOPLE[name] for name in "def"}]
    assert groups.groups[0].centre == PEOPLE["a"]
    # links of weight 1: 4 and 3 within, 1 between; Q = 7/8 - (9/16)² - (7/16)²
    assert groups.modularity == pytest.approx(7 / 8 - (9 / 16) ** 2 - (7 / 16) ** 2)
    assert groups.clear is Clear.FAIR
    assert groups.doubtful == {}


def test_where_all_work_with_all_there_is_one_group_and_it_is_called_no_group() -> None:
    known, found = shared("abcdef")
    groups = communities(known, found, ties(found))
    assert [len(group.members) for group in groups.groups] == [6]
    assert groups.clear is Clear.NONE


def test_without_links_there_are_no_groups() -> None:
    known, found = shared("a", "b")
    assert communities(known, found, ties(found)).groups == ()


def test_the_groups_of_the_graph_hold_everybody_once_and_are_the_same_each_time(library: Library) -> None:
    known = records(library)
    found = sharing(known, Filters())
    first, second = (communities(known, found, ties(found), times_for(len(found.links))) for _ in range(2))
    members = [member for group in first.groups for member in group.members]
    assert first == second
    assert sorted(members) == list(ties(found).organisations)
    assert [len(group.members) for group in first.groups] == sorted((len(group.members) for group in first.groups), reverse=True)
    assert set(first.doubtful).isdisjoint(group.centre for group in first.groups)
