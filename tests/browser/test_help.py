"""The pages that help in a real browser, and how an error is reported."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


@pytest.mark.parametrize("path", ["/en/rondleiding", "/en/toegankelijkheid"])
def test_a_page_that_helps_passes_axe_in_the_dark_and_fits_a_telephone_in_english(opened: Opened, path: str) -> None:
    page = opened(path, 1280, color_scheme="dark")
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = violations(page)
    assert found == []
    outside = page.locator("img").evaluate_all("all => all.filter(each => !each.width || !each.getAttribute('height')).length")
    assert outside == 0


def test_a_number_of_documents_leads_to_their_list(opened: Opened) -> None:
    page = opened("/over")
    cell = page.get_by_role("row").filter(has_text="Gemeente Hengelo").locator("td[data-label='2019'] a")
    number = int(cell.inner_text())
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main a[href*='/doc/document/']").count() == number


def test_the_matrix_is_a_list_of_years_on_a_telephone(opened: Opened) -> None:
    page = opened("/over", 320)
    row = page.get_by_role("row").filter(has_text="Gemeente Hengelo")
    assert row.locator("td.none").first.is_hidden()
    assert row.locator("td[data-label='2019']").is_visible()


def test_an_error_is_reported_with_one_step_from_the_keyboard(opened: Opened) -> None:
    page = opened("/doc/initiatief/regiodeal-twente")
    link = page.get_by_role("link", name="Meld het per e-mail")
    link.focus()
    href = link.get_attribute("href") or ""
    body = parse_qs(urlsplit(href).query)["body"][0]
    assert href.startswith("mailto:redactie@samenspel.example.org?subject=Klopt%20dit%20niet%3F%20Regiodeal%20Twente&body=")
    assert "Vast adres: https://samenspel.example.org/id/initiatief/regiodeal-twente\r\n" in body


def test_the_lasting_address_is_copied(opened: Opened) -> None:
    page = opened("/doc/initiatief/regiodeal-twente", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Kopieer adres")
    button.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://samenspel.example.org/id/initiatief/regiodeal-twente"
