import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

QUESTION = "/vragen/doelen-van-initiatief?initiatief=id/initiatief/skills-twente"
BASE = "https://samenspel.example.org"


def test_a_citation_tells_the_title_the_release_the_address_and_the_day(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": QUESTION, "lang": "en"})
    today = datetime.now(UTC).date()
    assert (response.status_code, response.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert response.text.startswith("Samenspel (release 0123456789ab). “Aan welke doelen draagt een initiatief bij")
    assert f"Accessed {today.day} {today:%B} {today.year}, {BASE}{QUESTION}&release=0123456789ab" in response.text


def test_a_citation_is_of_today_and_not_kept(client: TestClient) -> None:
    assert client.get("/citaat.bib", params={"adres": QUESTION}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("extension", "media_type", "begin"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{samenspel-0123456789ab,\n"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - DATA\r\nTI  - Aan welke doelen"),
    ],
)
def test_a_citation_comes_in_the_formats_of_reference_managers(client: TestClient, extension: str, media_type: str, begin: str) -> None:
    response = client.get(f"/citaat.{extension}", params={"adres": QUESTION})
    assert response.headers["content-type"] == media_type
    assert response.text.startswith(begin)


def test_a_query_is_cited_as_well(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": "/sparql?query=ASK%20%7B%7D"})
    assert "“SPARQL-vraag.”" in response.text
    assert f"{BASE}/sparql?query=ASK%20%7B%7D&release=0123456789ab" in response.text


@pytest.mark.parametrize(
    "path",
    ["", "https://elsewhere.example/vragen/x", "//elsewhere/sparql?query=", "/vragen/geen-vraag", "/sparql", "/over", "/vragen/x\ny"],
)
def test_only_answers_of_this_site_are_cited(client: TestClient, path: str) -> None:
    response = client.get("/citaat.txt", params={"adres": path})
    assert response.status_code == 400
    assert "adres is the path of a question or a query here" in response.text


def test_another_format_is_not_found(client: TestClient) -> None:
    response = client.get("/citaat.doc", params={"adres": QUESTION}, headers={"accept": "application/json"})
    assert (response.status_code, response.json()["detail"]) == (404, "a citation comes as .txt, .bib, .ris")


@pytest.mark.parametrize("path", [QUESTION, "/sparql?query=ASK%20%7B%7D", "/v1/queries/doelen-van-initiatief.json", "/doc/doel", "/"])
def test_the_address_of_another_release_is_not_answered_from_this_one(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    here, elsewhere = (client.get(f"{path}{joint}release={name}") for name in ("0123456789ab", "ffffffffffff"))
    assert (here.status_code, elsewhere.status_code) == (200, 404)
    assert (
        "release 'ffffffffffff' is not served here, but '0123456789ab'" in elsewhere.text or "staat niets in deze graaf" in elsewhere.text
    )


def test_the_page_of_an_answer_says_how_to_cite_it(client: TestClient) -> None:
    page = client.get(QUESTION, headers={"accept": "text/html"}).text
    assert "Verwijs naar dit antwoord: Samenspel (release 0123456789ab)." in page
    assert "<span data-today>[datum van vandaag]</span>, https://samenspel.example.org/vragen/" in page
    for href in re.findall(r'href="(/citaat\.[^"]+)"', page):
        assert client.get(href.replace("&amp;", "&")).status_code == 200
