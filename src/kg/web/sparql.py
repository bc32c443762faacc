"""The query operation of the SPARQL 1.1 Protocol: what is asked, in which format, from whoever evaluates it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.store import Formats, Question
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.forms import Form, form
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Reply
from kg.web.answers import Answers, Kept
from kg.web.asking import Evaluation, client_of
from kg.web.negotiation import accepted
from kg.web.protocol import QUERY_NAMES, Operation, Sent, query_operation, sent_parameters, update_operation
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, held, http_error, kg_error, problem_details
from kg.web.streaming import Pieces, Watch

HTML = "text/html"
OUTCOME = "kg.outcome"
"""Where in the state of a request the reply stands, or the error, that was found before it came to the app."""

_OFFERS: Mapping[Form, tuple[tuple[str, ...], Mapping[str, str]]] = MappingProxyType(
    {
        Form.ROWS: (tuple(RESULT_FORMATS), {"application/json": "application/sparql-results+json"}),
        Form.GRAPH: (tuple(GRAPH_FORMATS), ALIASES),
    },
)


@dataclass(frozen=True, slots=True)
class Ways:
    """What an endpoint does beside answering queries: describe itself, show a page, take changes, refuse other releases, if it does."""

    described: Callable[[Request], Response]
    page: Callable[[Request, str], Response] | None = None
    changed: Callable[[Operation], Awaitable[None]] | None = None
    check_release: Callable[[str], None] | None = None


class Sparql:
    """Answers a query by GET or POST, or says what can be asked here."""

    def __init__(self, evaluation: Evaluation, answers: Answers, ways: Ways) -> None:
        self._evaluation = evaluation
        self._answers = answers
        self._ways = ways
        self._rules = rules(evaluation.limits)

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
        return await self._queried(request, query_operation(sent, changes=self._ways.changed is not None), sent)

    async def _queried(self, request: Request, operation: Operation, sent: Sent) -> Response:
        kind = form(operation.text)
        offers, names = offered(kind)
        if self._ways.page:
            offers = (*offers, HTML)
        media_type = accepted(accept_header(request), offers, names)
        if media_type == HTML and self._ways.page:
            return await run_in_threadpool(self._ways.page, request, operation.text)
        if self._ways.check_release:
            for release in (value for name, value in sent if name == "release"):
                self._ways.check_release(release)
        if not media_type and kind is not Form.UNKNOWN:  # the endpoint says best why it is no query
            detail = f"this query is answered in {', '.join(offers)}"
            return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, {}, alternatives=[{"type": offer} for offer in offers])
        formats = Formats(graph=media_type) if kind is Form.GRAPH else Formats(results=media_type or offers[0])
        asked = Question(operation.text, formats, operation.dataset)
        kept = self._answers.find(asked)
        return _whole(request, kept) if kept else await self._evaluated(request, asked)

    async def _evaluated(self, request: Request, asked: Question) -> Response:
        reply = _found(request)
        if reply is None:
            watched = Watch(request.receive)
            async with watched:
                reply = await self._evaluation.ask(asked, client_of(request))
            if watched.left or reply is None:
                return Response(status_code=HTTPStatus.NO_CONTENT)  # nobody reads it
        if reply.errand is None:
            return _whole(request, self._answers.keep(asked, reply.body, reply.media_type))
        if request.scope.get("http_version") == "1.0":
            reply.close()
            detail = "an answer of this length has no end that HTTP/1.0 can tell; ask with HTTP/1.1, or for less"
            raise HTTPException(HTTPStatus.UPGRADE_REQUIRED, detail, {"Upgrade": "HTTP/1.1", "Connection": "Upgrade"})
        return Pieces(reply, lambda body: self._answers.keep(asked, body, reply.media_type))


def _found(request: Request) -> Reply | None:
    """Return the reply that was found before the request came here; raises the error that was."""
    outcome = request.scope.get("state", {}).pop(OUTCOME, None)
    if isinstance(outcome, Exception):
        raise outcome
    return cast("Reply | None", outcome)


def rules(limits: Limits | None) -> dict[str, str]:
    """Return the headers that stand on whatever the endpoint answers."""
    announced = {"Query-Limits": limits.announced()} if limits else {}
    return {"Vary": "Accept", "Cache-Control": "no-cache", **announced}


def offered(kind: Form) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return the media types in which a query of this form is answered, and other names by which they are known."""
    return _OFFERS.get(kind, _OFFERS[Form.ROWS])


def _whole(request: Request, kept: Kept) -> Response:
    """Return an answer we hold, or 304 when the client holds it as well (RFC 9110 §13.1.2)."""
    if held(request, kept.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": kept.tag})
    return Response(kept.body, headers={"ETag": kept.tag}, media_type=kept.media_type)


@asynccontextmanager
async def evaluating(evaluation: Evaluation) -> AsyncIterator[None]:
    """Start who evaluates queries, and give it up at the end."""
    await evaluation.start()
    try:
        yield
    finally:
        evaluation.close()
