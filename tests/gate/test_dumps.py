"""A file or form that says something else is found."""

import gzip
import json

import pytest

from gate.spoiling import answering, asked, being, group_of, reading, saying
from kg.gate.checking import Examined

FORMS = group_of("dumps-graph")


def noticing(spoilt: Examined) -> set[str]:
    return {name for name in FORMS if asked(name, spoilt).failures}


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "trig"])
def test_a_dump_that_says_more_is_found(copied: Examined, suffix: str) -> None:
    file = copied.release.folder / f"dumps/samenspel.{suffix}"
    old, new = ("Regiodeal Twente", "Regiodeal Oost")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert noticing(copied) == {"files-manifest", "dumps-graph"}
    assert all(f"samenspel.{suffix}" in fault for fault in asked("dumps-graph", copied).failures)


def test_a_dump_that_cannot_be_read_is_found(copied: Examined) -> None:
    (copied.release.folder / "dumps/samenspel.ttl").write_text("<a> <b>", encoding="utf-8")
    assert noticing(copied) == {"files-manifest", "dumps-graph"}


def test_a_dump_that_is_not_there_is_found(copied: Examined) -> None:
    (copied.release.folder / "dumps/samenspel.rdf").unlink()
    assert noticing(copied) == {"files-manifest", "dumps-graph"}


def test_a_packed_copy_of_something_else_is_found(copied: Examined) -> None:
    (copied.release.folder / "dumps/samenspel.ttl.gz").write_bytes(gzip.compress(b"else"))
    assert noticing(copied) == {"files-manifest", "dumps-graph"}


def test_a_file_that_nobody_released_is_found(copied: Examined) -> None:
    (copied.release.folder / "extra.txt").write_text("", encoding="utf-8")
    assert asked("files-manifest", copied).failures == ("extra.txt: not in the manifest",)
    assert noticing(copied) == {"files-manifest"}


def test_lines_in_another_order_are_no_canonical_form(copied: Examined) -> None:
    file = copied.release.folder / "graph.nt"
    file.write_bytes(b"".join(reversed(file.read_bytes().splitlines(keepends=True))))
    assert noticing(copied) == {"files-manifest", "files-canonical", "dumps-graph"}


def test_a_graph_with_another_digest_is_found(copied: Examined) -> None:
    manifest: dict[str, object] = dict(copied.release.manifest)
    manifest["rdfc10Sha256"] = "0" * 64
    object.__setattr__(copied.release, "manifest", manifest)
    assert noticing(copied) == {"files-canonical"}


def test_a_table_that_lost_a_row_is_found(copied: Examined) -> None:
    file = copied.release.folder / "dumps/tabellen/goals.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    assert noticing(copied) == {"files-manifest", "dumps-tables"}


def test_a_table_with_another_fact_is_found(copied: Examined) -> None:
    file = copied.release.folder / "dumps/tabellen/initiatives.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Regiodeal Twente", "Regiodeal Oost"), encoding="utf-8")
    faults = asked("dumps-tables", copied).failures
    assert {fault.split(":")[0] for fault in faults} == {"only in the table", "not in the table", "not in the graph"}


def test_a_table_that_cannot_be_read_is_found(copied: Examined) -> None:
    (copied.release.folder / "dumps/tabellen/goals.csv").write_text("what,ever\n1,2\n", encoding="utf-8")
    assert noticing(copied) == {"files-manifest", "dumps-tables"}


def test_a_file_that_the_site_gives_otherwise_is_found(examined: Examined) -> None:
    assert noticing(answering(examined, r"/dump/samenspel-[0-9a-f]{12}\.ttl", reading("Regiodeal", "Deal"))) == {"dumps-served"}
    assert noticing(answering(examined, r"/dump/.*\.xlsx", being(404))) == {"dumps-served"}
    assert noticing(answering(examined, r"/dump/.*\.nt", saying(repr_digest="sha-256=:AAAA:"))) == {"dumps-served"}


@pytest.mark.parametrize(("suffix", "old", "new"), [("ttl", "2018", "2081"), ("rdf", "<rdf:Description", "<rdf:Other")])
def test_a_form_that_says_something_else_is_found(examined: Examined, suffix: str, old: str, new: str) -> None:
    assert noticing(answering(examined, rf"/doc/.*\.{suffix}", reading(old, new))) == {"documents-same"}


def test_a_form_that_is_not_there_is_found(examined: Examined) -> None:
    path = examined.sample.documents[0]
    assert asked("documents-same", answering(examined, rf"{path}\.jsonld", being(500))).failures == (f"{path}.jsonld: 500",)


def test_the_manifest_is_read_from_the_folder(copied: Examined) -> None:
    file = copied.release.folder / "manifest.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    told["files"]["graph.nt"]["bytes"] += 1
    del told["files"]["void.ttl"]
    told["files"]["gone.txt"] = {"bytes": 1, "sha256": ""}
    file.write_text(json.dumps(told), encoding="utf-8")
    found = asked("files-manifest", copied).failures
    assert found == ("void.ttl: not in the manifest", "gone.txt: not there", "graph.nt: not as the manifest tells")
