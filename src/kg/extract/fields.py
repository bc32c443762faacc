"""Labels with a value in running text: "Trekker: provincie Overijssel. Status: loopt Gereed: 2022"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.masking import Sentence
from kg.extract.ruling import Rule, first

_START = re.compile(r"^\W*(?=\w)|(?<=[\s.;|])(?=[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,3}\s*(?::|\t))")
_LONG = 12
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value: the rule that knows the label, the value, and where both begin and the value ends in the text."""

    rule: Rule
    value: str
    begin: int
    start: int
    end: int

    def covers(self, start: int) -> bool:
        """Tell whether a place in the text is in the label or its value."""
        return self.begin <= start < self.end


def fields(text: str) -> tuple[Field, ...]:
    """Return the labels with values in a text; of a long value its first sentence.

    >>> [(each.rule.says, each.value) for each in fields("Status: loopt volgens planning Budget: € 210.000")]
    [('status', 'loopt volgens planning'), ('budget', '€ 210.000')]
    """
    found = list(_labels(text))
    ends = [*(begin for begin, _ in found[1:]), len(text)][: len(found)]
    return tuple(_field(text, label, end) for label, end in zip(found, ends, strict=True))


def _labels(text: str) -> Iterator[tuple[int, Rule]]:
    """Yield where each label begins, and the rule that knows it."""
    for place in _START.finditer(text):
        known = first("fields", text[place.end() :].replace("\n", " "))
        if known is not None:
            yield place.end(), known.rule


def _field(text: str, label: tuple[int, Rule], end: int) -> Field:
    begin, rule = label
    found = rule.pattern.match(text[begin:end].replace("\n", " "))
    start = begin + found.start("value") if found else begin
    value = text[start:end]
    sentence = _SENTENCE.search(value)
    if sentence and len(value.split()) > _LONG:
        value = value[: sentence.start()]
    kept = value.rstrip(" \t\n.;|")
    return Field(rule, kept, begin, start, start + len(kept))


def outside(sentences: Iterable[Sentence], found: tuple[Field, ...]) -> Iterator[Sentence]:
    """Yield the sentences that are not those of labels."""
    yield from (each for each in sentences if not any(field.covers(each.start) for field in found))
