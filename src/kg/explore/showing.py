"""How things look in Python: tables of text, and HTML for notebooks that stands by itself."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.explore.values import Native
from kg.publish.chart import Drawing
from kg.publish.facts import Evidence
from kg.publish.library import Language
from kg.publish.words import words
from kg.store.formats import prefixes
from kg.terms import BASE

MOST_ROWS = 20
"""The rows of an answer that a notebook shows."""

_MOST_LINES = 10
_WIDEST = 36
_LINE = 120
_LONGEST = 200
_WEB = re.compile(r"https?://[^\s<>\"]+")
_NOWHERE = f"{BASE}/"


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart; a notebook shows it, and `html` is its text."""

    drawing: Drawing
    language: Language

    def __repr__(self) -> str:
        """Return what is drawn, in words."""
        return f"<chart of {len(self.drawing.figures)} figures: {self.drawing.title}>"

    @property
    def html(self) -> str:
        """Return the chart as HTML with its drawing (SVG) and the same figures as a table."""
        return html("chart.html", drawing=self.drawing, w=words(self.language))

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in a table: its text, what it stands for in full, where it leads to, and whether it is a number."""

    text: str
    full: str = ""
    href: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """The places where facts stand, numbered in the order in which they are first told."""

    places: list[Evidence]

    def of(self, evidence: Collection[Evidence]) -> list[int]:
        """Return the numbers of these places, which are added when they are new."""
        for each in evidence:
            if each not in self.places:
                self.places.append(each)
        return sorted(self.places.index(each) + 1 for each in set(evidence))


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("kg.explore"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def html(template: str, **values: object) -> str:
    """Return a template of this package with its values."""
    return _templates().get_template(template).render(values)


def answer_html(columns: Sequence[str], rows: Sequence[Mapping[str, Native]], base: str) -> str:
    """Return the first rows of an answer as a table."""
    shown = [[_shown(row[name], base) for name in columns] for row in rows[:MOST_ROWS]]
    return html("answer.html", columns=columns, rows=shown, total=len(rows))


def preview(columns: Sequence[str], rows: Sequence[Mapping[str, Native]], base: str) -> str:
    """Return the first rows of an answer as a table of text, a long value cut short.

    >>> print(preview(["goal", "year"], [{"goal": f"{BASE}/id/doel/werk", "year": 2018}, {"goal": None, "year": 2019}], BASE))
    2 rows, 2 columns
    goal       year
    doel:werk  2018
               2019
    """
    lines = [list(columns), *([_cut(_shown(row[name], base).text, _WIDEST) for name in columns] for row in rows[:_MOST_LINES])]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    kept = sum(total <= _LINE for total in accumulate(width + 2 for width in widths)) or 1
    end = "  …" if kept < len(columns) else ""
    table = ["  ".join(text.ljust(width) for text, width in zip(line, widths[:kept], strict=False)).rstrip() + end for line in lines]
    more = [f"… {len(rows) - _MOST_LINES} more rows"] if len(rows) > _MOST_LINES else []
    return "\n".join([f"{_count(len(rows), 'row')}, {_count(len(columns), 'column')}", *table, *more])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(value: Native, base: str) -> Shown:
    if value is None:
        return Shown("")
    if isinstance(value, str):
        short = shortened(value, base)
        return Shown(_cut(short, _LONGEST), value if short != value else "", web_link(value))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Shown(text, number=not isinstance(value, bool | date))


def _cut(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def shortened(text: str, base: str) -> str:
    """Return an IRI with our usual prefixes, or as its path below the base; any other text as it stands.

    >>> shortened("https://a.nl/id/doel/x", "https://a.nl"), shortened("https://a.nl/id/concept/rol/partner", "https://a.nl")
    ('doel:x', 'id/concept/rol/partner')
    """
    for name, namespace in prefixes(base).items():
        local = text.removeprefix(namespace)
        if local and local != text and "/" not in local:
            return f"{name}:{local}"
    return text.removeprefix(f"{base}/") if text.startswith(f"{base}/id/") else text


def web_link(text: str) -> str:
    """Return the text when it is an address on the web that leads somewhere, else nothing: the project's own base is an example."""
    return text if _WEB.fullmatch(text) and not text.startswith(_NOWHERE) else ""
