"""Which paragraphs are headings, and of what rank: by size, weight, capitals and colour against the body text, by number, by bookmark."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.read.pdf.lines import in_capitals
from kg.read.pdf.paragraphs import Paragraph

_LARGER = 1.12
_MUCH_LARGER = 1.35
_LONGEST = 150
_LONGEST_BOLD = 120
_LONGEST_PLAIN = 90
_MOST_LINES = 4
_MOST_BOLD_LINES = 2
_NUMBERED = re.compile(r"(?:hoofdstuk|deel|paragraaf|chapter)?\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S", re.IGNORECASE)
_DEEP_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_].*[^.;,]")


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a document is printed."""

    size: float
    colour: int


Look = tuple[float, bool, bool, bool]
"""How a heading is printed: minus its size (so that the largest comes first), and not capitals, not bold, not coloured."""


def body(found: Iterable[Paragraph]) -> Body:
    """Return how most of the text is printed that stands in paragraphs."""
    counted = Counter[tuple[float, int]]()
    for paragraph in found:
        for line in paragraph.lines:
            counted[line.size, line.colour] += 0 if line.bold else len(line.text)
    size, colour = max(counted, key=lambda look: (counted[look], -look[0])) if counted else (10.0, 0)
    return Body(size, colour)


def is_heading(paragraph: Paragraph, usual: Body, outlined: frozenset[str]) -> bool:
    """Tell whether a paragraph is a heading."""
    text = titled(paragraph)
    if len(text) > _LONGEST or len(paragraph.lines) > _MOST_LINES or not any(letter.isalpha() for letter in text):
        return False
    if "".join(text.split()).casefold() in outlined:
        return True
    if paragraph.first.mark and not paragraph.first.numbered:
        return False
    return _larger(paragraph, text, usual) or _heavier(paragraph, text, usual) or _plain_heading(paragraph, text, usual)


def titled(paragraph: Paragraph) -> str:
    """Return the text of a heading, with its number.

    A number such as "1." is taken for the mark of an item until it turns out to be that of a heading.
    """
    return f"{paragraph.first.mark} {paragraph.text}" if paragraph.first.numbered else paragraph.text


def look(paragraph: Paragraph, usual: Body) -> Look:
    """Return how a heading is printed."""
    return (-paragraph.first.size, not in_capitals(paragraph.text), not paragraph.bold, paragraph.first.colour == usual.colour)


def ranks(found: Sequence[tuple[Look, str]]) -> list[int]:
    """Return the rank of each heading, by how it is printed; among those printed alike, by how deep its number is.

    >>> look, small = (-14.0, True, False, True), (-10.0, True, False, True)
    >>> ranks([(look, "2 Wonen"), (look, "2.1 Doelen"), (small, "Wat doen we?"), (look, "3 Zorg")])
    [1, 2, 3, 1]
    """
    depths: defaultdict[Look, list[int]] = defaultdict(list)
    for printed, text in found:
        depths[printed].extend(depth for depth in [_depth(text)] if depth)
    base = _bases({printed for printed, _ in found}, depths)
    return [base[printed] + max(0, _depth(text) - min(depths[printed], default=0)) * bool(_depth(text)) for printed, text in found]


def _bases(looks: Iterable[Look], depths: Mapping[Look, Sequence[int]]) -> dict[Look, int]:
    """Return the first rank of each way to print a heading, the largest first."""
    base: dict[Look, int] = {}
    following = 1
    for printed in sorted(looks):
        base[printed] = following
        known = depths.get(printed, ())
        following += 1 + (max(known) - min(known) if known else 0)
    return base


def _depth(text: str) -> int:
    """Return how many steps the number of a heading has; 0 without number.

    >>> [_depth(text) for text in ("Doelen", "1. Wonen", "2.1.1 Innoveren", "Hoofdstuk 3 Zorg")]
    [0, 1, 3, 1]
    """
    number = _NUMBERED.match(text)
    return number[1].count(".") + 1 if number else 0


def _larger(paragraph: Paragraph, text: str, usual: Body) -> bool:
    ratio = paragraph.first.size / usual.size
    return ratio >= _MUCH_LARGER or (ratio >= _LARGER and not text.endswith((".", ";", ",")))


def _heavier(paragraph: Paragraph, text: str, usual: Body) -> bool:
    """Tell whether a short paragraph is wholly bold, and no sentence."""
    if paragraph.first.size < 0.9 * usual.size or text.endswith((".", ";", ",")):
        return False
    return paragraph.bold and len(text) <= _LONGEST_BOLD and len(paragraph.lines) <= _MOST_BOLD_LINES


def _plain_heading(paragraph: Paragraph, text: str, usual: Body) -> bool:
    """Tell whether a line alone is a heading by its number, its capitals or its colour."""
    if len(paragraph.lines) > 1 or paragraph.first.size < 0.95 * usual.size or len(text) > _LONGEST_PLAIN:
        return False
    if _DEEP_NUMBER.fullmatch(text) or in_capitals(text):
        return paragraph.apart
    coloured = paragraph.first.colour != usual.colour and all(word.style.colour != usual.colour for word in paragraph.first.words)
    return coloured and paragraph.apart and not text.endswith((".", ";", ","))
