"""The lines of a picture."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.publish.focus.routes import Box, route

HEIGHTS = st.lists(st.integers(30, 90), min_size=1, max_size=12)


def column(x: float, heights: list[int]) -> list[Box]:
    boxes, y = [], 50.0
    for height in heights:
        boxes.append(Box(x, y, 100, height))
        y += height + 14
    return boxes


@given(HEIGHTS, HEIGHTS, HEIGHTS, st.data())
def test_a_line_never_passes_behind_a_box_of_a_column_between(
    first: list[int], between: list[int], last: list[int], data: st.DataObject
) -> None:
    left, passed, right = column(0, first), column(150, between), column(300, last)
    path = route(data.draw(st.sampled_from(left)), data.draw(st.sampled_from(right)), [passed])
    through = re.search(r"([\d.]+)(?:H136)?H264", path)  # from 136 to 264 it is level; before that it may have been level too
    assert through, path
    level = float(through[1])
    assert all(not box.y <= level <= box.bottom for box in passed)


def test_a_line_within_a_column_bends_out_on_its_left() -> None:
    assert route(Box(50, 0, 10, 10), Box(50, 40, 10, 10), [], same_column=True) == "M50 5C22 5 22 45 50 45"


def test_a_line_between_neighbours_of_one_height_is_straight() -> None:
    assert route(Box(0, 0, 10, 10), Box(60, 0, 10, 10), []) == "M10 5H60"
