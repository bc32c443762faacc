"""What was published once and is there no longer: when it went, how, and where its readers should go."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from kg.build.difference import Difference, Group, Subject, Turn, key_of
from kg.build.release import Release
from kg.build.series import Published, published_difference, series
from kg.build.withdrawn import Reason, reasons
from kg.read.withdrawn import How


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A thing that is no longer there (`kind/slug`): the last publication that had it, the first without, and what became of it.

    `labels` is what it was called last, per language ("" for none); `instead` what stands in its place, "" for nothing.
    """

    thing: str
    labels: Mapping[str, str] = field(hash=False)
    last: int
    last_date: dt.date
    gone: int
    gone_date: dt.date
    how: How = How.WITHDRAWN
    instead: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


def tombstones(out: Path, release: Release) -> dict[str, Tombstone]:
    """Return a tombstone for everything of ours that was published, up to this release, and that this release does not have.

    What came back has none. A release that was not published follows the last publication.
    """
    told, found = reasons(release.folder), dict[str, Tombstone]()
    for old, new in pairwise(_up_to(series(out), release)):
        _follow(found, old, new, published_difference(out, old, new))
    here = _things(release) if found else frozenset()
    return {thing: _told(stone, told.get(thing)) for thing, stone in sorted(found.items()) if thing not in here}


def _up_to(publications: Sequence[Published], release: Release) -> Sequence[Published]:
    """Return the publications up to the one of this release, or of the same graph made by other software; all when there is none."""
    digest = release.manifest["rdfc10Sha256"]
    same = [each.number for each in publications if each.release == release.name]
    same = same or [each.number for each in publications if each.graph_sha256 == digest]
    return publications[: same[-1]] if same else publications


def _follow(found: dict[str, Tombstone], old: Published, new: Published, changes: Difference) -> None:
    """Take over what went and what came back from one publication to the next."""
    for subject in changes.subjects:
        thing = key_of(subject.iri, changes.base)
        if subject.turn is Turn.NEW:
            found.pop(thing, None)
        elif subject.turn is Turn.WITHDRAWN and _ours(subject, changes):
            labels = changes.names.get(subject.iri, {})
            found[thing] = Tombstone(thing, labels, old.number, old.date, new.number, new.date)


def _ours(subject: Subject, changes: Difference) -> bool:
    return subject.group is not Group.MODEL and subject.iri.startswith(f"{changes.base}/id/")


def _things(release: Release) -> frozenset[str]:
    """Return everything of ours that the release says something of."""
    beginning = f"<{release.manifest['base']}/id/".encode()
    (file,) = release.graph_files
    with file.open("rb") as lines:
        return frozenset(line[len(beginning) : line.index(b">")].decode() for line in lines if line.startswith(beginning))


def _told(stone: Tombstone, reason: Reason | None) -> Tombstone:
    if reason is None:
        return stone
    when = stone.last, stone.last_date, stone.gone, stone.gone_date
    return Tombstone(stone.thing, stone.labels, *when, reason.how, reason.instead, reason.reasons)
