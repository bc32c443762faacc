"""A request → the operation it asks for, by the SPARQL 1.1 Protocol (§2.1 and §2.2), and no answering."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.store import Dataset
from kg.store.forms import Form, form

LARGEST_BODY = 1024 * 1024
BODY_S = 10
"""Within how many seconds a body must have come."""
MOST_PARAMETERS = 1_000

_TOLD = 5

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"

QUERY_NAMES = frozenset({"query", "update", "default-graph-uri", "named-graph-uri"})
"""The parameters that make a GET an operation; without any of them it asks what the service is."""

_UTF8 = frozenset({"", "utf-8", "utf8"})
_READ_ONLY = (
    "this endpoint answers questions only: a release does not change, and the next one comes from kg build; try changes in kg sandbox"
)
_AS_UPDATE = "this is a change, not a query: send it as update=, or as application/sparql-update, by POST"

Sent = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: a query or an update, of a dataset when it names one."""

    text: str
    dataset: Dataset | None


async def sent_parameters(request: Request) -> Sent:
    """Return the parameters in the query string and in the body; those we do not know are nobody's harm.

    A body that is a query or an update itself is one parameter more. Raises 408, 413, 415 and 400 as HTTPException.
    """
    sent = _pairs(request.scope["query_string"])
    if request.method != "POST":
        return sent
    media_type, charset = _content_type(request)
    if charset not in _UTF8:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send UTF-8, not {charset}")
    if media_type == FORM_TYPE:
        return [*sent, *_pairs(await _body(request))]
    if media_type in {QUERY_TYPE, UPDATE_TYPE}:
        return [*sent, ("query" if media_type == QUERY_TYPE else "update", _decoded(await _body(request)))]
    accept_post = {"Accept-Post": f"{QUERY_TYPE}, {FORM_TYPE}"}
    raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {QUERY_TYPE} or {FORM_TYPE}", accept_post)


def query_operation(sent: Sent, *, changes: bool = False) -> Operation:
    """Return the query that is asked; raises 403 for a change, or 400 where `changes` go another way, and 400 unless there is one query."""
    queries = [value for name, value in sent if name == "query"]
    if any(name == "update" for name, _ in sent) or any(form(query) is Form.CHANGE for query in queries):
        raise HTTPException(HTTPStatus.BAD_REQUEST, _AS_UPDATE) if changes else HTTPException(HTTPStatus.FORBIDDEN, _READ_ONLY)
    if len(queries) != 1 or not queries[0].strip():
        there = "" if queries else _there(sent)
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"send one query, not {len(queries) if any(queries) else 'none'}{there}")
    return Operation(queries[0], _dataset(sent, "default-graph-uri", "named-graph-uri"))


def update_operation(sent: Sent) -> Operation:
    """Return the update that is asked; raises 400 unless there is one update and no query."""
    updates = [value for name, value in sent if name == "update"]
    if len(updates) != 1 or any(name == "query" for name, _ in sent):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"send one update and no query, not {len(updates)} updates")
    return Operation(updates[0], _dataset(sent, "using-graph-uri", "using-named-graph-uri"))


def _there(sent: Sent) -> str:
    """Return which parameters there are instead, one of which may be misspelt."""
    names = ", ".join(dict.fromkeys(repr(name[:40]) for name, _ in sent[:_TOLD]))
    return f" (as query=; there is {names})" if names else ""


def _dataset(sent: Sent, *names: str) -> Dataset | None:
    default, named = (tuple(value for name, value in sent if name == key) for key in names)
    return Dataset(default, named) if default or named else None


async def _body(request: Request) -> bytes:
    """Return the body; stop reading as soon as it is larger than we take, or comes too slowly."""
    read = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for piece in request.stream():
                read += piece
                if len(read) > LARGEST_BODY:
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has at most {LARGEST_BODY} bytes here")
    except TimeoutError as error:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, f"the request did not come whole within {BODY_S} seconds; send it again") from error
    return bytes(read)


def _pairs(text: bytes) -> Sent:
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
