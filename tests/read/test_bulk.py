"""Many documents are read at once, each where one bad file cannot stop the others."""

import io
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from kg.errors import ClusterError, MissingFileError
from kg.read.answers import Limits
from kg.read.bulk import cluster, local
from kg.read.bulk.naming import named
from kg.read.bulk.tasks import Readings, Task, documents
from kg.read.bulk.window import as_done
from kg.read.formats import transcribed

LIMITS = Limits(wall_s=30, cpu_s=20, memory_bytes=1_000_000_000, input_bytes=1_000_000)


def pdf(text: str) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    canvas.drawString(70, 700, text)
    canvas.save()
    return kept.getvalue()


def word(text: str) -> bytes:
    kept = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents, one in a folder below, one that is broken, one too large, and what is no document."""
    place = tmp_path / "documenten"
    (place / "2018").mkdir(parents=True)
    (place / ".git").mkdir()
    (place / "a.pdf").write_bytes(pdf("Het eerste stuk."))
    (place / "2018" / "b.docx").write_bytes(word("Het tweede stuk."))
    (place / "broken.pdf").write_bytes(b"%PDF-1.7 en verder niets")
    (place / "c.pdf").write_bytes(pdf("Het derde stuk."))
    (place / "large.pdf").write_bytes(bytes(2_000_000))
    for name in (".DS_Store", "~$a.docx", ".git/config"):
        (place / name).write_bytes(b"geen document")
    return place


EXPECTED = {
    "2018/b.docx": "Het tweede stuk.",
    "a.pdf": "Het eerste stuk.",
    "broken.pdf": "the PDF is damaged or cut off, and no page of it can be found; download or save it again",
    "c.pdf": "Het derde stuk.",
    "gone.pdf": "cannot be opened: No such file or directory",
    "large.pdf": "is 2 MB; the largest file that is read is 1 MB",
}


def told(read_by: Readings, place: Path) -> dict[str, str]:
    """What became of each file of a folder, and of one that was taken away meanwhile."""
    tasks = [*named(documents(place), {}), Task("gone", "gone.pdf", place / "gone.pdf")]
    outcomes = list(read_by(tasks))
    assert len(outcomes) == len(tasks)
    return {each.task.name: each.refused or (each.transcript.edition.text if each.transcript else "") for each in outcomes}


@pytest.mark.parametrize("workers", [1, 3])
def test_every_document_of_a_folder_is_read_and_a_bad_one_told(folder: Path, workers: int) -> None:
    assert told(partial(local.readings, transcribed, workers, LIMITS), folder) == EXPECTED


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as made:  # type: ignore[no-untyped-call]
        yield made.scheduler_address


def test_a_cluster_comes_to_the_same(folder: Path, scheduler: str) -> None:
    assert told(partial(cluster.readings, transcribed, scheduler, LIMITS), folder) == EXPECTED


def test_an_address_without_a_cluster_is_told() -> None:
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        list(cluster.readings(transcribed, "tcp://127.0.0.1:9", LIMITS, [], join_s=1))


def test_files_are_named_from_their_folder_and_ids_stay_with_the_same_file(folder: Path) -> None:
    (folder / "2018" / "A.docx").write_bytes(b"")
    found = [(name, file) for name, file in documents(folder) if "large" not in name]
    assert [(task.document, task.name) for task in named(found, {"a": "elders/a.pdf", "broken": "broken.pdf"})] == [
        ("a-2", "a.pdf"),
        ("broken", "broken.pdf"),
        ("c", "c.pdf"),
        ("a-3", "2018/A.docx"),
        ("b", "2018/b.docx"),
    ]
    assert list(documents(folder / "a.pdf")) == [("a.pdf", folder / "a.pdf")]


def test_a_name_without_letters_still_gives_an_id() -> None:
    assert [task.document for task in named([("…….pdf", Path("x")), ("é" * 200 + ".pdf", Path("y"))], {})] == ["document", "e" * 80]


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="weg: no such file or folder"):
        list(documents(tmp_path / "weg"))


def test_no_more_is_begun_than_keeps_the_workers_busy() -> None:
    begun: list[int] = []

    def begin(number: int) -> Future[int]:
        begun.append(number)
        future: Future[int] = Future()
        future.set_result(number)
        return future

    ahead = []
    found = []
    for number in as_done(begin, iter(range(20)), 4):
        found.append(number)
        ahead.append(len(begun) - len(found))
    assert sorted(found) == list(range(20))
    assert max(ahead) <= 4


def test_contents_are_not_held_longer_than_they_are_read(tmp_path: Path) -> None:
    for number in range(16):
        (tmp_path / f"{number}.pdf").write_bytes(pdf("Kort.") + b"%" * 900_000)
    tracemalloc.start()
    count = sum(outcome.transcript is not None for outcome in local.readings(transcribed, 2, LIMITS, named(documents(tmp_path), {})))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 16
    assert peak < 10_000_000
