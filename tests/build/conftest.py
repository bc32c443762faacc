"""A small graph, the sources of a release of it, and versions of it with something changed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import turtle
from versions import Made


@pytest.fixture(scope="session")
def small_sources(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Sources:
    file = tmp_path_factory.mktemp("graph") / "triples.ttl"
    turtle.save(facts(small_rows), file)
    return Sources((*model_files(), file), (asset("ontology") / "shapes.ttl",), asset("queries"))


@pytest.fixture(scope="session")
def small_release(small_sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build_release(small_sources, tmp_path_factory.mktemp("releases"))


@pytest.fixture
def made(small_sources: Sources, tmp_path: Path) -> Made:
    """Make a release of other rows, with or without reasons of withdrawals, in one folder of releases."""

    def release(reasons: str, rows: Sequence[Row]) -> Release:
        file = tmp_path / "triples.ttl"
        turtle.save(facts(rows), file)
        own = replace(small_sources, graph=(*model_files(), file))
        if reasons:
            (tmp_path / "withdrawn.csv").write_text(f"thing,instead,how,reason_nl,reason_en\n{reasons}\n", encoding="utf-8")
            own = replace(own, withdrawn=tmp_path / "withdrawn.csv")
        return build_release(own, tmp_path / "releases")

    return release
