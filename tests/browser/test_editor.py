"""The editor at /sparql in a real browser: examples, completion, answers in every view, mistakes, limits, and all of it by keyboard."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from axe import violations
from kg.build.release import Release

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
ROOT = Path(__file__).parents[2]
EXAMPLE = "partners-met-meeste-initiatieven"
QUESTION = "Van welke organisaties hangen de meeste initiatieven af?"
BELEID = "PREFIX beleid: <https://samenspel.example.org/def#>\n"
M8G = "PREFIX m8g: <http://data.europa.eu/m8g/>\n"
PARTNERS = (
    BELEID + M8G + "SELECT ?initiatief ?partner { ?initiatief a beleid:Initiative ; m8g:hasParticipation/m8g:hasParticipant ?partner }"
)
GRAPH = f"{BELEID}CONSTRUCT {{ ?goal beleid:owner ?owner }} WHERE {{ ?goal a beleid:Goal ; beleid:owner ?owner }} LIMIT 12"
YEARS = f"{BELEID}SELECT ?jaar (COUNT(?document) AS ?aantal) WHERE {{ ?document a beleid:Document ; beleid:year ?jaar }} GROUP BY ?jaar"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
MANY = "SELECT ?s ?p ?o ?q WHERE { ?s ?p ?o . ?s ?q ?r } LIMIT 100000"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile(r"^(Vraag in SPARQL|SPARQL query)"))


def written(page: Page) -> str:
    """Return the text in the editor, its lines joined as they are written."""
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def write(page: Page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page: Page, text: str) -> None:
    write(page, text)
    page.keyboard.press("Control+Enter")


def shared(text: str, lang: str = "") -> str:
    return f"/sparql?query={quote(text)}{lang}"


def offered(page: Page) -> Locator:
    return page.locator(".cm-tooltip-autocomplete [role=option]")


def view(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def started(page: Page) -> None:
    expect(editor(page)).to_be_visible()


def tabled(page: Page) -> None:
    page.get_by_label("Voorbeeld").select_option(EXAMPLE)
    page.get_by_role("button", name="Invullen").click()
    page.get_by_role("button", name="Uitvoeren").click()
    expect(page.get_by_role("link", name="Gemeente Almelo")).to_be_visible()


def charted(page: Page) -> None:
    run(page, YEARS)
    view(page, "Grafiek")
    expect(page.get_by_role("img", name="aantal per jaar.")).to_be_visible()


def barred(page: Page) -> None:
    charted(page)
    page.get_by_label("Soort").select_option("bar")
    page.get_by_text("De cijfers als tabel").click()
    expect(page.get_by_role("cell", name="2018")).to_be_visible()


def networked(page: Page) -> None:
    run(page, GRAPH)
    expect(page.locator("svg.net__picture a").first).to_be_visible()
    page.get_by_text("De verbanden als tabel").click()


def raw(page: Page) -> None:
    run(page, PARTNERS)
    view(page, "Ruw")
    expect(page.locator("pre")).to_contain_text("?initiatief\t?partner")


def completing(page: Page) -> None:
    write(page, "SELECT * WHERE { ?x a ")
    page.keyboard.type("doe")
    expect(offered(page).first).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "start": started,
    "table": tabled,
    "line": charted,
    "bars": barred,
    "network": networked,
    "raw": raw,
    "completing": completing,
}


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
def test_every_state_passes_axe_and_fits_every_width(opened: Opened, reach: Callable[[Page], None]) -> None:
    page = opened("/sparql")
    reach(page)
    for width in (1280, 768, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
def test_every_state_passes_axe_in_the_dark(opened: Opened, reach: Callable[[Page], None]) -> None:
    page = opened("/sparql", color_scheme="dark", reduced_motion="reduce")
    reach(page)
    assert violations(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_keyboard_alone_chooses_an_example_runs_it_opens_a_result_and_downloads(opened: Opened) -> None:
    page = opened("/sparql")
    started(page)
    focus(page, "select#voorbeeld")
    page.keyboard.type(QUESTION[:24])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#stand")).to_contain_text("Het voorbeeld staat in het veld.")
    page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Gemeente Almelo")).to_be_visible()
    focus(page, "form.take button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "antwoord.csv"
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("organisatie,organisatieNaam,initiatieven")
    focus(page, "td a", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Gemeente|Provincie|Regio"))
    page.go_back()
    expect(page.get_by_role("link", name="Gemeente Almelo")).to_be_visible()


def focus(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until what is asked for has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {selector}")


def test_tab_leaves_the_editor_both_ways(opened: Opened) -> None:
    page = opened("/sparql")
    editor(page).click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Uitvoeren")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Invullen")).to_be_focused()


@pytest.mark.parametrize(
    ("lang", "begun", "option", "after"),
    [
        pytest.param(
            "nl", ("SELECT * WHERE { ?x a ", "doel"), "beleid:Goal", f"{BELEID}SELECT * WHERE {{ ?x a beleid:Goal", id="class, Dutch"
        ),
        pytest.param(
            "en", ("SELECT * WHERE { ?x a ", "goal"), "beleid:Goal", f"{BELEID}SELECT * WHERE {{ ?x a beleid:Goal", id="class, English"
        ),
        pytest.param(
            "nl",
            (f"{BELEID}SELECT * WHERE {{ ?x a beleid:Goal ; ", "eigenaa"),
            "beleid:owner",
            f"{BELEID}SELECT * WHERE {{ ?x a beleid:Goal ; beleid:owner",
            id="property, its prefix is there",
        ),
        pytest.param(
            "nl",
            (f"# wie?\n{BELEID}SELECT * WHERE {{ ?x ", "prefL"),
            "skos:prefLabel",
            f"# wie?\n{BELEID}PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT * WHERE {{ ?x skos:prefLabel",
            id="property by its local name, the prefix behind the others",
        ),
        pytest.param(
            "nl",
            ("SELECT * WHERE { ?x ?y ", "skills"),
            "Skills Twente",
            "PREFIX initiatief: <https://samenspel.example.org/id/initiatief/>\nSELECT * WHERE { ?x ?y initiatief:skills-twente",
            id="thing by its name",
        ),
        pytest.param(
            "nl",
            ("SELECT * WHERE { ?x ?y ", "<trekk"),
            "trekker",
            "SELECT * WHERE { ?x ?y <https://samenspel.example.org/id/concept/rol/trekker>",
            id="concept",
        ),
        pytest.param("nl", ("", "PREFIX fo"), "foaf:", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>", id="prefix"),
        pytest.param("nl", ("SELECT * WHERE { ?naam ?p ?", "n"), "?naam", "SELECT * WHERE { ?naam ?p ?naam", id="variable"),
        pytest.param("nl", ("SELECT * WHERE { ?x ?y ?z . ", "opt"), "OPTIONAL", "SELECT * WHERE { ?x ?y ?z . OPTIONAL", id="word"),
    ],
)
def test_completion_writes_what_is_meant_and_declares_its_prefix(
    opened: Opened, lang: str, begun: tuple[str, str], option: str, after: str
) -> None:
    before, typed = begun
    page = opened(f"/sparql?lang={lang}")
    write(page, before)
    page.keyboard.type(typed, delay=20)
    expect(offered(page).first).to_contain_text(option)
    page.wait_for_timeout(100)  # a list that has just come does not take Enter yet
    page.keyboard.press("Enter")
    expect(offered(page)).to_have_count(0)
    assert written(page).rstrip() == after


def test_nothing_is_completed_in_comments_and_strings(opened: Opened) -> None:
    page = opened("/sparql")
    for begun in ("# ", 'SELECT * WHERE { ?x ?y "', "SELECT * WHERE { ?x ?y '''a' "):
        write(page, begun)
        page.keyboard.type("doel")
        page.keyboard.press("Control+Space")
        expect(offered(page)).to_have_count(0)


def test_an_example_takes_the_place_of_the_query_and_undo_brings_that_back(opened: Opened) -> None:
    page = opened("/sparql")
    write(page, "ASK { }")
    page.get_by_label("Voorbeeld").select_option(EXAMPLE)
    page.get_by_role("button", name="Invullen").click()
    expect(page.locator(".cm-line").first).to_have_text(f"# {QUESTION}")
    editor(page).focus()
    page.keyboard.press("Control+z")
    assert written(page) == "ASK { }"


def test_an_answer_says_how_much_it_is_and_links_things_by_name(opened: Opened) -> None:
    page = opened("/sparql")
    tabled(page)
    expect(page.locator("#stand")).to_have_text(re.compile(r"^16 rijen in [\d,]+ s, [\d,]+ kB\.$"))
    page.get_by_label("namen in plaats van IRI’s").uncheck()
    expect(page.get_by_role("link", name="organisatie:gemeente-almelo")).to_have_attribute("href", "/doc/organisatie/gemeente-almelo")


def test_columns_sort_both_ways_and_say_so(opened: Opened) -> None:
    page = opened(shared("SELECT ?n ?t { VALUES (?n ?t) { (10 'b') (9 'a') (11 'c') } }"))
    cells = page.locator("tbody td:first-child")
    expect(cells).to_have_text(["10", "9", "11"])
    for direction, order in (("ascending", ["9", "10", "11"]), ("descending", ["11", "10", "9"])):
        page.get_by_role("button", name="n", exact=True).click()
        expect(cells).to_have_text(order)
        expect(page.get_by_role("columnheader", name="n", exact=True)).to_have_attribute("aria-sort", direction)


def test_a_hundred_thousand_rows_are_drawn_page_by_page(opened: Opened) -> None:
    page = opened(shared(MANY))
    expect(page.locator("#stand")).to_contain_text("100.000 rijen", timeout=60_000)
    expect(page.locator("tbody tr")).to_have_count(50)
    page.get_by_role("button", name="Laatste").click()
    expect(page.locator("nav.paging")).to_contain_text("99.951 tot en met 100.000 van 100.000")
    page.get_by_label("Rijen per bladzijde").select_option("500")
    expect(page.locator("tbody tr")).to_have_count(500)
    view(page, "Ruw")
    expect(page.locator("#antwoord")).to_contain_text(re.compile(r"De eerste [\d.]+ van 100\.001 regels\."))


def test_a_chart_has_the_same_figures_as_its_table(opened: Opened) -> None:
    page = opened("/sparql")
    barred(page)
    bars = page.locator("svg.plot__picture .plot__value").all_text_contents()
    names = page.locator("svg.plot__picture .plot__name").all_text_contents()
    rows = [row.split("\t") for row in page.locator("details.same tbody tr").all_inner_texts()]
    assert sorted(map(list, zip(names, bars, strict=True))) == sorted(rows)
    assert names == sorted(names)
    assert len(names) > 10


def test_a_network_shows_the_most_related_things_and_says_that_there_are_more(opened: Opened) -> None:
    page = opened(shared(PARTNERS))
    view(page, "Netwerk")
    nodes = page.locator("svg.net__picture a")
    expect(nodes.first).to_be_visible()
    shown = nodes.count()
    assert 100 < shown <= 150
    caption = page.locator("figcaption").inner_text()
    found = re.match(rf"{shown} zaken, [\d.]+ verbanden\. Het beeld toont de {shown} zaken met de meeste verbanden, van (\d+)\.", caption)
    assert found
    assert int(found[1]) > 150
    assert all(href.startswith("/doc/") for href in nodes.evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))"))


def test_arrows_go_through_the_network_and_enter_opens_a_thing(opened: Opened) -> None:
    page = opened(shared(GRAPH))
    page.locator("svg.net__picture a[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        second = page.evaluate("document.activeElement.getAttribute('href')")
        if second != first:
            break
    assert second != first
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(second)}$"))


@pytest.mark.parametrize(
    ("query", "button", "name"),
    [
        ("SELECT ?word { VALUES ?word { 'één' } }", "CSV", "antwoord.csv"),
        ("SELECT ?word { VALUES ?word { 'één' } }", "JSON", "antwoord.json"),
        ("SELECT ?word { VALUES ?word { 'één' } }", "XLSX", "antwoord.xlsx"),
        ("CONSTRUCT { <http://a/x> <http://a/y> 'één' } {}", "Turtle", "antwoord.ttl"),
    ],
)
def test_an_answer_is_downloaded_in_every_format(opened: Opened, query: str, button: str, name: str) -> None:
    page = opened(shared(query))
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    content = download.value.path().read_bytes()
    read: dict[str, Callable[[bytes], object]] = {
        "CSV": lambda file: file.decode("utf-8-sig").split(),
        "JSON": lambda file: [json.loads(file)["head"]["vars"][0], json.loads(file)["results"]["bindings"][0]["word"]["value"]],
        "XLSX": lambda file: [row[0].value for row in load_workbook(io.BytesIO(file)).worksheets[0].rows],
        "Turtle": lambda file: file.decode().splitlines()[-1],
    }
    expected = '<http://a/x> <http://a/y> "één" .' if button == "Turtle" else ["word", "één"]
    assert (download.value.suggested_filename, read[button](content)) == (name, expected)


def test_the_link_to_share_opens_the_same_query_on_the_same_release_and_runs_it(opened: Opened, release: Release) -> None:
    page = opened(shared("SELECT ?n { VALUES ?n { 41 } }", "&lang=en"))
    link = page.get_by_label("Link to this query on this release").input_value()
    assert f"release={release.name}" in link
    again = opened(link.removeprefix(page.evaluate("location.origin")))
    expect(again.get_by_role("cell", name="41")).to_be_visible()
    expect(again.locator(".notice")).to_have_count(0)
    assert written(again) == "SELECT ?n { VALUES ?n { 41 } }"
    other = opened(shared("ASK {}", "&lang=en&release=older"))
    expect(other.locator("main .notice")).to_contain_text("This link was made with release older.")
    expect(other.locator(".truth")).to_have_text("Yes")


def test_a_draft_is_kept_in_its_tab_and_a_browser_that_keeps_nothing_still_has_an_editor(opened: Opened) -> None:
    page = opened("/sparql")
    write(page, "ASK { # mine\n}")
    page.goto(page.evaluate("location.origin") + "/over")
    page.goto(page.evaluate("location.origin") + "/sparql")
    assert written(page) == "ASK { # mine\n}"
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'QuotaExceededError') } })"
    )
    page.reload()
    run(page, "ASK {}")
    expect(page.locator(".truth")).to_have_text("Ja")
    page.goto(page.evaluate("location.origin") + "/over")


def test_only_the_page_with_the_editor_loads_it(opened: Opened) -> None:
    page = opened("/")
    assert page.locator("script[src*='/static/sparql-'], link[href*='/static/sparql-']").count() == 0
    page.goto(page.evaluate("location.origin") + "/sparql")
    assert page.locator("script[src*='/static/sparql-'], link[href*='/static/sparql-']").count() == 2


def test_without_scripts_examples_answers_and_files_come_from_forms(opened: Opened) -> None:
    page = opened("/sparql", java_script_enabled=False)
    page.get_by_label("Voorbeeld").select_option(EXAMPLE)
    page.get_by_role("button", name="Invullen").click()
    assert page.locator("#query").input_value().startswith(f"# {QUESTION}")
    page.get_by_role("button", name="Uitvoeren").click()
    expect(page.get_by_role("link", name="Gemeente Almelo")).to_be_visible()
    page.get_by_label("Antwoord als").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="Uitvoeren").click()
    assert download.value.suggested_filename == "antwoord.csv"


@pytest.fixture
def troubled(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a page that meets refusals, which the browser writes to its console; any other error there fails the test."""
    contexts: list[BrowserContext] = []
    strange: list[str] = []

    def open_page(url: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: strange.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: strange.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in strange if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def at_address(troubled: Callable[[str], Page], address: str) -> Callable[[str], Page]:
    return lambda path: troubled(address + path)


@pytest.mark.parametrize(
    ("query", "lang", "told", "marked"),
    [
        pytest.param(
            "SELECT * WHERE {\n  ?x a doel .\n}",
            "nl",
            "Regel 2, teken 8: hier klopt de vraag niet. ‘doel’ kan hier niet staan.",
            "doel",
            id="a word that cannot stand there",
        ),
        pytest.param(
            "SELECT * WHERE {\n  ?x a foaf:Person .\n}",
            "nl",
            "Regel 2, teken 8: hier klopt de vraag niet. Het voorvoegsel foaf: is niet bekendgemaakt met PREFIX.",
            "foaf:Person",
            id="a prefix that is not declared",
        ),
        pytest.param("ASK {", "en", "Line 1, column 6: the query is not right here. The query ends here.", "{", id="an end too early"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_marked_there(
    at_address: Callable[[str], Page], query: str, lang: str, told: str, marked: str
) -> None:
    page = at_address(shared(query, f"&lang={lang}"))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(told)
    expect(page.locator(".mistake")).to_have_text(marked)
    expect(editor(page)).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    alert.get_by_role("button").first.click()
    expect(editor(page)).to_be_focused()
    page.keyboard.type(" ")
    expect(page.locator(".mistake")).to_have_count(0)


def test_a_prefix_that_is_known_is_declared_at_a_click_and_the_query_runs(at_address: Callable[[str], Page]) -> None:
    page = at_address(shared("ASK { ?x a foaf:Document }"))
    page.get_by_role("button", name="PREFIX foaf: toevoegen en uitvoeren").click()
    expect(page.locator(".truth")).to_have_text("Ja")
    assert written(page) == "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nASK { ?x a foaf:Document }"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("INSERT DATA { <http://a/x> <http://a/y> 1 }", "Dit mag hier niet."),
        ("SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x a ?y }", "De vraag is wel SPARQL, maar klopt niet."),
        ("SELECT * WHERE { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE kan hier niet"),
        ("#" + "x" * 1_100_000, "De vraag is te lang."),
    ],
    ids=["update", "ungrouped", "service", "large"],
)
def test_what_is_refused_says_what_to_do(at_address: Callable[[str], Page], query: str, told: str) -> None:
    page = at_address("/sparql")
    run(page, query)
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("alert").locator("p")).to_have_count(2)


def test_a_server_that_cannot_be_reached_is_told(at_address: Callable[[str], Page]) -> None:
    page = at_address("/sparql")
    started(page)
    page.context.set_offline(offline=True)
    run(page, "ASK {}")
    expect(page.get_by_role("alert")).to_contain_text("De server is niet bereikbaar.")


@pytest.fixture(scope="module")
def narrow(release: Release) -> Iterator[str]:
    """The address of a server of the same release that gives a query two seconds and a mebibyte."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--out", str(release.folder.parent)]
    options = ["--query-time", "2", "--query-size", "1"]
    environment = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen([*command, *options], cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        told = next(line for line in process.stderr if "http://" in line)
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found
        yield found[0]
        process.send_signal(signal.SIGINT)
        process.stderr.read()


def test_an_answer_that_is_broken_off_is_never_shown_as_whole(troubled: Callable[[str], Page], narrow: str) -> None:
    page = troubled(f"{narrow}/sparql")
    run(page, ALL)
    alert = page.locator("#antwoord").get_by_role("alert")
    expect(alert).to_contain_text("Dit antwoord is niet volledig. Het werd onderweg afgebroken", timeout=30_000)
    expect(page.locator("#stand")).to_contain_text("niet volledig")
    assert page.locator("tbody tr").count() in (0, 50)  # a browser drops what it had not read when a connection breaks
    expect(page.locator("form.take")).to_have_count(0)
    assert violations(page) == []


def test_a_query_that_takes_too_long_says_how_to_make_it_lighter(troubled: Callable[[str], Page], narrow: str) -> None:
    page = troubled(f"{narrow}/sparql")
    run(page, ENDLESS)
    expect(page.get_by_role("alert")).to_contain_text("De vraag duurde langer dan één vraag mag duren", timeout=30_000)
    expect(page.get_by_role("alert")).to_contain_text("Maak de vraag lichter")
    assert violations(page) == []


def test_a_query_is_stopped_at_a_click_and_another_can_follow(troubled: Callable[[str], Page], narrow: str) -> None:
    page = troubled(f"{narrow}/sparql")
    run(page, ENDLESS)
    page.get_by_role("button", name="Stoppen").click()
    expect(page.locator("#stand")).to_have_text("Gestopt, voordat er een antwoord was.")
    expect(page.get_by_role("button", name="Stoppen")).to_have_count(0)
    run(page, "ASK {}")
    expect(page.locator(".truth")).to_have_text("Ja", timeout=30_000)
