"""The overview over HTTP: its page, and what the script of that page draws."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.build.overview_file import overview_json
from kg.publish.library import Library
from kg.publish.overview.known import content, overview
from kg.publish.overview.narrowing import NAMES
from kg.publish.overview.page import PATH, overview_page
from kg.publish.overview.parts import in_short, island_part, short_json
from kg.web.paths import page_number, view
from kg.web.responses import FOREVER, cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]

LONGEST = 200
"""What an address may ask for at most, in characters each."""


def handlers() -> list[tuple[str, Handler]]:
    """Return the paths of the overview, each with what answers it; all can show an earlier publication."""
    return [(PATH, page), (f"{PATH}/{{release}}.json", whole), (f"{PATH}/{{release}}/{{number:int}}.json", part)]


def page(served: Served, request: Request) -> Response:
    """Return the page, narrowed down by what its address asks for; what is longer than any name is no question."""
    asked, number = view(request), page_number(request)
    given = {name: request.query_params.get(name, "") for name in NAMES}
    if longest := next((name for name, text in given.items() if len(text) > LONGEST), ""):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{longest} has at most {LONGEST} characters")
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(
        request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(overview_page(served.library, asked, given, number))
    )


def whole(served: Served, request: Request) -> Response:
    """Return the overview of a release as its folder holds it; of a large one what it comes to in short."""
    library = _library(served, request)
    return _json(served, request, lambda: short_json(told).encode() if in_short(told := overview(library)) else content(library))


def part(served: Served, request: Request) -> Response:
    """Return one island of a release."""
    library, number = _library(served, request), request.path_params["number"]
    if number >= len(overview(library).islands):
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no island {number} in this release; it has {len(overview(library).islands)}")
    return _json(served, request, lambda: overview_json(island_part(overview(library), number)).encode())


def _library(served: Served, request: Request) -> Library:
    """Return the library, when the address names its release: what is at that address then never changes."""
    own, asked = str(served.library.manifest.get("release", "")), request.path_params["release"]
    if asked != own:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no overview of release {asked} here; {PATH} shows that of {own}")
    return served.library


def _json(served: Served, request: Request, made: Callable[[], bytes]) -> Response:
    tag = served.tag(PATH, request.url.path.rpartition("/")[2])
    headers = {"Cache-Control": FOREVER}
    return cached(request, tag, headers, lambda: Response(made(), media_type="application/json"))
