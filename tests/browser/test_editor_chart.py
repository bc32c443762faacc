"""The chart of a saved question in the editor, in a real browser: the same figures as the chart on its page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
CUT = """[...document.querySelectorAll("svg.plot__picture text")].filter(text => {
    const [own, whole] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
    return own.left < whole.left - 0.5 || own.right > whole.right + 0.5;
}).map(text => text.textContent)"""
"""The texts of a picture that do not fit in it."""


def told(page: Page) -> list[list[str]]:
    """Return the cells of the table below a chart."""
    rows = page.locator("details.same tbody tr").all()
    return [[cell.strip() for cell in row.locator("th, td").all_text_contents()] for row in rows]


@pytest.mark.parametrize("name", ["bedragen-per-rol", "bedragen-per-initiatief"])
def test_the_editor_draws_the_figures_of_the_page(opened: Opened, name: str) -> None:
    page = opened("/sparql")
    page.get_by_label("Voorbeeld").select_option(name)
    page.get_by_role("button", name="Invullen").click()
    page.get_by_role("button", name="Uitvoeren").click()
    page.get_by_role("tab", name="Grafiek").click()
    expect(page.locator("svg.plot__picture")).to_be_visible()
    bars = page.locator("svg.plot__picture .plot__value").count()
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_role("button", name="Uitvoeren").click()
        page.get_by_role("tab", name="Grafiek").click()
        page.wait_for_function("document.querySelector('svg.plot__picture')?.width.baseVal.value <= innerWidth")  # drawn anew
        expect(page.locator("svg.plot__picture .plot__value")).to_have_count(bars)
        assert page.evaluate(CUT) == []
    found = sorted((series, value) for series, _, value in told(page))
    page.goto(page.url.partition("/sparql")[0] + f"/vragen/{name}")
    assert found == sorted((series, value) for _, series, value in told(page))
    assert len(found) == bars > 1
