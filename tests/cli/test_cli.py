"""The commands, run as a person runs them."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app, main
from kg.errors import KgError, TableError

Run = Callable[..., str]
GOAL = "id,name,description,programme,owner,target_year,part_of,source,locator\n"


@pytest.fixture
def place(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the small fact tables beside it."""
    shutil.copytree(small, tmp_path / "facts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(place: Path) -> Run:
    """Run a command; a KgError is raised to the test."""
    assert place.is_dir()

    def command(*words: str, status: int = 0, stdin: str = "") -> str:
        result = CliRunner().invoke(app, list(words), input=stdin, catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.stdout

    return command


@pytest.fixture
def imported(run: Run) -> Run:
    run("import", "facts")
    return run


def test_import_makes_the_graph_and_importing_again_changes_nothing(imported: Run, place: Path) -> None:
    before = (place / "data" / "triples.ttl").read_bytes()
    imported("import", "facts")
    assert (place / "data" / "triples.ttl").read_bytes() == before


def test_import_of_a_bad_table_tells_everything_and_writes_nothing(imported: Run, place: Path) -> None:
    before = (place / "data" / "triples.ttl").read_bytes()
    (place / "goals.csv").write_text(GOAL + "G 1,,,,nobody,20x8,,s,l\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"nothing was imported; 3 to put right:") as caught:
        imported("import", "goals.csv")
    assert re.findall(r"column (\w+)", str(caught.value)) == ["id", "name", "target_year"]
    assert (place / "data" / "triples.ttl").read_bytes() == before
    assert sorted(file.name for file in (place / "data").iterdir()) == [".triples.ttl.lock", "triples.ttl"]


def test_import_of_an_unknown_reference_writes_nothing(run: Run, place: Path) -> None:
    (place / "goals.csv").write_text(GOAL + "g,G,,,nobody,,,s,l\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"goals\.csv, row 2, column owner: 'nobody' is not in organisations"):
        run("import", "goals.csv")
    assert not (place / "data" / "triples.ttl").exists()


def test_problems_in_tables_and_between_them_come_in_one_run(imported: Run, place: Path) -> None:
    (place / "nieuw").mkdir()
    (place / "nieuw" / "goals.csv").write_text("id,naam\n", encoding="utf-8")
    (place / "nieuw" / "documents.csv").write_text("id,title,year\nd,D,20x8\n", encoding="utf-8")
    links = "subject,predicate,object,source,locator\nregiodeal-twente,contributesTo,g,nergens,l\nregiodeal-twente,partOf,onbekend,d,l\n"
    (place / "nieuw" / "links.csv").write_text(links, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        imported("import", "nieuw")
    assert [(problem.table, problem.row, problem.column) for problem in caught.value.problems] == [
        ("goals.csv", 1, "naam"),
        ("goals.csv", 1, "name"),
        ("goals.csv", 1, "source"),
        ("goals.csv", 1, "locator"),
        ("documents.csv", 2, "year"),
    ], "links may refer to what could not be read in documents and goals"


def test_a_problem_in_a_row_of_the_graph_says_which(imported: Run, place: Path) -> None:
    (place / "goals.csv").write_text(GOAL, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        imported("import", "goals.csv", "--replace")
    told = str(caught.value)
    row = re.escape("the graph, results almelo-res-gesprekken almelo-jaarverantwoording-2018-innoveren ")
    assert re.search(
        row + r"[^\n]+, column goal_or_initiative: 'almelo-doel-vertrouwen' is not in goals or initiatives or programmes", told
    )


def test_with_replace_an_empty_table_empties_it(imported: Run, place: Path) -> None:
    (place / "results.csv").write_text("id,name,goal_or_initiative,year,description,source,locator\n", encoding="utf-8")
    imported("import", "results.csv", "--replace")
    assert "resultaat:" not in (place / "data" / "triples.ttl").read_text(encoding="utf-8").split("\n\n", 1)[1]


def test_what_a_spreadsheet_would_change_goes_out_and_comes_in_as_it_was(run: Run, place: Path) -> None:
    facts = place / "facts"
    text = (facts / "observations.csv").read_text(encoding="utf-8")
    for value in ("0.00001", "123456789012345678.25", "1000000000000000"):
        text += f"almelo-ind-vertrouwen,Twente,2020,{value},,almelo-begroting-2018-innoveren,{value}\n"
    (facts / "observations.csv").write_text(text, encoding="utf-8")
    run("import", "facts")
    before = (place / "data" / "triples.ttl").read_bytes()
    run("export", "--tables", "feiten.xlsx")
    run("import", "feiten.xlsx", "--replace")
    assert (place / "data" / "triples.ttl").read_bytes() == before


def test_a_text_too_long_for_a_cell_is_told_and_not_cut(run: Run, place: Path) -> None:
    documents = place / "facts" / "documents.csv"
    documents.write_text(documents.read_text(encoding="utf-8") + f"lang,Lang,,,,,,{'n' * 32_768}\n", encoding="utf-8")
    run("import", "facts")
    with pytest.raises(KgError, match=r"a text of 32768 signs \(n+…\) does not fit a spreadsheet cell; export to a folder of CSV files"):
        run("export", "--tables", "feiten.xlsx")
    assert not (place / "feiten.xlsx").exists()


def test_an_edited_export_changes_that_row_only(imported: Run, place: Path) -> None:
    before = (place / "data" / "triples.ttl").read_text(encoding="utf-8").splitlines()
    imported("export", "--tables", "tabellen")
    goals = place / "tabellen" / "goals.csv"
    goals.write_text(goals.read_text(encoding="utf-8-sig").replace("Anders samenwerken in de stad.", "Samen sterker."), encoding="utf-8")
    imported("import", "tabellen")
    after = (place / "data" / "triples.ttl").read_text(encoding="utf-8").splitlines()
    assert set(before) - set(after) == {'    dcterms:description "Anders samenwerken in de stad."@nl ;'}
    assert set(after) - set(before) == {'    dcterms:description "Samen sterker."@nl ;'}
    assert len(before) == len(after)


def test_with_replace_a_row_left_out_is_taken_out(imported: Run, place: Path) -> None:
    imported("export", "--tables", "tabellen")
    results = place / "tabellen" / "results.csv"
    lines = results.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    results.write_text("".join(lines[:2]), encoding="utf-8")
    imported("import", "tabellen/results.csv")
    assert "almelo-res-gesprekken" in (place / "data" / "triples.ttl").read_text(encoding="utf-8")
    imported("import", "tabellen/results.csv", "--replace")
    assert "almelo-res-gesprekken" not in (place / "data" / "triples.ttl").read_text(encoding="utf-8")


def test_a_workbook_goes_out_and_comes_in_without_loss(imported: Run, place: Path) -> None:
    before = (place / "data" / "triples.ttl").read_bytes()
    imported("export", "--tables", "feiten.xlsx")
    imported("import", "feiten.xlsx", "--replace")
    assert (place / "data" / "triples.ttl").read_bytes() == before


def test_texts_give_passages_a_position_that_later_imports_keep(imported: Run, place: Path) -> None:
    (place / "teksten").mkdir()
    text = "Doel: Nieuw samenspel\nDe Regiodeals helpen.\n"
    (place / "teksten" / "almelo-jaarverantwoording-2018-innoveren.txt").write_text(text, encoding="utf-8")
    imported("import", "facts", "--texts", "teksten")
    placed = (place / "data" / "triples.ttl").read_text(encoding="utf-8")
    assert "oa:start 22 ;" in placed
    imported("import", "facts")
    assert (place / "data" / "triples.ttl").read_text(encoding="utf-8") == placed


def test_export_without_a_graph_says_how_to_make_one(run: Run) -> None:
    with pytest.raises(KgError, match=r"data/triples\.ttl: no such file; make it with kg import"):
        run("export", "--tables", "uit")


def test_check_tells_in_dutch_what_to_mend_and_exits_0_on_warnings(imported: Run) -> None:
    told = imported("check")
    assert told.startswith("0 fouten, ")
    assert "Vertrouwen in de gemeente" in told


def test_check_exits_1_on_a_violation_and_names_the_thing_in_english_too(imported: Run, place: Path) -> None:
    graph = place / "data" / "triples.ttl"
    text = graph.read_text(encoding="utf-8")
    start = text.index("\ndoel:almelo-doel-vertrouwen\n")
    block = text[start : text.index("    .\n", start)]
    graph.write_text(text.replace(block, re.sub(r"    beleid:evidencedBy .*\n", "", block)), encoding="utf-8")
    told = imported("check", "--lang", "en", status=1)
    assert told.startswith("1 violation, ")
    assert "Vertrouwen in de gemeente  <https://samenspel.example.org/id/doel/almelo-doel-vertrouwen>" in told


@pytest.mark.parametrize(("form", "sign"), [("ttl", "sh:ValidationReport"), ("json", '"conforms": true'), ("csv", "severity,shape,focus")])
def test_check_writes_its_report_for_programs_too(imported: Run, form: str, sign: str) -> None:
    assert sign in imported("check", "--format", form)


def test_check_of_a_broken_file_tells_the_line(run: Run, place: Path) -> None:
    (place / "kapot.ttl").write_text("@prefix a: <http://a/> .\na:b a:c .\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"kapot\.ttl: Parser error at line 2"):
        run("check", "kapot.ttl")


COUNT = "SELECT (COUNT(*) AS ?aantal) WHERE { ?doel a beleid:Goal }"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("--format", "csv"), "aantal\n3\n", id="csv"),
        pytest.param(("--format", "json"), '"value":"3"', id="json"),
        pytest.param((), "│ 3      │", id="table"),
    ],
)
def test_a_sparql_text_is_answered_with_the_usual_prefixes(imported: Run, words: tuple[str, ...], expected: str) -> None:
    assert expected in imported("query", COUNT, *words).replace("\r\n", "\n")


def test_a_query_may_come_from_a_file_or_stdin(imported: Run, place: Path) -> None:
    (place / "vraag.rq").write_text(COUNT, encoding="utf-8")
    assert imported("query", "vraag.rq", "--format", "csv") == imported("query", "-", "--format", "csv", stdin=COUNT)


def test_a_graph_is_written_as_turtle_and_a_truth_as_a_word(imported: Run) -> None:
    assert "beleid:Goal" in imported("query", "CONSTRUCT { ?x a beleid:Goal } WHERE { ?x a beleid:Goal }", "--format", "ttl")
    assert imported("query", "ASK { ?x a beleid:Goal }", "--format", "csv").strip() == "true"
    assert imported("query", "ASK { ?x a beleid:Goal }").strip() == "true"


def test_no_question_lists_the_questions_with_their_parameters(run: Run) -> None:
    listed = dict(line.split("\t")[:2] for line in run("query").splitlines())
    assert listed["doelen-van-initiatief"].startswith("Aan welke doelen draagt een initiatief bij")


def test_a_saved_question_takes_parameters(imported: Run) -> None:
    answer = imported("query", "doelen-van-initiatief", "--param", "initiatief=id/initiatief/skills-twente", "--format", "csv")
    assert "almelo-doel-perspectief-arbeidsmarkt" in answer


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("geen-vraag",), "no query named 'geen-vraag'; there are: ", id="unknown question"),
        pytest.param(("doelen-van-initiatief", "--param", "x=1"), "has no parameter 'x'; it has: initiatief", id="unknown parameter"),
        pytest.param(("doelen-van-initiatief", "--param", "x"), "'x': write a parameter as NAME=VALUE", id="no value"),
        pytest.param(
            (COUNT, "--param", "a=b"), "--param goes with a saved question; write the value in your SPARQL", id="parameter of SPARQL"
        ),
        pytest.param(("SELECT { }",), "not a SPARQL 1.1 query", id="no SPARQL"),
        pytest.param((COUNT, "--format", "ttl"), "no format 'ttl' for rows", id="rows as Turtle"),
        pytest.param(("CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "has no csv; use --format ttl", id="graph as CSV"),
        pytest.param((COUNT, "--endpoint", "http://127.0.0.1:9/sparql"), "127.0.0.1:9", id="nobody there"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told(imported: Run, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(KgError) as caught:
        imported("query", *words)
    assert told in str(caught.value)


def test_build_prints_the_folder_of_the_release(imported: Run, place: Path) -> None:
    folder = Path(imported("build", "--base", "https://data.example.nl/").strip())
    manifest = json.loads((place / folder / "manifest.json").read_text(encoding="utf-8"))
    assert (folder.parent, manifest["base"]) == (Path("releases"), "https://data.example.nl")


@pytest.mark.parametrize(
    "base",
    [
        "data.example.nl",
        "ftp://a.nl",
        "https://a.nl/?x",
        "https://a b.nl",
        "https://データ.nl",
        "https://a.nl\n",
        "https://a.nl:x",
        "https://",
    ],
)
def test_a_base_that_is_no_web_address_is_told(imported: Run, base: str) -> None:
    with pytest.raises(KgError, match=r"is no base IRI; write it as in https://data\.example\.nl"):
        imported("build", "--base", base)


def test_the_home_of_a_vocabulary_is_no_base(imported: Run) -> None:
    with pytest.raises(KgError, match="is where a vocabulary lives that we use; take a domain of your own"):
        imported("build", "--base", "https://schema.org")


def test_what_the_user_can_put_right_is_one_message_and_status_1(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["kg", "import", str(place / "nergens")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"kg: {place / 'nergens'}: no such file or folder\n"
