"""The plain query, GET /sparql?query=… and nothing else, answered before the router: most queries of programs are."""

from functools import lru_cache
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg.store import Formats, Question
from kg.store.forms import Form, form
from kg.web.answers import Answers, Kept
from kg.web.asking import Evaluation, client_at
from kg.web.headers import COMMON
from kg.web.negotiation import accepted
from kg.web.responses import held, kg_error
from kg.web.sparql import HTML, offered, rules
from kg.web.streaming import Pieces, Watch

_ONLY = b"query="

Headers = list[tuple[bytes, bytes]]


class PlainQueries:
    """Answers plain queries, and passes on all else; what it answers is what the endpoint behind it would."""

    def __init__(self, app: ASGIApp, evaluation: Evaluation, answers: Answers) -> None:
        self._app = app
        self._evaluation = evaluation
        self._answers = answers
        self._rules = {**rules(evaluation.limits), **COMMON}
        self._raw: Headers = [(name.lower().encode(), value.encode()) for name, value in self._rules.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a plain query, or let the app answer."""
        asked = plain(scope)
        if asked is None:
            await self._app(scope, receive, send)
        elif kept := self._answers.find(asked):
            await self._whole(scope, send, kept)
        else:
            await self._evaluated(asked, scope, receive, send)

    async def _evaluated(self, asked: Question, scope: Scope, receive: Receive, send: Send) -> None:
        watched = Watch(receive)
        try:
            async with watched:
                reply = await self._evaluation.ask(asked, client_at(scope["client"][0] if scope["client"] else ""))
        except KgError as error:
            await self._sent(kg_error(Request(scope), error), scope, receive, send)
            return
        if watched.left:
            return
        if reply.errand is None:
            await self._whole(scope, send, self._answers.keep(asked, reply.body, reply.media_type))
        else:
            pieces = Pieces(reply, lambda body: self._answers.keep(asked, body, reply.media_type))
            await self._sent(pieces, scope, receive, send)

    async def _sent(self, response: Response, scope: Scope, receive: Receive, send: Send) -> None:
        for name, value in self._rules.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _whole(self, scope: Scope, send: Send, kept: Kept) -> None:
        tag = (b"etag", kept.tag.encode())
        if any(name == b"if-none-match" for name, _ in scope["headers"]) and held(Request(scope), kept.tag):
            headers = [pair for pair in self._raw if pair[0] != b"content-security-policy"]
            await send({"type": "http.response.start", "status": 304, "headers": [tag, *headers]})
            await send({"type": "http.response.body", "body": b""})
            return
        own = [(b"content-length", str(len(kept.body)).encode()), (b"content-type", _content_type(kept.media_type)), tag]
        await send({"type": "http.response.start", "status": 200, "headers": own + self._raw})
        await send({"type": "http.response.body", "body": kept.body})


def plain(scope: Scope) -> Question | None:
    """Return the question of a request that is a plain query; None when it is anything else, or anything is odd about it."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope.get("http_version") == "1.0":
        return None
    sent: bytes = scope["query_string"]
    if not sent.startswith(_ONLY) or b"&" in sent or scope["path"] != f"{scope.get('root_path', '')}/sparql":
        return None
    try:
        query = unquote_to_bytes(sent[len(_ONLY) :].replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    kind = form(query)
    media_type = _negotiated(b", ".join(value for name, value in scope["headers"] if name == b"accept"), kind)
    if not media_type or kind not in {Form.ROWS, Form.GRAPH}:
        return None
    return Question(query, Formats(graph=media_type) if kind is Form.GRAPH else Formats(results=media_type))


@lru_cache(1024)
def _negotiated(accept: bytes, kind: Form) -> str:
    """Return the format that is accepted, and nothing when that is a page, or none."""
    offers, names = offered(kind)
    media_type = accepted(accept.decode("latin-1") or None, (*offers, HTML), names)
    return "" if media_type == HTML else media_type


@lru_cache(64)
def _content_type(media_type: str) -> bytes:
    return f"{media_type}; charset=utf-8".encode() if media_type.startswith("text/") else media_type.encode()
