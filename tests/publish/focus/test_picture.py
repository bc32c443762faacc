"""The focus picture: what is drawn, what is listed and what is in the table is the same."""

import pytest
from rdflib import URIRef

from kg.publish.facts import facts
from kg.publish.focus.picture import MOST, Branch, picture, steps_of
from kg.publish.library import Language, Library, View
from kg.publish.listing import COLUMNS, listing
from kg.publish.pages import thing_page
from kg.store import rows
from kg.terms import BASE, concept, mint
from pictured import drawn, listed, tabulated
from reading import page

REGIODEAL = mint("initiatief", "regiodeal-twente")
ALMELO = mint("organisatie", "gemeente-almelo")


def some_things(library: Library) -> list[URIRef]:
    """Return ten things of each kind, spread over the alphabet, and the two with most around them."""
    found = [REGIODEAL, ALMELO]
    for kind in COLUMNS:
        lines = [line for number in (1, 3) for line in listing(library, View(), kind, number).lines]
        found += [line.ref.iri for line in lines[:: max(1, len(lines) // 10)]][:10]
    return found


@pytest.mark.parametrize("steps", ["", "?stappen=2"])
def test_picture_list_and_table_tell_the_same_of_many_things(library: Library, steps: str) -> None:
    compared = 0
    things = some_things(library) if not steps else [REGIODEAL, mint("doel", "almelo-doel-nieuw-samenspel")]
    for iri in things:
        html = thing_page(library, View(path=f"{iri.removeprefix(f'{BASE}/id')}{steps}"), iri)
        sections = list(page(html).all("section", id="beeld"))
        for section in sections:
            names, edges = drawn(section)
            assert tabulated(section) == (names, edges), iri
            assert listed(section) == (names, {frozenset(edge) for edge in edges}), iri
            compared += 1
    assert compared >= (50 if not steps else 2)


def test_a_name_in_the_picture_is_whole_and_its_label_begins_with_what_one_sees(library: Library) -> None:
    section = page(thing_page(library, View(), REGIODEAL)).one("section", id="beeld")
    for node in section.all("a", data_node="*"):
        seen = " ".join(text.text for text in node.all("text"))
        assert node.attributes["aria-label"].startswith(seen)
        names = {
            str(row["name"])
            for row in rows(library.endpoint, f"SELECT ?name {{ <{BASE}/id/{node.attributes['data-node']}> ?named ?name }}")
        }
        assert node.one("text", class_="node__name").text in {" ".join(name.split()) for name in names}


def test_no_two_boxes_overlap_and_none_stands_outside(library: Library) -> None:
    found = picture(library, facts(library, View(), ALMELO), 2)
    boxes = [node.box for node in found.nodes]
    assert all(box.x >= 0 and box.y >= 0 and box.right <= found.width and box.bottom <= found.height for box in boxes)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def test_what_there_is_no_room_for_is_counted_per_kind(library: Library) -> None:
    known = facts(library, View(), ALMELO)
    small, whole = picture(library, known, limit=10), picture(library, known, limit=10_000)
    assert len(small.nodes) == 10
    assert whole.omitted == ()
    assert len(small.nodes) + sum(count for _, count in small.omitted) == len(whole.nodes)
    assert {kind for kind, _ in small.omitted} <= set(COLUMNS)


def test_the_same_thing_looks_the_same_every_time(library: Library) -> None:
    known = facts(library, View(), REGIODEAL)
    assert picture(library, known, 3) == picture(library, facts(library, View(), REGIODEAL), 3)


def test_more_steps_keep_what_was_drawn_and_add_to_it(library: Library) -> None:
    known = facts(library, View(Language.EN), mint("doel", "almelo-doel-nieuw-samenspel"))
    near, further, furthest = ({node.ref.iri for node in picture(library, known, steps, 2_000).nodes} for steps in (1, 2, 3))
    assert near < further < furthest
    assert len(picture(library, known, 3).nodes) == MOST


def test_every_relation_of_the_picture_stands_once_in_the_list(library: Library) -> None:
    found = picture(library, facts(library, View(), concept("indicator", "almelo-ind-relatief-verzuim")), 2)

    def leaves(branches: tuple[Branch, ...]) -> int:
        return sum(1 + leaves(leaf.branches) for branch in branches for leaf in branch.leaves)

    assert leaves(found.branches) == len(found.edges)


@pytest.mark.parametrize(("text", "steps"), [("1", 1), ("3", 3), ("4", 1), ("", 1), ("2x", 1), ("²", 1)])
def test_a_page_goes_one_to_three_steps(text: str, steps: int) -> None:
    assert steps_of(text) == steps
