"""The lines of a text as they stand in it: where each begins, how far it is indented, and its bullet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.passages import Stretch

_LINE = re.compile(r"[^\n\f]*(?:\n|\f|$)")
_BULLET = re.compile(r"(?:[•◦▪▫■□‣●○·∙➔➢➤→✓✔☑❖*+\-–—\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\s{1,3}\S))[ \t\xa0]+(?=\S)")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}[.)])[ \t\xa0]+(?=\S)")
_RULE = re.compile(r"[=_*~\-–—]{3,}|(?:[*\-_] ){2,}[*\-_]")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where its text stands without the white space around it, its indent, and how long its bullet or number is.

    `page` counts the form feeds before it, from 1, and is 0 in a text without any.
    """

    text: str
    stretch: Stretch
    indent: int
    page: int
    bullet: int = 0
    number: int = 0

    @property
    def marked(self) -> int:
        """Return how many signs its bullet or number has, with the space after it."""
        return self.bullet or self.number

    @property
    def blank(self) -> bool:
        """Return whether it says nothing."""
        return not self.text

    @property
    def ruled(self) -> bool:
        """Return whether it is a rule, drawn with signs."""
        return bool(_RULE.fullmatch(self.text))


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text, blank ones too."""
    page = 1 if "\f" in text else 0
    for found in _LINE.finditer(text):
        raw = found[0].rstrip("\n\f")
        said = raw.strip()
        start = found.start() + len(raw) - len(raw.lstrip())
        indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(_TAB))
        bullet, number = _BULLET.match(said), _NUMBER.match(said)
        yield Line(said, Stretch(start, start + len(said)), indent, page, len(bullet[0]) if bullet else 0, len(number[0]) if number else 0)
        page += "\f" in found[0]
