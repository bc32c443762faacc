"""The tour, walked step by step in a real browser; with UPDATE_TOUR=1 its pictures are made anew (`make tour`)."""

import base64
import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Locator, Page, expect

from kg.publish.helping.tour import STOPS, pictures, size

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
FOLDER = Path(__file__).parents[2] / "src" / "kg" / "publish" / "tour"
WIDTH, MOST_BYTES = 1280, 60 * 1024
HEIGHTS = MappingProxyType({"beeld": 800, "verband": 840, "bewaren": 240})
"""How much of the page a picture shows, in pixels, when it is not the usual 720."""


def searched(page: Page) -> Locator:
    """The results name the deal, and a kind is chosen at the left."""
    expect(page.locator("main").get_by_role("link", name="Regiodeal Twente", exact=True).first).to_be_visible()
    return page.locator("h1")


def read(page: Page) -> Locator:
    """The source of the status is opened: its document and the place in it."""
    fact = page.locator("dl.facts > div").filter(has_text="in uitvoering")
    fact.locator("summary").first.click()
    expect(fact.get_by_role("link").nth(1)).to_be_visible()
    return page.locator(".thing__kind")


def drawn(page: Page) -> Locator:
    """One kind is chosen, and the picture shows no other beside the thing itself and what leads to it."""
    boxes = page.locator("[data-node]")
    before = boxes.count()
    page.locator("details").filter(has=page.locator("[name=soort]")).locator("summary").click()
    page.locator("[name=soort][value=doel]").check()
    page.keyboard.press("Enter")
    page.wait_for_url("**soort=doel**")
    assert 1 < boxes.count() < before
    return page.locator("h1")


def explained(page: Page) -> Locator:
    """Sentences lead from the one to the other, with a source at each step."""
    sentences = page.locator("main ol li").filter(has_text="Saxion")
    expect(sentences.first).to_contain_text("Almelo")
    sentences.locator("summary").first.click()
    expect(sentences.locator(".proof[open] a").first).to_be_visible()
    return page.locator("h1")


def missed(page: Page) -> Locator:
    """The gaps of the municipality are counted, and it is told what was read."""
    expect(page.locator("main")).to_contain_text("Gemeente Almelo")
    assert page.locator("main h3").count() > 3
    return page.locator("#gevonden")


def compared(page: Page) -> Locator:
    """Both years are named, with what was new, what went and what differs."""
    expect(page.locator("#uitkomst")).to_have_text("Gemeente Almelo: 2018 en 2019")
    assert all(page.locator(f"section[aria-labelledby={part}] a, #{part} ~ * a").count() for part in ("nieuw", "weg", "anders"))
    return page.locator("h1")


def kept(page: Page) -> Locator:
    """The picture can be saved, and the link that does so gives a file."""
    save = page.locator("a[download]").first
    expect(save).to_be_visible()
    answer = page.request.get(str(save.evaluate("each => each.href")))
    assert (answer.status, len(answer.body()) > 1000) == (200, True)
    return page.locator("#bewaren")


WALKS: MappingProxyType[str, Callable[[Page], Locator]] = MappingProxyType(
    {
        "zoeken": searched,
        "zaak": read,
        "beeld": drawn,
        "verband": explained,
        "hiaten": missed,
        "jaren": compared,
        "bewaren": kept,
    }
)


@pytest.mark.parametrize("name", [stop.name for stop in STOPS])
def test_a_step_of_the_tour_does_what_it_says(opened: Opened, name: str) -> None:
    page = opened("/rondleiding", WIDTH)
    page.locator(f"[data-step={name}]").click()
    page.wait_for_load_state("networkidle")
    shown = WALKS[name](page)
    if os.environ.get("UPDATE_TOUR"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.webp").write_bytes(picture(page, shown, HEIGHTS.get(name, 720)))
    assert name in pictures() or os.environ.get("UPDATE_TOUR"), "make tour makes the picture"


def test_the_tour_is_read_to_its_end_with_all_its_pictures(opened: Opened) -> None:
    page = opened("/en/rondleiding", 320)
    loaded = "each => { each.loading = 'eager'; return each.decode().then(() => each.naturalWidth === Number(each.getAttribute('width'))) }"
    assert [image.evaluate(loaded) for image in page.locator(".tour img").all()] == [True] * len(pictures())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".tour > li").count() == len(STOPS)


def picture(page: Page, top: Locator, height: int) -> bytes:
    """Return the part of the page from this element on, as WebP that is light enough."""
    box = top.bounding_box()
    assert box
    y = max(0, box["y"] + page.evaluate("scrollY") - 24)
    clip = {"x": 0, "y": y, "width": WIDTH, "height": height, "scale": 1}
    asked = {"format": "webp", "clip": clip, "captureBeyondViewport": True}
    session = page.context.new_cdp_session(page)
    for quality in (80, 65, 50, 35):
        made = base64.b64decode(session.send("Page.captureScreenshot", {**asked, "quality": quality})["data"])
        if len(made) <= MOST_BYTES:
            break
    assert (len(made) <= MOST_BYTES, size(made)) == (True, (WIDTH, height))
    return made
