"""`kg read`, run as a person runs it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from docx import Document
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

from kg.cli.read import READER, read
from kg.dossier.folder import cover, document_row, transcript

Run = Callable[..., Result]
APP = typer.Typer()
APP.command("read")(read)


def pdf(*pages: str) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    canvas.setTitle("")
    for text in pages:
        canvas.drawString(70, 700, text)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def word(heading: str, text: str) -> bytes:
    kept = io.BytesIO()
    document = Document()
    document.core_properties.title = ""
    document.add_heading(heading, 1)
    document.add_paragraph(text)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a folder of its own that holds documents in the folder `in`."""
    (tmp_path / "in" / "oud").mkdir(parents=True)
    (tmp_path / "in" / "Rapport 2018.docx").write_bytes(word("Zorg", "Het rapport."))
    (tmp_path / "in" / "oud" / "rapport-2018.pdf").write_bytes(pdf("Eerste bladzijde.", "Tweede bladzijde."))
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(APP, list(words), catch_exceptions=False)


def ids(result: Result) -> list[str]:
    return sorted(line.split("\t")[0] for line in result.stdout.splitlines())


def test_each_document_gets_a_dossier_with_its_own_id_and_a_line_tells_what_was_read(run: Run) -> None:
    result = run("in")
    assert (result.exit_code, sorted(result.stdout.splitlines())) == (0, ["rapport-2018\t2\t0\t", "rapport-2018-2\t2\t2\t"])
    folder = Path("data/dossiers")
    assert sorted(file.name for file in folder.iterdir()) == ["rapport-2018", "rapport-2018-2"]
    assert dict(document_row(folder / "rapport-2018").cells) == {"id": "rapport-2018", "title": "Zorg"}
    assert dict(document_row(folder / "rapport-2018-2").cells) == {"id": "rapport-2018-2", "title": "rapport-2018"}
    assert [passage.text for passage in transcript(folder / "rapport-2018").passages] == ["Zorg", "Het rapport."]
    assert cover(folder / "rapport-2018-2").source.name == "oud/rapport-2018.pdf"


def test_what_was_read_is_not_read_again_until_it_changes_or_again_is_asked(run: Run) -> None:
    run("in")
    assert ids(run("in")) == []
    assert ids(run("in", "--again")) == ["rapport-2018", "rapport-2018-2"]
    Path("in/Rapport 2018.docx").write_bytes(word("Zorg", "Het rapport, verbeterd."))
    assert ids(run("in")) == ["rapport-2018"]
    file = Path("data/dossiers/rapport-2018/document.json")
    file.write_text(file.read_text().replace(READER, "kg 0.0.1"))
    assert ids(run("in")) == ["rapport-2018"]


def test_what_is_told_of_a_document_is_kept_and_told_anew_where_it_is_given_again(run: Run) -> None:
    first = ("--id", "jv", "--title", "Jaarverslag", "--publisher", "Gemeente Ons", "--year", "2018", "--type", "jaarverslag")
    run("in/Rapport 2018.docx", "--work", "w", *first, "--url", "https://ons.example.org/jv")
    run("in/Rapport 2018.docx", "--work", "w", "--id", "jv", "--year", "2019", "--again")
    assert dict(document_row(Path("w/jv")).cells) == {
        "id": "jv",
        "title": "Jaarverslag",
        "publisher": "Gemeente Ons",
        "year": "2019",
        "type": "jaarverslag",
        "url": "https://ons.example.org/jv",
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("in", "--title", "Een"), "of one document; this names 2", id="one title for two"),
        pytest.param(("in", "--year", "20x8"), "'20x8' is not a year", id="no year"),
        pytest.param(("in", "--type", "roman"), "no word 'roman'; use one of", id="no type"),
        pytest.param(("in/oud/rapport-2018.pdf", "--id", "Een Twee"), "'Een Twee' is not an id", id="no id"),
    ],
)
def test_what_no_document_can_have_is_refused_before_anything_is_read(run: Run, words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    told = " ".join(result.stderr.replace("│", " ").split())
    assert (result.exit_code, message in told, Path("data").exists()) == (2, True, False)


def test_a_document_that_cannot_be_read_is_told_at_the_end_and_the_others_are_read(run: Run) -> None:
    Path("in/a-kapot.pdf").write_bytes(b"%PDF-1.7 en verder niets")
    result = run("in")
    assert (result.exit_code, ids(result)) == (1, ["rapport-2018", "rapport-2018-2"])
    assert "kg: a-kapot.pdf: the PDF is damaged or cut off" in result.stderr.splitlines()[-1]


def test_limits_can_be_set(run: Run) -> None:
    Path("in/groot.pdf").write_bytes(pdf("Kort.") + bytes(2_000_000))
    result = run("in/groot.pdf", "--size", "1")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "kg: groot.pdf: is 2 MB; the largest file that is read is 1 MB",
    )


def test_a_dossier_that_is_damaged_is_told_and_read_anew(run: Run) -> None:
    run("in")
    Path("data/dossiers/rapport-2018/document.json").write_text("{")
    result = run("in")
    assert (result.exit_code, ids(result)) == (0, ["rapport-2018"])
    assert "the document is read again" in result.stderr
    assert json.loads(Path("data/dossiers/rapport-2018/document.json").read_text())["document"] == "rapport-2018"


def test_a_run_that_was_killed_goes_on_where_it_was(run: Run) -> None:
    for number in range(12):
        Path(f"in/stuk-{number:02}.pdf").write_bytes(pdf(*[f"Bladzijde {page}" for page in range(60)]))
    code = "import typer; from kg.cli.read import read; app = typer.Typer(); app.command('read')(read); app()"
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code, "in", "--workers", "1"], stdout=subprocess.PIPE, env=settings, text=True) as killed:
        assert killed.stdout
        first = [killed.stdout.readline().split("\t")[0] for _ in range(2)]
        killed.kill()
        first += [line.split("\t")[0] for line in killed.stdout]
    after = ids(run("in"))
    assert 0 < len(first) < 14
    assert not set(first) & set(after)
    known = {file.name for file in Path("data/dossiers").iterdir()}
    assert known == {"rapport-2018", "rapport-2018-2", *(f"stuk-{number:02}" for number in range(12))}
    assert all(transcript(Path("data/dossiers") / name).passages for name in known)
