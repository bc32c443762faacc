"""The page of a picture: what is drawn, listed and in the table is the same, whatever is chosen."""

from dataclasses import replace
from gzip import compress
from urllib.parse import unquote

import pytest
from rdflib import URIRef

from kg.publish.focus import focus
from kg.publish.focus.view import Wish, wish
from kg.publish.focus_page import ROWS, focus_page
from kg.publish.library import Language, Library, View
from kg.terms import BASE, mint
from pictured import drawn, listed, rows, tabulated
from reading import Element, page

REGIODEAL = "initiatief/regiodeal-twente"
ALMELO = "organisatie/gemeente-almelo"


def view(path: str, query: str, language: Language = Language.NL) -> View:
    return View(language, path=f"/beeld/{path}?{query}")


def iri(path: str) -> URIRef:
    return URIRef(f"{BASE}/id/{path}")


def read(library: Library, path: str, query: str = "", language: Language = Language.NL) -> Element:
    return page(focus_page(library, view(path, query, language), iri(path)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("path", "query"),
    [
        pytest.param(REGIODEAL, "", id="an initiative"),
        pytest.param(ALMELO, "", id="a municipality"),
        pytest.param(REGIODEAL, "stappen=2&soort=organisatie", id="one kind"),
        pytest.param(ALMELO, "stappen=2&jaar=2018&soort=doel&soort=initiatief", id="a year and two kinds"),
        pytest.param(ALMELO, "rol=trekker&thema=arbeidsmarkt&volgorde=naar", id="a role and a theme, sorted"),
        pytest.param(REGIODEAL, "open=organisatie/saxion~van-partner&dicht=initiatief/regiodeal-twente~naar-partner", id="open and closed"),
        pytest.param("document/almelo-jaarverantwoording-2018-innoveren", "", id="a document"),
        pytest.param("concept/indicator/almelo-ind-relatief-verzuim", "stappen=2", id="an indicator"),
    ],
)
def test_picture_list_and_table_tell_the_same(library: Library, path: str, query: str, language: Language) -> None:
    section = read(library, path, query, language).one("section", id="beeld")
    names, edges = drawn(section)
    found = focus(library, view(path, query, language), iri(path), wish(view(path, query)))
    squeezed = {" ".join(node.ref.name.value.split()) for node in found.picture.nodes}
    assert names == squeezed
    assert tabulated(section) == (names, edges)
    assert listed(section) == (names, {frozenset(edge) for edge in edges})
    told = [(edge.source.name.value, edge.relation.value, edge.target.name.value) for edge in found.picture.edges]
    assert sorted(rows(section)) == sorted(tuple(" ".join(text.split()) for text in row) for row in told)


def test_what_is_too_much_to_draw_stands_whole_in_pages_of_list_and_table(library: Library) -> None:
    path, query = ALMELO, "stappen=2&jaar=2018"
    every = focus(library, view(path, query), iri(path), wish(view(path, query))).picture.edges
    told: list[tuple[str, str, str]] = []
    for number in range(1, -(-len(every) // ROWS) + 1):
        section = read(library, path, f"{query}&bladzijde={number}").one("section", id="beeld")
        assert not list(section.all("svg", data_picture=""))
        names, edges = tabulated(section)
        assert listed(section) == (names, {frozenset(edge) for edge in edges})
        told += rows(section)
    assert len(told) == len(every) > 2 * ROWS
    assert sorted(told) == sorted(
        tuple(" ".join(text.split()) for text in (edge.source.name.value, edge.relation.value, edge.target.name.value)) for edge in every
    )


def test_every_row_has_its_source_one_click_away(library: Library) -> None:
    table = read(library, REGIODEAL).one("table", data_picture_table="")
    found = [row for body in table.all("tbody") for row in body.all("tr")]
    assert len(found) > 100
    for row in found:
        assert any(link.attributes["href"].startswith("/doc/document/") for link in row.one("details", class_="proof").all("a"))


def test_the_form_keeps_what_it_does_not_ask(library: Library) -> None:
    query = "stappen=2&soort=organisatie&open=organisatie/saxion~van-partner&volgorde=jaar"
    form = read(library, REGIODEAL, query).one("form", method="get")
    hidden = {(each.attributes["name"], each.attributes["value"]) for each in form.all("input", type="hidden")}
    assert hidden == {("stappen", "2"), ("open", "organisatie/saxion~van-partner"), ("volgorde", "jaar")}
    checked = [each.attributes["value"] for each in form.all("input", checked="")]
    assert checked == ["organisatie"]


def test_the_files_show_what_the_page_shows(library: Library) -> None:
    links = [link.attributes["href"] for link in read(library, REGIODEAL, "jaar=2018&soort=doel").all("a", download="")]
    assert {link.partition("?")[2] for link in links} == {"soort=doel&jaar=2018"}
    suffixes = {link.partition("?")[0].rpartition(".")[2] for link in links}
    assert suffixes >= {"svg", "png", "pdf", "csv", "graphml", "gexf", "html"}


def test_two_things_lead_to_the_explanation_of_their_tie(library: Library) -> None:
    links = [unquote(link.attributes["href"]) for link in read(library, REGIODEAL, "rol=partner").all("a")]
    assert "/verband?van=initiatief/regiodeal-twente&naar=organisatie/saxion" in links


def test_choices_that_leave_nothing_say_so(library: Library) -> None:
    section = read(library, REGIODEAL, "jaar=1999").one("section", id="beeld")
    assert not list(section.all("svg", data_picture=""))
    assert section.one("p", class_="notice").text.startswith("Binnen bereik is niets")


def test_links_of_an_earlier_publication_lead_to_it(library: Library) -> None:
    asked = View(path=f"/beeld/{REGIODEAL}?release=1&jaar=2018", release="1")
    section = page(focus_page(library, asked, mint("initiatief", "regiodeal-twente"))).one("div", data_focus="")
    links = [link.attributes["href"] for link in section.all("a", data_swap="")]
    assert len(links) > 20
    assert all("release=1" in link for link in links)


@pytest.mark.parametrize(("path", "query"), [("organisatie/provincie-overijssel", ""), (ALMELO, "stappen=3")])
def test_an_ordinary_page_is_light(library: Library, path: str, query: str) -> None:
    made = focus_page(library, view(path, query), iri(path))
    assert len(compress(made.encode())) < 30_000


def test_a_page_with_all_opened_that_can_be_stays_within_bounds(library: Library) -> None:
    paths = [node.path for node in focus(library, View(), iri(ALMELO), Wish()).picture.nodes]
    query = "&".join(f"open={path}~naar-evidencedBy" for path in paths)
    made = focus_page(library, view(ALMELO, query), iri(ALMELO))
    assert len(made) < 2_500_000


def test_what_was_not_published_has_an_address_that_follows_the_data(library: Library) -> None:
    keep = read(library, REGIODEAL).one("section", class_="keep").text
    assert "volgt nieuwe gegevens" in keep
    assert "vast adres" not in keep


def test_what_was_published_has_an_address_that_lasts(library: Library) -> None:
    published = replace(library, manifest={"release": "r", "published": {"number": 2, "date": "2026-03-01"}})
    keep = read(published, REGIODEAL, "jaar=2018").one("section", class_="keep")
    assert "vast adres" in keep.text
    assert keep.one("a", class_="mono").attributes["href"] == f"/beeld/{REGIODEAL}?jaar=2018&release=2"


def test_the_page_says_how_many_things_a_picture_shows_at_most(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.focus_page.MOST_DRAWN", 123)
    assert "hooguit 123." in read(library, ALMELO, "stappen=2").one("section", id="beeld").text


def test_a_page_says_when_more_is_within_reach_than_was_looked_through(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.focus.reach.MOST_REACHED", 100)
    section = read(library, ALMELO, "stappen=2").one("section", id="beeld")
    assert any("Binnen bereik staan meer dan" in notice.text for notice in section.all("p", class_="notice"))
    assert len(focus(library, View(), iri(ALMELO), Wish(steps=2)).picture.nodes) <= 100
