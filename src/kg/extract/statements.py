"""How a candidate is made: its row with the place it was read in, and how sure it is for which reasons."""

from collections.abc import Mapping

from kg.model.candidates import Candidate, Choice, Kind, Reason
from kg.model.passages import Passage, Stretch
from kg.model.tables import Row

LEAST, MOST = 0.05, 0.99


def stated(
    kind: Kind,
    row: tuple[str, Mapping[str, str]],
    place: tuple[Passage, Stretch],
    reasons: tuple[Reason, ...],
    choices: tuple[Choice, ...] = (),
) -> Candidate:
    """Return a candidate: its row (table and cells), where its words stand, and why; what is empty is left out of the row."""
    table, cells = row
    passage, quote = place
    told = {column: text for column, text in cells.items() if text}
    placed = Row(table, {**told, "source": passage.document, "locator": passage.locator})
    return Candidate(kind, placed, passage, quote, confidence(reasons), reasons, choices)


def confidence(reasons: tuple[Reason, ...]) -> float:
    """Return how sure reasons make a candidate together: the sum of what they add, between 0.05 and 0.99.

    >>> confidence((Reason("kop-doel", 0.95), Reason("bekende-naam", 0.1)))
    0.99
    """
    return round(min(MOST, max(LEAST, sum(reason.weight for reason in reasons))), 2)


def whole(passage: Passage) -> Stretch:
    """Return where all of a passage stands."""
    return passage.stretch


def part(passage: Passage, start: int, end: int) -> Stretch:
    """Return where a part of a passage's text stands in the edition."""
    return Stretch(passage.stretch.start + start, passage.stretch.start + end)
