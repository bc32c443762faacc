"""What was published and is there no longer: 410 with what became of it, or 308 to what it was merged into."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.build.tombstones import Tombstone
from kg.publish.library import Language, View
from kg.publish.links import link
from kg.publish.signposts import Signpost, link_header
from kg.publish.tombstone import name, tombstone_graph, tombstone_page
from kg.store.formats import graph_document
from kg.terms import BASE
from kg.web import representations
from kg.web.documents import EXTENSIONS, HTML, RDF
from kg.web.negotiation import accepted
from kg.web.paths import language, released, root, view
from kg.web.representations import ALIASES
from kg.web.responses import FRESH, PROBLEM, accept_header, problem_details
from kg.web.served import Served

_MERGED = "merged"
_FORMS = (PROBLEM, HTML, *RDF)
_NAMES: Mapping[str, str] = MappingProxyType({**ALIASES, "application/json": PROBLEM})
_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items() if media_type in _FORMS}


def identified(served: Served, request: Request) -> Response:
    """Send the client from a thing to the document about it; of what was withdrawn, tell what became of it."""
    stone = served.library.withdrawn.get(request.path_params["path"])
    if stone is None:
        return representations.identified(served, request)
    if stone.how == _MERGED:
        return _moved(request, f"/id/{stone.instead}")
    return _negotiated(served, request, stone)


def documented(served: Served, request: Request) -> Response:
    """Return the document at a path below /doc; of what was withdrawn, what became of it."""
    path, dot, extension = request.path_params["path"].partition(".")
    stone = served.library.withdrawn.get(path)
    if stone is None:
        return representations.documented(served, request)
    if stone.how == _MERGED:
        return _moved(request, f"/doc/{stone.instead}{dot}{extension}")
    return _gone(served, request, stone, _TYPES.get(extension, PROBLEM)) if dot else _negotiated(served, request, stone)


def _negotiated(served: Served, request: Request, stone: Tombstone) -> Response:
    response = _gone(served, request, stone, accepted(accept_header(request), _FORMS, _NAMES) or PROBLEM)
    response.headers["Vary"] = "Accept"
    return response


def _moved(request: Request, path: str) -> Response:
    """Send the client on to what a thing was merged into, in one step (308)."""
    location = link(View(language(request), root=root(request), release=released(request)), path)
    return RedirectResponse(location, HTTPStatus.PERMANENT_REDIRECT, {"Cache-Control": FRESH})


def _gone(served: Served, request: Request, stone: Tombstone, media_type: str) -> Response:
    """Return 410 with what became of a thing (RFC 9110 §15.5.11)."""
    headers = {"Cache-Control": FRESH, "Link": link_header(_links(request, stone))}
    library, asked = served.library, view(request)
    if media_type == HTML:
        page = tombstone_page(library, asked, stone)
        return HTMLResponse(page, HTTPStatus.GONE, {**headers, "Content-Language": asked.language})
    if media_type == PROBLEM:
        return _problem(library.endpoint.base, stone, headers)
    body = graph_document(tombstone_graph(library, stone), library.endpoint.base, URIRef(f"{BASE}/id/{stone.thing}"), media_type)
    return Response(body, HTTPStatus.GONE, headers, media_type)


def _links(request: Request, stone: Tombstone) -> list[Signpost]:
    """Return the links to the thing as it was last, and to what stands in its place (RFC 5829)."""
    then = View(root=root(request), release=str(stone.last))
    here = View(root=root(request), release=released(request))
    instead = [Signpost("successor-version", link(here, f"/doc/{stone.instead}"))] if stone.instead else []
    return [Signpost("predecessor-version", link(then, f"/doc/{stone.thing}")), *instead]


def _problem(base: str, stone: Tombstone, headers: Mapping[str, str]) -> Response:
    called = name(stone, View(Language.EN)).value
    why = f": {stone.reasons.get('en') or next(iter(stone.reasons.values()))}" if stone.reasons else ""
    detail = f"{called!r} was withdrawn with publication {stone.gone} of {stone.gone_date}{why}"
    more = {"how": stone.how.value, "gone": stone.gone, "goneDate": stone.gone_date.isoformat()}
    if stone.instead:
        more["instead"] = f"{base}/id/{stone.instead}"
    more["last"] = f"{base}/doc/{stone.thing}?release={stone.last}"
    return problem_details(HTTPStatus.GONE, detail, headers, **more)
