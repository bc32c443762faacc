"""How a change is made so that it is there whole or not at all, whatever moment the process ends.

The graph that is to come is written and its release built first: neither is harmful if nothing follows. Then a
record of the change is put on the disk, and the graph renamed into its place: that is the moment it is made. The
trail is told last. Who starts finds the record, and sees from the staged graph whether the moment has passed:
it goes away with the renaming and with nothing else.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kg.build.release import Release
from kg.edit import states
from kg.edit.place import Maker, Place, staged_sources, sync
from kg.edit.rows import Edit, written
from kg.edit.trail import HEAD, Act, Entry, entries
from kg.edit.trail import written as entry_text
from kg.store import files


@dataclass(frozen=True, slots=True)
class Step:
    """The text of the graph before a change and after it, and the rows that differ."""

    old: bytes
    new: bytes
    edits: Sequence[Edit]


def commit(place: Place, step: Step, act: Act, make: Maker) -> tuple[Entry, Release]:
    """Make a change, and return what the trail tells of it and its release; it is on the disk then.

    Whoever calls is alone with the graph and has settled what was pending. Raises ValidationError, with nothing
    changed, when the release cannot be made.
    """
    _clear(place)
    files.replace(place.staged, [step.new])
    release = make(staged_sources(place), place.releases, place.base)
    former, later = states.keep(place, step.old), states.keep(place, step.new)
    number = max((entry.number for entry in entries(place)), default=0) + 1
    files.replace(place.patch(number), [json.dumps(written(step.edits), ensure_ascii=False, indent=1).encode()])
    entry = Entry(number, act, datetime.now(UTC), former, later, release.name)
    for folder in (place.releases, place.patch(number).parent, place.staged.parent):
        sync(folder)
    _announce(place, entry)
    place.staged.replace(place.graph)
    for folder in (place.graph.parent, place.staged.parent):
        sync(folder)
    settle(place)
    return entry, release


def settle(place: Place) -> None:
    """Complete the change that is recorded as pending when the graph is in its place, and else forget it."""
    if place.pending.exists():
        if not place.staged.exists():
            _tell(place, json.loads(place.pending.read_text(encoding="utf-8")))
        _clear(place)


def _announce(place: Place, entry: Entry) -> None:
    """Put on the disk what the trail will be told, and how long it is before that."""
    size = place.entries.stat().st_size if place.entries.exists() else 0
    files.replace(place.pending, [json.dumps({"entry": entry_text(entry), "size": size}, ensure_ascii=False).encode()])
    sync(place.trail)


def _tell(place: Place, pending: dict[str, object]) -> None:
    """Add the entry to the trail, in place of what was written of it before the process ended."""
    size, text = int(str(pending["size"])), str(pending["entry"])
    with place.entries.open("ab") as trail:
        trail.truncate(size)
        trail.write(("" if size else HEAD).encode() + text.encode())
        trail.flush()
        os.fsync(trail.fileno())
    sync(place.trail)


def _clear(place: Place) -> None:
    """Take away the record, and only then the staged graph: without it the record would say that the change was made."""
    for file in (place.pending, place.staged):
        file.unlink(missing_ok=True)
        if file.parent.exists():
            sync(file.parent)
