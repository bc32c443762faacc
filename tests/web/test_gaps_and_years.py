"""The pages of gaps and years over HTTP: every state, both languages, and what they refuse."""

import pytest
from starlette.testclient import TestClient

from kg.publish.gaps.checks import CHECKS

ALMELO = "id/organisatie/gemeente-almelo"
STATES = [
    "/hiaten",
    f"/hiaten?wie={ALMELO}",
    "/hiaten?wie=Atlantis&jaar=x",
    "/jaren",
    f"/jaren?organisatie={ALMELO}&jaar=2018&later=2019&toon=doel",
    f"/jaren?organisatie={ALMELO}&jaar=1990&later=2019",
    "/jaren?organisatie=Atlantis",
    *(f"/hiaten/{check.name}?wie={ALMELO}" for check in CHECKS),
]


@pytest.mark.parametrize("path", STATES)
@pytest.mark.parametrize(("step", "language"), [("", "nl"), ("/en", "en")])
def test_every_state_is_a_page_in_both_languages(client: TestClient, path: str, step: str, language: str) -> None:
    answer = client.get(step + path)
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert client.get(step + path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/hiaten/draken", "/hiaten/doelen-zonder-initiatief?bladzijde=99"])
def test_another_list_or_page_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_files_of_a_list_are_there(client: TestClient) -> None:
    page = client.get(f"/hiaten/doelen-zonder-resultaat?wie={ALMELO}&jaar=2018").text
    address = f"/vragen/doelen-zonder-resultaat-per-eigenaar.csv?wie={ALMELO}&jaar=2018".replace("&", "&amp;")
    assert address in page
    lines = client.get(address.replace("&amp;", "&")).text.splitlines()
    assert len(lines) - 1 == page.count('<th scope="row"') == 13


def test_a_list_of_many_comes_in_pages_that_keep_what_was_asked(client: TestClient) -> None:
    page = client.get("/hiaten/stille-initiatieven?wie=id/organisatie/gemeente-almelo&sinds=2021&bladzijde=2").text
    assert page.count('<th scope="row"') == 24
    assert 'href="/hiaten/stille-initiatieven?wie=id%2Forganisatie%2Fgemeente-almelo&amp;sinds=2021"' in page
