"""What of a large overview is sent at a time: all in short, one mark for the things of a kind on an island, or one island."""

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from kg.build.overview_file import Island, Line, Mark, Overview, overview_json

MOST = 20_000
"""A picture shows so many marks at most."""

_ANGLES = MappingProxyType(
    {kind: number for number, kind in enumerate(("doel", "initiatief", "organisatie", "resultaat", "indicator", "programma"))}
)
_OUTWARDS = 0.56
_FILLED = 0.21


def in_short(told: Overview) -> bool:
    """Tell whether the overview holds more than a picture shows."""
    return len(told.marks) > MOST


def short_json(told: Overview) -> str:
    """Return the overview in short: per island a mark for each kind, `sizes` tells how many things it stands for."""
    counted = _counted(told, range(len(told.marks)))
    marks = tuple(_together(told.islands[island], island, kind, count) for (island, kind), count in sorted(counted.items()))
    short: dict[str, Any] = json.loads(overview_json(replace(told, marks=marks, lines=(), terms=(), themes=())))
    short["marks"]["sizes"] = [counted[mark.island, mark.kind] for mark in marks]
    short["marks"]["radii"] = [
        round(told.islands[mark.island].radius * _FILLED * math.sqrt(counted[mark.island, mark.kind] / _most(counted, mark.island)))
        for mark in marks
    ]
    return json.dumps(short, ensure_ascii=False, separators=(",", ":")) + "\n"


def sizes(told: Overview, found: Iterable[int]) -> list[int]:
    """Return, for each mark of the overview in short, how many of these marks it stands for."""
    counted = _counted(told, found)
    return [counted[each] for each in sorted(_counted(told, range(len(told.marks))))]


def _counted(told: Overview, found: Iterable[int]) -> Counter[tuple[int, str]]:
    return Counter((told.marks[number].island, told.marks[number].kind) for number in found)


def _most(counted: Counter[tuple[int, str]], island: int) -> int:
    return max(count for (other, _), count in counted.items() if other == island)


def _together(island: Island, number: int, kind: str, count: int) -> Mark:
    angle = math.tau * _ANGLES[kind] / len(_ANGLES)
    x, y = (
        round(middle + island.radius * _OUTWARDS * turned) for middle, turned in ((island.x, math.cos(angle)), (island.y, math.sin(angle)))
    )
    return Mark("", kind, "", x, y, number, count)


def island_part(told: Overview, number: int, found: Iterable[int] | None = None) -> Overview:
    """Return one island with its marks (of those found, when given) and the lines between them: of too many those with most ties."""
    among = range(len(told.marks)) if found is None else found
    own = [place for place in among if told.marks[place].island == number]
    kept = sorted(sorted(own, key=lambda place: (-told.marks[place].ties, place))[:MOST])
    numbers = {place: new for new, place in enumerate(kept)}
    marks = tuple(replace(told.marks[place], island=0) for place in kept)
    lines = tuple(
        Line(numbers[line.source], numbers[line.target], line.term, line.year)
        for line in told.lines
        if line.source in numbers and line.target in numbers
    )
    return replace(told, islands=(told.islands[number],), marks=marks, lines=lines)
