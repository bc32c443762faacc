"""A site of files only, in a real browser: queries, questions and searches are answered by the browser itself."""

import gzip
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.testclient import TestClient

from axe import violations
from kg.build.release import INDEX, Release
from kg.publish.library import Library
from kg.publish.portable_index import portable
from kg.publish.search import SearchIndex
from kg.store.queries import Queries
from kg.web.app import STATIC, create_app
from reading import page as read

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]

PREFIX = "/kg"
PAGES = ("/doc/doel", "/sparql", "/en/sparql", "/zoek", "/en/zoek", "/vragen/doelen-van-initiatief", "/vragen/initiatieven-zonder-doel")
FILES = ("/sparql/completions.json", "/sparql/examples.json", "/en/sparql/examples.json")
BELEID = "PREFIX beleid: <https://samenspel.example.org/def#>\n"
QUESTION = "doelen-van-initiatief"
WASM = "; script-src 'self' 'wasm-unsafe-eval'"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
GOALS = f"{BELEID}SELECT ?doel ?eigenaar WHERE {{ ?doel a beleid:Goal ; beleid:owner ?eigenaar }} LIMIT 5"
GRAPH = f"{BELEID}CONSTRUCT {{ ?doel beleid:owner ?eigenaar }} WHERE {{ ?doel a beleid:Goal ; beleid:owner ?eigenaar }} LIMIT 12"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def library(release: Release, queries: Queries) -> Iterator[Library]:
    index = SearchIndex(release.folder / INDEX)
    yield Library(release.open(), queries, index, release.manifest)
    index.close()


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), root_path=PREFIX, headers={"Accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="module")
def site(release: Release, library: Library, client: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages as the server sends them, and what a site without a server has beside them."""
    folder = tmp_path_factory.mktemp("site") / PREFIX.strip("/")
    for path in PAGES:
        put(folder, f"{path}/index.html", client.get(path).raise_for_status().content)
    for path in FILES:
        put(folder, path, client.get(path, headers={"Accept": "*/*"}).raise_for_status().content)
    shutil.copytree(STATIC, folder / "static")
    dump = gzip.compress((release.folder / "graph.nt").read_bytes(), 6, mtime=0)
    put(folder, "/dump/graph.nt.gz", dump)
    put(folder, "/zoek/index.json", portable(library.index))
    told = {"static": True, "release": release.manifest["release"], "base": library.endpoint.base, "dump": "/dump/graph.nt.gz"}
    told |= {"dumpBytes": len(dump), "triples": release.manifest["triples"], "search": "/zoek/index.json"}
    for path in ("/site.json", "/zoek/suggesties"):
        put(folder, path, json.dumps(told).encode())
    return folder


def put(folder: Path, path: str, content: bytes) -> None:
    file = folder / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


class Files(SimpleHTTPRequestHandler):
    """Sends files, and the policy of our own server with each of them when there is one."""

    def __init__(self, *args: object, policy: Callable[[str], str] = lambda _: "", **more: object) -> None:
        self._policy = policy
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        if policy := self._policy(self.path):
            self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def serving(folder: Path, policy: Callable[[str], str]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder), policy=policy))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address of the site on a host that sends files and nothing else."""
    yield from serving(site.parent, lambda _: "")


def asked(text: str) -> str:
    return f"/sparql?query={quote(text)}"


def allow(page: Page) -> None:
    page.get_by_role("button", name="Ophalen en beantwoorden").click()


def run(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=re.compile("^Vraag in SPARQL")).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def fits(page: Page) -> bool:
    page.set_viewport_size({"width": 320, "height": 900})
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 320)


def test_a_query_is_answered_here_after_the_reader_allowed_what_is_fetched(opened: Opened) -> None:
    page = opened(asked(GOALS))
    offer = page.get_by_role("group", name="De vraag in je browser beantwoorden")
    expect(offer).to_contain_text(re.compile(r"eenmalig 2(,\d)? MB opgehaald: 1,5 MB programma \(Oxigraph\) en \d+ kB gegevens"))
    assert violations(page) == []
    assert fits(page)
    allow(page)
    expect(page.locator("#stand")).to_contain_text("5 rijen")
    expect(page.locator("td a.kind-doel")).to_have_count(5)
    expect(page.locator("td a").first).to_have_attribute("href", re.compile(f"^{PREFIX}/doc/doel/"))
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "antwoord.csv"
    assert download.value.path().read_text(encoding="utf-8-sig").splitlines()[0] == "doel,eigenaar"


def test_who_does_not_want_it_is_left_alone_and_asked_again_with_the_next_query(opened: Opened) -> None:
    page = opened(asked("ASK {}"))
    page.get_by_role("button", name="Niet nu").click()
    expect(page.locator("#antwoord")).to_be_empty()
    page.get_by_role("button", name="Uitvoeren").click()
    allow(page)
    expect(page.locator(".truth")).to_have_text("Ja")


def test_once_fetched_the_engine_answers_graphs_mistakes_and_what_comes_after_a_stop(opened: Opened) -> None:
    page = opened("/sparql")
    run(page, GRAPH)
    allow(page)
    expect(page.locator("svg.net__picture a").first).to_be_visible()
    run(page, "SELECT ?x WHERE {\n  ?x a foaf:Person\n}")
    expect(page.locator("#fout")).to_contain_text("Regel 2, teken 8: hier klopt de vraag niet. Het voorvoegsel foaf: is niet bekendgemaakt")
    run(page, "SELECT ?x WHERE { ?x a }")
    expect(page.locator("#fout")).to_contain_text("Regel 1, teken 24: hier klopt de vraag niet.")
    run(page, HEAVY)
    page.get_by_role("button", name="Stoppen").click()
    expect(page.locator("#stand")).to_have_text("Gestopt, voordat er een antwoord was.")
    run(page, "ASK {}")
    expect(page.locator(".truth")).to_have_text("Ja")


def test_the_names_of_things_are_completed_from_the_index(opened: Opened) -> None:
    page = opened("/sparql")
    page.get_by_role("textbox", name=re.compile("^Vraag in SPARQL")).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT * WHERE { ?x ?y ")
    page.keyboard.type("skills")
    expect(page.locator(".cm-tooltip-autocomplete [role=option]", has_text="Skills Twente").first).to_be_visible()


def test_a_question_is_answered_for_what_the_address_asks_and_then_in_its_place(opened: Opened) -> None:
    page = opened(f"/vragen/{QUESTION}?initiatief=Skills+Twente")
    allow(page)
    expect(page.get_by_label("Het initiatief")).to_have_value("Skills Twente")
    expect(page.locator("main .count")).to_have_text("1 antwoord")
    expect(page.get_by_role("link", name="Vergroten van het perspectief")).to_have_attribute("href", re.compile(f"^{PREFIX}/doc/doel/"))
    expect(page.get_by_role("columnheader")).to_have_text(["Doel", "Jaar", "Eigenaar", "Programma", "Document", "Vindplaats"])
    assert violations(page) == []
    assert fits(page)
    page.get_by_label("Het initiatief").fill("Skils Twente")
    page.get_by_role("button", name="Vraag beantwoorden").click()
    expect(page.get_by_role("alert")).to_contain_text("‘Skils Twente’ is niet gevonden.")
    expect(page.get_by_role("alert").get_by_role("link", name="Skills Twente")).to_be_visible()


def test_a_question_is_answered_as_the_server_does(opened: Opened, site: Path, client: TestClient) -> None:
    """The rows are the same, cell by cell, with the same links."""
    given = f"/vragen/{QUESTION}?initiatief=id/initiatief/skills-twente"
    sent = client.get(given).text
    page = opened(given)
    allow(page)
    expect(page.locator("main table tbody tr")).to_have_count(sent.count("<tr><td"))
    here = page.locator("main table").inner_html()
    assert site.is_dir()
    assert plain(here) == plain(sent[sent.index('<table class="cards">') : sent.index("</table>")].partition(">")[2])


def plain(html: str) -> list[str]:
    """Return the markup of a table, without the spaces between its parts."""
    return [part.strip() for part in re.split(r"(?=<)", html.replace("&#34;", '"').replace("&#39;", "'")) if part.strip()]


@pytest.mark.parametrize("given", ["", "?initiatief=id/initiatief/regiodeal-twente", "?utm_source=mail"])
def test_a_page_that_says_what_its_address_asks_stays_as_it_is(opened: Opened, given: str) -> None:
    page = opened(f"/vragen/{QUESTION}{given}")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("group", name="De vraag in je browser beantwoorden")).to_have_count(0)
    expect(page.locator("main table").first).to_be_visible()


def test_a_search_mends_a_typing_error_and_can_be_narrowed_down(opened: Opened) -> None:
    page = opened("/zoek?q=energiestratgie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken naar ‘energiestratgie’")
    expect(page.locator("main .notice")).to_have_text("Gezocht naar energiestrategie.")
    expect(page.locator(".match__name mark").first).to_have_text(re.compile("energiestrategie", re.IGNORECASE))
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("complementary").get_by_role("link", name="Doelen").click()
    expect(page.locator("main .count")).to_have_text("1 gevonden")
    expect(page.get_by_role("link", name="Doelen (gekozen; klik om los te laten)")).to_be_visible()


def test_a_list_that_is_narrowed_down_becomes_a_search(opened: Opened, library: Library) -> None:
    page = opened("/doc/doel?theme=energie&theme=klimaat&sorteer=jaar")
    page.wait_for_url(re.compile(r"/zoek/?\?kind=doel&theme=energie&theme=klimaat$"))
    chips = page.get_by_role("list", name="Gekozen filters").get_by_role("link")
    expect(chips).to_have_text(["Laat los: Soort: Doelen", "Laat los: Thema: energie", "Laat los: Thema: klimaat", "Alle filters wissen"])
    found = library.index.find("", {"kind": "doel", "theme": ("energie", "klimaat")}).total
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{found} gevonden"))
    chips.nth(1).click()
    expect(chips).to_have_count(3)
    found = library.index.find("", {"kind": "doel", "theme": "klimaat"}).total
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{found} gevonden"))


def test_names_are_suggested_while_one_types_in_english_too(opened: Opened) -> None:
    page = opened("/en/zoek?q=regio+deal")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search for “regio deal”")
    expect(page.locator(".match__name a").first).to_have_attribute("href", f"{PREFIX}/en/doc/initiatief/regiodeal-twente")
    page.get_by_role("combobox").fill("skills tw")
    expect(page.get_by_role("option", name="Skills Twente")).to_be_visible()


@pytest.mark.parametrize("path", ["sparql", "zoek", f"vragen/{QUESTION}"])
def test_for_who_runs_no_scripts_a_page_says_what_it_takes(site: Path, path: str) -> None:
    """Chromium shows no <noscript> when a test turns scripts off, so it is read from the page itself."""
    (told,) = read((site / path / "index.html").read_text(encoding="utf-8")).one("main").all("noscript")
    assert told.text.startswith("Zonder JavaScript kan alleen een server dit beantwoorden.")


def on_a_guarded_host(chromium: Browser, site: Path, policy: Callable[[str], str]) -> Iterator[Page]:
    """Open the editor on a host that sends a policy, and ask; yield the page when the reader has allowed it."""
    for address in serving(site.parent, policy):
        context: BrowserContext = chromium.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(address + asked("ASK {}"))
        allow(page)
        yield page
        context.close()


def test_under_our_own_policy_the_worker_alone_must_be_let_run_webassembly(chromium: Browser, site: Path) -> None:
    for page in on_a_guarded_host(chromium, site, lambda path: f"{POLICY}{WASM if '/static/worker-' in path else ''}"):
        expect(page.locator(".truth")).to_have_text("Ja")


def test_where_nothing_may_run_webassembly_the_reader_is_told(chromium: Browser, site: Path) -> None:
    for page in on_a_guarded_host(chromium, site, lambda _: POLICY):
        expect(page.locator("#antwoord [role=alert]")).to_contain_text("staat het programma niet toe dat de vraag beantwoordt")
