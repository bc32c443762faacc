"""The real graph, released and served, and Debian's chromium to look at it."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kg.build.release import INDEX, Release
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.read.publication import publication
from kg.store.queries import Queries
from kg.web.app import create_app

ROOT = Path(__file__).parents[2]
MODEL = ("vocabulary.ttl", "schemes.ttl", "links.ttl")
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""Without the windows around its pages it opens one much sooner, where Debian has it so; the pages are the same."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def release(real_release: Release) -> Release:
    return real_release


@pytest.fixture(scope="session")
def address(release: Release, queries: Queries) -> Iterator[str]:
    """The address of a server of our own on a free port of this machine."""
    index = SearchIndex(release.folder / INDEX)
    told = publication(ROOT / "data" / "publication.toml")
    app = create_app(Library(release.open(), queries, index, release.manifest, publication=told))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()
    index.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that is gone when the module is: Playwright keeps its event loop running as long as it is there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of our server; any request elsewhere or error on the console fails the test."""
    contexts: list[BrowserContext] = []
    strange: list[str] = []

    def open_page(path: str, width: int = 1280, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((address, "data:")) else strange.append(request.url))
        page.on("console", lambda message: strange.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: strange.append(str(error)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strange == []
