"""A release: immutable, reproducible, and only of a graph that keeps its promises."""

import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import FOAF, SH, VOID, Graph, Literal, URIRef

from kg.assets import asset, model_files
from kg.build.dumps import files as dump_files
from kg.build.release import Release, Sources, build_release, current_release, open_release
from kg.build.software import software
from kg.errors import MissingFileError, ReleaseError, ValidationError, WithdrawalError
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import rows, turtle
from kg.store.canonical import canonical, digest
from kg.terms import BELEID, mint

COUNT_GOALS = "SELECT (COUNT(*) AS ?n) WHERE { ?goal a <https://samenspel.example.org/def#Goal> }"


@pytest.fixture(scope="module")
def sources(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Sources:
    file = tmp_path_factory.mktemp("graph") / "triples.ttl"
    turtle.save(facts(small_rows), file)
    return Sources((*model_files(), file), (asset("ontology") / "shapes.ttl",), asset("queries"))


@pytest.fixture(scope="module")
def release(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build_release(sources, tmp_path_factory.mktemp("releases"))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_sources_give_the_same_bytes(sources: Sources, release: Release, tmp_path: Path) -> None:
    again = build_release(sources, tmp_path)
    assert again.name == release.name
    assert contents(again.folder) == contents(release.folder)


def test_a_release_that_is_there_is_not_written_again(sources: Sources, release: Release) -> None:
    before = {file: file.stat().st_mtime_ns for file in release.folder.rglob("*")}
    again = build_release(sources, release.folder.parent)
    assert again == release
    assert {file: file.stat().st_mtime_ns for file in release.folder.rglob("*")} == before
    assert [folder.name for folder in release.folder.parent.iterdir()] == [release.name]


def test_the_manifest_tells_the_digest_of_the_graph_and_of_every_file(sources: Sources, release: Release) -> None:
    files = release.manifest["files"]
    assert isinstance(files, dict)
    own = ["overview.json", "search.sqlite", "shacl-report.json", "shacl-report.ttl", "void.ttl", "withdrawn.json"]
    assert sorted(files) == sorted([*dump_files(), *own]) == sorted(set(contents(release.folder)) - {"manifest.json"})
    assert release.manifest["rdfc10Sha256"] == digest(canonical(sources.graph)) == files["graph.nt"]["sha256"]
    assert (release.manifest["valid"], release.manifest["base"]) == (True, "https://samenspel.example.org")
    assert release.manifest["validation"]["violation"] == 0  # type: ignore[index]


def test_a_release_answers_for_its_graph(release: Release) -> None:
    assert rows(release.open(), COUNT_GOALS) == [{"n": Literal(3)}]


def test_the_figures_are_those_of_the_graph(release: Release) -> None:
    void, graph = Graph().parse(release.folder / "void.ttl"), Graph().parse(release.folder / "graph.nt")
    dataset = mint("dataset", "samenspel")
    assert void.value(dataset, VOID.triples) == Literal(len(graph)) == Literal(release.manifest["triples"])
    assert void.value(dataset, VOID.distinctSubjects) == Literal(len(set(graph.subjects())))
    goals = next(part for part in void.objects(dataset, VOID.classPartition) if void.value(part, VOID["class"]) == BELEID.Goal)
    assert void.value(goals, VOID.entities) == Literal(3)


def test_another_base_moves_all_our_iris_and_leaves_the_rest(sources: Sources, release: Release, tmp_path: Path) -> None:
    moved = build_release(sources, tmp_path, "https://data.almelo.nl/kg")
    there, here = (Graph().parse(each.folder / "graph.nt") for each in (moved, release))
    assert not [term for triple in there for term in triple if str(term).startswith("https://samenspel.example.org/")]
    assert len(there) == len(here)
    assert rows(moved.open(), COUNT_GOALS) == [{"n": Literal(3)}]
    named = {name for name, content in contents(moved.folder).items() if b"samenspel.example.org" in content}
    assert named == {"search.sqlite"}


def test_what_a_publisher_has_on_the_domain_of_the_base_is_not_ours(sources: Sources, tmp_path: Path) -> None:
    moved, almelo = build_release(sources, tmp_path, "https://www.almelo.nl"), mint("organisatie", "gemeente-almelo")
    query = f"SELECT ?page WHERE {{ <{almelo}> <{FOAF.homepage}> ?page }}"
    assert rows(moved.open(), query) == [{"page": URIRef("https://www.almelo.nl")}]


def test_the_figures_are_under_the_base_of_the_release(sources: Sources, tmp_path: Path) -> None:
    void = Graph().parse(build_release(sources, tmp_path, "https://b.nl").folder / "void.ttl")
    dataset, goal = URIRef("https://b.nl/id/dataset/samenspel"), URIRef("https://b.nl/def#Goal")
    part = URIRef("https://b.nl/id/dataset/samenspel#class=https://b.nl/def%23Goal")
    assert (void.value(dataset, VOID.uriSpace), void.value(part, VOID["class"])) == (Literal("https://b.nl/id/"), goal)
    assert void.value(part, VOID.entities) == Literal(3)


def test_another_base_leaves_an_iri_in_a_text_as_it_is(sources: Sources, tmp_path: Path) -> None:
    goal, text = mint("doel", "almelo-doel-nieuw-samenspel"), Literal(f"zie <{mint('doel', 'a')}>, {mint('doel', 'b')}")
    graph = turtle.load(sources.graph[-1])
    graph.set((goal, BELEID.targetYear, text))
    made = build_release(replaced(sources, graph, tmp_path), tmp_path / "out", "https://b.nl", allow_invalid=True)
    report = Graph().parse(made.folder / "shacl-report.ttl")
    assert set(report.subject_objects(SH.value)) & {(result, text) for result in report.subjects()}
    assert {str(focus) for focus in report.objects(None, SH.focusNode)} >= {"https://b.nl/id/doel/almelo-doel-nieuw-samenspel"}
    findings = json.loads((made.folder / "shacl-report.json").read_text(encoding="utf-8"))["findings"]
    assert {("https://b.nl/id/doel/almelo-doel-nieuw-samenspel", "<https://b.nl/def#targetYear>", str(text))} <= {
        (finding["focus"], finding["path"], finding["value"]) for finding in findings
    }
    assert (URIRef("https://b.nl/id/doel/almelo-doel-nieuw-samenspel"), URIRef("https://b.nl/def#targetYear"), text) in Graph().parse(
        made.folder / "graph.nt"
    )


def replaced(sources: Sources, graph: Graph, folder: Path) -> Sources:
    turtle.save(graph, folder / "triples.ttl")
    return Sources((*sources.graph[:-1], folder / "triples.ttl"), sources.shapes, sources.queries)


def invalid(sources: Sources, folder: Path) -> Sources:
    graph = turtle.load(sources.graph[-1])
    graph.remove((mint("doel", "almelo-doel-nieuw-samenspel"), BELEID.evidencedBy, None))
    return replaced(sources, graph, folder)


def test_a_violation_stops_a_release_and_leaves_nothing_behind(sources: Sources, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match=r"no release made: 1 violations \(kg check shows all\)\n  <.*almelo-doel-nieuw-samenspel>: "):
        build_release(invalid(sources, tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_release_in_spite_of_violations_says_so(sources: Sources, tmp_path: Path) -> None:
    made = build_release(invalid(sources, tmp_path), tmp_path / "out", allow_invalid=True)
    assert made.manifest["valid"] is False
    assert made.manifest["validation"]["violation"] == 1  # type: ignore[index]
    report = json.loads((made.folder / "shacl-report.json").read_text(encoding="utf-8"))
    assert report["conforms"] is False


def test_each_step_is_told_as_it_begins(sources: Sources, tmp_path: Path) -> None:
    told: list[str] = []
    build_release(sources, tmp_path, tell=told.append)
    assert told == ["read", "validate", "write", "index"]


def test_the_release_of_these_very_sources_is_found(sources: Sources, release: Release, tmp_path: Path) -> None:
    assert current_release(sources, release.folder.parent) == release
    assert current_release(sources, release.folder.parent, "https://elders.nl") is None
    changed = tmp_path / "triples.ttl"
    changed.write_text(sources.graph[-1].read_text(encoding="utf-8").replace("Nieuw samenspel", "Ander samenspel"), encoding="utf-8")
    other = Sources((*sources.graph[:-1], changed), sources.shapes, sources.queries)
    assert current_release(other, release.folder.parent) is None
    assert current_release(sources, tmp_path / "nergens") is None


@pytest.mark.parametrize("step", ["validate", "write", "index"])
def test_what_changes_during_a_build_is_for_the_next(sources: Sources, release: Release, tmp_path: Path, step: str) -> None:
    shutil.copytree(sources.queries, tmp_path / "queries")
    graph, shapes = (Path(shutil.copy(file, tmp_path)) for file in (sources.graph[-1], *sources.shapes))
    own = Sources((*sources.graph[:-1], graph), (shapes,), tmp_path / "queries")

    def edit(begun: str) -> None:
        if begun == step:
            graph.write_text(graph.read_text(encoding="utf-8").replace("Nieuw samenspel", "Ander samenspel"), encoding="utf-8")
            shapes.write_text("geen Turtle", encoding="utf-8")
            for query in own.queries.rglob("*.rq"):
                query.write_text("geen SPARQL", encoding="utf-8")

    made = build_release(own, tmp_path / "out", tell=edit)
    assert contents(made.folder) == contents(release.folder)
    assert current_release(own, tmp_path / "out") is None


def test_a_release_depends_on_every_file_of_our_code_and_on_the_libraries(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "turtle.py").write_text("A = 1\n", encoding="utf-8")
    *libraries, code = software(tmp_path)
    names = [
        "crategraph-forceatlas2",
        "networkx",
        "numpy",
        "openpyxl",
        "pyoxigraph",
        "rdflib",
        "shacl",
        "snowballstemmer",
        "sqlite",
        "unicode",
        "zlib",
    ]
    assert [line.split()[0] for line in libraries] == names
    assert code == "store/turtle.py 06edbcf4336165a271e6524025a6439c3caa3246fd0796f116772279707a5325"
    assert "store/turtle.py" in [line.split()[0] for line in software()]


def test_of_two_builds_at_once_both_give_the_one_release(sources: Sources, tmp_path: Path) -> None:
    others: list[Release] = []
    made = build_release(sources, tmp_path, tell=lambda step: others.append(build_release(sources, tmp_path)) if step == "index" else None)
    assert others == [made]
    assert [folder.name for folder in tmp_path.iterdir()] == [made.name]


def test_what_a_killed_build_left_goes_after_an_hour(sources: Sources, tmp_path: Path) -> None:
    for name, age_s in ((".new-oud", 3700), (".new-bezig", 3500)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    made = build_release(sources, tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {".new-bezig", made.name}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("void.ttl", b"", id="a changed file"),
        pytest.param("dumps/samenspel.ttl.gz", b"", id="a changed dump"),
        pytest.param("manifest.json", b"{", id="a broken manifest"),
        pytest.param("manifest.json", b"{}", id="an empty manifest"),
    ],
)
def test_a_damaged_release_is_not_current_and_is_made_anew(
    sources: Sources, release: Release, tmp_path: Path, name: str, content: bytes
) -> None:
    shutil.copytree(release.folder, tmp_path / release.name)
    (tmp_path / release.name / name).write_bytes(content)
    assert current_release(sources, tmp_path) is None
    made = build_release(sources, tmp_path)
    assert contents(made.folder) == contents(release.folder)
    assert current_release(sources, tmp_path) == made
    assert [folder.name for folder in tmp_path.iterdir()] == [release.name]


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b"\xff", b'{"base": "", "inputs": "", "release": "", "files": {"a": 1}}'])
def test_a_foreign_manifest_or_a_damaged_older_release_is_passed_over(
    sources: Sources, release: Release, tmp_path: Path, content: bytes
) -> None:
    shutil.copytree(release.folder, tmp_path / release.name)
    (tmp_path / "0-ander").mkdir()
    (tmp_path / "0-ander" / "manifest.json").write_bytes(content)
    assert current_release(sources, tmp_path) == open_release(tmp_path / release.name)


def test_a_changed_or_missing_file_is_told_when_a_release_is_opened(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / release.name
    shutil.copytree(release.folder, folder)
    (folder / "void.ttl").write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"void\.ttl: not as it was released; delete the folder and run kg build again"):
        open_release(folder)
    (folder / "void.ttl").unlink()
    with pytest.raises(ReleaseError, match=r"void\.ttl: not as it was released"):
        open_release(folder)


def test_a_folder_that_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release here"):
        open_release(tmp_path)


def test_a_graph_that_is_not_there_is_told(sources: Sources, tmp_path: Path) -> None:
    gone = Sources((tmp_path / "weg.ttl",), sources.shapes, sources.queries)
    with pytest.raises(MissingFileError, match=r"weg\.ttl: no such file"):
        build_release(gone, tmp_path / "out")


def with_reasons(sources: Sources, folder: Path, *lines: str) -> Sources:
    (folder / "withdrawn.csv").write_text("\n".join(("thing,instead,how,reason_nl", *lines, "")), encoding="utf-8")
    return replace(sources, withdrawn=folder / "withdrawn.csv")


def test_the_reasons_of_withdrawals_go_with_a_release_and_make_another(sources: Sources, release: Release, tmp_path: Path) -> None:
    own = with_reasons(sources, tmp_path, "doel/weg,doel/almelo-doel-vertrouwen,merged,Opgegaan")
    made = build_release(own, tmp_path / "out")
    told = json.loads((made.folder / "withdrawn.json").read_text(encoding="utf-8"))
    assert told == {"doel/weg": {"how": "merged", "instead": "doel/almelo-doel-vertrouwen", "reasons": {"nl": "Opgegaan"}}}
    assert json.loads((release.folder / "withdrawn.json").read_text(encoding="utf-8")) == {}
    assert (made.name != release.name, current_release(own, tmp_path / "out")) == (True, made)


def test_a_reason_for_what_is_still_in_the_graph_stops_a_release(sources: Sources, tmp_path: Path) -> None:
    own = with_reasons(sources, tmp_path, "doel/almelo-doel-vertrouwen,doel/nergens,merged,")
    with pytest.raises(WithdrawalError) as caught:
        build_release(own, tmp_path / "out")
    assert [(problem.row, problem.column, problem.message) for problem in caught.value.problems] == [
        (2, "thing", "'doel/almelo-doel-vertrouwen' is still in the graph; take the row out, or the thing out of the graph"),
        (2, "instead", "'doel/nergens' is not in the graph"),
    ]
    assert not (tmp_path / "out").exists()
