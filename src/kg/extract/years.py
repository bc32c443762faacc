"""Years and periods that a text states."""

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)[0-9]{2}"
_SINGLE = re.compile(rf"(?<![0-9./-])({_YEAR})(?![0-9]|\s*[-–/]\s*(?:20)?[0-9]{{2}}\b)")
_DAY = r"(?:[0-9]{1,2}\s+)?(?:[a-z]{3,9}\s+)?"
_SPAN = re.compile(rf"(?<![0-9])({_YEAR})\s*(?:[-–/]|t/m|tot\s+en\s+met|tot|en)\s*{_DAY}({_YEAR})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Span:
    """A period as a text states it: begin and end as a fact table writes dates; either may be empty."""

    start: str
    end: str


def stated_year(text: str) -> str:
    """Return the one year a heading states; empty when it states none, several or a period.

    >>> stated_year("Behaalde resultaten in 2018:"), stated_year("Programma 2018-2022"), stated_year("Wat gaan we doen?")
    ('2018', '', '')
    """
    found = {year for year in _SINGLE.findall(text) if not _SPAN.search(text)}
    return found.pop() if len(found) == 1 else ""


def years(text: str) -> tuple[str, ...]:
    """Return all years in a text, in their order, each once.

    >>> years("van 2018 tot 2020, 1.500 euro")
    ('2018', '2020')
    """
    return tuple(dict.fromkeys(re.findall(rf"(?<![0-9.,])({_YEAR})(?![0-9]|,[0-9])", text)))


def span(text: str) -> Span | None:
    """Return the first period from one year to another that a text states.

    >>> span("looptijd 2019-2022"), span("in 2019")
    (Span(start='2019', end='2022'), None)
    """
    found = _SPAN.search(text)
    return Span(found[1], found[2]) if found and found[1] < found[2] else None
