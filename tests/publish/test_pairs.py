"""What hangs together in an answer, as two columns."""

from itertools import pairwise

from rdflib import Literal, URIRef

from kg.publish.library import View
from kg.publish.pairs import MOST, pairs
from kg.store import Solution
from kg.terms import mint


def row(source: URIRef | None, target: URIRef | None, name: str = "") -> Solution:
    found: Solution = {"van": source, "naar": target}  # type: ignore[dict-item]
    return {key: value for key, value in found.items() if value} | ({"vanNaam": Literal(name, lang="nl")} if name else {})


def thing(number: int) -> URIRef:
    return mint("doel", f"a{number}")


def test_a_pair_is_drawn_once_however_many_rows_tell_it() -> None:
    found = pairs(("van", "naar"), [row(thing(1), thing(2), "Een")] * 3, View(root="/kg"))
    assert found
    assert [(end.ref.name.value, end.ref.href, end.column) for end in found.ends] == [
        ("Een", "/kg/doc/doel/a1", 0),
        ("a2", "/kg/doc/doel/a2", 1),
    ]
    assert [(pair.source, pair.target) for pair in found.pairs] == [(thing(1), thing(2))]
    assert [(text.value, x) for text, x in found.headings] == [("Van", 8), ("Naar", 528)]


def test_rows_without_both_things_draw_nothing() -> None:
    assert pairs(("van", "naar"), [row(thing(1), None), row(None, thing(2)), {"van": Literal("a"), "naar": thing(1)}], View()) is None


def test_a_thing_stands_near_what_it_hangs_together_with() -> None:
    found = pairs(("van", "naar"), [row(thing(1), thing(9)), row(thing(2), thing(3)), row(thing(1), thing(4))], View())
    assert found
    assert [end.ref.iri for end in found.ends if end.column == 1] == [thing(4), thing(9), thing(3)]


def test_a_thing_may_stand_on_both_sides() -> None:
    found = pairs(("van", "naar"), [row(thing(1), thing(2)), row(thing(2), thing(1))], View())
    assert found
    assert (len(found.ends), len(found.pairs), found.omitted) == (4, 2, 0)


def test_boxes_do_not_overlap_and_the_picture_holds_them_all() -> None:
    found = pairs(("van", "naar"), [row(thing(1), mint("doel", f"b{number}"), "lang " * number) for number in range(1, 20)], View())
    assert found
    for column in (0, 1):
        boxes = [end.box for end in found.ends if end.column == column]
        assert all(first.bottom < second.y for first, second in pairwise(boxes))
        assert all(box.right < found.width and box.bottom < found.height for box in boxes)


def test_more_things_than_one_can_see_are_counted() -> None:
    found = pairs(("van", "naar"), [row(thing(number), thing(number + 1000)) for number in range(MOST + 5)], View())
    assert found
    assert (len(found.ends), len(found.pairs), found.omitted) == (2 * MOST, MOST, 10)
