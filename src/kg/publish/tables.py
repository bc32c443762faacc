"""The graph as fact tables: the rows that `kg import` would make it from, as CSV texts or an XLSX workbook."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from rdflib import URIRef

from kg.model import TABLES, Column, Form, Row, Table, table
from kg.store import Endpoint, Solution, Term, rows
from kg.store.queries import Queries
from kg.terms import BASE, name_of

_PLACE = (("id", "thing"), ("source", "source"), ("locator", "locator"))
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
    return sorted([*documents, *things, *claims], key=lambda row: order[row.table])


def csv_text(name: str, facts: Iterable[Row]) -> str:
    """Return the rows of one table as CSV (RFC 4180 quoting, commas, line feeds), header first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = table(name).column_names
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in facts if row.table == name)
    return text.getvalue()


def workbook(facts: Sequence[Row]) -> bytes:
    """Return the rows as an XLSX workbook, a sheet per table; texts are texts, so nothing turns into a formula."""
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
    return file.getvalue()


def _cell(sheet: WriteOnlyWorksheet, column: Column, text: str) -> Cell:
    if column.form in _NUMERIC and text:
        return WriteOnlyCell(sheet, float(text) if "." in text else int(text))
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    return cell


def _things(endpoint: Endpoint, queries: Queries) -> list[Row]:
    """Return a row per thing and source, the preferred source first."""
    own = _columns(rows(endpoint, queries.text("tables/sayings")), "saying")
    claimed = _columns(rows(endpoint, queries.text("tables/relations")), "thing", "passage")
    found = []
    for solution in rows(endpoint, queries.text("tables/things")):
        name, order = str(solution["table"]), int(solution["order"]) if "order" in solution else 0
        cells = {column: [_text(solution[variable])] for column, variable in _PLACE}
        values = own[solution["saying"],] | claimed[solution["thing"], solution["passage"]] | cells
        found.append((name, cells["id"], order, str(solution["passage"]), _row(table(name), values)))
    return [row for *_, row in sorted(found, key=lambda place: place[:4])]


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
