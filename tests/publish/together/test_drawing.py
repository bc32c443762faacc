"""The matrix and the ring hold the same numbers as the list, and in the ring nothing lies over anything."""

from itertools import combinations

import pytest
from rdflib import Literal, URIRef

from kg.publish.facts import Ref, Text
from kg.publish.focus.lettering import width_px
from kg.publish.library import Library
from kg.publish.together.communities import communities
from kg.publish.together.drawing import MOST, STRONGEST, Drawing, Network, drawing
from kg.publish.together.lists import weight
from kg.publish.together.matrix import matrix
from kg.publish.together.measures import ties
from kg.publish.together.records import records
from kg.publish.together.ring import WIDTH_PX
from kg.publish.together.sharing import Filters, Sharing, pair_of, sharing, strengths
from kg.store import rows
from kg.terms import concept


@pytest.fixture(scope="module")
def found(library: Library) -> Sharing:
    return sharing(records(library), Filters())


@pytest.fixture(scope="module")
def network(library: Library, found: Sharing) -> Network:
    known, called = (
        records(library),
        "SELECT ?o ?n { ?o <http://www.w3.org/2000/01/rdf-schema#label> ?n FILTER(CONTAINS(STR(?o), '/organisatie/')) }",
    )
    names = {URIRef(row["o"]): str(row["n"]) for row in rows(library.endpoint, called) if isinstance(row["n"], Literal)}

    def ref(organisation: URIRef) -> Ref:
        return Ref(organisation, "organisatie", Text(names[organisation]), f"#{organisation}")

    groups = communities(known, found, ties(found), 3).number_of
    return Network(found.links, groups, weight("samen"), ref, lambda group: f"Groep rond een organisatie met een heel lange naam {group}")


@pytest.fixture(scope="module")
def drawn(network: Network) -> Drawing:
    return drawing(network)


def test_no_name_in_the_ring_lies_over_another_or_outside_the_picture(drawn: Drawing) -> None:
    boxes = []
    for node in drawn.nodes:
        wide = max(map(width_px, node.lines))
        left = node.text_x - wide if node.column == 0 else node.text_x
        boxes.append((left, node.y - node.height / 2, left + wide, node.y + node.height / 2))
    for head in drawn.heads:
        wide = max(map(width_px, head.lines))
        left = head.x - wide if head.column == 0 else head.x
        boxes.append((left, head.y - 13, left + wide, head.y - 13 + 17 * len(head.lines)))
    assert all(left >= 0 and right <= WIDTH_PX and top >= 0 and bottom <= drawn.height for left, top, right, bottom in boxes)
    overlapping = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 0.01 and other[1] < one[3] - 0.01
    ]
    assert overlapping == []
    assert all(node.height >= 24 for node in drawn.nodes)


def test_the_ring_has_those_that_share_most_and_the_strongest_links_of_each(drawn: Drawing, network: Network) -> None:
    strongest = list(strengths(network.links, network.weight))
    assert {node.ref.iri for node in drawn.nodes} == set(strongest[:MOST])
    assert drawn.left_out == len(strongest) - MOST
    lines = {pair_of(*(end.iri for end in line.ends)): line for line in drawn.lines}
    assert all(line.link == network.links[pair] for pair, line in lines.items())
    for node in drawn.nodes:
        own = sorted(
            (link.count for pair, link in network.links.items() if node.ref.iri in pair and set(pair) <= set(strongest[:MOST])),
            reverse=True,
        )
        there = sorted((line.link.count for pair, line in lines.items() if node.ref.iri in pair), reverse=True)
        assert there[: min(STRONGEST, len(own))] == own[:STRONGEST]


def test_the_members_of_a_group_stand_together_and_the_same_network_gives_the_same_picture(drawn: Drawing, network: Network) -> None:
    assert drawing(network) == drawn
    order = [node.group for node in drawn.nodes]
    assert [group for place, group in enumerate(order) if place == 0 or order[place - 1] != group] == [head.group for head in drawn.heads]


def test_a_thicker_line_is_of_more_initiatives(drawn: Drawing) -> None:
    widths = sorted((line.link.count, line.width) for line in drawn.lines)
    assert [width for _, width in widths] == sorted(width for _, width in widths)
    assert widths[0][1] < widths[-1][1]


def test_the_matrix_has_the_same_numbers_on_both_sides_of_its_diagonal(found: Sharing, network: Network) -> None:
    made = matrix(found.links, network.group_of, weight("samen"))
    table = {(row, cell.other): cell for band in made.bands for row, cells in band.rows for cell in cells}
    assert len(table) == len(made.columns) ** 2
    for (row, column), cell in table.items():
        link = found.links.get(pair_of(row, column))
        assert cell.count == (-1 if row == column else link.count if link else 0)
        assert table[column, row].count == cell.count
    assert [row for band in made.bands for row, _ in band.rows] == list(made.columns)
    assert {cell.shade for cell in table.values()} == {0, 1, 2, 3, 4}


def test_without_groups_the_ring_holds_all_of_a_small_network(library: Library, network: Network) -> None:
    filters = Filters(kind=concept("organisatietype", "ministerie"), other_kind=concept("organisatietype", "ministerie"))
    few = sharing(records(library), filters)
    small = drawing(Network(few.links, {}, network.weight, network.ref, network.head))
    assert {node.ref.iri for node in small.nodes} == {end for pair in few.links for end in pair}
    assert small.left_out == 0
