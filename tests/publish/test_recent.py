"""What readers filter is kept as far as it was asked lately, and no further."""

from kg.publish.kept import Kept
from kg.publish.recent import MOST, Recent, recent


def test_no_more_is_kept_than_there_is_room_for_and_what_is_asked_again_stays() -> None:
    found, made = Recent(), list[int]()
    for number in range(MOST * 2):
        found.of(number, lambda: made.append(number))  # noqa: B023 - made at once
        found.of(0, lambda: made.append(0))
    assert made == list(range(MOST * 2))
    found.of(1, lambda: made.append(1))
    assert made[-1] == 1


def test_of_one_release_there_is_one() -> None:
    kept = Kept()
    assert recent(kept) is recent(kept)
    assert recent(kept) is not recent(Kept())
