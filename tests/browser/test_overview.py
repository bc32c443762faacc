"""The overview in a real browser: picture and list are the same, by pointer, by keyboard and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
DRAWN = "document.addEventListener('overview:shown', event => window.drawn = event.detail)"
STAGE = ".stage[data-settled]"


def shown(opened: Opened, path: str, width: int = 1280, **options: object) -> Page:
    """Open the overview and wait until all is drawn."""
    page = opened(path, width, **options)
    page.add_init_script(DRAWN)
    page.reload()
    page.wait_for_selector(STAGE)
    return page


def drawn(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.drawn")
    return sorted(found)


def listed(page: Page) -> list[str]:
    """Return all names in the list, every island opened."""
    page.locator("[data-list] details").evaluate_all("isles => isles.forEach(isle => isle.open = true)")
    page.wait_for_function("() => [...document.querySelectorAll('[data-list] details')].every(isle => isle.childElementCount > 1)")
    for more in reversed(page.locator("[data-list] details > button").all()):
        more.click()
    return sorted(page.locator("[data-list] li a").all_text_contents())


def test_what_is_drawn_is_what_is_listed_at_first_and_after_each_choice(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    assert drawn(page) == listed(page)
    assert len(drawn(page)) > 1500
    page.get_by_label("Soort").select_option("initiatief")
    expect(page.locator("[data-shown]")).to_contain_text(re.compile(r"^\d+ dingen van de 1\.\d{3}$"))
    page.get_by_label("Woorden uit de naam").fill("wonen")
    page.wait_for_function("() => window.drawn.length < 50")
    assert drawn(page) == listed(page)
    assert all("wonen" in name.lower() for name in drawn(page))
    assert page.url.endswith("/overzicht?q=wonen&soort=initiatief")
    page.reload()
    page.wait_for_selector(STAGE)
    assert drawn(page) == listed(page)
    page.get_by_role("link", name="Wis alle keuzes").click()
    page.wait_for_function("() => window.drawn.length > 1500")


def test_by_keyboard_one_goes_from_island_to_thing_to_its_page(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    stage, said = page.get_by_role("application"), page.locator(".sea [aria-live]")
    stage.focus()
    page.keyboard.press("Home")
    expect(said).to_have_text("Gemeente Almelo, eiland, 519 dingen")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Gemeente Almelo")
    first = said.text_content()
    page.keyboard.press("ArrowLeft")
    expect(said).not_to_have_text(str(first))
    name = str(said.text_content()).rsplit(", ", 1)[0]
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Open de pagina")
    expect(link).to_be_focused()
    expect(page.get_by_role("link", name="Bekijk het beeld")).to_have_attribute("href", re.compile("^/beeld/"))
    page.keyboard.press("Escape")
    expect(stage).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_what_one_sees_is_in_the_address(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    for _ in range(3):
        page.get_by_role("button", name="Groter").click()
    page.wait_for_url(re.compile(r"#-?\d+,-?\d+,3\.38$"))
    seen = page.url
    page.reload()
    page.wait_for_selector(STAGE)
    assert page.url == seen
    page.get_by_role("button", name="Alles in beeld").click()
    page.wait_for_url(re.compile(r"/overzicht$"))


def test_dragging_moves_and_a_click_chooses(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    box = page.locator(".stage").bounding_box()
    assert box
    middle = (box["x"] + box["width"] * 0.62, box["y"] + box["height"] * 0.5)
    page.mouse.click(*middle)
    expect(page.locator(".chosen")).to_be_visible()
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 120, middle[1] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"#-?\d+,-?\d+,1\.00$"))


def test_the_wheel_scrolls_the_page_until_the_picture_has_the_focus(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    page.locator(".stage").hover()
    start = page.evaluate("scrollY")
    page.mouse.wheel(0, 300)
    page.wait_for_function(f"() => scrollY >= {start + 299}")
    assert "#" not in page.url
    page.locator(".stage").focus()
    before = page.evaluate("scrollY")
    page.locator(".stage").hover()
    page.mouse.wheel(0, -300)
    page.wait_for_url(re.compile(r"#-?\d+,-?\d+,1\.\d\d$"))
    assert page.evaluate("scrollY") == before


def test_names_in_the_picture_do_not_overlap_and_nothing_shifts(opened: Opened) -> None:
    page = opened("/overzicht#360,-160,4.00")
    page.add_init_script(
        """window.shift = 0; window.texts = [];
        const add = list => list.getEntries().forEach(each => window.shift += each.value);
        new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
        const draw = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
          const size = parseInt(this.font.match(/(\\d+)px/)[1]); const width = this.measureText(text).width;
          window.texts.push([text, x - width / 2, y - size / 2, width, size]); draw.call(this, text, x, y); };"""
    )
    page.reload()
    page.wait_for_selector(STAGE)
    page.evaluate("window.texts = []")
    page.set_viewport_size({"width": 1270, "height": 900})
    page.wait_for_function("() => window.texts.length > 20 && document.querySelector('.stage').dataset.settled")
    boxes = {text: box for text, *box in page.evaluate("window.texts")}
    names = list(boxes)
    overlapping = [
        (one, other)
        for place, one in enumerate(names)
        for other in names[:place]
        for (left, top, width, height), (x, y, wide, high) in [(boxes[one], boxes[other])]
        if left < x + wide and x < left + width and top < y + high and y < top + height
    ]
    assert overlapping == []
    assert page.evaluate("window.shift") < 0.02


@pytest.mark.parametrize("options", [{}, {"width": 320}, {"color_scheme": "dark"}, {"java_script_enabled": False}])
def test_the_page_passes_axe_at_every_width_in_the_dark_and_without_scripts(opened: Opened, options: dict[str, int]) -> None:
    page = opened("/overzicht", **options)
    if options.get("java_script_enabled", True):
        page.wait_for_selector(STAGE)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(result => result.violations.map(each => each.id + ': ' + each.nodes[0].html))")
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= options.get("width", 1280)
    else:
        assert page.locator("svg.discs a").count() == page.locator("[data-list] details").count() > 15
        page.locator("svg.discs a", has_text="Hengelo").click()
        expect(page.locator("[data-list] details")).to_have_count(1)
        page.get_by_label("Soort").select_option("programma")
        page.get_by_role("button", name="Toon").click()
        assert page.locator("[data-list] li a").count() > 10
