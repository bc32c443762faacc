"""`kg release` and `kg diff`, run as a person runs them."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import KgError, ReleaseError

Run = Callable[..., Result]
GRAPH = Path("data/triples.ttl")


def command(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def imported(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small fact tables, imported."""
    folder = tmp_path_factory.mktemp("imported")
    shutil.copytree(small, folder / "facts")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        command("import", "facts")
    return folder


@pytest.fixture(scope="module")
def published(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with a publication of the facts as they are and one of the edited facts."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(imported, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        command("release", "--date", "2026-11-01", "--note", "De eerste")
        edit()
        command("import", "facts", "--replace")
        command("release", "--date", "2026-12-01", "--without-reasons")
    return folder


@pytest.fixture
def run(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder with the small facts imported; a KgError is raised to the test."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return command


@pytest.fixture
def twice(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder with two publications."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return command


def spoken(result: Result) -> str:
    """Return what a command told on stderr after its progress."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|.*\r", "", result.stderr)


def edit() -> None:
    """Take the pilot out of the facts and give a goal another name."""
    for file in Path("facts").glob("*.csv"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "skills-twente" not in line]
        file.write_text("\n".join(lines).replace(",Vertrouwen in de gemeente,Een", ",Meer vertrouwen,Een") + "\n", encoding="utf-8")


def test_a_release_is_numbered_dated_and_printed(run: Run) -> None:
    result = run("release", "--date", "2026-11-01", "--note", "De eerste")
    (entry,) = json.loads(Path("releases/published.json").read_text(encoding="utf-8"))
    assert (entry["number"], entry["date"], entry["note"], entry["previous"]) == (1, "2026-11-01", "De eerste", None)
    assert result.stdout == f"releases/{entry['release']}\n"
    assert f"publication 1 of 2026-11-01: {entry['triples']} triples" in spoken(result)


def test_a_release_without_a_date_is_of_today(run: Run) -> None:
    run("release")
    (entry,) = json.loads(Path("releases/published.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", entry["date"])


def test_when_nothing_changed_there_is_no_new_publication(run: Run) -> None:
    first = run("release", "--date", "2026-11-01")
    again = run("release", "--date", "2026-12-01")
    assert "nothing changed since publication 1 of 2026-11-01" in spoken(again)
    assert again.stdout == first.stdout
    assert len(json.loads(Path("releases/published.json").read_text(encoding="utf-8"))) == 1


def test_the_next_release_tells_what_differs_and_which_reasons_are_wanted(run: Run) -> None:
    run("release", "--date", "2026-11-01")
    edit()
    run("import", "facts", "--replace")
    told = "not published: 1 thing is no longer there; give the reason of 1 in data/withdrawn.csv (initiatief/skills-twente)"
    with pytest.raises(ReleaseError, match=re.escape(told)):
        run("release", "--date", "2026-12-01")
    assert len(json.loads(Path("releases/published.json").read_text(encoding="utf-8"))) == 1
    assert "0 new facts, 7 withdrawn, 1 changed (" in spoken(run("release", "--date", "2026-12-01", "--without-reasons"))


def test_a_reason_of_what_was_never_published_is_a_slip(run: Run) -> None:
    run("release", "--date", "2026-11-01")
    edit()
    run("import", "facts", "--replace")
    rows = "initiatief/skills-twente,withdrawn,Gestopt\ninitiatief/skils-twente,withdrawn,Verschreven\n"
    Path("data/withdrawn.csv").write_text(f"thing,how,reason_nl\n{rows}", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"data/withdrawn\.csv: initiatief/skils-twente was never published; mend the name"):
        run("release", "--date", "2026-12-01")


def test_a_day_far_from_now_is_a_slip(run: Run) -> None:
    with pytest.raises(ReleaseError, match=r"2099-01-01 is more than a year from now"):
        run("release", "--date", "2099-01-01")


def test_a_thing_with_a_reason_is_not_asked_after(run: Run) -> None:
    run("release", "--date", "2026-11-01")
    edit()
    run("import", "facts", "--replace")
    Path("data/withdrawn.csv").write_text("thing,how,reason_nl\ninitiatief/skills-twente,withdrawn,Gestopt\n", encoding="utf-8")
    result = run("release", "--date", "2026-12-01")
    assert "withdrawn.csv" not in spoken(result)
    told = json.loads((Path(result.stdout.strip()) / "withdrawn.json").read_text(encoding="utf-8"))
    assert told == {"initiatief/skills-twente": {"how": "withdrawn", "instead": "", "reasons": {"nl": "Gestopt"}}}


def test_many_things_without_a_reason_are_counted_and_the_first_are_named(run: Run) -> None:
    run("release", "--date", "2026-11-01")
    tables = {"initiatives": "id,name,source,locator", "links": "subject,predicate,object,source,locator"}
    tables |= {"participations": "initiative,organisation,role,source,locator"}
    tables |= {"results": "id,name,goal_or_initiative,source,locator", "observations": "indicator,area,value,source,locator"}
    tables |= {"indicators": "id,name,description,source,locator"}
    for name, header in tables.items():
        Path(f"facts/{name}.csv").write_text(f"{header}\n", encoding="utf-8")
    run("import", "facts", "--replace")
    told = r"\d things are no longer there; give the reason of \d in data/withdrawn\.csv \((?:\S+, ){5}…\)"
    with pytest.raises(ReleaseError, match=told):
        run("release", "--date", "2026-12-01")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("--date", "2026-10-31"), "give a later --date", id="an earlier day"),
        pytest.param(("--base", "https://b.nl", "--date", "2026-12-02"), "a thing keeps its name", id="another base"),
    ],
)
def test_a_release_that_cannot_follow_the_last_is_refused_before_it_is_made(twice: Run, words: tuple[str, ...], told: str) -> None:
    before = set(Path("releases").iterdir())
    with pytest.raises(KgError, match=told):
        twice("release", *words)
    assert set(Path("releases").iterdir()) == before


def test_a_violation_stops_a_release(run: Run) -> None:
    text = GRAPH.read_text(encoding="utf-8")
    start = text.index("\ndoel:almelo-doel-vertrouwen\n")
    block = text[start : text.index("    .\n", start)]
    GRAPH.write_text(text.replace(block, re.sub(r"    beleid:evidencedBy .*\n", "", block)), encoding="utf-8")
    with pytest.raises(KgError, match="no release made: 1 violations"):
        run("release")
    assert not Path("releases/published.json").exists()


def test_a_difference_reads_in_dutch_unless_asked_otherwise(twice: Run) -> None:
    dutch, english = (twice("diff", "1", "2", *words).stdout.splitlines() for words in ((), ("--lang", "en")))
    assert dutch[0] == "Van uitgave 1 van 1 november 2026 naar uitgave 2 van 1 december 2026"
    assert dutch[1].startswith("0 nieuwe feiten, 7 ingetrokken, 1 gewijzigd (")
    assert "    naam: “Vertrouwen in de gemeente” → “Meer vertrouwen”" in dutch
    assert twice("diff", str(GRAPH), "2").stdout == f"Van {GRAPH} naar uitgave 2 van 1 december 2026\nGeen verschil.\n"
    assert english[0] == "From publication 1 of 1 November 2026 to publication 2 of 1 December 2026"
    assert english[1].startswith("0 new facts, 7 withdrawn, 1 changed (")


@pytest.mark.parametrize("way", ["number", "name", "folder", "dump", "graph"])
def test_what_is_compared_may_be_named_in_several_ways(twice: Run, way: str) -> None:
    name = json.loads(Path("releases/published.json").read_text(encoding="utf-8"))[1]["release"]
    folder = f"releases/{name}"
    other = {"number": "2", "name": name, "folder": folder, "dump": f"{folder}/dumps/samenspel.ttl", "graph": str(GRAPH)}[way]
    assert twice("diff", "1", other, "--format", "update").stdout == twice("diff", "1", "2", "--format", "update").stdout


def test_the_update_that_is_printed_turns_one_graph_into_the_other(twice: Run) -> None:
    first, second = (entry["release"] for entry in json.loads(Path("releases/published.json").read_text(encoding="utf-8")))
    store = Store()
    store.load(path=f"releases/{first}/graph.nt", format=RdfFormat.N_TRIPLES)
    store.update(twice("diff", "1", "2", "--format", "update").stdout)
    assert set(store) == set(parse(path=f"releases/{second}/graph.nt", format=RdfFormat.N_TRIPLES))


def test_what_is_printed_for_programs_is_what_is_kept_beside_the_publication(twice: Run) -> None:
    first, second = (entry["release"] for entry in json.loads(Path("releases/published.json").read_text(encoding="utf-8")))
    for form, suffix in (("json", "json"), ("patch", "rdfp"), ("update", "ru")):
        kept = Path(f"releases/differences/2--{first}--{second}.{suffix}").read_text(encoding="utf-8")
        assert twice("diff", "1", "2", "--format", form).stdout == kept


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("1", "7"), r"no publication 7; there are 1 to 2", id="no such number"),
        pytest.param(("1", "7", "--out", "elders"), "there are none in elders; make one with kg release", id="no numbers"),
        pytest.param(("1", "weg.ttl"), r"weg\.ttl: no such file; compare publications \(1, 2\), releases", id="no file"),
    ],
)
def test_what_cannot_be_compared_is_told(twice: Run, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(KgError, match=told):
        twice("diff", *words)
