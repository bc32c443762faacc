"""`kg review`, run as a person runs it: from candidates to the graph."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rdflib import RDF, Graph
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.dossier.verdicts import append, verdicts
from kg.errors import MissingFileError, TableError
from kg.model.verdicts import Decision, Verdict
from kg.terms import BELEID, OA, mint

TEXT = """# Jaarverslag 2019 gemeente Almelo

## Doel: Groene stad

- Het project Leerwerkplein is gestart samen met Saxion.
- De Fietsvisie is vastgesteld.
"""
Run = Callable[..., str]


def result(*arguments: str) -> Result:
    found = CliRunner().invoke(app, arguments)
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


@pytest.fixture(scope="module")
def prepared(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small graph, and a document that was read and looked through."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "verslag.md").write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        result("import", str(small))
        result("read", "verslag.md", "--workers", "1")
        result("extract")
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exported(place: Path) -> list[dict[str, str]]:
    result("review", "--export", "uit.csv")
    return list(csv.DictReader(io.StringIO((place / "uit.csv").read_text(encoding="utf-8-sig"))))


def imported(place: Path, rows: list[dict[str, str]], by: str = "anna") -> Result:
    with (place / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return result("review", "--import", "in.csv", "--by", by)


def status() -> dict[str, str]:
    head, line = (text.split("\t") for text in result("review").stdout.splitlines())
    return dict(zip(head, line, strict=True))


def test_what_is_accepted_in_a_sheet_goes_into_the_graph_with_its_passage(place: Path) -> None:
    rows = exported(place)
    for row in rows:
        row["besluit"] = "akkoord" if row["soort"] in {"doel", "initiatief", "verband", "programma"} else "afgewezen"
    assert f"{len(rows)} decisions taken over" in imported(place, rows).stderr
    assert status()["open"] == "0"
    assert "triples added, 0 removed" in result("review", "--accept").stderr
    graph = Graph().parse(place / "data" / "triples.ttl")
    thing = mint("initiatief", "almelo-fietsvisie")
    assert (thing, RDF.type, BELEID.Initiative) in graph
    passage = next(each for each in graph.subjects(RDF.type, BELEID.Fragment) if str(graph.value(each, BELEID.locator)).endswith("punt 2"))
    selector = graph.value(passage, OA.hasSelector)
    start, end = (int(str(graph.value(selector, each))) for each in (OA.start, OA.end))
    text = (place / "data" / "dossiers" / "verslag" / "text.txt").read_text(encoding="utf-8")
    assert text[start:end] == "De Fietsvisie is vastgesteld."


def graph_bytes(place: Path) -> bytes:
    return (place / "data" / "triples.ttl").read_bytes()


def test_accepting_again_changes_nothing(place: Path) -> None:
    result("review", "--accept-above", "0.7", "--accept")
    before = graph_bytes(place)
    assert "0 triples added, 0 removed" in result("review", "--accept").stderr
    assert graph_bytes(place) == before


def test_a_correction_links_to_what_is_known_and_statements_follow(place: Path) -> None:
    rows = exported(place)
    for row in rows:
        if row["id"] == "almelo-project-leerwerkplein":
            row["id"] = "regiodeal-twente"
    imported(place, rows)
    again = exported(place)
    assert {row["initiatief"] for row in again if row["soort"] == "deelname"} == {"regiodeal-twente"}
    assert len(verdicts(place / "data" / "dossiers" / "verslag")) == len([row for row in rows if row["id"] == "regiodeal-twente"])


def test_a_workbook_has_a_list_to_choose_from_and_comes_back_as_it_was(place: Path) -> None:
    result("review", "--export", "uit.xlsx")
    book = load_workbook(place / "uit.xlsx")
    page = book["kandidaten"]
    assert page.data_validations.dataValidation[0].formula1 == '"akkoord,afgewezen,open"'
    assert "0 decisions taken over" in result("review", "--import", "uit.xlsx").stderr
    page.cell(2, 4).value = "akkoord"
    book.save(place / "terug.xlsx")
    assert "1 decisions taken over" in result("review", "--import", "terug.xlsx").stderr
    assert status()["accepted"] == "1"


def test_a_sheet_that_another_reviewer_was_before_keeps_what_was_decided(place: Path) -> None:
    rows = exported(place)
    first = [{**row, "besluit": "afgewezen"} if number == 0 else row for number, row in enumerate(rows)]
    both = [{**row, "besluit": "akkoord"} if number < 2 else row for number, row in enumerate(rows)]
    imported(place, first, "anna")
    told = imported(place, both, "piet")
    assert told.exit_code == 1
    assert "1 decisions taken over" in told.stderr
    assert f"decided meanwhile by anna; look at them again and decide anew: {rows[0]['kenmerk']}" in told.stderr
    assert (status()["accepted"], status()["rejected"]) == ("1", "1")


def test_an_own_row_adds_a_statement_with_the_words_it_rests_on(place: Path) -> None:
    rows = exported(place)
    own = dict.fromkeys(rows[0], "") | {"soort": "verband", "vindplaats": "Doel: Groene stad, punt 1", "woorden": "Leerwerkplein"}
    own |= {"van": "regiodeal-twente", "verband": "relatedTo", "naar": "house-of-skills", "jaar": "2019"}
    imported(place, [*rows, own])
    assert any(row["kenmerk"].startswith("eigen-") and row["besluit"] == "akkoord" for row in exported(place))
    assert "triples added" in result("review", "--accept").stderr


def test_what_is_wrong_in_a_sheet_is_told_by_row_and_column_and_nothing_is_taken(place: Path) -> None:
    rows = exported(place)
    rows[0]["besluit"] = "misschien"
    rows[1] |= {"kenmerk": "0123456789ab", "woorden": "niet in het stuk", "besluit": "akkoord"}
    rows[2]["id"] = "Geen Id"
    with pytest.raises(TableError) as caught:
        imported(place, rows)
    assert [(each.row, each.column) for each in caught.value.problems] == [(2, "besluit"), (3, "kenmerk"), (4, "id")]
    assert status()["open"] == str(len(rows))


def test_an_id_that_nothing_has_yet_is_told(place: Path) -> None:
    rows = exported(place)
    rows[0]["id"] = "iets-heel-anders"
    assert "new id, check the spelling: iets-heel-anders" in imported(place, rows).stderr


def test_what_no_fact_table_takes_is_told_with_its_candidate_and_the_graph_stays(place: Path) -> None:
    rows = exported(place)
    goal = next(row for row in rows if row["soort"] == "doel")
    dossier = place / "data" / "dossiers" / "verslag"
    append(dossier, [Verdict(goal["kenmerk"], Decision.ACCEPTED, "anna", "2026-12-01", "", {"name": "", "target_year": "ooit"})], 0)
    before = graph_bytes(place)
    with pytest.raises(TableError) as caught:
        result("review", "--accept")
    where = {(each.table, each.column) for each in caught.value.problems}
    assert where == {(f"candidate {goal['kenmerk']}", "name"), (f"candidate {goal['kenmerk']}", "target_year")}
    assert graph_bytes(place) == before


def test_a_decision_that_fits_nothing_any_more_is_told(place: Path) -> None:
    made = Verdict("weg", Decision.REJECTED, "anna", "2026-12-01T10:00:00+00:00", "", {}, "goal", "Grijze stad")
    append(place / "data" / "dossiers" / "verslag", [made], 0)
    told = " ".join(result("review").stderr.split())
    assert told == "verslag: fits no candidate of the document as it is read now: rejected by anna on 2026-12-01, goal 'Grijze stad'"


def test_what_waits_for_something_undecided_is_told_and_not_taken(place: Path) -> None:
    rows = exported(place)
    for row in rows:
        row["besluit"] = "akkoord" if row["soort"] == "verband" else "open"
    imported(place, rows)
    told = result("review", "--accept").stderr
    assert "0 removed" in told
    assert "waits for" in told


@pytest.mark.usefixtures("place")
def test_a_document_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingFileError, match="anders: not one of verslag"):
        result("review", "anders", "--accept")
    Path("leeg.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(MissingFileError, match="no sheet with the column 'kenmerk'"):
        result("review", "--import", "leeg.csv")
