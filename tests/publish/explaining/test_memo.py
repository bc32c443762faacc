"""The memo as it is read back: every sentence, every source, in the right language and with the picture told in words."""

import re
import zlib
from base64 import a85decode
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import cycle, pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from kg.errors import ParameterError
from kg.publish.explaining.examples import examples
from kg.publish.explaining.memo import LENGTHS, Answer, Line, Memo, Note, memos
from kg.publish.explaining.memo_docx import docx
from kg.publish.explaining.memo_pdf import height, pdf
from kg.publish.explaining.projection import projection
from kg.publish.explaining.writing import ROOM, fitting, written
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of

ASKED = {"van": "organisatie/saxion", "naar": "organisatie/gemeente-almelo"}
DAY = date(2026, 11, 30)
STRANGE = Memo(
    Language.NL,
    "Verband tussen A & B <x>",
    "Hoe hangen ‘Coöperatie & Één’ en Ç\x00 samen?",
    (Answer("A <b>is</b> “partner” in B – 50 % & meer €.", (Line("Stap & één < twee.", (1,)),), "Ook via: Č."),),
    "",
    None,
    "Schema: A & B.",
    (Note(1, "‘Begroting & <plan>’, p. 3", "https://a.nl/x?a=1&b=2"),),
    ("3 documenten & meer.",),
    "https://a.nl/verband?van=a&naar=b",
    "Gemaakt.",
    "Citaat & meer.",
    "Samenspel",
    DAY,
)


def memo(library: Library, view: View, asked: dict[str, str], day: date, form: str = "pdf") -> Memo:
    return fitting(memos(library, view, asked, day), ROOM[form])


def docx_text(content: bytes) -> str:
    return " ".join(" ".join(text.text or "" for text in each._p.iter(qn("w:t"))) for each in Document(BytesIO(content)).paragraphs)  # noqa: SLF001


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF by reportlab: what its fonts say that the codes in its pages stand for."""
    objects = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\n?(.*?)endobj", content, re.DOTALL)}
    fonts = {name: objects[int(number)] for name, number in re.findall(rb"/(F[\d+]+) (\d+) 0 R", content)}
    codes = {name: _codes(objects, font) for name, font in fonts.items() if b"/ToUnicode" in font}
    pages = [_stream(objects[int(number)]) for number in re.findall(rb"/Contents (\d+) 0 R", content)]
    text, font = [], b""
    for name, told in re.findall(rb"/(F[\d+]+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", b" ".join(pages), re.DOTALL):
        font = name or font
        text.append("".join(codes[font][code] for code in _unescaped(told)) if told else " ")
    return "".join(text)


def _codes(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    (number,) = re.findall(rb"/ToUnicode (\d+) 0 R", font)
    told = re.findall(rb"<(\w\w)> <(\w{4})>", _stream(objects[int(number)]))
    return {int(code, 16): chr(int(letter, 16)) for code, letter in told}


def _stream(body: bytes) -> bytes:
    content = body.partition(b"stream")[2].rpartition(b"endstream")[0].strip()
    return zlib.decompress(a85decode(content.removesuffix(b"~>")) if b"ASCII85Decode" in body else content)


def _unescaped(told: bytes) -> bytes:
    known = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda found: bytes([int(found[1], 8)]) if found[1].isdigit() else known.get(found[1], found[1]),
        told,
        flags=re.DOTALL,
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def all_told(made: Memo) -> list[str]:
    steps = [line.text for answer in made.answers for line in answer.steps]
    notes = [text for note in made.notes for text in (note.text, note.address)]
    more = [answer.more for answer in made.answers if answer.more]
    sentences = [answer.sentence for answer in made.answers]
    return [made.title, made.question, *sentences, *steps, *more, *notes, *made.read, made.address, made.made, made.citation]


@pytest.mark.parametrize("language", list(Language))
def test_both_files_hold_all_that_the_memo_tells(library: Library, language: Language) -> None:
    made = memo(library, View(language), ASKED, DAY)
    for text in (squeezed(docx_text(docx(made))), squeezed(pdf_text(pdf(made)))):
        assert [told for told in all_told(made) if squeezed(told) not in text] == []


def test_an_answer_tells_of_which_years_its_sources_are(library: Library) -> None:
    answer = memo(library, View(), ASKED, DAY).answers[0]
    assert answer.sentence.endswith(" (bronnen uit 2013, 2015).")


def test_strange_letters_come_through() -> None:
    for text in (squeezed(docx_text(docx(STRANGE))), squeezed(pdf_text(pdf(STRANGE)))):
        assert [told for told in all_told(STRANGE) if squeezed(told.replace("\x00", "")) not in text] == []


@pytest.mark.parametrize(("language", "tag"), [(Language.NL, "nl-NL"), (Language.EN, "en-GB")])
def test_a_word_processor_and_a_screen_reader_find_what_they_need(library: Library, language: Language, tag: str) -> None:
    made = memo(library, View(language), ASKED, DAY)
    document = Document(BytesIO(docx(made)))
    assert document.core_properties.title == made.title
    assert document.core_properties.language == tag
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {tag}
    levels = [
        paragraph.style.name
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert levels == ["Title", *["Heading 1"] * 6]
    letters = [dict(document.styles[name].element.rPr.rFonts.attrib) for name in ("Normal", "Title", "Heading 1", "List Bullet")]
    assert letters == [{qn("w:ascii"): "Calibri", qn("w:hAnsi"): "Calibri"}] * 4
    (picture,) = document.inline_shapes
    described = picture._inline.docPr.get("descr")  # noqa: SLF001
    assert all(answer.sentence in described for answer in made.answers)
    assert f"/Lang ({tag})".encode() in pdf(made)


def test_sources_are_numbered_from_one_in_the_order_in_which_they_are_needed(library: Library) -> None:
    made = memo(library, View(), ASKED, DAY)
    used = [number for answer in made.answers for line in answer.steps for number in line.notes]
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    assert list(dict.fromkeys(used)) == [note.number for note in made.notes]
    assert all(line.notes for answer in made.answers for line in answer.steps)
    assert all(note.address.startswith("http") for note in made.notes)
    assert all(one.number < other.number for one, other in pairwise(made.notes))


def sampled(library: Library) -> list[tuple[str, str]]:
    """Return the pairs of the site's own examples and others from all over the graph."""
    things = projection(library).things
    step = len(things) // 31
    others = [(things[place], things[-1 - 3 * place // 2]) for place in range(0, len(things) // 2, step)]
    return [(path_of(start), path_of(end)) for start, end in (*examples(library), *others) if start != end]


def test_a_memo_is_one_page_whatever_it_is_about(library: Library) -> None:
    pairs = sampled(library)
    made = [
        memo(library, View(language), {"van": van, "naar": naar}, DAY)
        for (van, naar), language in zip(pairs, cycle(Language), strict=False)
    ]
    assert len(made) >= 18
    assert [each.title for each in made if pages(pdf(each)) != 1] == []
    assert sum(bool(each.answers) for each in made) >= 10
    assert all(each.notes for each in made if each.answers)


def test_a_memo_for_a_word_processor_leaves_room(library: Library) -> None:
    for van, naar in sampled(library)[:8]:
        assert height(memo(library, View(), {"van": van, "naar": naar}, DAY, "docx")) <= ROOM["docx"]


def test_what_was_measured_is_what_is_set(library: Library) -> None:
    told = list(memos(library, View(), ASKED, DAY))
    assert len(told) == len(LENGTHS)
    assert height(told[0]) > height(told[-1])
    longer = [replace(told[0], read=told[0].read * times) for times in (1, 4, 8, 16)]
    assert [pages(pdf(each)) == 1 for each in longer] == [height(each) <= 1 for each in longer]
    assert {pages(pdf(each)) == 1 for each in longer} == {True, False}


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        ("organisatie/gemeente-enschede", "organisatie/gemeente-hengelo"),
        ("initiatief/din-revolverend-fonds", "organisatie/green-business-club-twente"),
        ("organisatie/saxion", "organisatie/gemeente-almelo"),
    ],
)
def test_a_shorter_memo_says_that_the_web_tells_more(library: Library, van: str, naar: str) -> None:
    full, *shorter = memos(library, View(), {"van": van, "naar": naar}, DAY)
    assert shorter
    for made in shorter:
        if made.answers != full.answers:
            assert made.remark in {"Op het web staan meer manieren.", "Op het web staat meer bij deze stappen."}
    assert any(made.answers != full.answers for made in shorter)


def pages(content: bytes) -> int:
    (number,) = re.findall(rb"/Count (\d+)\b", content)
    return int(number)


def test_the_same_memo_is_the_same_bytes_whenever_it_is_written(library: Library) -> None:
    def both(day: date) -> list[bytes]:
        return [written(memos(library, View(), ASKED, day), form)[1] for form in ("docx", "pdf")]

    first = both(DAY)
    with ZipFile(BytesIO(first[0])) as packed:  # its parts do not bear the moment at which they are packed
        assert {entry.date_time[:3] for entry in packed.infolist()} == {(1980, 1, 1)}
    assert both(DAY) == first
    assert not set(both(date(2026, 12, 1))) & set(first)


def test_a_memo_tells_its_day_release_and_address(library: Library) -> None:
    made = memo(library, View(), ASKED, DAY)
    assert "30 november 2026" in made.made
    assert "2026-11-25-test" in made.made
    assert made.address.endswith("/verband?van=organisatie/saxion&naar=organisatie/gemeente-almelo&release=2026-11-25-test")


def test_that_there_is_nothing_is_told_without_a_picture(library: Library) -> None:
    seen = projection(library)
    alone = next(thing for thing, number in seen.numbers.items() if not seen.near[number])
    made = memo(library, View(), {"van": path_of(alone), "naar": "organisatie/saxion"}, DAY)
    assert made.picture is None
    assert made.remark.startswith("We vonden geen verband tussen")
    assert squeezed(made.remark) in squeezed(docx_text(docx(made)))
    assert squeezed(made.remark) in squeezed(pdf_text(pdf(made)))


@pytest.mark.parametrize(
    "asked", [{}, {"van": "organisatie/saxion"}, {"van": "gemeente", "naar": "saxion"}, {"van": "saxion", "naar": "saxion"}]
)
def test_no_memo_of_what_is_not_clear(library: Library, asked: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        memo(library, View(), asked, DAY)


def test_a_file_is_named_after_its_title(library: Library) -> None:
    name, content = written(memos(library, View(), ASKED, DAY), "pdf")
    assert name == "verband-tussen-saxion-en-de-gemeente-almelo"
    assert content.startswith(b"%PDF")
