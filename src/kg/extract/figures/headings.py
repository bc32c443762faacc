"""What the columns of a table of figures hold, by their headings."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.about import Setting
from kg.extract.naming import squashed
from kg.extract.ruling import first

_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![0-9])")
_EDGES = " \t–-—:;,./()[]'’*"
_KINDS = {
    "target": "streefwaarde",
    "ambition": "ambitie",
    "budget": "begroting",
    "estimate": "raming",
    "expectation": "verwachting",
}


class Holds(StrEnum):
    """What a column of a table of figures holds."""

    NAME = "name"
    UNIT = "unit"
    YEAR = "year"
    VALUE = "value"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds; of one with values the year, the kind of value, and the area when it is not the publisher's own."""

    holds: Holds
    year: str = ""
    kind: str = ""
    group: str = ""


def heading(text: str, setting: Setting) -> Heading:
    """Return what a column of this heading holds: each part of it, of several header rows, adds what it tells."""
    found_years = set(_YEAR.findall(text))
    if len(found_years) > 1:
        return Heading(Holds.NOTHING)
    year = found_years.pop() if found_years else ""
    told = Heading(Holds.VALUE, year) if year else Heading(Holds.NOTHING)
    for piece in text.split(" › "):
        told = _with(told, _YEAR.sub(" ", piece).strip(_EDGES), setting)
    return told


def _with(told: Heading, words: str, setting: Setting) -> Heading:
    """Return what is told of a column with what some words of its heading say."""
    words = re.sub(r"\s+", " ", words)
    if not words:
        return told
    if squashed(words) in {squashed(setting.owner_name), squashed(setting.place)}:
        return Heading(Holds.VALUE, told.year, told.kind)
    found = first("columns", words)
    return _said(told, found.rule.says if found else "", words)


def _said(told: Heading, says: str, words: str) -> Heading:
    if says == "source":
        return Heading(Holds.NOTHING)
    if says in {"name", "unit", "year"}:
        return told if told.year else Heading(Holds(says))
    if says == "group":
        return Heading(Holds.VALUE, told.year, told.kind, words)
    return Heading(Holds.VALUE, told.year, _KINDS.get(says, told.kind), told.group) if says else told
