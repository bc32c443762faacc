"""The overview of a release, as a file: everything in the network with its place, JSON out and in."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ReleaseError

OVERVIEW = "overview.json"
FORMAT = 1
"""The number of the way in which the file is laid out."""


@dataclass(frozen=True, slots=True)
class Island:
    """A disc of things that one organisation answers for: its path below /id, its name, and where it lies.

    The island of what nobody answers for has no path and no name.
    """

    path: str
    label: str
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing with its place; `island` and `themes` are places in their lists, `ties` is how many edges it has."""

    path: str
    kind: str
    label: str
    x: int
    y: int
    island: int
    ties: int
    themes: tuple[int, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A term or a theme: its IRI, of ours without the base, and what it is called."""

    iri: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Line:
    """An edge: between which two marks, which term names it (places in their lists), and the year of the claim, or 0."""

    source: int
    target: int
    term: int
    year: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole network with its places; islands from large to small, marks by path."""

    islands: tuple[Island, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    terms: tuple[Named, ...]
    themes: tuple[Named, ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return the smallest and the largest x and y of the islands."""
        if not self.islands:
            return (0, 0, 1, 1)
        return (
            min(each.x - each.radius for each in self.islands),
            min(each.y - each.radius for each in self.islands),
            max(each.x + each.radius for each in self.islands),
            max(each.y + each.radius for each in self.islands),
        )


def overview_json(told: Overview) -> str:
    """Return the overview as JSON: of each sort a list per property, for that is small and quick to read."""
    return _compact(
        {
            "format": FORMAT,
            "box": told.box,
            "islands": _columns(told.islands, Island),
            "marks": _columns(told.marks, Mark),
            "lines": _columns(told.lines, Line),
            "terms": _columns(told.terms, Named),
            "themes": _columns(told.themes, Named),
        }
    )


def read_overview(file: Path) -> Overview:
    """Return the overview in a file; raises ReleaseError when it is not as we write it."""
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ReleaseError(f"{file}: written in format {told['format']}, this software reads {FORMAT}")
        return Overview(
            tuple(Island(*each) for each in _rows(told["islands"], Island)),
            tuple(Mark(*each[:-2], *map(tuple, each[-2:])) for each in _rows(told["marks"], Mark)),
            tuple(Line(*each) for each in _rows(told["lines"], Line)),
            tuple(Named(*each) for each in _rows(told["terms"], Named)),
            tuple(Named(*each) for each in _rows(told["themes"], Named)),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{file}: no overview as we write it ({error}); delete the release and run kg build again") from error


def _columns(values: Sequence[object], of: type) -> dict[str, list[object]]:
    return {name: [getattr(value, name) for value in values] for name in of.__slots__}  # type: ignore[attr-defined]


def _rows(columns: dict[str, list[Any]], of: type) -> Iterable[tuple[Any, ...]]:
    return zip(*(columns[name] for name in of.__slots__), strict=True)  # type: ignore[attr-defined]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
