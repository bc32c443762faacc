"""The pages of gaps and years over HTTP: every state, both languages, and what they refuse."""

from collections.abc import Callable

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from kg.publish.gaps.checks import CHECKS
from kg.web.places import Places

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


@pytest.mark.parametrize("path", ["/hiaten", "/hiaten/doelen-zonder-indicator", "/en/jaren"])
def test_a_page_waits_in_one_of_its_clients_places(client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    async def run(_: Places, client: str, __: float | None, made: Callable[[], Response]) -> Response:
        taken.append(client)
        return made()

    monkeypatch.setattr(Places, "run", run)
    assert client.get(path).status_code == 200
    assert len(taken) == 1


def test_a_year_that_is_not_in_the_list_is_refused_and_the_form_is_kept(client: TestClient) -> None:
    page = client.get(f"/hiaten?wie={ALMELO}&jaar=7&minimum=1001").text
    assert 'id="probleem-jaar" role="alert"' in page
    assert 'id="probleem-minimum" role="alert"' in page
    assert f'<option value="{ALMELO}" selected>' in page


def test_an_empty_list_of_whom_nothing_was_read_says_so(client: TestClient) -> None:
    page = client.get("/hiaten/tegenstrijdige-waarden?wie=id/organisatie/novel-t").text
    assert "Van ‘Novel-T’ zelf is geen document gelezen." in page
    assert "Geen hiaten gevonden." not in page
    assert "Of kies een ander jaar." not in page
    assert "Hier valt niets na te kijken." in client.get("/hiaten/tegenstrijdige-waarden?wie=id/organisatie/tno").text
    found = client.get(f"/hiaten/gevraagde-partners?wie={ALMELO}&minimum=1000").text
    assert "Geen hiaten gevonden." in found
    assert "Of vul een kleiner aantal in." in found


def test_an_english_page_marks_the_names_that_are_dutch_only(client: TestClient) -> None:
    page = client.get("/en/hiaten/tegenstrijdige-waarden").text
    assert '<span lang="nl">851.9 per 1.000 inwoners van 15-64 jaar ≠ 883.1 per 1.000 inwoners van 15-64 jaar</span>' in page
