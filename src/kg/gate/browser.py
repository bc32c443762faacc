"""What axe finds in the pages as a browser shows them; axe and a browser do not come with the package."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from kg.gate.checking import Examined, Found, cannot_tell, found
from kg.publish.inventory import JUDGEMENT, PAGES
from kg.web.app import STATIC
from kg.web.calling import Called

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

HOST = "http://keuring.invalid"
"""Where the browser thinks the site is (RFC 6761 §6.4): whatever it asks there is answered from here, and nothing elsewhere."""

_DOCUMENTS = 8
_FLAGS = ("--no-sandbox", "--disable-gpu")
_RUN = """
    axe.run(document, { resultTypes: ["violations"], preload: false })
        .then(found => found.violations.map(each => `${each.id}: ${each.nodes[0].html}`))
"""


def axe(examined: Examined, pages: Iterable[str] = PAGES) -> Found:
    """Return what axe finds in these pages and in some documents, if it and a browser are at hand."""
    if examined.tools.axe is None:
        return cannot_tell("no_axe")
    if find_spec("playwright") is None or not examined.tools.browser:
        return cannot_tell("no_browser")
    script = examined.tools.axe.read_text(encoding="utf-8")
    questions = [f"/vragen/{query.name}" for query in examined.library.queries.questions()[:1]]
    own = [JUDGEMENT, f"/en{JUDGEMENT}"] if examined.library.judgement else []
    paths = [*pages, *own, "/doc/doel", *questions, *examined.sample.documents[::_DOCUMENTS], "/en"]
    answers = {path: examined.call(path, {"Accept": "text/html"}) for path in paths}
    with _opened(examined.tools.browser, answers) as page:
        return found("pages", len(answers), [fault for path in answers for fault in _faults(page, path, script)])


def _faults(page: "Page", path: str, script: str) -> Iterator[str]:
    page.goto(HOST + path)
    page.evaluate(script)
    yield from (f"{path}: {fault}" for fault in page.evaluate(_RUN))


@contextmanager
def _opened(browser: str, answers: Mapping[str, Called]) -> Iterator["Page"]:
    """Open a page in a browser that gets these answers, and the files that pages use."""

    def answered(route: "Route") -> None:
        url = urlsplit(route.request.url)
        if url.path in answers:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=answers[url.path].body)
        elif (file := STATIC / url.path.removeprefix("/static/")).is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    sync = cast("Any", import_module("playwright.sync_api"))
    with sync.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=list(_FLAGS))
        page = running.new_page(viewport={"width": 1280, "height": 900})
        page.route("**/*", answered)
        yield page
        running.close()
