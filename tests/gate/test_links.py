"""A name or a link that leads nowhere is found."""

from dataclasses import replace

import pytest

from gate.spoiling import answering, asked, being, group_of, reading, saying, showing, telling
from kg.gate.checking import Examined
from kg.terms import BASE

THING = f"{BASE}/id/initiatief/regiodeal-twente"


def noticing(spoilt: Examined) -> set[str]:
    return {name for name in group_of("names-resolve") if asked(name, spoilt).failures}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param(
            f"<{THING}> <urn:p> <{BASE}/id/doel/niets> .\n", f"{BASE}/id/doel/niets is named, and nothing is said of it", id="a value"
        ),
        pytest.param(f"<{THING}> <{BASE}/def#niets> <urn:v> .\n", f"{BASE}/def#niets is named, and nothing is said of it", id="a property"),
        pytest.param(f"<{BASE}/def#niets> <urn:p> <urn:v> .\n", f"{BASE}/def#niets has no place on /def", id="a term"),
        pytest.param(
            f"<{BASE}/id/doel/niets#deel> <urn:p> <urn:v> .\n", f"{BASE}/id/doel/niets#deel is a part of what has no document", id="a part"
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_found(copied: Examined, line: str, fault: str) -> None:
    assert asked("names-resolve", telling(copied, "", line)).failures == (fault,)


def test_a_term_that_lost_its_place_on_the_page_is_found(few: Examined) -> None:
    spoilt = answering(few, "/def", reading('id="Goal"', 'id="Gaol"'))
    assert asked("names-resolve", spoilt).failures == (f"{BASE}/def#Goal has no place on /def",)


@pytest.mark.parametrize(
    ("path", "notice"),
    [
        pytest.param(r"/id/initiatief/regiodeal-twente", {"things-resolve", "linksets-links"}, id="a thing"),
        pytest.param(r"/id/distributie/samenspel-ttl", {"catalogue-links"}, id="a name in the catalogue"),
        pytest.param(r"/def/context\.jsonld", set(), id="what nobody links to"),
    ],
)
def test_a_name_without_a_document_is_found(few: Examined, path: str, notice: set[str]) -> None:
    assert noticing(answering(few, path, being(404))) == notice


def test_a_thing_that_leads_elsewhere_is_found(few: Examined) -> None:
    spoilt = answering(few, r"/id/initiatief/regiodeal-twente", saying(location="/doc/doel"))
    assert asked("things-resolve", spoilt).failures == ("/id/initiatief/regiodeal-twente: 303, to /doc/doel",)


@pytest.mark.parametrize(
    ("html", "faults", "warnings"),
    [
        pytest.param('<a href="/doc/doel/niets">x</a>', ("/doc/doel/niets: 404",), (), id="nothing there"),
        pytest.param(f'<link rel="canonical" href="{BASE}/nergens">', ("/nergens: 404",), (), id="by its whole address"),
        pytest.param('<a href="#weg">x</a>', (), ("/bladzijde has no part #weg",), id="no such part of this page"),
        pytest.param('<a href="/over#weg">x</a>', (), ("/over has no part #weg",), id="no such part of another page"),
        pytest.param('<img src="/static/weg.png" alt="">', ("/static/weg.png: 404",), (), id="no such file"),
        pytest.param('<form action="/weg"></form>', ("/weg: 404",), (), id="nobody to send it to"),
        pytest.param('<form action="/sparql?query=geen"></form>', (), (), id="a form that wants to be filled in"),
        pytest.param('<a href="/id/initiatief/regiodeal-twente">x</a>', (), (), id="by way of another address"),
        pytest.param('<p id="hier"><a href="#hier">x</a><a href="/over#documenten">y</a></p>', (), (), id="parts that are there"),
        pytest.param('<a href="https://elsewhere.example/weg">x</a><a href="mailto:a@b.nl">y</a>', (), (), id="elsewhere"),
    ],
)
def test_a_link_on_a_page_that_leads_nowhere_is_found(few: Examined, html: str, faults: tuple[str, ...], warnings: tuple[str, ...]) -> None:
    found = asked("pages-links", showing(few, html))
    assert (found.failures, found.warnings) == (faults, warnings)


def test_a_linkset_that_leads_nowhere_is_found(few: Examined) -> None:
    path = few.sample.documents[0]
    spoilt = answering(few, rf"{path}\.linkset\.json", reading(f"{path}.ttl", f"{path}.tlt"))
    assert asked("linksets-links", spoilt).failures == (f"{path}.tlt: 404",)
    gone = answering(few, rf"{path}\.linkset\.json", being(404))
    assert f"{path}.linkset.json: 404" in asked("linksets-links", gone).failures


def test_a_sitemap_that_forgets_or_makes_up_is_found(few: Examined) -> None:
    address = f"{BASE}/doc/initiatief/regiodeal-twente"
    spoilt = answering(few, r"/sitemap-1\.xml", reading(f"<loc>{address}</loc>", f"<loc>{BASE}/verzonnen</loc><loc>https://x.nl/</loc>"))
    faults = asked("sitemap-links", spoilt).failures
    assert faults == ("https://x.nl/: no address of this site", f"{address}: not told", "/verzonnen: 404")
    twice = answering(few, r"/sitemap-1\.xml", reading(f"<loc>{address}</loc>", f"<loc>{address}</loc><loc>{address}</loc>"))
    assert asked("sitemap-links", twice).failures == ("1 addresses are told twice",)


def test_links_are_followed_from_a_sample_that_is_the_same_each_time(few: Examined) -> None:
    few = replace(few, sample=replace(few.sample, pages=few.sample.pages[:4]))
    assert asked("pages-links", few) == asked("pages-links", few)
