"""How much room a name takes: lines broken between words, by the widths of the letters in which it is set."""

import re
from collections.abc import Mapping
from functools import cache

from fontTools.ttLib import TTFont

from kg.publish.templating import Weight, letters

SIZE_PX = 13
LINE_PX = 17

_STRANGE = 1.0
"""How wide a letter is that the typeface lacks, in times its size: the browser takes it from another, which we do not know."""

_KERNING = 1.005
"""Letters are set a little closer or further apart by what stands beside them."""

_BREAKS = re.compile(r"[^\s/-]+[/-]*|[/-]+")


def width_px(text: str, size_px: float = SIZE_PX, weight: Weight = "regular") -> float:
    """Return how wide a text is in the typeface of the pages.

    >>> width_px("ill") < width_px("wow") < width_px("wow", weight="semibold")
    True
    """
    widths = _widths(weight)
    return sum(widths.get(letter, _STRANGE) for letter in text) * size_px * _KERNING


def lines(text: str, room_px: float) -> tuple[str, ...]:
    """Return the text as lines that fit the room, together the whole text; a word that is too long is split.

    >>> lines("Regionaal Bedrijventerrein Twente", 120)
    ('Regionaal ', 'Bedrijventerrein ', 'Twente')
    """
    found: list[str] = []
    for word in text.split():
        if found:
            found[-1] += " "
        for piece in _pieces(word, room_px):
            if found and width_px(found[-1] + piece) <= room_px:
                found[-1] += piece
            else:
                found.append(piece)
    return tuple(found)


@cache
def _widths(weight: Weight) -> Mapping[str, float]:
    """Return how wide each letter of the typeface is, in times its size."""
    with TTFont(letters(weight), lazy=True) as font:
        advances, unit = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def _pieces(word: str, room_px: float) -> list[str]:
    """Return a word whole when it fits, else broken after hyphens and slashes, else wherever it must."""
    if width_px(word) <= room_px:
        return [word]
    pieces = []
    for part in _BREAKS.findall(word):
        rest = part
        while width_px(rest) > room_px:
            fits = max(1, next(count for count in range(len(rest), 0, -1) if count == 1 or width_px(rest[:count]) <= room_px))
            pieces.append(rest[:fits])
            rest = rest[fits:]
        pieces.append(rest)
    return pieces
