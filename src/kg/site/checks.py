"""Checks of what a host sends of a static site: each yields the places where something is not as it ought to be."""

import gzip
import re
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from rdflib import DCAT, Graph, URIRef
from rdflib.exceptions import ParserError

from kg.site.negotiating import BROWSER
from kg.site.visiting import Answer, Site
from kg.terms import SPDX
from kg.web.documents import EXTENSIONS, HTML

_INDEX = "/index.html"
_JAVASCRIPT = frozenset({"text/javascript", "application/javascript", "application/x-javascript"})
_NOWHERE = "/nergens-te-vinden"
_PAGES = ("/", "/en", "/zoek", "/vragen", "/over", "/sparql", "/def", "/en/def")
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"|<link[^>]* href="([^"]+\.css)"')
_WELL_KNOWN = "application/linkset+json"


def pages(site: Site) -> Iterator[str]:
    """Yield the pages that are not there, or not in their language."""
    for path in (*_PAGES, *(f"{step}/doc/{thing}" for thing in site.told.things[:3] for step in ("", "/en"))):
        answer = site.page(path)
        language = "en" if path.startswith("/en") else "nl"
        if (answer.status, answer.media_type) != (HTTPStatus.OK, HTML):
            yield f"{path}: {_got(answer)}, not a page"
        elif f'lang="{language}"'.encode() not in answer.body[:1000]:
            yield f"{path}: no page in {language!r}"


def altered(site: Site) -> Iterator[str]:
    """Yield the files of the sample that have other bytes than were written."""
    for file, digest in site.told.sample.items():
        path = file.removesuffix(_INDEX) or "/" if file.endswith(_INDEX) else file
        answer = site.page(path, "text/html" if path != file else "*/*")
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {_got(answer)}"
        elif sha256(answer.body).hexdigest() != digest:
            yield f"{path}: other bytes than were written"


def forms(site: Site) -> Iterator[str]:
    """Yield the forms of documents that are not there."""
    for path in _forms(site):
        answer = site.ask(path)
        if answer.status != HTTPStatus.OK or not answer.body:
            yield f"{path}: {_got(answer)}"


def things(site: Site) -> Iterator[str]:
    """Yield the things that do not lead a browser to the document about them, by a redirect or by a page that sends on."""
    for thing in site.told.things[:5]:
        path, document = f"/id/{thing}", f"/doc/{thing}"
        answer = site.page(path, BROWSER)
        sent = site.location(path, answer) == document
        if not (sent or (answer.status == HTTPStatus.OK and f'{document}"'.encode() in answer.body)):
            yield f"{path}: {_got(answer)}, and nothing leads to {document}"


def heads(site: Site) -> Iterator[str]:
    """Yield where HEAD says something else than GET."""
    for path in (*_forms(site)[:2], site.told.dump):
        whole, head = site.ask(path), site.ask(path, method="HEAD")
        told = [(each.status, each.headers.get("content-type"), each.headers.get("content-length")) for each in (whole, head)]
        if told[0] != told[1]:
            yield f"{path}: HEAD says {told[1]}, GET {told[0]}"


def missing(site: Site) -> Iterator[str]:
    """Yield the addresses of nothing that are not answered with 404."""
    for path in (_NOWHERE, f"/doc{_NOWHERE}.ttl", f"/id/doel{_NOWHERE}"):
        answer = site.page(path)
        if answer.status != HTTPStatus.NOT_FOUND:
            yield f"{path}: {_got(answer)}, not 404"


def elsewhere(site: Site) -> Iterator[str]:
    """Yield to where this visit was sent on outside the site and its base."""
    for address in dict.fromkeys(site.sent_on):
        if not f"{address}/".startswith((f"{site.url}/", f"{site.told.base}/")):
            yield address


def dump(site: Site) -> Iterator[str]:
    """Yield in what the dump differs from what the site and its catalogue tell of it."""
    path, told = site.told.dump, site.told
    answer = site.ask(path)
    if answer.status != HTTPStatus.OK:
        yield f"{path}: {_got(answer)}"
        return
    if len(answer.body) != told.dump_bytes:
        yield f"{path}: {len(answer.body)} bytes, not {told.dump_bytes}"
    if (lines := _lines(answer.body)) != told.triples:
        yield f"{path}: {lines} triples, not {told.triples}"
    catalogue = site.ask("/catalog.nt")
    if catalogue.status == HTTPStatus.OK and (digest := _digest(catalogue.body, told.base + path)) != sha256(answer.body).hexdigest():
        yield f"{path}: not the digest that the catalogue tells, {digest or 'which tells none'}"


def packed(site: Site) -> Iterator[str]:
    """Yield the packed files that a browser would unpack by itself."""
    answer = site.ask(site.told.dump, headers={"Accept-Encoding": "gzip"})
    if "content-encoding" in answer.headers:
        yield f"{site.told.dump}: Content-Encoding is {answer.headers['content-encoding']!r}"


def scripts(site: Site) -> Iterator[str]:
    """Yield the scripts and styles of the start page that a browser would not run."""
    for path in _assets(site):
        answer = site.ask(path)
        known = {"text/css"} if path.endswith(".css") else _JAVASCRIPT
        if answer.status != HTTPStatus.OK or answer.media_type not in known:
            yield f"{path}: {_got(answer)}"


def crawlers(site: Site) -> Iterator[str]:
    """Yield what a crawler begins with and is not there."""
    for path in ("/robots.txt", "/sitemap.xml"):
        answer = site.ask(path)
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {_got(answer)}"


def media_types(site: Site) -> Iterator[str]:
    """Yield the files with another media type than theirs."""
    types = {extension: media_type for media_type, extension in EXTENSIONS.items()}
    wanted = {path: types.get(path.rpartition(".")[2], _WELL_KNOWN) for path in _forms(site)}
    for path, media_type in {**wanted, site.told.dump: "application/gzip", site.told.search: "application/json"}.items():
        answer = site.ask(path)
        if answer.media_type != media_type:
            yield f"{path}: {answer.media_type or 'no type'}, not {media_type}"


def charsets(site: Site) -> Iterator[str]:
    """Yield the texts that do not say that they are UTF-8."""
    texts = [path for path in _forms(site) if path.endswith((".ttl", ".csv", ".n3"))]
    for path in ("/over", "/robots.txt", *texts):
        answer = site.page(path, "*/*")
        if answer.charset != "utf-8":
            yield f"{path}: Content-Type is {answer.headers.get('content-type', '')!r}"


def direct(site: Site) -> Iterator[str]:
    """Yield the pages that are not at their own address."""
    for path in ("/over", "/en", "/doc/doel", *(f"/doc/{thing}" for thing in site.told.things[:1])):
        answer = site.ask(path, BROWSER)
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {_got(answer)}"


def slashes(site: Site) -> Iterator[str]:
    """Yield the addresses with a slash at their end that do not go to those without."""
    for path in ("/over", "/en", *(f"/doc/{thing}" for thing in site.told.things[:1])):
        answer = site.ask(f"{path}/", BROWSER)
        if (answer.status, site.location(f"{path}/", answer)) != (HTTPStatus.PERMANENT_REDIRECT, path):
            yield f"{path}/: {_got(answer)}"


def aliases(site: Site) -> Iterator[str]:
    """Yield the pages that are not at their address with .html too."""
    for path in (f"{step}/doc/{thing}.html" for thing in site.told.things[:1] for step in ("", "/en")):
        answer = site.ask(path)
        if (answer.status, answer.media_type) != (HTTPStatus.OK, HTML):
            yield f"{path}: {_got(answer)}"


def unchanged(site: Site) -> Iterator[str]:
    """Yield what is sent again to who holds it."""
    for path in (*_forms(site)[:1], "/over", *_assets(site)[:1], site.told.dump):
        tag = site.page(path, BROWSER).headers.get("etag", "")
        answer = site.page(path, BROWSER, {"If-None-Match": tag}) if tag else None
        if answer is None or answer.status != HTTPStatus.NOT_MODIFIED:
            yield f"{path}: {_got(answer) if answer else 'no ETag'}"


def caching(site: Site) -> Iterator[str]:
    """Yield what is kept too long, or not long enough."""
    for path in _assets(site)[:1]:
        if "immutable" not in (told := site.ask(path).headers.get("cache-control", "")):
            yield f"{path}: Cache-Control is {told!r}, not for ever"
    told = site.page("/over").headers.get("cache-control", "")
    seconds = re.search(r"max-age=(\d+)", told)
    if not seconds or int(seconds[1]) > 24 * 60 * 60:
        yield f"/over: Cache-Control is {told!r}, not some minutes"


def cors(site: Site) -> Iterator[str]:
    """Yield the data that scripts on other sites cannot read."""
    for path in (*_forms(site)[:1], site.told.dump, "/site.json"):
        answer = site.ask(path, headers={"Origin": "https://elsewhere.example"})
        if answer.headers.get("access-control-allow-origin") != "*":
            yield f"{path}: Access-Control-Allow-Origin is {answer.headers.get('access-control-allow-origin')!r}, not '*'"


def ranges(site: Site) -> Iterator[str]:
    """Yield the dumps of which no part can be had."""
    for path in dict.fromkeys((site.told.dump, site.told.dump.removesuffix(".gz"))):
        answer = site.ask(path, headers={"Range": "bytes=2-5"})
        if (answer.status, len(answer.body)) != (HTTPStatus.PARTIAL_CONTENT, 4):
            yield f"{path}: {_got(answer)}, not the 4 bytes asked for"


def gzipped(site: Site) -> Iterator[str]:
    """Yield what comes at its full size to who reads gzip, or comes out differently."""
    for path in ("/over", *_forms(site)[:1], *_assets(site)[:1], site.told.dump.removesuffix(".gz")):
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
        yield f"{path}: {_got(answer)}, not 303 to /void"
    path = "/.well-known/api-catalog"
    answer = site.ask(path)
    if answer.media_type != _WELL_KNOWN or "rfc9727" not in answer.headers["content-type"]:
        yield f"{path}: {_got(answer)}"


def latest(site: Site) -> Iterator[str]:
    """Yield the names without a release that do not go to the file of this one."""
    path = site.told.dump.replace(f"-{site.told.release}", "")
    answer = site.ask(path)
    if (answer.status, site.location(path, answer)) != (HTTPStatus.TEMPORARY_REDIRECT, site.told.dump):
        yield f"{path}: {_got(answer)}, not 307 to {site.told.dump}"


def gone(site: Site) -> Iterator[str]:
    """Yield the things that are no longer there and of which that is not told."""
    for thing, instead in site.told.merged.items():
        answer = site.ask(f"/id/{thing}")
        if (answer.status, site.location(f"/id/{thing}", answer)) != (HTTPStatus.PERMANENT_REDIRECT, f"/id/{instead}"):
            yield f"/id/{thing}: {_got(answer)}, not 308 to /id/{instead}"
    for thing in site.told.withdrawn:
        answer = site.ask(f"/id/{thing}")
        if answer.status != HTTPStatus.GONE:
            yield f"/id/{thing}: {_got(answer)}, not 410"


def methods(site: Site) -> Iterator[str]:
    """Yield the methods that would change something and are not refused."""
    for method in ("POST", "PUT", "DELETE"):
        answer = site.ask("/over", method=method)
        if answer.status != HTTPStatus.METHOD_NOT_ALLOWED:
            yield f"{method} /over: {_got(answer)}, not 405"


def hidden(site: Site) -> Iterator[str]:
    """Yield the files that are for the server and are sent all the same."""
    for path in ("/.htaccess", "/.samenspel-site"):
        answer = site.ask(path)
        if answer.status == HTTPStatus.OK:
            yield path


def _forms(site: Site) -> list[str]:
    """Return the addresses of the data of some documents: Turtle first."""
    thing = site.told.things[0]
    extensions = [*(extension for extension in EXTENSIONS.values() if extension != "html"), "linkset.json"]
    return [f"/doc/{thing}.{extension}" for extension in extensions]


def _assets(site: Site) -> list[str]:
    """Return the addresses of the scripts and styles of the start page, below that of the site."""
    found = (match[0] or match[1] for match in _SCRIPT.findall(site.ask("/").body.decode(errors="replace")))
    return [path.removeprefix(urlsplit(site.url).path) for path in found if path.startswith("/")]


def _lines(body: bytes) -> int:
    """Return how many lines a packed text has; -1 when it cannot be unpacked."""
    try:
        return gzip.decompress(body).count(b"\n")
    except (OSError, EOFError):
        return -1


def _digest(catalogue: bytes, address: str) -> str:
    """Return the SHA-256 that a catalogue (N-Triples) tells of what is at this address, "" when it tells none."""
    try:
        graph = Graph().parse(data=catalogue, format="nt")
    except ParserError:
        return ""
    distribution = graph.value(None, DCAT.downloadURL, URIRef(address))
    checksum = graph.value(distribution, SPDX.checksum) if distribution else None
    return str(graph.value(checksum, SPDX.checksumValue) or "") if checksum else ""


def _got(answer: Answer) -> str:
    where = answer.headers.get("location", "")
    return f"status {answer.status}" + (f" to {where}" if where else f" with {answer.media_type or 'no type'}")
