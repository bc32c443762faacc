"""The reasons of withdrawals in a release: withdrawn.json, from data/withdrawn.csv."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import Problem, ReleaseError, WithdrawalError
from kg.read.withdrawn import How, Withdrawal
from kg.terms import BASE

WITHDRAWN = "withdrawn.json"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a thing is no longer there: how it went, what stands in its place (`kind/slug`, "" for nothing), and why, per language."""

    how: How
    instead: str
    reasons: Mapping[str, str]


def refuse_unsound(gone: Sequence[Withdrawal], graph: bytes, origin: str) -> None:
    """Raise WithdrawalError when a withdrawn thing is still in the graph, or what stands in its place is nowhere."""
    if not gone:
        return
    known = {line.split(b" ", 1)[0].decode() for line in graph.splitlines()}
    told = {each.thing for each in gone}
    problems = [
        Problem(origin, each.row, "thing", f"{each.thing!r} is still in the graph; take the row out, or the thing out of the graph")
        for each in gone
        if _iri(each.thing) in known
    ]
    problems += [
        Problem(origin, each.row, "instead", f"{each.instead!r} is not in the graph")
        for each in gone
        if each.instead and each.instead not in told and _iri(each.instead) not in known
    ]
    if problems:
        raise WithdrawalError(tuple(problems))


def _iri(thing: str) -> str:
    return f"<{BASE}/id/{thing}>"


def withdrawn_json(gone: Sequence[Withdrawal]) -> str:
    """Return the withdrawals as JSON, an object by thing."""
    told = {
        each.thing: {"how": each.how, "instead": each.instead, "reasons": _filled({"nl": each.reason_nl, "en": each.reason_en})}
        for each in gone
    }
    return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def reasons(release: Path) -> dict[str, Reason]:
    """Return why things are no longer there, by thing, as a release folder tells; a release from before this was told has none."""
    file = release / WITHDRAWN
    if not file.exists():
        return {}
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return {thing: Reason(How(each["how"]), each["instead"], MappingProxyType(each["reasons"])) for thing, each in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{file}: not as we write it ({error}); delete the folder and run kg build") from error


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}
