"""Rows of fact tables, with every problem that can be seen in the tables themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Problem, TableError
from kg.model.tables import TABLES, Row, Table, key, table
from kg.read.cells import cell_problem
from kg.read.sheets import Record, Sheet, sheets

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the rows that are well formed, the problems, and the names of all tables that were there."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    tables: frozenset[str]

    @property
    def faulty(self) -> frozenset[str]:
        """Return the tables of which something could not be read, so that rows may be missing here."""
        return frozenset(problem.table.casefold().removesuffix(".csv") for problem in self.problems)


def read_tables(place: Path, words: Words) -> list[Row]:
    """Return the rows of every fact table in a file or folder; raises TableError with every problem in them."""
    reading = read(place, words)
    if reading.problems:
        raise TableError(reading.problems)
    return list(reading.rows)


def read(place: Path, words: Words) -> Reading:
    """Return what stands in the fact tables of a file or folder; `words` are the notations allowed per scheme."""
    problems: list[Problem] = []
    rows: list[Row] = []
    found = sheets(place)
    for sheet in found:
        rows += _rows(sheet, problems)
    wrong = [(row, list(_row_problems(row, words))) for row in rows]
    problems += [problem for _, told in wrong for problem in told]
    problems += _repeated(rows)
    sound = tuple(row for row, told in wrong if not told)
    return Reading(sound, tuple(problems), frozenset(sheet.table for sheet in found))


def _rows(sheet: Sheet, problems: list[Problem]) -> Iterator[Row]:
    """Yield a Row per record, once the header holds what the table needs."""
    faults = [*sheet.problems, *_sheet_problems(sheet)]
    problems += faults
    if faults:
        return
    definition, header = table(sheet.table), _header(sheet.records[0])
    for number, record in sheet.records[1:]:
        if any(record[len(header) :]):
            why = f"{len(record)} cells, the header has {len(header)}; quote a text with a comma"
            problems.append(Problem(sheet.origin, number, "", why))
            continue
        padded = [*record, *[""] * len(header)]
        yield Row(definition.name, dict(zip(header, padded, strict=False)), sheet.origin, number)


def _header(record: Record) -> list[str]:
    """Return the names of the columns; empty cells after the last one are none."""
    names = list(record[1])
    while names and not names[-1]:
        names.pop()
    return names


def _sheet_problems(sheet: Sheet) -> Iterator[Problem]:
    names = {each.name: each for each in TABLES}
    if sheet.table not in names:
        yield Problem(sheet.origin, 0, "", f"not a fact table; rename or remove it; the tables are {', '.join(names)}")
    elif sheet.records:
        yield from _header_problems(sheet.origin, _header(sheet.records[0]), names[sheet.table])
    elif not sheet.problems:
        yield Problem(sheet.origin, 0, "", "is empty; the first row must name the columns")


def _header_problems(origin: str, header: list[str], definition: Table) -> Iterator[Problem]:
    allowed = definition.column_names
    for name in dict.fromkeys(header):
        if name not in allowed:
            yield Problem(origin, 1, name or "(no name)", f"no such column; the columns are {', '.join(allowed)}")
        if header.count(name) > 1:
            yield Problem(origin, 1, name, "stands in the header more than once")
    for column in definition.columns:
        if column.required and column.name not in header:
            yield Problem(origin, 1, column.name, "this column is missing")


def _row_problems(row: Row, words: Words) -> Iterator[Problem]:
    for column in table(row.table).columns:
        texts = row.values(column.name) if column.many else (row[column.name],)
        for text in texts or ("",):
            why = cell_problem(text, column, words.get(column.scheme, frozenset()))
            if why:
                yield Problem(row.origin, row.number, column.name, why)


def _repeated(rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        earlier = first.setdefault(key(row), row)
        if earlier is not row:
            columns = ", ".join(name for name in table(row.table).key if row[name])
            yield Problem(row.origin, row.number, columns, f"same as row {earlier.number}; one row per source, so join or remove one")
