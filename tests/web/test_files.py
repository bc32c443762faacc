from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.terms import BASE
from kg.web.app import create_app

FRESH = "max-age=300, stale-while-revalidate=86400"


@pytest.mark.parametrize(
    ("name", "media_type", "rule", "content"),
    [
        ("site-4KX2PQ7Z.css", "text/css; charset=utf-8", "max-age=31536000, immutable", b"body { margin: 0 }\n"),
        ("logo.svg", "image/svg+xml", FRESH, b"<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
        ("fonts/plain.bin", "application/octet-stream", FRESH, b"\x00\x01"),
    ],
)
def test_a_file_is_kept_for_ever_when_its_name_tells_its_content(
    client: TestClient, name: str, media_type: str, rule: str, content: bytes
) -> None:
    response = client.get(f"/static/{name}")
    assert (response.status_code, response.content) == (200, content)
    assert (response.headers["content-type"], response.headers["cache-control"]) == (media_type, rule)
    again = client.get(f"/static/{name}", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", rule)


def test_a_part_of_a_file_can_be_asked_for(client: TestClient) -> None:
    response = client.get("/static/site-4KX2PQ7Z.css", headers={"range": "bytes=0-3"})
    assert (response.status_code, response.content, response.headers["content-range"]) == (206, b"body", "bytes 0-3/19")
    assert response.headers["content-length"] == "4"


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        pytest.param("bytes=15-", 206, b"0 }\n", "bytes 15-18/19", id="from a byte on"),
        pytest.param("bytes = 15-99", 206, b"0 }\n", "bytes 15-18/19", id="more than there is"),
        pytest.param("bytes=-4", 206, b"0 }\n", "bytes 15-18/19", id="the last bytes"),
        pytest.param("bytes=-99", 200, b"body { margin: 0 }\n", None, id="more of the last bytes than there are"),
        pytest.param("bytes=0-", 200, b"body { margin: 0 }\n", None, id="all"),
        pytest.param("bytes=0-1,3-4", 200, b"body { margin: 0 }\n", None, id="several parts"),
        pytest.param("bytes=-", 200, b"body { margin: 0 }\n", None, id="nothing"),
        pytest.param("lines=0-1", 200, b"body { margin: 0 }\n", None, id="something else"),
        pytest.param("bytes=19-", 416, None, "bytes */19", id="behind the end"),
        pytest.param("bytes=-0", 416, None, "bytes */19", id="no bytes"),
    ],
)
def test_a_part_is_what_is_there_of_what_was_asked_for(
    client: TestClient, asked: str, status: int, content: bytes | None, told: str | None
) -> None:
    response = client.get("/static/site-4KX2PQ7Z.css", headers={"range": asked})
    assert (response.status_code, response.headers.get("content-range")) == (status, told)
    assert content is None or response.content == content


def test_a_part_of_another_version_of_a_file_is_not_given(client: TestClient) -> None:
    tag = client.get("/static/site-4KX2PQ7Z.css").headers["etag"]
    statuses = [
        client.get("/static/site-4KX2PQ7Z.css", headers={"range": "bytes=0-3", "if-range": each}).status_code for each in (tag, '"x"')
    ]
    assert statuses == [206, 200]


def test_a_large_file_comes_whole(library: Library, tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    (tmp_path / "large.bin").write_bytes(content)
    client = TestClient(create_app(library, tmp_path))
    for method in ("GET", "HEAD"):
        response = client.request(method, "/static/large.bin")
        assert (response.headers["content-length"], response.content) == ("256000", content if method == "GET" else b"")


@pytest.mark.parametrize(
    "name", ["", "none.css", ".hidden", "fonts", "..%2Fsecret", "%2e%2e/conftest.py", "fonts//plain.bin", "/etc/passwd"]
)
def test_nothing_but_the_static_files_can_be_asked_for(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code in {308, 400, 404}


def test_crawlers_leave_alone_what_is_made_anew_for_every_question(client: TestClient) -> None:
    response = client.get("/robots.txt")
    lines = response.text.splitlines()
    closed = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    others = [line for line in lines if not line.startswith("Disallow: ")]
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert {"/sparql?", "/en/zoek?", "/beeld/*?", "/en/verband?", "/*?*release="} <= closed
    assert closed.isdisjoint({"/", "/doc/", "/vragen", "/en/"})
    assert others == ["User-agent: *", "Allow: /", "", f"Sitemap: {BASE}/sitemap.xml"]


def test_health_names_the_release(client: TestClient) -> None:
    response = client.get("/healthz")
    assert (response.json(), response.headers["cache-control"]) == ({"status": "ok", "release": "0123456789ab"}, "no-store")
