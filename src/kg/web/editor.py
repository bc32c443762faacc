"""What the editor asks for beside the endpoint: terms to complete, names, examples, and answers as files."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from functools import cache, partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from kg.build.dumps import XLSX
from kg.errors import LimitError
from kg.publish import pages
from kg.publish.editor import examples, named, terms
from kg.publish.results import MOST_ROWS, sheets, shown
from kg.publish.spreadsheet import BYTE_ORDER_MARK
from kg.publish.words import words
from kg.publish.workbook import workbook
from kg.store import JSON_RESULTS, Answer, Formats, Question
from kg.store.forms import Form, form
from kg.web.asking import client_of
from kg.web.citing import check_release
from kg.web.negotiation import accepted
from kg.web.paths import language, view
from kg.web.places import Places, deadline_s, unless_left
from kg.web.protocol import FORM_TYPE, Sent, query_operation, sent_parameters
from kg.web.responses import PROBLEM, accept_header, cached
from kg.web.served import Served

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

MEDIA_TYPES = MappingProxyType(
    {
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "json": JSON_RESULTS,
        "xml": "application/sparql-results+xml",
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
    },
)
"""The files that the endpoint itself writes, by their extensions."""

MOST_NAMES = 500
LARGEST_ASKED = 512 * 1024
LARGEST_SHOWN = 16 * 1024 * 1024
"""The answer, in bytes as JSON, that a page or a workbook is made of here; larger ones come as the files above, piece by piece."""
MOST_CELLS = 100_000
"""What a page or a workbook is made of, for the same reason: writing a workbook takes some 50 microseconds a cell."""
LARGEST_SMALL, MOST_SMALL_CELLS = 1024 * 1024, 10_000
"""An answer up to so many bytes and cells is small: what is made of it is there at once."""

_OF_THE_FIRST = frozenset({b"accept", b"content-length", b"content-type", b"if-none-match"})


def routes(served: Served, answer: Handler) -> list[Route]:
    """Return the routes of the editor; `answer` is the endpoint, which writes the files it can."""
    known = cache(partial(terms, served.library))
    written = partial(_file, served, answer, Rendering(Places(8, 4, 1000, 256), Places(2, 1, 16, 3)))
    return [
        Route("/sparql/completions.json", partial(_completions, served, known), methods=["GET"]),
        Route("/sparql/examples.json", partial(_examples, served), methods=["GET"]),
        Route("/sparql/names.json", partial(_names, served), methods=["POST"]),
        Route("/sparql/antwoord", written, methods=["GET", "POST"]),
        Route("/sparql.{extension}", written, methods=["GET", "POST"]),
    ]


def _completions(served: Served, known: Callable[[], object], request: Request) -> Response:
    return cached(request, served.tag("completions"), {}, lambda: JSONResponse(known()))


def _examples(served: Served, request: Request) -> Response:
    asked = view(request)

    def made() -> Response:
        found = examples(served.library, asked)
        return JSONResponse([{**asdict(each), "title": each.title.value, "description": each.description.value} for each in found])

    return cached(request, served.tag("examples", asked.language), {"Content-Language": asked.language}, made)


async def _names(served: Served, request: Request) -> Response:
    """Return what things are called: a list of IRIs in, an object by IRI out."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_ASKED:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"send at most {LARGEST_ASKED} bytes")
    asked = view(request)
    return JSONResponse(await to_thread.run_sync(named, served.library, asked, _iris(body)), headers={"Content-Language": asked.language})


def _iris(body: bytes) -> list[str]:
    """Return the IRIs in a body; raises 400 unless it is a list of texts, not too many."""
    try:
        found = json.loads(body)
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"this is no JSON: {error}") from error
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found) or len(found) > MOST_NAMES:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"send a list of at most {MOST_NAMES} IRIs")
    return found


async def _file(served: Served, answer: Handler, rendering: "Rendering", request: Request) -> Response:
    """Return the answer to a query in the format of the extension, or as the form chose it: as a file to keep, or a page."""
    sent = await sent_parameters(request)
    chosen = request.path_params.get("extension") or next((value for name, value in sent if name == "format"), "html")
    if chosen == "html" and "extension" not in request.path_params:
        return await unless_left(request, _page(served, rendering, request, sent))
    if chosen == "xlsx":
        return await unless_left(request, _workbook(served, rendering, request, sent))
    if chosen not in MEDIA_TYPES:
        there = ", ".join(sorted([*MEDIA_TYPES, "xlsx"]))
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no answer as {chosen!r} here; there are {there}")
    response = await answer(_again(request, sent, MEDIA_TYPES[chosen]))
    if response.status_code != HTTPStatus.OK or response.media_type != MEDIA_TYPES[chosen]:
        return response
    response.headers["Content-Disposition"] = _kept_as(request, chosen)
    return Marked(response) if chosen == "csv" else response


def _again(request: Request, sent: Sent, media_type: str) -> Request:
    """Return the request as the endpoint should see it: what was sent, asking for this format; errors come as they were asked for."""
    errors = accepted(accept_header(request), (PROBLEM, "text/html"))
    accept = f"{media_type}, {errors or PROBLEM};q=0.1".encode()
    kept = [header for header in request.scope["headers"] if header[0] not in _OF_THE_FIRST]
    scope = {**request.scope, "headers": [*kept, (b"accept", accept), (b"content-type", FORM_TYPE.encode())]}
    if request.method != "POST":
        return Request(scope, request.receive)
    spoken = urlencode([pair for pair in sent if pair[0] == "lang"])  # the page about an error has a language, too
    return Request({**scope, "query_string": spoken.encode()}, _resent(urlencode(sent).encode(), request.receive))


def _resent(body: bytes, rest: Receive) -> Receive:
    """Return what gives this body first, and then what comes after it: the client's leaving."""
    first = True

    async def receive() -> Message:
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await rest()

    return receive


class Marked(Response):
    """A response that begins with a byte order mark, by which Excel knows that the CSV is UTF-8 (reading.py says why)."""

    def __init__(self, response: Response) -> None:
        super().__init__(status_code=response.status_code)
        self._response = response
        self.raw_headers = [header for header in response.raw_headers if header[0] not in {b"content-length", b"etag"}]
        self._response.raw_headers = self.raw_headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the mark before the first piece."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.body" and not begun and scope["method"] != "HEAD":
                begun = True
                message = {**message, "body": BYTE_ORDER_MARK.encode() + message.get("body", b"")}
            await send(message)

        await self._response(scope, receive, sent)


@dataclass(frozen=True, slots=True)
class Rendering:
    """Where pages and workbooks are made of answers: what is large waits for what is large, and keeps nothing small waiting.

    A large one that waits takes up to LARGEST_SHOWN, so few may.
    """

    small: Places
    large: Places

    async def made(self, client: str, by_s: float | None, work: "Work") -> Response:
        """Return what is made of an answer; raises LimitError when it is too much of it, or no place comes free by then."""
        if len(work.given.body) <= LARGEST_SMALL and _cells(work) <= MOST_SMALL_CELLS:
            return await self.small.run(client, by_s, work.made)
        return await self.large.run(client, by_s, partial(_bounded, work))


@dataclass(frozen=True, slots=True)
class Work:
    """An answer, how many of its rows are shown at most, and what makes a page or a workbook of it."""

    given: Answer
    most_rows: int
    made: Callable[[], Response]


def _bounded(work: Work) -> Response:
    """Return what is made of an answer; raises LimitError when that would take long."""
    if _cells(work) > MOST_CELLS:
        detail = f"this answer fills more than the {MOST_CELLS} cells of a page or a workbook; take .csv, or ask for less with LIMIT"
        raise LimitError(detail, "size")
    return work.made()


def _cells(work: Work) -> int:
    """Return how much work there is: the cells that are shown, and the rows that are read for their number only."""
    if work.given.media_type != JSON_RESULTS:
        return 0
    found = json.loads(work.given.body)
    rows = len(found.get("results", {}).get("bindings", ()))
    seen = min(rows, work.most_rows)
    return seen * max(1, len(found["head"].get("vars", ()))) + rows - seen


async def _page(served: Served, rendering: Rendering, request: Request, sent: Sent) -> Response:
    """Return the page with the query and its answer below it, for who runs no scripts."""
    query, by_s = query_operation(sent).text, deadline_s(served.evaluation)
    given = await _whole(served, request, sent)
    asked = view(request, "/sparql")

    def made() -> Response:
        page = pages.sparql_page(served.library, asked, query, shown(served.library, asked, given))
        return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Content-Language": asked.language})

    return await rendering.made(client_of(request), by_s, Work(given, MOST_ROWS, made))


async def _workbook(served: Served, rendering: Rendering, request: Request, sent: Sent) -> Response:
    query, by_s = query_operation(sent).text, deadline_s(served.evaluation)
    if form(query) is Form.GRAPH:
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, "a graph does not fit a sheet; take .ttl, .jsonld, .nt or .rdf")
    given, spoken = await _whole(served, request, sent), language(request)
    headers = {"Cache-Control": "no-cache", "Content-Disposition": _kept_as(request, "xlsx")}

    def made() -> Response:
        return Response(workbook(sheets(served.library, spoken, query, given)), media_type=XLSX, headers=headers)

    return await rendering.made(client_of(request), by_s, Work(given, MOST_CELLS, made))


def _kept_as(request: Request, extension: str) -> str:
    name = words(language(request))("editor.file")
    return f'attachment; filename="{name}.{extension}"'


async def _whole(served: Served, request: Request, sent: Sent) -> Answer:
    """Return the whole answer, as JSON or Turtle; raises LimitError when it is too large to make a page or a workbook of."""
    operation = query_operation(sent)
    for release in (value for name, value in sent if name == "release"):
        check_release(release, served)
    reply = await served.evaluation.ask(
        Question(operation.text, Formats(JSON_RESULTS, "text/turtle"), operation.dataset), client_of(request)
    )
    try:
        body = bytearray(reply.body)
        async for piece in reply.rest():
            body += piece
            if len(body) > LARGEST_SHOWN:
                break
        if len(body) > LARGEST_SHOWN:
            raise LimitError("this answer is too large for a page or a workbook; take .csv, or ask for less with LIMIT", "size")
        return Answer(bytes(body), reply.media_type)
    finally:
        reply.close()
