"""The real graph behind the real app, opened once."""

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from starlette.testclient import TestClient

from kg.build.release import INDEX, Release
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.web.app import create_app


@pytest.fixture(scope="session")
def index_file(real_release: Release) -> Path:
    return real_release.folder / INDEX


@pytest.fixture(scope="session")
def library(endpoint: LocalEndpoint, queries: Queries, real_index: SearchIndex) -> Library:
    return Library(endpoint, queries, real_index, {"release": "0123456789ab", "base": endpoint.base})


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    (folder / "site-4KX2PQ7Z.css").write_text("body { margin: 0 }\n")
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    (folder / ".hidden").write_text("not for readers\n")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "plain.bin").write_bytes(b"\x00\x01")
    return folder


@pytest.fixture(scope="session")
def client(library: Library, static: Path) -> TestClient:
    return TestClient(create_app(library, static), follow_redirects=False)


@pytest.fixture(scope="session")
def parsed() -> Callable[[str, str], Graph]:
    """What reads a text in an RDF format; rdflib's JSON-LD reader warns of its own old parts."""

    def read(text: str, form: str) -> Graph:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset = Dataset()
            dataset.parse(data=text, format=form)
            graph = Graph()
            for triple in dataset.default_graph:
                graph.add(triple)
            return graph

    return read
