"""`kg import` and `kg export`: fact tables into the graph and out of it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rdflib import Graph

from kg.assets import asset
from kg.build.tables import csv_text, tables, workbook
from kg.cli.places import GRAPH, GraphOption, existing, opened, queries, told
from kg.errors import TableError
from kg.extract.facts import facts, problems
from kg.extract.positions import place
from kg.model.tables import TABLES, Row
from kg.read.table import Reading, read
from kg.read.text import text_editions
from kg.read.words import allowed_words
from kg.review.acceptance import accept, change, minted, overlaid, replaced
from kg.store import files, turtle
from kg.store.files import alone


def import_(
    source: Annotated[Path, typer.Argument(help="A folder of CSV fact tables, one CSV file, or an .xlsx workbook.")],
    texts: Annotated[Path | None, typer.Option(help="A folder with the texts of documents (ID.txt), to place passages in.")] = None,
    graph: GraphOption = GRAPH,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Rows of these tables that are not in SOURCE are taken out.")] = False,
) -> None:
    """Merge fact tables into the graph: a row with a known key replaces it, all other rows are kept."""
    reading = read(source, allowed_words(turtle.load(asset("ontology") / "schemes.ttl")))
    with alone(graph):
        known = tables(opened(graph), queries())
        merged = replaced(known, reading.rows, reading.tables) if replace else overlaid(known, reading.rows)
        _refuse(reading, merged)
        changed = turtle.load(graph) if graph.exists() else Graph()
        accepted = change(changed, facts(known), facts(merged))
        accept(changed, accepted)
        missing = [locator for edition in (text_editions(texts) if texts else ()) for locator in place(changed, edition)]
        turtle.save(changed, graph)
    told.print(f"{len(accepted.added)} triples added, {len(accepted.removed)} removed, {len(changed)} in the graph")
    _tell_rows(reading.rows, missing)
    for kind, new in minted(accepted.added).items():
        told.print(f"new {kind}, check the spelling: {', '.join(new)}", markup=False)


def _refuse(reading: Reading, merged: Sequence[Row]) -> None:
    """Raise TableError with all problems together: of the tables themselves, and of what their rows refer to.

    Nothing is said of references into a table that could not be read in full: the row may be there.
    """
    found = (*reading.problems, *problems(merged, reading.faulty))
    if found:
        raise TableError(found)


def _tell_rows(rows: Sequence[Row], missing: Sequence[str]) -> None:
    counted = Counter(row.table for row in rows)
    told.print(f"{len(rows)} rows taken over: " + ", ".join(f"{counted[each.name]} {each.name}" for each in TABLES if counted[each.name]))
    for locator in missing:
        told.print(f"no position for: {locator}", markup=False)


def export(
    place: Annotated[Path, typer.Option("--tables", help="The folder (CSV) or .xlsx file to write.")],
    graph: GraphOption = GRAPH,
) -> None:
    """Write the graph as fact tables; importing them again changes nothing."""
    found = tables(opened(existing(graph)), queries())
    for file, content in _files(place, found):
        files.replace(file, [content])
    _tell_written(place, len(found))


def _files(place: Path, found: Sequence[Row]) -> list[tuple[Path, bytes]]:
    """Return the files to write and their bytes; CSV begins with a byte order mark, by which Excel knows UTF-8."""
    if place.suffix.lower() == ".xlsx":
        return [(place, workbook(found))]
    return [(place / f"{each.name}.csv", csv_text(each.name, found).encode("utf-8-sig")) for each in TABLES]


def _tell_written(place: Path, count: int) -> None:
    told.print(f"{count} rows written to {place}", markup=False)
