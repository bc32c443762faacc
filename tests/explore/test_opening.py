"""What kg.open() opens."""

import json
import re
import shutil
from pathlib import Path

import pytest

import kg
from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.errors import EndpointError, MissingFileError, RdfError, ReleaseError
from kg.explore import opening
from kg.explore.graph import Graph
from kg.terms import BASE

ALMELO = "https://data.almelo.nl/kg"


def sources(facts: Path) -> Sources:
    return Sources((*model_files(), facts), (asset("ontology") / "shapes.ttl",), asset("queries"))


def test_a_file_of_facts_gets_the_names_of_roles_with_it(few: Path) -> None:
    with kg.open(few) as graph:
        assert graph.base == BASE
        assert graph.thing("Skills Twente").partners()["role"] == ["participant"]


def test_facts_under_another_base_get_the_names_under_that_base(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "almelo.ttl"
    file.write_text(few.read_text(encoding="utf-8").replace(BASE, ALMELO), encoding="utf-8")
    with kg.open(file, base=f"{ALMELO}/") as graph:
        assert graph.base == ALMELO
        assert graph.thing("Skills Twente").partners()["role"] == ["participant"]


def test_a_whole_graph_tells_its_own_base(release: Release) -> None:
    with kg.open(release.folder / "graph.nt") as graph:
        assert (graph.base, graph.thing("Skills Twente").iri) == (ALMELO, f"{ALMELO}/id/initiatief/skills-twente")


def test_a_release_is_named_and_tells_its_base(release: Release, almelo: Graph) -> None:
    assert (almelo.release, almelo.base) == (release.name, ALMELO)


def test_a_release_has_no_other_base(release: Release) -> None:
    with pytest.raises(ReleaseError, match=rf"release {release.name} has the base {ALMELO}, not https://b\.nl; leave the base out"):
        kg.open(release.folder, base="https://b.nl")


@pytest.fixture
def place(few: Path, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with facts and a release of them, and a folder in it."""
    (tmp_path / "data").mkdir()
    shutil.copy(few, tmp_path / "data" / "triples.ttl")
    shutil.copytree(release.folder, tmp_path / "releases" / release.name)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_the_graph_of_the_folder_above_is_found(place: Path) -> None:
    assert place.is_dir()
    with kg.open() as graph:
        assert repr(graph).startswith("<Graph of data/triples.ttl: 2 programmes, 3 goals,")


def test_the_release_of_exactly_the_graph_goes_first(place: Path) -> None:
    release = build_release(sources(place / "data" / "triples.ttl"), place / "releases", ALMELO)
    with kg.open(base=ALMELO) as graph:
        assert graph.release == release.name
    with (place / "data" / "triples.ttl").open("a", encoding="utf-8") as file:
        file.write('\n<https://samenspel.example.org/id/doel/nieuw> <http://www.w3.org/2000/01/rdf-schema#label> "Nieuw"@nl .\n')
    with kg.open(base=ALMELO) as graph:
        assert graph.release == ""


def test_a_folder_is_opened_as_the_working_folder_would_be(place: Path) -> None:
    with kg.open(place) as graph:
        assert graph.release == ""
    with kg.open(place / "releases") as graph:
        assert graph.base == ALMELO


def test_the_newest_sound_release_is_taken_when_there_are_no_facts(place: Path, release: Release, few: Path) -> None:
    shutil.rmtree(place / "data")
    broken = shutil.copytree(release.folder, place / "releases" / "broken")
    (broken / "graph.nt").write_text("", encoding="utf-8")
    newer = build_release(sources(few), place / "releases")
    with kg.open() as graph:
        assert graph.release == newer.name
    with kg.open(base=ALMELO) as graph:
        assert graph.release == release.name
    with pytest.raises(
        MissingFileError, match=r"no release with base https://b\.nl and no data/triples\.ttl in it; make one with kg build"
    ):
        kg.open(place, base="https://b.nl")


def test_the_graph_of_the_checkout_is_opened_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with kg.open() as graph:
        assert graph.thing("Regiodeal Twente").kind == "initiatief"


def test_no_graph_anywhere_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "queries").mkdir()
    monkeypatch.setattr(opening, "asset", lambda name: tmp_path / name)
    told = "no data/triples.ttl and no release in releases/ here or above; name a graph, as in kg.open('path/to/triples.ttl')"
    with pytest.raises(MissingFileError, match=re.escape(told)):
        kg.open()


@pytest.mark.parametrize(
    ("source", "error", "told"),
    [
        pytest.param("weg.ttl", MissingFileError, "weg.ttl: no such file or folder; give a release folder, a Turtle", id="no file"),
        pytest.param(".", MissingFileError, ".: no release and no data/triples.ttl in it; make one with kg build", id="empty folder"),
        pytest.param("ftp://a.nl/sparql", EndpointError, "'ftp://a.nl/sparql' is no address of an endpoint", id="no address"),
        pytest.param("http://127.0.0.1:9/sparql", EndpointError, "http://127.0.0.1:9/sparql cannot be reached", id="nobody there"),
    ],
)
def test_what_cannot_be_opened_is_told(
    source: str, error: type[Exception], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=re.escape(told)):
        kg.open(source)


def test_a_file_that_is_no_graph_is_told(tmp_path: Path) -> None:
    table, broken = tmp_path / "goals.csv", tmp_path / "goals.ttl"
    table.write_text("a,b\n", encoding="utf-8")
    broken.write_text("<a> <b> .\n", encoding="utf-8")
    with pytest.raises(RdfError, match=r"goals\.csv: not a file of triples; use \.ttl, \.nt or \.rdf"):
        kg.open(table)
    with pytest.raises(RdfError, match=r"goals\.ttl: .*line 1"):
        kg.open(broken)


def test_a_damaged_release_is_told(release: Release, tmp_path: Path) -> None:
    folder = shutil.copytree(release.folder, tmp_path / "damaged")
    (folder / "graph.nt").write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"graph\.nt: not as it was released"):
        kg.open(folder)


def test_an_endpoint_may_be_told_its_base(url: str) -> None:
    with kg.open(url, base=BASE) as graph:
        assert (graph.base, repr(graph).count("0 goals")) == (BASE, 1)


def test_the_release_opened_is_the_one_its_manifest_describes(release: Release, almelo: Graph) -> None:
    manifest = json.loads((release.folder / "manifest.json").read_text(encoding="utf-8"))
    assert almelo.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")["n"] == [manifest["triples"]]  # type: ignore[index]
