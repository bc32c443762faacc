"""`kg edit`: change the graph so that it can be seen who did what and why, and undone."""

import getpass
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.assets import asset
from kg.cli.places import GRAPH, RELEASES, BaseOption, GraphOption, OutOption, told
from kg.edit.place import Place
from kg.edit.preview import Preview, preview
from kg.edit.publishing import Published, publish, restore
from kg.edit.rows import Edit, between, filled
from kg.edit.standing import standing, text_of
from kg.edit.trail import Act, Entry, entries
from kg.errors import LostStateError, TableError, ValidationError
from kg.model.findings import Severity
from kg.model.tables import key
from kg.read.table import read
from kg.read.words import allowed_words
from kg.review.acceptance import overlaid, replaced
from kg.store import turtle
from kg.terms import BASE

edit = typer.Typer(help="Change the graph so that it can be seen who did what and why, and undone.", no_args_is_help=True)

ByOption = Annotated[str, typer.Option(help="Who makes the change; your login name when it is left out.")]
WhyOption = Annotated[str, typer.Option(help="Why the change is made; it stands in the trail.")]
_SEVERITIES = {Severity.VIOLATION: "fout", Severity.WARNING: "waarschuwing", Severity.INFO: "opmerking"}


@edit.command()
def apply(
    source: Annotated[Path, typer.Argument(help="A folder of CSV fact tables, one CSV file, or an .xlsx workbook.")],
    why: WhyOption,
    by: ByOption = "",
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Rows of these tables that are not in SOURCE are taken out.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would change and what is wrong with it, and change nothing.")
    ] = False,
) -> None:
    """Take fact tables over as one change: shown first, checked as a whole, released, and kept in the trail."""
    words = allowed_words(turtle.load(asset("ontology") / "schemes.ttl"))
    reading = read(source, words)
    if reading.problems:
        raise TableError(reading.problems)
    now = standing(text_of(graph))
    wanted = replaced(now.rows, reading.rows, reading.tables) if replace else overlaid(now.rows, reading.rows)
    found = preview(now, between(now.rows, wanted), words)
    print("\n".join(_shown(found)))
    _refuse(found)
    if not dry_run:
        _told(publish(_place(graph, out, base), found.edits, _act(by, why)))


def _place(graph: Path, out: Path, base: str) -> Place:
    return Place(graph, out, graph.parent / "trail", base)


def _act(by: str, why: str) -> Act:
    return Act(by or getpass.getuser(), why, datetime.now(UTC))


def _shown(found: Preview) -> Iterator[str]:
    """Yield a preview in Dutch: each row with what becomes of it, and what the shapes find in it that they did not find before."""
    for each in found.edits:
        row = each.after or each.before
        if row is not None:
            yield f"{_happens(each)}: {' '.join(filter(None, key(row)))}"
        yield from _cells(each)
    if not found.edits:
        yield "Er verandert niets."
    if found.differs is not None:
        yield f"In de graaf: {found.differs.added} beweringen erbij, {found.differs.removed} eraf."
    for finding in found.findings:
        yield f"{_SEVERITIES[finding.severity]}: {finding.messages.get('nl', '')} ({finding.focus})"


def _happens(each: Edit) -> str:
    if each.before is None:
        return "Nieuw"
    return "Weg" if each.after is None else "Gewijzigd"


def _cells(each: Edit) -> Iterator[str]:
    before, after = (filled(row) if row else {} for row in (each.before, each.after))
    for column in dict.fromkeys((*before, *after)) if each.after else ():
        if before.get(column, "") != after.get(column, ""):
            yield f"  {column}: {before.get(column) or '(leeg)'} → {after.get(column) or '(leeg)'}"


def _refuse(found: Preview) -> None:
    """Raise what stands in the way of a change: TableError for its rows, ValidationError for what the graph would be."""
    if found.faults:
        raise TableError(tuple(fault.problem for fault in found.faults))
    violations = sum(finding.severity is Severity.VIOLATION for finding in found.findings)
    if violations:
        raise ValidationError(f"nothing was changed; the graph would have {violations} violations that it does not have now, told above")


def _told(made: Published) -> None:
    told.print(f"change {made.entry.number} made; release {made.release.name}", markup=False)


@edit.command()
def history(graph: GraphOption = GRAPH) -> None:
    """Tell who changed the graph, when, and why, the last change first."""
    place = _place(graph, RELEASES, BASE)
    print("change", "when", "who", "rows", "release", "why", sep="\t")
    for entry in reversed(entries(place)):
        when = entry.ended.astimezone().isoformat(timespec="seconds")
        print(entry.number, when, entry.act.who, _rows(place, entry), entry.release, entry.act.reason, sep="\t")


def _rows(place: Place, entry: Entry) -> int:
    """Return how many rows a change was of."""
    return len(json.loads(place.patch(entry.number).read_text(encoding="utf-8")))


@edit.command()
def undo(
    change: Annotated[int, typer.Argument(help="The number of the change; the graph becomes what it was before it.")],
    why: WhyOption,
    by: ByOption = "",
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
) -> None:
    """Return to the graph as it was before a change, as a change of its own; what came after it is undone too."""
    place = _place(graph, out, base)
    entry = _entry(entries(place), change)
    act = _act(by, why)
    _told(restore(place, entry.former, Act(act.who, act.reason, act.started, entry.former)))


def _entry(found: Sequence[Entry], number: int) -> Entry:
    entry = next((each for each in found if each.number == number), None)
    if entry is None:
        raise LostStateError(f"there is no change {number}; kg edit history tells which there are")
    return entry
