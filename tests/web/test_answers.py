import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import Dataset, Formats, Question
from kg.web.answers import LARGEST, Answers, Kept

ROOM = 10_000
CSV = "text/csv"


def asked(query: str = "ASK {}", results: str = CSV, dataset: Dataset | None = None) -> Question:
    return Question(query, Formats(results), dataset)


def test_an_answer_is_found_again_by_who_asks_the_same() -> None:
    answers = Answers(ROOM)
    assert answers.find(asked()) is None
    kept = answers.keep(asked(), b"true", CSV)
    assert answers.find(asked()) is kept
    assert (kept.body, kept.media_type) == (b"true", CSV)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(asked("ASK {} "), id="another text"),
        pytest.param(asked(results="application/sparql-results+json"), id="another format"),
        pytest.param(Question("ASK {}", Formats(CSV, "text/turtle")), id="another format for graphs"),
        pytest.param(asked(dataset=Dataset(("http://a/g",))), id="a dataset"),
        pytest.param(asked(dataset=Dataset((), ("http://a/g",))), id="a dataset of named graphs"),
    ],
)
def test_another_question_has_another_answer(other: Question) -> None:
    answers = Answers(ROOM)
    answers.keep(asked(), b"true", CSV)
    assert answers.find(other) is None


def test_a_tag_is_strong_and_the_same_for_the_same_bytes_only() -> None:
    answers = Answers(ROOM)
    tags = [answers.keep(asked(f"ASK {{}} # {body!r}"), body, CSV).tag for body in (b"true", b"false", b"true")]
    assert tags[0] == tags[2] != tags[1]
    assert all(re.fullmatch('"[0-9a-f]{32}"', tag) for tag in tags)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?n) {}",
        "SELECT (rand() AS ?n) {}",
        "SELECT (UUID() AS ?n) {}",
        "SELECT (StrUUID() AS ?n) {}",
        "SELECT (BNODE() AS ?n) {}",
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
    ],
)
def test_an_answer_that_may_differ_next_time_is_not_kept(query: str) -> None:
    answers = Answers(ROOM)
    kept = answers.keep(asked(query), b"1", CSV)
    assert kept.body == b"1"
    assert answers.find(asked(query)) is None


@pytest.mark.parametrize("query", ["SELECT ?known { ?known ?brand ?o }", "SELECT * { ?s <http://a/services> ?uuids }"])
def test_a_word_within_a_word_is_no_reason_not_to_keep_an_answer(query: str) -> None:
    answers = Answers(ROOM)
    answers.keep(asked(query), b"1", CSV)
    assert answers.find(asked(query)) is not None


def test_a_large_answer_is_not_kept_and_one_that_just_fits_is() -> None:
    answers = Answers(10 * LARGEST)
    assert answers.keep(asked("large"), b"x" * (LARGEST + 1), CSV).body == b"x" * (LARGEST + 1)
    answers.keep(asked("fits"), b"x" * LARGEST, CSV)
    assert [answers.find(asked(query)) is not None for query in ("large", "fits")] == [False, True]


def test_the_least_recently_asked_go_first_when_there_are_too_many_bytes() -> None:
    answers = Answers(ROOM)
    for query in "abc":
        answers.keep(asked(query), query.encode() * 2000, CSV)
    answers.find(asked("a"))
    answers.keep(asked("d"), b"d" * 2000, CSV)
    assert [answers.find(asked(query)) is not None for query in "abcd"] == [True, False, True, True]


def test_the_graphs_that_are_asked_count_too() -> None:
    answers = Answers(ROOM)
    for number in range(5):
        dataset = Dataset((f"http://a/{number}/{'x' * (ROOM // 8)}",))
        answers.keep(Question("ASK {}", Formats(CSV), dataset), b"true", CSV)
    there = [answers.find(Question("ASK {}", Formats(CSV), Dataset((f"http://a/{number}/{'x' * (ROOM // 8)}",)))) for number in range(5)]
    assert [kept is not None for kept in there] == [False, False, False, False, True]


def test_who_keeps_the_same_twice_has_it_once() -> None:
    answers = Answers(ROOM)
    for _ in range(10):
        answers.keep(asked("a"), b"a" * 3000, CSV)
    answers.keep(asked("b"), b"b" * 3000, CSV)
    assert answers.find(asked("a")) is not None


def test_without_room_nothing_is_kept() -> None:
    answers = Answers(0)
    assert answers.keep(asked(), b"", CSV) == Kept(b"", CSV, '"e3b0c44298fc1c149afbf4c8996fb924"')
    assert answers.find(asked()) is None


def test_what_is_forgotten_makes_room() -> None:
    answers = Answers(ROOM)
    for _ in range(3):
        for query in "abc":
            answers.keep(asked(query), b"x" * 2000, CSV)
        answers.clear()
        assert [answers.find(asked(query)) for query in "abc"] == [None] * 3
    answers.keep(asked("a"), b"x" * 9000, CSV)
    assert answers.find(asked("a")) is not None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 6000)), max_size=40))
def test_however_many_are_kept_they_fit_and_the_last_is_there(kept: list[tuple[str, int]]) -> None:
    answers, sizes = Answers(ROOM), dict[str, int]()
    for query, size in kept:
        before = answers.find(asked(query))
        answers.keep(asked(query), bytes(size), CSV)
        sizes[query] = len(before.body) if before else size
        there = [each for each in sizes if answers.find(asked(each))]
        assert sum(sizes[each] for each in there) <= ROOM
        assert query in there
