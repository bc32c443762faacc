"""What people decided of candidates (frozen)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Decision(StrEnum):
    """What was decided of a candidate; `OPEN` takes an earlier decision back."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision on one candidate: by whom, when (UTC, ISO 8601), and why.

    `changes` are the cells of its row that were corrected, by column; a change of `id` links the candidate to
    that thing, and everything that was proposed of its former id goes with it. `kind` and `quote`, the words the
    candidate rests on, find it back in a document that was read again. A candidate that a reviewer adds has an id of its
    own, and its verdict holds all of it: the kind, the locator among its changes, and the quote.
    """

    candidate: str
    decision: Decision
    by: str
    at: str
    reason: str = ""
    changes: Mapping[str, str] = field(default_factory=dict, hash=False)
    kind: str = ""
    quote: str = ""
