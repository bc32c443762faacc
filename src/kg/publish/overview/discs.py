"""The islands as discs with their names in them: the picture for who runs no scripts."""

from dataclasses import dataclass

from kg.build.overview_file import Island
from kg.publish.facts import Text

_LETTER = 0.56
"""The width of a letter in its height, about."""
_SMALLEST = 17
_LARGEST = 60
_FEWEST = 9
"""Letters on a line."""


@dataclass(frozen=True, slots=True)
class Disc:
    """An island: its name in lines of a size, none when they do not fit, the link to its things and how many there are."""

    x: int
    y: int
    radius: int
    size: int
    lines: tuple[str, ...]
    name: Text
    href: str
    count: int


def disc(island: Island, name: Text, href: str, count: int) -> Disc:
    """Return an island with its name as large as it fits; below the name there is room for the number."""
    lines = wrapped(name.value, max(_FEWEST, max(map(len, name.value.split()), default=0)))
    widest = max(map(len, lines), default=1)
    size = int(min(_LARGEST, island.radius * 1.75 / (widest * _LETTER), island.radius * 1.5 / (1.15 * (len(lines) + 1))))
    return Disc(island.x, island.y, island.radius, size, lines if size >= _SMALLEST else (), name, href, count)


def wrapped(name: str, room: int) -> tuple[str, ...]:
    """Return a name as lines of whole words, each of at most so many letters where words allow.

    >>> wrapped("Platform Onderwijs, Werk en Inkomen", 10)
    ('Platform', 'Onderwijs,', 'Werk en', 'Inkomen')
    """
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
