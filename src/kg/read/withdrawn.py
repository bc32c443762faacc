"""Why things are no longer in the graph: data/withdrawn.csv, written by who keeps the graph."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from kg.errors import Problem, WithdrawalError
from kg.read.sheets import Sheet, sheets
from kg.terms import KINDS, SLUG

COLUMNS = ("thing", "instead", "how", "reason_nl", "reason_en")

Line: TypeAlias = tuple[int, dict[str, str]]

_PATH = re.compile(rf"(?:{'|'.join(KINDS)})(?:/{SLUG.pattern}){{1,2}}")


class How(StrEnum):
    """How a thing came to be withdrawn: taken up in another, followed by another, or just gone."""

    MERGED = "merged"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of a thing (`kind/slug`): how it went, where its readers should go instead ("" for nowhere), and why.

    `row` is where the table says so.
    """

    thing: str
    instead: str
    how: How
    reason_nl: str
    reason_en: str
    row: int


def withdrawals(file: Path) -> tuple[Withdrawal, ...]:
    """Return what the table says, by thing; `instead` is where a chain of withdrawn things ends.

    Raises WithdrawalError with all that is wrong: an unknown column, kind or way to go, a thing named twice,
    one that is merged or replaced without saying into what, or a chain that comes back to where it began.
    """
    (sheet,) = sheets(file)
    _refuse([*sheet.problems, *_header_problems(sheet)])
    lines = _lines(sheet)
    _refuse([problem for line in lines for problem in _problems(sheet.origin, line)])
    nexts = {line["thing"]: line["instead"] for _, line in lines}
    _refuse([*_repeated(sheet.origin, lines), *_loops(sheet.origin, lines, nexts)])
    return tuple(sorted((_withdrawal(line, nexts) for line in lines), key=lambda each: each.thing))


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise WithdrawalError(tuple(problems))


def _header_problems(sheet: Sheet) -> Iterator[Problem]:
    header = sheet.records[0][1] if sheet.records else []
    for name in header:
        if name not in COLUMNS:
            yield Problem(sheet.origin, 1, name or "(no name)", f"no such column; the columns are {', '.join(COLUMNS)}")
    for name in ("thing", "how"):
        if name not in header and not sheet.problems:
            yield Problem(sheet.origin, 1, name, "this column is missing")


def _lines(sheet: Sheet) -> list[Line]:
    """Return the rows below the header, each with its number and a text for every column."""
    (_, header), *records = sheet.records
    return [(number, dict.fromkeys(COLUMNS, "") | dict(zip(header, cells, strict=False))) for number, cells in records]


def _problems(origin: str, line: Line) -> Iterator[Problem]:
    number, cells = line
    for name in ("thing", "instead"):
        if (cells[name] or name == "thing") and not _PATH.fullmatch(cells[name]):
            yield Problem(origin, number, name, f"{cells[name]!r} names no thing; write it as in initiatief/regiodeal-twente")
    if cells["how"] not in set(How):
        yield Problem(origin, number, "how", f"{cells['how']!r} is not {', '.join(How)}")
    elif cells["how"] != How.WITHDRAWN and not cells["instead"]:
        yield Problem(origin, number, "instead", f"is empty; what is {cells['how']} has something in its place")


def _repeated(origin: str, lines: Sequence[Line]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, cells in lines:
        if first.setdefault(cells["thing"], number) != number:
            yield Problem(origin, number, "thing", f"same as row {first[cells['thing']]}; a thing goes once")


def _loops(origin: str, lines: Sequence[Line], nexts: Mapping[str, str]) -> Iterator[Problem]:
    for number, cells in lines:
        chain = _chain(cells["thing"], nexts)
        if chain[-1] in chain[:-1]:
            yield Problem(origin, number, "instead", f"goes round in a circle: {' → '.join(chain)}")


def _chain(thing: str, nexts: Mapping[str, str]) -> list[str]:
    """Return the thing, what stands in its place, what stands in the place of that, and so on; a circle ends where it closes.

    >>> _chain("doel/a", {"doel/a": "doel/b", "doel/b": "doel/c"}), _chain("doel/a", {"doel/a": "doel/a"})
    (['doel/a', 'doel/b', 'doel/c'], ['doel/a', 'doel/a'])
    """
    chain = [thing]
    while nexts.get(chain[-1]) and chain[-1] not in chain[:-1]:
        chain.append(nexts[chain[-1]])
    return chain


def _withdrawal(line: Line, nexts: Mapping[str, str]) -> Withdrawal:
    number, cells = line
    _, *after = _chain(cells["thing"], nexts)
    return Withdrawal(cells["thing"], after[-1] if after else "", How(cells["how"]), cells["reason_nl"], cells["reason_en"], number)
