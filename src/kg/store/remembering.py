"""An endpoint that remembers its last answers, for data that do not change: the forms of one document ask much the same."""

from collections import OrderedDict

from kg.store import Answer, Dataset, Endpoint, Formats, Question

_LARGEST = 1024 * 1024
"""A longer answer is not remembered."""


class RememberingEndpoint:
    """Answers as another endpoint does, of which it asks no question again that is among so many asked last; for one thread at a time."""

    def __init__(self, endpoint: Endpoint, most: int = 64) -> None:
        self._endpoint = endpoint
        self._most = most
        self._known: OrderedDict[Question, Answer] = OrderedDict()

    @property
    def base(self) -> str:
        """Return the base IRI of the data, without a slash at the end."""
        return self._endpoint.base

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer to the query; raises QueryError when it is refused, EndpointError when nobody answers."""
        question = Question(query, formats, dataset)
        found = self._known.get(question)
        if found is None:
            found = self._endpoint.answer(query, formats, dataset)
            self._remember(question, found)
        else:
            self._known.move_to_end(question)
        return found

    def _remember(self, question: Question, answer: Answer) -> None:
        if len(answer.body) <= _LARGEST:
            self._known[question] = answer
        if len(self._known) > self._most:
            self._known.popitem(last=False)
