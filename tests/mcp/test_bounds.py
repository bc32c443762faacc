import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mcp.bounds import LARGEST, LONGEST, Told, characters, part, shortened, text


@given(st.lists(st.integers(0, 3_000), max_size=60), st.integers(0, 70), st.integers(1, 70))
@settings(deadline=None)
def test_parts_put_together_are_the_whole(lengths: list[int], start: int, most: int) -> None:
    items: list[Told] = [{"number": number, "text": "x" * min(length, LONGEST)} for number, length in enumerate(lengths)]
    found, offset = items[:start], start
    while True:
        kept, bounds = part(items, offset, most)
        assert len(kept) <= most
        assert len(kept) <= 1 or characters(kept) <= LARGEST + 2 * len(kept)
        found += kept
        offset += len(kept)
        if not bounds["truncated"]:
            break
        assert bounds["rest"].startswith(f"call again with offset={offset} for the other {len(items) - offset}")
    assert found == items


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"a": "x" * 3_000_000}, id="one long text"),
        pytest.param({f"column{number}": "x" * 100_000 for number in range(100)}, id="many long texts"),
        pytest.param({"a": [{"b": "x" * 10_000}] * 100}, id="texts within"),
    ],
)
def test_one_item_is_cut_until_it_fits(item: Told) -> None:
    assert characters(shortened(item)) <= 2 * LARGEST


def test_what_is_cut_says_so() -> None:
    assert text("x" * 5, 3) == "xxx… (2 characters more)"
    assert shortened({"a": "x" * LONGEST, "b": 5, "c": None}) == {"a": "x" * LONGEST, "b": 5, "c": None}


def test_past_the_end_there_is_nothing() -> None:
    assert part([{"a": 1}], 5, 10) == ([], {"total": 1, "offset": 5, "truncated": False, "rest": ""})
