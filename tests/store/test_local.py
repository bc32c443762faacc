"""Our own triples, in memory."""

from pathlib import Path

import pytest

from kg.errors import MissingFileError, QueryError, RdfError
from kg.store import Dataset, Formats
from kg.store.local import open_files


def test_files_of_several_formats_make_one_graph(tmp_path: Path, goals: Path) -> None:
    (tmp_path / "more.nt").write_text('<urn:a> <urn:b> "c" .\n', encoding="utf-8")
    assert (len(open_files([goals])), len(open_files([goals, tmp_path / "more.nt"]))) == (8, 9)


@pytest.mark.parametrize(
    ("name", "text", "error", "message"),
    [
        pytest.param("absent.ttl", None, MissingFileError, "absent.ttl: no such file", id="absent"),
        pytest.param("a.docx", "", RdfError, r"a.docx: not a file of triples; use .ttl, .nt or .rdf", id="another format"),
        pytest.param("a.trig", "", RdfError, r"a.trig: not a file of triples; use .ttl, .nt or .rdf", id="named graphs"),
        pytest.param("a.ttl", "<urn:a> <urn:b>", RdfError, "a.ttl: .*line 1", id="not Turtle"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str | None, error: type[Exception], message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        open_files([tmp_path / name])


def test_relative_iris_are_read_against_the_base(goals: Path) -> None:
    answer = open_files([goals]).answer("ASK { <id/doel/vertrouwen> ?p ?o }")
    assert b"true" in answer.body


def test_a_dataset_of_named_graphs_leaves_the_default_graph_out(goals: Path) -> None:
    endpoint = open_files([goals])
    asked = Formats(results="text/csv")
    assert endpoint.answer("SELECT ?s { ?s ?p ?o }", asked, Dataset(default=("urn:g",))).body == b"s\r\n"
    assert endpoint.answer("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", asked, Dataset(named=("urn:g",))).body == b"s\r\n"


def test_a_query_that_fails_while_it_runs_is_refused(goals: Path) -> None:
    with pytest.raises(QueryError, match=r"this query cannot be answered: .*urn:f"):
        open_files([goals]).answer("SELECT (<urn:f>(1) AS ?x) {}")
