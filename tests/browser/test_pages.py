"""Every sort of page in a real browser: readable at every width, without errors, without requests elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "start": "/",
    "search": "/zoek?q=regio+deal",
    "nothing found": "/zoek?q=qqqqq",
    "initiative": "/doc/initiatief/regiodeal-twente",
    "goal": "/doc/doel/almelo-doel-nieuw-samenspel",
    "organisation": "/doc/organisatie/gemeente-almelo",
    "programme": "/doc/programma/almelo-hoofdopgave-innoveren",
    "indicator": "/doc/concept/indicator/almelo-ind-vertrouwen-gemeentebestuur",
    "document": "/doc/document/almelo-jaarverantwoording-2018-innoveren",
    "focus picture": "/beeld/initiatief/regiodeal-twente?stappen=2&soort=organisatie",
    "too much for a picture": "/en/beeld/organisatie/gemeente-almelo?stappen=2",
    "claim": "/doc/deelname/regiodeal-twente--ministerie-lnv--partner",
    "concept": "/doc/concept/rol/trekker",
    "embedding": "/insluiten/initiatief/regiodeal-twente?jaar=2018",
    "embedding in English": "/en/insluiten/initiatief/regiodeal-twente?stappen=3",
    "embedded": "/insluiten/initiatief/regiodeal-twente.html?jaar=2018",
    "listing": "/doc/doel",
    "overview": "/overzicht",
    "overview in English": "/en/overzicht?eiland=gemeente-almelo",
    "questions": "/vragen",
    "question": "/vragen/doelen-van-initiatief",
    "about": "/over",
    "tour": "/rondleiding",
    "accessibility": "/toegankelijkheid",
    "publications": "/uitgaven",
    "publications in English": "/en/uitgaven",
    "catalogue": "/catalog",
    "catalogue in English": "/en/catalog",
    "ontology": "/def",
    "ontology in English": "/en/def",
    "endpoint": "/sparql",
    "English": "/en/doc/initiatief/skills-twente",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_passes_axe_and_fits_a_telephone_and_a_desk(opened: Opened, path: str) -> None:
    page = opened(path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_by_role("heading", level=1).count() == 1
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(result => result.violations.map(each => each.id + ': ' + each.nodes[0].html))")
        assert found == []


@pytest.mark.parametrize("path", [PAGES["initiative"], PAGES["organisation"], PAGES["search"], PAGES["ontology"]])
def test_a_page_passes_axe_in_the_dark(opened: Opened, path: str) -> None:
    page = opened(path, color_scheme="dark")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(result => result.violations.map(each => each.id + ': ' + each.nodes[0].html))") == []


def test_a_search_leads_to_a_thing_and_its_evidence_without_scripts(opened: Opened) -> None:
    page = opened("/", java_script_enabled=False)
    page.get_by_role("searchbox").first.fill("regio deal")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Regiodeal Twente", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodeal Twente")
    page.locator("summary", has_text="bron").first.click()
    expect(page.get_by_role("link", name="Jaarverantwoording 2018 - Hoofdopgaven: Innoveren").first).to_be_visible()


def test_suggestions_come_while_typing_and_are_chosen_by_keyboard(opened: Opened) -> None:
    page = opened("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.press_sequentially("skills tw", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Skills Twente")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Skills Twente")


def test_arrows_go_through_the_picture_and_enter_opens(opened: Opened) -> None:
    page = opened(PAGES["goal"])
    nodes = page.locator("svg a")
    nodes.first.focus()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert second not in (None, first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(str(second)) + "$"))


def test_the_names_in_the_picture_do_not_overlap(opened: Opened) -> None:
    page = opened(PAGES["organisation"])
    boxes = page.locator("[data-node]").evaluate_all(
        "nodes => nodes.map(node => { const b = node.getBBox(); return [b.x, b.y, b.width, b.height] })"
    )
    assert len(boxes) > 20
    overlapping = [
        (one, other)
        for position, one in enumerate(boxes)
        for other in boxes[position + 1 :]
        if one[0] < other[0] + other[2] and other[0] < one[0] + one[2] and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    ]
    assert overlapping == []


def test_english_is_one_link_away_and_stays(opened: Opened) -> None:
    page = opened(PAGES["initiative"])
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Goals", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_stand_alone_network_shows_itself_from_the_server(opened: Opened) -> None:
    page = opened("/netwerk/initiatief/skills-twente.html")
    expect(page.locator("canvas").first).to_be_visible()
    assert "Skills Twente" in page.title()
