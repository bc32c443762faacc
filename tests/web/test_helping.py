"""The pages that help, over HTTP."""

import pytest
from starlette.testclient import TestClient

from kg.publish.helping.tour import pictures


@pytest.mark.parametrize("path", ["/over", "/rondleiding", "/toegankelijkheid"])
def test_a_page_that_helps_comes_in_both_languages_and_with_a_tag(client: TestClient, path: str) -> None:
    for step, language in (("", "nl"), ("/en", "en")):
        response = client.get(step + path)
        assert (response.status_code, response.headers["content-language"]) == (200, language)
        assert f'<html lang="{language}"' in response.text
        assert client.get(step + path, headers={"if-none-match": response.headers["etag"]}).status_code == 304


def test_the_pictures_of_the_tour_are_served_and_never_change(client: TestClient) -> None:
    page = client.get("/rondleiding").text
    for picture in pictures().values():
        assert f'src="/static/{picture.served}"' in page
        response = client.get(f"/static/{picture.served}")
        assert (response.status_code, response.headers["content-type"]) == (200, "image/webp")
        assert "immutable" in response.headers["cache-control"]
        assert response.content == picture.file.read_bytes()
