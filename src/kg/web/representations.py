"""/id/… → /doc/…, and the documents about a thing and about the ontology in the formats asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

from rdflib import URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import NotFoundError
from kg.publish import pages
from kg.publish.library import View
from kg.store import ask
from kg.store.formats import document
from kg.terms import BASE
from kg.web.negotiation import accepted
from kg.web.paths import language, located, thing, view
from kg.web.responses import FRESH, accept_header, cached, problem_details
from kg.web.served import Served

HTML = "text/html"
EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "text/html": "html",
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "text/n3": "n3",
    },
)
"""The formats of a document in our order of preference: the first is what one gets who does not care."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "application/json": "application/ld+json",
        "application/x-turtle": "text/turtle",
        "application/turtle": "text/turtle",
        "text/plain": "application/n-triples",
        "text/rdf+n3": "text/n3",
    },
)
"""What clients say for these (rdflib: text/plain for N-Triples); not application/xml, for which browsers ask and want a page."""

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"

_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items()}
_RDF = tuple(media_type for media_type in EXTENSIONS if media_type != HTML)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about: its IRI, the path of its document without extension, the query that describes it, the formats."""

    iri: URIRef
    path: str
    query: str
    formats: tuple[str, ...]


def identified(served: Served, request: Request) -> Response:
    """Send the client from a thing to the document about it, in one step (303, Cool URIs §4.2)."""
    subject = _thing(served, request.path_params["path"])
    media_type = accepted(accept_header(request), subject.formats, ALIASES)
    if not media_type:
        return _none_accepted(request, subject)
    path = subject.path if media_type == HTML else f"{subject.path}.{EXTENSIONS[media_type]}"
    query = f"?lang={language(request)}" if media_type == HTML and "lang" in request.query_params else ""
    described = f'<{located(request, subject.path)}.ttl>; rel="describedby"; type="text/turtle"'
    headers = {"Vary": "Accept", "Cache-Control": FRESH, "Link": described}
    return RedirectResponse(located(request, path) + query, HTTPStatus.SEE_OTHER, headers)


def documented(served: Served, request: Request) -> Response:
    """Return the document about a thing: in the format of its extension, or by Accept when it has none."""
    path, dot, extension = request.path_params["path"].partition(".")
    subject = _thing(served, path)
    return _fixed(served, request, subject, extension) if dot else _negotiated(served, request, subject)


def ontology(served: Served, request: Request) -> Response:
    """Return the ontology, in which the terms are defined, as RDF."""
    subject = Subject(URIRef(f"{BASE}/def"), "/def", served.library.queries.text("pages/ontology"), _RDF)
    extension = request.path_params.get("extension", "")
    return _fixed(served, request, subject, extension) if extension else _negotiated(served, request, subject)


def _thing(served: Served, path: str) -> Subject:
    iri = thing(path)
    library = served.library
    if not ask(library.endpoint, library.queries.text("pages/known", thing=iri)):
        raise NotFoundError(library.endpoint.base + iri.removeprefix(BASE))
    return Subject(iri, f"/doc/{path}", library.queries.text("pages/description", thing=iri), tuple(EXTENSIONS))


def _fixed(served: Served, request: Request, subject: Subject, extension: str) -> Response:
    media_type = _TYPES.get(extension, "")
    if media_type not in subject.formats:
        there = ", ".join(f".{EXTENSIONS[known]}" for known in subject.formats)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{extension} of this document; there are {there}")
    return _document(served, request, subject, media_type)


def _negotiated(served: Served, request: Request, subject: Subject) -> Response:
    media_type = accepted(accept_header(request), subject.formats, ALIASES)
    if not media_type:
        return _none_accepted(request, subject)
    response = _document(served, request, subject, media_type)
    response.headers["Vary"] = "Accept"
    response.headers["Content-Location"] = f"{located(request, subject.path)}.{EXTENSIONS[media_type]}"
    return response


def _document(served: Served, request: Request, subject: Subject, media_type: str) -> Response:
    asked = view(request, subject.path)
    headers = {"Link": _links(served, request, subject, media_type)}
    if media_type == HTML:
        headers["Content-Language"] = asked.language
        tag = served.tag(asked.root, asked.path, media_type, asked.language)
        return cached(request, tag, headers, partial(_page, served, asked, subject.iri))
    tag = served.tag(subject.path, media_type)
    return cached(request, tag, headers, partial(_graph, served, subject, media_type))


def _page(served: Served, asked: View, iri: URIRef) -> Response:
    return HTMLResponse(pages.thing_page(served.library, asked, iri))


def _graph(served: Served, subject: Subject, media_type: str) -> Response:
    answer = document(served.library.endpoint, subject.query, subject.iri, media_type)
    return Response(answer.body, media_type=media_type)


def _links(served: Served, request: Request, subject: Subject, media_type: str) -> str:
    """Return the links of a document: names under the base of the data, other forms of it on this server."""
    base = served.library.endpoint.base
    identity = base + subject.iri.removeprefix(BASE)
    return ", ".join(
        (
            f'<{base}{subject.path}>; rel="canonical"',
            f'<{identity}>; rel="cite-as"',
            f'<{LICENSE}>; rel="license"',
            f'<{located(request, subject.path)}.ttl>; rel="describedby"; type="text/turtle"',
            *(_alternate(request, subject, other) for other in subject.formats if other != media_type),
        ),
    )


def _alternate(request: Request, subject: Subject, media_type: str) -> str:
    return f'<{located(request, subject.path)}.{EXTENSIONS[media_type]}>; rel="alternate"; type="{media_type}"'


def _none_accepted(request: Request, subject: Subject) -> Response:
    """Return 406 with what there is, as RFC 9110 §15.5.7 asks: never a format that was not asked for."""
    there = [{"type": media_type, "href": f"{located(request, subject.path)}.{EXTENSIONS[media_type]}"} for media_type in subject.formats]
    links = ", ".join(_alternate(request, subject, media_type) for media_type in subject.formats)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Link": links}
    detail = f"none of the formats of this document is accepted; there are {', '.join(subject.formats)}"
    return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, headers, alternatives=there)
