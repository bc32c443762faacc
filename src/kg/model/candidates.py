"""What may be stated in a document: candidates, each with the passage it was read in (frozen)."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.passages import Passage, Stretch
from kg.model.tables import Row, table


class Kind(StrEnum):
    """What a candidate states."""

    PROGRAMME = "programme"
    GOAL = "goal"
    INITIATIVE = "initiative"
    ORGANISATION = "organisation"
    INDICATOR = "indicator"
    RESULT = "result"
    PARTICIPATION = "participation"
    LINK = "link"
    STATUS = "status"
    PERIOD = "period"
    AMOUNT = "amount"
    OBSERVATION = "observation"


THINGS = (Kind.PROGRAMME, Kind.GOAL, Kind.INITIATIVE, Kind.ORGANISATION, Kind.INDICATOR, Kind.RESULT)
"""The kinds that state that a thing is there; the others state something of things."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate was proposed, or why it is not surer.

    `rule` names a rule of a file in extract/rules, `weight` is what it adds to the confidence, below 0 when it takes away.
    """

    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing of the graph that a name in the document may stand for: its id there, its name, and how well it fits (0 to 1)."""

    id: str
    name: str
    fit: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement that a document may make, as the row of a fact table it would become.

    `row` holds the passage's locator, and ids: those of the graph, or proposed ones for what is new. `quote`
    is where the words stand that it rests on, within the passage. `choices` are the things of the graph that
    its thing may be, best first: with one of them in `row["id"]` it is taken to be that thing; with a proposed
    id and choices it is for a person to decide. `confidence` is from 0 to 1, and `reasons` say where it comes from. `own_id` is
    the id of one that a reviewer added.
    """

    kind: Kind
    row: Row
    passage: Passage
    quote: Stretch
    confidence: float
    reasons: tuple[Reason, ...] = ()
    choices: tuple[Choice, ...] = field(default=())
    own_id: str = ""

    @property
    def id(self) -> str:
        """Return what tells the candidate apart within its document: the same words in the same place, the same id.

        It does not depend on positions, so that a document that is read again keeps its verdicts.
        """
        if self.own_id:
            return self.own_id
        told = [f"{name}={self.row[name]}" for name in sorted(_telling(self.row)) if self.row[name]]
        return hashlib.sha256("\n".join((self.kind, *told)).encode()).hexdigest()[:12]


def _telling(row: Row) -> frozenset[str]:
    """Return the columns that tell a statement apart; what a model or a rule words anew each time does not."""
    return frozenset({*table(row.table).key, "name", "status", "amount_eur", "budget_eur", "value", "start", "end", "target_year"})
