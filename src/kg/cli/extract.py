"""`kg extract`: what the documents that were read may state, as candidates for a person to decide on."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from kg.build.tables import tables
from kg.cli.places import GRAPH, GraphOption, opened, queries, told
from kg.cli.read import WORK, WorkOption
from kg.dossier.folder import document_row, dossiers, save_candidates, save_row, transcript
from kg.errors import MissingFileError
from kg.extract.document import candidates
from kg.extract.document import document_row as told_row
from kg.extract.gazetteer import Gazetteer, gazetteer
from kg.model.candidates import Candidate, Kind
from kg.model.tables import Row


def extract(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT...]", help="Ids of documents; all that were read when none is given.")
    ] = None,
    work: WorkOption = WORK,
    graph: GraphOption = GRAPH,
    without: Annotated[
        list[str] | None, typer.Option(help="Leave what this document told the graph out of what is known; may be repeated.")
    ] = None,
) -> None:
    """Find what documents may state: goals, initiatives, organisations, figures and how they hang together, each with its passage."""
    known = gazetteer(_rows(graph, without or ()))
    folders = _folders(work, names or ())
    print("document", *Kind, sep="\t")
    for folder in track(folders, "extracting", console=told, transient=True):
        counted = Counter(each.kind for each in _extracted(folder, known))
        print(folder.name, *(counted[kind] for kind in Kind), sep="\t", flush=True)


def _rows(graph: Path, without: Sequence[str]) -> list[Row]:
    """Return the rows of the graph; none when there is no graph yet."""
    found = tables(opened(graph), queries()) if graph.exists() else []
    return [row for row in found if row["source"] not in without]


def _folders(work: Path, names: Sequence[str]) -> list[Path]:
    found = list(dossiers(work))
    missing = sorted(set(names) - {folder.name for folder in found})
    if missing or not found:
        raise MissingFileError(f"{work}: no dossier of {', '.join(missing) or 'any document'}; make one with kg read")
    return [folder for folder in found if not names or folder.name in names]


def _extracted(folder: Path, known: Gazetteer) -> tuple[Candidate, ...]:
    """Write the candidates of a document into its dossier, and what its first lines tell of itself into its row."""
    read, row = transcript(folder), document_row(folder)
    found = candidates(read, known, row.cells)
    save_row(folder, told_row(read, known, row.cells))
    save_candidates(folder, found)
    return found
