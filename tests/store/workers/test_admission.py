from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.workers.admission import Admission, Turn
from kg.store.workers.limits import Limits

SMALL = Limits(quick=2, reserved=1, long=2, long_per_client=1, waiting=4, waiting_per_client=2)

Step = tuple[Callable[[Admission, str, float], object], str]


@pytest.fixture
def book() -> Admission:
    return Admission(SMALL)


def begun(book: Admission, client: str, now_s: float = 0) -> Turn:
    turn = book.begin(client, now_s)
    assert turn is not None
    return turn


def known(book: Admission, client: str) -> None:
    """Let a client have been here before, with a light query."""
    book.leave(begun(book, client), 0.01)


def test_a_free_place_is_taken_at_once_and_a_reserved_one_by_who_is_known_for_light_queries(book: Admission) -> None:
    known(book, "a")
    assert [book.begin("b", 0.01) is not None for _ in range(3)] == [True, True, False]
    assert [book.begin("a", 0.01) is not None for _ in range(2)] == [True, False]


def test_nobody_passes_who_waits(book: Admission) -> None:
    waiting = book.arrive("a")
    assert book.begin("b", 0) is None
    assert book.next(1) is waiting
    assert waiting.began_s == 1


@pytest.mark.parametrize(
    ("stays", "ago_s", "reserved"),
    [
        pytest.param([0.01], 0, True, id="light"),
        pytest.param([0.01] * 500, 0, True, id="often light"),
        pytest.param([0.01] * 9 + [0.25], 0, True, id="light but once"),
        pytest.param([0.13], 0, False, id="not light"),
        pytest.param([0.01] * 500 + [0.3], 0, False, id="one that went on"),
        pytest.param([0.01] * 500 + [0.3], 50, False, id="one that went on a while ago"),
        pytest.param([0.01] * 500 + [0.3], 70, True, id="one that went on longer ago"),
        pytest.param([0.01], 300, False, id="forgotten"),
        pytest.param([], 0, False, id="unknown"),
    ],
)
def test_reserved_places_are_for_clients_known_for_light_queries(
    book: Admission, stays: list[float], ago_s: float, *, reserved: bool
) -> None:
    now_s = 0.0
    for lasts_s in stays:
        turn = begun(book, "a", now_s)
        now_s += lasts_s
        if lasts_s == 0.3:
            book.linger(turn)
        book.leave(turn, now_s)
    now_s += ago_s
    for other in "bc":
        begun(book, other, now_s)
    waiting = [book.arrive(client) for client in "bca"]
    assert book.next(now_s) is (waiting[2] if reserved else None)


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
    known(book, "c")
    turns = [begun(book, client, 0.01) for client in "abc"]
    assert [book.linger(turn) for turn in turns] == [True, True, False]
    assert [book.begin("d", 1) is not None for _ in range(3)] == [True, True, False]  # the third lingers in a reserved place


def test_one_client_has_only_so_many_long_places(book: Admission) -> None:
    assert [book.linger(begun(book, "a")), book.linger(begun(book, "a"))] == [True, False]


def test_the_oldest_that_overstays_makes_way_for_another_client_and_only_once() -> None:
    book = Admission(replace(SMALL, quick=3))
    turns = [begun(book, "a", moment) for moment in (1, 2, 3)]
    for turn in turns:
        book.linger(turn)
    book.arrive("b")
    assert [book.overstaying(9), book.overstaying(9), book.overstaying(9)] == [turns[1], turns[2], None]


def test_a_place_in_which_nothing_was_asked_says_nothing_of_its_client(book: Admission) -> None:
    book.cancel(begun(book, "a"))
    for _ in range(2):
        begun(book, "b")
    assert book.begin("a", 1) is None


def test_a_client_with_a_query_that_goes_on_is_not_known_for_light_ones(book: Admission) -> None:
    known(book, "a")
    turns = [begun(book, "a", 0.01) for _ in range(2)]
    book.linger(turns[0])
    book.linger(turns[1])
    begun(book, "b", 1)
    assert book.begin("a", 1) is None


def test_who_lingers_in_a_reserved_place_makes_way_last() -> None:
    book = Admission(replace(SMALL, long=1))
    for client in "ac":
        known(book, client)
    turns = [begun(book, client, moment) for moment, client in enumerate("bba", 1)]
    assert [turn.reserved for turn in turns] == [False, False, True]
    for turn in turns:
        book.linger(turn)
    assert [turn.long for turn in turns] == [True, False, False]
    book.arrive("unknown")
    assert [book.overstaying(9), book.overstaying(9)] == [turns[1], None]
    book.arrive("c")
    assert [book.overstaying(9), book.overstaying(9)] == [turns[2], None]


def test_a_reserved_place_whose_query_gets_a_long_one_is_free_again(book: Admission) -> None:
    for client in "ac":
        known(book, client)
    turns = [begun(book, client, 1) for client in "bba"]
    assert book.begin("c", 1) is None
    assert book.linger(turns[2])
    assert begun(book, "c", 2).reserved


def test_a_client_alone_needs_no_reserved_place(book: Admission) -> None:
    known(book, "a")
    turns = [begun(book, "a", 0.01) for _ in range(2)]
    assert book.begin("a", 0.01) is None
    waiting = book.arrive("a")
    assert book.next(0.02) is None
    book.leave(turns[0], 0.03)
    assert book.next(0.03) is waiting


def test_a_client_known_for_light_queries_passes_who_waits_when_a_reserved_place_is_free(book: Admission) -> None:
    known(book, "a")
    for _ in range(2):
        begun(book, "b")
    book.arrive("c")
    assert begun(book, "a", 1).reserved
    assert book.begin("a", 1) is None


def test_nobody_makes_way_for_the_same_client(book: Admission) -> None:
    for _ in range(3):
        book.linger(begun(book, "a"))
    book.arrive("a")
    assert book.overstaying(9) is None


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


def arrive(book: Admission, client: str, _: float) -> None:
    if not (book.full() or book.full_for(client)):
        book.arrive(client)


def leave(book: Admission, _: str, now_s: float) -> None:
    if book.running:
        book.leave(book.running[0], now_s)


def linger(book: Admission, _: str, __: float) -> None:
    if book.running:
        book.linger(book.running[-1])


def withdraw(book: Admission, _: str, __: float) -> None:
    if book.waiting:
        book.withdraw(book.waiting[0])


def shed(book: Admission, _: str, now_s: float) -> None:
    if turn := book.overstaying(now_s):
        book.leave(turn, now_s)


def call(book: Admission, _: str, now_s: float) -> None:
    book.next(now_s)


STEPS = st.lists(
    st.tuples(st.sampled_from([Admission.begin, arrive, call, leave, linger, withdraw, shed]), st.sampled_from("abc")), max_size=60
)


def after(steps: list[Step]) -> Admission:
    """Return a book in which these steps were taken, a second after each other, as far as they could be."""
    book = Admission(SMALL)
    for moment, (step, client) in enumerate(steps):
        step(book, client, moment)
    return book


@given(STEPS)
def test_there_are_never_more_queries_than_places(steps: list[Step]) -> None:
    book = after(steps)
    quick = [turn for turn in book.running if not turn.long]
    long_of = Counter(turn.client for turn in book.running if turn.long)
    assert len(quick) <= SMALL.quick + SMALL.reserved
    assert long_of.total() <= SMALL.long
    assert max(long_of.values(), default=0) <= SMALL.long_per_client
    assert len(book.waiting) <= SMALL.waiting
    assert set(map(id, book.waiting)) & set(map(id, book.running)) == set()


@given(STEPS, st.sampled_from("abcd"))
def test_who_arrives_and_withdraws_leaves_no_trace(steps: list[Step], client: str) -> None:
    book, same = after(steps), after(steps)
    book.withdraw(book.arrive(client))
    assert [turn.client for turn in book.waiting] == [turn.client for turn in same.waiting]
    assert [turn.client for turn in book.running] == [turn.client for turn in same.running]
    assert [book.full_for(each) for each in "abcd"] == [same.full_for(each) for each in "abcd"]
    assert (book.overstaying(100) is None) is (same.overstaying(100) is None)
    followers = [book.next(100), same.next(100)]
    assert len({turn and turn.client for turn in followers}) == 1


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=20))
def test_those_who_used_nothing_go_in_the_order_in_which_they_came(clients: list[str]) -> None:
    book = Admission(Limits(quick=20))
    turns = [book.arrive(client) for client in clients]
    assert [book.next(0) for _ in clients] == turns


@given(st.integers(1, 5), st.lists(st.sampled_from("bcd"), min_size=20, max_size=60), st.floats(0.01, 10))
def test_nobody_starves_however_many_come_after(clients: int, others: list[str], lasts_s: float) -> None:
    """One place, always somebody who wants it: each other client passes one whose turn it is not yet for as long as a quick query takes."""
    book = Admission(Limits(quick=1, reserved=0, waiting=1000, waiting_per_client=1000))
    now_s = 0.0
    running = begun(book, "b", now_s)
    waiting = [book.arrive(f"client {number}") for number in range(clients)]
    passed = 0
    for other in others:
        book.arrive(other)
        now_s += lasts_s
        book.leave(running, now_s)
        turn = book.next(now_s)
        assert turn is not None
        running = turn
        passed += turn not in waiting and bool(set(map(id, waiting)) & set(map(id, book.waiting)))
    most = len("bcd") * (1 + book.limits.quick_s / lasts_s)
    assert passed <= most
    assert len(others) < most + clients or not set(map(id, waiting)) & set(map(id, book.waiting))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 20)), max_size=10))
def test_what_is_remembered_of_a_client_is_never_more_than_what_it_used(stays: list[tuple[str, float]]) -> None:
    book, now_s, used_s = Admission(SMALL), 0.0, defaultdict[str, float](float)
    for client, lasts_s in stays:
        turn = begun(book, client, now_s)
        now_s += lasts_s
        used_s[client] += lasts_s
        book.leave(turn, now_s)
        assert 0 <= book.used(client, now_s) <= used_s[client] + 1e-9


def test_a_long_place_that_comes_free_is_for_the_oldest_that_lingers_and_may_have_it(book: Admission) -> None:
    known(book, "b")
    turns = [begun(book, client, 0.01) for client in "aab"]
    assert [book.linger(turn) for turn in turns] == [True, False, True]
    book.leave(turns[0], 1)
    assert [turn.long for turn in turns[1:]] == [True, True]
    book.arrive("c")
    assert book.overstaying(9) is None


def test_who_has_most_waiting_makes_way_for_a_newcomer_and_for_nobody_with_as_many(book: Admission) -> None:
    waiting = [book.arrive(client) for client in "aaab"]
    assert book.full()
    assert book.crowding("c") is waiting[2]
    assert book.crowding("b") is waiting[2]
    assert book.crowding("a") is None
    for turn in waiting[1:3]:
        book.withdraw(turn)
    assert book.crowding("b") is None
