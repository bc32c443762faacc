"""A small site from a handful of real facts, as `kg site` lays it out, at the root of its host or below a path."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hosts import readable_folder
from kg.assets import asset
from kg.cli import app
from kg.publish.inventory import things
from kg.publish.links import path_of
from kg.site.answers import Origin, keep
from kg.site.extras import extras
from kg.site.hosting import Site, site_in
from kg.site.places import Place, document, others

ROOT = Path(__file__).parents[2]
QUESTIONS = ("/vragen/doelen-zonder-initiatief", "/vragen/partnernetwerk-van-thema")
LONG = "deelname/regionaal-samenwerkingsverband-duurzame-energie-twente--gemeente-haaksbergen--opdrachtgever-en-uitvoerder"
MERGED, WITHDRAWN = {"doel/oud": "doel/nieuw", f"{LONG}-1": LONG}, ("doel/weg", f"{LONG}-2")
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
            return _write(origin, folder), folder

        yield made


def _write(origin: Origin, folder: Path) -> Site:
    with closing(origin.library().index):
        library = origin.library()
        names = [path_of(thing) for thing in things(library)]
        sampled = names[:: max(1, len(names) // 40)][:5]
        documents = ["/doc/doel", *(f"/doc/{name}" for name in [*sampled, "initiatief/regiodeal-twente"])]
        places = [*(place for path in documents for place in document(path)), *filter(_kept, others(library))]
        list(extras(library, folder, keep(origin, folder, places).files))
    (folder / ".samenspel-site").touch()
    return replace(site_in(folder, str(folder)), merged=MERGED, withdrawn=WITHDRAWN)


def _kept(place: Place) -> bool:
    """Tell whether a place is on the small site: of the questions there are two."""
    return not place.path.removeprefix("/en").startswith("/vragen/") or place.path.removeprefix("/en").startswith(QUESTIONS)
