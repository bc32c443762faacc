"""The real graph as researchers open it, a release of a few facts under another base, and the same over HTTP."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from kg.assets import asset, model_files
from kg.build.release import INDEX, Release, Sources, build_release
from kg.explore.graph import Graph
from kg.explore.opening import open as open_graph
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store import turtle
from kg.store.queries import Queries
from kg.web.app import create_app

ROOT = Path(__file__).parents[2]
ALMELO = "https://data.almelo.nl/kg"


@pytest.fixture(scope="session")
def graph() -> Iterator[Graph]:
    with open_graph(ROOT / "data" / "triples.ttl") as graph:
        yield graph


@pytest.fixture(scope="session")
def few(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handful of facts as a Turtle file, without the model."""
    file = tmp_path_factory.mktemp("few") / "data" / "triples.ttl"
    turtle.save(facts(small_rows), file)
    return file


@pytest.fixture(scope="session")
def release(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    sources = Sources((*model_files(), few), (asset("ontology") / "shapes.ttl",), asset("queries"))
    return build_release(sources, tmp_path_factory.mktemp("almelo") / "releases", ALMELO)


@pytest.fixture(scope="session")
def almelo(release: Release) -> Iterator[Graph]:
    with open_graph(release.folder) as graph:
        yield graph


@pytest.fixture(scope="session")
def url(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of that release, served by our own app; it listens before its thread begins."""
    with closing(SearchIndex(release.folder / INDEX)) as index, socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(Library(release.open(), Queries(asset("queries")), index, release.manifest), tmp_path_factory.mktemp("static"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def remote(url: str) -> Iterator[Graph]:
    with open_graph(url) as graph:
        yield graph
