"""The overview over HTTP: the page, and what its script draws."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.web.app import create_app


def test_what_is_drawn_never_changes_at_its_address(client: TestClient) -> None:
    address = re.findall(r'"source": "(/overzicht/0123456789ab-[0-9a-f]{8}\.json)"', client.get("/overzicht").text)[0]
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["content-encoding"]) == (200, "application/json", "gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["marks"]["path"]) > 1500
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/overzicht/0123456789ab.json", "/overzicht/0123456789ab-00000000.json", "/overzicht/0123456789ab/1.json"]
)
def test_at_an_address_without_the_digest_of_what_stands_there_it_may_change(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["cache-control"]


def test_an_island_is_narrowed_down_as_its_page_is(client: TestClient) -> None:
    part = client.get("/overzicht/0123456789ab/0.json?soort=initiatief&q=almelo").json()["marks"]
    assert set(part["kind"]) == {"initiatief"}
    assert all("almelo" in label.lower() for label in part["label"])


def test_one_island_is_to_be_had_alone(client: TestClient) -> None:
    whole = client.get("/overzicht/0123456789ab.json").json()
    part = client.get("/overzicht/0123456789ab/1.json").json()
    assert part["islands"]["label"] == [whole["islands"]["label"][1]]
    assert len(part["marks"]["path"]) == whole["marks"]["island"].count(1)


def test_of_a_large_graph_what_is_drawn_comes_in_short(library: Library, static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 1000)
    short = TestClient(create_app(library, static)).get("/overzicht/0123456789ab.json").json()
    assert sum(short["marks"]["sizes"]) > 1500
    assert len(short["marks"]["path"]) <= 300


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/overzicht/ba9876543210.json", 404, "no overview of release ba9876543210 here"),
        ("/overzicht/0123456789ab/999.json", 404, "no island 999 in this release"),
        ("/overzicht/0123456789ab/one.json", 404, "no island one in this release"),
        ("/overzicht?q=" + "a" * 201, 400, "q has at most 200 characters"),
        ("/overzicht?bladzijde=x", 400, "is no page number"),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.json()["detail"]


def test_a_shown_page_can_be_asked_for_in_both_languages(client: TestClient) -> None:
    dutch, english = client.get("/overzicht?soort=doel"), client.get("/en/overzicht?soort=doel")
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert re.findall(r'<option value="doel" selected>(\w+)<', dutch.text + english.text) == ["Doelen", "Goals"]
