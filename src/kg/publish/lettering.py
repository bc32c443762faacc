"""How much room a name takes: lines broken between words, from an estimate of the width of its letters."""

import re

SIZE_PX = 13
LINE_PX = 17

_NARROW = frozenset("iljtfrI.,:;'!|()[]-’ ")
_WIDE = frozenset("mwMW@%&")
_SAFETY = 1.08  # system fonts differ
_BREAKS = re.compile(r"[^\s/-]+[/-]*|[/-]+")


def width_px(text: str) -> float:
    """Return about how wide a text is, rather too wide than too narrow.

    >>> width_px("ill") < width_px("wow")
    True
    """
    return sum(_letter(letter) for letter in text) * SIZE_PX * _SAFETY


def lines(text: str, room_px: float) -> tuple[str, ...]:
    """Return the text as lines that fit the room, together the whole text; a word that is too long is split.

    >>> lines("Regionaal Bedrijventerrein Twente", 150)
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


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE:
        return 0.88
    return 0.67 if letter.isupper() else 0.55


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
