"""Numbered publications, and what differs from each to the next."""

import datetime as dt
import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.build.difference import FACTS, Turn
from kg.build.release import Release, Sources, build_release
from kg.build.series import Published, difference_file, open_published, publish, published_difference, refuse, series
from kg.errors import ReleaseError
from kg.model.tables import Row
from publications import MERGED, again
from versions import Made, changed

FIRST, LATER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
BASE = "https://samenspel.example.org"


@pytest.fixture
def first(made: Made, small_rows: list[Row]) -> Release:
    return made("", small_rows)


@pytest.fixture
def second(made: Made, small_rows: list[Row]) -> Release:
    return made("", changed(small_rows))


@pytest.fixture
def out(first: Release, second: Release) -> Path:
    """A folder of releases of which two are published."""
    folder = first.folder.parent
    publish(first, folder, FIRST, "De eerste")
    publish(second, folder, LATER, "")
    return folder


def entry(number: int, release: str, **other: object) -> dict[str, object]:
    known = {"date": "2026-11-01", "previous": number - 1 or None, "note": "", "triples": 1, "base": BASE, "rdfc10Sha256": "x"}
    return {"number": number, "release": release, **known, **other}


def test_publications_are_numbered_and_remembered_in_order(out: Path, first: Release, second: Release) -> None:
    one, two = series(out)
    assert one == Published(1, FIRST, first.name, None, "De eerste", one.triples, BASE, str(first.manifest["rdfc10Sha256"]))
    assert (two.number, two.previous, two.release, two.date, two.triples) == (2, 1, second.name, LATER, second.manifest["triples"])


def test_the_same_release_is_not_published_again(out: Path, second: Release) -> None:
    before = (out / "published.json").read_bytes()
    assert publish(second, out, dt.date(2027, 1, 1), "nog eens") == series(out)[-1]
    assert (out / "published.json").read_bytes() == before


def test_the_same_graph_made_by_other_software_is_not_published_again(out: Path, second: Release) -> None:
    made = again(out.parent)
    assert (made.name != second.name, made.manifest["rdfc10Sha256"]) == (True, second.manifest["rdfc10Sha256"])
    assert publish(made, out, dt.date(2027, 1, 1), "nog eens").release == second.name
    assert len(series(out)) == 2


def test_other_reasons_of_what_is_withdrawn_are_worth_a_publication(out: Path, made: Made, small_rows: list[Row]) -> None:
    told = made(MERGED, changed(small_rows))
    assert publish(told, out, LATER, "") == series(out)[2]
    assert difference_file(out, series(out)[1], series(out)[2]).exists()


def test_a_series_that_goes_back_has_patches_that_follow_each_other(out: Path, first: Release, second: Release) -> None:
    publish(first, out, LATER, "terug")
    publish(second, out, LATER, "en weer")
    heads = [_head(difference_file(out, old, new, "rdfp")) for old, new in pairwise(series(out))]
    assert [set(head) for head in heads] == [{"id"}, {"id", "prev"}, {"id", "prev"}]
    assert len({head["id"] for head in heads}) == 3
    assert [head["prev"] for head in heads[1:]] == [head["id"] for head in heads[:-1]]


def _head(patch: Path) -> dict[str, str]:
    rows = [row.split(" ") for row in patch.read_text(encoding="utf-8").splitlines()]
    return {row[1]: row[2] for row in rows if row[0] == "H"}


def test_a_folder_without_publications_has_none(tmp_path: Path) -> None:
    assert series(tmp_path) == ()


def test_what_differs_is_written_as_json_and_in_both_forms_for_programs(out: Path, first: Release, second: Release) -> None:
    names = {file.name for file in (out / "differences").iterdir()}
    assert names == {f"2--{first.name}--{second.name}.{suffix}" for suffix in ("json", "rdfp", "ru")}
    one, two = series(out)
    found = published_difference(out, one, two)
    assert (found.old, found.new, found.count(FACTS, Turn.CHANGED)) == (first.name, second.name, 1)


def test_the_update_beside_a_publication_turns_the_former_graph_into_its_own(out: Path, first: Release, second: Release) -> None:
    store = Store()
    store.load(path=first.folder / "graph.nt", format=RdfFormat.N_TRIPLES)
    store.update(difference_file(out, series(out)[0], series(out)[1], "ru").read_text(encoding="utf-8"))
    assert set(store) == set(parse(path=second.folder / "graph.nt", format=RdfFormat.N_TRIPLES))


def test_the_patch_beside_a_publication_does_the_same(out: Path, first: Release, second: Release) -> None:
    lines = set((first.folder / "graph.nt").read_text(encoding="utf-8").splitlines())
    for row in difference_file(out, series(out)[0], series(out)[1], "rdfp").read_text(encoding="utf-8").splitlines():
        operation, _, rest = row.partition(" ")
        if operation == "D":
            lines.remove(rest)
        elif operation == "A":
            lines.add(rest)
    assert lines == set((second.folder / "graph.nt").read_text(encoding="utf-8").splitlines())


def test_the_same_two_releases_give_the_same_files(out: Path, first: Release, second: Release, tmp_path: Path) -> None:
    other = tmp_path / "elders"
    for release in (first, second):
        shutil.copytree(release.folder, other / release.name)
    publish(first, other, FIRST, "")
    publish(second, other, FIRST, "")
    for file in (out / "differences").iterdir():
        assert (other / "differences" / file.name).read_bytes() == file.read_bytes()


def test_a_difference_that_is_gone_is_worked_out_again(out: Path) -> None:
    one, two = series(out)
    before = published_difference(out, one, two)
    shutil.rmtree(out / "differences")
    assert published_difference(out, one, two) == before


def test_a_publication_cannot_be_of_an_earlier_day(out: Path) -> None:
    with pytest.raises(ReleaseError, match="publication 2 is of 2026-12-01, so the next cannot be of 2026-11-30; give a later --date"):
        refuse(series(out), BASE, dt.date(2026, 11, 30))


def test_a_publication_cannot_be_under_another_base(out: Path, small_sources: Sources) -> None:
    release = build_release(small_sources, out, "https://b.nl")
    told = (
        r"publication 2 is under https://samenspel\.example\.org, not https://b\.nl: a thing keeps its name; "
        r"publish with --base https://samenspel\.example\.org, or begin a new series in another folder with --out"
    )
    with pytest.raises(ReleaseError, match=told):
        publish(release, out, LATER, "")
    assert len(series(out)) == 2


def test_a_release_that_breaks_the_shapes_is_not_published(first: Release) -> None:
    broken = Release(first.folder, {**first.manifest, "valid": False})
    with pytest.raises(ReleaseError, match=r"has violations \(kg check shows them\); what is published keeps the promises of the shapes"):
        publish(broken, first.folder.parent, FIRST, "")
    assert series(first.folder.parent) == ()


def test_without_the_former_release_nothing_is_published(first: Release, second: Release) -> None:
    out = first.folder.parent
    publish(first, out, FIRST, "")
    (first.folder / "void.ttl").write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=rf"publication 1: .*{first.name} is gone or changed; put the folder back from a copy"):
        publish(second, out, LATER, "")
    assert [each.number for each in series(out)] == [1]


def test_the_release_of_a_publication_is_opened(out: Path, first: Release) -> None:
    assert open_published(out, series(out)[0]) == first


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("{", "not as kg release wrote it", id="no JSON"),
        pytest.param("{}x", "not as kg release wrote it", id="more than JSON"),
        pytest.param("[1]", "not as kg release wrote it", id="no entries"),
        pytest.param("3", "not as kg release wrote it", id="no list"),
        pytest.param(json.dumps([entry(1, "a", date="morgen")]), "not as kg release wrote it", id="no day"),
        pytest.param(json.dumps([entry(1, "a", triples="veel")]), "not as kg release wrote it", id="no number"),
        pytest.param(json.dumps([entry(2, "a")]), r"publication 2 \(after 1\) stands where 1 should", id="a gap"),
        pytest.param(json.dumps([entry(1, "a", previous=7)]), r"publication 1 \(after 7\) stands where 1 should", id="another before it"),
        pytest.param(
            json.dumps([entry(1, "a"), entry(2, "b", date="2025-01-01")]),
            "publication 2 is of an earlier day, or under another base, than 1",
            id="day",
        ),
        pytest.param(
            json.dumps([entry(1, "a"), entry(2, "b", base="https://b.nl")]),
            "publication 2 is of an earlier day, or under another base, than 1",
            id="base",
        ),
    ],
)
def test_a_damaged_file_of_publications_is_told(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "published.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReleaseError, match=rf"published\.json: {told}.*; put the file back from a copy"):
        series(tmp_path)
