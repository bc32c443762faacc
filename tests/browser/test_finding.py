"""Finding things in a real browser: suggestions, choosers, filters; with and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").filter(visible=True).get_by_role("option")


def test_a_typing_error_gives_what_was_probably_meant(opened: Opened) -> None:
    page = opened("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("Enschde")
    expect(options(page).first).to_contain_text("Gemeente Enschede")
    expect(page.get_by_role("status").filter(has_text="Bedoelde je enschede?")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    lit = options(page).first
    expect(lit).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == lit.get_attribute("id")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("Enschde")
    page.keyboard.press("ArrowDown")
    options(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeente Enschede")


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
def test_who_leaves_a_field_before_the_answer_comes_sees_no_list(opened: Opened, leave: str) -> None:
    page = opened("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggesties" in request.url else None)
    field = page.get_by_role("combobox")
    field.fill("saxi")
    page.keyboard.press(leave)
    page.wait_for_timeout(400)  # longer than a field waits before it asks
    assert asked == []
    expect(field).to_have_attribute("aria-expanded", "false")


def test_a_chooser_sends_the_path_of_what_is_chosen_and_else_what_was_typed(opened: Opened) -> None:
    page = opened("/en/stijl")
    field = page.get_by_label("Organisation or initiative")
    sent = "() => Object.fromEntries(new FormData(document.querySelector('#kies').form))"
    field.press_sequentially("saxi")
    expect(options(page).first).to_have_text("Saxion organisation")
    assert page.evaluate(sent) == {"q": "saxi"}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Saxion")
    assert page.evaluate(sent) == {"q": "organisatie/saxion"}
    expect(page).to_have_url(re.compile("/en/stijl$"))
    field.press_sequentially("x")
    assert page.evaluate(sent) == {"q": "Saxionx"}


def test_filters_are_chosen_together_and_let_go_one_by_one(opened: Opened) -> None:
    page = opened("/zoek?q=enschede", java_script_enabled=False)
    side = page.get_by_role("complementary", name="Verfijnen")
    side.get_by_role("link", name="Initiatieven", exact=True).click()
    side.get_by_role("link", name="Doelen", exact=True).click()
    expect(page).to_have_url(re.compile(r"/zoek\?q=enschede&kind=initiatief&kind=doel$"))
    expect(page.locator(".match__facts").first).to_contain_text(re.compile("Doel|Initiatief"))
    page.get_by_role("link", name="Laat los: Soort: Initiatieven").click()
    expect(page).to_have_url(re.compile(r"/zoek\?q=enschede&kind=doel$"))


@pytest.mark.parametrize("width", [320, 1280])
def test_a_list_is_narrowed_down_and_ordered_without_scripts(opened: Opened, width: int) -> None:
    page = opened("/doc/initiatief", width=width, java_script_enabled=False)
    bar = page.get_by_role("group", name="Verfijnen")
    bar.locator("summary", has_text="Thema").first.click()
    bar.get_by_role("link", name="energie", exact=True).click()
    page.get_by_role("link", name="jaar, nieuwste eerst").click()
    expect(page).to_have_url(re.compile(r"/doc/initiatief\?sorteer=jaar&theme=energie$"))
    expect(page.locator("tbody tr").first).to_contain_text("energie")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_narrowed_list_with_open_filters_passes_axe(opened: Opened) -> None:
    page = opened("/doc/initiatief?theme=energie", color_scheme="dark")
    page.get_by_role("group", name="Verfijnen").locator("summary", has_text="Thema").first.click()
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
