"""`kg read`: documents into dossiers, one folder each, to which the later steps add."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

import kg
from kg.assets import asset
from kg.cli.places import told
from kg.dossier.folder import Cover, cover, dossiers, save_transcript
from kg.errors import DossierError, MissingPackageError
from kg.model.passages import Transcript
from kg.model.tables import TABLES, Row
from kg.read.answers import Limits
from kg.read.bulk.local import readings
from kg.read.bulk.naming import named
from kg.read.bulk.tasks import Outcome, Readings, Task, documents
from kg.read.cells import cell_problem
from kg.read.formats import transcribed
from kg.read.words import allowed_words
from kg.store import turtle

WORK = Path("data/dossiers")
DEFAULT = Limits()
READER = f"kg {kg.__version__}"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the dossiers are, what was told of the documents now, and what of each before."""

    work: Path
    cells: Mapping[str, str]
    covers: Mapping[str, Cover]


WorkOption = Annotated[Path, typer.Option("--work", envvar="KG_WORK", help="The folder that holds the dossiers.")]


def read(
    places: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Documents, or folders of them: PDF, Word, HTML, text, XLSX.")
    ],
    work: WorkOption = WORK,
    name: Annotated[str, typer.Option("--id", help="The id of the document; otherwise made from the name of its file.")] = "",
    title: Annotated[str, typer.Option(help="Its title; otherwise the one it has itself.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published the documents.")] = "",
    year: Annotated[str, typer.Option(help="The year they are of.")] = "",
    kind: Annotated[str, typer.Option("--type", help="What sort of documents they are, a word of the scheme documenttype.")] = "",
    url: Annotated[str, typer.Option(help="The address the document was published at.")] = "",
    *,
    again: Annotated[bool, typer.Option("--again", help="Read also what was read before, by this version and unchanged since.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="How many documents are read at once.")] = os.cpu_count() or 1,
    dask: Annotated[str, typer.Option(help="The address of a Dask scheduler whose workers read the documents: tcp://HOST:PORT.")] = "",
    time: Annotated[float, typer.Option(min=1, help="The seconds that reading one document may take.")] = DEFAULT.wall_s,
    memory: Annotated[int, typer.Option(min=200, help="The megabytes of memory it may take.")] = DEFAULT.memory_bytes // _MB,
    size: Annotated[int, typer.Option(min=1, help="The megabytes a file may have.")] = DEFAULT.input_bytes // _MB,
) -> None:
    """Read documents into dossiers: their text, and the passages in it that can be pointed at."""
    cells = _checked({"id": name, "title": title, "publisher": publisher, "year": year, "type": kind, "url": url})
    covers = dict(_covers(work))
    found = list(chain.from_iterable(documents(place) for place in places))
    tasks = _tasks(found, cells, covers)
    new = tasks if again else [task for task in tasks if not _is_read(task, covers)]
    outcomes = _read_by(dask, workers, Limits(time, round(time), memory * _MB, size * _MB))(new)
    refused = list(_kept(outcomes, len(new), _Shelf(work, cells, covers)))
    _tell(len(new) - len(refused), len(tasks) - len(new), refused)


def _checked(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells that were given; refuses those the fact table of documents cannot hold."""
    words = allowed_words(turtle.load(asset("ontology") / "schemes.ttl"))
    table = next(each for each in TABLES if each.name == "documents")
    for column in table.columns:
        text = cells.get(column.name, "")
        problem = cell_problem(text, column, words.get(column.scheme, frozenset())) if text else ""
        if problem:
            raise typer.BadParameter(problem, param_hint=f"--{column.name}")
    return {column: text for column, text in cells.items() if text}


def _covers(work: Path) -> Iterator[tuple[str, Cover]]:
    """Yield what is told of each document read before, by its id; a dossier that was left half written or damaged is read again."""
    for folder in dossiers(work):
        try:
            yield folder.name, cover(folder)
        except DossierError as error:
            told.print(f"{error}; the document is read again if it is among these", markup=False)


def _tasks(found: Sequence[tuple[str, Path]], cells: Mapping[str, str], covers: Mapping[str, Cover]) -> list[Task]:
    if cells.keys() & {"id", "title", "url"} and len(found) != 1:
        raise typer.BadParameter(f"--id, --title and --url are of one document; this names {len(found)}")
    if "id" in cells:
        return [Task(cells["id"], *found[0])]
    return list(named(found, {document: told_of.source.name for document, told_of in covers.items()}))


def _is_read(task: Task, covers: Mapping[str, Cover]) -> bool:
    """Tell whether a document was read by this version from a file with the same bytes."""
    known = covers.get(task.document)
    return known is not None and known.reader == READER and known.source.sha256 == _sha256(task.file)


def _sha256(file: Path) -> str:
    """Return the digest of a file; "" when it cannot be opened, which reading it will tell."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def _read_by(dask: str, workers: int, limits: Limits) -> Readings:
    """Return what reads the documents: the processors of this machine, or the cluster at an address."""
    if not dask:
        return partial(readings, transcribed, workers, limits)
    try:
        cluster = import_module("kg.read.bulk.cluster")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "distributed":
            raise
        raise MissingPackageError("--dask needs the package distributed; install it with: pip install 'kg[dask]'") from error
    return partial(cluster.readings, transcribed, dask, limits)


def _kept(outcomes: Iterator[Outcome], count: int, shelf: _Shelf) -> Iterator[Outcome]:
    """Write each document into its dossier as soon as it is read, and tell of it; yield those that could not be read."""
    with Progress(console=told, transient=True) as progress:
        for outcome in progress.track(outcomes, total=count, description="reading"):
            if outcome.transcript is None:
                yield outcome
            else:
                _keep(outcome.task, outcome.transcript, shelf)


def _keep(task: Task, transcript: Transcript, shelf: _Shelf) -> None:
    save_transcript(shelf.work / task.document, transcript, _row(task, transcript, shelf), READER)
    pages = max((passage.page for passage in transcript.passages), default=0)
    print(task.document, len(transcript.passages), pages, "; ".join(transcript.notices), sep="\t", flush=True)


def _row(task: Task, transcript: Transcript, shelf: _Shelf) -> Row:
    """Return the document's row of the fact table: what was given now, else before, else what the document says itself."""
    own = {"id": task.document, "title": transcript.title or Path(task.name).stem, "url": transcript.source.url}
    former = shelf.covers[task.document].row if task.document in shelf.covers else {}
    return Row("documents", {key: text for key, text in {**own, **former, **shelf.cells}.items() if text})


def _tell(count: int, known: int, refused: Iterable[Outcome]) -> None:
    """Tell how many documents were read; ends with status 1 after naming those that could not be."""
    told.print(f"documents read: {count}" + (f"; read before, and skipped without --again: {known}" if known else ""))
    lines = [f"{outcome.task.name}: {outcome.refused}" for outcome in refused]
    for line in lines:
        told.print(f"kg: {line}", markup=False)
    if lines:
        raise typer.Exit(1)
