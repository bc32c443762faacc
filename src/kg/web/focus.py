"""The focus picture over HTTP: /beeld/ and the path of a thing."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.focus.view import LONGEST_QUERY, address
from kg.publish.focus_page import asked_for, focus_page
from kg.web import withdrawn
from kg.web.paths import thing, view
from kg.web.responses import cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the path of the picture, which stands after those of its files."""
    yield "/beeld/{path:path}", picture


def picture(served: Served, request: Request) -> Response:
    """Return the picture of a thing and its surroundings, as the address asks for it; of what was withdrawn, what became of it."""
    path, asked = request.path_params["path"], view(request)
    if path in served.library.withdrawn:
        return withdrawn.documented(served, request)
    if len(request.url.query) > LONGEST_QUERY:
        raise HTTPException(HTTPStatus.REQUEST_URI_TOO_LONG, f"the query of a picture has at most {LONGEST_QUERY} letters")
    iri, wished = thing(path), asked_for(served.library, asked)
    tag = served.tag("focus", asked.root, asked.release, address(asked, path, wished))
    made = partial(focus_page, served.library, asked, iri)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(made()))
