"""A PDF becomes the blocks a reader sees: each test draws a page and compares all that is read of it."""

import io
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block, Found
from kg.read.pdf import read
from kg.read.pdf.glyphs import opened, sheets
from kg.read.pdf.table import Table as Aligned
from kg.read.pdf.words import words
from kg.read.pdf.zones import zones

Draw = Callable[[Canvas], object]
PROSE = (
    "De gemeente werkt samen met inwoners, scholen en zorgaanbieders aan een",
    "stad waar iedereen meedoet. In 2018 zijn daarvoor twaalf projecten begonnen",
    "die in de wijken goed zijn ontvangen.",
)
PROSE_TEXT = " ".join(PROSE)


def drawn(*pages: Draw, **settings: object) -> bytes:
    """The bytes of a PDF with these pages."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4, **settings)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def lines(canvas: Canvas, texts: Sequence[str], top: float, *, left: float = 70, font: str = "Helvetica", size: float = 10) -> float:  # noqa: PLR0913 - one value each
    """Print lines under each other, and tell how far down the next would be."""
    canvas.setFont(font, size)
    for index, text in enumerate(texts):
        canvas.drawString(left, 842 - top - index * 1.2 * size, text)
    return top + len(texts) * 1.2 * size


def blocks(*pages: Draw) -> tuple[Block, ...]:
    return read(drawn(*pages)).blocks


def heading(text: str, level: int = 1, page: int = 1) -> Block:
    return Block(Shape.HEADING, text, level=level, page=page)


def paragraph(text: str, page: int = 1) -> Block:
    return Block(Shape.PARAGRAPH, text, page=page)


def item(text: str, level: int = 0, page: int = 1) -> Block:
    return Block(Shape.ITEM, text, level=level, page=page)


def row(*cells: tuple[str, str], page: int = 1) -> Block:
    return Block(Shape.ROW, "", page=page, cells=cells)


def test_lines_make_paragraphs_and_larger_or_bold_lines_headings() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["2 Economie"], 80, font="Helvetica-Bold", size=18)
        lines(canvas, ["2.1 Innoveren"], 110, font="Helvetica-Bold", size=14)
        lines(canvas, [*PROSE, "Voor 2019 is het budget hoger."], 140)
        lines(canvas, ["Behaalde resultaten in 2018:"], 205, font="Helvetica-Bold")
        lines(canvas, PROSE, 225)

    assert blocks(page) == (
        heading("2 Economie", 1),
        heading("2.1 Innoveren", 2),
        paragraph(PROSE_TEXT),
        paragraph("Voor 2019 is het budget hoger."),
        heading("Behaalde resultaten in 2018:", 3),
        paragraph(PROSE_TEXT),
    )


def test_a_word_cut_at_the_end_of_a_line_is_made_whole_and_other_hyphens_stay() -> None:
    texts = (
        "Met de partners in de wijken is er in 2018 een begin gemaakt met de samen-",
        "werking die in het akkoord is beloofd, en de provincie heeft aan Noord-",
        "Holland gevraagd om mee te doen aan het stelsel van de in- en",
        "uitvoer van goederen. Daar is over gesproken met de wethouders van beleids-",
        "en uitvoeringszaken.",
    )
    assert blocks(lambda canvas: lines(canvas, texts, 100)) == (
        paragraph(
            "Met de partners in de wijken is er in 2018 een begin gemaakt met de samenwerking die in het akkoord is beloofd,"
            " en de provincie heeft aan Noord-Holland gevraagd om mee te doen aan het stelsel van de in- en uitvoer van goederen."
            " Daar is over gesproken met de wethouders van beleids- en uitvoeringszaken."
        ),
    )


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other_below_the_heading_over_them(columns: int) -> None:
    width = 460 // columns
    texts = [[f"{word} kolom met tekst"[: width // 6], *["die verder gaat zo"] * 5, "tot hier."] for word in ("Eerste", "Tweede", "Derde")]

    def page(canvas: Canvas) -> None:
        lines(canvas, ["Een kop boven alle kolommen van deze bladzijde"], 80, font="Helvetica-Bold", size=18)
        for index in range(columns):
            lines(canvas, texts[index], 120 + 3 * index, left=70 + index * (width + 10))

    expected = [paragraph(" ".join(text)) for text in texts[:columns]]
    assert blocks(page) == (heading("Een kop boven alle kolommen van deze bladzijde"), *expected)


def test_a_paragraph_that_goes_on_in_the_next_column_and_on_the_next_page_is_one() -> None:
    left = ["Een alinea die begint in de linker", "kolom en die daarna verder gaat", "met nog een regel van deze"]
    right = ["zin in de rechter kolom, en die", "daar nog steeds niet ten einde is", "maar verder loopt tot op de"]

    def first(canvas: Canvas) -> None:
        lines(canvas, left, 100)
        lines(canvas, right, 100, left=310)
        lines(canvas, ["1 Een noot onder aan de bladzijde."], 760, size=7)

    whole = paragraph(" ".join([*left, *right, "volgende bladzijde."]))
    assert blocks(first, lambda canvas: lines(canvas, ["volgende bladzijde."], 100)) == (
        whole,
        paragraph("1 Een noot onder aan de bladzijde."),
    )


def test_running_heads_feet_and_page_numbers_are_left_out_and_the_page_of_the_file_is_kept() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            lines(canvas, ["Jaarverslag 2018 van de gemeente"], 40, size=8)
            lines(canvas, [f"Dit is de tekst van bladzijde nummer {number}."], 100)
            lines(canvas, [f"Pagina {number + 10} van 14"], 810, left=250, size=8)

        return draw

    assert blocks(*(page(number) for number in range(1, 5))) == tuple(
        paragraph(f"Dit is de tekst van bladzijde nummer {number}.", page=number) for number in range(1, 5)
    )


def test_headings_at_the_top_of_each_page_stay_though_they_look_alike() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            lines(canvas, [f"Programma {number}"], 60, font="Helvetica-Bold", size=18)
            lines(canvas, PROSE, 100)

        return draw

    assert blocks(*(page(number) for number in range(1, 5))) == tuple(
        block for number in range(1, 5) for block in (heading(f"Programma {number}", page=number), paragraph(PROSE_TEXT, page=number))
    )


def test_items_keep_their_depth_whatever_sign_they_begin_with() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Dit is er gebeurd:"], 80)
        lines(canvas, ["•"], 95, left=75)
        lines(canvas, ["Een punt dat zo lang is dat het niet op een regel past en dus verder", "gaat op de volgende."], 95, left=90)
        lines(canvas, ["-"], 120, left=95)
        lines(canvas, ["Een punt daaronder"], 120, left=108)
        lines(canvas, ["\u00b7"], 135, left=95, font="Symbol")
        lines(canvas, ["Nog een punt daaronder"], 135, left=108)
        lines(canvas, ["• Weer een punt"], 150, left=75)
        lines(canvas, ["1. Eerst dit.", "2. Dan dat."], 170)

    assert blocks(page) == (
        paragraph("Dit is er gebeurd:"),
        item("Een punt dat zo lang is dat het niet op een regel past en dus verder gaat op de volgende."),
        item("Een punt daaronder", 1),
        item("Nog een punt daaronder", 1),
        item("Weer een punt"),
        item("Eerst dit."),
        item("Dan dat."),
    )


RECORDS = [["Indicator", "2017", "2018"], ["Nieuwe woningen", "120", "150"], ["Sociale huur", "30%", "35%"], ["Tevredenheid", "7,1", "7,4"]]
ROWS = tuple(row(("Indicator", name), ("2017", former), ("2018", later)) for name, former, later in RECORDS[1:])


@pytest.mark.parametrize(
    "style",
    [
        pytest.param([("GRID", (0, 0), (-1, -1), 0.5, colors.black)], id="with all rules"),
        pytest.param([], id="without rules"),
        pytest.param([("LINEABOVE", (0, 0), (-1, 1), 0.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)], id="level"),
        pytest.param([("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("ALIGN", (1, 0), (-1, -1), "RIGHT")], id="tinted, to the right"),
    ],
)
def test_a_table_gives_a_row_for_each_of_its_rows_with_the_years_as_columns(style: list[tuple[object, ...]]) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, PROSE, 60)
        table = Table(RECORDS, colWidths=[200, 80, 80], style=style)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 70, 640)
        lines(canvas, PROSE, 250)

    assert blocks(page) == (paragraph(PROSE_TEXT), *ROWS, paragraph(PROSE_TEXT))


def test_heads_over_several_columns_and_cells_over_several_rows_are_told_with_each() -> None:
    records = [
        ["Programma", "2018", "", "2019"],
        ["", "begroot", "werkelijk", "begroot"],
        ["Wonen", "10", "12", "11"],
        ["Zorg en", "20", "19", "21"],
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
    ]

    def page(canvas: Canvas) -> None:
        table = Table(records, colWidths=[120, 80, 80, 80], style=style)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 70, 600)

    columns = ("Programma", "2018 › begroot", "2018 › werkelijk", "2019 › begroot")
    assert blocks(page) == tuple(row(*zip(columns, record, strict=True)) for record in records[2:])


def test_a_table_that_goes_on_over_the_page_keeps_its_columns_and_does_not_repeat_its_head() -> None:
    def page(records: list[list[str]]) -> Draw:
        def draw(canvas: Canvas) -> None:
            table = Table(records, colWidths=[200, 80, 80], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
            table.wrapOn(canvas, 400, 400)
            table.drawOn(canvas, 70, 600)

        return draw

    assert blocks(page(RECORDS[:3]), page([RECORDS[0], RECORDS[3]]), page([["Banen", "10", "11"], ["Winkels", "5", "6"]])) == (
        *ROWS[:2],
        row(("Indicator", "Tevredenheid"), ("2017", "7,1"), ("2018", "7,4"), page=2),
        row(("Indicator", "Banen"), ("2017", "10"), ("2018", "11"), page=3),
        row(("Indicator", "Winkels"), ("2017", "5"), ("2018", "6"), page=3),
    )


def test_a_heading_with_its_letters_apart_is_read_as_words() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(70, 740, "SAMEN DOEN", charSpace=6)
        lines(canvas, ["D O E L"], 130, font="Helvetica-Bold", size=12)
        lines(canvas, PROSE, 160)

    assert blocks(page) == (heading("SAMEN DOEN", 1), heading("DOEL", 2), paragraph(PROSE_TEXT))


def test_bold_words_that_a_paragraph_begins_with_are_a_heading_when_they_end_like_one() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Aanpak."], 80, font="Helvetica-Bold")
        lines(canvas, ["Wij bouwen door aan de stad."], 80, left=115)
        lines(canvas, ["Almelo"], 110, font="Helvetica-Bold")
        lines(canvas, ["is een stad in Twente."], 110, left=107)

    assert blocks(page) == (heading("Aanpak"), paragraph("Wij bouwen door aan de stad."), paragraph("Almelo is een stad in Twente."))


def test_a_table_of_contents_is_left_out() -> None:
    def contents(canvas: Canvas) -> None:
        lines(canvas, ["Inhoudsopgave"], 80, font="Helvetica-Bold", size=16)
        lines(canvas, [f"{text} {'.' * 60} {page}" for text, page in (("1 Wonen", 2), ("2 Zorg", 5), ("3 Werk", 9))], 110)

    def chapter(canvas: Canvas) -> None:
        lines(canvas, ["1 Wonen"], 80, font="Helvetica-Bold", size=16)
        lines(canvas, PROSE, 110)

    assert blocks(contents, chapter) == (heading("1 Wonen", page=2), paragraph(PROSE_TEXT, page=2))


def test_a_table_of_contents_without_dots_is_left_out() -> None:
    def contents(canvas: Canvas) -> None:
        lines(canvas, ["Inhoud"], 80, font="Helvetica-Bold", size=16)
        lines(canvas, ["1 Wonen", "2 Zorg", "3 Werk"], 110)
        lines(canvas, ["2", "5", "9"], 110, left=400)

    assert blocks(contents, lambda canvas: lines(canvas, PROSE, 110)) == (paragraph(PROSE_TEXT, page=2),)


@pytest.mark.parametrize("ruled", [False, True])
def test_a_text_that_goes_on_in_its_cell_stays_in_its_row(*, ruled: bool) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Indicator", "Nieuwe woningen in de", "binnenstad", "Sociale huur"], 100)
        for left, texts in ((250, ["2017", "120", "", "30%"]), (350, ["2018", "150", "", "35%"])):
            lines(canvas, texts, 100, left=left)
        for top in (90, 102, 126, 138) if ruled else ():
            canvas.line(70, 842 - top, 400, 842 - top)

    assert blocks(page) == (
        row(("Indicator", "Nieuwe woningen in de binnenstad"), ("2017", "120"), ("2018", "150")),
        row(("Indicator", "Sociale huur"), ("2017", "30%"), ("2018", "35%")),
    )


def test_a_frame_is_read_on_its_own_and_a_caption_is_told_apart() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, [f"{text} in de tekst ernaast" for text in ("een", "twee", "drie", "vier", "vijf", "zes.")], 100)
        canvas.rect(300, 842 - 170, 200, 80)
        lines(canvas, ["In het kader staat een", "tekst van drie regels", "op zichzelf."], 110, left=310)
        lines(canvas, ["Figuur 3: Inwoners per wijk in de stad en in de dorpen rond de stad, op 1 januari 2018"], 220, size=8)

    text = " ".join(f"{text} in de tekst ernaast" for text in ("een", "twee", "drie", "vier", "vijf", "zes."))
    assert blocks(page) == (
        paragraph(text),
        paragraph("In het kader staat een tekst van drie regels op zichzelf."),
        Block(Shape.CAPTION, "Figuur 3: Inwoners per wijk in de stad en in de dorpen rond de stad, op 1 januari 2018", page=1),
    )


def test_bookmarks_make_a_heading_of_a_line_that_looks_like_any_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("Nieuw samenspel", "a")
        lines(canvas, ["Nieuw samenspel"], 80)
        lines(canvas, PROSE, 110)

    assert blocks(page) == (heading("Nieuw samenspel"), paragraph(PROSE_TEXT))


def test_a_raised_figure_stays_with_its_word_as_a_superscript() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["In 2018 is 100 m"], 100)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(70 + canvas.stringWidth("In 2018 is 100 m", "Helvetica", 10), 842 - 96, "2")
        lines(canvas, ["gekocht."], 100, left=160)

    assert blocks(page) == (paragraph("In 2018 is 100 m² gekocht."),)


def test_a_page_that_lies_on_its_side_is_read_upright_and_text_across_it_is_told() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, -100, "Deze regel staat op zijn kant, zoals alles op deze bladzijde.")
        canvas.rotate(-45)
        canvas.drawString(300, 50, "CONCEPT")

    assert read(drawn(page)) == Found(
        "",
        (paragraph("Deze regel staat op zijn kant, zoals alles op deze bladzijde."),),
        ("page 1: text that stands on its side or aslant is left out",),
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from([70, 230, 390]),
            st.integers(5, 60),
            st.sampled_from(["Helvetica", "Helvetica-Bold", "Times-Roman"]),
            st.sampled_from([8, 10, 14]),
            st.integers(1, 3),
        ),
        max_size=25,
        unique_by=lambda line: line[:2],
    ),
    st.lists(st.tuples(st.integers(60, 400), st.integers(80, 700), st.integers(50, 200), st.integers(20, 100)), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_no_word_on_a_page_is_lost_wherever_it_stands(
    placed: list[tuple[int, int, str, int, int]], frames: list[tuple[int, int, int, int]]
) -> None:
    printed = [" ".join(f"w{index}x{word}" for word in range(count)) for index, (*_, count) in enumerate(placed)]

    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 782, "begin")
        for text, (left, line, font, size, _) in zip(printed, placed, strict=True):
            lines(canvas, [text], 10 * line + 100, left=left, font=font, size=size)
        for frame in frames:
            canvas.rect(*frame)

    content = drawn(page)
    told = {
        word
        for block in read(content).blocks
        for text in (block.text, *(part for cell in block.cells for part in cell))
        for word in text.replace("›", " ").split()
    }
    assert told | over_nothing(content) == {"begin", *(word for text in printed for word in text.split())}


def over_nothing(content: bytes) -> set[str]:
    """The words that name a column of a table with nothing in it: rows leave empty cells out, and their names with them."""
    with closing(opened(content)) as document:
        parts = [part for sheet in sheets(document) for part in zones(words(sheet.glyphs), sheet.rules)]
    return {
        word
        for part in parts
        if isinstance(part, Aligned)
        for index, name in enumerate(part.columns)
        if not any(cells[index] for cells in part.rows)
        for word in name.replace("›", " ").split()
    }


def picture(canvas: Canvas) -> None:
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - Pillow is slow to load

    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "red")), 100, 500, 300, 300)


def test_a_scan_is_refused_with_what_to_do_and_single_pictured_pages_are_told() -> None:
    with pytest.raises(UnreadableError, match=r"the PDF is a scan: .* run text recognition \(OCR\) first"):
        read(drawn(picture, picture))
    found = read(drawn(picture, lambda canvas: lines(canvas, PROSE, 100), picture, picture))
    assert found.notices == ("pages 1, 3-4: a picture without text; run text recognition (OCR) to read it",)


def test_a_pdf_without_anything_on_it_is_refused() -> None:
    with pytest.raises(UnreadableError, match="the PDF has no text on any page"):
        read(drawn(lambda _: None))


def test_a_locked_pdf_is_refused_and_one_that_is_only_closed_to_changes_is_read() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, PROSE, 100)

    with pytest.raises(UnreadableError, match="the PDF asks for a password; save a copy without password"):
        read(drawn(page, encrypt=pdfencrypt.StandardEncryption("geheim", "eigenaar", canPrint=0)))
    assert read(drawn(page, encrypt=pdfencrypt.StandardEncryption("", "eigenaar", canPrint=0))).blocks == (paragraph(PROSE_TEXT),)


def test_a_pdf_without_its_table_of_objects_is_read_and_one_without_pages_refused() -> None:
    content = drawn(lambda canvas: lines(canvas, PROSE, 100))
    assert read(content[: content.index(b"\nxref")]).blocks == (paragraph(PROSE_TEXT),)
    with pytest.raises(UnreadableError, match="the PDF is damaged or cut off"):
        read(content[:200])


@pytest.mark.parametrize(
    ("given", "title"),
    [
        pytest.param("Jaarverslag 2018", "Jaarverslag 2018", id="as given"),
        pytest.param("Microsoft Word - concept_3.docx", "Wonen", id="the name of a file"),
        pytest.param("", "Wonen", id="none"),
    ],
)
def test_the_title_is_the_given_one_unless_that_is_the_name_of_a_file(given: str, title: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle(given)
        lines(canvas, ["Wonen"], 80, font="Helvetica-Bold", size=18)
        lines(canvas, PROSE, 110)

    assert read(drawn(page)).title == title
