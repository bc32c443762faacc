"""The overview in a real browser: picture and list are the same, by pointer, by keyboard and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from axe import violations
from kg.build.overview_file import OVERVIEW, Mark, Overview, read_overview
from kg.build.release import Release
from kg.publish.overview.page import KINDS

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
PATHS = """window.fills = [];
const pen = CanvasRenderingContext2D.prototype, own = new Map();
const hook = (name, add) => { const real = pen[name];
  pen[name] = function (...given) { add(this, ...given); return real.apply(this, given); }; };
hook('beginPath', context => own.set(context, []));
hook('moveTo', (context, x, y) => own.get(context).push([[x, y]]));
hook('lineTo', (context, x, y) => own.get(context).at(-1).push([x, y]));
hook('arc', (context, x, y, radius) => (own.get(context).at(-1) ?? []).push([x - radius, y - radius], [x + radius, y + radius]));
hook('rect', (context, x, y, width, height) => own.get(context).push([[x, y], [x + width, y + height]]));
hook('fillRect', () => window.fills = []);
hook('fill', context => context.canvas === document.querySelector('.stage canvas') && window.fills.push(own.get(context).map(points => {
  const [xs, ys] = [points.map(point => point[0]), points.map(point => point[1])];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]; })));"""
STAGE = ".stage[data-settled]"
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def told(release: Release) -> Overview:
    return read_overview(release.folder / OVERVIEW)


def shown(opened: Opened, path: str, width: int = 1280, **options: object) -> Page:
    """Open the overview and wait until all is drawn; what is put on the canvas is written down."""
    page = opened(path, width, **options)
    page.add_init_script(PATHS)
    page.reload()
    page.wait_for_selector(STAGE)
    return page


def signs(page: Page) -> list[tuple[str, Box]]:
    """Return the boxes of the signs that were last put on the canvas, each with the kind that is filled in its turn."""
    page.wait_for_selector(STAGE)
    fills: list[list[Box]] = page.evaluate("window.fills")
    return [(kind, tuple(box)) for kind, boxes in zip(KINDS, fills[-len(KINDS) :], strict=True) for box in boxes]  # type: ignore[misc]


def drawn(page: Page, told: Overview) -> list[Mark]:
    """Return what lies, in the release, where the signs of the whole picture are; a sign where nothing lies is a KeyError."""
    places = {(mark.x, mark.y): mark for mark in told.marks}
    assert len(places) == len(told.marks)
    left, top, right, bottom = told.box
    size = page.locator(".stage").bounding_box()
    assert size
    scale = min(size["width"] / (right - left + 24), size["height"] / (bottom - top + 24))
    found = []
    for kind, (west, north, east, south) in signs(page):
        low = (
            (south - north) / 14 if kind == "initiatief" and south - north > 4.7 else 0
        )  # a triangle has its point higher than its base is low
        x, y = (west + east - size["width"]) / 2 / scale, ((north + south - size["height"]) / 2 + low) / scale
        mark = places[round(x + (left + right) / 2), round(y + (top + bottom) / 2)]
        assert mark.kind == kind
        found.append(mark)
    return found


def names(marks: list[Mark] | tuple[Mark, ...]) -> list[str]:
    return sorted(mark.label for mark in marks)


def listed(page: Page) -> list[str]:
    """Return all names in the list, every island opened."""
    page.locator("[data-list] details").evaluate_all("isles => isles.forEach(isle => isle.open = true)")
    page.wait_for_function("() => [...document.querySelectorAll('[data-list] details')].every(isle => isle.childElementCount > 1)")
    for more in reversed(page.locator("[data-list] details > button").all()):
        more.click()
    return sorted(page.locator("[data-list] li a").all_text_contents())


def test_what_is_drawn_is_what_is_listed_at_first_and_after_each_choice(opened: Opened, told: Overview) -> None:
    page = shown(opened, "/overzicht")
    assert names(drawn(page, told)) == listed(page) == names(told.marks)
    assert len(told.marks) > 1500
    page.get_by_label("Soort").select_option("initiatief")
    expect(page.locator("[data-shown]")).to_contain_text(re.compile(r"^\d+ zaken van de 1\.\d{3}$"))
    page.get_by_label("Woorden uit de naam").fill("wonen")
    wanted = [mark for mark in told.marks if mark.kind == "initiatief" and "wonen" in mark.label.lower()]
    expect(page.locator("[data-shown]")).to_have_text(re.compile(f"^{len(wanted)} zaken van de"))
    assert names(drawn(page, told)) == listed(page) == names(wanted)
    assert page.url.endswith("/overzicht?q=wonen&soort=initiatief")
    page.reload()
    assert names(drawn(page, told)) == listed(page) == names(wanted)
    page.get_by_role("link", name="Wis alle keuzes").click()
    expect(page.locator("[data-shown]")).not_to_contain_text("van de")
    assert len(drawn(page, told)) == len(told.marks)


def test_in_short_the_picture_shows_what_was_asked(opened: Opened, told: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 1000)
    page = shown(opened, "/overzicht?soort=doel&jaar=2019")
    wanted = [mark for mark in told.marks if mark.kind == "doel" and 2019 in mark.years]
    assert {kind for kind, _ in signs(page)} == {"doel"}
    assert len(signs(page)) == len({mark.island for mark in wanted}) > 2
    widths = sorted(east - west for _, (west, _, east, _) in signs(page))
    assert widths[0] < widths[-1]
    page.locator(".stage").press("Escape")
    expect(page.locator(".sea [aria-live]")).to_have_text(f"{len(wanted)} zaken")
    expect(page.locator("[data-shown]")).to_contain_text(f"{len(wanted)} zaken van de")


def test_of_an_island_that_is_cut_the_picture_shows_what_was_asked(opened: Opened, told: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 100)
    page = shown(opened, "/overzicht?eiland=gemeente-almelo&soort=programma")
    wanted = [mark for mark in told.marks if mark.kind == "programma" and mark.island == 0]
    assert [kind for kind, _ in signs(page)] == ["programma"] * len(wanted)
    assert listed(page) == names(wanted)
    page.get_by_label("Soort").select_option("")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("main .notice")).to_contain_text("Het beeld toont de 100 zaken met de meeste verbanden.")


def test_where_no_server_answers_the_address_is_followed_all_the_same(opened: Opened, told: Overview) -> None:
    page = opened("/overzicht")

    def one_file(route: Route) -> None:
        whole = route.fetch(url=page.url.partition("?")[0])
        route.fulfill(response=whole, body=whole.text().replace('"alone": false', '"alone": true'))

    page.add_init_script(PATHS)
    page.route(re.compile(r"/overzicht\?"), one_file)
    page.goto(f"{page.url}?soort=programma&q=twente")
    wanted = [mark for mark in told.marks if mark.kind == "programma" and "twente" in mark.label.lower()]
    assert names(drawn(page, told)) == listed(page) == names(wanted) != []
    expect(page.get_by_label("Soort")).to_have_value("programma")


def test_in_english_each_dutch_name_is_said_to_be_dutch(opened: Opened, told: Overview) -> None:
    page = shown(opened, "/en/overzicht?soort=programma")
    page.get_by_label("Kind").select_option("")
    expect(page.locator("[data-shown]")).to_have_text(f"{len(told.marks):,} things")
    assert page.locator("[data-list] details").count() == len(told.islands)
    assert page.locator("[data-list] summary b[lang=nl]").count() == len(told.islands) - 1
    assert listed(page) == sorted(page.locator("[data-list] [lang=nl] a").all_text_contents()) == names(told.marks)
    page.locator(".stage").press("Home")
    expect(page.locator(".sea [aria-live] [lang=nl]")).to_have_text("Gemeente Almelo")
    expect(page.locator(".sea [aria-live]")).to_have_text(re.compile(r"^Gemeente Almelo, island, \d+ things$"))


def test_on_a_narrow_screen_the_first_view_can_be_read(opened: Opened) -> None:
    page = shown(opened, "/overzicht", 375)
    tools, stage = page.locator(".tools").bounding_box(), page.locator(".stage").bounding_box()
    assert tools
    assert stage
    assert tools["y"] + tools["height"] <= stage["y"]
    assert stage["height"] > 1.1 * stage["width"]
    assert min(south - north for _, (_, north, _, south) in signs(page)) > 5
    assert "#" not in page.url
    page.get_by_role("button", name="Alles in beeld").click()
    page.wait_for_url(re.compile(r"#-?\d+,-?\d+,1\.00$"))


def test_by_keyboard_one_goes_from_island_to_thing_to_its_page(opened: Opened) -> None:
    page = shown(opened, "/overzicht")
    stage, said = page.get_by_role("application"), page.locator(".sea [aria-live]")
    stage.focus()
    page.keyboard.press("Home")
    expect(said).to_have_text("Gemeente Almelo, eiland, 519 zaken")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Gemeente Almelo")
    first = said.text_content()
    page.keyboard.press("ArrowLeft")
    expect(said).not_to_have_text(str(first))
    name = str(said.text_content()).rsplit(", ", 1)[0]
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Open de bladzijde")
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
        found = violations(page)
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= options.get("width", 1280)
    else:
        assert page.locator("svg.discs a").count() == page.locator("[data-list] details").count() > 15
        page.locator("svg.discs a", has_text="Hengelo").click()
        expect(page.locator("[data-list] details")).to_have_count(1)
        page.get_by_label("Soort").select_option("programma")
        page.get_by_role("button", name="Toon").click()
        assert page.locator("[data-list] li a").count() > 10
