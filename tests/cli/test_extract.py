"""`kg extract`, run as a person runs it."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.dossier.folder import candidates, document_row
from kg.errors import MissingFileError

TEXT = "# Jaarverslag 2019 gemeente Almelo\n\n## Doel: Nieuw samenspel\n\n- Het project Leerwerkplein is gestart samen met Saxion.\n"


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of dossiers with one document that was read."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "verslag.md").write_text(TEXT, encoding="utf-8")
    _run("read", str(folder / "verslag.md"), "--work", str(folder / "work"), "--workers", "1")
    return folder / "work"


@pytest.fixture
def work(dossiers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own."""
    shutil.copytree(dossiers, tmp_path / "work")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "work"


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_candidates_go_into_the_dossier_and_their_numbers_to_the_reader(work: Path) -> None:
    lines = [line.split("\t") for line in _run("extract", "--work", "work").splitlines()]
    counted = dict(zip(*lines, strict=True))
    assert (counted["document"], counted["goal"], counted["initiative"], counted["participation"]) == ("verslag", "1", "1", "1")
    assert {each.row["id"] for each in candidates(work / "verslag") if each.row.table == "initiatives"} == {"almelo-project-leerwerkplein"}


def test_what_a_document_tells_of_itself_goes_into_its_row(work: Path) -> None:
    _run("extract", "verslag", "--work", "work")
    row = document_row(work / "verslag")
    assert (row["year"], row["type"], row["publisher"]) == ("2019", "jaarverslag", "Gemeente Almelo")


def test_what_the_graph_knows_is_linked_unless_its_source_is_left_out(work: Path, small: Path) -> None:
    _run("import", str(small), "--graph", "g.ttl")
    with_it = _known(work / "verslag", "--graph", "g.ttl")
    without_it = _known(work / "verslag", "--graph", "g.ttl", "--without", "almelo-jaarverantwoording-2018-innoveren")
    assert "gemeente-almelo" in with_it
    assert "gemeente-almelo" not in without_it


def _known(dossier: Path, *options: str) -> set[str]:
    """Return the things of the graph that a document is found to name."""
    _run("extract", "--work", "work", *options)
    return {choice.id for each in candidates(dossier) for choice in each.choices}


def test_a_document_that_was_not_read_is_named(work: Path) -> None:
    with pytest.raises(MissingFileError, match="no dossier of anders; make one with kg read"):
        _run("extract", "anders", "verslag", "--work", str(work))
    with pytest.raises(MissingFileError, match="no dossier of any document"):
        _run("extract", "--work", str(work / "nergens"))
