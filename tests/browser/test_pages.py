"""Every sort of page in a real browser: readable at every width, without errors, without requests elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from axe import shorten, violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
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
    "explained": "/verband?van=organisatie/saxion&naar=organisatie/gemeente-almelo",
    "gaps": "/hiaten",
    "years": "/jaren?organisatie=id/organisatie/gemeente-almelo&jaar=2018&later=2019",
    "together": "/samenwerking",
    "together as a network": "/samenwerking/netwerk",
    "together as a matrix": "/en/samenwerking/matrix",
    "style": "/stijl",
    "listing": "/doc/doel",
    "narrowed listing": "/en/doc/doel?owner=Gemeente+Almelo&sorteer=jaar",
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


SHIFTS = """
    () => new Promise((told) => {
        const found = [];
        new PerformanceObserver((list) => found.push(...list.getEntries().map((each) => each.value)))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => told(found.reduce((sum, each) => sum + each, 0)), 150);
    })
"""
A_LETTER = 0.0005
"""A shift that is less than the edge of a letter."""
LINKS = "links => links.map(each => each.getAttribute('href')).filter(each => !each.startsWith('#'))"
BY_OTHERS = {"explained", "gaps", "years", "together", "together as a network", "together as a matrix", "style", "ontology in English"}
"""Pages of which every state is put to axe elsewhere, and a very long one of which the Dutch is."""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_stands_still_fits_every_width_and_tells_as_much_without_scripts(opened: Opened, path: str) -> None:
    page, without = opened(path, width=375), opened(path, java_script_enabled=False)
    if (
        page.evaluate(SHIFTS) >= A_LETTER
    ):  # letters that come late, on a busy machine, move a line once: what moves by itself does each time
        assert opened(path, width=375).evaluate(SHIFTS) < A_LETTER
    for width in (768, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    plain, scripted = (set(each.locator("main a[href]").evaluate_all(LINKS)) for each in (without, page))
    islands = {href for href in plain if "?eiland=" in href}  # links on the drawing that the canvas takes the place of
    assert plain - scripted - islands == set()
    assert scripted - plain == set()
    assert without.locator("main").inner_text().strip()


@pytest.mark.parametrize("path", [path for name, path in PAGES.items() if name not in BY_OTHERS], ids=lambda path: path)
def test_a_page_passes_axe_and_fits_a_telephone_and_a_desk(opened: Opened, path: str) -> None:
    page = opened(path)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_by_role("heading", level=1).count() == 1
    shorten(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize("path", [PAGES["initiative"], PAGES["organisation"], PAGES["search"], PAGES["tour"]])
def test_a_page_passes_axe_in_the_dark(opened: Opened, path: str) -> None:
    page = opened(path, color_scheme="dark")
    shorten(page)
    assert violations(page) == []


def test_a_search_leads_to_a_thing_and_its_evidence_without_scripts(opened: Opened) -> None:
    page = opened("/", java_script_enabled=False)
    page.get_by_role("searchbox").first.fill("regio deal")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Regiodeal Twente", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodeal Twente")
    page.locator("summary", has_text="bron").first.click()
    expect(page.get_by_role("link", name="Jaarverantwoording 2018 - Hoofdopgaven: Innoveren").first).to_be_visible()


def test_the_partners_of_the_regiodeal_and_their_evidence_are_found_by_keyboard_alone(opened: Opened) -> None:
    page = opened("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.focus()
    page.keyboard.type("regiodeal twente", delay=15)
    expect(page.get_by_role("option").first).to_contain_text("Regiodeal Twente")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/initiatief/regiodeal-twente")
    to(page, "/doc/organisatie/provincie-overijssel", within=".group a")
    told = page.locator("li", has=page.locator(":focus")).last
    assert "Provincie Overijssel" in told.inner_text()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(told.locator("details[open] a").first).to_be_visible()


def test_a_picture_is_saved_by_keyboard_alone(opened: Opened) -> None:
    page = opened("/beeld/initiatief/skills-twente")
    to(page, ".csv", within="a")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert saved.value.suggested_filename == "initiatief-skills-twente.csv"
    assert "Skills Twente" in text


def to(page: Page, href: str, within: str) -> None:
    """Press Tab until a link whose address ends so has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(
            "([end, within]) => document.activeElement.matches(within) && document.activeElement.getAttribute('href').endsWith(end)",
            [href, within],
        ):
            return
    raise AssertionError(f"no way by Tab to {href}")


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
