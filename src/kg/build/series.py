"""The publications: releases that were given a number and a date, in a file beside them, with what differs from one to the next."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.build.difference import Difference, difference
from kg.build.difference_file import difference_json, read_difference
from kg.build.patches import identifier, patch, update
from kg.build.release import Release, open_release
from kg.build.sides import Delta, delta, side_of
from kg.build.withdrawn import reasons
from kg.errors import ReleaseError
from kg.store import files

LEDGER = "published.json"
DIFFERENCES = "differences"

_AHEAD = 366
"""How many days from now a publication may be dated: it may be made ready before its day, and a slip of the keys may not."""


@dataclass(frozen=True, slots=True)
class Published:
    """A release that was published: its number (from 1), its day, the publication before it, and what was told with it."""

    number: int
    date: dt.date
    release: str
    previous: int | None
    note: str
    triples: int
    base: str
    graph_sha256: str


def series(out: Path) -> tuple[Published, ...]:
    """Return the publications in the folder of releases, in the order of their numbers; none when there is no file of them.

    Raises ReleaseError when the file is not as we write it: it is the memory of what was published, so nothing is guessed.
    """
    file = out / LEDGER
    if not file.exists():
        return ()
    try:
        found = tuple(_published(each) for each in json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{file}: not as kg release wrote it ({error!r}); {_WAY_OUT}") from error
    for why in _faults(found):
        raise ReleaseError(f"{file}: {why}; {_WAY_OUT}")
    return found


_WAY_OUT = "put the file back from a copy"


def _published(told: dict[str, Any]) -> Published:
    numbers, texts = (told["number"], told["triples"]), (told["release"], told["note"], told["base"], told["rdfc10Sha256"])
    if not all(isinstance(each, int) for each in numbers) or not all(isinstance(each, str) for each in texts):
        raise TypeError("a number or a text of another kind")
    day = dt.date.fromisoformat(told["date"])
    return Published(told["number"], day, told["release"], told["previous"], told["note"], told["triples"], told["base"], texts[-1])


def _faults(found: Sequence[Published]) -> Iterator[str]:
    """Yield what cannot be: numbers that do not go 1, 2, 3, another publication before one than that, days that go back."""
    for position, each in enumerate(found, start=1):
        if each.number != position or each.previous != (position - 1 or None):
            yield f"publication {each.number} (after {each.previous}) stands where {position} should"
    for earlier, later in pairwise(found):
        if later.date < earlier.date or later.base != earlier.base:
            yield f"publication {later.number} is of an earlier day, or under another base, than {earlier.number}"


def refuse(earlier: Sequence[Published], base: str, day: dt.date) -> None:
    """Raise ReleaseError when no publication under this base, of this day, can come after the earlier ones."""
    if day > dt.datetime.now().astimezone().date() + dt.timedelta(days=_AHEAD):
        raise ReleaseError(f"{day} is more than a year from now; a publication cannot be taken back, so check the --date")
    if not earlier:
        return
    last = earlier[-1]
    if last.base != base:
        raise ReleaseError(
            f"publication {last.number} is under {last.base}, not {base}: a thing keeps its name; "
            f"publish with --base {last.base}, or begin a new series in another folder with --out"
        )
    if day < last.date:
        raise ReleaseError(f"publication {last.number} is of {last.date}, so the next cannot be of {day}; give a later --date")


def publish(release: Release, out: Path, day: dt.date, note: str) -> Published:
    """Return the publication of a release: the next in the series, with what differs from the one before, or the last when nothing changed.

    Nothing changed when graph and reasons of withdrawals are the same, whatever software made the release. Hold the file of
    publications alone meanwhile (kg.store.files.alone). Raises ReleaseError when the base or the day do not follow the
    publication before, when that one is damaged, or when the release breaks the shapes.
    """
    earlier = series(out)
    refuse(earlier, str(release.manifest["base"]), day)
    if not release.manifest["valid"]:
        raise ReleaseError(
            f"release {release.name} has violations (kg check shows them); what is published keeps the promises of the shapes"
        )
    former = open_published(out, earlier[-1]) if earlier else None
    if former and _same(former, release):
        return earlier[-1]
    found = _next(release, earlier, day, note)
    if former:
        _write_difference(out, (former, release), [*earlier, found])
    files.replace(out / LEDGER, [_json([*earlier, found]).encode()])
    return found


def _same(former: Release, release: Release) -> bool:
    """Tell whether two releases are of one graph, with the same reasons of what was withdrawn."""
    digests = {each.manifest["rdfc10Sha256"] for each in (former, release)}
    return len(digests) == 1 and reasons(former.folder) == reasons(release.folder)


def _next(release: Release, earlier: Sequence[Published], day: dt.date, note: str) -> Published:
    told, previous = release.manifest, earlier[-1].number if earlier else None
    triples, digest = int(str(told["triples"])), str(told["rdfc10Sha256"])
    return Published((previous or 0) + 1, day, release.name, previous, note, triples, str(told["base"]), digest)


def _json(publications: Sequence[Published]) -> str:
    told = [
        {
            "number": each.number,
            "date": each.date.isoformat(),
            "release": each.release,
            "previous": each.previous,
            "note": each.note,
            "triples": each.triples,
            "base": each.base,
            "rdfc10Sha256": each.graph_sha256,
        }
        for each in publications
    ]
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def open_published(out: Path, published: Published) -> Release:
    """Return the release of a publication; raises ReleaseError when its folder is gone or changed: it cannot be made again."""
    try:
        return open_release(out / published.release)
    except ReleaseError as error:
        folder = out / published.release
        raise ReleaseError(f"publication {published.number}: {folder} is gone or changed; put the folder back from a copy") from error


def difference_file(out: Path, old: Published, new: Published, suffix: str = "json") -> Path:
    """Return where the difference between two publications is kept: for people and pages (json), or as a patch (rdfp, ru).

    The number of the later one is in the name, for a series may go back to a release and come to the next again.
    """
    return out / DIFFERENCES / f"{new.number}--{old.release}--{new.release}.{suffix}"


def _write_difference(out: Path, sides: tuple[Release, Release], publications: Sequence[Published]) -> None:
    """Write what differs from the last publication but one to the last: as JSON, as RDF Patch and as SPARQL Update."""
    (old, new), lines = publications[-2:], delta(*map(side_of, sides))
    forms = {"rdfp": published_patch(lines, publications), "ru": update(lines), "json": [difference_json(difference(lines)).encode()]}
    for suffix, content in forms.items():
        files.replace(difference_file(out, old, new, suffix), content)


def published_patch(lines: Delta, publications: Sequence[Published]) -> Iterator[bytes]:
    """Yield the patch that leads to the last of these publications; it names the one that led to the publication before."""
    steps = [identifier(old.release, new.release, new.number) for old, new in pairwise(publications)]
    return patch(lines, publications[-1].number, steps[-2] if len(steps) > 1 else "")


def published_difference(out: Path, old: Published, new: Published) -> Difference:
    """Return what differs from one publication to another: as it was written then, or else worked out from their releases."""
    file = difference_file(out, old, new)
    if file.exists():
        return read_difference(file)
    return difference(delta(side_of(open_published(out, old)), side_of(open_published(out, new))))
