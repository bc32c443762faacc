"""The overview over HTTP: its page, and what the script of that page draws."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.build.overview_file import overview_json
from kg.publish.library import Library
from kg.publish.overview.known import index, overview
from kg.publish.overview.narrowing import NAMES, Narrowing, narrowed, narrowing
from kg.publish.overview.page import overview_page
from kg.publish.overview.parts import island_part
from kg.publish.overview.sent import PATH, digest, sent
from kg.web.paths import page_number, view
from kg.web.responses import FOREVER, FRESH, cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]

LONGEST = 200
"""What an address may ask for at most, in characters each."""

_TAGGED = re.compile(r"(.*?)(?:-([0-9a-f]{8}))?", re.DOTALL)
"""A name, and the digest of what stands there."""


def handlers() -> list[tuple[str, Handler]]:
    """Return the paths of the overview, each with what answers it; all can show an earlier publication."""
    return [(PATH, page), (f"{PATH}/{{name}}.json", whole), (f"{PATH}/{{release}}/{{name}}.json", part)]


def page(served: Served, request: Request) -> Response:
    """Return the page, narrowed down by what its address asks for."""
    asked, number, given = view(request), page_number(request), _given(request)
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(
        request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(overview_page(served.library, asked, given, number))
    )


def whole(served: Served, request: Request) -> Response:
    """Return the overview of a release as its folder holds it; of a large one what it comes to in short."""
    release, tag = _tagged(request)
    library = _library(served, release)
    return _json(served, request, lambda: sent(library), unchanging=tag == digest(library))


def part(served: Served, request: Request) -> Response:
    """Return one island of a release, narrowed down by what is asked for."""
    library = _library(served, request.path_params["release"])
    name, tag = _tagged(request)
    islands, asked = len(overview(library).islands), narrowing(_given(request))
    if not name.isdecimal() or int(name) >= islands:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no island {name} in this release; it has {islands}")
    number = int(name)
    if asked == Narrowing():
        return _json(served, request, lambda: sent(library, number), unchanging=tag == digest(library, number))
    return _json(served, request, lambda: _narrowed(library, number, asked), unchanging=False)


def _narrowed(library: Library, number: int, asked: Narrowing) -> bytes:
    return overview_json(island_part(overview(library), number, narrowed(index(library), asked))).encode()


def _given(request: Request) -> Mapping[str, str]:
    """Return what the address asks for; what is longer than any name is no question."""
    given = {name: request.query_params.get(name, "") for name in NAMES}
    if longest := next((name for name, text in given.items() if len(text) > LONGEST), ""):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{longest} has at most {LONGEST} characters")
    return given


def _tagged(request: Request) -> tuple[str, str]:
    """Return the name in the address, and the digest behind it if there is one."""
    name, tag = _TAGGED.fullmatch(request.path_params["name"]).groups("")  # type: ignore[union-attr]  # it fits any name
    return name, tag


def _library(served: Served, asked: str) -> Library:
    """Return the library, when its release is the one that is asked for."""
    own = str(served.library.manifest.get("release", ""))
    if asked != own:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no overview of release {asked} here; {PATH} shows that of {own}")
    return served.library


def _json(served: Served, request: Request, made: Callable[[], bytes], *, unchanging: bool) -> Response:
    """Return what is made; at an address with its digest nothing else will ever stand, elsewhere software may send something else."""
    tag = served.tag(PATH, request.url.path, request.url.query)
    headers = {"Cache-Control": FOREVER if unchanging else FRESH}
    return cached(request, tag, headers, lambda: Response(made(), media_type="application/json"))
