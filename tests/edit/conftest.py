"""A small graph to change, and its rows."""

from pathlib import Path

import pytest

from kg.edit.place import Place
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import turtle


@pytest.fixture
def place(tmp_path: Path, small_rows: list[Row]) -> Place:
    """The small graph in a folder of its own."""
    graph = tmp_path / "data" / "triples.ttl"
    turtle.save(facts(small_rows), graph)
    return Place(graph, tmp_path / "releases", tmp_path / "data" / "trail")
