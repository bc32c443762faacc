"""The focus picture over HTTP: /beeld/ and the path of a thing."""

from collections.abc import Callable, Iterator
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.focus.page import focus_page
from kg.web.paths import thing, view
from kg.web.responses import cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the path of the picture, which stands after those of its files."""
    yield "/beeld/{path:path}", picture


def picture(served: Served, request: Request) -> Response:
    """Return the picture of a thing and its surroundings, as the address asks for it."""
    asked, iri = view(request), thing(request.path_params["path"])
    tag = served.tag(asked.root, asked.path, asked.language)
    made = partial(focus_page, served.library, asked, iri)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(made()))
