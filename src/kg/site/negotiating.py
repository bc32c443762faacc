"""Checks of negotiation: the form of a document that a client gets for what it accepts (RFC 9110 §12)."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus

from kg.publish.catalogue import NAME
from kg.publish.event_stream import PATH as STREAM
from kg.site.visiting import Site
from kg.web.documents import CSV, EXTENSIONS, HTML

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

_WISHES = (
    (BROWSER, "html"),
    ("*/*", "html"),
    *EXTENSIONS.items(),
    ("application/json", "jsonld"),
    ("text/turtle;q=0.5, application/ld+json;q=0.9", "jsonld"),
    ("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "rdf"),
)
"""What clients send, and the form that they ought to get."""
_NOT_HTML = "text/html;q=0, */*"
_NOTHING_OF_OURS = "image/png"


def see_other(site: Site) -> Iterator[str]:
    """Yield where a thing is not sent on as it ought to be."""
    for thing in site.told.things[:2]:
        for accept, extension in _WISHES:
            for step in ("", "/en"):
                path = f"{step}/id/{thing}"
                wanted = f"{step}/doc/{thing}" if extension == "html" else f"/doc/{thing}.{extension}"
                answer = site.ask(path, accept)
                if (answer.status, site.location(path, answer)) != (HTTPStatus.SEE_OTHER, wanted):
                    yield f"{path} for {accept!r}: {answer}, not 303 to {wanted}"


def documents(site: Site) -> Iterator[str]:
    """Yield where a document does not come in the form asked for."""
    for thing in site.told.things[:1]:
        yield from _in_form(site, f"/doc/{thing}", _WISHES)


def publications(site: Site) -> Iterator[str]:
    """Yield where the newest publication does not come in the form asked for, or its name does not lead to it."""
    for path in filter(None, (site.told.publication,)):
        yield from _in_form(site, path, [(accept, extension) for accept, extension in _WISHES if accept != CSV])
        name = f"/id/dataset/{NAME}--{path.rpartition('/')[2]}"
        answer = site.ask(name)
        if (answer.status, site.location(name, answer)) != (HTTPStatus.SEE_OTHER, path):
            yield f"{name}: {answer}, not 303 to {path}"


def stream(site: Site) -> Iterator[str]:
    """Yield where the stream does not come as data in the form asked for, or comes as a page, which it has not."""
    wishes = [(accept, "ttl" if extension == "html" else extension) for accept, extension in _WISHES if accept not in {HTML, CSV}]
    for path in filter(None, (site.told.node and STREAM, site.told.node)):
        yield from _in_form(site, path, wishes)
        answer = site.ask(path, HTML)
        if answer.status != HTTPStatus.NOT_ACCEPTABLE:
            yield f"{path} for {HTML!r}: {answer}, not 406"


def _in_form(site: Site, path: str, wishes: Iterable[tuple[str, str]]) -> Iterator[str]:
    types = {extension: media_type for media_type, extension in EXTENSIONS.items()}
    for accept, extension in wishes:
        answer = site.ask(path, accept)
        if (answer.status, answer.media_type) != (HTTPStatus.OK, types[extension]):
            yield f"{path} for {accept!r}: {answer}, not 200 with {types[extension]}"
        elif not answer.headers.get("content-location", "").endswith(f"{path}.{extension}"):
            yield f"{path} for {accept!r}: Content-Location is {answer.headers.get('content-location')!r}, not …{path}.{extension}"


def refusals(site: Site) -> Iterator[str]:
    """Yield where a client gets what it refuses."""
    for thing in site.told.things[:1]:
        for path in (f"/id/{thing}", f"/doc/{thing}"):
            answer = site.ask(path, _NOTHING_OF_OURS)
            if answer.status != HTTPStatus.NOT_ACCEPTABLE:
                yield f"{path} for {_NOTHING_OF_OURS!r}: {answer}, not 406"
            answer = site.ask(path, _NOT_HTML)
            if answer.media_type == HTML and answer.status == HTTPStatus.OK:
                yield f"{path} for {_NOT_HTML!r}: a page all the same"


def vary(site: Site) -> Iterator[str]:
    """Yield the addresses that depend on Accept and do not say so."""
    for thing in site.told.things[:1]:
        for path in (f"/id/{thing}", f"/doc/{thing}", "/def"):
            answer = site.ask(path, BROWSER)
            if "accept" not in answer.vary:
                yield f"{path}: Vary is {answer.headers.get('vary', '')!r}"
