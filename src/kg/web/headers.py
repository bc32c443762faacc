"""The headers that stand on every response: who may embed, run or read what."""

import re
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMMON = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Accept-Ranges, API-Version, Allow, Content-Location, Content-Range, ETag, Link, Location, Memento-Datetime, "
            "Query-Limits, Repr-Digest, Retry-After"
        ),
    },
)

EMBEDDED_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
"""Of the page that others may put in theirs: it runs nothing."""

_POLICY = "Content-Security-Policy"
_INLINE_SCRIPT = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL | re.IGNORECASE)


class CommonHeaders:
    """Adds the common headers to what the app answers, where it has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in COMMON.items():
                    if message["status"] != HTTPStatus.NOT_MODIFIED or name != _POLICY:  # a 304 would put it in place of the page's own
                        headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sent)


def stand_alone_policy(html: str) -> str:
    """Return the policy for a page that brings all it needs: it runs the scripts it came with and reaches nothing.

    Scripts are allowed by their digest, so that a label which found its way into the markup as a
    script stays text. Styles are not: the drawing library writes its own while it runs.
    """
    digests = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in _INLINE_SCRIPT.findall(html)}
    scripts = " ".join(sorted(digests)) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; connect-src 'none'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
