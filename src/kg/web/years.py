"""Two years or two documents compared, over HTTP."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.years.asking import FIELDS
from kg.publish.years.pages import PATH, years_page
from kg.web.paths import view
from kg.web.responses import cached
from kg.web.served import Served


def handlers() -> tuple[tuple[str, Callable[[Served, Request], Response]], ...]:
    """Return the path and what answers it; it can show an earlier publication."""
    return ((PATH, compared),)


def compared(served: Served, request: Request) -> Response:
    """Return the page that compares what is asked for, or proposes what can be."""
    asked = view(request)
    given = {name: value[:200] for name, value in request.query_params.items() if name in FIELDS}
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(years_page(served.library, asked, given)))
