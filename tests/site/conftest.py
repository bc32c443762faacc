"""A small site of the last of three publications, as `kg site` lays it out, at the root of its host or below a path."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hosts import readable_folder
from judged import JUDGEMENT
from kg.assets import asset
from kg.build.gate_file import write_judgement
from kg.cli import app
from kg.model.tables import Row
from kg.publish.inventory import things
from kg.publish.links import path_of
from kg.site.answers import Origin, keep, kept
from kg.site.extras import extras
from kg.site.hosting import Site, site_in
from kg.site.listed import LISTED
from kg.site.places import Place, document, others
from publications import three

ROOT = Path(__file__).parents[2]
QUESTIONS = ("/vragen/doelen-zonder-initiatief", "/vragen/partnernetwerk-van-thema")
LONG = "deelname/regionaal-samenwerkingsverband-duurzame-energie-twente--gemeente-haaksbergen--opdrachtgever-en-uitvoerder"
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
def hosted(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Hosted]]:
    """What writes the small site for a host on which it is below a prefix, and tells where it is."""
    with readable_folder() as place:

        @cache
        def made(prefix: str) -> Hosted:
            base, folder = f"https://data.example.nl{prefix}", place / (prefix.strip("/") or "root")
            release = three(tmp_path_factory.mktemp("series"), small_rows, base).releases[-1].folder
            write_judgement(replace(JUDGEMENT, release=release.name, base=base), release)
            return _write(Origin(release, asset("queries"), ROOT / "data" / "publication.toml"), folder), folder

        yield made


def _write(origin: Origin, folder: Path) -> Site:
    library = origin.library()
    with closing(library.index):
        names = [path_of(thing) for thing in things(library)]
        sampled = names[:: max(1, len(names) // 40)][:5]
        documents = ["/doc/doel", *(f"/doc/{name}" for name in [*sampled, "initiatief/regiodeal-twente"])]
        places = [*(place for path in documents for place in document(path)), *filter(_kept, others(library))]
        for found in extras(library, folder, keep(origin, folder, places).files):
            kept(folder, found)
    (folder / LISTED).touch()
    site = site_in(folder, str(folder))
    return replace(site, merged={**site.merged, f"{LONG}-1": LONG}, withdrawn=(*site.withdrawn, f"{LONG}-2"))


def _kept(place: Place) -> bool:
    """Tell whether a place is on the small site: of the questions there are two."""
    return not place.path.removeprefix("/en").startswith("/vragen/") or place.path.removeprefix("/en").startswith(QUESTIONS)
