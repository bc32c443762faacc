"""`kg gate`, run as a person runs it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import MissingFileError, ReleaseError

Run = Callable[..., Result]


def command(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture(scope="module")
def published(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few of the small facts imported and published, and the first judgement of it."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "facts").mkdir()
    for name in ("documents", "organisations", "programmes"):
        shutil.copy(small / f"{name}.csv", folder / "facts")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        assert command("import", "facts").exit_code == 0
        assert command("release", "--date", "2026-11-01").exit_code == 0
    return folder


@pytest.fixture
def here(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(published)
    return published


def test_a_sound_release_passes_and_the_file_with_what_was_found_is_told(here: Path) -> None:
    result = command("gate", "1")
    assert result.exit_code == 0, result.output
    file = Path(result.stdout.strip())
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (here / file).parent == here / "releases" / "gate"
    assert told["outcomes"]["failed"] == 0
    assert re.search(r"release [0-9a-f]{12}: \d+ passed", result.stderr)


def test_what_failed_is_told_line_by_line_and_ends_in_status_1(here: Path) -> None:
    (release,) = (file.parent for file in (here / "releases").glob("*/manifest.json"))
    spoilt = here / "spoilt" / release.name
    shutil.copytree(release, spoilt)
    manifest = json.loads((spoilt / "manifest.json").read_text(encoding="utf-8"))
    manifest["rdfc10Sha256"] = "0" * 64
    (spoilt / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    result = command("gate", str(spoilt))
    assert result.exit_code == 1
    assert "failed: files-canonical (RDF Dataset Canonicalization §4): 1\n  graph.nt: its digest is " in result.stderr
    assert result.stdout.strip() == str(here / "spoilt" / "gate" / f"{release.name}.json")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        pytest.param(["7"], ReleaseError, "no release or publication '7' in releases; make one with kg build or kg release", id="no such"),
        pytest.param(["1", "--axe", "weg.js"], MissingFileError, "weg.js: not there", id="no such script"),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_checked(words: list[str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        command("gate", *words)
