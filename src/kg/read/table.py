"""Rows of fact tables, from a folder of CSV files or an XLSX workbook; every problem found in one reading."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kg.errors import MissingFileError, Problem, TableError
from kg.model import TABLES, Row, Table, key, table
from kg.read.cells import cell_problem, spreadsheet_text

Record: TypeAlias = tuple[int, list[str]]


def read_tables(place: Path, words: Mapping[str, frozenset[str]]) -> list[Row]:
    """Return the rows of every fact table in a folder of CSV files or an XLSX workbook, in reading order.

    `words` gives the notations allowed per concept scheme. Raises TableError with every problem
    that can be seen in the tables themselves, MissingFileError when there is nothing to read.
    """
    problems: list[Problem] = []
    rows = [row for name, records in _sheets(place, problems) for row in _rows(name, records, problems)]
    problems += [problem for row in rows for problem in _row_problems(row, words)]
    problems += _repeated(rows)
    if problems:
        raise TableError(tuple(problems))
    return rows


def _sheets(place: Path, problems: list[Problem]) -> Iterator[tuple[str, list[Record]]]:
    """Yield each table's file or sheet name and its records, header first."""
    if not place.exists():
        raise MissingFileError(f"{place}: no such file or folder")
    if place.is_dir():
        yield from _csv_files(place, problems)
    elif place.suffix.lower() == ".xlsx":
        yield from _workbook(place, problems)
    elif place.suffix.lower() == ".csv":
        yield place.name, _csv_records(place, problems)
    else:
        raise MissingFileError(f"{place}: give a folder of CSV files, one CSV file or an .xlsx workbook")


def _csv_files(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, list[Record]]]:
    files = [folder / f"{each.name}.csv" for each in TABLES]
    there = [file for file in files if file.exists()]
    if not there:
        raise MissingFileError(f"{folder}: no fact tables; expected one or more of {', '.join(file.name for file in files)}")
    strange = sorted(set(folder.glob("*.csv")) - set(files))
    problems += [Problem(file.name, 0, "", f"not a fact table; the tables are {_table_names()}") for file in strange]
    for file in there:
        yield file.name, _csv_records(file, problems)


def _csv_records(file: Path, problems: list[Problem]) -> list[Record]:
    """Return the numbered records of a CSV file with commas or semicolons (Dutch Excel), in UTF-8."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(file.name, line, "", 'not UTF-8; save it as "CSV UTF-8" (one CSV export choice in Excel)'))
        return []
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    try:
        records = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True))
    except csv.Error as error:
        problems.append(Problem(file.name, 0, "", f"not a readable CSV file: {error}; is a quotation mark left open?"))
        return []
    return [(number, record) for number, record in enumerate(records, start=1) if any(record)]


def _workbook(file: Path, problems: list[Problem]) -> Iterator[tuple[str, list[Record]]]:
    try:
        workbook = load_workbook(file, read_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise MissingFileError(f"{file}: not a readable .xlsx workbook ({error}); save it again as Excel workbook") from error
    names = {each.name for each in TABLES}
    if not names & set(workbook.sheetnames):
        raise MissingFileError(f"{file}: no fact tables; expected sheets named {_table_names()}")
    for name in workbook.sheetnames:
        if name in names:
            yield name, list(_sheet_records(workbook[name].iter_rows(values_only=True)))
        else:
            problems.append(Problem(name, 0, "", f"not a fact table; the sheets are {_table_names()}"))
    workbook.close()


def _sheet_records(sheet_rows: Iterable[tuple[object, ...]]) -> Iterator[Record]:
    """Yield the numbered records of a sheet without its empty rows."""
    for number, values in enumerate(sheet_rows, start=1):
        texts = [spreadsheet_text(value) for value in values]
        if any(texts):
            yield number, texts


def _rows(origin: str, records: list[Record], problems: list[Problem]) -> Iterator[Row]:
    """Yield a Row per record, once the header holds what the table needs."""
    definition = _definition(origin)
    if definition is None:
        problems.append(Problem(origin, 0, "", f"not a fact table; the tables are {_table_names()}"))
        return
    if not records:
        return
    header = [name.strip() for name in records[0][1]]
    while header and not header[-1]:
        header.pop()
    faults = list(_header_problems(origin, header, definition))
    problems += faults
    if faults:
        return
    for number, record in records[1:]:
        if any(record[len(header) :]):
            problems.append(Problem(origin, number, "", f"{len(record)} cells, the header has {len(header)}; quote a text with a comma"))
            continue
        padded = [*record, *[""] * len(header)]
        cells = {name: text.strip() for name, text in zip(header, padded, strict=False)}
        yield Row(definition.name, cells, origin, number)


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


def _row_problems(row: Row, words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for column in table(row.table).columns:
        texts = row.values(column.name) if column.many else (row[column.name],)
        for text in texts or ("",):
            why = cell_problem(text, column, words.get(column.scheme, frozenset()))
            if why:
                yield Problem(row.origin, row.number, column.name, why)


def _repeated(rows: list[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        earlier = first.setdefault(key(row), row)
        if earlier is not row:
            columns = ", ".join(name for name in table(row.table).key if row[name])
            yield Problem(row.origin, row.number, columns, f"same as row {earlier.number}; one row per source, so join or remove one")


def _definition(origin: str) -> Table | None:
    stem = origin.removesuffix(".csv")
    return next((each for each in TABLES if each.name == stem), None)


def _table_names() -> str:
    return ", ".join(each.name for each in TABLES)
