"""/id/… → /doc/…, and documents in the formats asked for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.publish.library import Language, View
from kg.publish.links import link
from kg.publish.signposts import link_header, linkset
from kg.store.formats import JSON_LD
from kg.store.json_ld import context_text
from kg.web.documents import EXTENSIONS, HTML, Subject, about, found, ontology
from kg.web.negotiation import accepted
from kg.web.paths import language, released, root, view
from kg.web.responses import FRESH, accept_header, cached, problem_details
from kg.web.served import Served
from kg.web.signposting import LINKSET, LINKSET_EXTENSION, alternates, contexts, describedby, signposts

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

_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items()}


def identified(served: Served, request: Request) -> Response:
    """Send the client from a thing to the document about it, in one step (303, Cool URIs §4.2)."""
    path = request.path_params["path"]
    if "." in path:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no name has a dot in it; a document in a form of its own is at /doc/{path}")
    subject = about(served.library, path)
    media_type = accepted(accept_header(request), subject.formats, ALIASES)
    if not media_type:
        return none_accepted(request, subject)
    location = _form(request, subject, media_type, "" if media_type == HTML else f".{EXTENSIONS[media_type]}")
    headers = {"Vary": "Accept", "Cache-Control": FRESH, "Link": str(describedby(request, subject))}
    return RedirectResponse(location, HTTPStatus.SEE_OTHER, headers)


def documented(served: Served, request: Request) -> Response:
    """Return the document at a path below /doc: in the format of its extension, or by Accept when it has none."""
    path, dot, extension = request.path_params["path"].partition(".")
    return representation(served, request, found(served.library, path), extension if dot else None)


def defined(served: Served, request: Request) -> Response:
    """Return the ontology, in which the terms are defined."""
    return representation(served, request, ontology(served.library), request.path_params.get("extension"))


def context(served: Served, request: Request) -> Response:
    """Return the JSON-LD context of which our documents carry what they use."""
    path = "/def/context.jsonld"
    return cached(request, served.tag(path), {}, lambda: Response(context_text(served.library.endpoint.base), media_type=JSON_LD))


def representation(served: Served, request: Request, subject: Subject, extension: str | None) -> Response:
    """Return a document in the format of this extension, its links, or what Accept likes best when there is no extension."""
    if extension is None:
        return _negotiated(served, request, subject)
    if extension == LINKSET_EXTENSION:
        return _linkset(served, request, subject)
    media_type = _TYPES.get(extension, "")
    if media_type not in subject.formats:
        there = ", ".join(f".{EXTENSIONS[known]}" for known in subject.formats)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{extension} of this document; there are {there}")
    return _document(served, request, subject, media_type)


def _negotiated(served: Served, request: Request, subject: Subject) -> Response:
    """Return the form that the client likes best, with the address at which it gets no other (RFC 9110 §8.7)."""
    media_type = accepted(accept_header(request), subject.formats, ALIASES)
    if not media_type:
        return none_accepted(request, subject)
    response = _document(served, request, subject, media_type)
    response.headers["Vary"] = "Accept"
    shown = _shown(request) if media_type == HTML else ()
    response.headers["Content-Location"] = _form(request, subject, media_type, f".{EXTENSIONS[media_type]}", *shown)
    return response


def _shown(request: Request) -> tuple[tuple[str, str], ...]:
    """Return what the address asks of a page: which part of a list, how far a picture goes."""
    return tuple(pair for pair in request.query_params.multi_items() if pair[0] not in {"lang", "release"})


def _form(request: Request, subject: Subject, media_type: str, suffix: str, *shown: tuple[str, str]) -> str:
    """Return the address of a form of a document; a page has one in every language."""
    asked = View(language(request), root=root(request), release=released(request))
    return link(asked if media_type == HTML else replace(asked, language=Language.NL), subject.path + suffix, *shown)


def _document(served: Served, request: Request, subject: Subject, media_type: str) -> Response:
    asked = view(request, subject.path)
    links = signposts(served.library, request, subject, media_type)
    headers = {"Link": link_header(links)}
    if media_type == HTML:
        headers["Content-Language"] = asked.language
        tag = served.tag(asked.root, asked.path, media_type, asked.language)
        return cached(request, tag, headers, lambda: HTMLResponse(subject.page(replace(asked, signposts=links))))
    return cached(request, served.tag(subject.path, media_type), headers, partial(_data, subject, media_type))


def _data(subject: Subject, media_type: str) -> Response:
    return Response(subject.data(media_type), media_type=media_type)


def _linkset(served: Served, request: Request, subject: Subject) -> Response:
    """Return the links of a document and of all its forms (RFC 9264)."""

    def made() -> Response:
        return Response(linkset(contexts(served.library, subject, released(request))), media_type=LINKSET)

    return cached(request, served.tag(subject.path, LINKSET), {}, made)


def none_accepted(request: Request, subject: Subject) -> Response:
    """Return 406 with what there is, as RFC 9110 §15.5.7 asks: never a format that was not asked for."""
    there = alternates(request, subject)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Link": link_header(there)}
    detail = f"none of the formats of this document is accepted; there are {', '.join(subject.formats)}"
    listed = [{"type": each.media_type, "href": each.href} for each in there]
    return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, headers, alternatives=listed)
