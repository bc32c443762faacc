"""What is saved opens elsewhere as it was seen, and what is embedded shows in pages of others and runs nothing."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
THING = "initiatief/regiodeal-twente"


@pytest.fixture
def elsewhere(address: str) -> Iterator[str]:
    """A site of somebody else, on a port of its own: its pages hold the page of ours that its own path names."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            frame = f'<iframe src="{address}{self.path}" title="beeld" width="900" height="600"></iframe>'
            self.wfile.write(f'<!doctype html><html lang="nl"><title>Elders</title><link rel="icon" href="data:,">{frame}'.encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_elsewhere_shows_the_picture_and_its_scripts_do_not_run(chromium: Browser, elsewhere: str, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{elsewhere}/insluiten/{THING}.html?jaar=2018")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_have_text("Regiodeal Twente en omgeving")
    expect(inside.get_by_role("link", name="Ministerie van LNV, Organisatie")).to_be_visible()
    expect(inside.get_by_text("Bron: Samenspel")).to_be_visible()
    frame = page.frames[1]
    tried = """() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        return [window.ran, getComputedStyle(document.querySelector(".node rect")).strokeWidth];
    }"""
    assert frame.evaluate(tried) == [None, "1.5px"]
    with page.context.expect_page() as other:
        inside.get_by_role("link", name="Open het hele beeld").click()
    assert other.value.url == f"{address}/beeld/{THING}?jaar=2018"
    page.context.close()


@pytest.mark.parametrize("path", [f"/insluiten/{THING}", f"/beeld/{THING}.svg"])
def test_no_other_page_stands_in_a_page_elsewhere(chromium: Browser, elsewhere: str, path: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(elsewhere + path)
    page.wait_for_load_state()
    assert "frame-ancestors" in "".join(said)
    page.context.close()


def test_names_fit_their_boxes_in_a_saved_drawing(opened: Opened) -> None:
    page = opened(f"/beeld/{THING}.svg")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].map(font => font.status)") == ["loaded", "loaded"]
    sticking_out = """() => [...document.querySelectorAll('a.node')].filter(node => {
        const [box, name] = ['rect', 'text'].map(part => node.querySelector(part).getBBox());
        return name.x < box.x || name.y < box.y || name.x + name.width > box.x + box.width || name.y + name.height > box.y + box.height;
    }).map(node => node.textContent)"""
    assert page.evaluate(sticking_out) == []
    assert page.locator("a.node").count() == 65


def test_the_network_to_move_around_in_opens_without_a_network_and_passes_axe(chromium: Browser, address: str, tmp_path: Path) -> None:
    file = tmp_path / "netwerk.html"
    context = chromium.new_context(locale="nl-NL")
    file.write_bytes(context.request.get(f"{address}/beeld/{THING}.html?jaar=2018").body())
    context.set_offline(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Regiodeal Twente en omgeving")
    box = page.locator("#picture").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 25)
    assert page.locator("#panel li").count() == 17
    assert violations(page) == []
    assert asked == [file.as_uri()]
    context.close()


def test_a_code_is_copied(opened: Opened) -> None:
    page = opened(f"/insluiten/{THING}?jaar=2018", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".embed__code pre").text_content()
    assert copied.startswith(f'<iframe src="https://samenspel.example.org/insluiten/{THING}.html?jaar=2018" title="Regiodeal')
