"""Candidates with what was decided of them: their rows as corrected, and what they still wait for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.candidates import THINGS, Candidate, Kind
from kg.model.passages import Passage, Stretch, TextEdition
from kg.model.tables import Row, table
from kg.model.verdicts import Decision, Verdict

OWN = "eigen-"
"""What the id of a candidate begins with that a reviewer added."""

_ABOUT_ITS_ID = frozenset({Kind.STATUS, Kind.PERIOD, Kind.AMOUNT})


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate and the last verdict on it; `row` is its row with all corrections.

    `waiting` are the ids that the row refers to and that are neither known nor accepted: until they are, an accepted statement
    cannot go into the graph.
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


def replay(candidates: Sequence[Candidate], verdicts: Iterable[Verdict], edition: TextEdition) -> Replay:
    """Return which verdict counts for which candidate: by its id, else by the words and kind of the only candidate that has them."""
    last = {verdict.candidate: verdict for verdict in verdicts}
    ids = {each.id for each in candidates}
    found = {name: verdict for name, verdict in last.items() if name in ids}
    quoted = _by_words([each for each in candidates if each.id not in found], edition)
    lost = []
    for name, verdict in last.items():
        if name in ids or name.startswith(OWN):
            continue
        same = quoted.get((verdict.kind, verdict.quote), [])
        if len(same) == 1:
            found[same[0]] = verdict
        else:
            lost.append(verdict)
    return Replay(found, tuple(lost))


def _by_words(candidates: Iterable[Candidate], edition: TextEdition) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in candidates:
        found.setdefault((each.kind, words(each.quote, edition)), []).append(each.id)
    return found


def words(stretch: Stretch, edition: TextEdition) -> str:
    """Return the words of a text at a stretch."""
    return edition.text[stretch.start : stretch.end]


def added(verdicts: Iterable[Verdict], passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Yield the candidates that reviewers added, those whose words are in the passage they name; no statement is without one."""
    places = {passage.locator: passage for passage in passages}
    last = {verdict.candidate: verdict for verdict in verdicts if verdict.candidate.startswith(OWN)}
    for verdict in last.values():
        passage = places.get(verdict.changes.get("locator", ""))
        start = passage.text.find(verdict.quote) if passage and verdict.quote else -1
        if passage is not None and start >= 0 and verdict.kind in set(Kind):
            begin = passage.stretch.start + start
            yield Candidate(
                Kind(verdict.kind),
                _row(verdict, passage),
                passage,
                Stretch(begin, begin + len(verdict.quote)),
                1.0,
                own_id=verdict.candidate,
            )


def _row(verdict: Verdict, passage: Passage) -> Row:
    name = verdict.changes.get("table", "")
    cells = {column: text for column, text in verdict.changes.items() if column != "table" and text}
    return Row(name, {**cells, "source": passage.document, "locator": passage.locator})


def standings(candidates: Sequence[Candidate], verdicts: Mapping[str, Verdict], known: Collection[str]) -> tuple[Standing, ...]:
    """Return every candidate with its verdict, its corrected row, and what it waits for; `known` are the ids of the graph."""
    renamed = _renamed(candidates, verdicts)
    rows = {each.id: _corrected(each, verdicts.get(each.id), renamed) for each in candidates}
    accepted = {rows[each.id]["id"] for each in candidates if each.kind in THINGS and _accepted(verdicts.get(each.id))}
    there = accepted | set(known)
    return tuple(
        Standing(each, rows[each.id], verdicts.get(each.id), tuple(dict.fromkeys(_missing(each, rows[each.id], there))))
        for each in candidates
    )


def _accepted(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.decision is Decision.ACCEPTED


def _renamed(candidates: Iterable[Candidate], verdicts: Mapping[str, Verdict]) -> Mapping[str, str]:
    """Return, per id that was proposed for a thing, the id it was given instead."""
    return {
        each.row["id"]: verdicts[each.id].changes["id"]
        for each in candidates
        if each.kind in THINGS and each.id in verdicts and verdicts[each.id].changes.get("id", each.row["id"]) != each.row["id"]
    }


def _corrected(each: Candidate, verdict: Verdict | None, renamed: Mapping[str, str]) -> Row:
    changes = {column: text for column, text in verdict.changes.items() if column != "table"} if verdict else {}
    cells = {**each.row.cells, **changes}
    follows = {column.name: column.many for column in table(each.row.table).columns if column.refers_to and column.name != "source"}
    if each.kind in _ABOUT_ITS_ID and "id" in cells:
        follows["id"] = False
    for column, many in follows.items():
        parts = cells.get(column, "").split("|") if many else [cells.get(column, "")]
        cells[column] = "|".join(_followed(part.strip(), renamed) for part in parts)
    return Row(each.row.table, {column: text for column, text in cells.items() if text})


def _followed(name: str, renamed: Mapping[str, str]) -> str:
    """Return the id that a thing has after all renaming; a circle ends where it began."""
    seen = {name}
    while name in renamed and renamed[name] not in seen:
        name = renamed[name]
        seen.add(name)
    return name


def _missing(each: Candidate, row: Row, there: Collection[str]) -> Iterator[str]:
    if each.kind in _ABOUT_ITS_ID and row.table == "initiatives" and row["id"] not in there:
        yield row["id"]
    for column in table(row.table).columns:
        if column.refers_to and column.name != "source":
            names = row.values(column.name) if column.many else filter(None, (row[column.name],))
            yield from (name for name in names if name not in there)
