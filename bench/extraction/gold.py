"""What documents state by their readers: gold, one statement a line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wording import CONTAINED, nearness  # beside this file

PARTS: Mapping[str, tuple[str, ...]] = {
    "programma": ("name",),
    "doel": ("name",),
    "initiatief": ("name",),
    "organisatie": ("name",),
    "resultaat": ("name",),
    "deelname": ("organisation", "initiative", "role"),
    "verband": ("subject", "predicate", "object"),
    "stand": ("initiative", "status"),
    "looptijd": ("initiative", "start", "end"),
    "bedrag": ("initiative", "amount"),
    "bijdrage": ("organisation", "initiative", "amount"),
    "waarneming": ("indicator", "area", "kind of value", "year", "value"),
    "soort": ("initiative", "type"),
    "onder": ("goal", "goal it is part of"),
    "binnen": ("goal", "programme"),
    "van": ("result", "what it is of"),
    "eenheid": ("indicator", "unit"),
}
"""The kinds of statements, and what their parts are."""

THINGS = ("programma", "doel", "initiatief", "organisatie")
DETAILS: Mapping[str, str] = {"soort": "initiatief", "onder": "doel", "binnen": "doel", "van": "resultaat", "eenheid": "waarneming"}
"""Kinds that tell more of a thing: they are asked where gold tells them, of things that were found."""

_FEW_OF_A_RESULT = 4
_LISTED = {"deelname": 2, "stand": 1}
_DOCUMENT, _OBSERVED = re.compile(r"# (\w+): (.+)"), 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: its kind, and its parts, each with the wordings that are right; `optional` ones count neither way."""

    kind: str
    parts: tuple[tuple[str, ...], ...]
    optional: bool = False

    def __str__(self) -> str:
        """Return it as a line, each part by its first wording."""
        return " | ".join((self.kind, *(part[0] if part else "" for part in self.parts)))


@dataclass(frozen=True, slots=True)
class Gold:
    """What is told of a document itself, and what it states."""

    about: Mapping[str, str]
    statements: tuple[Statement, ...]


def gold(file: Path) -> Gold:
    """Return the gold of a file; raises ValueError naming the line that is none."""
    about: dict[str, str] = {}
    found: list[Statement] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if told := _DOCUMENT.fullmatch(line):
            about[told[1]] = told[2]
        elif line.strip():
            found.append(_statement(line, f"{file.name}, line {number}"))
    return Gold(about, tuple(_expanded(found)))


def fit(wanted: Statement, found: Statement, contained: int = CONTAINED) -> float:
    """Return how well a statement says what was wanted, from 0 (it says something else) to 1, by the part that fits least."""
    if wanted.kind != found.kind or len(wanted.parts) != len(found.parts):
        return 0.0
    return min(fits(wanted, found, contained))


def fits(wanted: Statement, found: Statement, contained: int = CONTAINED) -> list[float]:
    """Return for each part of two statements of one kind how well it fits, by its best wordings."""
    contained = min(contained, _FEW_OF_A_RESULT) if wanted.kind in {"resultaat", "van"} else contained
    pairs = zip(wanted.parts, found.parts, strict=True)
    return [max((nearness(one, other, contained) for one in ones for other in others), default=0.0) for ones, others in pairs]


def _expanded(found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements, the things in their parts with all wordings that the things' own lines give."""
    names: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for each in found:
        for wording in each.parts[0] if each.kind in (*THINGS, "resultaat") else ():
            names[wording] += each.parts[0]
    for each in found:
        yield each if each.kind in THINGS else Statement(each.kind, tuple(_named(part, names) for part in each.parts), each.optional)


def _named(part: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wording for one in part for wording in (one, *names.get(one, ()))))


def _statement(line: str, place: str) -> Statement:
    kind, *parts = (part.strip() for part in line.removeprefix("?").split("|"))
    if len(parts) != (_OBSERVED if kind == "waarneming" else len(PARTS.get(kind, ()))) or not parts:
        raise ValueError(f"{place}: no statement: {line}")
    read = _observed(parts) if kind == "waarneming" else [tuple(part.split(" / ")) for part in parts]
    if kind in _LISTED:
        read[_LISTED[kind]] = tuple(parts[_LISTED[kind]].split(", "))
    return Statement(kind, tuple(read), line.startswith("?"))


def _observed(parts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the parts of an observation; the area is `eigen`, with the kind of value behind it, or a group that is compared with."""
    name, areas, year, value = (tuple(part.split(" / ")) for part in parts)
    told = [area.partition(", ") if area.startswith("eigen") else (area, "", "") for area in areas]
    return [name, tuple(area for area, _, _ in told), tuple(kind for _, _, kind in told), year, value]
