"""A graph in canonical form."""

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.errors import MissingFileError, RdfError
from kg.store.canonical import canonical, digest

TURTLE = """
@prefix : <https://samenspel.example.org/def#> .
<https://samenspel.example.org/id/doel/b> :year 2018 ; :note "Tab\\t en <https://samenspel.example.org/id/doel/a>" .
<https://samenspel.example.org/id/doel/a> :year 2019 .
"""


def test_the_order_and_form_of_the_files_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "b.nt").write_bytes(canonical([tmp_path / "a.ttl"]))
    assert canonical([tmp_path / "b.nt", tmp_path / "a.ttl"]) == canonical([tmp_path / "a.ttl"])


def test_lines_are_sorted_canonical_quads(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    year = "<https://samenspel.example.org/def#year>"
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert canonical([tmp_path / "a.ttl"]).decode().splitlines() == [
        f'<https://samenspel.example.org/id/doel/a> {year} "2019"^^{integer} .',
        "<https://samenspel.example.org/id/doel/b> <https://samenspel.example.org/def#note> "
        '"Tab\\t en <https://samenspel.example.org/id/doel/a>" .',
        f'<https://samenspel.example.org/id/doel/b> {year} "2018"^^{integer} .',
    ]


def test_another_base_touches_iris_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    moved = canonical([tmp_path / "a.ttl"], "https://data.almelo.nl").decode().splitlines()
    assert moved[1] == (
        '<https://data.almelo.nl/id/doel/b> <https://data.almelo.nl/def#note> "Tab\\t en <https://samenspel.example.org/id/doel/a>" .'
    )


def test_another_base_also_moves_an_iri_that_is_written_as_a_value(tmp_path: Path) -> None:
    value = '"https://samenspel.example.org/def#"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
    (tmp_path / "a.nt").write_text(f"<http://a/s> <http://a/p> {value} .\n", encoding="utf-8")
    moved = b'<http://a/s> <http://a/p> "https://b.nl/def#"^^<http://www.w3.org/2001/XMLSchema#anyURI> .\n'
    assert canonical([tmp_path / "a.nt"], "https://b.nl") == moved


def test_an_iri_that_names_nothing_of_ours_is_not_moved(tmp_path: Path) -> None:
    elsewhere = "<https://samenspel.example.organ/id/x> <http://a/p> <https://samenspel.example.org/p2182/innoveren> .\n"
    (tmp_path / "a.nt").write_text(elsewhere, encoding="utf-8")
    assert canonical([tmp_path / "a.nt"], "https://b.nl") == elsewhere.encode()


def test_blank_nodes_get_the_labels_of_rdfc_whatever_they_were_called(tmp_path: Path) -> None:
    first = '_:x <http://a/p> _:y .\n_:y <http://a/q> "1" .\n'
    (tmp_path / "a.nt").write_text(first, encoding="utf-8")
    (tmp_path / "b.nt").write_text(first.replace("_:x", "_:zz").replace("_:y", "_:x"), encoding="utf-8")
    form = canonical([tmp_path / "a.nt"])
    assert form == canonical([tmp_path / "b.nt"])
    assert b"_:c14n0" in form
    assert isomorphic(Graph().parse(data=form.decode(), format="nt"), Graph().parse(data=first, format="nt"))


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_file_that_is_absent_or_no_rdf_is_told_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://a/s> <http://a/p> .\n", encoding="utf-8")
    with pytest.raises(RdfError, match=r"a\.ttl: Parser error at line 1"):
        canonical([tmp_path / "a.ttl"])
    with pytest.raises(MissingFileError, match=r"b\.ttl: no such file"):
        canonical([tmp_path / "b.ttl"])
