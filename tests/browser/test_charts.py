"""Charts and timelines in a real browser: what is drawn is what the table says, and nothing covers anything."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
TARGETS = "/doc/concept/indicator/hen-ind-energiebesparing"
GROUPS = "/doc/concept/indicator/almelo-ind-relatief-verzuim"
AREA = "/doc/gebied/gm0164"
INITIATIVE = "/doc/initiatief/regiodeal-twente"
GOAL = "/doc/doel/hen-doel-veilig"
OVERLAPS = """(boxes) => boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(b => [a, b]))"""


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.locator(selector).evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().toJSON()).filter(box => box.width > 0)"
    )
    return found


@pytest.mark.parametrize("path", [TARGETS, GROUPS, "/en" + GROUPS])
def test_a_chart_shows_the_numbers_of_its_table(opened: Opened, path: str) -> None:
    page = opened(path)
    titles = page.locator(".graph__plot [data-value] > title").evaluate_all("all => all.map(each => each.textContent)")
    drawn = Counter(re.fullmatch(r".*?, (\d{4}): (.*?) \(.*\)", title).groups() for title in titles)  # type: ignore[union-attr]
    rows = page.locator("table.values tbody tr:has(td)").evaluate_all(
        "all => all.map(row => [row.querySelector('th').innerText, row.querySelector('b').innerText])"
    )
    assert drawn == Counter(tuple(row) for row in rows)
    assert len(drawn) > 5
    described = page.locator(".graph__plot").get_attribute("aria-describedby")
    assert re.search(r"(van|from) .* in 20\d\d (naar|to) .* in 20\d\d", page.locator(f"#{described}").inner_text())


def test_a_target_is_called_so_beside_its_mark_and_below_it_on_a_telephone(opened: Opened) -> None:
    page = opened(TARGETS)
    assert "streefwaarde 2021: 10%" in " ".join(page.locator(".graph__label").all_text_contents())
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.locator(".graph .legend li").filter(has_text="streefwaarde").is_visible()
    assert page.locator(".graph__label").first.is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_lines_differ_in_more_than_their_colour(opened: Opened) -> None:
    page = opened(GROUPS)
    dashes = page.locator(".graph .lines__line").evaluate_all(
        "all => [...new Set(all.map(each => getComputedStyle(each).strokeDasharray))]"
    )
    shapes = page.locator(".graph__plot [data-value]").evaluate_all("all => [...new Set(all.map(each => each.lastElementChild.tagName))]")
    assert len(dashes) == len(shapes) == 2


@pytest.mark.parametrize("path", [INITIATIVE, GOAL])
@pytest.mark.parametrize("width", [1280, 320])
def test_names_in_a_timeline_do_not_overlap_and_stay_in_their_column(opened: Opened, path: str, width: int) -> None:
    page = opened(path, width)
    assert page.evaluate(OVERLAPS, boxes(page, ".time__item text, .time__year, .time__sort")) == []
    wide = page.locator(".time__item text").evaluate_all("all => all.filter(each => each.getBBox().width > 172 - 28).length")
    assert wide == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [INITIATIVE, GOAL])
def test_a_timeline_has_the_names_of_its_table_as_links(opened: Opened, path: str) -> None:
    page = opened(path)
    rows = page.locator("tr[data-moment]").evaluate_all(
        "all => all.map(row => [row.children[0].textContent, row.children[1].textContent, row.children[2].textContent.trim()])"
    )
    told = {f"{when}, {what}: {text}" for when, what, text in rows}
    names = [link.get_attribute("aria-label") for link in page.locator(".time a:not([data-more])").all()]
    assert len(names) > 5
    assert set(names) <= told
    more = sum(int(each.get_attribute("data-more") or 0) for each in page.locator(".time a[data-more]").all())
    assert len(names) + more == sum(row[0][-4:].isdecimal() for row in rows)


def test_what_has_no_room_in_the_timeline_is_one_step_away(opened: Opened) -> None:
    page = opened(INITIATIVE)
    page.locator(".time a[data-more]").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("tr:target").count() == 1
    assert page.locator("tr:target").is_visible()


@pytest.mark.parametrize(("path", "scheme"), [(TARGETS, "light"), (AREA, "dark"), (GOAL, "light")])
def test_charts_and_timelines_pass_axe(opened: Opened, path: str, scheme: str) -> None:
    page = opened(path, color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    assert violations(page) == []
