"""Validators, codings, parts and lifetimes (http.md 6, 11)."""

import base64
import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import brotli
import pytest

from conformance.addresses import THING
from conformance.published import Site

# 6. Validators


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/doc/{THING}",
        f"/doc/{THING}.ttl",
        "/doc/doel.csv",
        "/def.ttl",
        "/catalog.ttl",
        "/v1/openapi.json",
        "/vragen/doelen-van-initiatief.csv",
        "/robots.txt",
        "/sitemap.xml",
    ],
)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_who_holds_a_representation_gets_no_body(site: Site, path: str, coding: str) -> None:
    whole = site.ask(path, {"Accept-Encoding": coding})
    kept = ("etag", "vary", "cache-control", "content-location", "last-modified", "link")
    for sent in (whole.headers["etag"], f'"other", W/{whole.headers["etag"]}'):
        again = site.ask(path, {"Accept-Encoding": coding, "If-None-Match": sent})
        assert (again.status, again.body) == (304, b"")
        assert {name: again.headers.get(name) for name in kept} == {name: whole.headers.get(name) for name in kept}
    since = site.ask(path, {"Accept-Encoding": coding, "If-Modified-Since": whole.headers["last-modified"]})
    assert (since.status, since.body) == (304, b"")


def test_each_coding_has_a_strong_tag_of_its_own(site: Site) -> None:
    tags = {site.ask(f"/doc/{THING}.ttl", {"Accept-Encoding": coding}).headers["etag"] for coding in ("identity", "gzip", "br")}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        pytest.param("If-None-Match", "*", 304, id="anything"),
        pytest.param("If-None-Match", '"other"', 200, id="another tag"),
        pytest.param("If-None-Match", "unquoted", 200, id="no tag at all"),
        pytest.param("If-Modified-Since", "Thu, 01 Jan 1970 00:00:01 GMT", 200, id="long ago"),
        pytest.param("If-Modified-Since", "yesterday", 200, id="no date at all"),
        pytest.param("If-Modified-Since", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True), 304, id="later"),
    ],
)
def test_conditions_are_read_as_the_standard_says(site: Site, name: str, value: str, status: int) -> None:
    assert site.ask(f"/doc/{THING}.ttl", {name: value}).status == status


def test_the_tag_goes_before_the_date(site: Site) -> None:
    date = site.ask("/").headers["last-modified"]
    assert site.ask("/", {"If-None-Match": '"other"', "If-Modified-Since": date}).status == 200


def test_what_is_not_there_is_never_unmodified(site: Site) -> None:
    assert site.ask("/doc/doel/nietes.ttl", {"If-None-Match": "*", "If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}).status == 404


def test_the_date_is_never_later_than_now(site: Site) -> None:
    found = site.ask("/")
    assert parsedate_to_datetime(found.headers["last-modified"]) <= parsedate_to_datetime(found.headers["date"])


# 11. Smaller, in parts, and for how long


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/doc/{THING}",
        f"/doc/{THING}.ttl",
        f"/doc/{THING}.jsonld",
        "/doc/doel.csv",
        "/v1/openapi.json",
        "/nergens?een=lange&vraag=twee" + "x" * 900,
    ],
)
@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.1", "gzip"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("deflate", ""),
        ("", ""),
        ("identity", ""),
    ],
)
def test_a_body_is_sent_in_the_coding_the_client_likes_best(site: Site, path: str, header: str, coding: str) -> None:
    found, plain = site.ask(path, {"Accept-Encoding": header, "Accept": "*/*"}), site.ask(path, {"Accept": "*/*"})
    if len(plain.body) < 860:
        coding = ""
    assert found.headers.get("content-encoding", "") == coding
    assert int(found.headers["content-length"]) == len(found.body)
    decoded = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding](found.body)
    assert decoded == plain.body
    assert "accept-encoding" in found.vary or len(plain.body) < 860


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "xlsx", "ttl.gz"])
def test_a_dump_tells_its_digest_and_never_changes(site: Site, dump: Callable[[str], str], suffix: str) -> None:
    found = site.ask(dump(suffix))
    assert (found.status, found.headers["cache-control"]) == (200, "max-age=31536000, immutable")
    assert found.headers["repr-digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(found.body).digest()).decode()}:"
    assert site.ask(dump(suffix), {"If-None-Match": found.headers["etag"]}).status == 304
    latest = site.ask(f"/dump/samenspel.{suffix}")
    assert (latest.status, latest.headers["location"]) == (307, dump(suffix))
    assert latest.headers["cache-control"] == "max-age=300, stale-while-revalidate=86400"


def test_a_packed_dump_is_the_same_and_has_a_digest_of_its_own(site: Site, dump: Callable[[str], str]) -> None:
    plain, packed = site.ask(dump("ttl")), site.ask(dump("ttl"), {"Accept-Encoding": "gzip"})
    assert (packed.headers["content-encoding"], gzip.decompress(packed.body)) == ("gzip", plain.body)
    assert packed.headers["repr-digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(packed.body).digest()).decode()}:"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.vary == plain.vary == {"accept-encoding"}


@pytest.mark.parametrize(
    ("range_", "status", "part"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-100", 206, slice(-100, None)),
        ("bytes=999999999-", 416, None),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_dump_comes_in_parts(site: Site, dump: Callable[[str], str], range_: str, status: int, part: slice | None) -> None:
    whole = site.ask(dump("nt"))
    found = site.ask(dump("nt"), {"Range": range_, "Accept-Encoding": "gzip"})
    assert found.status == status
    if part:
        assert found.body == whole.body[part]
    else:
        assert found.headers["content-range"] == f"bytes */{len(whole.body)}"


def test_a_part_of_another_dump_is_not_given(site: Site, dump: Callable[[str], str]) -> None:
    tag = site.ask(dump("nt")).headers["etag"]
    statuses = [site.ask(dump("nt"), {"Range": "bytes=0-9", "If-Range": each}).status for each in (tag, '"other"')]
    assert statuses == [206, 200]


@pytest.mark.parametrize("path", ["/", f"/id/{THING}", f"/doc/{THING}", "/catalog.ttl"])
def test_the_latest_is_looked_at_again_soon(site: Site, path: str) -> None:
    assert site.ask(path).headers["cache-control"] == "max-age=300, stale-while-revalidate=86400"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dump/samenspel-000000000000.ttl", 404),
        ("/dump/../graph.nt", 400),
        ("/dump/%2e%2e/graph.nt", 400),
        ("/dump/samenspel.exe", 404),
        ("/dump/graph.nt", 404),
        ("/dump/manifest.json", 404),
        ("/dump/", 308),
        ("/dump/samenspel-{release}.exe", 404),
        ("/dump/tabellen-{release}/..%2fmanifest.json", 400),
    ],
)
def test_no_other_file_is_a_dump(site: Site, path: str, status: int) -> None:
    assert site.ask(path.format(release=site.release)).status == status


@pytest.mark.parametrize(
    "header",
    [
        "bytes=" + "1-" * 60 + "1x",
        "bytes=" + "11111-" * 40,
        "bytes=" + ",".join("0-0" for _ in range(900)),
        "bytes=" + " " * 3000 + "x",
        "bytes=0-9" + "9" * 3000,
        "bytes=-",
        "bytes",
    ],
)
def test_a_hostile_range_is_a_whole_dump_at_once(site: Site, dump: Callable[[str], str], header: str) -> None:
    with ThreadPoolExecutor() as others:
        beside = others.submit(site.ask, "/healthz")
        found = site.ask(dump("xlsx"), {"Range": header})
        assert (found.status, "content-range" in found.headers) == (200, False)
        assert beside.result(timeout=10).status == 200


@pytest.mark.parametrize(
    ("header", "coding"),
    [("br", ""), ("br, gzip;q=0", ""), ("br, *;q=0", ""), ("gzip;q=0.1", "gzip"), ("*", "gzip"), ("identity, gzip", "gzip")],
)
def test_a_dump_is_packed_for_who_takes_that(site: Site, dump: Callable[[str], str], header: str, coding: str) -> None:
    assert site.ask(dump("ttl"), {"Accept-Encoding": header}, "HEAD").headers.get("content-encoding", "") == coding


def test_a_dump_has_the_date_on_which_it_was_made(site: Site, dump: Callable[[str], str]) -> None:
    made = parsedate_to_datetime(site.ask(dump("nt")).headers["last-modified"]).timestamp()
    assert made == int((site.folder / site.release / "graph.nt").stat().st_mtime)
    assert site.ask(dump("nt"), {"Range": "bytes=0-9", "If-Range": site.ask(dump("nt")).headers["last-modified"]}).status == 206


def test_the_sitemap_is_made_once_for_many(site: Site) -> None:
    with ThreadPoolExecutor(20) as readers:
        answers = list(readers.map(site.ask, ["/sitemap-1.xml"] * 40))
    assert {(each.status, each.body) for each in answers} == {(200, answers[0].body)}
