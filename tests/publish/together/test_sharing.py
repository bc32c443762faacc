"""What organisations share is what one counts by hand, and what the saved question counts."""

from itertools import combinations

import pytest
from rdflib import Literal, URIRef

from kg.publish.library import Library
from kg.publish.together.records import Endeavour, Records, records
from kg.publish.together.sharing import Filters, Link, ends, pair_of, partners, sharing, shown
from kg.store import rows
from kg.terms import concept, mint
from taking_part import part

PARTNER = concept("rol", "partner")
TOWN, FIRM = concept("organisatietype", "gemeente"), concept("organisatietype", "bedrijf")
A, B, C, D = (mint("organisatie", name) for name in "abcd")
ONE, TWO, THREE = (mint("initiatief", name) for name in ("een", "twee", "drie"))
ENERGY = concept("thema", "energie")


SMALL = Records(
    (
        part("een", "a", 2018),
        part("een", "b", 2017, 2019),
        part("een", "c", 2018, role="trekker"),
        part("twee", "a", 2020, role="trekker"),
        part("twee", "b", 2020),
        part("drie", "c"),
        part("drie", "d", basis="groep"),
    ),
    {ONE: Endeavour(frozenset({ENERGY}), 2016), TWO: Endeavour(), THREE: Endeavour()},
    {A: TOWN, B: FIRM, C: FIRM},
)


def counts(filters: Filters) -> dict[tuple[URIRef, URIRef], int]:
    return {pair: link.count for pair, link in sharing(SMALL, filters).links.items()}


def test_a_pair_shares_what_both_take_part_in_and_a_small_initiative_weighs_more() -> None:
    found = sharing(SMALL, Filters())
    assert found.links[A, B] == Link((ONE, TWO), 1.5, 2020)
    assert found.links[A, C] == Link((ONE,), 0.5, 2018)
    assert set(found.links) == {(A, B), (A, C), (B, C)}
    assert found.initiatives_of(A) == [ONE, TWO]
    assert partners(found.links)[B] == {A: found.links[A, B], C: found.links[B, C]}


def test_two_are_named_together_since_the_first_document_that_names_both() -> None:
    apart = sharing(SMALL, Filters(theme=ENERGY)).links
    assert [(link.since, link.apart) for link in (apart[A, B], apart[A, C], apart[B, C])] == [(0, 2018), (2018, 0), (0, 2018)]
    undated = part("een", "a", 0), part("een", "b", 0, 2017)
    found = sharing(Records(undated, SMALL.initiatives, {}), Filters()).links[A, B]
    assert (found.since, found.apart) == (0, 0)


def test_of_the_graph_since_is_the_year_of_a_document_that_stands_behind_both_parts(library: Library) -> None:
    found = sharing(records(library), Filters()).links
    apart = [pair for pair, link in found.items() if not link.since]
    assert len([pair for pair in apart if found[pair].apart]) > 5
    for pair in list(found)[::60]:
        years = {
            year
            for initiative in found[pair].initiatives
            for document, year in _told(library, initiative, pair[0]) & _told(library, initiative, pair[1])
        }
        assert found[pair].since == min(filter(None, years), default=0)


def _told(library: Library, initiative: URIRef, organisation: URIRef) -> set[tuple[URIRef, int]]:
    parts = [
        each for each in records(library).parts if (each.initiative, each.organisation, each.grouped) == (initiative, organisation, False)
    ]
    return {document for each in parts for document in each.documents}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(theme=ENERGY), {(A, B): 1, (A, C): 1, (B, C): 1}, id="theme"),
        pytest.param(Filters(municipality=A), {(A, B): 2, (A, C): 1, (B, C): 1}, id="municipality"),
        pytest.param(Filters(year=2020), {(A, B): 1}, id="year"),
        pytest.param(Filters(role=PARTNER), {(A, B): 1}, id="role of both"),
        pytest.param(Filters(kind=FIRM), {(A, B): 2, (A, C): 1, (B, C): 1}, id="one of a kind"),
        pytest.param(Filters(kind=FIRM, other_kind=FIRM), {(B, C): 1}, id="both of a kind"),
        pytest.param(Filters(kind=FIRM, other_kind=TOWN), {(A, B): 2, (A, C): 1}, id="one of each kind"),
        pytest.param(Filters(grouped=True), {(A, B): 2, (A, C): 1, (B, C): 1, (C, D): 1}, id="as one of a group too"),
    ],
)
def test_a_filter_counts_only_what_fits(filters: Filters, expected: dict[tuple[URIRef, URIRef], int]) -> None:
    assert counts(filters) == expected


def test_of_a_kind_only_those_are_counted_that_share_something() -> None:
    found = sharing(SMALL, Filters(kind=FIRM, other_kind=FIRM))
    assert (found.organisations, found.initiatives) == ((B, C), (ONE,))
    assert sharing(SMALL, Filters()).organisations == (A, B, C)


def test_a_minimum_hides_pairs_and_changes_no_count() -> None:
    found = sharing(SMALL, Filters(minimum=2))
    assert ends(shown(found, 2)) == [A, B]
    assert found.links == sharing(SMALL, Filters()).links


@pytest.mark.parametrize("column", ["initiatieven", "ookAlsGroep"])
def test_the_counts_are_those_of_the_saved_question(library: Library, column: str) -> None:
    found = sharing(records(library), Filters(grouped=column == "ookAlsGroep")).links
    answered = list(rows(library.endpoint, library.queries.text("wie-werkt-met-wie", minimum=Literal(8))))
    assert len(answered) > 50
    for row in answered:
        pair = pair_of(URIRef(row["organisatie"]), URIRef(row["andere"]))
        assert found[pair].count == int(row[column])


def test_the_links_of_an_organisation_weigh_one_for_each_initiative_that_it_shares(library: Library) -> None:
    found = sharing(records(library), Filters())
    organisation = mint("organisatie", "saxion")
    shared = [initiative for initiative in found.initiatives_of(organisation) if len(found.members[initiative]) > 1]
    assert sum(link.weighted for link in partners(found.links)[organisation].values()) == pytest.approx(len(shared))


def test_every_pair_of_an_initiative_is_linked_by_it(library: Library) -> None:
    found = sharing(records(library), Filters())
    pairs = {(pair, initiative) for initiative, members in found.members.items() for pair in combinations(members, 2)}
    assert pairs == {(pair, initiative) for pair, link in found.links.items() for initiative in link.initiatives}
