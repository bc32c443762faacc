"""Two years compared in a real browser: every state passes axe and fits, by keyboard alone and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
ALMELO = "organisatie=id/organisatie/gemeente-almelo"
GOALS = f"/jaren?{ALMELO}&jaar=2018&later=2019&toon=doel"
STATES = {
    "start": "/jaren",
    "English": f"/en/jaren?{ALMELO}&jaar=2018&later=2019",
    "drawn": GOALS,
    "two documents": "/jaren?van=document/almelo-jaarverantwoording-2018-werk&naar=document/tw-almelo-jv2019-werk",
    "nothing to compare": f"/jaren?{ALMELO}&jaar=1990&later=2019",
    "wrong": f"/jaren?{ALMELO}&jaar=ooit&later=2019&soort=brief",
}


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_a_state_passes_axe_and_fits_a_telephone_and_a_desk(opened: Opened, path: str) -> None:
    page = opened(path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_the_picture_passes_axe_in_the_dark(opened: Opened) -> None:
    page = opened(GOALS, color_scheme="dark")
    assert violations(page) == []


def test_2018_and_2019_are_compared_by_keyboard(opened: Opened) -> None:
    page = opened("/jaren", java_script_enabled=False)
    for name, typed in (("organisatie", "Gemeente Alm"), ("jaar", "2018"), ("later", "2019")):
        press(page, "SELECT", name)
        page.keyboard.type(typed, delay=20)
    press(page, "BUTTON", "", "main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Gemeente Almelo: 2018 en 2019")).to_be_visible()
    tiles = page.locator(".years__tile")
    assert [" ".join(each.split()) for each in tiles.all_inner_texts()] == [
        "140 nieuw genoemd waarvan 75 alleen in een soort document die maar van één jaar is gelezen",
        "136 niet meer genoemd",
        "24 in beide genoemd",
        "30 andere status of waarde",
    ]


def test_arrows_go_through_the_bands_and_enter_opens_a_goal(opened: Opened) -> None:
    page = opened(GOALS)
    page.locator("svg [data-node]").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.column") == "1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/doc/doel/" in page.url


TOO_WIDE = """nodes => nodes.filter(node => {
  const end = node.querySelector(".node__sign").getBBox().x - node.querySelector("rect").getBBox().x;
  return [...node.querySelectorAll("tspan")].some(line => line.getComputedTextLength() + 33 > end);
}).map(node => node.textContent)"""


def test_the_names_in_the_picture_fit_their_boxes(opened: Opened) -> None:
    page = opened(GOALS)
    assert page.locator("svg [data-node]").count() == 80
    assert page.locator("svg [data-node]").evaluate_all(TOO_WIDE) == []


def press(page: Page, tag: str, name: str, within: str = "") -> None:
    """Go on by Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "within => { const e = document.activeElement; return [e.tagName, e.name || '', !within || !!e.closest(within)] }", within
        )
        if here == [tag, name, True]:
            return
    raise AssertionError(f"Tab never comes to {tag} {name}")
