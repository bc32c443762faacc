"""Sentences of a passage, with where they stand in it."""

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.ruling import words

_END = re.compile(r"(?<=[.!?;])[”\"’)]?\s+(?=[A-Z0-9“\"‘'•(➔])|\n{2,}|\t+|(?<=:)\s*\n")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; abbreviations and numbers do not end one.

    >>> text = "Samen met o.a. Saxion gestart. Eind 2018 gereed."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Samen met o.a. Saxion gestart.', 'Eind 2018 gereed.']
    """
    start = 0
    for found in _END.finditer(text):
        if not _abbreviated(text[start : found.start()]):
            yield start, found.start()
            start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _abbreviated(before: str) -> bool:
    word = before.rsplit(None, 1)[-1] if before.split() else ""
    return word.endswith(".") and _abbreviations().fullmatch(word.rstrip(".").strip("(")) is not None


@cache
def _abbreviations() -> re.Pattern[str]:
    """Return what matches a word after which a full stop ends no sentence: one of the list, or single letters with full stops."""
    return re.compile("|".join((*words("sentences", "abbreviation"), r"(?:[A-Z]\.)*[A-Z]")), re.IGNORECASE)
