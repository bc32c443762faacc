"""The lines of a zone, and the sign or number that one begins with when it is an item of a list."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.read.pdf.marks import Box, Word, union
from kg.read.pdf.words import rows

_SIGNS = frozenset("•·∙●○◦▪▫■□◆◇►▶▸▹➔➜➢➤→⇒✓✔✗✘»›‣\u2043–—-*")
_GLUED = re.compile(r"([•●▪■□➔➢➤►▶✓✔‣\uE000-\uF8FF])(\w.*)")
_SIGN_FONTS = ("symbol", "wingding", "webding", "dingbat")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_CAPS_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its words without the mark of an item, that mark, and how most of it is printed.

    `left` is where the text begins and `start` where the mark does; without a mark they are the same.
    """

    words: tuple[Word, ...]
    page: int
    left: float
    start: float
    right: float
    baseline: float
    size: float
    bold: bool
    colour: int
    mark: str = ""

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def numbered(self) -> bool:
        """Whether the mark is a number or letter."""
        return bool(_NUMBER.fullmatch(self.mark))

    @property
    def box(self) -> Box:
        """The rectangle around its words."""
        return union([word.box for word in self.words])


def lines(words: Sequence[Word], page: int) -> Iterator[Line]:
    """Yield the lines of a zone from the top down; a sign that stands on a line of its own is the mark of the next."""
    alone: list[Word] = []
    for row in rows(words):
        found = [*alone, *_unglued(row)]
        alone = found if len(found) == 1 and _is_sign(found[0], None) else []
        if not alone:
            yield _line(found, page)
    if alone:
        yield _line(alone, page)


def in_capitals(text: str) -> bool:
    """Tell whether a text has capitals only, and enough of them to be a heading."""
    return text.isupper() and sum(letter.isalpha() for letter in text) >= _CAPS_LETTERS


def _line(row: Sequence[Word], page: int) -> Line:
    mark = row[0].text if len(row) > 1 and (_is_sign(row[0], row[1]) or _NUMBER.fullmatch(row[0].text)) else ""
    told = row[1:] if mark else row
    weights = Counter[float]()
    colours = Counter[int]()
    for word in told:
        weights[word.style.size] += len(word.text)
        colours[word.style.colour] += len(word.text)
    return Line(
        words=tuple(told),
        page=page,
        left=told[0].box.left,
        start=row[0].box.left,
        right=max(word.box.right for word in told),
        baseline=told[0].baseline,
        size=weights.most_common(1)[0][0],
        bold=all(word.style.bold for word in told if word.text[0].isalnum()) and told[0].style.bold,
        colour=colours.most_common(1)[0][0],
        mark=mark,
    )


def _is_sign(word: Word, following: Word | None) -> bool:
    """Tell whether a word is the sign of an item: a bullet, any sign of a font of signs, or the "o" Word prints as one."""
    if len(word.text) > 1:
        return False
    if word.text in _SIGNS or "\ue000" <= word.text <= "\uf8ff":
        return True
    if any(name in word.style.font.casefold() for name in _SIGN_FONTS):
        return True
    return word.text == "o" and following is not None and following.style.font != word.style.font


def _unglued(row: Sequence[Word]) -> list[Word]:
    """Return the words of a row, a bullet that is printed against the first word taken off it."""
    glued = _GLUED.fullmatch(row[0].text)
    if not glued:
        return list(row)
    width = (row[0].box.right - row[0].box.left) / len(row[0].text)
    sign = replace(row[0], text=glued[1], box=replace(row[0].box, right=row[0].box.left + width))
    rest = replace(row[0], text=glued[2], box=replace(row[0].box, left=row[0].box.left + width))
    return [sign, rest, *row[1:]]
