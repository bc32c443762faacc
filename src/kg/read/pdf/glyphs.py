"""The pages of a PDF as PDFium tells them: glyphs, and the rules drawn on the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

from kg.errors import UnreadableError
from kg.read.pdf.marks import Glyph, Sheet
from kg.read.pdf.rules import rules
from kg.read.pdf.runs import REPLACEMENT, Run, once, printed
from kg.read.pdf.turning import Turn

_PASSWORD = raw.FPDF_ERR_PASSWORD
_SECURITY = raw.FPDF_ERR_SECURITY
_ROOT = re.compile(rb"jbo\s+(\d{1,5})\s+(\d{1,10})")
"""Where an object begins ("12 0 obj"), read backwards."""


def title(document: pdfium.PdfDocument) -> str:
    """Return the title in the description of the file; "" when there is none."""
    return str(document.get_metadata_value("Title")).strip()


def opened(content: bytes) -> pdfium.PdfDocument:
    """Open a PDF, also one that only asks a password for changing or printing; raises UnreadableError when it cannot be."""
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            raise UnreadableError("the PDF asks for a password; save a copy without password and read that") from error
        return _mended(content)


def _mended(content: bytes) -> pdfium.PdfDocument:
    """Open a PDF of which the end is gone, by telling again which object is its root."""
    root = _ROOT.search(content[: content.rfind(b"/Catalog")][::-1])
    trailer = b"\ntrailer\n<< /Root %s %s R >>\n%%%%EOF\n" % (root[2][::-1], root[1][::-1]) if root else b""
    try:
        return pdfium.PdfDocument(content + trailer)
    except pdfium.PdfiumError as error:
        raise UnreadableError("the PDF is damaged or cut off, and no page of it can be found; download or save it again") from error


def sheets(document: pdfium.PdfDocument) -> Iterator[Sheet]:
    """Yield every page that can be read, in order; one that is damaged is yielded without anything on it."""
    outlined = _outlined(document)
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield Sheet(index + 1, 0, 0, ())
            continue
        with closing(page):
            yield _sheet(page, index + 1, outlined.get(index, frozenset()))


def _outlined(document: pdfium.PdfDocument) -> Mapping[int, frozenset[str]]:
    """Return the titles in the table of bookmarks, by the index of the page they point to."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for mark in document.get_toc():
        goal = mark.get_dest()
        index = goal.get_index() if goal else None
        if index is not None:
            found[index].add("".join(mark.get_title().split()).casefold())
    return {index: frozenset(titles) for index, titles in found.items()}


def _sheet(page: pdfium.PdfPage, number: int, outlined: frozenset[str]) -> Sheet:
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError:
        width, height = page.get_size()
        return Sheet(number, width, height, ())
    with closing(text):
        runs = tuple(printed(text.raw, text.count_chars()))
    turn = Turn(page.get_bbox(), _upright(runs, page.get_rotation() // 90))
    kept = [run for run in once(runs) if run.quarters == turn.quarters]
    lines, pictures = rules(page, turn)
    return Sheet(
        number=number,
        width=turn.size[0],
        height=turn.size[1],
        glyphs=tuple(glyph for run in kept for glyph in _glyphs(run, turn)),
        rules=lines,
        pictures=pictures,
        sideways=sum(any(sign.isalnum() for sign in run.text) for run in runs if run.quarters != turn.quarters),
        unreadable=sum(run.text.count(REPLACEMENT) for run in kept),
        outlined=outlined,
    )


def _upright(runs: Iterable[Run], otherwise: int) -> int:
    """Return the quarter turns that put most of the text upright."""
    counted = Counter[int]()
    for run in runs:
        if run.quarters is not None:
            counted[run.quarters] += len(run.text)
    return counted.most_common(1)[0][0] if counted else otherwise


def _glyphs(run: Run, turn: Turn) -> Iterator[Glyph]:
    """Yield the glyphs of a run that are on the page."""
    baseline = turn.point(*run.origin)[1]
    for text, corners in zip(run.text, run.corners, strict=True):
        left, right = turn.span(*corners)
        if turn.shows(left, baseline):
            yield Glyph(text, left, right, baseline, run.style)
