"""A site is what the server answers, to the byte, and only what changed is written again."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kg.assets import asset
from kg.build.release import Release, build_release
from kg.build.series import open_published, series
from kg.cli import app as commands
from kg.cli.places import sources
from kg.errors import SiteError
from kg.model.tables import Row
from kg.publish.inventory import documents, things
from kg.publish.links import path_of
from kg.site.answers import Origin
from kg.site.listed import LISTED
from kg.site.places import document, others
from kg.site.writing import Written, write_site
from kg.web.app import STATIC, create_app
from publications import GOAL, PILOT, three

ROOT = Path(__file__).parents[2]
Sites = tuple[Origin, Path, Written]


def silent(_done: int, _all: int) -> None:
    """Hear how far it is."""


def origin_of(release: Release) -> Origin:
    return Origin(release.folder, asset("queries"), ROOT / "data" / "publication.toml")


@pytest.fixture(scope="module")
def site(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The site of the last of three publications."""
    release = three(tmp_path_factory.mktemp("series"), small_rows).releases[-1]
    out = tmp_path_factory.mktemp("site")
    return origin_of(release), out, write_site(origin_of(release), out, silent, 2)


@pytest.fixture(scope="module")
def server(site: Sites) -> Iterator[TestClient]:
    library = site[0].library()
    with closing(library.index):
        yield TestClient(create_app(replace(library, alone=True)), follow_redirects=False)


def test_every_address_has_the_bytes_that_the_server_sends(site: Sites, server: TestClient) -> None:
    origin, out, _ = site
    library = origin.library()
    with closing(library.index):
        everything = [*others(library), *(place for path in documents(library) for place in document(path))]
    places = everything[::7]  # of each document another form
    assert len(places) > 300
    different = [
        place.path
        for place in places
        if not place.optional or (out / place.file).exists()
        if server.get(place.path, headers={"accept": place.accept}).content != (out / place.file).read_bytes()
    ]
    assert different == []


def test_every_thing_and_every_page_of_a_list_is_there_in_two_languages(site: Sites) -> None:
    origin, out, _ = site
    library = origin.library()
    with closing(library.index):
        paths = [f"doc/{path_of(thing)}" for thing in things(library)]
    assert all((out / step / path / "index.html").exists() for path in paths for step in ("", "en"))


def test_the_publications_are_there_with_their_patches_and_the_stream(site: Sites) -> None:
    there = [
        *("uitgaven/index.html", "en/uitgaven/3/index.html", "uitgaven/2.rdfp", "uitgaven/3.ru", "uitgaven.atom", "en/uitgaven.atom"),
        *("ldes.ttl", "ldes/1.ttl", "ldes/3.jsonld"),
    ]
    assert [name for name in there if not (site[1] / name).is_file()] == []


def test_a_host_is_told_what_was_merged_and_what_is_gone(site: Sites) -> None:
    told = json.loads((site[1] / "site.json").read_text(encoding="utf-8"))
    assert told["merged"] == {PILOT: "initiatief/house-of-skills"}
    assert GOAL in told["withdrawn"]
    assert not (site[1] / "doc" / PILOT).exists()
    assert "url=/doc/initiatief/house-of-skills" in (site[1] / "id" / PILOT / "index.html").read_text(encoding="utf-8")
    assert "Anders verwoord" in (site[1] / "doc" / GOAL / "index.html").read_text(encoding="utf-8")


def test_the_dumps_of_every_publication_are_there(site: Sites) -> None:
    origin, out, _ = site
    library = origin.library()
    library.index.close()
    assert [each.release for each in library.published if not (out / "dump" / f"samenspel-{each.release}.ttl").is_file()] == []


def test_the_list_names_every_file_and_nothing_else(site: Sites) -> None:
    _, out, made = site
    there = present(out)
    assert set((out / LISTED).read_text(encoding="utf-8").splitlines()) == there
    assert (made.files, made.changed, made.removed) == (len(there), len(there), 0)


def test_a_thing_sends_readers_on_where_the_host_cannot(site: Sites) -> None:
    text = (site[1] / "id" / "initiatief" / "regiodeal-twente" / "index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=/doc/initiatief/regiodeal-twente">' in text


def test_what_did_not_change_is_left_alone(site: Sites) -> None:
    origin, out, made = site
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()}
    again = write_site(origin, out, silent, 1)
    assert again == Written(made.files, 0, 0)
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()} == before


def interrupted(_done: int, _all: int) -> None:
    raise KeyboardInterrupt


def present(out: Path) -> set[str]:
    return {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()} - {LISTED}


def listed(out: Path) -> set[str]:
    return set((out / LISTED).read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True)
class Finished:
    """A site that the command finished after the writing of another one in its folder was interrupted."""

    graph: Path
    out: Path
    left: frozenset[str]
    told: str


@pytest.fixture(scope="module")
def finished(site: Sites, graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The site of the small facts in a folder with a part of that of the second publication, and with a spoilt file."""
    folder = tmp_path_factory.mktemp("finished")
    own, out, releases = folder / "triples.ttl", folder / "site", site[0].release.parent
    shutil.copy(graph, own)
    with pytest.raises(KeyboardInterrupt):
        write_site(origin_of(open_published(releases, series(releases)[1])), out, interrupted, 1)
    left = frozenset(present(out))
    assert left <= listed(out)
    names = out / "static" / "manifest.json"
    names.write_bytes(b"?" * names.stat().st_size)
    arguments = ["site", "--graph", str(own), "--out", str(out), "--releases", str(folder / "releases")]
    return Finished(own, out, left, CliRunner().invoke(commands, arguments, catch_exceptions=False).stderr)


def test_the_command_tells_what_it_did(finished: Finished) -> None:
    assert re.search(r"[1-9][0-9]* files in .*: [1-9][0-9]* new or changed, [1-9][0-9]* removed", finished.told)


def test_nothing_is_left_of_a_site_that_was_interrupted(finished: Finished) -> None:
    assert {f"id/{GOAL}/index.html", "uitgaven/3.rdfp", "ldes/2.ttl"} <= finished.left
    assert not (finished.out / "id" / GOAL).exists()
    assert present(finished.out) == listed(finished.out)


def test_a_file_without_a_digest_in_its_name_is_known_by_its_content(finished: Finished) -> None:
    assert (finished.out / "static" / "manifest.json").read_bytes() == (STATIC / "manifest.json").read_bytes()


def test_after_a_small_edit_only_what_it_touches_is_written_and_what_went_is_gone(finished: Finished) -> None:
    graph, out = finished.graph, finished.out
    before, dumps = len(present(out)), len([file for file in (out / "dump").rglob("*") if file.is_file()])
    text = graph.read_text(encoding="utf-8")
    (out / "CNAME").write_text("data.example.nl\n", encoding="utf-8")
    graph.write_text(text.replace('"Regiodeal Twente"@nl', '"Regio Deal Twente"@nl'), encoding="utf-8")
    again = write_site(origin_of(build_release(sources(graph), graph.parent / "releases")), out, silent, 1)
    assert 0 < again.changed < before / 2
    assert again.removed == dumps + 1  # the overview too is named after the release
    assert (out / "CNAME").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(site: Sites, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="holds files that are not ours; give an empty folder"):
        write_site(site[0], tmp_path, silent, 1)


def test_the_site_of_another_base_is_left_alone(site: Sites, graph: Path, tmp_path: Path) -> None:
    other = build_release(sources(graph), tmp_path, "https://other.example.nl")
    with pytest.raises(SiteError, match=r"has the site of https://samenspel\.example\.org, not of https://other\.example\.nl; give --base"):
        write_site(origin_of(other), site[1], silent, 1)


def test_a_file_is_no_folder(site: Sites, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match="cannot be the folder of a site"):
        write_site(site[0], tmp_path / "file", silent, 1)


def test_an_interrupt_ends_it_and_all_its_processes(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    words = ("site", "--graph", str(graph), "--out", str(out), "--releases", str(tmp_path / "releases"))
    command = [sys.executable, "-c", "from kg.cli import main; main()", *words]
    with subprocess.Popen(command, start_new_session=True, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while not (out / "doc" / "doel").is_dir():
            assert process.poll() is None
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=60) != 0
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process is left")
