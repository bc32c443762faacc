"""The pages that help a reader on: about the graph, the tour with its pictures, and how accessible the pages are."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.helping.about import about_page
from kg.publish.helping.accessibility import accessibility_page
from kg.publish.helping.tour import pictures, tour_page
from kg.publish.library import View
from kg.web.paths import view
from kg.web.responses import cached
from kg.web.served import Served, StaticFile, tag_of

Handler = Callable[[Served, Request], Response]


def handlers() -> list[tuple[str, Handler]]:
    """Return the paths of the pages that tell the same of every release, each with what answers it."""
    return [("/rondleiding", tour), ("/toegankelijkheid", accessibility)]


def about(served: Served, request: Request) -> Response:
    """Return what the site is made from: the documents read, how deep, the counts, what is missing."""
    return _page(served, request, partial(about_page, served.library))


def tour(served: Served, request: Request) -> Response:
    """Return the tour along what one can do here."""
    return _page(served, request, partial(tour_page, served.library))


def accessibility(served: Served, request: Request) -> Response:
    """Return how accessible the pages are, and whom to tell what is not."""
    return _page(served, request, partial(accessibility_page, served.library))


def picture_files() -> dict[str, StaticFile]:
    """Return the pictures of the tour as static files, by their paths below /static."""
    found = ((each.served, each.file) for each in pictures().values())
    return {name: StaticFile(file, file.read_bytes(), tag_of(file.read_bytes())) for name, file in found}


def _page(served: Served, request: Request, page: Callable[[View], str]) -> Response:
    asked = view(request)
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(page(asked)))
