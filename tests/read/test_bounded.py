"""No file takes down who has it read: real hostile files, read in a bounded child, within the time that was given."""

import io
import os
import signal
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from kg.errors import UnreadableError
from kg.read.answers import Limits
from kg.read.blocks import Found
from kg.read.bounded import Nursery, bounded, nurseries
from kg.read.docx import read as read_docx
from kg.read.pdf import read as read_pdf

LIMITS = Limits(wall_s=12, cpu_s=3, memory_bytes=800_000_000, input_bytes=50_000_000)
GENEROUS_S = LIMITS.wall_s + 8
Reader = Nursery[[bytes], Found]


def one_page() -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    canvas.drawString(70, 700, "Alles is in orde.")
    canvas.save()
    return kept.getvalue()


GOOD = one_page()


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects, of which 1 is the catalogue."""
    content = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in objects.items())
    return content + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def page_with(content: bytes, more: bytes = b"") -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
            + more
            + b" >>",
            4: content,
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        }
    )


def stream(packed: bytes, filters: bytes) -> bytes:
    return b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(packed), filters, packed)


def inflating() -> bytes:
    """A page whose text unpacks from a few kilobytes to four gigabytes of drawing."""
    squeezer = zlib.compressobj(9)
    text = b"BT /F1 9 Tf (aaaa) Tj ET\n" * 400_000
    first, again = (squeezer.compress(text) + squeezer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return page_with(stream(zlib.compress(first + 400 * again, 9), b"/FlateDecode /FlateDecode"))


def deep() -> bytes:
    return page_with(stream(b"", b""), b"/Deep " + b"[" * 100_000 + b"]" * 100_000)


def deep_drawing() -> bytes:
    return page_with(stream(zlib.compress(b"[" * 1_000_000 + b"q " * 1_000_000), b"/FlateDecode"))


def many_pages() -> bytes:
    kids = b"3 0 R " * 1_000_000
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 1000000 /Kids [" + kids + b"] >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        }
    )


def endless_tree() -> bytes:
    """A tree of pages that has itself for a branch."""
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"})


def zip_bomb() -> bytes:
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"<w:p>" * 200_000)
    return kept.getvalue()


def wide_document() -> bytes:
    """A Word file that keeps just under the size that is refused, in the smallest elements there are."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w><body>" + b"<p/>" * 40_000_000 + b"</body></w>")
    return kept.getvalue()


@pytest.fixture(scope="module")
def pdfs() -> Iterator[Reader]:
    nursery: Reader = Nursery(read_pdf, LIMITS)
    yield nursery
    nursery.close()


@pytest.fixture(scope="module")
def words() -> Iterator[Reader]:
    nursery: Reader = Nursery(read_docx, LIMITS)
    yield nursery
    nursery.close()


def refusal(nursery: Reader, content: bytes) -> str:
    """What the reader says of a file it does not read, "" when it reads it; never later than the limit, give or take."""
    started = time.monotonic()
    try:
        nursery.read(content)
        said = ""
    except UnreadableError as error:
        said = str(error)
    assert time.monotonic() - started < GENEROUS_S
    return said


@pytest.mark.parametrize("make", [deep, deep_drawing, inflating, many_pages, endless_tree])
def test_a_hostile_pdf_is_refused_in_time_and_the_next_file_is_read(pdfs: Reader, make: Callable[[], bytes]) -> None:
    assert refusal(pdfs, make())
    assert [block.text for block in pdfs.read(GOOD).blocks] == ["Alles is in orde."]


@pytest.mark.parametrize("make", [zip_bomb, wide_document])
def test_a_hostile_word_file_is_refused_in_time(words: Reader, make: Callable[[], bytes]) -> None:
    assert refusal(words, make())


@given(st.binary(max_size=2_000), st.sampled_from([b"", b"%PDF-1.7\n", GOOD[: len(GOOD) // 2], GOOD[:-200]]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(pdfs: Reader, rest: bytes, start: bytes) -> None:
    refusal(pdfs, start + rest)
    assert pdfs.read(GOOD).notices == ()


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_pdf_with_a_byte_changed_is_read_or_refused(pdfs: Reader, place: int, byte: int) -> None:
    refusal(pdfs, GOOD[:place] + bytes([byte]) + GOOD[place + 1 :])


def test_a_file_that_is_too_large_is_refused_before_anything_reads_it(pdfs: Reader) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError, match="is 200 MB; the largest file that is read is 50 MB"):
        pdfs.read(bytes(200_000_000))
    assert time.monotonic() - started < 2


def test_a_large_file_of_nothing_is_refused() -> None:
    with pytest.raises(UnreadableError, match="the PDF is damaged"):
        bounded(read_pdf, Limits(wall_s=30), bytes(199_000_000))


@pytest.mark.parametrize(
    ("reader", "argument", "message"),
    [
        pytest.param(time.sleep, 60, "took longer than 1 s to read", id="waits"),
        pytest.param(sum, range(10**12), "took longer than 1 s of processor time", id="computes"),
        pytest.param(bytes, 10**9, "needs more than 500 MB of memory", id="fills the memory"),
        pytest.param(os.abort, None, r"made the reader crash \(SIGABRT\)", id="crashes"),
        pytest.param(int, "twaalf", r"made the reader fail \(ValueError: invalid literal .*\); please report this", id="fails"),
    ],
)
def test_what_ends_a_reader_is_told(reader: Callable[..., object], argument: object, message: str) -> None:
    limits = Limits(wall_s=1 if reader is time.sleep else 20, cpu_s=1, memory_bytes=500_000_000)
    arguments = () if argument is None else (argument,)
    with pytest.raises(UnreadableError, match=message):
        bounded(reader, limits, *arguments)


def test_threads_read_at_once_and_no_process_stays_behind() -> None:
    before = threading.active_count()
    with nurseries(os.getppid, LIMITS) as readers, ThreadPoolExecutor(4) as threads:
        parents = {future.result() for future in [threads.submit(readers.read) for _ in range(12)]}
    assert 1 <= len(parents) <= 4
    for parent in parents:
        with pytest.raises(ProcessLookupError):
            os.kill(parent, 0)
    assert threading.active_count() <= before


def test_a_nursery_that_was_killed_is_started_again() -> None:
    nursery = Nursery(os.getppid, LIMITS)
    first = nursery.read()
    os.kill(first, signal.SIGKILL)
    answers: list[int | str] = []
    while len(answers) < 2:  # the first question may still reach the one that was killed
        try:
            answers.append(nursery.read())
        except UnreadableError as error:
            answers.append(str(error))
    nursery.close()
    assert isinstance(answers[-1], int)
    assert answers[-1] != first
