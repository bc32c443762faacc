"""`kg gate`: every check of a release and of the site over it, and the file with what they found."""

import logging
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.assets import asset
from kg.build.gate_file import Assertion, Judgement, Outcome, write_judgement
from kg.build.release import MANIFEST, Release, current_release, open_release
from kg.build.series import open_published, series
from kg.cli.places import (
    GRAPH,
    PUBLICATION,
    RELEASES,
    BaseOption,
    GraphOption,
    OutOption,
    PublicationOption,
    published,
    queries,
    sources,
    told,
)
from kg.cli.web import base_iri, built
from kg.errors import MissingFileError, ReleaseError
from kg.gate import CHECKS, judgement
from kg.gate.checking import Examined, Tools
from kg.gate.sample import sample
from kg.publish.inventory import things
from kg.publish.library import Library
from kg.publish.released import opened
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.calling import calling

_SHAPES = ("shapes.ttl", "publication.shacl.ttl")
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def gate(
    release: Annotated[
        str, typer.Argument(help="A release (its name or folder) or a publication (1); that of the graph if left out.")
    ] = "",
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    publication: PublicationOption = PUBLICATION,
    official: Annotated[Path | None, typer.Option("--official", help="A folder with the official shapes of DCAT-AP-NL and NL-SBB.")] = None,
    axe: Annotated[Path | None, typer.Option("--axe", help="The script axe.min.js, to look at the pages in a browser too.")] = None,
) -> None:
    """Check a release and the site over it against the standards, and print the file with what was found; exit 1 on failures."""
    chosen = _release(release, out) if release else current_release(sources(graph), out, base_iri(base)) or built(graph, out, base)
    tools = Tools(_there(official), _there(axe), next(filter(None, map(shutil.which, _BROWSERS)), ""))
    library = opened(chosen, queries(), published(publication), publication)
    with closing(library.index):
        found = _judged(chosen, library, tools)
    print(write_judgement(found, chosen.folder))
    _tell(found)
    raise typer.Exit(1 if found.failed else 0)


def _judged(release: Release, library: Library, tools: Tools) -> Judgement:
    """Return what the checks find, told one by one while they are done."""
    shapes = tuple(asset("ontology") / name for name in _SHAPES)
    logging.getLogger("kg.web.calling").addFilter(_First())
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with calling(create_app(library)) as call, Progress(*columns, console=told, transient=True) as progress:
        task = progress.add_task("sample", total=len(CHECKS))
        examined = Examined(release, library, call, sample(library, things(library), call), shapes, tools)
        return judgement(examined, lambda check: progress.update(task, description=check.name, advance=1))


def _release(name: str, out: Path) -> Release:
    """Return the release that is meant: by its name, its folder or the number of its publication."""
    folder = next((each for each in (out / name, Path(name)) if (each / MANIFEST).exists()), None)
    if folder:
        return open_release(folder.resolve())
    numbered = {str(each.number): each for each in series(out)}
    if name not in numbered:
        raise ReleaseError(f"no release or publication {name!r} in {out}; make one with kg build or kg release")
    return open_published(out, numbered[name])


class _First(logging.Filter):
    """Lets a mistake of the site into the log once: the report tells of every page that it spoils."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether nothing like this was logged before."""
        mistake = repr(record.exc_info and record.exc_info[1])
        new = mistake not in self._seen
        self._seen.add(mistake)
        return new


def _there(place: Path | None) -> Path | None:
    if place and not place.exists():
        raise MissingFileError(f"{place}: not there")
    return place


def _tell(found: Judgement) -> None:
    """Tell what failed, what deserves attention, and how many checks had which outcome."""
    for each in found.assertions:
        if each.outcome is Outcome.FAILED or each.warnings.count:
            _tell_one(each)
    counted = ", ".join(f"{number} {outcome}" for outcome, number in found.counts.items() if number)
    print(f"release {found.release}: {counted}", file=sys.stderr)


def _tell_one(each: Assertion) -> None:
    for word, noticed in (("failed", each.failures), ("warning", each.warnings)):
        if noticed.count:
            print(f"{word}: {each.criterion.name} ({each.criterion.standard.name}): {noticed.count}", file=sys.stderr)
            print(*(f"  {line}" for line in noticed.first), sep="\n", file=sys.stderr)
