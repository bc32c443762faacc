"""Where a page stands."""

import pytest
from rdflib import URIRef

from kg.publish.library import Language, View
from kg.publish.links import asked, has_picture, in_language, kind_of, page_of, web_address, with_query
from kg.terms import BASE


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        pytest.param(f"{BASE}/id/doel/a", "/kg/en/doc/doel/a", id="thing"),
        pytest.param(f"{BASE}/id/concept/rol/partner", "/kg/en/doc/concept/rol/partner", id="concept"),
        pytest.param(f"{BASE}/id/passage/a--b#positie", "/kg/en/doc/passage/a--b#positie", id="part"),
        pytest.param(f"{BASE}/def#Goal", "/kg/en/def#Goal", id="term"),
        pytest.param("https://www.almelo.nl/a?b=c", "https://www.almelo.nl/a?b=c", id="elsewhere"),
        pytest.param("urn:isbn:1", "", id="no web address"),
        pytest.param("javascript:alert(1)", "", id="script"),
    ],
)
def test_every_iri_leads_to_its_page(iri: str, href: str) -> None:
    assert page_of(View(Language.EN, root="/kg"), URIRef(iri)) == href


def test_a_page_links_to_itself_in_the_other_language_and_keeps_what_was_asked() -> None:
    view = View(Language.EN, "/zoek?q=werk+%26+zorg&lang=en&bladzijde=2", "/kg")
    assert in_language(view, Language.NL) == "/kg/zoek?q=werk+%26+zorg&bladzijde=2"
    assert in_language(view, Language.EN) == "/kg/en/zoek?q=werk+%26+zorg&bladzijde=2"


def test_what_is_asked_can_be_changed_and_let_go() -> None:
    view = View(path="/doc/doel/a?stappen=2")
    assert (asked(view), with_query(view, {"stappen": 3}), with_query(view, {"stappen": ""})) == (
        {"stappen": "2"},
        "/doc/doel/a?stappen=3",
        "/doc/doel/a",
    )


def test_only_things_with_a_place_in_a_column_are_pictured() -> None:
    iris = [f"{BASE}/id/doel/a", f"{BASE}/id/concept/indicator/a", f"{BASE}/id/concept/rol/a", f"{BASE}/id/passage/a", "https://a.nl/"]
    assert [has_picture(kind_of(URIRef(iri))) for iri in iris] == [True, True, False, False, False]


@pytest.mark.parametrize("text", ["http://a.nl/ b", 'http://a.nl/"onclick', "ftp://a.nl", "", "http://"])
def test_what_is_no_web_address_becomes_no_link(text: str) -> None:
    assert web_address(text) == ""
