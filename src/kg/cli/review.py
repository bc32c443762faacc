"""`kg review`: decide on what documents may state, in a spreadsheet, and take what was accepted into the graph."""

import csv
import getpass
import io
from collections import Counter
from collections.abc import Sequence
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
from kg.errors import ConflictError, MissingFileError, TableError
from kg.extract.facts import facts, problems
from kg.extract.placing import placed
from kg.extract.ruling import why
from kg.model.candidates import Candidate
from kg.model.passages import Transcript
from kg.model.tables import Column, Row
from kg.model.verdicts import Decision, Verdict
from kg.read.cells import cell_problem
from kg.read.sheets import any_sheets
from kg.read.words import allowed_words
from kg.review.acceptance import accept as make
from kg.review.acceptance import change
from kg.review.deciding import Reviewer, accepted_rows, confident, verdict, with_accepted
from kg.review.recognition import Known
from kg.review.sheet import Line, Sheet, decided, sheet, workbook
from kg.review.standing import Standing, added, replay, standings
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

    def standings(self, seen: int | None = None) -> tuple[tuple[Standing, ...], tuple[Verdict, ...]]:
        """Return how the candidates stand after so many verdicts (all when none is given), and the verdicts that fit none."""
        made = self.made[:seen]
        replayed = replay(self.found, made, self.read.edition)
        own = tuple(added(made, self.read.passages))
        of = {**replayed.of, **{verdict_.candidate: verdict_ for verdict_ in made if verdict_.candidate in {each.id for each in own}}}
        return standings((*self.found, *own), of, {row["id"] for row in self.rows if row["id"]}), replayed.lost


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
        _take(_case(folder, graph), taken, reviewer)
    if above is not None:
        _accept_above(_case(folder, graph), above, reviewer)
    if accept:
        _into_graph(folder, graph)
    if export:
        _export(_case(folder, graph), export)


def _folder(work: Path, document: str) -> Path:
    found = list(dossiers(work))
    fitting = [folder for folder in found if folder.name == document or not document]
    if len(fitting) == 1:
        return fitting[0]
    if not found:
        raise MissingFileError(f"{work}: no documents; read one with kg read")
    names = ", ".join(folder.name for folder in found[:10])
    raise MissingFileError(f"{document or 'give the document'}: not one of {names}" if document else f"name the document: one of {names}")


def _case(folder: Path, graph: Path) -> _Case:
    rows = tables(opened(graph), queries()) if graph.exists() else []
    return _Case(folder, transcript(folder), candidates(folder), verdicts(folder), tuple(rows))


def _tell(work: Path, graph: Path, document: str) -> None:
    """Tell per document how many candidates there are, and how they stand."""
    folders = [folder for folder in dossiers(work) if not document or folder.name == document]
    if not folders:
        raise MissingFileError(f"{work}: no dossier of {document or 'any document'}; make one with kg read")
    print("document", "candidates", *Decision, "waiting", sep="\t")
    for folder in folders:
        found, lost = _case(folder, graph).standings()
        counted = Counter(each.decision for each in found)
        waiting = sum(each.decision is Decision.ACCEPTED and bool(each.waiting) for each in found)
        print(folder.name, len(found), *(counted[each] for each in Decision), waiting, sep="\t")
        if lost:
            told.print(f"{folder.name}: {len(lost)} verdicts fit no candidate of the document as it is read now", markup=False)


def _export(case: _Case, file: Path) -> None:
    found, _ = case.standings()
    made = sheet(found, len(case.made), Known(case.rows), case.read.edition, lambda rule: why(rule)[0])
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
    seen = min((int(line.cells["gezien"]) for line in lines if line.cells.get("gezien", "").isdecimal()), default=len(case.made))
    before, _ = case.standings(seen)
    words = allowed_words(turtle.load(asset("ontology") / "schemes.ttl"))

    def check(column: Column, text: str) -> str:
        return cell_problem(text, column, words.get(column.scheme, frozenset()))

    found = decided(lines, before, by, case.read.edition, check)
    if found.problems:
        raise TableError(found.problems)
    _append(case.folder, found.verdicts, seen)


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
    found, _ = case.standings()
    chosen = confident(found, least, Known(case.rows))
    _append(case.folder, [verdict(each, Decision.ACCEPTED, by, case.read.edition) for each in chosen], len(case.made))


def _into_graph(folder: Path, graph: Path) -> None:
    """Take the accepted candidates of a document into the graph, by the same checks as kg import."""
    with alone(graph):
        case = _case(folder, graph)
        found, _ = case.standings()
        rows, clashes = accepted_rows(document_row(folder), found)
        merged = with_accepted(case.rows, rows)
        if wrong := (*clashes, *problems(merged)):
            raise TableError(wrong)
        changed = turtle.load(graph) if graph.exists() else Graph()
        difference = change(changed, facts(list(case.rows)), facts(merged))
        make(changed, difference)
        count = placed(changed, case.read.edition, case.read.passages)
        turtle.save(changed, graph)
    waiting = [each for each in found if each.decision is Decision.ACCEPTED and each.waiting]
    told.print(
        f"{len(difference.added)} triples added, {len(difference.removed)} removed, {len(changed)} in the graph; {count} passages placed"
    )
    for each in waiting:
        told.print(f"not taken over: {each.candidate.id} waits for {', '.join(each.waiting)}", markup=False)
