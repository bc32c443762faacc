"""Who works with whom in a real browser: every state passes axe, the list is what is drawn, and keys alone are enough."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
PAIR = "/samenwerking?organisatie=organisatie/gemeente-enschede&met=organisatie/gemeente-hengelo"
STATES = {
    "pairs": ("/samenwerking?thema=zorg&volgorde=gewogen", 320, "light"),
    "organisations": ("/samenwerking/organisaties?thema=zorg", 1280, "dark"),
    "matrix": ("/samenwerking/matrix?soort=ministerie", 320, "light"),
    "matrix in the dark": ("/samenwerking/matrix?thema=energie", 1280, "dark"),
    "network": ("/samenwerking/netwerk?thema=zorg", 1280, "light"),
    "organisation": ("/samenwerking?organisatie=organisatie/saxion&thema=zorg", 320, "light"),
    "pair": (PAIR, 1280, "light"),
    "nothing": ("/samenwerking/netwerk?minimum=900", 320, "dark"),
    "wrong": ("/samenwerking?thema=blub&organisatie=saxio&minimum=0", 1280, "light"),
    "English": ("/en/samenwerking/netwerk?gemeente=organisatie/gemeente-wierden", 320, "dark"),
    "English organisation": ("/en/samenwerking?organisatie=organisatie/novel-t&groep=ja", 1280, "light"),
}
"""Each state of the pages: its address, and the width and the colours in which axe looks at it."""


@pytest.mark.parametrize(("path", "width", "colours"), STATES.values(), ids=STATES)
def test_every_state_passes_axe_and_fits_a_telephone(opened: Opened, path: str, width: int, colours: str) -> None:
    page = opened(path, width=320, color_scheme=colours)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_role("heading", level=1).count() == 1
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_the_list_under_the_network_is_what_is_drawn(opened: Opened) -> None:
    page = opened("/samenwerking/netwerk?thema=energie")
    drawn = page.evaluate(
        """() => { const names = new Map([...document.querySelectorAll('[data-node]')].map(node =>
             [node.dataset.node, [...node.querySelectorAll('tspan')].map(each => each.textContent).join('').trim()]));
           return [...document.querySelectorAll('[data-from]')].map(line =>
             [...[names.get(line.dataset.from), names.get(line.dataset.to)].sort(), line.dataset.count].join(' | ')).sort() }""",
    )
    listed = page.locator("[data-picture-table] tbody tr").evaluate_all(
        """rows => rows.map(row => {
             const [one, other, count] = [...row.cells].map(cell => cell.querySelector('a')?.firstChild.textContent.trim());
           return [...[one, other].sort(), count].join(' | ') }).sort()""",
    )
    assert len(drawn) > 20
    assert listed == drawn
    labels = page.locator("[data-node]").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    spoken = {re.sub(r", Groep rond .*", "", label) for label in labels}
    assert spoken == {name for line in drawn for name in line.split(" | ")[:2]}


def test_by_keys_alone_one_walks_the_ring_to_a_partner_and_its_sources(opened: Opened) -> None:
    page = opened("/samenwerking/netwerk?thema=energie")
    page.locator("[data-node]").first.focus()
    assert page.locator('[data-node][tabindex="0"]').count() == 1
    first = page.evaluate("document.activeElement.dataset.node")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.node")
    page.keyboard.press("ArrowRight")
    third = page.evaluate("document.activeElement.dataset.node")
    assert len({first, second, third}) == 3
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Met wie werkt")
    page.get_by_role("link", name=re.compile("^bronnen")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Samen in deze initiatieven"))).to_be_visible()
    passage = page.locator(".stands a").first
    passage.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/doc/passage/"))


def test_without_scripts_a_filter_and_an_order_stay_in_the_address(opened: Opened) -> None:
    page = opened("/samenwerking", java_script_enabled=False)
    page.get_by_label("Thema").select_option("energie")
    page.get_by_label("Minstens samen in").fill("2")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page).to_have_url(re.compile(r"thema=energie.*minimum=2"))
    page.get_by_role("link", name="gewogen").click()
    page.get_by_role("link", name="Matrix").click()
    expect(page).to_have_url(re.compile(r"/samenwerking/matrix\?thema=energie&minimum=2$"))
    page.get_by_role("cell").get_by_role("link").first.click()
    expect(page.locator(".stands a").first).to_be_visible()


def test_an_organisation_is_found_by_typing_its_name(opened: Opened) -> None:
    page = opened("/samenwerking")
    page.get_by_role("combobox", name="Met wie werkt deze organisatie?").fill("Saxion")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Met wie werkt Saxion?")


def test_the_first_column_of_the_matrix_stays_in_sight_on_a_telephone(opened: Opened) -> None:
    page = opened("/samenwerking/matrix", width=320)
    region = page.locator(".scroll").first
    region.evaluate("each => { each.scrollLeft = 300 }")
    head = page.get_by_role("rowheader", name="Saxion", exact=True).bounding_box()
    assert head
    assert 0 <= head["x"] < 30
    boxes = page.locator(".grid td a").evaluate_all(
        "all => all.map((each) => { const { width, height } = each.getBoundingClientRect(); return Math.min(width, height) })"
    )
    assert min(boxes) >= 24
