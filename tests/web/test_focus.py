"""The focus picture over HTTP."""

import pytest
from starlette.testclient import TestClient

PATH = "/beeld/initiatief/regiodeal-twente"


@pytest.mark.parametrize(("path", "language"), [(PATH, "nl"), (f"/en{PATH}", "en"), (f"{PATH}?lang=en", "en")])
def test_a_picture_is_a_page_in_the_language_asked_for(client: TestClient, path: str, language: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-language"]) == (200, language)
    assert "data-picture" in response.text


def test_an_indicator_has_its_picture_below_its_own_path(client: TestClient) -> None:
    assert client.get("/beeld/concept/indicator/almelo-ind-relatief-verzuim").status_code == 200


@pytest.mark.parametrize(
    "path", ["/beeld/concept/rol/partner", "/beeld/initiatief/nergens", "/beeld/initiatief", "/beeld/a/b/c/d", "/beeld/"]
)
def test_what_has_no_picture_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {404, 301, 308}


def test_another_view_has_another_tag_and_the_same_view_is_not_sent_twice(client: TestClient) -> None:
    first, other = client.get(PATH), client.get(f"{PATH}?soort=doel")
    assert first.headers["etag"] != other.headers["etag"]
    assert client.get(PATH, headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_what_the_address_says_is_never_markup(client: TestClient) -> None:
    text = client.get(PATH, params={"thema": "<script>alert(1)</script>", "open": '"><b>~x', "soort": "'onload=", "jaar": "2018"}).text
    assert "<script>alert" not in text
    assert '"><b>' not in text


def test_the_page_of_a_thing_leads_to_its_large_picture(client: TestClient) -> None:
    text = client.get("/en/doc/initiatief/regiodeal-twente?stappen=2", headers={"accept": "text/html"}).text
    assert f'href="/en{PATH}?stappen=2"' in text


@pytest.mark.parametrize("query", ["x=1", "open=doel/nergens~naar-owner", "dicht=a~b", "stappen=1", "stappen=9"])
def test_what_changes_nothing_makes_no_page_anew(client: TestClient, query: str) -> None:
    first, other = client.get(PATH), client.get(f"{PATH}?{query}")
    assert other.headers["etag"] == first.headers["etag"]
    assert other.text == first.text
    assert "nergens" not in other.text


@pytest.mark.parametrize("path", [PATH, f"/en{PATH}"])
def test_a_query_that_is_too_long_is_refused(client: TestClient, path: str) -> None:
    query = "&".join(f"open=organisatie/saxion~k{number}" for number in range(300))
    assert client.get(f"{path}?{query}").status_code == 414
