"""Candidates with what was decided of them: their rows as corrected, and what they still wait for."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.candidates import THINGS, Candidate, Kind
from kg.model.passages import Passage, Stretch, TextEdition, Transcript
from kg.model.tables import Row, table
from kg.model.verdicts import Decision, Verdict

OWN = "eigen-"
"""What the id of a candidate begins with that a reviewer added."""

ABOUT_A_THING = frozenset({Kind.STATUS, Kind.PERIOD, Kind.AMOUNT})
"""The kinds whose rows can be those of the thing that they tell something of: its id and name are in them too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate and the last verdict on it; `row` is its row with all corrections.

    `waiting` are the ids that the row refers to and that are not there: neither known nor accepted, or accepted and waiting
    themselves, or known and rejected for this document. Until they are there, an accepted statement cannot go into the graph.
    """

    candidate: Candidate
    row: Row
    verdict: Verdict | None = None
    waiting: tuple[str, ...] = ()

    @property
    def decision(self) -> Decision:
        """Return what was decided; open when nothing was."""
        return self.verdict.decision if self.verdict else Decision.OPEN

    @property
    def ready(self) -> bool:
        """Tell whether it is accepted and all that it refers to is there."""
        return self.decision is Decision.ACCEPTED and not self.waiting


@dataclass(frozen=True, slots=True)
class Replay:
    """The last verdict per candidate, and the verdicts that fit no candidate of the document as it is read now."""

    of: Mapping[str, Verdict]
    lost: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """How all candidates of a document stand, those that reviewers added last, and the verdicts that fit none of them."""

    found: tuple[Standing, ...]
    lost: tuple[Verdict, ...]


def reviewed(candidates: Sequence[Candidate], verdicts: Sequence[Verdict], read: Transcript, known: Collection[str]) -> Review:
    """Return how the candidates of a document stand after these verdicts; `known` are the ids of the graph."""
    own = tuple(added(verdicts, read.passages))
    replayed = replay((*candidates, *own), verdicts, read.edition)
    return Review(standings((*candidates, *own), replayed.of, known), replayed.lost)


def replay(candidates: Sequence[Candidate], verdicts: Iterable[Verdict], edition: TextEdition) -> Replay:
    """Return which verdict counts for which candidate: by its id, else by words and kind when one verdict and one candidate have them.

    A verdict whose words have a candidate that was decided on again is not lost, but has been taken over.
    """
    last = {verdict.candidate: verdict for verdict in verdicts}
    found = {each.id: last[each.id] for each in candidates if each.id in last}
    quoted = by_words(candidates, edition)
    left = _by_their_words(verdict for name, verdict in last.items() if name not in found)
    lost: list[Verdict] = []
    for said, same in left.items():
        fitting = quoted.get(said, [])
        if len(fitting) == len(same) == 1 and fitting[0] not in found:
            found[fitting[0]] = same[0]
        elif not fitting or not found.keys() >= set(fitting):
            lost += same
    return Replay(found, tuple(lost))


def _by_their_words(verdicts: Iterable[Verdict]) -> dict[tuple[str, str], list[Verdict]]:
    """Return verdicts by kind and words; one on what a reviewer added is found by its id alone."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    for each in verdicts:
        own = each.candidate.startswith(OWN)
        found.setdefault((each.candidate, "") if own else (each.kind, each.quote), []).append(each)
    return found


def by_words(candidates: Iterable[Candidate], edition: TextEdition) -> dict[tuple[str, str], list[str]]:
    """Return the ids of candidates by their kind and the words they rest on."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in candidates:
        found.setdefault((each.kind, words(each.quote, edition)), []).append(each.id)
    return found


def words(stretch: Stretch, edition: TextEdition) -> str:
    """Return the words of a text at a stretch."""
    return edition.text[stretch.start : stretch.end]


def added(verdicts: Iterable[Verdict], passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Yield the candidates that reviewers added, those whose words are in the passage they name; no statement is without one."""
    last = {verdict.candidate: verdict for verdict in verdicts if verdict.candidate.startswith(OWN)}
    for verdict in last.values():
        place = placed_words(verdict.changes.get("locator", ""), verdict.quote, passages)
        if place and verdict.kind in set(Kind):
            passage, stretch = place
            yield Candidate(Kind(verdict.kind), _row(verdict, passage), passage, stretch, 1.0, own_id=verdict.candidate)


def placed_words(locator: str, quote: str, passages: Iterable[Passage]) -> tuple[Passage, Stretch] | tuple[()]:
    """Return the passage with this locator and where in the text these words of it stand; nothing when they do not.

    White space counts as one space, since a spreadsheet and a line that is broken off keep it differently.
    """
    passage = next((each for each in passages if each.locator.split() == locator.split()), None)
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    match = re.search(pattern, passage.text) if passage and pattern else None
    if passage is None or match is None:
        return ()
    return passage, Stretch(passage.stretch.start + match.start(), passage.stretch.start + match.end())


def _row(verdict: Verdict, passage: Passage) -> Row:
    name = verdict.changes.get("table", "")
    cells = {column: text for column, text in verdict.changes.items() if column != "table" and text}
    return Row(name, {**cells, "source": passage.document, "locator": passage.locator})


def standings(candidates: Sequence[Candidate], verdicts: Mapping[str, Verdict], known: Collection[str]) -> tuple[Standing, ...]:
    """Return every candidate with its verdict, its corrected row, and what it waits for; `known` are the ids of the graph."""
    things = _things_given_anew(candidates, verdicts)
    found = [Standing(each, _corrected(each, verdicts.get(each.id), things), verdicts.get(each.id)) for each in candidates]
    there = _there(found, known)
    return tuple(Standing(each.candidate, each.row, each.verdict, tuple(dict.fromkeys(_missing(each, there)))) for each in found)


@dataclass(frozen=True, slots=True)
class _Anew:
    """What a reviewer made of a thing: the id and the name it was given instead of those that were proposed."""

    id: str
    former_name: str
    name: str


def _things_given_anew(candidates: Iterable[Candidate], verdicts: Mapping[str, Verdict]) -> Mapping[str, _Anew]:
    """Return, per id that was proposed for a thing, what it was corrected to; who rejects a thing corrects nothing."""
    found = {}
    for each in candidates:
        verdict = verdicts.get(each.id)
        if each.kind in THINGS and verdict and verdict.decision is not Decision.REJECTED and verdict.changes.keys() & {"id", "name"}:
            former, name = each.row["id"], each.row["name"]
            found[former] = _Anew(verdict.changes.get("id") or former, name, verdict.changes.get("name") or name)
    return found


def _corrected(each: Candidate, verdict: Verdict | None, things: Mapping[str, _Anew]) -> Row:
    changes = {column: text for column, text in verdict.changes.items() if column != "table"} if verdict else {}
    cells = {**each.row.cells, **changes}
    follows = {column.name: column.many for column in table(each.row.table).columns if column.refers_to and column.name != "source"}
    if each.kind in ABOUT_A_THING and "id" in cells:
        follows["id"] = False
        thing = things.get(each.row["id"])
        if thing and "name" not in changes and cells.get("name") == thing.former_name:
            cells["name"] = thing.name
    for column, many in follows.items():
        parts = cells.get(column, "").split("|") if many else [cells.get(column, "")]
        cells[column] = "|".join(dict.fromkeys(_followed(part.strip(), things) for part in parts))
    return Row(each.row.table, {column: text for column, text in cells.items() if text})


def _followed(name: str, things: Mapping[str, _Anew]) -> str:
    """Return the id that a thing has after all corrections; a circle ends where it began."""
    seen = {name}
    while name in things and things[name].id not in seen:
        name = things[name].id
        seen.add(name)
    return name


def _there(found: Sequence[Standing], known: Collection[str]) -> frozenset[str]:
    """Return the ids that a statement may refer to: known ones, without those rejected here, and accepted ones that do not wait."""
    things = [each for each in found if each.candidate.kind in THINGS]
    rejected = {each.row["id"] for each in things if each.decision is Decision.REJECTED}
    kept = {each.row["id"] for each in things if each.decision is not Decision.REJECTED}
    base = frozenset(known) - (rejected - kept)
    accepted = [each for each in things if each.decision is Decision.ACCEPTED]
    while True:
        there = base | {each.row["id"] for each in accepted}
        ready = [each for each in accepted if not any(_missing(each, there))]
        if len(ready) == len(accepted):
            return there
        accepted = ready


def _missing(of: Standing, there: Collection[str]) -> Iterator[str]:
    row = of.row
    if of.candidate.kind in ABOUT_A_THING and row["id"] and row["id"] not in there:
        yield row["id"]
    for column in table(row.table).columns:
        if column.refers_to and column.name != "source":
            names = row.values(column.name) if column.many else filter(None, (row[column.name],))
            yield from (name for name in names if name not in there)
