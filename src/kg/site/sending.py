"""Checks of how a host sends a static site: each yields where its headers, redirects or statuses are not those of the server."""

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus

from kg.publish.publications import ATOM, FEED, PATCH_TYPES
from kg.site.hosting import offered
from kg.site.negotiating import BROWSER
from kg.site.visiting import Site
from kg.web.documents import EXTENSIONS, HTML

_LINKSET = "application/linkset+json"
_NOWHERE = "/nergens-te-vinden"


def media_types(site: Site) -> Iterator[str]:
    """Yield the files with another media type than theirs."""
    types = {extension: media_type for media_type, extension in EXTENSIONS.items()}
    wanted = {path: types.get(path.rpartition(".")[2], _LINKSET) for path in site.forms}
    wanted |= {site.told.dump: "application/gzip", site.told.search: "application/json"}
    wanted |= {FEED: ATOM} if site.told.publication else {}
    wanted |= {site.told.patch: PATCH_TYPES["rdfp"]} if site.told.patch else {}
    for path, media_type in wanted.items():
        answer = site.ask(path)
        if answer.media_type != media_type:
            yield f"{path}: {answer.media_type or 'no type'}, not {media_type}"


def charsets(site: Site) -> Iterator[str]:
    """Yield the texts that do not say that they are UTF-8."""
    texts = [path for path in site.forms if path.endswith((".ttl", ".csv", ".n3"))]
    for path in ("/over", "/robots.txt", *texts):
        answer = site.page(path, "*/*")
        if answer.charset != "utf-8":
            yield f"{path}: Content-Type is {answer.headers.get('content-type', '')!r}"


def direct(site: Site) -> Iterator[str]:
    """Yield the pages that are not at their own address."""
    for path in ("/over", "/en", "/doc/doel", *(f"/doc/{thing}" for thing in site.told.things[:1])):
        answer = site.ask(path, BROWSER)
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {answer}"


def slashes(site: Site) -> Iterator[str]:
    """Yield the addresses with a slash at their end that do not go to those without."""
    for path in ("/over", "/en", *(f"/doc/{thing}" for thing in site.told.things[:1])):
        answer = site.ask(f"{path}/", BROWSER)
        if (answer.status, site.location(f"{path}/", answer)) != (HTTPStatus.PERMANENT_REDIRECT, path):
            yield f"{path}/: {answer}"


def aliases(site: Site) -> Iterator[str]:
    """Yield the pages that are not at their address with .html too."""
    for path in (f"{step}/doc/{thing}.html" for thing in site.told.things[:1] for step in ("", "/en")):
        answer = site.ask(path)
        if (answer.status, answer.media_type) != (HTTPStatus.OK, HTML):
            yield f"{path}: {answer}"


def unchanged(site: Site) -> Iterator[str]:
    """Yield what is sent again to who holds it."""
    for path in (*site.forms[:1], "/over", *site.assets[:1], site.told.dump):
        tag = site.page(path, BROWSER).headers.get("etag", "")
        answer = site.page(path, BROWSER, {"If-None-Match": tag}) if tag else None
        if answer is None or answer.status != HTTPStatus.NOT_MODIFIED:
            yield f"{path}: {answer or 'no ETag'}"


def caching(site: Site) -> Iterator[str]:
    """Yield what is kept too long, or not long enough."""
    for path in filter(None, (*site.assets[:1], site.told.patch, site.told.node and f"{site.told.node}.ttl")):
        if "immutable" not in (told := site.ask(path).headers.get("cache-control", "")):
            yield f"{path}: Cache-Control is {told!r}, not for ever"
    told = site.page("/over").headers.get("cache-control", "")
    seconds = re.search(r"max-age=(\d+)", told)
    if not seconds or int(seconds[1]) > 24 * 60 * 60:
        yield f"/over: Cache-Control is {told!r}, not some minutes"


def cors(site: Site) -> Iterator[str]:
    """Yield the data that scripts on other sites cannot read."""
    for path in (*site.forms[:1], site.told.dump, "/site.json"):
        answer = site.ask(path, headers={"Origin": "https://elsewhere.example"})
        if answer.headers.get("access-control-allow-origin") != "*":
            yield f"{path}: Access-Control-Allow-Origin is {answer.headers.get('access-control-allow-origin')!r}, not '*'"


def ranges(site: Site) -> Iterator[str]:
    """Yield the dumps of which no part can be had."""
    for path in dict.fromkeys((site.told.dump, site.told.dump.removesuffix(".gz"))):
        answer = site.ask(path, headers={"Range": "bytes=2-5"})
        if (answer.status, len(answer.body)) != (HTTPStatus.PARTIAL_CONTENT, 4):
            yield f"{path}: {answer}, not the 4 bytes asked for"


def gzipped(site: Site) -> Iterator[str]:
    """Yield what comes at its full size to who reads gzip, or comes out differently."""
    for path in ("/over", *site.forms[:1], *site.assets[:1], site.told.dump.removesuffix(".gz")):
        plain, small = site.page(path), site.page(path, headers={"Accept-Encoding": "gzip"})
        if small.headers.get("content-encoding") != "gzip":
            yield f"{path}: not made smaller"
        elif gzip.decompress(small.body) != plain.body or "accept-encoding" not in small.vary:
            yield f"{path}: other bytes, or no Vary: Accept-Encoding"


def security(site: Site) -> Iterator[str]:
    """Yield the pages that do not say what they may run and who may embed them."""
    wanted = {"content-security-policy": "default-src 'self'", "x-content-type-options": "nosniff", "referrer-policy": "strict-origin"}
    for path in ("/over", _NOWHERE):
        answer = site.page(path)
        for name, value in wanted.items():
            if value not in answer.headers.get(name, ""):
                yield f"{path}: {name} is {answer.headers.get(name, '')!r}"


def links(site: Site) -> Iterator[str]:
    """Yield the documents that do not tell in a header what they are about."""
    for thing in site.told.things[:1]:
        for path in (f"/doc/{thing}", f"/doc/{thing}.ttl"):
            told = site.page(path).headers.get("link", "")
            if f'<{site.told.base}/id/{thing}>; rel="cite-as"' not in told:
                yield f"{path}: Link is {told[:80]!r}"


def well_known(site: Site) -> Iterator[str]:
    """Yield what is not as registered: VoID §7.2, RFC 9727."""
    path = "/.well-known/void"
    answer = site.ask(path)
    if (answer.status, site.location(path, answer)) != (HTTPStatus.SEE_OTHER, "/void"):
        yield f"{path}: {answer}, not 303 to /void"
    path = "/.well-known/api-catalog"
    answer = site.ask(path)
    if answer.media_type != _LINKSET or "rfc9727" not in answer.headers["content-type"]:
        yield f"{path}: {answer}"


def latest(site: Site) -> Iterator[str]:
    """Yield the names without a release that do not go to the file of this one."""
    path = site.told.dump.replace(f"-{offered(site.told.dump)}", "")
    answer = site.ask(path)
    if (answer.status, site.location(path, answer)) != (HTTPStatus.TEMPORARY_REDIRECT, site.told.dump):
        yield f"{path}: {answer}, not 307 to {site.told.dump}"


def gone(site: Site) -> Iterator[str]:
    """Yield the things that are no longer there and of which that is not told."""
    for thing, instead in site.told.merged.items():
        answer = site.ask(f"/id/{thing}")
        if (answer.status, site.location(f"/id/{thing}", answer)) != (HTTPStatus.PERMANENT_REDIRECT, f"/id/{instead}"):
            yield f"/id/{thing}: {answer}, not 308 to /id/{instead}"
    for thing in site.told.withdrawn:
        answer = site.ask(f"/id/{thing}")
        if answer.status != HTTPStatus.GONE:
            yield f"/id/{thing}: {answer}, not 410"


def methods(site: Site) -> Iterator[str]:
    """Yield the methods that would change something and are not refused."""
    for method in ("POST", "PUT", "DELETE"):
        answer = site.ask("/over", method=method)
        if answer.status != HTTPStatus.METHOD_NOT_ALLOWED:
            yield f"{method} /over: {answer}, not 405"


def hidden(site: Site) -> Iterator[str]:
    """Yield the files that are for the server and are sent all the same."""
    for path in ("/.htaccess", "/.samenspel-site"):
        answer = site.ask(path)
        if answer.status == HTTPStatus.OK:
            yield path
