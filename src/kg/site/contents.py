"""Checks of what is on a host of a static site: each yields what is not there, or not as it was written."""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus

from rdflib import DCAT, Graph, URIRef
from rdflib.exceptions import ParserError

from kg.publish.event_stream import PATH as STREAM
from kg.publish.publications import FEED
from kg.publish.publications import PATH as PUBLICATIONS
from kg.site.negotiating import BROWSER
from kg.site.visiting import Site
from kg.terms import SPDX
from kg.web.documents import HTML

_GZIP = b"\x1f\x8b"
_INDEX = "/index.html"
_JAVASCRIPT = frozenset({"text/javascript", "application/javascript", "application/x-javascript"})
_NOWHERE = "/nergens-te-vinden"
_PAGES = ("/", "/en", "/zoek", "/vragen", "/over", "/sparql", "/def", "/en/def")


def pages(site: Site) -> Iterator[str]:
    """Yield the pages that are not there, or not in their language."""
    for path in (*_PAGES, *(f"{step}/doc/{thing}" for thing in site.told.things[:3] for step in ("", "/en"))):
        answer = site.page(path)
        language = "en" if path.startswith("/en") else "nl"
        if (answer.status, answer.media_type) != (HTTPStatus.OK, HTML):
            yield f"{path}: {answer}, not a page"
        elif f'lang="{language}"'.encode() not in answer.body[:1000]:
            yield f"{path}: no page in {language!r}"


def altered(site: Site) -> Iterator[str]:
    """Yield the files of the sample that have other bytes than were written."""
    for file, digest in site.told.sample.items():
        path = file.removesuffix(_INDEX) or "/" if file.endswith(_INDEX) else file
        answer = site.page(path, "text/html" if path != file else "*/*")
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {answer}"
        elif sha256(answer.body).hexdigest() != digest:
            yield f"{path}: other bytes than were written"


def forms(site: Site) -> Iterator[str]:
    """Yield the forms of documents that are not there."""
    for path in site.forms:
        answer = site.ask(path)
        if answer.status != HTTPStatus.OK or not answer.body:
            yield f"{path}: {answer}"


def things(site: Site) -> Iterator[str]:
    """Yield the things that do not lead a browser to the document about them, by a redirect or by a page that sends on."""
    for thing in site.told.things[:5]:
        path, document = f"/id/{thing}", f"/doc/{thing}"
        answer = site.page(path, BROWSER)
        sent = site.location(path, answer) == document
        if not (sent or (answer.status == HTTPStatus.OK and f'{document}"'.encode() in answer.body)):
            yield f"{path}: {answer}, and nothing leads to {document}"


def heads(site: Site) -> Iterator[str]:
    """Yield where HEAD says something else than GET."""
    for path in (*site.forms[:2], site.told.dump):
        whole, head = site.ask(path), site.ask(path, method="HEAD")
        told = [(each.status, each.headers.get("content-type"), each.headers.get("content-length")) for each in (whole, head)]
        if told[0] != told[1]:
            yield f"{path}: HEAD says {told[1]}, GET {told[0]}"


def missing(site: Site) -> Iterator[str]:
    """Yield the addresses of nothing that are not answered with 404."""
    for path in (_NOWHERE, f"/doc{_NOWHERE}.ttl", f"/id/doel{_NOWHERE}"):
        answer = site.page(path)
        if answer.status != HTTPStatus.NOT_FOUND:
            yield f"{path}: {answer}, not 404"


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
        yield f"{path}: {answer}"
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
    for path in site.assets:
        answer = site.ask(path)
        known = {"text/css"} if path.endswith(".css") else _JAVASCRIPT
        if answer.status != HTTPStatus.OK or answer.media_type not in known:
            yield f"{path}: {answer}"


def engine(site: Site) -> Iterator[str]:
    """Yield what keeps a browser from answering queries by itself."""
    names = site.ask("/static/manifest.json")
    if names.status != HTTPStatus.OK:
        yield f"/static/manifest.json: {names}"
        return
    told = json.loads(names.body)
    worker, code = (site.ask(f"/static/{told[name]}") for name in ("worker.js", "engine.wasm"))
    policy = worker.headers.get("content-security-policy", "")
    if worker.status != HTTPStatus.OK or (policy and "'wasm-unsafe-eval'" not in policy):
        yield f"/static/{told['worker.js']}: {worker}, which may do {policy!r}"
    if code.status != HTTPStatus.OK or not code.body.startswith(_GZIP):
        yield f"/static/{told['engine.wasm']}: {code}, and not packed"


def crawlers(site: Site) -> Iterator[str]:
    """Yield what a crawler begins with and is not there."""
    for path in ("/robots.txt", "/sitemap.xml"):
        answer = site.ask(path)
        if answer.status != HTTPStatus.OK:
            yield f"{path}: {answer}"


def publications(site: Site) -> Iterator[str]:
    """Yield what is not there of the publications: their list and feed, the newest of them, the stream and its newest node."""
    told = site.told
    listed = (f"{PUBLICATIONS}.ttl", FEED, f"{told.publication}.ttl", f"{STREAM}.ttl") if told.publication else ()
    for path in (*listed, *([told.patch] if told.patch else []), *([f"{told.node}.ttl"] if told.node else [])):
        answer = site.ask(path)
        if answer.status != HTTPStatus.OK or not answer.body:
            yield f"{path}: {answer}"


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
