"""Explaining a link in a real browser: by keyboard alone, without scripts, in every state."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
PAIR = "van=organisatie/saxion&naar=organisatie/gemeente-almelo"
STATES = {
    "start": "/verband",
    "choosing": "/verband?van=gemeente&naar=saxion",
    "half": "/verband?van=initiatief/skills-twente",
    "result": f"/verband?{PAIR}",
    "nothing": "/verband?van=organisatie/saxion&naar=concept/indicator/almelo-ind-aandeel-cogas",
    "unknown": "/verband?van=xqzzyq&naar=saxion",
    "apart": "/verband?van=document/almelo-jaarverantwoording-2018-innoveren",
    "English": f"/en/verband?{PAIR}",
    "choosing in English": "/en/verband?van=gemeente",
}


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_every_state_passes_axe_and_fits_a_telephone(opened: Opened, path: str) -> None:
    page = opened(path)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_result_passes_axe_in_the_dark(opened: Opened) -> None:
    page = opened(STATES["result"], color_scheme="dark")
    assert violations(page) == []


def test_saxion_and_almelo_are_explained_and_the_evidence_opened_by_keyboard_alone(opened: Opened) -> None:
    page = opened("/verband")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "van":
        page.keyboard.press("Tab")
    for typed, label in (("saxi", "Saxion"), ("gemeente alm", "Gemeente Almelo")):
        page.keyboard.type(typed)
        expect(page.get_by_role("option", name=re.compile(f"^{label}")).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.value") == label
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe hangen Saxion en de gemeente Almelo samen?")
    assert "van=organisatie%2Fsaxion" in page.url
    page.locator("body").focus()
    while not page.evaluate("document.activeElement.matches('.explain-step summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    opened_proof = page.locator("details.proof[open]")
    expect(opened_proof).to_have_count(1)
    expect(opened_proof.get_by_role("link").first).to_be_visible()


def test_a_pair_is_explained_without_scripts(opened: Opened) -> None:
    page = opened("/verband", java_script_enabled=False)
    page.get_by_label("Van", exact=True).fill("gemeente")
    page.get_by_label("Naar", exact=True).fill("saxion")
    page.get_by_role("button", name="Leg uit").click()
    page.locator(".explain__choices").get_by_role("link", name="Gemeente Almelo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe hangen de gemeente Almelo en Saxion samen?")
    page.get_by_role("link", name="Wissel van en naar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe hangen Saxion en de gemeente Almelo samen?")
    page.get_by_role("button", name="Leg uit").click()
    expect(page.locator(".explain-way")).to_have_count(5)
    page.get_by_role("link", name="Toon meer manieren").click()
    expect(page.locator(".explain-way")).to_have_count(10)
    page.locator(".explain-step summary").first.click()
    expect(page.locator("details.proof[open] a").first).to_be_visible()


def test_the_picture_is_walked_through_with_arrow_keys_and_leads_to_the_list(opened: Opened) -> None:
    page = opened(STATES["result"])
    page.locator("[data-node][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.column") == "1"
    page.locator("[data-others]").first.focus()
    page.keyboard.press("Enter")
    assert re.search(r"#weg-\d$", page.url)


def test_no_letter_in_the_picture_falls_outside_its_box(opened: Opened) -> None:
    page = opened(f"/verband?{PAIR}&aantal=25")
    outside = page.evaluate(
        """() => [...document.querySelectorAll("#beeld .node, #beeld .explain-others")].filter(node => {
            const box = node.querySelector("rect").getBBox(), text = node.querySelector("text:last-of-type").getBBox();
            return text.x < box.x || text.x + text.width > box.x + box.width + 0.5 || text.y + text.height > box.y + box.height + 2;
        }).map(node => node.textContent.trim())"""
    )
    assert outside == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_memo_is_saved(opened: Opened, form: str) -> None:
    page = opened(STATES["result"])
    with page.expect_download() as download:
        page.locator(f"a[href*='verband.{form}']").click()
    assert download.value.suggested_filename == f"verband-tussen-saxion-en-de-gemeente-almelo.{form}"
