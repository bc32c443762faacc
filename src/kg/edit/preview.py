"""What edits would do: rows side by side, what differs in the graph to read, and everything that is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.build.difference import Difference, difference
from kg.build.sides import delta
from kg.edit.rows import Conflict, Edit, conflicts, filled, merged
from kg.edit.standing import Standing, changed, findings, side
from kg.errors import Problem
from kg.extract.facts import problems
from kg.model.findings import Finding, Severity
from kg.model.tables import Row, key, table
from kg.read.cells import cell_problem

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell of one edit, counted from 0; `edit` is -1 for a row that is not edited."""

    edit: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Preview:
    """What edits would do to the graph with this digest; `differs` is there when nothing is wrong with the rows themselves.

    `findings` are those of the shapes that the graph does not have now.
    """

    digest: str
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[Fault, ...]
    differs: Difference | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Tell whether the edits can be published: they change something, and nothing stands in the way."""
        violated = any(finding.severity is Severity.VIOLATION for finding in self.findings)
        return bool(self.differs and self.differs.added + self.differs.removed) and not (self.conflicts or self.faults or violated)


def preview(now: Standing, edits: Sequence[Edit], allowed: Words) -> Preview:
    """Return what edits would do; `allowed` are the notations of each scheme."""
    edits = tuple(edits)
    meanwhile = conflicts(now.rows, edits)
    faults = () if meanwhile else tuple(_faults(now, edits, allowed))
    if meanwhile or faults:
        return Preview(now.digest, edits, meanwhile, faults)
    old, new = side(now.text), side(changed(now, edits))
    known = {_place(finding) for finding in findings(old)}
    found = tuple(finding for finding in findings(new) if _place(finding) not in known)
    return Preview(now.digest, edits, (), (), difference(delta(old, new)), found)


def _place(finding: Finding) -> tuple[str, ...]:
    return finding.shape, str(finding.focus), finding.path, str(finding.value), finding.component


def _faults(now: Standing, edits: Sequence[Edit], allowed: Words) -> Iterator[Fault]:
    """Yield what is wrong with the cells, and when that is nothing, with what the rows say together."""
    rows = [
        replace(edit.after, cells=filled(edit.after), origin=f"{number}", number=0) if edit.after else None
        for number, edit in enumerate(edits)
    ]
    own = [Fault(number, problem) for number, row in enumerate(rows) if row for problem in cell_problems(row, allowed)]
    own += _twice(rows)
    yield from own
    if not own:
        numbered = [Edit(edit.before, row) for edit, row in zip(edits, rows, strict=True)]
        before = {str(problem) for problem in problems(now.rows)}
        for problem in problems(merged(now.rows, numbered)):
            if str(problem) not in before:
                yield Fault(int(problem.table) if problem.table.isdecimal() else -1, problem)


def cell_problems(row: Row, allowed: Words) -> Iterator[Problem]:
    """Yield what is wrong with each cell by itself."""
    for column in table(row.table).columns:
        texts = row.values(column.name) if column.many else (row[column.name],)
        for text in texts or ("",):
            if why := cell_problem(text, column, allowed.get(column.scheme, frozenset())):
                yield Problem(row.origin, row.number, column.name, why)


def _twice(rows: Sequence[Row | None]) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows):
        if row and key(row) in seen:
            yield Fault(
                number,
                Problem(row.origin, 0, table(row.table).key[0], "two rows of this change have the same key; join them or remove one"),
            )
        if row:
            seen.add(key(row))
