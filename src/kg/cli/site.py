"""`kg site`: the pages and data as files that any web server can send."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.assets import asset
from kg.build.release import current_release
from kg.cli.hosting import check, configure
from kg.cli.places import GRAPH, PUBLICATION, RELEASES, BaseOption, GraphOption, PublicationOption, published, sources, told
from kg.cli.web import base_iri, built
from kg.site.answers import Origin
from kg.site.writing import Written, write_site
from kg.terms import BASE

site = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode=None)
site.command("configure")(configure)
site.command("check")(check)


@site.callback()
def write(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="The folder to write the site in.")] = Path("site"),
    graph: GraphOption = GRAPH,
    base: BaseOption = BASE,
    publication: PublicationOption = PUBLICATION,
    releases: Annotated[Path, typer.Option("--releases", envvar="KG_RELEASES", help="The folder that holds the releases.")] = RELEASES,
) -> None:
    """Write the pages and data as files that any web server can send, the same to the byte as kg serve sends them."""
    if context.invoked_subcommand:
        return
    says = published(publication, base)
    if says and says.services:
        told.print(
            f"{publication} says that a server answers SPARQL and the question API; with plain files alone, write services = false there",
            markup=False,
        )
    release = current_release(sources(graph), releases, base_iri(base)) or built(graph, releases, base)
    made = written(Origin(release.folder, asset("queries"), publication if publication.exists() else None), out)
    told.print(f"{made.files} files in {out}: {made.changed} new or changed, {made.removed} removed", markup=False)


def written(origin: Origin, out: Path) -> Written:
    """Return what was written of a site, while it is told how far that is."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=told, transient=True) as progress:
        task = progress.add_task("writing the site", total=None)
        return write_site(origin, out, lambda done, all_: progress.update(task, completed=done, total=all_))
