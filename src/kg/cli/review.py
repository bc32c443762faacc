"""`kg review`: decide on what documents may state, in a spreadsheet, and take what was accepted into the graph."""

import csv
import getpass
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rdflib import Graph

from kg.assets import asset
from kg.build.tables import tables
from kg.cli.places import GRAPH, GraphOption, opened, queries, told
from kg.cli.read import WORK, WorkOption
from kg.dossier.folder import candidates, document_row, dossiers, transcript
from kg.dossier.verdicts import append, verdicts
from kg.errors import ConflictError, MissingFileError, Problem, TableError
from kg.extract.facts import facts, problems
from kg.extract.placing import placed
from kg.extract.ruling import why
from kg.model.candidates import Candidate
from kg.model.passages import Transcript
from kg.model.tables import Row, table
from kg.model.verdicts import Decision, Verdict
from kg.read.cells import cell_problem
from kg.read.sheets import any_sheets
from kg.read.words import allowed_words
from kg.review.acceptance import accept as make
from kg.review.acceptance import change, minted
from kg.review.deciding import Reviewer, accepted_rows, confident, verdict, with_accepted
from kg.review.recognition import Known
from kg.review.returned import Check, Line, decided, seen
from kg.review.sheet import Sheet, sheet, workbook
from kg.review.standing import Review, reviewed
from kg.store import files, turtle
from kg.store.files import alone


@dataclass(frozen=True, slots=True)
class _Case:
    """A document under review: its dossier, what was read and found, the verdicts, and the rows of the graph."""

    folder: Path
    read: Transcript
    found: tuple[Candidate, ...]
    made: tuple[Verdict, ...]
    rows: tuple[Row, ...]

    def reviewed(self, seen: int | None = None) -> Review:
        """Return how the candidates stand after so many verdicts, after all when no number is given."""
        return reviewed(self.found, self.made[:seen], self.read, {row["id"] for row in self.rows if row["id"]})


def review(
    document: Annotated[str, typer.Argument(help="The id of the document; may be left out when only one was read.")] = "",
    work: WorkOption = WORK,
    graph: GraphOption = GRAPH,
    export: Annotated[Path | None, typer.Option("--export", help="Write the candidates to this .xlsx or .csv file, to decide in.")] = None,
    taken: Annotated[Path | None, typer.Option("--import", help="Take the decisions over from such a file.")] = None,
    above: Annotated[
        float | None, typer.Option("--accept-above", min=0, max=1, help="Accept what is at least so sure, clear and uncontradicted.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who decides; your login name when it is left out.")] = "",
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Take what was accepted into the graph.")] = False,
) -> None:
    """Decide on what a document may state; without options, tell how far the review of each document is."""
    if not (export or taken or accept or above is not None):
        _tell(work, graph, document)
        return
    folder = _folder(work, document)
    reviewer = Reviewer(by or getpass.getuser(), datetime.now(UTC).isoformat(timespec="seconds"))
    if taken:
        _take(_case(folder, _rows(graph)), taken, reviewer)
    if above is not None:
        _accept_above(_case(folder, _rows(graph)), above, reviewer)
    if accept:
        _into_graph(folder, graph)
    if export:
        _export(_case(folder, _rows(graph)), export)


def _folder(work: Path, document: str) -> Path:
    found = list(dossiers(work))
    fitting = [folder for folder in found if folder.name == document or not document]
    if len(fitting) == 1:
        return fitting[0]
    if not found:
        raise MissingFileError(f"{work}: no documents; read one with kg read")
    names = ", ".join(folder.name for folder in found[:10])
    raise MissingFileError(f"{document or 'give the document'}: not one of {names}" if document else f"name the document: one of {names}")


def _rows(graph: Path) -> tuple[Row, ...]:
    return tuple(tables(opened(graph), queries())) if graph.exists() else ()


def _case(folder: Path, rows: tuple[Row, ...]) -> _Case:
    return _Case(folder, transcript(folder), candidates(folder), verdicts(folder), rows)


def _tell(work: Path, graph: Path, document: str) -> None:
    """Tell per document how many candidates there are, and how they stand."""
    folders = [folder for folder in dossiers(work) if not document or folder.name == document]
    if not folders:
        raise MissingFileError(f"{work}: no dossier of {document or 'any document'}; make one with kg read")
    rows = _rows(graph)
    print("document", "candidates", *Decision, "waiting", sep="\t")
    for folder in folders:
        case = _case(folder, rows)
        told_of = case.reviewed()
        counted = Counter(each.decision for each in told_of.found)
        waiting = sum(each.decision is Decision.ACCEPTED and bool(each.waiting) for each in told_of.found)
        print(folder.name, len(told_of.found), *(counted[each] for each in Decision), waiting, sep="\t")
        for verdict_ in told_of.lost:
            told.print(f"{folder.name}: {_lost(verdict_)}", markup=False)


def _lost(of: Verdict) -> str:
    """Return a verdict as a line about what became of it."""
    return f"fits no candidate of the document as it is read now: {of.decision} by {of.by} on {of.at[:10]}, {of.kind} {of.quote!r}"


def _export(case: _Case, file: Path) -> None:
    made = sheet(case.reviewed().found, len(case.made), Known(case.rows), case.read.edition, lambda rule: why(rule)[0])
    if file.suffix.casefold() == ".xlsx":
        content = workbook(made)
    elif file.suffix.casefold() == ".csv":
        content = _csv(made)
    else:
        raise typer.BadParameter("give a file that ends in .xlsx or .csv", param_hint="--export")
    files.replace(file, [content])
    told.print(f"{len(made.rows)} candidates written to {file}", markup=False)


def _csv(made: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(made.columns)
    writer.writerows(made.rows)
    return text.getvalue().encode("utf-8-sig")


def _take(case: _Case, file: Path, by: Reviewer) -> None:
    """Take the decisions of a sheet over; those that somebody else decided on meanwhile are told and left."""
    lines = _lines(file)
    since = seen(lines)
    found = decided(lines, case.reviewed(since).found, by, case.read, _check())
    if found.problems:
        raise TableError(found.problems)
    _append(case.folder, found.verdicts, since)
    for name in _new_ids(case, found.verdicts):
        told.print(f"new id, check the spelling: {name}", markup=False)


def _new_ids(case: _Case, made: Sequence[Verdict]) -> list[str]:
    """Return the ids given by these verdicts that neither the graph nor a candidate of the document has."""
    there = {row["id"] for row in case.rows} | {each.row["id"] for each in case.found}
    return sorted({verdict_.changes["id"] for verdict_ in made if verdict_.changes.get("id")} - there)


def _check() -> Check:
    """Return what tells what is wrong with the text of one cell."""
    words = allowed_words(turtle.load(asset("ontology") / "schemes.ttl"))
    return lambda column, text: cell_problem(text, column, words.get(column.scheme, frozenset()))


def _append(folder: Path, made: Sequence[Verdict], seen: int) -> None:
    try:
        append(folder, made, seen)
    except ConflictError as error:
        kept = [each for each in made if each.candidate not in error.candidates]
        append(folder, kept, seen)
        told.print(f"{len(kept)} decisions taken over", markup=False)
        told.print(f"kg: {error}: {', '.join(error.candidates)}", markup=False)
        raise typer.Exit(1) from error
    told.print(f"{len(made)} decisions taken over", markup=False)


def _lines(file: Path) -> list[Line]:
    """Return the rows of the first sheet that has the column of ids; raises MissingFileError when none has."""
    found = any_sheets(file)
    wrong = tuple(problem for each in found for problem in each.problems)
    if wrong:
        raise TableError(wrong)
    for each in found:
        header = [text.strip() for text in each.records[0][1]] if each.records else []
        if "kenmerk" in header:
            return [Line(number, _by_column(header, cells)) for number, cells in each.records[1:] if any(cells)]
    raise MissingFileError(f"{file}: no sheet with the column 'kenmerk'; make one with kg review --export")


def _by_column(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: text for name, text in zip(header, (*cells, *[""] * len(header)), strict=False) if name}


def _accept_above(case: _Case, least: float, by: Reviewer) -> None:
    chosen = confident(case.reviewed().found, least, Known(case.rows))
    _append(case.folder, [verdict(each, Decision.ACCEPTED, by, case.read.edition) for each in chosen], len(case.made))


def _into_graph(folder: Path, graph: Path) -> None:
    """Take the accepted candidates of a document into the graph, by the same checks as kg import."""
    with alone(graph):
        case = _case(folder, _rows(graph))
        found = case.reviewed().found
        rows, clashes = accepted_rows(document_row(folder), found)
        merged = with_accepted(case.rows, rows)
        if wrong := (*clashes, *_wrong_cells(rows), *problems(merged)):
            raise TableError(wrong)
        changed = turtle.load(graph) if graph.exists() else Graph()
        difference = change(changed, facts(list(case.rows)), facts(merged))
        make(changed, difference)
        count = placed(changed, case.read.edition, case.read.passages)
        turtle.save(changed, graph)
    told.print(
        f"{len(difference.added)} triples added, {len(difference.removed)} removed, {len(changed)} in the graph; {count} passages placed"
    )
    for each in found:
        if each.decision is Decision.ACCEPTED and each.waiting:
            told.print(f"not taken over: {each.candidate.id} waits for {', '.join(each.waiting)}", markup=False)
    for kind, new in minted(difference.added).items():
        told.print(f"new {kind}, check the spelling: {', '.join(new)}", markup=False)


def _wrong_cells(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield what is wrong with cells of rows that were accepted: what is read may hold what no fact table takes."""
    check = _check()
    for row in rows:
        for column in table(row.table).columns:
            texts = row.values(column.name) if column.many else (row[column.name],)
            yield from (Problem(row.origin, 0, column.name, message) for text in texts or ("",) if (message := check(column, text)))
