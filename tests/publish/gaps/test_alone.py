"""Where no server answers, no page of gaps or years leads to an answer that is not there."""

import re
from dataclasses import replace

import pytest

from kg.publish.gaps.checks import CHECKS
from kg.publish.gaps.pages import SIZE_ALONE, list_page, overview_page
from kg.publish.library import Library, View
from kg.publish.years.pages import years_page


@pytest.fixture(scope="module")
def alone(library: Library) -> Library:
    return replace(library, alone=True)


def links(page: str) -> list[str]:
    return re.findall(r'<a href="(/[^"]*)"', page.partition("<main")[2].partition("</main>")[0])


def test_the_overview_leads_to_lists_and_to_nothing_that_is_asked_anew(library: Library, alone: Library) -> None:
    page = overview_page(alone, View(path="/hiaten"), {})
    assert not [each for each in links(page) if "wie=" in each or (each.startswith("/vragen/") and "?" in each)]
    assert [each for each in links(overview_page(library, View(path="/hiaten"), {})) if "wie=" in each]
    assert "Gemeente Almelo</th>" in page


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_a_list_stands_whole_on_one_page_or_says_that_it_does_not(alone: Library, name: str) -> None:
    page = list_page(alone, View(path=f"/hiaten/{name}"), name, {}, 1)
    listed = page.count('<th scope="row"')
    total = sum(int(text.replace(".", "")) for text in re.findall(r'<h2 id="groep-.*?<span class="tally">([\d.]+)</span>', page))
    assert 'rel="next"' not in page
    assert (listed == SIZE_ALONE and f"Hier staan de eerste {SIZE_ALONE} van " in page) if total > SIZE_ALONE else listed == total > 0
    assert not [each for each in links(page) if each.startswith("/vragen/")]


def test_what_is_proposed_to_compare_is_no_link(library: Library, alone: Library) -> None:
    assert [each for each in links(years_page(library, View(path="/jaren"), {})) if each.startswith("/jaren?")]
    page = years_page(alone, View(path="/jaren"), {})
    assert not [each for each in links(page) if each.startswith("/jaren?")]
    assert "Gemeente Almelo, begroting: 2018 en 2019" in page
