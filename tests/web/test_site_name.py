"""A site has the name that its publisher gave it, on every page, in the feed and in citations."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.publisher import Worded
from kg.read.publication import publication
from kg.web.app import create_app

SETTINGS = Path(__file__).parents[2] / "data" / "publication.toml"
THING = "initiatief/regiodeal-twente"


@pytest.fixture(scope="module")
def named(library: Library, static: Path) -> Iterator[TestClient]:
    told = replace(publication(SETTINGS), site=Worded("Beleid & <Twente>", "Policy of Twente"))
    with TestClient(create_app(replace(library, publication=told), static)) as client:
        yield client


PATHS = ("/", "/?release=9", "/zoek", f"/doc/{THING}", "/vragen", "/over", "/def", "/catalog", "/nergens", f"/netwerk/{THING}.html")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("language", "name"), [("", "Beleid &amp; &lt;Twente&gt;"), ("/en", "Policy of Twente")], ids=["nl", "en"])
def test_every_page_carries_it(named: TestClient, language: str, name: str, path: str) -> None:
    page = named.get(
        language + path if path[:2] not in {"/", "/?"} else f"{language or '/'}{path[1:]}", headers={"Accept": "text/html"}
    ).text
    assert name in page
    assert f"{name}</title>" in page or f"<title>{name}" in page or "/netwerk/" in path
    assert "Samenspel</title>" not in page
    assert "</svg>Samenspel</a>" not in page


def test_the_feed_and_citations_carry_it(named: TestClient) -> None:
    assert "<title>Uitgaven van Beleid &amp; &lt;Twente&gt;</title>" in named.get("/uitgaven.atom").text
    assert "AU  - Beleid & <Twente>" in named.get("/citaat.ris", params={"adres": "/vragen/doelen-zonder-initiatief"}).text


def test_without_one_it_is_the_name_of_the_software(library: Library, static: Path) -> None:
    client = TestClient(create_app(replace(library, publication=publication(SETTINGS)), static))
    assert "<title>Samenspel – " in client.get("/").text
