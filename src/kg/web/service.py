"""What the endpoint says of itself: its service description, or for a reader the page with the editor."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from threading import Lock, Semaphore

from rdflib import XSD, Literal, Namespace, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import LimitError
from kg.store import Answer, Formats, written
from kg.store.formats import readable
from kg.store.queries import Queries
from kg.store.workers.limits import MIB, Limits
from kg.web.asking import Evaluation
from kg.web.negotiation import accepted
from kg.web.paths import located
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, cached
from kg.web.served import tag_of

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

_FORMATS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/n3")
_SOMEWHERE = URIRef("https://service.invalid/sparql")
"""Where the service is while it is counted what is in it (RFC 6761 §6.4); its clients say how they name it."""
_WAITING = 4
"""How many may wait, each in a thread, until somebody else has counted."""


def description(
    queries: Queries, evaluation: Evaluation, languages: Sequence[URIRef] = (SD.SPARQL11Query,)
) -> Callable[[Request], Response]:
    """Return what describes the service in the format that is accepted (SPARQL 1.1 Service Description §2)."""

    def counted() -> Answer:
        query = queries.text("pages/service", service=_SOMEWHERE, languages=languages, **_terms(evaluation.limits))
        return written(evaluation.endpoint(""), query, Formats())

    told = counted if SD.SPARQL11Update in languages else Once(counted)  # what can be changed is counted each time

    def described(request: Request) -> Response:
        media_type = accepted(accept_header(request), _FORMATS, ALIASES)
        if not media_type:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "send one query, not none; in text/turtle this address tells what can be asked")
        body = _at(_address(request), told(), media_type)
        return cached(request, tag_of(body), {"Vary": "Accept"}, lambda: Response(body, media_type=media_type))

    return described


class Once:
    """An answer that is found by the first who wants it, and then kept, for it is the same for all; few wait until it is there."""

    def __init__(self, found: Callable[[], Answer]) -> None:
        self._found = found
        self._finding = Lock()
        self._waiting = Semaphore(_WAITING + 1)
        self._kept: Answer | None = None

    def __call__(self) -> Answer:
        """Return the answer; raises LimitError when others wait for it already, and whatever keeps it from being found."""
        if self._kept:
            return self._kept
        if not self._waiting.acquire(blocking=False):
            raise LimitError("what this service has is being counted; ask again in a few seconds", "places")
        try:
            with self._finding:
                self._kept = self._kept or self._found()
                return self._kept
        finally:
            self._waiting.release()


def _address(request: Request) -> URIRef:
    """Return the address of the service as this client names it."""
    if "%" in request.base_url.netloc:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "name a host without % in its name")
    return URIRef(str(request.base_url.replace(path=located(request, "/sparql"))))


def _at(service: URIRef, told: Answer, media_type: str) -> bytes:
    """Return what is told of the service as a document about it at this address."""
    moved = told.body.replace(f"<{_SOMEWHERE}".encode(), f"<{service}".encode())
    return readable(moved, service, service, media_type)


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
