"""Files and small texts: style sheets and scripts, robots.txt, whether the server is well."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from kg.web.responses import FOREVER, FRESH, held
from kg.web.served import Served

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css",
        ".ico": "image/vnd.microsoft.icon",
        ".js": "text/javascript",
        ".json": "application/json",
        ".map": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    },
)
"""By suffix, so that a file has the same type whatever the machine has in its mime.types."""

_HASHED = re.compile(r".*[.-][0-9A-Za-z_]{8,}\.[a-z0-9.]+")


def static(served: Served, request: Request) -> Response:
    """Return a static file; one whose name holds a digest of its content never changes."""
    name = request.path_params["file"]
    if name not in served.files:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no file {name!r} here")
    file = served.files[name]
    headers = {"ETag": file.tag, "Cache-Control": FOREVER if _HASHED.fullmatch(name) else FRESH}
    if held(request, file.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return FileResponse(file.path, headers=headers, media_type=MEDIA_TYPES.get(file.path.suffix, "application/octet-stream"))


def robots(_served: Served, _request: Request) -> Response:
    """Return what crawlers may read: all but what is made anew for every question."""
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /zoek\n")


def health(served: Served, _request: Request) -> Response:
    """Return that the server answers, and from which release."""
    body = {"status": "ok", "release": served.library.manifest.get("release")}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
