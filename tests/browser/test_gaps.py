"""The gaps in a real browser: every state passes axe and fits, and who has a keyboard alone finds what is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
ALMELO = "id/organisatie/gemeente-almelo"
STATES = {
    "all": "/hiaten",
    "English": "/en/hiaten",
    "one organisation": f"/hiaten?wie={ALMELO}",
    "wrong": "/hiaten?wie=Atlantis&jaar=ooit&minimum=veel",
    "a list": f"/hiaten/doelen-zonder-resultaat?wie={ALMELO}&jaar=2018",
    "a list with no source": "/hiaten/doelen-zonder-resultaat?jaar=2022",
    "an empty list": "/hiaten/doelen-zonder-resultaat?wie=id/organisatie/tno&jaar=2018",
    "partners": f"/en/hiaten/gevraagde-partners?wie={ALMELO}",
    "conflicts": "/hiaten/tegenstrijdige-waarden",
}


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_a_state_passes_axe_and_fits_a_telephone_and_a_desk(opened: Opened, path: str) -> None:
    page = opened(path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_the_goals_of_almelo_without_result_in_2018_are_found_by_keyboard(opened: Opened) -> None:
    page = opened("/hiaten", java_script_enabled=False)
    press(page, "SELECT", "wie")
    page.keyboard.type("Gemeente Alm", delay=20)
    press(page, "SELECT", "jaar")
    page.keyboard.type("2018", delay=20)
    press(page, "BUTTON", "", "main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Gevonden: Gemeente Almelo")).to_be_visible()
    press_link(page, "Doelen zonder resultaat in 2018")
    expect(page.get_by_role("heading", level=1)).to_have_text("Doelen zonder resultaat in 2018")
    expect(page.locator(".gap__count")).to_contain_text("13 van 24 doelen")
    assert page.locator("table tbody tr").count() == 13
    press_link(page, "Minder leegstand in de binnenstad")
    expect(page.get_by_role("heading", level=1)).to_have_text("Minder leegstand in de binnenstad")


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


def press_link(page: Page, name: str) -> None:
    """Go on by Tab to a link, and open it with Enter."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never comes to the link {name}")
