import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LimitError, QueryError
from kg.store import Dataset, Formats, Question
from kg.store.workers.frames import HEAD, Kind, asked, asking, excess, frame, opened, opening, refusal, told

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
DATASETS = st.none() | st.builds(Dataset, st.lists(TEXTS).map(tuple), st.lists(TEXTS).map(tuple))


def body(message: bytes, kind: Kind) -> bytes:
    found, length = HEAD.unpack_from(message)
    assert (found, length) == (kind, len(message) - HEAD.size)
    return message[HEAD.size :]


@given(TEXTS, DATASETS, st.floats(0, 1000))
def test_a_question_arrives_as_it_was_asked(query: str, dataset: Dataset | None, left_s: float) -> None:
    question = Question(query, Formats("text/csv", "text/turtle"), dataset)
    assert asked(body(asking(question, left_s), Kind.ASK)) == (question, left_s)


@given(st.binary(max_size=300))
def test_the_beginning_of_an_answer_keeps_its_media_type(answer: bytes) -> None:
    assert opened(body(opening(Kind.WHOLE, "text/csv", answer), Kind.WHOLE)) == ("text/csv", answer)


def test_a_refusal_tells_the_same_on_both_sides() -> None:
    error = told(Kind.REFUSED, body(refusal(QueryError("één fout", 2, 4, "regel")), Kind.REFUSED))
    assert isinstance(error, QueryError)
    assert (str(error), error.line, error.column, error.text) == ("één fout", 2, 4, "regel")


@pytest.mark.parametrize("limit", ["time", "memory", "size", "places"])
def test_an_excess_tells_which_limit(limit: str) -> None:
    error = told(Kind.TOO_MUCH, body(excess(LimitError("te veel", limit)), Kind.TOO_MUCH))
    assert isinstance(error, LimitError)
    assert (str(error), error.limit) == ("te veel", limit)


def test_an_empty_frame_is_its_head() -> None:
    assert frame(Kind.END) == HEAD.pack(Kind.END, 0)
