"""The PDF is a drawing with words in it that can be read, links that lead on, and a table with where everything stands."""

import base64
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kg.publish.saving.paper import paper
from kg.publish.saving.sheet import Saved
from kg.publish.saving.writing import written

_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@pytest.fixture(scope="module")
def content(kept: Saved) -> bytes:
    return written(kept, "pdf")


def objects(content: bytes) -> dict[int, bytes]:
    """Return the objects of a PDF as reportlab writes them, their streams as they were before packing."""
    found = {int(number): body for number, body in re.findall(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", content, re.DOTALL)}
    return {number: _unpacked(body) for number, body in found.items()}


def _unpacked(body: bytes) -> bytes:
    head, stream, rest = body.partition(b"stream\n")
    if not stream:
        return body
    packed = rest.rpartition(b"endstream")[0].strip()
    if b"ASCII85Decode" in head:
        packed = base64.a85decode(packed, adobe=not packed.startswith(b"<~")) if packed.startswith(b"<~") else base64.a85decode(packed[:-2])
    return head + (zlib.decompress(packed) if b"FlateDecode" in head else packed)


def pages(content: bytes) -> Iterator[str]:
    """Yield the text of each page: what its fonts make of the codes in it."""
    known = objects(content)
    fonts = {name.decode(): _letters(known, int(number)) for name, number in re.findall(rb"/(F\d\+\d+) (\d+) 0 R", content)}
    for number in re.findall(rb"/Kids \[ ([\d R]+)\]", content)[0].split(b" 0 R")[:-1]:
        page = known[int(number)]
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents
        yield _text(known[int(contents[1])], fonts)


def _letters(known: dict[int, bytes], number: int) -> dict[int, str]:
    """Return what each code of a font is, as its table to Unicode says."""
    place = re.search(rb"/ToUnicode (\d+) 0 R", known[number])
    assert place
    codes = re.findall(rb"(?m)^<([0-9A-F]{2})> <([0-9A-F]{4})>$", known[int(place[1])])
    return {int(code, 16): chr(int(letter, 16)) for code, letter in codes}


def _text(stream: bytes, fonts: dict[str, dict[int, str]]) -> str:
    lines, font = [], next(iter(fonts.values()))
    for name, text in re.findall(rb"/(F\d\+\d+) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj", stream, re.DOTALL):
        if name:
            font = fonts[name.decode()]
        else:
            lines.append("".join(font.get(code, "�") for code in _codes(text)))
    return "\n".join(lines)


def _codes(text: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        octal = match[1]
        return bytes([int(octal, 8)]) if octal.isdigit() else _ESCAPES.get(octal, octal)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, text, flags=re.DOTALL)


def test_what_stands_in_the_picture_can_be_read_on_the_first_page(content: bytes, kept: Saved) -> None:
    first = next(pages(content))
    drawn = first.split("\n")
    for text in (kept.title, kept.source, kept.origin.address, "Doelen", "Initiatief"):
        assert text in first
    assert [line for node in kept.picture.nodes for line in node.lines if line not in drawn] == []


def test_the_table_tells_each_relation_with_its_years_and_place(content: bytes, kept: Saved) -> None:
    _, *rest = pages(content)
    told = re.sub(r"\s+", "", "".join(rest))
    assert "VerbandeninhetbeeldvanRegiodealTwente" in told
    for tie in kept.ties:
        for text in (tie.source.name.value, tie.relation.value, ", ".join(tie.years), *(each.locator for each in tie.evidence)):
            assert re.sub(r"\s+", "", text) in told


def test_every_thing_leads_to_its_page_and_the_document_says_what_it_is(content: bytes, kept: Saved) -> None:
    for node in kept.picture.nodes:
        assert f"/URI ({kept.address(node.ref.href)})".encode() in content
    for part in (b"/Lang (nl)", b"/Title (Regiodeal Twente en omgeving)", b"/Author (Samenspel)", b"/FontFile2", b"/Outlines"):
        assert part in content


@pytest.mark.parametrize("query", ["jaar=2018", "", "stappen=2&soort=organisatie&soort=doel&jaar=2019"])
def test_the_letters_on_paper_are_never_too_small(saving: Callable[..., Saved], query: str) -> None:
    content = written(saving(query), "pdf")
    sizes = [float(size) for body in objects(content).values() for size in re.findall(rb"/F\d\+\d+ ([\d.]+) Tf", body)]
    assert min(sizes) >= 6.4
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", content)
    assert len(boxes) > 1
    assert {(round(float(width)), round(float(height))) for width, height in boxes[1:]} == {(842, 595)}


def test_a_drawing_goes_on_the_smallest_sheet_on_which_it_can_be_read() -> None:
    small, wide, high, vast = (paper(*size) for size in ((600, 400), (1500, 900), (1200, 2600), (9000, 9000)))
    assert (round(small.width), round(small.height), small.scale) == (842, 595, 0.9)
    assert (round(wide.width), round(wide.height)) == (842, 595)
    assert (round(high.width), round(high.height)) == (1191, 1684)
    assert (vast.scale, vast.width > 4500) == (0.5, True)


@pytest.mark.parametrize("longer", [1, 40], ids=["many places", "many long places"])
def test_a_relation_that_stands_in_many_places_tells_the_first_and_counts_the_rest(kept: Saved, longer: int) -> None:
    tie = next(tie for tie in kept.ties if tie.evidence)
    places = tuple(replace(tie.evidence[0], locator=f"p. {number}; " + "hoofdstuk " * longer) for number in range(300))
    full = replace(tie, edge=replace(tie.edge, evidence=places))
    _, *rest = pages(written(replace(kept, ties=(full, *kept.ties[1:])), "pdf"))
    read = "".join("".join(rest).split())
    assert "p.11;" in read
    assert "p.12;" not in read
    assert "ennog288plaatsen" in read


def test_several_are_written_at_a_time(kept: Saved, content: bytes) -> None:
    with ThreadPoolExecutor(4) as hands:
        assert set(hands.map(lambda saved: written(saved, "pdf"), [kept] * 8)) == {content}


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on the PATH; the text is read by this test's own reader alone"
)
def test_another_program_reads_the_same_text(content: bytes, kept: Saved, tmp_path: Path) -> None:
    file = tmp_path / "picture.pdf"
    file.write_bytes(content)
    read = subprocess.run(["pdftotext", "-f", "1", "-l", "1", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert kept.title in read
    assert "Ministerie van LNV" in read
