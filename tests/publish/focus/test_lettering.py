"""How much room a name takes."""

from hypothesis import given
from hypothesis import strategies as st

from kg.publish.focus.lettering import lines, width_px


@given(st.text("abcMWéß 0189-/’.()", max_size=120), st.integers(40, 300))
def test_no_letter_is_lost_however_narrow_the_room(text: str, room: int) -> None:
    assert "".join(lines(text, room)) == " ".join(text.split())


@given(st.lists(st.text("abilmwé", min_size=1, max_size=7), max_size=12), st.integers(100, 300))
def test_no_line_is_wider_than_the_room(words: list[str], room: int) -> None:
    assert all(width_px(line.rstrip()) <= room for line in lines(" ".join(words), room))


def test_a_long_word_breaks_after_its_hyphen_first() -> None:
    assert lines("informatie-uitwisselingsplatform", 170) == ("informatie-", "uitwisselingsplatform")


def test_a_name_that_fits_stays_on_one_line() -> None:
    assert lines("Regiodeal Twente", 150) == ("Regiodeal Twente",)
