"""What is remembered is what was answered, and no more of it than was said."""

from dataclasses import dataclass, field

import pytest

from kg.errors import QueryError
from kg.store import Answer, Dataset, Endpoint, Formats
from kg.store.local import LocalEndpoint
from kg.store.remembering import RememberingEndpoint


@dataclass
class Counting:
    """An endpoint that counts what it is asked."""

    endpoint: Endpoint
    asked: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.endpoint.base

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        self.asked.append(query)
        return self.endpoint.answer(query, formats, dataset)


@pytest.fixture
def counted(endpoint: LocalEndpoint) -> Counting:
    return Counting(endpoint)


def test_nothing_is_asked_twice_of_the_last_questions(counted: Counting) -> None:
    remembering = RememberingEndpoint(counted, most=2)
    first = remembering.answer("ASK { ?a ?b ?c }")
    assert remembering.answer("ASK { ?a ?b ?c }") is first
    for number in (1, 2, 1, 3, 1, 2):
        remembering.answer(f"ASK {{ ?a ?b {number} }}")
    assert counted.asked == ["ASK { ?a ?b ?c }", *(f"ASK {{ ?a ?b {number} }}" for number in (1, 2, 3, 2))]
    assert remembering.base == counted.base


def test_another_form_or_dataset_is_another_question(counted: Counting) -> None:
    remembering = RememberingEndpoint(counted)
    query = "SELECT ?c { ?a ?b ?c } LIMIT 1"
    answers = {
        remembering.answer(query).media_type,
        remembering.answer(query, Formats(results="text/csv")).media_type,
        remembering.answer(query, Formats(), Dataset(default=("http://example.org/none",))).body,
    }
    assert len(answers) == len(counted.asked) == 3


def test_a_long_answer_is_not_remembered(counted: Counting) -> None:
    remembering = RememberingEndpoint(counted)
    long = 'SELECT ?text { VALUES ?text { "' + "x" * 1_100_000 + '" } }'
    remembering.answer(long)
    remembering.answer(long)
    assert len(counted.asked) == 2


def test_what_is_refused_is_refused_again(counted: Counting) -> None:
    remembering = RememberingEndpoint(counted)
    for _ in range(2):
        with pytest.raises(QueryError):
            remembering.answer("SELECT")
    assert len(counted.asked) == 2
