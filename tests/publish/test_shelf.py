"""Publications that are open beside the release that is served."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from kg.assets import asset
from kg.build.release import INDEX, MANIFEST
from kg.errors import ReleaseError
from kg.model.tables import Row
from kg.publish.library import Library
from kg.publish.released import opened
from kg.publish.shelf import Shelf
from kg.store.queries import Queries
from publications import GOAL, PILOT, three


@pytest.fixture(scope="module")
def served(small_rows: Sequence[Row], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = opened(three(tmp_path_factory.mktemp("series"), small_rows).releases[-1], Queries(asset("queries")))
    with closing(library.index):
        yield library


def found(library: Library) -> int:
    return library.index.find("skills", {}).total


def test_a_publication_is_read_from_its_own_folder(served: Library) -> None:
    first, second, _ = served.published
    with closing(Shelf(served)) as shelf, shelf.reading(first) as one, shelf.reading(second) as two:
        assert [library.manifest["release"] for library in (one, two)] == [first.release, second.release]
        assert one.manifest["published"] == {"number": 1, "date": "2026-01-15", "previous": None}
        assert (PILOT in one.withdrawn, PILOT in two.withdrawn, GOAL in two.withdrawn, GOAL in served.withdrawn) == (
            False,
            True,
            False,
            True,
        )


def test_what_was_asked_for_last_stays_open(served: Library) -> None:
    first, second, third = served.published
    with closing(Shelf(served, 2)) as shelf:
        with shelf.reading(first) as one:
            pass
        for each in (second, first, third):
            with shelf.reading(each):
                pass
        with shelf.reading(first) as again:
            assert again is one, "it was asked for after the second, so the second went"


def test_what_goes_is_closed_when_nobody_reads_it_any_more(served: Library) -> None:
    first, second, _ = served.published
    with closing(Shelf(served, 1)) as shelf:
        with shelf.reading(first) as one:
            with shelf.reading(second) as two:
                assert found(one) > 0
            assert found(one) > 0
        with pytest.raises(ReleaseError, match="this search index is closed"):
            found(one)
        assert found(two) > 0
    with pytest.raises(ReleaseError, match="this search index is closed"):
        found(two)


def test_many_readers_at_once_get_one_opening(served: Library) -> None:
    seen: list[Library] = []

    def read() -> None:
        with shelf.reading(served.published[0]) as library:
            seen.append(library)
            found(library)

    with closing(Shelf(served)) as shelf:
        readers = [Thread(target=read) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert (len(seen), len({id(library) for library in seen})) == (8, 1)


def test_who_reads_an_open_one_does_not_wait_for_another_to_be_opened(served: Library, tmp_path: Path) -> None:
    assert served.folder is not None
    copied = shutil.copytree(served.folder.parent, tmp_path / "releases")
    first, second, _ = served.published
    manifest = copied / second.release / MANIFEST
    manifest.unlink()
    os.mkfifo(manifest)  # to read it takes as long as nobody writes in it
    refused: list[ReleaseError] = []

    def read() -> None:
        try:
            with shelf.reading(second):
                pass
        except ReleaseError as error:
            refused.append(error)

    with closing(Shelf(replace(served, folder=copied / served.folder.name))) as shelf:
        with shelf.reading(first):
            pass
        waiting = Thread(target=read)
        waiting.start()
        with manifest.open("w", encoding="utf-8") as pipe, shelf.reading(first) as one:  # both ends are open, so the other is reading now
            assert found(one) > 0
            assert waiting.is_alive()
            pipe.write("{")
        waiting.join()
    assert len(refused) == 1


def test_what_was_opened_and_then_touched_is_looked_through_again(served: Library, tmp_path: Path) -> None:
    assert served.folder is not None
    copied = shutil.copytree(served.folder.parent, tmp_path / "releases")
    first = served.published[0]
    for _ in range(2):
        with closing(Shelf(replace(served, folder=copied / served.folder.name))) as shelf, shelf.reading(first) as one:
            assert found(one) > 0
    with (copied / first.release / "graph.nt").open("a", encoding="utf-8") as graph:
        graph.write("\n")
    with (
        closing(Shelf(replace(served, folder=copied / served.folder.name))) as shelf,
        pytest.raises(ReleaseError, match="is gone or changed"),
    ):
        shelf.reading(first).__enter__()


def test_what_is_opened_after_the_end_is_closed_when_it_was_read(served: Library) -> None:
    shelf = Shelf(served)
    shelf.close()
    with shelf.reading(served.published[0]) as one:
        assert found(one) > 0
    with pytest.raises(ReleaseError, match="this search index is closed"):
        found(one)


def test_who_begins_again_keeps_publications_open_again(served: Library) -> None:
    shelf = Shelf(served)
    shelf.close()
    shelf.open()
    with closing(shelf):
        with shelf.reading(served.published[0]) as one:
            assert found(one) > 0
        assert found(one) > 0
    with pytest.raises(ReleaseError, match="this search index is closed"):
        found(one)


def test_a_search_index_that_other_software_wrote_is_written_anew(served: Library, tmp_path: Path) -> None:
    assert served.folder is not None
    copied = shutil.copytree(served.folder.parent, tmp_path / "releases")
    _of_another_format(copied / served.published[0].release)
    with closing(Shelf(replace(served, folder=copied / served.folder.name))) as shelf, shelf.reading(served.published[0]) as one:
        assert found(one) > 0


def _of_another_format(release: Path) -> None:
    with closing(sqlite3.connect(release / INDEX)) as database:
        database.execute("PRAGMA user_version = 99")
    manifest = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][INDEX]["sha256"] = sha256((release / INDEX).read_bytes()).hexdigest()
    (release / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def test_without_a_folder_of_releases_nothing_can_be_opened(served: Library) -> None:
    with closing(Shelf(replace(served, folder=None))) as shelf, pytest.raises(ReleaseError, match="there is no folder of releases"):
        shelf.reading(served.published[0]).__enter__()


def test_what_is_gone_or_changed_is_not_opened(served: Library, tmp_path: Path) -> None:
    with closing(Shelf(replace(served, folder=tmp_path / "x"))) as shelf, pytest.raises(ReleaseError, match=r"publication 1: .* is gone"):
        shelf.reading(served.published[0]).__enter__()
