"""How an answer is cited, in a real browser: the day is that of the reader, and a long address fits."""

import html
import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from kg.publish.library import Language

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
QUESTION = "/vragen/doelen-van-initiatief"
DAY = date(2031, 3, 5)
TOLD = {Language.NL: "5 maart 2031", Language.EN: "March 5, 2031"}
"""The day as the files tell it: in English as APA does."""


@pytest.mark.parametrize("language", list(Language))
def test_a_citation_on_a_page_tells_the_day_on_which_it_is_read(opened: Opened, language: Language) -> None:
    page = opened("/over")
    page.clock.set_fixed_time(DAY.isoformat())
    page.goto(page.url.replace("/over", f"{QUESTION}?lang={language}"))
    expect(page.locator("[data-today]")).to_have_text(TOLD[language])


def test_without_scripts_a_citation_says_where_the_day_goes(opened: Opened) -> None:
    page = opened(QUESTION, java_script_enabled=False)
    expect(page.locator("[data-today]")).to_have_text("[datum van vandaag]")


def test_a_long_address_fits_a_telephone(opened: Opened) -> None:
    query = f"SELECT * {{ ?thing rdfs:label '{'x' * 3_000}' }}"
    page = opened(f"/sparql/antwoord?query={quote(f'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {query}')}", width=320)
    cited = page.locator(".citation")
    expect(cited).to_contain_text("Verwijs naar dit antwoord: Samenspel.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_files_of_a_citation_are_those_of_the_answer(opened: Opened) -> None:
    page = opened(QUESTION)
    cited = page.locator(".citation")
    address = re.escape(html.unescape(cited.get_by_role("link").first.inner_text()))
    for name in ("TXT", "BibTeX", "RIS"):
        href = cited.get_by_role("link", name=name).get_attribute("href")
        assert re.search(address, page.request.get(page.url.partition("/vragen")[0] + str(href)).text())
