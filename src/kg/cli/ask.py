"""`kg query`: what the graph answers."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kg.cli.places import GRAPH, BaseOption, GraphOption, existing, opened, queries
from kg.errors import QueryError, UnknownQueryError
from kg.store import Endpoint, Formats, written
from kg.store.forms import Form, form
from kg.store.queries import Queries, filled, with_prefixes
from kg.store.remote import RemoteEndpoint
from kg.terms import BASE

_WIDE = 1_000  # characters a line on a pipe: wide enough never to fold a cell
_ROWS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {"ttl": "text/turtle", "json": "application/ld+json", "nt": "application/n-triples", "rdf": "application/rdf+xml"}


def query(
    question: Annotated[str, typer.Argument(help="A saved question, a .rq file, SPARQL, or - for stdin; none lists them.")] = "",
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE for a saved question; may be repeated.")] = None,
    as_: Annotated[
        str, typer.Option("--format", help="table, csv, tsv, json or xml for rows; ttl, json, nt or rdf for a graph.")
    ] = "table",
    endpoint: Annotated[str, typer.Option(help="Ask a SPARQL endpoint at this URL instead of the graph here.")] = "",
    graph: GraphOption = GRAPH,
    base: BaseOption = BASE,
) -> None:
    """Answer a saved question or any SPARQL query, from the graph here or a remote endpoint."""
    if not question:
        _tell_questions(queries())
        return
    text = _text(question, param or [], queries())
    if form(text) is Form.CHANGE:
        raise QueryError("this would change the graph, and kg query only asks; change facts with kg import, or try updates in kg sandbox")
    asked: Endpoint = RemoteEndpoint(endpoint, base) if endpoint else opened(existing(graph))
    if as_ == "table" and form(text) is Form.ROWS:
        _print_table(asked, text)
    else:
        sys.stdout.buffer.write(written(asked, text, _formats(as_, text)).body)


def _tell_questions(saved: Queries) -> None:
    """Print the saved questions: name, title and parameters, one a line."""
    for each in saved.questions():
        needs = " ".join(f"{parameter.name}={parameter.default}" for parameter in each.parameters)
        print(f"{each.name}\t{each.title()}\t{needs}".rstrip())


def _text(question: str, given: Sequence[str], saved: Queries) -> str:
    """Return the SPARQL of a saved question, a file, stdin, or the text itself."""
    is_file = question.endswith((".rq", ".sparql")) and Path(question).exists()
    if not (is_file or question == "-" or "{" in question or " " in question):
        return filled(saved[question], dict(_pair(each) for each in given))
    if given:
        raise UnknownQueryError("--param goes with a saved question; write the value in your SPARQL")
    if question == "-":
        return with_prefixes(sys.stdin.read())
    return with_prefixes(Path(question).read_text(encoding="utf-8") if is_file else question)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UnknownQueryError(f"{text!r}: write a parameter as NAME=VALUE")
    return name, value


def _formats(as_: str, text: str) -> Formats:
    """Return the formats to ask for; a graph has no CSV, rows have no Turtle."""
    if form(text) is Form.GRAPH:
        if as_ not in {*_GRAPHS, "table"}:
            raise QueryError(f"a CONSTRUCT or DESCRIBE query has no {as_}; use --format {', '.join(_GRAPHS)}")
        return Formats(graph=_GRAPHS["ttl" if as_ == "table" else as_])
    if as_ not in {*_ROWS, "table"}:
        raise QueryError(f"no format {as_!r} for rows; use --format table, {', '.join(_ROWS)}")
    return Formats(results=_ROWS["csv" if as_ == "table" else as_])


def _print_table(asked: Endpoint, text: str) -> None:
    """Print the rows as a table, or the truth value; on a pipe in full width."""
    answer = json.loads(written(asked, text, Formats()).body)
    if "boolean" in answer:
        print(str(answer["boolean"]).lower())
        return
    columns = _shown(answer["head"]["vars"])
    table = Table(*columns)
    for row in answer["results"]["bindings"]:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, markup=False)
    console.print(table if table.row_count else "no rows")


def _shown(variables: Sequence[str]) -> list[str]:
    """Return the columns for people: not the IRI where the name stands beside it.

    >>> _shown(["doel", "doelNaam", "jaar"])
    ['doelNaam', 'jaar']
    """
    return [name for name in variables if f"{name}Naam" not in variables]


def _cell(value: Mapping[str, str] | None) -> str:
    """Return a value for people: of an IRI its last step."""
    if value is None:
        return ""
    return value["value"].rsplit("/", 1)[-1] if value["type"] == "uri" else value["value"]
