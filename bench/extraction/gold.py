"""What documents state by their readers: gold, one statement a line, and candidates in the same shape."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model.candidates import THINGS, Candidate, Kind

GROUPS: Mapping[str, tuple[str, ...]] = {
    "goals": ("doel",),
    "organisations": ("organisatie",),
    "figures": ("bedrag", "bijdrage", "waarneming"),
    "initiatives": ("initiatief",),
    "links": ("deelname", "verband"),
}
AIMS: Mapping[str, float] = {"goals": 0.90, "organisations": 0.90, "figures": 0.90, "initiatives": 0.80, "links": 0.75}
_SORTS = [
    "project",
    "pilot",
    "programma",
    "campagne",
    "traject",
    "initiatief",
    "actie",
    "gemeente",
    "netbeheerder",
    "ontwikkelaar",
    "zorgverzekeraar",
    "woningcorporatie",
]
_SMALL = ["de", "het", "een", "van", "voor", "en", "in", "op", "aan", "te", "om", "bij", "met", "door", "onze", "wij", "we", "dat"]
_KINDS = {
    Kind.PROGRAMME: "programma",
    Kind.GOAL: "doel",
    Kind.INITIATIVE: "initiatief",
    Kind.ORGANISATION: "organisatie",
    Kind.RESULT: "resultaat",
    Kind.PARTICIPATION: "deelname",
    Kind.LINK: "verband",
    Kind.STATUS: "stand",
    Kind.PERIOD: "looptijd",
    Kind.OBSERVATION: "waarneming",
}
_CELLS = {
    "resultaat": ("name",),
    "deelname": ("organisation", "initiative", "role"),
    "verband": ("subject", "predicate", "object"),
    "stand": ("id", "status"),
    "looptijd": ("id", "start", "end"),
    "bedrag": ("id", "budget_eur"),
    "bijdrage": ("organisation", "initiative", "amount_eur"),
}
KINDS = (*_KINDS.values(), "bedrag", "bijdrage")


@dataclass(frozen=True)
class Statement:
    """A statement: its kind, and its parts, each with the wordings that are right; `optional` ones count neither way."""

    kind: str
    parts: tuple[tuple[str, ...], ...]
    optional: bool = False

    def __str__(self) -> str:
        """Return it as a line, each part by its first wording."""
        return " | ".join((self.kind, *(part[0] if part else "" for part in self.parts)))


@dataclass(frozen=True)
class Gold:
    """What is told of a document itself, and what it states."""

    about: Mapping[str, str]
    statements: tuple[Statement, ...]


def gold(file: Path) -> Gold:
    """Return the gold of a file; raises ValueError naming the line that is none."""
    about: dict[str, str] = {}
    found: list[Statement] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if told := re.match(r"# (\w+): (.+)", line):
            about[told[1]] = told[2]
        elif line.strip():
            found.append(_statement(line, f"{file.name}, line {number}"))
    return Gold(about, tuple(_expanded(found)))


def _expanded(found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements, their parts with all wordings that the line of the thing itself gives."""
    names = {wording: each.parts[0] for each in found if each.kind in _THINGS for wording in each.parts[0]}
    for each in found:
        parts = tuple(tuple(dict.fromkeys(w for one in part for w in (one, *names.get(one, ())))) for part in each.parts)
        yield Statement(each.kind, parts, each.optional)


def _statement(line: str, place: str) -> Statement:
    kind, *parts = (part.strip() for part in line.removeprefix("?").split("|"))
    if kind not in KINDS or not parts:
        raise ValueError(f"{place}: no statement: {line}")
    options = tuple(tuple(each.strip() for each in re.split(r" / |, (?=[a-z-]+$)|(?<=^eigen), ", part)) for part in parts)
    return Statement(kind, _observed(parts) if kind == "waarneming" else options, line.startswith("?"))


def _observed(parts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the parts of an observation: indicator, area or group, kind of value, year, value."""
    name, area, year, value = parts
    area, _, kind = area.partition(", ") if area.startswith("eigen") else (area, "", "")
    return (tuple(re.split(r" / ", name)), (area,), (kind,), (year,), (value,))


def stated(found: Iterable[Candidate], names: Mapping[str, str]) -> Iterator[Statement]:
    """Yield candidates as statements; `names` are those of the graph's things by id."""
    listed = list(found)
    called = {**names, **{each.row["id"]: each.row["name"] for each in listed if each.kind in THINGS}}
    for each in listed:
        row = each.row
        if each.kind is Kind.INDICATOR:
            continue
        kind = _KINDS.get(each.kind) or ("bijdrage" if row["amount_eur"] else "bedrag")
        if kind == "waarneming":
            own = row["area"] != row["comparison"]
            area, sort = ("eigen", row["comparison"]) if own else (row["area"], "")
            yield Statement(kind, ((called.get(row["indicator"], ""),), (area,), (sort,), (row["year"],), (row["value"],)))
        else:
            cells = _CELLS.get(kind, ("name",))
            yield Statement(kind, tuple((called.get(row[cell], row[cell]),) for cell in cells))


def alike(first: Statement, second: Statement, within: int = 6) -> bool:
    """Tell whether two statements say the same, part by part, by any of their wordings; an empty part of the gold asks nothing."""
    if first.kind != second.kind or len(first.parts) != len(second.parts):
        return False
    within = min(within, _FEW) if first.kind == "resultaat" else within
    pairs = zip(first.parts, second.parts, strict=True)
    return all(any(same(one, other, within) for one in ones for other in others) for ones, others in pairs)


def same(first: str, second: str, within: int = 6) -> bool:
    """Tell whether two wordings are of one thing: most of their words are the same, without words for its sort and small words.

    A wording of at least `within` words counts as another that holds all of them.

    >>> same("Project Zon op Daken", "Zon op Daken"), same("12.5", "12,5"), same("2018", "2019")
    (True, False, False)
    """
    if first == second:
        return True
    one, other = _words(first), _words(second)
    if not one or not other or all(re.fullmatch(r"[0-9.,]+", each) for each in (first, second)):
        return False
    shorter, longer = sorted((one, other), key=len)
    return len(one & other) / max(len(one), len(other)) >= _MOSTLY or (len(shorter) >= within and shorter <= longer)


_THINGS = frozenset({"programma", "doel", "initiatief", "organisatie"})
_MOSTLY, _FEW = 0.75, 4


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = set(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
    return frozenset(found - set(_SMALL) - set(_SORTS)) or frozenset(found)
