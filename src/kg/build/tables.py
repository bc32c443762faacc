"""The graph as fact tables: the rows that `kg import` would make it from, as CSV texts or an XLSX workbook."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from rdflib import URIRef

from kg.build.archive import dateless
from kg.errors import ExportError
from kg.model.tables import TABLES, Column, Form, Row, Table, key, table
from kg.store import Endpoint, Solution, Term, rows
from kg.store.queries import Queries
from kg.terms import BASE, name_of

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # openpyxl names its type nowhere else

_PLACE = (("id", "thing"), ("source", "source"), ("locator", "locator"))
_DIGITS, _LONGEST = 15, 32_767  # what a spreadsheet cell holds
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMERIC = frozenset({Form.YEAR, Form.NUMBER, Form.AMOUNT})


def tables(endpoint: Endpoint, queries: Queries) -> list[Row]:
    """Return the graph's facts as rows, per table in the order of their ids or keys; several values sorted."""
    things = _things(endpoint, queries)
    documents = _documents(rows(endpoint, queries.text("tables/documents")))
    claims = [
        Row(name, {column: _text(value) for column, value in solution.items()})
        for name in ("links", "participations", "observations")
        for solution in rows(endpoint, queries.text(f"tables/{name}"))
    ]
    order = {each.name: position for position, each in enumerate(TABLES)}
    claims.sort(key=lambda row: tuple(row[column] for column in table(row.table).key))
    found = sorted([*documents, *things, *claims], key=lambda row: order[row.table])
    return [replace(row, origin=f"the graph, {row.table} {' '.join(filter(None, key(row)[1:]))}") for row in found]


def csv_text(name: str, facts: Iterable[Row]) -> str:
    """Return the rows of one table as CSV (RFC 4180 quoting, commas, line feeds), header first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = table(name).column_names
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in facts if row.table == name)
    return text.getvalue()


def workbook(facts: Sequence[Row]) -> bytes:
    """Return the rows as an XLSX workbook, a sheet per table; texts are texts, so nothing turns into a formula.

    The same rows give the same bytes. Raises ExportError when a text does not fit a cell.
    """
    _refuse_unfit(facts)
    book = Workbook(write_only=True)
    for each in TABLES:
        sheet = book.create_sheet(each.name)
        sheet.freeze_panes = "B2"
        sheet.append(list(each.column_names))
        for row in facts:
            if row.table == each.name:
                sheet.append([_cell(sheet, column, row[column.name]) for column in each.columns])
    file = io.BytesIO()
    book.save(file)
    return dateless(file.getvalue())


def _refuse_unfit(facts: Iterable[Row]) -> None:
    """Raise ExportError when a text would be cut, as openpyxl does without a word, or has a sign that XML cannot hold."""
    for text in (text for row in facts for text in row.cells.values()):
        if _NOT_XML.search(text):
            raise ExportError(f"a text with a control character ({text[:40]!r}) does not fit a workbook; export to a folder of CSV files")
        if len(text) > _LONGEST:
            raise ExportError(
                f"a text of {len(text)} signs ({text[:40]}…) does not fit a spreadsheet cell; export to a folder of CSV files"
            )


def _cell(sheet: "WriteOnlyWorksheet", column: Column, text: str) -> Cell:
    """Return a cell: a number where a spreadsheet keeps it as it is, else a text."""
    if column.form in _NUMERIC and _kept(text):
        return WriteOnlyCell(sheet, float(text) if "." in text else int(text))
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    return cell


def _kept(text: str) -> bool:
    """Tell whether a spreadsheet gives this number back as it is written; it keeps 15 digits.

    >>> _kept("17.5"), _kept("12345678901234567.25"), _kept("0.00001"), _kept("ruim 17")
    (True, False, True, False)
    """
    return (
        bool(_NUMBER.fullmatch(text))
        and sum(sign.isdigit() for sign in text.lstrip("-0.")) <= _DIGITS
        and format(Decimal(repr(float(text))), "f") in {text, f"{text}.0"}
    )


def _things(endpoint: Endpoint, queries: Queries) -> list[Row]:
    """Return a row per thing and source, the preferred source first."""
    own = _columns(rows(endpoint, queries.text("tables/sayings")), "saying")
    claimed = _columns(rows(endpoint, queries.text("tables/relations")), "thing", "passage")
    found = []
    for solution in rows(endpoint, queries.text("tables/things")):
        name, order = str(solution["table"]), _number(solution.get("order"))
        cells = {column: [_text(solution[variable])] for column, variable in _PLACE}
        values = own[solution["saying"],] | claimed[solution["thing"], solution["passage"]] | cells
        found.append((name, cells["id"], order, str(solution["passage"]), _row(table(name), values)))
    return [row for *_, row in sorted(found, key=lambda place: place[:4])]


def _number(order: Term | None) -> int:
    """Return the place of a source among others; the first when a graph that breaks the shapes tells none."""
    return int(order) if order is not None and order.isdecimal() else 0


def _columns(solutions: Sequence[Solution], *by: str) -> dict[tuple[Term, ...], dict[str, list[str]]]:
    """Return the values per column, for each combination of the variables `by`."""
    cells: dict[tuple[Term, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for solution in solutions:
        cells[tuple(solution[name] for name in by)][str(solution["column"])].append(_text(solution["value"]))
    return cells


def _documents(solutions: Sequence[Solution]) -> list[Row]:
    cells = _columns(solutions, "thing")
    return [_row(table("documents"), cells[thing] | {"id": [_text(*thing)]}) for thing in sorted(cells)]


def _row(definition: Table, cells: dict[str, list[str]]) -> Row:
    """Return the row; of a column with one value per row the first is taken, in code-point order."""
    values = {column.name: sorted(set(cells.get(column.name, ()))) for column in definition.columns}
    many = {column.name for column in definition.columns if column.many}
    return Row(definition.name, {name: "|".join(found) if name in many else found[0] for name, found in values.items() if found})


def _text(value: Term) -> str:
    """Return a term as the text of a cell: things and concepts by their slug, all else as it stands."""
    return name_of(value) if isinstance(value, URIRef) and value.startswith(f"{BASE}/id/") else str(value)
