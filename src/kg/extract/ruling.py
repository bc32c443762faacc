"""The rules in rules/*.toml: patterns with a name, what they say, how sure they are, and examples that are tests.

Reasons that are no patterns, such as where something stands, are in rules/reasons.toml.

A pattern is a regular expression of Python; `«words»` in it stands for one of the words of that list in
the same file. Rules are tried in their order; letters count as the same in upper and lower case unless
the rule says `cased = true`. In a file with `anchored = true` a pattern matches at the begin of a text only.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.model.candidates import Reason

FOLDER = Path(__file__).parent / "rules"

_REASONS = "reasons"
_WORDS = re.compile(r"«(\w+)»")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `says` is what it makes of a match, in the words of its file; `weight` what it adds to the confidence.

    `why` tells a reviewer in Dutch and English what was seen. Each of `examples` matches, none of `others` does.
    """

    name: str
    says: str
    pattern: re.Pattern[str]
    weight: float
    why: tuple[str, str]
    examples: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched a text: where, and what its named groups hold (those that matched nothing left out)."""

    rule: Rule
    start: int
    end: int
    groups: tuple[tuple[str, str, int], ...]

    def group(self, name: str) -> str:
        """Return the text of a named group; empty when it matched nothing."""
        return next((text for each, text, _ in self.groups if each == name), "")

    def place(self, name: str) -> int:
        """Return where a named group begins in the text; the begin of the match when it matched nothing."""
        return next((start for each, _, start in self.groups if each == name), self.start)


@cache
def rules(file: str) -> tuple[Rule, ...]:
    """Return the rules of a file in rules/ (without .toml), in their order."""
    read = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    words = {name: _alternatives(listed) for name, listed in read.get("words", {}).items()}
    begin = "^" if read.get("anchored") else ""
    return tuple(_rule(told, words, begin) for told in read.get("rule", ()))


@cache
def _reasons() -> Mapping[str, Mapping[str, Any]]:
    """Return the reasons of rules/reasons.toml by name."""
    read = tomllib.loads((FOLDER / f"{_REASONS}.toml").read_text(encoding="utf-8"))
    return {told["name"]: told for told in read["reason"]}


def because(name: str) -> Reason:
    """Return the reason of this name in rules/reasons.toml, with its weight.

    >>> because("onder-doel")
    Reason(rule='onder-doel', weight=0.78)
    """
    return Reason(name, float(_reasons()[name]["weight"]))


def reasons() -> tuple[str, ...]:
    """Return the names of all reasons that are no rules."""
    return tuple(_reasons())


def why(name: str) -> tuple[str, str]:
    """Return what a rule or reason tells a reviewer, in Dutch and English; the name itself when there is none of that name."""
    told = _reasons().get(name)
    if told is not None:
        return told["nl"], told["en"]
    return next((rule.why for file in files() for rule in rules(file) if rule.name == name), (name, name))


def words(file: str, name: str) -> tuple[str, ...]:
    """Return a list of words of a rules file."""
    return tuple(tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))["words"][name])


def files() -> tuple[str, ...]:
    """Return the names of all files of rules."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml") if file.stem != _REASONS))


def _alternatives(listed: list[str]) -> str:
    return "(?:" + "|".join(listed) + ")"


def _rule(told: Mapping[str, Any], words: Mapping[str, str], begin: str) -> Rule:
    text = told["pattern"].strip().replace("\n", "")
    while _WORDS.search(text):
        text = _WORDS.sub(lambda found: words[found[1]], text)
    flags = re.NOFLAG if told.get("cased") else re.IGNORECASE
    return Rule(
        told["name"],
        told["says"],
        re.compile(f"{begin}(?:{text})", flags),
        float(told["weight"]),
        (told["nl"], told["en"]),
        tuple(told["examples"]),
        tuple(told.get("others", ())),
    )


def first(file: str, text: str) -> Match | None:
    """Return the match of the first rule of a file that matches at the begin of a text, or None."""
    for rule in rules(file):
        found = rule.pattern.match(text)
        if found:
            return _match(rule, found)
    return None


def every(file: str, text: str) -> Iterator[Match]:
    """Yield every match of every rule of a file anywhere in a text, rule by rule; matches of one rule do not overlap."""
    for rule in rules(file):
        for found in rule.pattern.finditer(text):
            yield _match(rule, found)


def _match(rule: Rule, found: re.Match[str]) -> Match:
    groups = tuple((name, text, found.start(name)) for name, text in found.groupdict().items() if text)
    return Match(rule, found.start(), found.end(), groups)
