"""`kg serve --publication`: when there is a catalogue, and what is told of its settings before anything is served."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.places import PUBLICATION, published
from kg.errors import MissingFileError, PublicationError

OURS = Path(__file__).parents[2] / "data" / "publication.toml"


def test_without_the_usual_file_there_is_no_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert published(PUBLICATION) is None


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"nietes\.toml: no such file; describe the publication in it"):
        published(tmp_path / "nietes.toml")


def test_our_own_file_is_taken_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    found = published(OURS)
    assert found is not None
    assert (found.title.en, capsys.readouterr().err) == ("Samenspel: what municipalities promise and report", "")


def test_a_security_contact_that_is_out_of_date_is_told_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "publication.toml"
    file.write_text(OURS.read_text(encoding="utf-8").replace("expires = 2027", "expires = 2020"), encoding="utf-8")
    assert published(file) is not None
    assert "security.expires: 2020-11-01 is past" in capsys.readouterr().err


def test_serve_refuses_settings_that_are_wrong_before_it_makes_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "settings.toml"
    file.write_text('licence = "MIT"\n', encoding="utf-8")
    with pytest.raises(PublicationError, match=r"settings\.toml: \d+ to put right:"):
        CliRunner().invoke(app, ["serve", "--publication", str(file)], catch_exceptions=False)
    assert [each.name for each in tmp_path.iterdir()] == ["settings.toml"]
