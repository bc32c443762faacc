"""The design in a real browser: nothing moves after it is there, it reads on paper, and the menu works at every width."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
THING = "/doc/initiatief/skills-twente"
QUESTION = "/vragen/doelen-van-initiatief?initiatief=id/initiatief/skills-twente"
MOVED = """() => new Promise(done => {
  const moved = [];
  new PerformanceObserver(list => list.getEntries().forEach(each => moved.push(each.value, each.sources[0]?.node?.nodeName)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 300);
})"""
A4 = 711  # pixels between the margins
CUT_OFF = """width => [...document.querySelectorAll("main *")].filter(each => {
  const { right } = each.getBoundingClientRect();
  return right > width + 1 && !each.closest(".unseen, svg, [hidden]") && getComputedStyle(each).position !== "absolute";
}).map(each => each.outerHTML.slice(0, 80))"""

SMALL = """() => [...document.querySelectorAll("header a, .foot__list a, summary, button, input, .chip, .facet a, .paging a, .jumps a")]
  .filter(each => each.checkVisibility() && !each.closest(".unseen, .skip, .proof"))
  .map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 60)])
  .filter(([{ width, height }]) => Math.min(width, height) < 23.9).map(([, html]) => html)"""
"""What one points at, outside of running text, that is smaller than 24 pixels (WCAG 2.2, 2.5.8)."""


@pytest.mark.parametrize("path", ["/", "/zoek?q=enschede", "/doc/initiatief", THING, QUESTION, "/over"])
def test_nothing_moves_after_it_is_there(opened: Opened, path: str) -> None:
    page = opened(path, width=375)
    assert page.evaluate(MOVED) == []
    assert page.evaluate("[...document.fonts].filter(each => each.status === 'loaded').length") >= 2


@pytest.mark.parametrize("path", [THING, "/doc/initiatief", "/over", "/zoek?q=enschede"])
def test_a_page_reads_on_a4(opened: Opened, path: str) -> None:
    page = opened(path, width=A4, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(CUT_OFF, A4) == []
    for hidden in (".menu", ".top__search", ".language", "button"):
        assert page.locator(hidden).filter(visible=True).count() == 0
    pages = page.pdf(prefer_css_page_size=True)
    assert pages.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pages)


def test_the_sources_are_open_on_paper_with_their_addresses(opened: Opened) -> None:
    page = opened(THING)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details.proof:not([open])").count() == 0
    told = page.locator("main .proof a.outside").first.evaluate("each => getComputedStyle(each, '::after').content")
    assert "https://" in told or "attr(href)" in told
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details.proof[open]").count() == 0


@pytest.mark.parametrize(("width", "shown"), [(320, ".menu__fold"), (768, ".menu__fold"), (1280, ".menu__row")])
def test_the_menu_works_without_scripts_at_every_width(opened: Opened, width: int, shown: str) -> None:
    page = opened("/doc/doel", width=width, java_script_enabled=False)
    if shown == ".menu__fold":
        page.locator(".menu__fold > summary").click()
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu.get_by_role("link")).to_have_count(12)
    expect(menu.get_by_role("link", name="Doelen")).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="Initiatieven").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Initiatieven")


@pytest.mark.parametrize("path", ["/doc/doel", "/zoek?q=enschede&kind=doel", "/stijl"])
def test_what_one_points_at_is_large_enough(opened: Opened, path: str) -> None:
    page = opened(path, width=375)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("path", "scheme", "width"), [("/stijl", "light", 320), ("/en/stijl", "dark", 1280)])
def test_the_page_of_the_design_passes_axe_and_fits(opened: Opened, path: str, scheme: str, width: int) -> None:
    page = opened(path, width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_an_address_is_copied_and_the_button_says_so(opened: Opened) -> None:
    page = opened(QUESTION, permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Kopieer adres")
    button.click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Gekopieerd")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()").startswith("https://samenspel.example.org/vragen/doelen-van-initiatief?")
    expect(button).to_be_visible()


def test_there_are_no_copy_buttons_without_scripts(opened: Opened) -> None:
    page = opened(QUESTION, java_script_enabled=False)
    expect(page.locator("button[data-copy]")).to_be_hidden()
