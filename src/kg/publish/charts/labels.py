"""Names beside the lines of a chart, each as near to its line as the others leave room for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.publish.charts.axis import HEIGHT_PX
from kg.publish.focus.lettering import lines, width_px

WIDTH_PX = 176
_LINE_PX = 16
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A name of one or more lines of text: `y` is where its first line stands, in pixels from the top."""

    lines: tuple[str, ...]
    y: float
    number: int


def apart(wanted: Iterable[tuple[str, float, int]]) -> tuple[Label, ...]:
    """Return labels for texts at these heights, with the number of their lines, moved until none covers another.

    >>> [(label.lines[0], label.y) for label in apart([("Almelo", 100, 1), ("Borne", 104, 2)])]
    [('Almelo', 104), ('Borne', 120)]
    """
    found = [(broken(text), y, number) for text, y, number in sorted(wanted, key=lambda each: (each[1], each[2]))]
    tops: list[float] = []
    free = 0.0
    for said, y, _ in found:
        tops.append(max(free, y - _LINE_PX * len(said) / 2))
        free = tops[-1] + _LINE_PX * len(said)
    end: float = HEIGHT_PX
    for place in range(len(found) - 1, -1, -1):
        tops[place] = max(0.0, min(tops[place], end - _LINE_PX * len(found[place][0])))
        end = tops[place]
    return tuple(Label(said, round(top + 12), number) for (said, _, number), top in zip(found, tops, strict=True))


@lru_cache(maxsize=4096)
def broken(text: str, room_px: float = WIDTH_PX, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Return a text as at most so many lines that fit; what does not ends in an ellipsis.

    >>> broken("Grootteklasse 50.000-100.000 inwoners")
    ('Grootteklasse 50.000-100.000', 'inwoners')
    >>> broken("een heel lange naam die niet past", 70, 2)[-1][-1]
    '…'
    """
    found = [line.strip() for line in lines(text, room_px)]
    if len(found) <= most:
        return tuple(found)
    last = found[most - 1]
    while width_px(f"{last}…") > room_px:
        last = last[:-1]
    return (*found[: most - 1], f"{last.rstrip()}…")
