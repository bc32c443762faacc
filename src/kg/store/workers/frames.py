"""What goes over the wire between the front and a worker: frames of a kind, a length and a body."""

import json
from enum import IntEnum
from struct import Struct

from kg.errors import LimitError, QueryError
from kg.store import Dataset, Formats, Question

HEAD = Struct("!BI")


class Kind(IntEnum):
    """What a frame holds."""

    ASK = 0
    """A question, and in how many seconds it must be answered."""
    WHOLE = 1
    """The media type and the whole answer."""
    FIRST = 2
    """The media type and the beginning of a long answer."""
    MORE = 3
    """A further piece of a long answer."""
    END = 4
    """The end of a long answer."""
    REFUSED = 5
    """Why there is no answer."""
    TOO_MUCH = 6
    """Which limit the answer ran into."""


LAST = frozenset({Kind.WHOLE, Kind.END, Kind.REFUSED, Kind.TOO_MUCH})
"""The kinds after which a worker is free again."""


def frame(kind: Kind, body: bytes = b"") -> bytes:
    """Return a frame as it goes over the wire."""
    return HEAD.pack(kind, len(body)) + body


def opening(kind: Kind, media_type: str, body: bytes) -> bytes:
    """Return the frame that begins an answer, or is the whole of it."""
    name = media_type.encode("ascii")
    return HEAD.pack(kind, len(name) + len(body) + 1) + bytes([len(name)]) + name + body


def opened(body: bytes) -> tuple[str, bytes]:
    """Return the media type and the bytes of a frame that begins an answer."""
    end = body[0] + 1
    return body[1:end].decode("ascii"), body[end:]


def asking(question: Question, left_s: float) -> bytes:
    """Return the frame that asks a question, to be answered in this many seconds."""
    dataset = question.dataset
    graphs = [dataset.default, dataset.named] if dataset else None
    formats = [question.formats.results, question.formats.graph]
    return frame(Kind.ASK, json.dumps([question.query, formats, graphs, left_s]).encode())


def asked(body: bytes) -> tuple[Question, float]:
    """Return the question of a frame, and the seconds left for it."""
    query, (results, graph), graphs, left_s = json.loads(body)
    dataset = Dataset(tuple(graphs[0]), tuple(graphs[1])) if graphs else None
    return Question(query, Formats(results, graph), dataset), left_s


def refusal(error: QueryError) -> bytes:
    """Return the frame that says why a query is refused."""
    return frame(Kind.REFUSED, json.dumps([str(error), error.line, error.column, error.text]).encode())


def excess(error: LimitError) -> bytes:
    """Return the frame that says which limit was met."""
    return frame(Kind.TOO_MUCH, json.dumps([str(error), error.limit]).encode())


def told(kind: Kind, body: bytes) -> QueryError | LimitError:
    """Return the error that a frame of kind REFUSED or TOO_MUCH tells."""
    parts = json.loads(body)
    return QueryError(*parts) if kind is Kind.REFUSED else LimitError(*parts)
