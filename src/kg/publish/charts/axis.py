"""The axes of a chart: round numbers upwards, years sideways."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from kg.publish.words import Words

HEIGHT_PX = 300
_TOP_PX, _BOTTOM_PX = 16, 36  # room for the highest mark and for the years below the axis
_LEFT, _RIGHT = 4.0, 96.0  # of the width in per cent; the rest is for half a mark on either side
_MOST_LEVELS = 6
_MOST_YEARS = 8
_NEARLY_FLAT = 0.12
"""Below which share of the highest value the differences would be invisible on an axis from zero."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Round numbers from below the smallest value to above the largest, each as it is written; `start` is the first."""

    levels: tuple[tuple[float, str], ...]

    @property
    def start(self) -> float:
        """Return where the axis begins."""
        return self.levels[0][0]

    @property
    def from_zero(self) -> bool:
        """Tell whether zero is on the axis."""
        return self.start <= 0

    def height(self, number: float) -> float:
        """Return how far from the top, in pixels, a number stands."""
        low, high = self.levels[0][0], self.levels[-1][0]
        return round(_TOP_PX + (HEIGHT_PX - _TOP_PX - _BOTTOM_PX) * (1 - (number - low) / ((high - low) or 1.0)), 1)


def axis(numbers: Collection[float], words: Words) -> Axis:
    """Return the axis for some numbers: from zero, unless all are far above it and hardly differ.

    >>> from kg.publish.words import words
    >>> from kg.publish.library import Language
    >>> [[text for _, text in axis(each, words(Language.NL)).levels] for each in ([3, 18], [91.5, 96], [-2, 1])]
    [['0', '5', '10', '15', '20'], ['91', '92', '93', '94', '95', '96'], ['-2', '-1,5', '-1', '-0,5', '0', '0,5', '1']]
    """
    low, high = min(numbers), max(numbers)
    if not 0 < high - low < _NEARLY_FLAT * abs(high) or low < 0:
        low, high = min(0.0, low), max(0.0, high)
    step = _step(high - low)
    found = (
        round(number * step, 12) for number in range(math.floor(low / step), max(math.ceil(high / step), 1 + math.floor(low / step)) + 1)
    )
    return Axis(tuple((level, words.number(Decimal(repr(level)))) for level in found))


def _step(room: float) -> float:
    """Return the round number that goes at most so many times into this room."""
    rough = (room or 1.0) / _MOST_LEVELS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


@dataclass(frozen=True, slots=True)
class Years:
    """Years beside each other, as far apart as they are."""

    first: int
    last: int

    def place(self, year: int) -> float:
        """Return where a year stands, in per cent of the width.

        >>> [Years(2018, 2022).place(year) for year in (2018, 2020, 2022)], Years(2018, 2018).place(2018)
        ([4.0, 50.0, 96.0], 50.0)
        """
        room = self.last - self.first
        return round(_LEFT + (_RIGHT - _LEFT) * ((year - self.first) / room if room else 0.5), 2)

    @property
    def named(self) -> tuple[tuple[str, float], ...]:
        """Return the years that are written, no more than fit beside each other; the last is always one of them.

        >>> [name for name, _ in Years(2014, 2023).named]
        ['2015', '2017', '2019', '2021', '2023']
        """
        step = -(-(self.last - self.first + 1) // _MOST_YEARS)
        return tuple((str(year), self.place(year)) for year in sorted(range(self.last, self.first - 1, -step)))
