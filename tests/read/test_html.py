"""A web page becomes the document on it: pages as several makers of sites write them, and pages that are broken or made to do harm."""

from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.model.passages import Passage, Shape
from kg.read.blocks import Block
from kg.read.formats import transcribed
from kg.read.html import read

DOCUMENTS = Path(__file__).parent / "documents"


def line(passage: Passage) -> str:
    said = "; ".join(f"{cell.column}: {cell.text}" for cell in passage.cells) or passage.text
    return f"{passage.shape} {passage.level} {passage.locator} = {said}"


@pytest.mark.parametrize("name", ["folded", "divs", "tabs", "blog", "fields", "layout"])
def test_a_page_says_what_is_written_beside_it_and_nothing_of_the_site_around_it(name: str) -> None:
    made = transcribed(name, f"{name}.html", (DOCUMENTS / f"{name}.html").read_bytes())
    told = [f"{made.title} <{made.source.url}>", *map(line, made.passages)]
    assert told == (DOCUMENTS / f"{name}.txt").read_text("utf-8").splitlines()


def blocks(markup: str) -> list[Block]:
    return [*read(f"<main>{markup}</main>".encode()).blocks]


def paragraph(text: str) -> Block:
    return Block(Shape.PARAGRAPH, text)


def heading(text: str, level: int = 1) -> Block:
    return Block(Shape.HEADING, text, level)


def item(text: str, level: int = 0) -> Block:
    return Block(Shape.ITEM, text, level)


def row(*cells: tuple[str, str]) -> Block:
    return Block(Shape.ROW, "", cells=cells)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>In\u00adno\ufb01\u200b&nbsp; x e\u0301</p>", [paragraph("Innofi x é")], id="odd signs"),
        pytest.param("<p>a<br>b<br><br>c</p>", [paragraph("a b"), paragraph("c")], id="line ends"),
        pytest.param("los<p>a</p>eind", [paragraph("los"), paragraph("a"), paragraph("eind")], id="loose text"),
        pytest.param("<div role=heading aria-level=3>A</div><h4>B</h4>", [heading("A"), heading("B", 2)], id="a heading by its role"),
        pytest.param(
            "<p><b>Partners</b></p><p><b>Rijk</b> en regio doen mee</p>",
            [heading("Partners"), paragraph("Rijk en regio doen mee")],
            id="wholly bold",
        ),
        pytest.param(
            "<ul><li>a<ol><li>b<p>c</p></li></ol></li><li>d</li></ul>",
            [item("a"), item("b", 1), paragraph("c"), item("d")],
            id="nested lists",
        ),
        pytest.param("<p>1. een<br>2. twee</p>", [item("een"), item("twee")], id="typed numbers"),
        pytest.param(
            "<dl><dt>Wie:</dt><dd>Provincie</dd><dt>Doel</dt><dd><p>Een</p><p>Twee</p></dd></dl>",
            [item("Wie: Provincie"), heading("Doel"), paragraph("Een"), paragraph("Twee")],
            id="definitions",
        ),
        pytest.param(
            "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2</td></tr></table>",
            [row(("A", "x"), ("B", "1")), row(("A", "x"), ("B", "2"))],
            id="a cell over two rows",
        ),
        pytest.param(
            "<table><tr><td>Kop</td></tr><tr><td><p>a</p><p>b</p></td></tr></table>",
            [paragraph("Kop"), paragraph("a"), paragraph("b")],
            id="one column",
        ),
        pytest.param(
            "<table><tr><th>A<th>B</tr><tr><td><img alt='Op schema' src=x><td><i class='fa status-green'></i></table>",
            [row(("A", "Op schema"), ("B", "groen"))],
            id="traffic lights",
        ),
        pytest.param(
            "<table><tr><td><td>Begroting</tr><tr><td>Lasten<td>10</table>",
            [row(("", "Lasten"), ("Begroting", "10"))],
            id="an empty corner",
        ),
        pytest.param(
            "<h2>A</h2><a role=button class=toggle href=#x>Meer</a><div id=x class=collapse hidden>tekst<h2>B</h2></div><h2>C</h2>",
            [heading("A"), heading("Meer", 2), paragraph("tekst"), heading("B", 3), heading("C")],
            id="folded away",
        ),
        pytest.param("<p>a</p><p hidden>b</p><p style='display: none'>c</p><p aria-hidden=true>d</p>", [paragraph("a")], id="hidden"),
        pytest.param("<p>a</p><p><a href='#'>Naar boven</a></p><button>Print</button>", [paragraph("a")], id="buttons"),
        pytest.param("<p>a <!-- b --><script>c</script><b>d</p><p>e", [paragraph("a d"), paragraph("e")], id="broken markup"),
    ],
)
def test_markup_is_read_as_a_browser_shows_it(markup: str, expected: list[Block]) -> None:
    assert blocks(markup) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<p>coördinatie</p>".encode(), id="UTF-8 that nothing tells"),
        pytest.param('<meta charset="iso-8859-1"><p>coördinatie</p>'.encode(), id="UTF-8 told to be Latin-1"),
        pytest.param('<meta charset="utf-8"><p>coördinatie</p>'.encode("cp1252"), id="Windows told to be UTF-8"),
        pytest.param("\ufeff<p>coördinatie</p>".encode("utf-16-le"), id="UTF-16 with a mark"),
        pytest.param("<p>coördinatie</p>".encode("utf-16-be"), id="UTF-16 without"),
        pytest.param('<?xml encoding="ibm850"?><p>coördinatie</p>'.encode("cp850"), id="DOS"),
    ],
)
def test_the_encoding_is_what_the_bytes_show(content: bytes) -> None:
    assert read(content).blocks == (paragraph("coördinatie"),)


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<details>", "<blockquote>"])
def test_elements_within_elements_ten_thousand_deep_are_read(opening: str) -> None:
    assert [block.text for block in read((opening * 10_000 + "diep").encode()).blocks] == ["diep"]


@pytest.mark.parametrize(
    "content", [b"<html><body><div id=app></div><script>x()</script></body></html>", b"<html></html>", b"<p hidden>x</p>"]
)
def test_a_page_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="the web page has no text; when it is filled by a script"):
        read(content)


@pytest.mark.parametrize(
    ("head", "title", "url"),
    [
        pytest.param("<title>Wonen - Begroting | Gemeente X</title>", "Wonen", "", id="the title without the site"),
        pytest.param('<meta property="og:title" content="Thema Wonen"><title>x</title>', "Thema Wonen", "", id="as it is shared"),
        pytest.param('<link rel="canonical" href="https://x.example/a">', "", "https://x.example/a", id="address"),
        pytest.param("<!-- saved from url=(0019)https://x.example/b -->", "", "https://x.example/b", id="saved address"),
        pytest.param('<link rel="canonical" href="javascript:x">', "", "", id="no address"),
    ],
)
def test_title_and_address_come_from_the_head(head: str, title: str, url: str) -> None:
    found = read(f"<html><head>{head}</head><body><p>tekst</p></body></html>".encode())
    assert (found.title, found.url) == (title, url)


def test_a_list_of_links_that_nothing_introduces_is_a_menu_where_the_page_does_not_say_what_its_document_is() -> None:
    links = "<ul><li><a href=a>Zorg voor ouderen</a><li><a href=b>Werk en inkomen</a><li><a href=c>Sport en cultuur</a></ul>"
    page = f"<div>{links}</div><div><h1>Doelen</h1>{links}</div><ul><li>Zorg<li>Werk<li>Sport</ul>"
    names = ["Zorg voor ouderen", "Werk en inkomen", "Sport en cultuur", "Zorg", "Werk", "Sport"]
    assert [*read(page.encode()).blocks] == [heading("Doelen"), *map(item, names)]


def test_small_parts_named_after_a_menu_or_search_form_are_left_out_and_large_ones_with_text_are_kept() -> None:
    long = "Dit is de tekst van het verslag zoals die ook wordt afgedrukt. " * 8
    page = (
        f"<h1>Zorg</h1><div class=print><p>{long}</p></div><div class=search-box>Zoek hier</div><div class=sidebar><p>Een kader.</p></div>"
    )
    assert [*read(page.encode()).blocks] == [heading("Zorg"), paragraph(long.strip()), paragraph("Een kader.")]


def test_a_mark_for_bold_that_is_left_open_makes_no_headings() -> None:
    assert blocks("<p><b>Kop</p><p>Een regel</p><p>Nog een regel</p>") == [
        paragraph("Kop"),
        paragraph("Een regel"),
        paragraph("Nog een regel"),
    ]
