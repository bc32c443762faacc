"""A Word file becomes the blocks a reader sees: each test makes a file with Word's own parts and compares all that is read of it."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from docx import Document
from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block
from kg.read.docx import read

W = nsdecls("w")


def written(document: Made) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def changed(content: bytes, parts: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None) -> bytes:
    """The same file with parts of it written otherwise."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, bytes)(old.read(name)))
        for name, text in (added or {}).items():
            new.writestr(name, text)
    return kept.getvalue()


def put(document: Made, xml: str) -> None:
    """Add an element to the end of the text."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def heading(text: str, level: int) -> Block:
    return Block(Shape.HEADING, text, level=level)


def paragraph(text: str) -> Block:
    return Block(Shape.PARAGRAPH, text)


def row(*cells: tuple[str, str]) -> Block:
    return Block(Shape.ROW, "", cells=cells)


def test_headings_in_english_and_dutch_items_and_tables_come_in_the_order_of_the_text() -> None:
    document = Document()
    document.styles.add_style("Kop 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_heading("Jaarverslag 2018", 0)
    document.add_heading("Economie", 1)
    document.add_paragraph("Innoveren", style="Kop 2")
    document.add_paragraph("De raad\u00a0wil\tvernieuwen.")
    document.add_paragraph().add_run("Behaalde resultaten in 2018:").bold = True
    document.add_paragraph("Een", style="List Bullet")
    document.add_paragraph("Daaronder", style="List Bullet 2")
    document.add_paragraph("Twee", style="List Number")
    document.add_paragraph("Tabel 1: Banen", style="Caption")
    table = document.add_table(0, 3)
    for record in (("Wijk", "2017", "2018"), ("Noord", "12", "15"), ("Zuid", "", "9")):
        for cell, text in zip(table.add_row().cells, record, strict=True):
            cell.text = text
    document.add_paragraph("Daarna.")
    assert read(written(document)).blocks == (
        heading("Jaarverslag 2018", 1),
        heading("Economie", 2),
        heading("Innoveren", 3),
        paragraph("De raad wil vernieuwen."),
        heading("Behaalde resultaten in 2018:", 4),
        Block(Shape.ITEM, "Een"),
        Block(Shape.ITEM, "Daaronder", level=1),
        Block(Shape.ITEM, "Twee"),
        Block(Shape.CAPTION, "Tabel 1: Banen"),
        row(("Wijk", "Noord"), ("2017", "12"), ("2018", "15")),
        row(("Wijk", "Zuid"), ("2018", "9")),
        paragraph("Daarna."),
    )


def test_a_paragraph_with_an_outline_level_is_a_heading_of_that_rank_and_one_that_turns_bold_off_is_none() -> None:
    document = Document()
    document.add_heading("Zorg", 1)
    put(document, f'<w:p {W}><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Jeugd</w:t></w:r></w:p>')
    put(document, f'<w:p {W}><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Gewone tekst</w:t></w:r></w:p>')
    put(document, f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>Wat nu?</w:t></w:r><w:r><w:br/><w:t>Dit.</w:t></w:r></w:p>")
    put(document, f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>Een hele zin die vet is.</w:t></w:r></w:p>")
    assert read(written(document)).blocks == (
        heading("Zorg", 1),
        heading("Jeugd", 2),
        paragraph("Gewone tekst"),
        heading("Wat nu?", 3),
        paragraph("Dit."),
        paragraph("Een hele zin die vet is."),
    )


def test_insertions_are_read_deletions_and_hidden_text_are_not_and_the_reader_is_told() -> None:
    document = Document()
    put(
        document,
        f'<w:p {W}><w:r><w:t xml:space="preserve">Er zijn </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>tien</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>twaalf</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> plannen.</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Geheim.</w:t></w:r></w:p>",
    )
    found = read(written(document))
    assert found.blocks == (paragraph("Er zijn twaalf plannen."),)
    assert found.notices == ("changes were tracked in this file: what was inserted is read, what was deleted is left out",)


def test_content_controls_text_boxes_fields_and_links_are_read_where_they_stand() -> None:
    document = Document()
    put(
        document,
        f"<w:sdt {W}><w:sdtPr/><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>In een besturing</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:hyperlink><w:r><w:t xml:space="preserve"> met een link</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>',
    )
    put(
        document,
        f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">'
        "<w:r><w:t>Ernaast</w:t></w:r><w:r><mc:AlternateContent>"
        "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In een vak</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>In een vak</w:t></w:r></w:p></w:txbxContent></v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    put(document, f"<w:p {W}><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>12</w:t></w:r></w:p>")
    assert read(written(document)).blocks == tuple(map(paragraph, ("In een besturing met een link", "Ernaast", "In een vak", "12")))


def test_a_note_follows_the_paragraph_that_refers_to_it() -> None:
    document = Document()
    put(document, f'<w:p {W}><w:r><w:t>Volgens het CBS</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>')
    document.add_paragraph("Daarna.")
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Cijfers van 2018.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    related = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    content = changed(
        written(document),
        {"word/_rels/document.xml.rels": lambda text: text.replace(b"</Relationships>", related)},
        {"word/footnotes.xml": notes.encode()},
    )
    assert read(content).blocks == (paragraph("Volgens het CBS¹."), paragraph("¹ Cijfers van 2018."), paragraph("Daarna."))


def test_merged_cells_are_told_with_each_column_and_row_and_nested_tables_after_theirs() -> None:
    document = Document()
    table = document.add_table(4, 3)
    for index, record in enumerate((("Programma", "2018", ""), ("", "begroot", "werkelijk"), ("Wonen", "10", "12"), ("Zorg", "20", "19"))):
        for cell, text in zip(table.rows[index].cells, record, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2018"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Programma"
    inner = table.cell(3, 0).add_table(2, 2)
    for cell, text in zip((cell for each in inner.rows for cell in each.cells), "abcd", strict=True):
        cell.text = text
    columns = ("Programma", "2018 › begroot", "2018 › werkelijk")
    assert read(written(document)).blocks == (
        row(*zip(columns, ("Wonen", "10", "12"), strict=True)),
        row(*zip(columns, ("Zorg", "20", "19"), strict=True)),
        row(("", "a"), ("", "b")),
        row(("", "c"), ("", "d")),
    )


def test_a_row_repeated_on_each_page_names_the_columns_and_a_table_of_one_column_is_a_frame() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip((cell for each in table.rows for cell in each.cells), ("Wat", "Wie", "Groen", "Gemeente"), strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))  # noqa: SLF001 - python-docx names it nowhere
    document.add_table(1, 1).cell(0, 0).text = "In een kader."
    assert read(written(document)).blocks == (row(("Wat", "Groen"), ("Wie", "Gemeente")), paragraph("In een kader."))


def test_typed_bullets_make_items_and_a_table_of_contents_is_left_out() -> None:
    document = Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Economie\t4", style="toc 1")
    document.add_paragraph("•\tEen")
    document.add_paragraph("\t- Daaronder")
    document.add_paragraph("-5 graden was het.")
    assert read(written(document)).blocks == (
        Block(Shape.ITEM, "Een"),
        Block(Shape.ITEM, "Daaronder", level=1),
        paragraph("-5 graden was het."),
    )


@pytest.mark.parametrize(
    ("given", "title"), [pytest.param("Jaarverslag", "Jaarverslag", id="given"), pytest.param("Word Document", "Zorg", id="Word's own")]
)
def test_the_title_is_the_given_one_unless_word_made_it_up(given: str, title: str) -> None:
    document = Document()
    document.core_properties.title = given
    document.add_heading("Zorg", 1)
    assert read(written(document)).title == title


def test_a_file_with_macros_is_read_as_any_other() -> None:
    document = Document()
    document.add_paragraph("Met macro's.")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = changed(
        written(document),
        {"[Content_Types].xml": lambda text: text.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")},
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )
    assert read(content).blocks == (paragraph("Met macro's."),)


def document_xml(xml: bytes) -> bytes:
    document = Document()
    document.add_paragraph("x")
    return changed(written(document), {"word/document.xml": lambda _: xml})


ENTITY = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
DEEP = b"<w:tbl><w:tr><w:tc>"
NESTED = f"<w:document {W}><w:body>".encode() + DEEP * 60_000 + b"</w:tc></w:tr></w:tbl>" * 60_000 + b"</w:body></w:document>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(lambda: b"PK\x03\x04 and nothing", "the Word file is damaged or cut off", id="no archive"),
        pytest.param(lambda: document_xml(b"<w:document"), "the Word file is damaged: word/document.xml is no XML", id="no XML"),
        pytest.param(lambda: document_xml(ENTITY), "the Word file declares entities", id="an entity from outside"),
        pytest.param(lambda: document_xml(NESTED), "tables within tables without end", id="endless tables"),
        pytest.param(lambda: document_xml(b" " * 200_000_001), "unpacks to more than 200 MB", id="a bomb"),
        pytest.param(lambda: written(Document()), "the Word file has no text", id="empty"),
    ],
)
def test_what_is_no_word_file_or_made_to_do_harm_is_refused(content: Callable[[], bytes], message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(content())
