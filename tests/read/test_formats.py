"""A file is read as what it is, whatever its name says."""

import hashlib
import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from kg.errors import UnreadableError
from kg.model.passages import Source
from kg.read.formats import CSV, DOCX, HTML, MARKDOWN, PDF, READERS, TEXT, XLSX, media_type_of, transcribed


def word() -> bytes:
    kept, document = io.BytesIO(), Document()
    document.add_paragraph("Tekst.")
    document.save(kept)
    return kept.getvalue()


def excel() -> bytes:
    kept, workbook = io.BytesIO(), Workbook()
    workbook.worksheets[0].append(["Tekst.", "x"])
    workbook.save(kept)
    return kept.getvalue()


def portable() -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    canvas.drawString(72, 700, "Tekst.")
    canvas.save()
    return kept.getvalue()


def zipped(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("a.pdf", portable(), PDF, id="PDF"),
        pytest.param("a.docx", word(), DOCX, id="Word"),
        pytest.param("a.xlsx", excel(), XLSX, id="Excel"),
        pytest.param("a", b"\n<!DOCTYPE html><p>x", HTML, id="page"),
        pytest.param("a.txt", b"<div><p>een</p><p>twee</p></div>", HTML, id="part of a page"),
        pytest.param("a.html", b"tekst zonder opmaak, a < b", TEXT, id="text named as a page"),
        pytest.param("a.md", b"# Kop", MARKDOWN, id="Markdown"),
        pytest.param("a.csv", b"a,b\n1,2\n", CSV, id="CSV"),
        pytest.param("a.csv", b"Alleen tekst\n", TEXT, id="text named CSV"),
        pytest.param("a.txt", b"a;b;c\n1;2;3\n4;5;6\n", CSV, id="CSV named text"),
        pytest.param("a.txt", "tekst é".encode("utf-16"), TEXT, id="UTF-16"),
    ],
)
def test_a_file_is_what_is_in_it(name: str, content: bytes, expected: str) -> None:
    assert media_type_of(name, content) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            r"before 2007 \(.doc\); save it as Word document",
            id="old Word",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            r"before 2007 \(.xls\); save it as Excel workbook",
            id="old Excel",
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "asks for a password", id="locked"),
        pytest.param(b"\x89PNG\r\n\x1a\n", r"a picture \(PNG\); run text recognition", id="picture"),
        pytest.param(b"MZ\x90\x00", "a program for Windows, not a document", id="program"),
        pytest.param(zipped("ppt/presentation.xml"), "a PowerPoint presentation; save it as PDF", id="slides"),
        pytest.param(zipped("mimetype", "content.xml"), "a file of LibreOffice; save it as", id="LibreOffice"),
        pytest.param(zipped("a.pdf"), "a zip file; unpack it", id="zip"),
        pytest.param(word()[:200], "damaged or cut off", id="half a file"),
        pytest.param(b"From: a\r\nMIME-Version: 1.0\r\n", "saved with its pictures", id="MHT"),
        pytest.param(bytes(range(1, 256)), "not a document of a kind that is read; PDF, Word", id="bytes"),
    ],
)
def test_a_file_that_has_no_reader_is_refused_with_the_way_out(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        media_type_of("a", content)


def test_every_kind_has_a_reader_and_its_text_comes_out() -> None:
    contents = {
        PDF: portable(),
        DOCX: word(),
        XLSX: excel(),
        CSV: b"Tekst.;x\n1;2\n",
        HTML: b"<html><p>Tekst.",
        TEXT: b"Tekst.",
        MARKDOWN: b"Tekst.",
    }
    assert contents.keys() == READERS.keys()
    assert {kind: "Tekst." in transcribed("d", "a.csv", content).edition.text for kind, content in contents.items() if kind != CSV} == {
        kind: True for kind in contents if kind != CSV
    }


def test_a_wrong_name_is_told_and_a_right_one_is_not() -> None:
    assert transcribed("d", "a.DOCX", portable()).notices == ("the name of the file ends in .DOCX, but it is a PDF and was read as one",)
    assert transcribed("d", "a.docm", word()).notices == ()
    assert transcribed("d", "a.md", b"x").notices == ()


def test_the_source_is_told_as_it_was_given() -> None:
    source = transcribed("d", "a.txt", b"Tekst.").source
    sha256 = hashlib.sha256(b"Tekst.").hexdigest()
    assert source == Source("a.txt", TEXT, sha256, 6)
