"""Style sheets, scripts and fonts, and whether the server is well."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from kg.web.coding import WORTH_IT, chosen, coded_tag, kept, shrinks
from kg.web.responses import FOREVER, FRESH, held
from kg.web.served import Served, StaticFile

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css",
        ".gz": "application/gzip",
        ".ico": "image/vnd.microsoft.icon",
        ".js": "text/javascript",
        ".json": "application/json",
        ".map": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".txt": "text/plain",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    },
)
"""By suffix, so that a file has the same type whatever the machine has in its mime.types."""

_PIECE = 64 * 1024
"""What is sent of a file at a time, so that it is not kept once more for everyone who reads it slowly."""
_RANGE = re.compile(r"bytes=(?=-?[0-9])([0-9]{0,15})-([0-9]{0,15})", re.ASCII)
_HASHED = re.compile(r".*[.-][0-9A-Za-z_]{8,}\.[a-z0-9.]+")


def static(served: Served, request: Request) -> Response:
    """Return a static file; one whose name holds a digest of its content never changes."""
    name = request.path_params["file"]
    if name not in served.files:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no file {name!r} here")
    file = served.files[name]
    headers = {"ETag": file.tag, "Cache-Control": FOREVER if _HASHED.fullmatch(name) else FRESH, "Accept-Ranges": "bytes"}
    if held(request, file.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    media_type = MEDIA_TYPES.get(file.path.suffix, "application/octet-stream")
    if shrinks(media_type) and len(file.content) >= WORTH_IT and "range" not in request.headers:
        headers["Vary"] = "Accept-Encoding"
        if coding := chosen(", ".join(request.headers.getlist("accept-encoding"))):
            headers |= {"Content-Encoding": coding, "ETag": coded_tag(file.tag, coding)}
            return InPieces(kept(file.content, coding), headers=headers, media_type=media_type)
    part = _part(request, file)
    if len(part) == len(file.content):
        return InPieces(file.content, headers=headers, media_type=media_type)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(file.content)}"
    return InPieces(file.content[part.start : part.stop], HTTPStatus.PARTIAL_CONTENT, headers, media_type)


def _part(request: Request, file: StaticFile) -> range:
    """Return which bytes of a file are asked for: all of them, unless one part is (RFC 9110 §14.2); raises 416 when it is not there."""
    size = len(file.content)
    asked = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if not asked or request.headers.get("if-range", file.tag) != file.tag:
        return range(size)
    first, last = asked.groups()
    part = range(int(first), min(int(last or size), size - 1) + 1) if first else range(max(0, size - int(last)), size)
    if not part:
        detail = f"no bytes {first}-{last} here; there are {size}"
        raise HTTPException(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, detail, {"Content-Range": f"bytes */{size}"})
    return part


class InPieces(Response):
    """A response that is sent as fast as it is read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send piece after piece."""
        _ = scope, receive
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for start in range(0, len(self.body), _PIECE):
            await send({"type": "http.response.body", "body": bytes(self.body[start : start + _PIECE]), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def health(served: Served, _request: Request) -> Response:
    """Return that the server answers, and from which release."""
    body = {"status": "ok", "release": served.library.manifest.get("release")}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
