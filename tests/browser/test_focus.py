"""The focus picture in a real browser: readable, the same for everyone, and all of it by mouse, by keyboard and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
REGIODEAL = "/beeld/initiatief/regiodeal-twente"
ALMELO = "/beeld/organisatie/gemeente-almelo"
OVERIJSSEL = "/beeld/organisatie/provincie-overijssel"
MOST_DRAWN = 150
LETTERED = """() => document.fonts.check('13px "Source Sans 3"')"""

MEASURED = """() => [...document.querySelectorAll("[data-node]")].map(node => {
  const [box, text] = ["rect", "text"].map(name => node.querySelector(name).getBBox())
    .map(each => [each.x, each.y, each.x + each.width, each.y + each.height]);
  return { name: node.textContent.trim(), box, text };
})"""
CENTRE = """() => {
  const node = document.querySelector(".node--centre").getBoundingClientRect();
  const canvas = document.querySelector(".canvas").getBoundingClientRect();
  return node.left >= canvas.left - 1 && node.right <= canvas.right + 1;
}"""
SHIFTED = """() => new Promise(done => {
  let total = 0;
  const observer = new PerformanceObserver(list => { for (const each of list.getEntries()) total += each.value; });
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 300);
})"""


def overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        *((f"{path}?stappen={steps}", steps == 1) for path in (ALMELO, REGIODEAL, OVERIJSSEL) for steps in (1, 2, 3)),
        (f"{ALMELO}?stappen=2&thema=energie", True),
        (f"{OVERIJSSEL}?stappen=2&soort=organisatie", True),
        ("/beeld/organisatie/gemeente-haaksbergen", True),
        ("/en/beeld/document/almelo-jaarverantwoording-2018-innoveren?stappen=2", True),
    ],
)
def test_no_box_or_name_runs_into_another_and_what_does_not_fit_is_not_drawn(opened: Opened, path: str, *, fits: bool) -> None:
    page = opened(path)
    page.wait_for_function(LETTERED)
    found = page.evaluate(MEASURED)
    assert bool(found) is fits
    if not fits:
        offered = page.locator(".notice .tally").all_inner_texts()
        assert offered
        assert all(int(re.sub(r"\D", "", text)) <= MOST_DRAWN for text in offered)
        return
    assert len(found) <= MOST_DRAWN
    for number, one in enumerate(found):
        assert one["text"][0] >= one["box"][0] + 20, one["name"]
        assert one["text"][2] <= one["box"][2] - 2, one["name"]
        assert one["box"][1] <= one["text"][1], one["name"]
        assert one["text"][3] <= one["box"][3], one["name"]
        for other in found[number + 1 :]:
            assert not overlap(one["box"], other["box"]), (one["name"], other["name"])


@pytest.mark.parametrize("query", ["", "?stappen=2&soort=organisatie", "?jaar=2018&rol=partner"])
def test_who_listens_hears_what_others_see(opened: Opened, query: str) -> None:
    page = opened(REGIODEAL + query)
    for part in ("#lijst", "#tabel"):
        page.locator(f"{part} > summary").click()
    heard = {
        place: {
            " ".join(name.replace('\\"', '"').split())
            for name in re.findall(r'link "((?:[^"\\]|\\.)*)"', page.locator(place).aria_snapshot())
        }
        for place in (".canvas > svg", "#lijst", "#tabel tbody")
    }
    kinds = "Programma|Document|Doel|Initiatief|Organisatie|Indicator|Resultaat"
    seen = {" ".join(name.split()) for name in page.locator(".node__name").all_text_contents()}
    drawn = {re.sub(rf", (?:{kinds})(?:, ertussen)?$", "", name) for name in heard[".canvas > svg"]}
    assert drawn == seen
    assert seen <= heard["#lijst"]
    assert seen <= heard["#tabel tbody"]
    cells = page.locator("#tabel tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0], row.cells[2]].map(cell => cell.textContent.trim().replace(/\\s+/g, ' ')))"
    )
    assert {name for pair in cells for name in pair} == seen


def test_the_whole_picture_by_keyboard(opened: Opened) -> None:
    page = opened(REGIODEAL)
    page.locator(".canvas").focus()
    page.keyboard.press("Tab")
    node = page.locator("[data-node]:focus")
    expect(node).to_have_attribute("data-node", "initiatief/regiodeal-twente")
    panel = page.locator("[data-pick]")
    expect(panel).to_contain_text("Regiodeal Twente, Initiatief")
    page.keyboard.press("ArrowRight")
    expect(node).to_have_class(re.compile("kind-organisatie"))
    page.keyboard.press("End")
    page.keyboard.press("Home")
    reached = node.get_attribute("data-node")
    assert page.locator(".edges path.lit").count() > 0
    before = page.locator("[data-node]").count()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("open="))
    expect(page.locator("[data-node]")).not_to_have_count(before)
    expect(page.locator("[data-said]")).to_contain_text("toegevoegd")
    expect(node).to_have_attribute("data-node", reached or "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-pick]') !== null")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(node).to_have_attribute("data-node", reached or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/doc/{reached}$"))


def test_a_click_shows_the_relations_of_a_thing_and_the_next_opens_its_page(opened: Opened) -> None:
    page = opened(REGIODEAL)
    saxion = page.locator('[data-node="organisatie/saxion"]')
    saxion.click()
    panel = page.locator("[data-pick]")
    expect(panel).to_contain_text(re.compile(r"partner in\s+15, 4 getoond"))
    expect(panel.get_by_role("link", name="Leg het verband uit")).to_have_attribute(
        "href", re.compile("^/verband[?]van=initiatief.*&naar=organisatie.*saxion")
    )
    panel.locator("summary", has_text="met hun bron").click()
    panel.locator(".proof summary").first.click()
    expect(panel.locator(".proof a").first).to_be_visible()
    saxion.click()
    expect(page).to_have_url(re.compile("/doc/organisatie/saxion$"))


def test_a_choice_applies_at_once_and_is_said_aloud(opened: Opened) -> None:
    page = opened(REGIODEAL)
    page.locator("#filter-soort summary").click()
    page.locator("#soort-doel").check()
    expect(page).to_have_url(re.compile("soort=doel$"))
    expect(page.locator("[data-said]")).to_contain_text("in beeld")
    expect(page.locator("#soort-doel")).to_be_focused()
    drawn = page.locator("[data-node]").count()
    page.keyboard.press("Escape")
    page.locator(".chip--away").click()
    expect(page.locator(".chip--away")).to_have_count(0)
    assert page.locator("[data-node]").count() > drawn
    page.go_back()
    expect(page.locator("[data-node]")).to_have_count(drawn)
    page.reload()
    expect(page.locator("[data-node]")).to_have_count(drawn)


def test_everything_works_without_scripts(opened: Opened) -> None:
    page = opened(REGIODEAL, java_script_enabled=False)
    page.locator("#filter-soort summary").click()
    page.locator("#soort-organisatie").check()
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url(re.compile("soort=organisatie$"))
    page.locator("#lijst > summary").click()
    page.locator('#lijst [data-thing="organisatie/saxion"] > summary').click()
    page.locator('#lijst [data-thing="organisatie/saxion"]').get_by_role("link", name="toon").first.click()
    expect(page).to_have_url(re.compile("open=organisatie/saxion~van-"))
    page.locator('[data-node="organisatie/saxion"]').click()
    expect(page).to_have_url(re.compile("/doc/organisatie/saxion$"))


@pytest.mark.parametrize("path", [ALMELO, REGIODEAL, "/doc/organisatie/gemeente-almelo"])
def test_a_telephone_shows_the_chosen_thing_first_and_nothing_jumps(opened: Opened, path: str) -> None:
    page = opened(path, 375)
    assert page.evaluate(CENTRE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.evaluate(SHIFTED) < 0.05


def test_the_way_to_the_newest_publication_follows_the_choices(opened: Opened) -> None:
    page = opened(REGIODEAL)
    past = """<aside class="past"><a href="/beeld/initiatief/regiodeal-twente%s">nieuwste</a></aside>"""

    def with_past(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace("<main", past % "?soort=doel" + "<main", 1))

    page.route(re.compile("soort=doel"), with_past)
    page.evaluate("past => document.querySelector('main').insertAdjacentHTML('beforebegin', past)", past % "")
    page.locator("#filter-soort summary").click()
    page.locator("#soort-doel").check()
    expect(page.locator(".past a")).to_have_attribute("href", re.compile("soort=doel$"))
