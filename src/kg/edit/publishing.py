"""Publishing a change: the edits of a draft, or the return to an earlier state, become the graph and a release."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.build.release import Release, build_release
from kg.edit import states
from kg.edit.committing import Step, commit, settle
from kg.edit.place import Maker, Place
from kg.edit.rows import Conflict, Edit, between, conflicts
from kg.edit.standing import changed, standing, text_of
from kg.edit.trail import Act, Entry
from kg.errors import ChangedMeanwhileError, NothingChangedError
from kg.model.tables import key
from kg.store.files import alone

WAIT_S = 60
"""How long a publisher waits for another, or for kg import, to be done with the graph."""


@dataclass(frozen=True, slots=True)
class Published:
    """What the trail tells of a change, and its release."""

    entry: Entry
    release: Release


def publish(place: Place, edits: Sequence[Edit], act: Act, make: Maker = build_release) -> Published:
    """Make the edits in the graph as it is now, and return the release of it, when all of that is on the disk.

    Raises ChangedMeanwhileError when a row is not as the draft found it, TableError or ValidationError when the graph
    would not be sound, NothingChangedError; nothing was changed then.
    """
    with alone(place.graph, WAIT_S):
        settle(place)
        now = standing(text_of(place.graph))
        if found := conflicts(now.rows, edits):
            raise ChangedMeanwhileError(tuple(dict.fromkeys(map(_called, found))))
        return _committed(place, Step(now.text, changed(now, edits), edits), act, make)


def restore(place: Place, state: str, act: Act, make: Maker = build_release) -> Published:
    """Make the graph again what it was at the state with this digest, as a change of its own."""
    with alone(place.graph, WAIT_S):
        settle(place)
        now, then = standing(text_of(place.graph)), standing(states.recall(place, state))
        return _committed(place, Step(now.text, then.text, between(now.rows, then.rows)), act, make)


def _committed(place: Place, step: Step, act: Act, make: Maker) -> Published:
    if step.old == step.new:
        raise NothingChangedError("the graph says this already; nothing was changed")
    return Published(*commit(place, step, act, make))


def _called(found: Conflict) -> str:
    row = found.edit.before or found.edit.after
    return " ".join(filter(None, key(row))) if row else ""
