"""What the gate found of a release, as a file beside it: JSON out and in."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import ReleaseError
from kg.publisher import Worded
from kg.store import files

FOLDER = "gate"
"""The folder beside the releases that holds what was found of each: a release itself is never changed."""


class Outcome(StrEnum):
    """What came of a check, in the words of EARL (§2.7)."""

    PASSED = "passed"
    FAILED = "failed"
    CANNOT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"


@dataclass(frozen=True, slots=True)
class Standard:
    """What asks for a check: a standard with its section, and where that is; an address of our own begins with a slash."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a check is about: its name, the group it stands in, what it asks, and which standard asks it."""

    name: str
    group: str
    title: Worded
    standard: Standard


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was noticed, worth a failure or a warning: how many times, and the first few."""

    count: int = 0
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one check found: `told` is what was looked at, or why nothing could be told."""

    criterion: Criterion
    outcome: Outcome
    told: Worded
    failures: Noticed
    warnings: Noticed
    seconds: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all checks found of a release under its base, with which software and when (UTC, ISO 8601)."""

    release: str
    base: str
    software: str
    moment: str
    assertions: tuple[Assertion, ...]

    @property
    def failed(self) -> tuple[Assertion, ...]:
        """Return what did not pass, in the order of the checks."""
        return tuple(each for each in self.assertions if each.outcome is Outcome.FAILED)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """Return how many checks had each outcome."""
        return {outcome: sum(each.outcome is outcome for each in self.assertions) for outcome in Outcome}


def judgement_file(release: Path) -> Path:
    """Return where the judgement of the release in a folder is kept.

    >>> judgement_file(Path("releases/0123456789ab")).as_posix()
    'releases/gate/0123456789ab.json'
    """
    return release.parent / FOLDER / f"{release.name}.json"


def write_judgement(found: Judgement, release: Path) -> Path:
    """Write the judgement of the release in a folder in place of an earlier one, and return its file."""
    told = {**asdict(found), "outcomes": dict(found.counts)}
    file = judgement_file(release)
    files.replace(file, [(json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()])
    return file


def judgement_of(release: Path) -> Judgement | None:
    """Return the judgement of the release in a folder, None when it was not checked; raises ReleaseError as read_judgement does."""
    file = judgement_file(release)
    return read_judgement(file) if file.exists() else None


def read_judgement(file: Path) -> Judgement:
    """Return the judgement in a file; raises ReleaseError when it is not as we write it."""
    try:
        return _judgement(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{file}: not as kg gate wrote it ({error!r}); run kg gate again") from error


def _judgement(told: dict[str, Any]) -> Judgement:
    assertions = tuple(_assertion(each) for each in told["assertions"])
    return Judgement(told["release"], told["base"], told["software"], told["moment"], assertions)


def _assertion(told: dict[str, Any]) -> Assertion:
    about = told["criterion"]
    return Assertion(
        Criterion(about["name"], about["group"], Worded(**about["title"]), Standard(**about["standard"])),
        Outcome(told["outcome"]),
        Worded(**told["told"]),
        _noticed(told["failures"]),
        _noticed(told["warnings"]),
        float(told["seconds"]),
    )


def _noticed(told: dict[str, Any]) -> Noticed:
    return Noticed(int(told["count"]), tuple(map(str, told["first"])))
