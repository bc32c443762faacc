"""Reading a thousand small documents into transcripts with one worker and with two, and PDF pages a second against pypdf.

pip install pypdf; python bench/reading.py [COUNT]
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
from docx import Document
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from kg.read.answers import Limits
from kg.read.bounded import bounded
from kg.read.bulk.local import readings
from kg.read.bulk.naming import named
from kg.read.bulk.tasks import documents
from kg.read.formats import transcribed
from kg.read.pdf import read as read_pdf

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
PROSE = "De gemeente werkt samen met inwoners, scholen en zorgaanbieders aan een stad waar iedereen meedoet. " * 4


def pdf(number: int, paragraphs: int = 12) -> bytes:
    """A report of about two pages: headings, paragraphs and a table."""
    kept, styles = io.BytesIO(), getSampleStyleSheet()
    told = [Paragraph(PROSE, styles["BodyText"]) for _ in range(paragraphs)]
    table = Table([["Indicator", "2017", "2018"], *([f"Cijfer {line}", str(line), str(number)] for line in range(8))])
    SimpleDocTemplate(kept).build([Paragraph(f"{number} Programma", styles["Heading1"]), *told, table])
    return kept.getvalue()


def word(number: int) -> bytes:
    kept, document = io.BytesIO(), Document()
    document.add_heading(f"{number} Programma", 1)
    for _ in range(12):
        document.add_paragraph(PROSE)
    document.save(kept)
    return kept.getvalue()


def page(number: int) -> bytes:
    return f"<!doctype html><title>{number}</title><main><h1>{number} Programma</h1>{f'<p>{PROSE}</p>' * 12}</main>".encode()


MADE: tuple[tuple[str, Callable[[int], bytes]], ...] = (("pdf", pdf), ("docx", word), ("html", page))


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each number of workers, and one for the text of PDF pages here and in pypdf."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number in range(COUNT):
            ending, make = MADE[number % len(MADE)]
            (folder / f"{number:04}.{ending}").write_bytes(make(number))
        for workers in (1, 2):
            taken = seconds(lambda count=workers: list(readings(transcribed, count, Limits(), named(documents(folder), {}))))
            print(f"{workers} workers\t{COUNT / taken:.1f} documents/s")
    long = pdf(1, 600)
    pages = len(pypdf.PdfReader(io.BytesIO(long)).pages)
    ours = seconds(lambda: bounded(read_pdf, Limits(), long))
    theirs = seconds(lambda: [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(long)).pages])
    print(f"PDF, {pages} pages\tkg {pages / ours:.0f} pages/s\tpypdf {pages / theirs:.0f} pages/s (text only)")


if __name__ == "__main__":
    main()
