"""The query operation of the SPARQL 1.1 Protocol: what is asked, in which format, from whoever evaluates it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import KgError, LimitError
from kg.store import Formats, Question
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.forms import Form, form
from kg.store.workers.pool import Reply
from kg.web.answers import LARGEST, Answers, Kept
from kg.web.asking import Evaluation, client_of
from kg.web.negotiation import accepted
from kg.web.protocol import QUERY_NAMES, Operation, query_operation, sent_parameters, update_operation
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, held, http_error, kg_error, problem_details

HTML = "text/html"

_OFFERS: Mapping[Form, tuple[tuple[str, ...], Mapping[str, str]]] = MappingProxyType(
    {
        Form.ROWS: (tuple(RESULT_FORMATS), {"application/json": "application/sparql-results+json"}),
        Form.GRAPH: (tuple(GRAPH_FORMATS), ALIASES),
    },
)
_WATCHED_AFTER_S = 0.1
"""Whether the client is still there is looked at only for queries that take longer than this."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What an endpoint does beside answering queries: describe itself, show a page to a reader, and take changes, if it does."""

    described: Callable[[Request], Response]
    page: Callable[[Request, str], Response] | None = None
    changed: Callable[[Operation], Awaitable[None]] | None = None


class Sparql:
    """Answers a query by GET or POST, or says what can be asked here."""

    def __init__(self, evaluation: Evaluation, answers: Answers, ways: Ways) -> None:
        self._evaluation = evaluation
        self._answers = answers
        self._ways = ways
        self._rules = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if evaluation.limits:
            self._rules["Query-Limits"] = evaluation.limits.announced()

    async def answer(self, request: Request) -> Response:
        """Return the answer, or what is wrong with the question, with the rules that hold for both."""
        try:
            response = await self._answered(request)
        except KgError as error:
            response = kg_error(request, error)
        except HTTPException as error:
            response = http_error(request, error)
        for name, value in self._rules.items():
            response.headers.setdefault(name, value)
        return response

    async def _answered(self, request: Request) -> Response:
        sent = await sent_parameters(request)
        if request.method != "POST" and not any(name in QUERY_NAMES for name, _ in sent):
            return await run_in_threadpool(self._ways.described, request)
        if self._ways.changed and request.method == "POST" and any(name == "update" for name, _ in sent):
            await self._ways.changed(update_operation(sent))
            self._answers.clear()
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return await self._queried(request, query_operation(sent))

    async def _queried(self, request: Request, operation: Operation) -> Response:
        kind = form(operation.text)
        offers, names = _OFFERS.get(kind, _OFFERS[Form.ROWS])
        if self._ways.page:
            offers = (*offers, HTML)
        media_type = accepted(accept_header(request), offers, names)
        if media_type == HTML and self._ways.page:
            return await run_in_threadpool(self._ways.page, request, operation.text)
        if not media_type and kind is not Form.UNKNOWN:  # the endpoint says best why it is no query
            detail = f"this query is answered in {', '.join(offers)}"
            return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, {}, alternatives=[{"type": offer} for offer in offers])
        formats = Formats(graph=media_type) if kind is Form.GRAPH else Formats(results=media_type or offers[0])
        asked = Question(operation.text, formats, operation.dataset)
        kept = self._answers.find(asked)
        return _whole(request, kept) if kept else await self._evaluated(request, asked)

    async def _evaluated(self, request: Request, asked: Question) -> Response:
        watched = Watch(request)
        async with watched:
            reply = await self._evaluation.ask(asked, client_of(request))
        if watched.left:
            return Response(status_code=HTTPStatus.NO_CONTENT)  # nobody reads it
        if reply.errand is None:
            return _whole(request, self._answers.keep(asked, reply.body, reply.media_type))
        if request.scope["http_version"] == "1.0":
            reply.close()
            detail = "an answer of this length has no end that HTTP/1.0 can tell; ask with HTTP/1.1, or for less"
            raise HTTPException(HTTPStatus.UPGRADE_REQUIRED, detail, {"Upgrade": "HTTP/1.1", "Connection": "Upgrade"})
        return Pieces(reply, lambda body: self._answers.keep(asked, body, reply.media_type))


def _whole(request: Request, kept: Kept) -> Response:
    """Return an answer we hold, or 304 when the client holds it as well (RFC 9110 §13.1.2)."""
    if held(request, kept.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": kept.tag})
    return Response(kept.body, headers={"ETag": kept.tag}, media_type=kept.media_type)


class Pieces(Response):
    """A long answer, sent as it is found. One that is cut short ends without its last chunk, so that nobody takes it for whole."""

    def __init__(self, reply: Reply, keep: Callable[[bytes], object]) -> None:
        super().__init__(media_type=reply.media_type)
        del self.headers["content-length"]
        self._reply = reply
        self._keep = keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces until the end, the limit, or the client's leaving."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            self._reply.close()
            await send({"type": "http.response.body", "body": b""})
            return
        sending = asyncio.ensure_future(self._sent(send))
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
            leaving.cancel()
            self._reply.close()

    async def _sent(self, send: Send) -> None:
        errand = self._reply.errand
        whole = bytearray(self._reply.body)
        try:
            async with asyncio.timeout_at(errand.deadline_s if errand else None):
                await send({"type": "http.response.body", "body": self._reply.body, "more_body": True})
                async for piece in self._reply.rest():
                    if len(whole) <= LARGEST:
                        whole += piece
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (LimitError, TimeoutError):
            return
        await send({"type": "http.response.body", "body": b""})
        if len(whole) <= LARGEST:
            self._keep(bytes(whole))


class Watch:
    """Ends what is done for a request when its client leaves; `left` tells that it did."""

    def __init__(self, request: Request) -> None:
        self.left = False
        self._receive = request.receive
        self._task = asyncio.current_task()
        self._watching: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        """Begin to watch, after a while."""
        self._timer = asyncio.get_running_loop().call_later(_WATCHED_AFTER_S, self._begin)

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        """Stop watching; swallows the cancelling that was ours."""
        if self._timer:
            self._timer.cancel()
        if self._watching:
            self._watching.cancel()
        ours = self.left and kind is asyncio.CancelledError
        if ours and self._task:
            self._task.uncancel()
        return ours

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        await _gone(self._receive)
        self.left = True
        if self._task:
            self._task.cancel()


async def _gone(receive: Receive) -> None:
    """Return when the client has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


@asynccontextmanager
async def evaluating(evaluation: Evaluation) -> AsyncIterator[None]:
    """Start who evaluates queries, and give it up at the end."""
    await evaluation.start()
    try:
        yield
    finally:
        evaluation.close()
