"""Every file tells the same as the picture, is read back by a program that knows its format, and is the same each time."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import networkx as nx
import pytest
from defusedxml import ElementTree
from openpyxl import load_workbook
from PIL import Image

from kg.errors import NetworkTooLargeError
from kg.publish.library import Language, Library
from kg.publish.saving import FORMATS
from kg.publish.saving.sheet import Saved
from kg.publish.saving.svg import sheet
from kg.publish.saving.writing import written

EVIL = "</title><script>alert(1)</script> & \"'\x01"
SVG = "{http://www.w3.org/2000/svg}"
Told = Counter[tuple[str, str, str]]


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def of_csv(content: bytes) -> Told:
    return Counter((row[0], row[1], row[2]) for row in table(content)[1:])


def of_workbook(content: bytes) -> Told:
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    return Counter((str(row[0]), str(row[1]), str(row[2])) for row in rows[1:])


def of_network(graph: "nx.Graph[str]") -> Told:
    names = nx.get_node_attributes(graph, "label")
    return Counter((names[start], known["label"], names[end]) for start, end, known in graph.edges(data=True))


def of_svg(content: bytes) -> Counter[str]:
    titles = (path.findtext(f"{SVG}title") or "" for path in ElementTree.fromstring(content).iter(f"{SVG}path"))
    return Counter(re.sub(r" \([0-9, ]+\)$", "", title) for title in titles if title)


class Cells(HTMLParser):
    """Reads the rows of the tables of a page by the names of those."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self._table = ""
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._table = dict(attrs).get("id") or ""
            self.rows[self._table] = []
        elif tag == "tr":
            self.rows[self._table].append([])
        elif tag in {"th", "td"}:
            self._open = True
            self.rows[self._table][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"th", "td"}

    def handle_data(self, text: str) -> None:
        if self._open:
            self.rows[self._table][-1][-1] += text


def test_all_files_tell_the_same_relations_as_the_picture(saving: Callable[..., Saved]) -> None:
    found = saving("")
    told = Counter((tie.source.name.value, tie.relation.value, tie.target.name.value) for tie in found.ties)
    assert told.total() == len(found.picture.edges) > 150
    assert of_csv(written(found, "csv")) == told
    assert of_workbook(written(found, "xlsx")) == told
    assert of_network(nx.read_graphml(io.BytesIO(written(found, "graphml")), force_multigraph=True)) == told
    assert of_network(nx.read_gexf(io.BytesIO(written(found, "gexf")))) == told
    assert of_svg(written(found, "svg")) == Counter({" ".join(line): count for line, count in told.items()})
    assert Counter((row[0], row[1], row[2]) for row in Cells(written(found, "html").decode()).rows["ties"][1:]) == told


def test_all_files_name_the_same_things_as_the_picture(kept: Saved) -> None:
    names = sorted(node.ref.name.value for node in kept.picture.nodes)
    drawn = ElementTree.fromstring(written(kept, "svg"))
    lines = ["".join(text.text or "" for text in node.iter(f"{SVG}tspan")) for node in drawn.iter(f"{SVG}a") if "class" in node.attrib]
    assert sorted(lines) == names
    for graph in (nx.read_graphml(io.BytesIO(written(kept, "graphml"))), nx.read_gexf(io.BytesIO(written(kept, "gexf")))):
        assert sorted(nx.get_node_attributes(graph, "label").values()) == names
    assert sorted(row[0] for row in Cells(written(kept, "html").decode()).rows["things"][1:]) == names


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_picture_gives_the_same_file(kept: Saved, extension: str) -> None:
    assert written(kept, extension) == written(kept, extension)


@pytest.mark.parametrize("extension", ["svg", "graphml", "gexf", "html"])
def test_names_from_the_data_never_become_markup(kept: Saved, renamed: Callable[[Saved, str], Saved], extension: str) -> None:
    content = written(renamed(kept, EVIL), extension)
    assert b"<script>alert" not in content
    if extension != "html":
        texts = {text for element in ElementTree.fromstring(content).iter() for text in (element.text, element.get("label"))}
        assert EVIL.removesuffix("\x01") in texts


def test_names_from_the_data_are_drawn_and_told_as_they_are(kept: Saved, renamed: Callable[[Saved, str], Saved]) -> None:
    found = renamed(kept, EVIL)
    assert {row[0] for row in table(written(found, "csv"))[1:]} == {EVIL}
    assert written(found, "png").startswith(b"\x89PNG")
    assert written(found, "pdf").startswith(b"%PDF")


def test_a_table_opens_in_a_spreadsheet_without_formulas(kept: Saved, renamed: Callable[[Saved, str], Saved]) -> None:
    content = written(renamed(kept, "=1+1"), "csv")
    assert content.startswith(b"\xef\xbb\xbfVan,Verband,Naar,Jaren,Documenten,")
    assert {row[0] for row in table(content)[1:]} == {"'=1+1"}
    cells = load_workbook(io.BytesIO(written(renamed(kept, "=1+1"), "xlsx"))).worksheets[0]["A"]
    assert {(cell.value, cell.data_type) for cell in cells[1:]} == {("=1+1", "s")}


def test_a_row_tells_years_places_and_iris(kept: Saved) -> None:
    row = next(row for row in table(written(kept, "csv")) if row[:3] == ["Ministerie van LNV", "is partner in", "Regiodeal Twente"])
    base = "https://samenspel.example.org/id"
    assert row[3:] == [
        "2018 | 2019",
        row[4],
        row[5],
        "Organisatie",
        "Initiatief",
        f"{base}/organisatie/ministerie-lnv",
        f"{base}/concept/rol/partner",
        f"{base}/initiatief/regiodeal-twente",
        f"{base}/deelname/regiodeal-twente--ministerie-lnv--partner",
    ]
    assert "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3), " in row[5]


def test_a_workbook_tells_where_it_comes_from(kept: Saved) -> None:
    told = {str(name): str(text) for name, text in load_workbook(io.BytesIO(written(kept, "xlsx"))).worksheets[1].values}
    assert told["Beeld"] == "Regiodeal Twente en omgeving"
    assert told["Adres van dit beeld"] == "https://samenspel.example.org/beeld/initiatief/regiodeal-twente?jaar=2018"


def test_png_is_twice_as_fine_as_the_page_and_not_blank(kept: Saved) -> None:
    page = sheet(kept)
    with Image.open(io.BytesIO(written(kept, "png"))) as image:
        assert image.format == "PNG"
        assert [abs(size - 2 * wanted) <= 1 for size, wanted in zip(image.size, (page.width, page.height), strict=True)] == [True, True]
        colours = {colour for _, colour in image.convert("RGB").getcolors(maxcolors=2**24) or []}
    assert {(255, 255, 255), (13, 107, 88), (150, 72, 15), (29, 95, 163)} < colours


def test_svg_needs_no_other_file_and_leads_to_our_pages(kept: Saved) -> None:
    drawn = ElementTree.fromstring(written(kept, "svg"))
    assert drawn.findtext(f"{SVG}title") == "Regiodeal Twente en omgeving"
    assert "Bron: Samenspel, gegevens met kenmerk 2026-11-25-test." in (drawn.findtext(f"{SVG}desc") or "")
    hrefs = [link.attrib["href"] for link in drawn.iter(f"{SVG}a")]
    assert f"{kept.base}/doc/organisatie/ministerie-lnv" in hrefs
    assert [href for href in hrefs if not href.startswith("https://samenspel.example.org/")] == []
    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "g",
        "a",
        "path",
        "text",
        "tspan",
    }
    assert re.findall(r"url\((?!data:)", drawn.findtext(f"{SVG}style") or "") == []


def test_a_network_opens_as_it_is_seen(kept: Saved) -> None:
    centre = "https://samenspel.example.org/id/initiatief/regiodeal-twente"
    box = next(node.box for node in kept.picture.nodes if node.centre)
    place = (pytest.approx(box.x + box.width / 2, abs=0.1), pytest.approx(-box.middle, abs=0.1))
    seen = nx.read_graphml(io.BytesIO(written(kept, "graphml"))).nodes[centre]
    assert ((seen["x"], seen["y"]), (seen["r"], seen["g"], seen["b"]), seen["sort"]) == (place, (13, 107, 88), "initiatief")
    graph = nx.read_gexf(io.BytesIO(written(kept, "gexf")))
    viz = graph.nodes[centre]["viz"]
    assert ((viz["position"]["x"], viz["position"]["y"]), viz["color"]["g"]) == (place, 107)
    ids = {known["id"] for *_, known in graph.edges(data=True)}
    assert "organisatie/ministerie-lnv~partner~initiatief/regiodeal-twente" in ids
    assert len(ids) == len(kept.ties)


def test_a_network_tells_the_day_of_its_data_and_not_of_today(kept: Saved, saving: Callable[..., Saved], library: Library) -> None:
    assert b"lastmodifieddate" not in written(kept, "gexf")
    assert b'<meta lastmodifieddate="2025-11-30">' in written(saving(of=replace(library, made=1_764_500_000)), "gexf")


def test_english_files_are_english(saving: Callable[..., Saved]) -> None:
    found = saving(language=Language.EN)
    assert table(written(found, "csv"))[0][:4] == ["From", "Relation", "To", "Years"]
    assert ElementTree.fromstring(written(found, "svg")).findtext(f"{SVG}title") == "Regiodeal Twente and its surroundings"


def test_what_was_chosen_stands_above_the_picture(kept: Saved, saving: Callable[..., Saved]) -> None:
    assert kept.told.endswith("Alleen: 2018.")
    assert saving("stappen=2&rol=partner&jaar=2018").told.startswith("2 stappen ver: ")
    assert saving("").told == "1 stap ver: 65 zaken en 179 verbanden."


def test_a_picture_too_large_to_draw_says_how_to_narrow_it_down_and_is_a_table_and_a_network_still(saving: Callable[..., Saved]) -> None:
    found = saving("stappen=2")
    for extension in [extension for extension, form in FORMATS.items() if form.drawn]:
        with pytest.raises(
            NetworkTooLargeError, match=r"^Dit beeld heeft [0-9.]+ zaken, en een tekening kan er hooguit 150 .* Neem minder stappen"
        ):
            written(found, extension)
    assert of_csv(written(found, "csv")).total() == len(found.picture.edges) > 1000
    graph = nx.read_gexf(io.BytesIO(written(found, "gexf")))
    assert len(graph) == len(found.picture.nodes) > 150
    assert "position" not in graph.nodes["https://samenspel.example.org/id/initiatief/regiodeal-twente"]["viz"]


@pytest.mark.parametrize(("extension", "most"), [("png", "SVG of PDF"), ("html", "hooguit 2000")])
def test_a_file_that_would_be_too_large_says_what_to_take_instead(kept: Saved, extension: str, most: str) -> None:
    vast = replace(kept, picture=replace(kept.picture, width=9000, height=9000, nodes=kept.picture.nodes * 200))
    with pytest.raises(NetworkTooLargeError, match=most):
        written(vast, extension)


def test_a_thing_alone_is_saved_too(saving: Callable[..., Saved]) -> None:
    alone = saving("jaar=1900")
    assert (alone.told, len(table(written(alone, "csv")))) == ("1 stap ver: 1 zaak en 0 verbanden. Alleen: 1900.", 1)
    assert {extension: len(written(alone, extension)) > 500 for extension in FORMATS if extension != "csv"} == dict.fromkeys(
        [extension for extension in FORMATS if extension != "csv"], True
    )


def test_of_a_publication_the_source_tells_its_number_and_holds_the_address_to_it(saving: Callable[..., Saved], library: Library) -> None:
    manifest = {**library.manifest, "published": {"number": 2, "date": "2026-11-30", "previous": 1}}
    origin = saving(of=replace(library, manifest=manifest)).origin
    assert origin.edition == "uitgave 2 van 30 november 2026"
    assert origin.address == "https://samenspel.example.org/beeld/initiatief/regiodeal-twente?jaar=2018&release=2"
