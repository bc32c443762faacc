"""A release of the small graph, and the site over it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.build.series import publish
from kg.extract.facts import facts
from kg.gate.checking import Examined
from kg.gate.sample import Sample, sample
from kg.model.tables import Row
from kg.publish.inventory import things
from kg.publish.released import opened
from kg.read.publication import publication
from kg.store import turtle
from kg.store.queries import Queries
from kg.web.app import create_app
from kg.web.calling import calling

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def release(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Release:
    file = tmp_path_factory.mktemp("graph") / "triples.ttl"
    turtle.save(facts(small_rows), file)
    sources = Sources((*model_files(), file), (asset("ontology") / "shapes.ttl",), asset("queries"))
    out = tmp_path_factory.mktemp("releases")
    made = build_release(sources, out)
    publish(made, out, date(2026, 11, 1), "De eerste")
    return made


@pytest.fixture(scope="session")
def examined(release: Release, queries: Queries) -> Iterator[Examined]:
    library = opened(release, queries, publication(ROOT / "data" / "publication.toml"))
    shapes = tuple(asset("ontology") / name for name in ("shapes.ttl", "publication.shacl.ttl"))
    with calling(create_app(library)) as call:
        yield Examined(release, library, call, sample(library, things(library), call), shapes)
    library.index.close()


@pytest.fixture(scope="session")
def few(examined: Examined) -> Examined:
    """The same with a smaller sample."""
    told = examined.sample
    things = [thing for thing in told.things if "/initiatief/" in thing or "/bedrag/" in thing]
    documents = [path for path in told.documents if path.startswith(("/doc/initiatief/", "/doc/bedrag/"))]
    return replace(examined, sample=Sample(tuple(things), tuple(documents), told.pages[:6]))


@pytest.fixture
def copied(examined: Examined, tmp_path: Path) -> Examined:
    """The same, with files of its own."""
    folder = tmp_path / examined.release.name
    shutil.copytree(examined.release.folder, folder)
    return replace(examined, release=Release(folder, examined.release.manifest))
