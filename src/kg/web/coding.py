"""Content codings: what can be made smaller is sent so to who reads it so (RFC 9110 §8.4 and §12.5.3)."""

import gzip
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from http import HTTPStatus

import brotli
from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.kept import Pages

CODINGS = ("br", "gzip")
"""In our order of preference."""

WORTH_IT = 860
"""A smaller body fits in one packet either way, in bytes."""

_SHRINKS = re.compile(r"text/.*|application/(?:.*[+/])?(?:json|xml|javascript|n-triples|n-quads|trig|rdf\+xml|wasm)|image/svg\+xml")
_MEMBER = re.compile(r"\s*(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;\s*[qQ]\s*=\s*(?P<quality>[01](?:\.[0-9]{0,3})?)\s*)?")
_LONGEST = 1024
_VARYING = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})
"""What is here varies by coding, also when it is too small to be made smaller: the two must say the same of one address."""

_AT_ONCE = 16 * 1024
"""A larger body is made smaller in a thread, so that others need not wait for it."""


def chosen(header: str, offers: Sequence[str] = CODINGS) -> str:
    """Return which of these codings we send to who has this Accept-Encoding header, "" for none.

    >>> chosen("gzip, deflate, br"), chosen("gzip;q=0.5, br;q=0.1"), chosen("br;q=0, *"), chosen("")
    ('br', 'gzip', 'gzip', '')
    >>> chosen("br, gzip;q=0", ["gzip"]), chosen("br, *;q=0", ["gzip"]), chosen("br, gzip", ["gzip"])
    ('', '', 'gzip')
    """
    members = (_MEMBER.fullmatch(member) for member in header[:_LONGEST].split(","))
    liked = {member["name"].lower(): float(member["quality"] or 1) for member in members if member}
    best = max(offers, key=lambda coding: liked.get(coding, liked.get("*", 0)))
    return best if liked.get(best, liked.get("*", 0)) > 0 else ""


def shrinks(media_type: str) -> bool:
    """Tell whether bodies of this type become smaller.

    >>> shrinks("text/html; charset=utf-8"), shrinks("application/ld+json"), shrinks("image/png")
    (True, True, False)
    """
    return bool(_SHRINKS.fullmatch(media_type.partition(";")[0].strip().lower()))


def coded(body: bytes, coding: str) -> bytes:
    """Return the body in a coding: quick, and the same bytes for the same body."""
    return brotli.compress(body, quality=5) if coding == "br" else gzip.compress(body, compresslevel=6, mtime=0)


kept = lru_cache(maxsize=64)(coded)
"""The same for bodies that stay, such as static files."""


def coded_tag(tag: str, coding: str) -> str:
    """Return the entity tag of a representation in a coding: other bytes, another strong tag (RFC 9110 §8.8.3.3).

    >>> coded_tag('"abc"', "br")
    '"abc-br"'
    """
    return f'{tag[:-1]}-{coding}"' if tag.endswith('"') else tag


class Coded:
    """Sends what the app answers in one piece in the coding that the client likes best.

    The app knows nothing of it: it sees the tags of its own representations, and sends those.
    """

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, smaller; what is made smaller is kept among the pages."""
        headers = Headers(scope=scope)
        sending = _Sending(
            send, self._pages, chosen(", ".join(headers.getlist("accept-encoding"))), ", ".join(headers.getlist("if-none-match"))
        )
        await self._app({**scope, "headers": list(_uncoded(scope["headers"], sending.coding))}, receive, sending)


class _Sending:
    """What is sent to one client: the start waits for the first piece, which tells whether it is all there is."""

    def __init__(self, send: Send, pages: Pages, coding: str, held: str) -> None:
        self.coding = coding
        self._pages = pages
        self._send = send
        self._held = held
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Send on a message of the app."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            message = await self._first(start, message)
        await self._send(message)

    async def _first(self, start: Message, piece: Message) -> Message:
        """Send the start, and return the first piece as it goes with it."""
        headers = MutableHeaders(scope=start)
        shrinking = not piece.get("more_body") and _may_shrink(start["status"], headers, piece.get("body", b""))
        if (shrinking or start["status"] in _VARYING) and "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if start["status"] == HTTPStatus.NOT_MODIFIED:
            self._name_held(headers)
        elif shrinking:
            piece = await self._shrunk(headers, piece)
        await self._send(start)
        return piece

    async def _shrunk(self, headers: MutableHeaders, piece: Message) -> Message:
        if not self.coding:
            return piece
        made = partial(coded, piece["body"], self.coding)
        if "etag" in headers:
            headers["ETag"] = coded_tag(headers["etag"], self.coding)
            made = partial(self._pages.coded, headers["etag"], made)
        body = made() if len(piece["body"]) <= _AT_ONCE else await run_sync(made)
        headers["Content-Encoding"], headers["Content-Length"] = self.coding, str(len(body))
        return {**piece, "body": body}

    def _name_held(self, headers: MutableHeaders) -> None:
        """Name the representation that the client holds: the one in its coding when that is what it told."""
        tag = coded_tag(headers.get("etag", ""), self.coding)
        if self.coding and tag in self._held:
            headers["ETag"] = tag


def _may_shrink(status: int, headers: Headers, body: bytes) -> bool:
    whole = status != HTTPStatus.PARTIAL_CONTENT and "content-encoding" not in headers
    return whole and len(body) >= WORTH_IT and shrinks(headers.get("content-type", ""))


def _uncoded(headers: Iterable[tuple[bytes, bytes]], coding: str) -> Iterable[tuple[bytes, bytes]]:
    """Yield the headers of a request with the tags of this coding as the app knows them."""
    for name, value in headers:
        known = value.replace(f'-{coding}"'.encode(), b'"') if coding and name == b"if-none-match" else value
        yield name, known
