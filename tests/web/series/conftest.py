"""Three publications of a small graph behind the real app."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.assets import asset
from kg.model.tables import Row
from kg.publish.library import Library
from kg.publish.released import opened
from kg.store.queries import Queries
from kg.web.app import create_app
from publications import three


@pytest.fixture(scope="session")
def out(small_rows: Sequence[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases of which three are published."""
    return three(tmp_path_factory.mktemp("series"), small_rows).out


@pytest.fixture(scope="session")
def graphs(small_rows: Sequence[Row], out: Path) -> Mapping[int, Path]:
    """The graph of each publication, by number."""
    return three(out.parent, small_rows).graphs


@pytest.fixture(scope="session")
def published(small_rows: Sequence[Row], out: Path) -> Iterator[Library]:
    """The last publication, opened for reading."""
    library = opened(three(out.parent, small_rows).releases[-1], Queries(asset("queries")))
    with closing(library.index):
        yield library


@pytest.fixture(scope="session")
def site(published: Library, static: Path) -> Iterator[TestClient]:
    """The app over the last publication, running."""
    with TestClient(create_app(published, static), follow_redirects=False) as client:
        yield client
