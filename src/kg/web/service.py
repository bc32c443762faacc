"""What the endpoint says of itself: its service description, or for a reader the page with the editor."""

from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

from rdflib import XSD, Literal, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish import pages
from kg.store.formats import document
from kg.store.workers.limits import MIB, Limits
from kg.web.negotiation import accepted
from kg.web.paths import located, view
from kg.web.representations import ALIASES
from kg.web.responses import accept_header
from kg.web.served import Served

HTML = "text/html"

_FORMATS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/n3", HTML)
_ADDRESSES = 16
"""For how many addresses, as clients name this server, the description is kept."""


def description(served: Served, limits: Limits | None) -> Callable[[Request], Response]:
    """Return what describes the service in the format that is accepted (SPARQL 1.1 Service Description §2)."""
    written = lru_cache(_ADDRESSES * len(_FORMATS))(lambda address, media_type: _written(served, limits, address, media_type))

    def described(request: Request) -> Response:
        media_type = accepted(accept_header(request), _FORMATS, ALIASES)
        if not media_type:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "send one query, not none")
        if media_type == HTML:
            return HTMLResponse(pages.sparql_page(served.library, view(request)))
        address = str(request.base_url.replace(path=located(request, "/sparql")))
        return Response(written(address, media_type), media_type=media_type)

    return described


def _written(served: Served, limits: Limits | None, address: str, media_type: str) -> bytes:
    service = URIRef(address)
    query = served.library.queries.text("pages/service", service=service, **_terms(limits))
    return document(served.library.endpoint, query, service, media_type).body


def _terms(limits: Limits | None) -> dict[str, list[URIRef | Literal]]:
    """Return the limits as the terms of the query, each a list that is empty without limits."""
    if limits is None:
        return {name: [] for name in ("seconds", "memory", "size", "long", "waiting", "allowed")}
    return {
        "seconds": [Literal(f"{limits.time_s:g}", datatype=XSD.decimal)],
        "memory": [Literal(limits.memory_mib * MIB)],
        "size": [Literal(limits.result_mib * MIB)],
        "long": [Literal(limits.long_per_client)],
        "waiting": [Literal(limits.waiting_per_client)],
        "allowed": [URIRef(iri) for iri in limits.services],
    }
