"""What the columns of a table in a document are called: which of its first rows name them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Texts = tuple[str, ...]

_NUMBER = re.compile(
    r"[€$+\-–(≥≤<>±*]*\s*\d[\d.,\s]*\s*(?:%|‰|x|k|mln\.?|miljoen|mld\.?|m[²³2]|km|ha|fte|ton|uur|euro)?\)?[*¹²³]?", re.IGNORECASE
)
_NO_NUMBER = re.compile(r"[-–—]|n\.?\s?v\.?\s?t\.?|n\.?\s?b\.?|pm|p\.m\.|onbekend|ja|nee|[x✓✔●○]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)?\d\d))?(?:\s*[*¹²³])?")
_LONGEST_NAME = 60
_MOST_HEADS = 4
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """The text in one cell, and how it is printed: bold or not, and in what colour (as the format tells it)."""

    text: str
    bold: bool = False
    colour: str = ""


def numeric(text: str) -> bool:
    """Tell whether a cell holds a quantity, or the sign that it has none.

    >>> [numeric(text) for text in ("€ 1.250,50", "- 12%", "n.v.t.", "2018", "Wonen")]
    [True, True, True, True, False]
    """
    return bool(_NUMBER.fullmatch(text) or _NO_NUMBER.fullmatch(text))


def names(heads: Sequence[Texts], width: int) -> Texts:
    """Return the name of each column: what the rows above it say, from the top, each thing once.

    >>> names([("", "2018", "2018"), ("Lasten", "begroot", "werkelijk")], 3)
    ('Lasten', '2018 › begroot', '2018 › werkelijk')
    """
    return tuple(" › ".join(dict.fromkeys(head[index] for head in heads if head[index])) for index in range(width))


def heads(lines: Sequence[Sequence[Entry]]) -> int:
    """Return how many of the first rows name the columns; every row has as many entries."""
    count = 0
    while count < min(_MOST_HEADS, len(lines) - 1) and _names_columns(lines[count], lines[count + 1 :]):
        count += 1
    if count or len(lines) < 2:  # noqa: PLR2004 - a row of names and one below it
        return count
    return int(len(lines[0]) > 2 and _usable(lines[0]))  # noqa: PLR2004 - two columns are often names and what they are


def texts(lines: Sequence[Sequence[Entry]]) -> tuple[Texts, ...]:
    """Return the texts of rows."""
    return tuple(tuple(cell.text for cell in line) for line in lines)


def _names_columns(line: Sequence[Entry], below: Sequence[Sequence[Entry]]) -> bool:
    """Tell whether a row names the columns: it is printed otherwise than most rows below it, or has words or years over quantities."""
    if sum(bool(cell.text) for cell in line) < min(2, len(line)) or any(len(cell.text) > 2 * _LONGEST_NAME for cell in line):
        return False
    return _stands_out(line, below) or _over_quantities(line, below)


def _usable(line: Sequence[Entry]) -> bool:
    """Tell whether most cells of a row hold something short that is no quantity."""
    filled = [cell.text for cell in line if cell.text]
    return len(filled) > _HALF * len(line) and all(len(text) <= _LONGEST_NAME and not numeric(text) for text in filled)


def _stands_out(line: Sequence[Entry], below: Sequence[Sequence[Entry]]) -> bool:
    """Tell whether all cells of a row are printed alike and most below it are not, and the row holds no quantities: a total does."""
    looks = {(cell.bold, cell.colour) for cell in line if cell.text}
    others = [(cell.bold, cell.colour) for other in below for cell in other if cell.text]
    quantities = [cell for cell in line if numeric(cell.text) and not _YEAR.fullmatch(cell.text)]
    return len(looks) == 1 and not quantities and sum(other in looks for other in others) < _HALF * len(others)


def _over_quantities(line: Sequence[Entry], below: Sequence[Sequence[Entry]]) -> bool:
    """Tell whether there is a short word or a year over the columns of quantities, and those are most columns."""
    measured = [index for index in range(1, len(line)) if _measured([other[index].text for other in below])]
    named = [line[index].text for index in measured if line[index].text]
    if len(measured) < _HALF * (len(line) - 1) or any(len(cell.text) > _LONGEST_NAME for cell in line):
        return False
    return bool(named) and all(_YEAR.fullmatch(name) or not numeric(name) for name in named) and not _only_years(line, below)


def _measured(found: Sequence[str]) -> bool:
    filled = [text for text in found if text]
    return bool(filled) and sum(numeric(text) for text in filled) >= _HALF * len(filled)


def _only_years(line: Sequence[Entry], below: Sequence[Sequence[Entry]]) -> bool:
    """Tell whether years are what the table holds, down each column and not above it."""
    years = [cell.text for other in (line, *below) for cell in other[1:] if cell.text]
    return len(below) > 1 and all(_YEAR.fullmatch(text) for text in years)
