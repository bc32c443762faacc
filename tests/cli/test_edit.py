"""`kg edit`, run as a person runs it."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import LostStateError, TableError


@pytest.fixture
def place(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small graph."""
    monkeypatch.chdir(tmp_path)
    _run("import", str(small))
    return tmp_path


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def _renamed(small: Path, place: Path, **cells: str) -> Path:
    """The initiatives with cells of the regiodeal changed, as a file."""
    with (small / "initiatives.csv").open(encoding="utf-8") as file:
        rows = [{**row, **(cells if row["id"] == "regiodeal-twente" else {})} for row in csv.DictReader(file)]
    with (place / "initiatives.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return place / "initiatives.csv"


def test_a_change_is_shown_made_told_and_undone(place: Path, small: Path) -> None:
    before = (place / "data" / "triples.ttl").read_bytes()
    file = str(_renamed(small, place, name="Regio Deal Twente"))
    shown = _run("edit", "apply", file, "--why", "spelling", "--dry-run")
    assert "Gewijzigd: initiatives regiodeal-twente" in shown
    assert "  name: Regiodeal Twente → Regio Deal Twente" in shown
    assert "beweringen erbij" in shown
    assert (place / "data" / "triples.ttl").read_bytes() == before
    _run("edit", "apply", file, "--why", "spelling", "--by", "anna")
    _run("edit", "undo", "1", "--why", "toch niet", "--by", "piet")
    assert (place / "data" / "triples.ttl").read_bytes() == before
    head, second, first = (line.split("\t") for line in _run("edit", "history").splitlines())
    told = [dict(zip(head, line, strict=True)) for line in (first, second)]
    assert [(each["change"], each["who"], each["why"]) for each in told] == [("1", "anna", "spelling"), ("2", "piet", "toch niet")]
    assert all((place / "releases" / each["release"]).is_dir() for each in told)


def test_what_is_wrong_with_a_change_is_told_and_nothing_is_changed(place: Path, small: Path) -> None:
    before = (place / "data" / "triples.ttl").read_bytes()
    with pytest.raises(TableError, match="column type: "):
        _run("edit", "apply", str(_renamed(small, place, type="iets")), "--why", "x")
    assert (place / "data" / "triples.ttl").read_bytes() == before
    assert "Er verandert niets." in _run("edit", "apply", str(_renamed(small, place)), "--why", "x", "--dry-run")


@pytest.mark.usefixtures("place")
def test_a_change_that_was_not_made_cannot_be_undone() -> None:
    with pytest.raises(LostStateError, match="there is no change 7; kg edit history tells which there are"):
        _run("edit", "undo", "7", "--why", "x")
