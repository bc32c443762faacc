"""The gaps over HTTP: all of them, and the list of each."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.gaps.pages import FIELDS, PATH, list_page, overview_page
from kg.publish.library import View
from kg.web.paths import page_number, view
from kg.web.responses import cached
from kg.web.served import Served


def handlers() -> tuple[tuple[str, Callable[[Served, Request], Response]], ...]:
    """Return the paths and what answers them; all can show an earlier publication."""
    return (PATH, overview), (f"{PATH}/{{name}}", listed)


def overview(served: Served, request: Request) -> Response:
    """Return the page with all gaps and their counts."""
    return _page(served, request, partial(overview_page, served.library, given=_given(request)))


def listed(served: Served, request: Request) -> Response:
    """Return a page of the list of one gap."""
    name, number, given = request.path_params["name"], page_number(request), _given(request)
    return _page(served, request, lambda asked: list_page(served.library, asked, name, given, number))


def _given(request: Request) -> dict[str, str]:
    return {name: value[:200] for name, value in request.query_params.items() if name in FIELDS}


def _page(served: Served, request: Request, page: Callable[[View], str]) -> Response:
    asked = view(request)
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(page(asked)))
