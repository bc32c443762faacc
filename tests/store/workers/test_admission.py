import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.workers.admission import Admission, Turn
from kg.store.workers.limits import Limits

SMALL = Limits(quick=2, reserved=1, long=2, long_per_client=1, waiting=4, waiting_per_client=2)


@pytest.fixture
def book() -> Admission:
    return Admission(SMALL)


def begun(book: Admission, client: str, now_s: float = 0) -> Turn:
    turn = book.begin(client, now_s)
    assert turn is not None
    return turn


def test_a_free_place_is_taken_at_once(book: Admission) -> None:
    assert [book.begin("a", 0) is not None for _ in range(4)] == [True, True, True, False]


def test_nobody_passes_who_waits(book: Admission) -> None:
    waiting = book.arrive("a")
    assert book.begin("b", 0) is None
    assert book.next(1) is waiting
    assert waiting.began_s == 1


def test_a_client_that_used_much_leaves_the_reserved_places_to_others(book: Admission) -> None:
    book.leave(begun(book, "a", 0), 10)
    begun(book, "a", 10)
    begun(book, "a", 10)
    assert book.begin("a", 10) is None
    assert book.begin("b", 10) is not None


def test_what_a_client_used_is_half_forgotten_after_half_a_minute(book: Admission) -> None:
    book.leave(begun(book, "a", 0), 8)
    assert (book.used("a", 8), book.used("a", 38), book.used("b", 8)) == (8, 4, 0)


def test_the_client_that_used_least_goes_first(book: Admission) -> None:
    book.leave(begun(book, "a", 0), 1)
    heavy, light = book.arrive("a"), book.arrive("b")
    assert [book.next(1), book.next(1), book.next(1)] == [light, heavy, None]


def test_equals_go_in_the_order_in_which_they_came(book: Admission) -> None:
    first, second = book.arrive("a"), book.arrive("b")
    assert [book.next(0), book.next(0)] == [first, second]


def test_a_query_that_goes_on_gives_up_its_quick_place_for_a_long_one(book: Admission) -> None:
    turns = [begun(book, client) for client in "abc"]
    assert [book.linger(turn) for turn in turns] == [True, True, False]
    assert [book.begin("d", 1) is not None for _ in range(3)] == [True, True, False]


def test_one_client_has_only_so_many_long_places(book: Admission) -> None:
    assert [book.linger(begun(book, "a")), book.linger(begun(book, "a"))] == [True, False]


def test_the_oldest_that_overstays_makes_way_for_another_client_and_only_once(book: Admission) -> None:
    turns = [begun(book, "a", moment) for moment in (1, 2, 3)]
    for turn in turns:
        book.linger(turn)
    book.arrive("b")
    assert [book.overstaying(), book.overstaying(), book.overstaying()] == [turns[1], turns[2], None]


def test_nobody_makes_way_for_the_same_client(book: Admission) -> None:
    for _ in range(3):
        book.linger(begun(book, "a"))
    book.arrive("a")
    assert book.overstaying() is None


def test_there_is_an_end_to_waiting(book: Admission) -> None:
    book.arrive("a")
    assert (book.full_for("a"), book.full()) == (False, False)
    book.arrive("a")
    assert (book.full_for("a"), book.full_for("b"), book.full()) == (True, False, False)
    book.arrive("b")
    book.arrive("b")
    assert book.full()


def test_who_withdraws_was_never_there(book: Admission) -> None:
    turn = book.arrive("a")
    book.withdraw(turn)
    assert (book.waiting, book.full_for("a"), book.next(0)) == ([], False, None)


def test_clients_that_are_long_gone_are_forgotten() -> None:
    book = Admission(Limits(quick=1, waiting=3))
    for number in range(10):
        book.leave(begun(book, f"client {number}", number * 100), number * 100 + 1)
    assert len(book._used) <= 4  # noqa: SLF001 - nothing else shows it


@given(st.lists(st.tuples(st.sampled_from(["arrive", "next", "leave", "linger", "withdraw"]), st.sampled_from("abc")), max_size=60))
def test_there_are_never_more_queries_than_places(steps: list[tuple[str, str]]) -> None:
    book = Admission(SMALL)
    for moment, (step, client) in enumerate(steps):
        if step == "arrive" and not book.full():
            book.arrive(client)
        elif step == "next":
            book.next(moment)
        elif step == "leave" and book.running:
            book.leave(book.running[0], moment)
        elif step == "linger" and book.running:
            book.linger(book.running[-1])
        elif step == "withdraw" and book.waiting:
            book.withdraw(book.waiting[0])
        quick = [turn for turn in book.running if not turn.long]
        assert len(quick) <= SMALL.quick + SMALL.reserved
        assert len(book.running) - len(quick) <= SMALL.long
