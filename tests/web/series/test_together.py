"""Who works with whom as it was in an earlier publication."""

import re

from starlette.testclient import TestClient


def totals(client: TestClient, path: str) -> tuple[str, ...]:
    response = client.get(path)
    assert response.status_code == 200
    found = re.search(r"(\d+) organisaties in (\d+) initiatieven", response.text)
    assert found
    return found.groups()


def test_who_worked_with_whom_comes_as_it_was_and_its_links_stay_there(site: TestClient) -> None:
    assert totals(site, "/samenwerking?release=1") != totals(site, "/samenwerking")
    page = site.get("/samenwerking/netwerk?release=1").text
    assert "Je ziet uitgave 1" in page
    links = re.findall(r'href="(/samenwerking[^"#]*)"', page.partition("<main")[2])
    assert len(links) > 3
    assert all("release=1" in link for link in links)
    assert '<input type="hidden" name="release" value="1">' in page
    assert site.get("/samenwerking.csv?release=1").headers["memento-datetime"]
