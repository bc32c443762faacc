"""A small site from a handful of real facts, as `kg site` lays it out, at the root of its host or below a path."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hosts import readable_folder
from kg.assets import asset
from kg.cli import app
from kg.publish.inventory import things
from kg.publish.library import Library
from kg.publish.links import path_of
from kg.site.answers import Origin, written
from kg.site.extras import extras
from kg.site.hosting import Site
from kg.site.places import Place, document, others
from kg.web.app import create_app
from kg.web.calling import calling

ROOT = Path(__file__).parents[2]
QUESTIONS = ("/vragen/doelen-zonder-initiatief", "/vragen/partnernetwerk-van-thema")
MERGED, WITHDRAWN = {"doel/oud": "doel/nieuw"}, ("doel/weg",)
Hosted = tuple[Site, Path]


@pytest.fixture(scope="session")
def graph(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small facts as a graph."""
    folder = tmp_path_factory.mktemp("graph")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(app, ["import", str(small)]).exit_code == 0
    return folder / "data" / "triples.ttl"


@pytest.fixture(scope="session")
def hosted(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Hosted]]:
    """What writes the small site for a host on which it is below a prefix, and tells where it is."""
    with readable_folder() as place:

        @cache
        def made(prefix: str) -> Hosted:
            releases = tmp_path_factory.mktemp("releases")
            base = f"https://data.example.nl{prefix}"
            told = CliRunner().invoke(app, ["build", "--graph", str(graph), "--out", str(releases), "--base", base], catch_exceptions=False)
            folder = place / (prefix.strip("/") or "root")
            origin = Origin(Path(told.stdout.strip()), asset("queries"), ROOT / "data" / "publication.toml")
            return _write(origin.library(), folder, prefix), folder

        yield made


def _write(library: Library, folder: Path, prefix: str) -> Site:
    names = [path_of(thing) for thing in things(library)]
    step = max(1, len(names) // 40)
    documents = ["/doc/doel", *(f"/doc/{name}" for name in [*names[::step][:5], "initiatief/regiodeal-twente"])]
    places = [*(place for path in documents for place in document(path)), *filter(_kept, others(library))]
    with calling(create_app(library), prefix) as call:
        for place in places:
            answer = call(place.path, {"Accept": place.accept})
            assert answer.status == 200, place
            written(folder / place.file, answer.body)
    list(extras(library, folder, tuple(place.file for place in places)))
    (folder / ".samenspel-site").touch()
    library.index.close()
    graphs = tuple(query.name for query in library.queries.questions() if not query.columns)
    site = Site(library.endpoint.base, str(library.manifest["release"]), str(folder), "https://creativecommons.org/publicdomain/zero/1.0/")
    return replace(site, merged=MERGED, withdrawn=WITHDRAWN, graphs=graphs)


def _kept(place: Place) -> bool:
    return not place.path.removeprefix("/en").startswith("/vragen/") or place.path.removeprefix("/en").startswith(QUESTIONS)
