"""What a check is, what it gets and what it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kg.build.gate_file import Outcome, Standard
from kg.build.release import Release
from kg.gate.sample import Sample
from kg.publish.library import Library
from kg.web.calling import Call


@dataclass(frozen=True, slots=True)
class Tools:
    """What the gate may use that does not come with the package: a folder with official shapes, the script of axe, a browser."""

    official: Path | None = None
    axe: Path | None = None
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is examined: a release, what is published of it, the site over it, a sample of its documents, and our shapes."""

    release: Release
    library: Library
    call: Call
    sample: Sample = field(repr=False)
    shapes: tuple[Path, ...]
    tools: Tools = Tools()

    @property
    def base(self) -> str:
        """Return the base IRI of the release."""
        return self.library.endpoint.base


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: how many of what it looked at, what is wrong, and what could be better.

    `of` is the key of the noun that is counted; with an `outcome` nothing was looked at, and it is the key of the reason.
    """

    of: str
    checked: int = 0
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    outcome: Outcome | None = None


Run: TypeAlias = Callable[[Examined], Found]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, the group it stands in, which standard asks for it, and what looks."""

    name: str
    group: str
    standard: Standard
    run: Run


def found(of: str, checked: int, failures: Iterable[str], warnings: Iterable[str] = ()) -> Found:
    """Return what was found of so many; who looked at nothing has seen nothing pass."""
    wrong = tuple(failures)
    if not checked and not wrong:
        return Found("nothing", outcome=Outcome.INAPPLICABLE)
    return Found(of, checked, wrong, tuple(warnings))


def cannot_tell(reason: str) -> Found:
    """Return that nothing can be told, for the reason with this key."""
    return Found(reason, outcome=Outcome.CANNOT_TELL)


def inapplicable(reason: str) -> Found:
    """Return that there is nothing to look at, for the reason with this key."""
    return Found(reason, outcome=Outcome.INAPPLICABLE)
