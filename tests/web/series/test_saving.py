"""A picture that is saved or embedded can be held to its publication."""

import pytest
from starlette.testclient import TestClient

GOAL = "doel/almelo-doel-vertrouwen"


def test_the_code_follows_the_data_or_stays_as_it_is(site: TestClient) -> None:
    page = site.get(f"/insluiten/{GOAL}").text
    address = f"https://samenspel.example.org/insluiten/{GOAL}.html"
    assert page.count("<pre>") == 2
    assert f"src=&#34;{address}&#34;" in page
    assert f"src=&#34;{address}?release=3&#34;" in page
    assert "Je pagina blijft uitgave 3 van " in page


def test_an_embedded_picture_stays_as_it_was(site: TestClient) -> None:
    past, now = (site.get(f"/insluiten/{GOAL}.html{query}").text for query in ("?release=1", ""))
    assert '<h1 class="embedded__title">Vertrouwen in de gemeente en omgeving</h1>' in past
    assert "Bron: Samenspel, uitgave 1 van 15 januari 2026." in past
    assert f'href="/beeld/{GOAL}?release=1"' in past
    assert "Meer vertrouwen en omgeving" in now


@pytest.mark.parametrize("extension", ["svg", "csv", "graphml"])
def test_a_file_of_an_earlier_publication_tells_what_was_said_then(site: TestClient, extension: str) -> None:
    assert "Meer vertrouwen" not in site.get(f"/beeld/{GOAL}.{extension}?release=1").text
    assert "Meer vertrouwen" in site.get(f"/beeld/{GOAL}.{extension}").text


def test_the_source_holds_to_the_publication(site: TestClient) -> None:
    assert f"https://samenspel.example.org/beeld/{GOAL}?release=1" in site.get(f"/beeld/{GOAL}.svg?release=1").text
    assert f"https://samenspel.example.org/beeld/{GOAL}?release=3" in site.get(f"/beeld/{GOAL}.svg").text


def test_a_publication_there_is_not_is_refused(site: TestClient) -> None:
    assert site.get(f"/beeld/{GOAL}.svg?release=9").status_code == 404
