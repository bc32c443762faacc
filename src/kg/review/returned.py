"""A sheet of candidates that came back: the decisions it holds, and what in it is to be put right."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import Problem
from kg.model.candidates import Kind
from kg.model.passages import TextEdition, Transcript
from kg.model.tables import Column, table
from kg.model.verdicts import Decision, Verdict
from kg.review.deciding import Reviewer, verdict
from kg.review.sheet import DECISIONS, HEADINGS, KINDS, SHEET
from kg.review.standing import OWN, Standing, by_words, placed_words

Cells = Mapping[str, str]
Check = Callable[[Column, str], str]

_TABLES: Mapping[Kind, str] = {
    Kind.PROGRAMME: "programmes",
    Kind.GOAL: "goals",
    Kind.INITIATIVE: "initiatives",
    Kind.ORGANISATION: "organisations",
    Kind.INDICATOR: "indicators",
    Kind.RESULT: "results",
    Kind.PARTICIPATION: "participations",
    Kind.LINK: "links",
    Kind.STATUS: "initiatives",
    Kind.PERIOD: "initiatives",
    Kind.AMOUNT: "initiatives",
    Kind.OBSERVATION: "observations",
}
_PLACE = frozenset({"source", "locator"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet as it came back: its number (1 = header), and its cells by heading."""

    number: int
    cells: Cells

    def __getitem__(self, heading: str) -> str:
        """Return the text under a heading; empty when there is none."""
        return self.cells.get(heading, "")

    def filled(self, columns: Iterable[Column]) -> dict[str, str]:
        """Return the cells of these columns of a fact table, those whose heading the sheet has."""
        return {each.name: self[HEADINGS[each.name]] for each in columns if HEADINGS[each.name] in self.cells}

    @property
    def decision(self) -> Decision | None:
        """Return what the row decides; none when it says nothing, or something else."""
        return next((each for each, word in DECISIONS.items() if word == self["besluit"].casefold()), None)

    @property
    def kind(self) -> Kind | None:
        """Return what the row states."""
        return next((each for each, word in KINDS.items() if word == self["soort"].casefold()), None)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a sheet decides, and what in it is to be put right."""

    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


def seen(lines: Iterable[Line]) -> int:
    """Return how many verdicts there were when the sheet was made; of rows of several sheets the fewest."""
    return min((int(line["gezien"]) for line in lines if line["gezien"].isdecimal()), default=0)


def decided(lines: Sequence[Line], before: Sequence[Standing], by: Reviewer, read: Transcript, check: Check) -> Decided:
    """Return what a sheet decides that was not so `before`, as the reviewer saw it; `check` tells what is wrong with a cell."""
    fitting = _Fitting(before, lines, read.edition)
    made: list[Verdict] = []
    problems: list[Problem] = []
    for line in lines:
        of = fitting.of(line)
        wrong = list(_wrong(line, of, read, check))
        problems += wrong
        if not wrong:
            made += _changed(line, of, by, read.edition) if of else _new(line, by)
    return Decided(tuple(made), tuple(problems))


class _Fitting:
    """Which candidate a row is of: the one with its id, else, when the document was read again since, the only one with its words."""

    def __init__(self, before: Sequence[Standing], lines: Iterable[Line], edition: TextEdition) -> None:
        self._standing = {each.candidate.id: each for each in before}
        present = {line["kenmerk"] for line in lines}
        quoted = by_words((each.candidate for each in before if each.candidate.id not in present), edition)
        self._quoted = {(kind, _plain(text)): ids for (kind, text), ids in quoted.items()}

    def of(self, line: Line) -> Standing | None:
        """Return the candidate of a row; none when there is none, or the row is the reviewer's own."""
        if not line["kenmerk"] or line["kenmerk"] in self._standing:
            return self._standing.get(line["kenmerk"])
        found = self._quoted.get((line.kind or "", _plain(line["woorden"])), [])
        return self._standing[found[0]] if len(found) == 1 else None


def _plain(text: str) -> str:
    """Return a text as a cell shows it: without white space or control characters that a spreadsheet changes."""
    shown = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def _wrong(line: Line, of: Standing | None, read: Transcript, check: Check) -> Iterator[Problem]:
    if line["besluit"] and line.decision is None:
        yield _problem(line, "besluit", f"{line['besluit']!r} is none of {', '.join(DECISIONS.values())}")
    if of is not None:
        if not line["gezien"].isdecimal():
            yield _problem(line, "gezien", "holds no number; leave this hidden column as it was written")
        yield from _wrong_cells(line, _columns(of.row.table), of, check)
    elif not line["kenmerk"]:
        yield from _wrong_own(line, read, check)
    elif line.decision in {Decision.ACCEPTED, Decision.REJECTED}:
        why = f"no candidate {line['kenmerk']} in this document as it was read last; export the sheet anew and decide there"
        yield _problem(line, "kenmerk", why)


def _wrong_own(line: Line, read: Transcript, check: Check) -> Iterator[Problem]:
    """Yield what is wrong with a row that a reviewer added."""
    if line.kind is None:
        yield _problem(line, "soort", f"a row of your own needs one of {', '.join(KINDS.values())}")
        return
    if not placed_words(line["vindplaats"], line["woorden"], read.passages):
        yield _problem(line, "woorden", f"no passage {line['vindplaats']!r} with the words {line['woorden']!r}; copy both from a row")
    yield from _wrong_cells(line, _columns(_TABLES[line.kind]), None, check)


def _columns(name: str) -> tuple[Column, ...]:
    return tuple(column for column in table(name).columns if column.name not in _PLACE)


def _wrong_cells(line: Line, columns: Iterable[Column], of: Standing | None, check: Check) -> Iterator[Problem]:
    """Yield what is wrong with the cells that count: all of a row that is accepted, else those that were changed."""
    rejected, accepted = line.decision is Decision.REJECTED, line.decision is Decision.ACCEPTED or of is None
    for column in columns:
        text = line[HEADINGS[column.name]]
        if not rejected and (accepted or (of is not None and text and _plain(text) != _plain(of.row[column.name]))):
            parts = [part.strip() for part in text.split("|") if part.strip()] if column.many else [text]
            messages = (check(column, part) for part in parts or [""])
            yield from (_problem(line, HEADINGS[column.name], message) for message in messages if message)


def _problem(line: Line, column: str, message: str) -> Problem:
    return Problem(SHEET, line.number, column, message)


def _changed(line: Line, of: Standing, by: Reviewer, edition: TextEdition) -> Iterator[Verdict]:
    """Yield the decision of a row, when it or a cell or the reason is not as it was."""
    decision = line.decision or Decision.OPEN
    changes = {name: text for name, text in line.filled(_columns(of.row.table)).items() if _plain(text) != _plain(of.row[name])}
    before = of.verdict.reason if of.verdict else ""
    if decision is not of.decision or changes or _plain(line["reden"]) != _plain(before):
        made = verdict(of, decision, by, edition, changes)
        yield Verdict(made.candidate, made.decision, made.by, made.at, line["reden"], made.changes, made.kind, made.quote)


def _new(line: Line, by: Reviewer) -> Iterator[Verdict]:
    """Yield the statement that a row without id adds, accepted unless it says otherwise; nothing for a row of what is gone."""
    if line.kind is not None and not line["kenmerk"]:
        name = _TABLES[line.kind]
        cells = {column: text for column, text in line.filled(_columns(name)).items() if text}
        told = {**cells, "table": name, "locator": line["vindplaats"]}
        digest = hashlib.sha256("\n".join((line.kind, *(f"{name}={text}" for name, text in sorted(told.items())))).encode()).hexdigest()[
            :12
        ]
        yield Verdict(f"{OWN}{digest}", line.decision or Decision.ACCEPTED, by.name, by.at, line["reden"], told, line.kind, line["woorden"])
