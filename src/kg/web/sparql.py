"""The query operation of the SPARQL 1.1 Protocol, over whatever endpoint the library holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl

from rdflib import URIRef
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish import pages
from kg.store import Dataset, Formats
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS, document
from kg.store.forms import Form, form
from kg.web.negotiation import accepted
from kg.web.paths import located, view
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, problem_details
from kg.web.served import Served

LARGEST_BODY = 1024 * 1024
MOST_PARAMETERS = 1_000

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"

_READ_ONLY = "this endpoint answers questions only: a release does not change, and the next one comes from kg build"
_RULES = {"Vary": "Accept", "Cache-Control": "no-cache"}
_OFFERS: Mapping[Form, tuple[tuple[str, ...], Mapping[str, str]]] = MappingProxyType(
    {
        Form.ROWS: (tuple(RESULT_FORMATS), {"application/json": "application/sparql-results+json"}),
        Form.GRAPH: (tuple(GRAPH_FORMATS), ALIASES),
    },
)
_DESCRIPTIONS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/n3", "text/html")
_UTF8 = frozenset({"", "utf-8", "utf8"})


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: a query, of a dataset when it names one."""

    query: str
    dataset: Dataset | None


async def sparql(served: Served, request: Request) -> Response:
    """Answer a query by GET or POST, or say what can be asked here."""
    body = await _body(request) if request.method == "POST" else None
    return await run_in_threadpool(_answered, served, request, body)


def _answered(served: Served, request: Request, body: bytes | None) -> Response:
    sent = _parameters(request, body)
    names = {name for name, _ in sent}
    if body is None and not names & {"query", "update", "default-graph-uri", "named-graph-uri"}:
        return _described(served, request)
    return _result(served, request, _operation(sent))


def _parameters(request: Request, body: bytes | None) -> list[tuple[str, str]]:
    """Return the parameters in the query string and in the body (§2.1); those we do not know are nobody's harm."""
    sent = _pairs(request.scope["query_string"])
    if body is None:
        return sent
    media_type, charset = _content_type(request)
    if charset not in _UTF8:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send UTF-8, not {charset}")
    if media_type == FORM_TYPE:
        return [*sent, *_pairs(body)]
    if media_type == QUERY_TYPE:
        return [*sent, ("query", _decoded(body))]
    if media_type == UPDATE_TYPE:
        raise HTTPException(HTTPStatus.FORBIDDEN, _READ_ONLY)
    accept_post = {"Accept-Post": f"{QUERY_TYPE}, {FORM_TYPE}"}
    raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {QUERY_TYPE} or {FORM_TYPE}", accept_post)


def _operation(sent: Sequence[tuple[str, str]]) -> Operation:
    queries = [value for name, value in sent if name == "query"]
    if any(name == "update" for name, _ in sent) or any(form(query) is Form.CHANGE for query in queries):
        raise HTTPException(HTTPStatus.FORBIDDEN, _READ_ONLY)
    if len(queries) != 1 or not queries[0].strip():
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"send one query, not {len(queries) if any(queries) else 'none'}")
    default, named = (tuple(value for name, value in sent if name == key) for key in ("default-graph-uri", "named-graph-uri"))
    return Operation(queries[0], Dataset(default, named) if default or named else None)


def _result(served: Served, request: Request, operation: Operation) -> Response:
    """Return the answer in the format that is accepted; which ones there are depends on the form of the query."""
    kind = form(operation.query)
    offers, names = _OFFERS.get(kind, _OFFERS[Form.ROWS])
    media_type = accepted(accept_header(request), offers, names)
    if not media_type and kind is not Form.UNKNOWN:  # the endpoint says best why it is no query
        detail = f"this query is answered in {', '.join(offers)}"
        return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, _RULES, alternatives=[{"type": offer} for offer in offers])
    formats = Formats(graph=media_type) if kind is Form.GRAPH else Formats(results=media_type)
    answer = served.library.endpoint.answer(operation.query, formats, operation.dataset)
    return Response(answer.body, headers=_RULES, media_type=answer.media_type)


def _described(served: Served, request: Request) -> Response:
    """Return the service description, or for a reader the page with the form (SPARQL 1.1 Service Description §2)."""
    media_type = accepted(accept_header(request), _DESCRIPTIONS, ALIASES)
    if not media_type:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "send one query, not none")
    if media_type == "text/html":
        return HTMLResponse(pages.sparql_page(served.library, view(request)), headers=_RULES)
    address = URIRef(str(request.base_url.replace(path=located(request, "/sparql"))))
    query = served.library.queries.text("pages/service", service=address)
    answer = document(served.library.endpoint, query, address, media_type)
    return Response(answer.body, headers=_RULES, media_type=media_type)


async def _body(request: Request) -> bytes:
    """Return the body; stop reading as soon as it is larger than we take."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LARGEST_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has at most {LARGEST_BODY} bytes here")
    return bytes(read)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_decoded(text), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the parameters are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"send at most {MOST_PARAMETERS} parameters") from error


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the request is not UTF-8: {error.reason} at byte {error.start}") from error


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    given = dict(parameter.split("=", 1) for parameter in parameters if "=" in parameter)
    return media_type, given.get("charset", "").strip('"')
