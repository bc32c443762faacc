"""The focus picture over HTTP: /beeld/ and the path of a thing."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.focus.view import LONGEST_QUERY, Wish, address
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
    iri, wanted = thing(path), wished(served, request)
    tag = served.tag("focus", asked.root, asked.release, address(asked, path, wanted))
    made = partial(focus_page, served.library, asked, iri)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(made()))


def wished(served: Served, request: Request) -> Wish:
    """Return what the address of a picture asks for, of what there is; one that asks for too much is refused before that (414)."""
    if len(request.url.query) > LONGEST_QUERY:
        raise HTTPException(HTTPStatus.REQUEST_URI_TOO_LONG, f"the query of a picture has at most {LONGEST_QUERY} letters")
    return asked_for(served.library, view(request))
