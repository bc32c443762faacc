"""What the endpoint says of itself: its service description, or for a reader the page with the editor."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from http import HTTPStatus

from rdflib import XSD, Literal, Namespace, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.store.formats import document
from kg.store.queries import Queries
from kg.store.workers.limits import MIB, Limits
from kg.web.asking import Evaluation
from kg.web.negotiation import accepted
from kg.web.paths import located
from kg.web.representations import ALIASES
from kg.web.responses import accept_header

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

_FORMATS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/n3")
_ADDRESSES = 16
"""For how many addresses, as clients name this server, the description is kept."""


def description(
    queries: Queries, evaluation: Evaluation, languages: Sequence[URIRef] = (SD.SPARQL11Query,)
) -> Callable[[Request], Response]:
    """Return what describes the service in the format that is accepted (SPARQL 1.1 Service Description §2)."""
    kept = 0 if SD.SPARQL11Update in languages else _ADDRESSES * len(_FORMATS)  # what can be changed is counted each time

    @lru_cache(kept)
    def written(address: str, media_type: str) -> bytes:
        service = URIRef(address)
        query = queries.text("pages/service", service=service, languages=languages, **_terms(evaluation.limits))
        return document(evaluation.endpoint(""), query, service, media_type).body

    def described(request: Request) -> Response:
        media_type = accepted(accept_header(request), _FORMATS, ALIASES)
        if not media_type:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "send one query, not none")
        address = str(request.base_url.replace(path=located(request, "/sparql")))
        return Response(written(address, media_type), media_type=media_type)

    return described


def page_or_description(
    described: Callable[[Request], Response], page: Callable[[Request, str], Response]
) -> Callable[[Request], Response]:
    """Return what shows the page to a reader, and describes the service to a program."""

    def shown(request: Request) -> Response:
        wanted = accepted(accept_header(request), (*_FORMATS, "text/html"), ALIASES)
        return page(request, "") if wanted == "text/html" else described(request)

    return shown


def _terms(limits: Limits | None) -> dict[str, list[URIRef | Literal]]:
    """Return the limits as the terms of the query, each a list that is empty without limits."""
    if limits is None:
        return {name: [] for name in ("seconds", "memory", "size", "long", "waiting", "allowed")}
    return {
        "seconds": [Literal(limits.seconds, datatype=XSD.decimal)],
        "memory": [Literal(limits.memory_mib * MIB)],
        "size": [Literal(limits.result_mib * MIB)],
        "long": [Literal(limits.long_per_client)],
        "waiting": [Literal(limits.waiting_per_client)],
        "allowed": [URIRef(iri) for iri in limits.services],
    }
