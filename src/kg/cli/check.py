"""`kg check`: what the graph lacks or contradicts, and what to do about it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.assets import asset
from kg.cli.places import GRAPH, existing, graph_files, queries
from kg.model.findings import Report
from kg.publish.library import Language
from kg.publish.report import names, report_lines
from kg.review import report as written
from kg.review.shapes import validate
from kg.store.canonical import canonical
from kg.store.local import open_files


class ReportFormat(StrEnum):
    """How the report is written."""

    TABLE = "table"
    TTL = "ttl"
    JSON = "json"
    CSV = "csv"


def check(
    file: Annotated[Path, typer.Argument(envvar="KG_GRAPH", help="The Turtle file to check.")] = GRAPH,
    as_: Annotated[ReportFormat, typer.Option("--format", help="How to write the report.")] = ReportFormat.TABLE,
    language: Annotated[Language, typer.Option("--lang", help="The language of the table.")] = Language.NL,
) -> None:
    """Tell what the graph lacks or contradicts, grouped by shape, with what to do; exit 1 on violations."""
    files = graph_files(existing(file))
    found = validate(canonical(files).decode(), [asset("ontology") / "shapes.ttl"])
    sys.stdout.write(_text(found, as_, files, language))
    raise typer.Exit(0 if found.conforms else 1)


def _text(report: Report, as_: ReportFormat, files: tuple[Path, ...], language: Language) -> str:
    if as_ is ReportFormat.TABLE:
        named = names(open_files(files), queries(), language)
        return "".join(f"{line}\n" for line in report_lines(report, named, language))
    return {ReportFormat.TTL: written.turtle_text, ReportFormat.JSON: written.json_text, ReportFormat.CSV: written.csv_text}[as_](report)
