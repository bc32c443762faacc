import pytest
from starlette.testclient import TestClient

FRESH = "public, max-age=300, stale-while-revalidate=86400"


@pytest.mark.parametrize(
    ("name", "media_type", "rule", "content"),
    [
        ("site-4KX2PQ7Z.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable", b"body { margin: 0 }\n"),
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


@pytest.mark.parametrize(
    "name", ["", "none.css", ".hidden", "fonts", "..%2Fsecret", "%2e%2e/conftest.py", "fonts//plain.bin", "/etc/passwd"]
)
def test_nothing_but_the_static_files_can_be_asked_for(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code in {308, 400, 404}


def test_crawlers_leave_alone_what_is_made_anew_for_every_question(client: TestClient) -> None:
    response = client.get("/robots.txt")
    assert (response.headers["content-type"], response.text) == (
        "text/plain; charset=utf-8",
        "User-agent: *\nDisallow: /sparql\nDisallow: /zoek\n",
    )


def test_health_names_the_release(client: TestClient) -> None:
    response = client.get("/healthz")
    assert (response.json(), response.headers["cache-control"]) == ({"status": "ok", "release": "0123456789ab"}, "no-store")
