"""Answers kept for who asks the same again: the least recently asked go first when there are too many bytes."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from kg.store import Dataset, Question

LARGEST = 1024 * 1024
"""A longer answer is not kept."""

_WORDS = ("now", "rand", "uuid", "struuid", "bnode", "service")
_CHANGING = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_OWN = 512
"""What an answer takes beside its bytes and its question."""
_OWN_IRI = 64

Key: TypeAlias = tuple[str, Dataset | None, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer, its media type and its strong entity tag; a `lasting` one is the same for all who ask the same of this release."""

    body: bytes
    media_type: str
    tag: str
    lasting: bool = True


class Answers:
    """The answers of one release, up to so many bytes in all."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def find(self, question: Question) -> Kept | None:
        """Return the answer when it is kept."""
        key = _key(question)
        kept = self._kept.get(key)
        if kept:
            self._kept.move_to_end(key)
        return kept

    def keep(self, question: Question, body: bytes, media_type: str) -> Kept:
        """Return the answer with its tag, kept for the next who asks, unless it may differ then."""
        lasting = len(body) <= LARGEST and not _changes(question.query)
        kept = Kept(body, media_type, f'"{sha256(body).hexdigest()[:32]}"', lasting)
        key = _key(question)
        if lasting and key not in self._kept:
            self._kept[key] = kept
            self._bytes += _size(key, kept)
            self._forget()
        return kept

    def clear(self) -> None:
        """Forget all answers, for what they tell of has changed."""
        self._kept.clear()
        self._bytes = 0

    def _forget(self) -> None:
        while self._bytes > self._most_bytes:
            key, kept = self._kept.popitem(last=False)
            self._bytes -= _size(key, kept)


def _changes(query: str) -> bool:
    """Tell whether the answer may be another next time."""
    lowered = query.lower()
    return any(word in lowered for word in _WORDS) and bool(_CHANGING.search(query))


def _key(question: Question) -> Key:
    return question.query, question.dataset, question.formats.results, question.formats.graph


def _size(key: Key, kept: Kept) -> int:
    query, dataset, *_ = key
    iris = [*dataset.default, *dataset.named] if dataset else []
    return 4 * len(query) + sum(4 * len(iri) + _OWN_IRI for iri in iris) + len(kept.body) + _OWN
