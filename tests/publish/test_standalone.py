"""The stand-alone page says in its tables what it draws, and asks nothing of anybody."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import sync_playwright
from rdflib import URIRef

from kg.build.network import Network, projection
from kg.errors import NetworkTooLargeError
from kg.publish.library import Language
from kg.publish.network import surroundings
from kg.publish.placing import CELL, KINDS, side_by_side, stacked
from kg.publish.saving.told_apart import TAIL, told_apart
from kg.publish.standalone import standalone
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.terms import mint

REGIODEAL = mint("initiatief", "regiodeal-twente")
CHROMIUM = Path("/usr/bin/chromium")
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)> & \"'"


@pytest.fixture(scope="module")
def network(endpoint: LocalEndpoint, queries: Queries) -> Network:
    return projection(endpoint, queries)


@pytest.fixture(scope="module")
def page(network: Network) -> str:
    graph = surroundings(network, REGIODEAL, 1, 500)
    graph.graph["release"] = "2026-11-25"
    return standalone(graph, "Regiodeal Twente", Language.NL)


class Reading(HTMLParser):
    """Reads the rows of the tables, what the page points to, and the text of its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.sources: list[str] = []
        self.tags: list[str] = []
        self._rows: list[list[str]] = []
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        self.sources += [known[name] or "" for name in ("src", "srcset", "data", "action", "poster") if name in known]
        if tag == "table":
            self._rows = self.tables.setdefault(known["id"] or "", [])
        if tag == "tr":
            self._rows.append([])
        if tag in {"th", "td"}:
            self._cell = True
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in {"th", "td"}

    def handle_data(self, text: str) -> None:
        if self._cell:
            self._rows[-1][-1] += text


def drawn(page: str) -> dict[str, list[dict[str, object]]]:
    """Return what the script draws."""
    found = re.search(r"const picture = (\{.*\});\n", page)
    assert found
    picture: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return picture


def some(*labels: str, kind: str = "doel") -> Network:
    """Return things of one kind with these labels, each tied to the next."""
    graph: Network = nx.MultiDiGraph()
    nodes = [URIRef(f"https://samenspel.example.org/id/doel/{number}") for number in range(len(labels))]
    for node, label in zip(nodes, labels, strict=True):
        graph.add_node(node, kind=kind, label=label)
    for start, end in pairwise(nodes):
        claim = URIRef(f"{start}--claim")
        graph.add_edge(start, end, key=claim, claim=claim, nl="meet", en="measures", weight=1, year=0)
    return graph


def test_the_tables_hold_the_same_things_and_relations_as_the_picture(page: str) -> None:
    picture, tables = drawn(page), Reading(page).tables
    names = [str(node["name"]) for node in picture["nodes"]]
    assert [row[0] for row in tables["things"][1:]] == names
    ends = [(names[int(str(edge["from"]))], edge["name"], names[int(str(edge["to"]))]) for edge in picture["edges"]]
    assert [tuple(row[:3]) for row in tables["ties"][1:]] == ends


def test_picture_and_graph_hold_the_same(page: str, network: Network) -> None:
    graph = surroundings(network, REGIODEAL, 1, 500)
    picture = drawn(page)
    assert [node["name"] for node in picture["nodes"]] == [known["label"] for _, known in graph.nodes(data=True)]
    assert len(picture["edges"]) == graph.number_of_edges()


def test_every_relation_leads_to_its_claim(page: str, network: Network) -> None:
    graph = surroundings(network, REGIODEAL, 1, 500)
    assert [claim for *_, claim in graph.edges(keys=True) if f'<a href="{claim}">' not in page] == []


def test_the_page_has_language_title_viewport_and_source(page: str) -> None:
    assert page.startswith("<!doctype html>\n")
    for part in (
        '<html lang="nl">',
        "<title>Regiodeal Twente</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "Bron: Samenspel, release 2026-11-25",
        f'middelpunt <a href="{REGIODEAL}">{REGIODEAL}</a>',
    ):
        assert part in page


def test_the_english_page_is_english() -> None:
    page = standalone(some("Schoon", "Heel"), "Goals", Language.EN)
    assert '<html lang="en">' in page
    assert [row[1] for row in Reading(page).tables["ties"]] == ["Relation", "measures"]
    assert "Source: Samenspel." in page
    assert "samenhangt" not in page


def test_the_page_points_to_no_other_file(page: str) -> None:
    assert Reading(page).sources == []
    assert "link" not in Reading(page.replace('<link rel="icon" href="data:,">', "")).tags
    assert re.findall(r"url\(|@import|sourceMappingURL", page.partition("<script>")[0] + page.rpartition("<script>")[2]) == []
    assert "sourceMappingURL" not in page


def test_text_from_the_data_never_becomes_markup() -> None:
    graph = some(EVIL, "Schoon")
    graph.graph["release"] = EVIL
    page = standalone(graph, EVIL, Language.NL)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert Reading(page).tags.count("script") == 2
    assert drawn(page)["nodes"][0]["name"] == EVIL


def test_a_kind_that_has_no_shape_of_its_own_is_drawn_and_explained() -> None:
    page = standalone(some("Beckum", kind="gebied"), "Gebied", Language.NL)
    assert drawn(page)["nodes"][0]["shape"] == "gebied"
    assert re.search(r"</svg>\s*gebied</li>", page)


def test_no_two_kinds_look_alike() -> None:
    graph = some(*"abcdefghij")
    for node, kind in zip(graph, (*KINDS, "gebied", "waarneming", "periode"), strict=True):
        graph.nodes[node]["kind"] = kind
    legend = standalone(graph, "Alles", Language.NL).partition('class="legend"')[2].partition("</ul>")[0]
    looks = re.findall(r'fill="(#[0-9a-f]{6})"><path d="([^"]+)"', legend)
    assert [len(set(each)) for each in zip(*looks, strict=True)] == [10, 10]


def test_things_with_the_same_name_are_told_apart_on_their_cards_and_in_the_tables() -> None:
    graph = some("Onderwijs", "Gemeente Hengelo", "Onderwijs", "Gemeente Haaksbergen", "Onderwijs", kind="programma")
    graph.remove_edges_from([edge for edge in graph.edges if edge[0].endswith(("/1", "/3"))])
    graph.add_edge(list(graph)[4], list(graph)[3], key=URIRef("n:c"), claim=URIRef("n:c"), nl="meet", en="measures", weight=1, year=2019)
    page = standalone(graph, "Onderwijs", Language.NL)
    cards = [str(node["label"]) for node in drawn(page)["nodes"]]
    assert cards[0] == "Onderwijs\n(Gemeente Hengelo)"
    assert cards[1] == "Gemeente Hengelo"
    assert cards[4] == "Onderwijs\n(Gemeente Haaksbergen,\n2019)"
    assert len({row[0] for row in Reading(page).tables["things"][1:]}) == 5


def test_no_two_things_of_the_real_graph_have_the_same_name(network: Network) -> None:
    apart = told_apart(network, Language.NL)
    names = Counter((known["label"], known.get(TAIL, "")) for _, known in apart.nodes(data=True))
    assert [name for name, count in names.items() if count > 1] == []
    assert 0 < sum(TAIL in known for _, known in apart.nodes(data=True)) < 200


def test_each_kind_in_the_picture_is_in_the_legend_and_no_other(page: str) -> None:
    legend = page.partition('class="legend"')[2].partition("</ul>")[0]
    assert re.findall(r"</svg>\s*([a-z]+)</li>", legend) == ["organisatie", "programma", "initiatief", "doel", "resultaat"]


def test_what_was_left_out_is_said() -> None:
    graph = some("Schoon")
    graph.graph["omitted"] = 12
    assert "12 zaken die ook binnen bereik liggen, zijn weggelaten." in standalone(graph, "Doel", Language.NL)
    assert "weggelaten" not in standalone(some("Schoon"), "Doel", Language.NL)


def test_too_many_nodes_are_refused_with_a_way_out() -> None:
    with pytest.raises(
        NetworkTooLargeError, match=r"2001 nodes are too many for one page, at most 2000 fit; take a smaller depth or limit"
    ):
        standalone(some(*(["x"] * 2001)), "Alles", Language.NL)


def test_the_same_network_gives_the_same_page(network: Network, page: str) -> None:
    graph = surroundings(network, REGIODEAL, 1, 500)
    graph.graph["release"] = "2026-11-25"
    assert standalone(graph, "Regiodeal Twente", Language.NL) == page


@pytest.mark.parametrize("depth", [1, 2])
def test_no_card_lies_over_another(network: Network, depth: int) -> None:
    graph = surroundings(network, REGIODEAL, depth, 400)
    for placing in (side_by_side(graph), stacked(graph)):
        places = sorted(placing.places.values())
        assert set(placing.places) == set(graph)
        for (left, top), (other_left, other_top) in pairwise(places):
            assert other_left - left >= CELL / 2 or abs(other_top - top) >= 30


def test_a_network_without_things_is_an_empty_page() -> None:
    assert drawn(standalone(some(), "Niets", Language.NL))["nodes"] == []


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")
@pytest.mark.parametrize("width", [1280, 375])
def test_the_file_opens_without_network_requests_or_errors(page: str, tmp_path: Path, width: int) -> None:
    file = tmp_path / "network.html"
    file.write_text(page, encoding="utf-8")
    asked: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(viewport={"width": width, "height": 800}, offline=True).new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(file.as_uri())
        box = tab.locator("#picture").bounding_box()
        assert box
        tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + 25)
        relations = tab.locator("#panel li").count()
        overflow = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        browser.close()
    assert (asked, said, overflow) == ([file.as_uri()], [], False)
    assert relations == sum(row[0] == "Regiodeal Twente" or row[2] == "Regiodeal Twente" for row in Reading(page).tables["ties"])
