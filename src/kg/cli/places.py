"""Where the commands find the graph, the ontology and the queries, and how they tell what they do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.assets import asset, model_files
from kg.build.release import Sources
from kg.errors import MissingFileError
from kg.publisher import Publication
from kg.read.publication import outdated, publication
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.terms import BASE

GRAPH = Path("data/triples.ttl")
RELEASES = Path("releases")
PUBLICATION = Path("data/publication.toml")

GraphOption = Annotated[Path, typer.Option("--graph", envvar="KG_GRAPH", help="The Turtle file that holds the graph.")]
BaseOption = Annotated[str, typer.Option("--base", envvar="KG_BASE", help="The base IRI to publish under, without a slash at the end.")]
OutOption = Annotated[Path, typer.Option("--out", envvar="KG_RELEASES", help="The folder that holds the releases.")]

PublicationOption = Annotated[
    Path, typer.Option("--publication", envvar="KG_PUBLICATION", help="The file that tells who publishes the graph, for the catalogue.")
]

told = Console(stderr=True, highlight=False, soft_wrap=True)
"""Where the commands tell what they do; results go to stdout."""


def graph_files(graph: Path) -> tuple[Path, ...]:
    """Return the files that together are the graph: the model, and the facts."""
    return (*model_files(), graph)


def existing(graph: Path) -> Path:
    """Return the graph's file; raises MissingFileError when it is not there."""
    if not graph.exists():
        raise MissingFileError(f"{graph}: no such file; make it with kg import, or name another with --graph")
    return graph


def sources(graph: Path) -> Sources:
    """Return what a release of this graph is made from."""
    reasons = graph.with_name("withdrawn.csv")
    shapes = (asset("ontology") / "shapes.ttl",)
    return Sources(graph_files(existing(graph)), shapes, asset("queries"), reasons if reasons.exists() else None)


def published(file: Path, base: str = BASE) -> Publication | None:
    """Return what the publisher says of the graph, None when the usual file is not there.

    Tells of what is out of date, and of settings that are those of this project while the base is somebody's own.
    """
    if file == PUBLICATION and not file.exists():
        return None
    found = publication(file)
    if late := outdated(found, datetime.now(UTC).date()):
        told.print(f"{file}: {late}", markup=False)
    homepage = str(found.publisher.homepage or "")
    if base.rstrip("/") != BASE and homepage.startswith(BASE):
        told.print(
            f"{file}: names {found.publisher.name.nl} as the publisher of {base}; describe your own with --publication", markup=False
        )
    return found


def queries() -> Queries:
    """Return the saved queries that come with the package."""
    return Queries(asset("queries"))


def opened(graph: Path) -> LocalEndpoint:
    """Return an endpoint over the graph as it is now; a graph that is not there yet holds the model only."""
    return open_files([file for file in graph_files(graph) if file != graph or file.exists()])
