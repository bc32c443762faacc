"""What a file is, by what is in it, and which reader takes it."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from kg.errors import UnreadableError
from kg.model.passages import Source, Transcript
from kg.read import docx, grid, html, pdf, plain
from kg.read.blocks import Found
from kg.read.structure import transcript

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"

Reader = Callable[[bytes], Found]

READERS: Mapping[str, Reader] = {
    PDF: pdf.read,
    DOCX: docx.read,
    XLSX: grid.read_workbook,
    CSV: grid.read_csv,
    HTML: html.read,
    TEXT: plain.read,
    MARKDOWN: plain.read,
}

_READ = "PDF, Word (DOCX), Excel (XLSX), HTML, text, Markdown and CSV are read"
_NAMES = {
    PDF: "a PDF",
    DOCX: "a Word file (DOCX)",
    XLSX: "an Excel workbook (XLSX)",
    HTML: "a web page",
    TEXT: "a text file",
    MARKDOWN: "a text file",
    CSV: "a CSV file",
}
_SUFFIXES = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".csv": CSV,
    ".tsv": CSV,
}
_LIKE_TEXT = {TEXT, MARKDOWN, CSV}
_SAMPLE = 8192
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"{\\rtf", "a file in Rich Text Format; open it in Word and save it as Word document (.docx)"),
    (b"\x89PNG", "a picture (PNG); run text recognition (OCR) on it and read the PDF or text that gives"),
    (b"\xff\xd8\xff", "a picture (JPEG); run text recognition (OCR) on it and read the PDF or text that gives"),
    (b"GIF8", "a picture (GIF); run text recognition (OCR) on it and read the PDF or text that gives"),
    (b"II*\x00", "a picture (TIFF); run text recognition (OCR) on it and read the PDF or text that gives"),
    (b"MM\x00*", "a picture (TIFF); run text recognition (OCR) on it and read the PDF or text that gives"),
    (b"MZ", "a program for Windows, not a document"),
    (b"\x7fELF", "a program, not a document"),
    (b"\x1f\x8b", "a compressed file; unpack it and read the documents in it"),
    (b"7z\xbc\xaf", "a compressed file; unpack it and read the documents in it"),
    (b"Rar!", "a compressed file; unpack it and read the documents in it"),
    (b"%!PS", "a PostScript file; save it as PDF"),
)
_MAIL = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){0,20}?mime-version:", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(rb"</?(?:div|p|span|h[1-6]|ul|li|table|tr|td|section|article|main|strong|br)[\s/>]", re.IGNORECASE)
_FEW_TAGS, _FEW_LINES, _FEW_COLUMNS = 4, 3, 2
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def transcribed(document: str, name: str, content: bytes) -> Transcript:
    """Return the transcript of a file with this name; raises UnreadableError when it is nothing that can be read.

    A file whose name says that it is something else is read as what it is, and a notice tells.
    """
    media_type = media_type_of(name, content)
    found = READERS[media_type](content)
    source = Source(name, media_type, hashlib.sha256(content).hexdigest(), len(content), found.url)
    return transcript(document, source, replace(found, notices=(*_mislabelled(name, media_type), *found.notices)))


def media_type_of(name: str, content: bytes) -> str:
    """Return what a file is by what is in it; its name decides only between kinds of text.

    Raises UnreadableError, which says what to do, when it is nothing that has a reader.
    """
    start = content[:_SAMPLE]
    if not content.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise UnreadableError("the file is empty")
    for signature, what in _REFUSED:
        if start.startswith(signature):
            raise UnreadableError(f"this is {what}")
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK"):
        return _zipped(content)
    if start.startswith(_OLD):
        raise UnreadableError(_old_office(content))
    return _written(name, content)


def _zipped(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError(
            "this is a Word, Excel or zip file that is damaged or cut off; open it where it was made and save it again"
        ) from error
    if any(name.startswith("word/") for name in names):
        return DOCX
    if "xl/workbook.bin" in names:
        raise UnreadableError("this is a binary Excel workbook (XLSB); save it as Excel workbook (.xlsx)")
    if any(name.startswith("xl/") for name in names):
        return XLSX
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableError("this is a PowerPoint presentation; save it as PDF")
    if "content.xml" in names:
        raise UnreadableError("this is a file of LibreOffice; save it as Word document (.docx) or Excel workbook (.xlsx)")
    raise UnreadableError("this is a zip file; unpack it and read the documents in it")


def _old_office(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "the file asks for a password; save a copy without password and read that"
    if "WordDocument".encode("utf-16-le") in content:
        return "this is a Word file of before 2007 (.doc); save it as Word document (.docx)"
    if "Workbook".encode("utf-16-le") in content:
        return "this is an Excel file of before 2007 (.xls); save it as Excel workbook (.xlsx)"
    return "this is an Office file of before 2007; save it as Word document (.docx), Excel workbook (.xlsx) or PDF"


def _written(name: str, content: bytes) -> str:
    """Return which kind of text this is."""
    start = content[:_SAMPLE]
    narrow = start.replace(b"\x00", b"")
    if _MAIL.match(narrow):
        raise UnreadableError(
            'this is a web page saved with its pictures (MHT) or a mail; save the page as "web page, HTML only", or the mail as text'
        )
    if _PAGE.search(narrow) or len(_TAG.findall(narrow)) >= _FEW_TAGS:
        return HTML
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or len(start) - len(narrow) > len(start) // 3
    if not wide and len(start.translate(None, _CONTROL)) < len(start):
        raise UnreadableError(f"the file is not a document of a kind that is read; {_READ}")
    labelled = _SUFFIXES.get(PurePath(name).suffix.casefold(), "")
    columns = _columns(narrow, len(content) > _SAMPLE)
    if columns if labelled != CSV else columns is not None:
        return CSV
    return MARKDOWN if labelled == MARKDOWN else TEXT


def _columns(sample: bytes, cut: bool) -> bool | None:  # noqa: FBT001 - a property of the sample
    """Return whether every line has the same number of separators; None when no line has any."""
    lines = [line for line in sample.splitlines() if line.strip()]
    lines = lines[:-1] if cut else lines
    counts = {sign: {line.count(sign) for line in lines} for sign in (b";", b"\t", b",")}
    if not any(max(found, default=0) for found in counts.values()):
        return None
    even = (found for sign, found in counts.items() if sign != b",")
    return len(lines) >= _FEW_LINES and any(len(found) == 1 and min(found) >= _FEW_COLUMNS for found in even)


def _mislabelled(name: str, media_type: str) -> tuple[str, ...]:
    suffix = PurePath(name).suffix
    told = _SUFFIXES.get(suffix.casefold())
    if not suffix or told == media_type or {told, media_type} <= _LIKE_TEXT:
        return ()
    return (f"the name of the file ends in {suffix}, but it is {_NAMES[media_type]} and was read as one",)
