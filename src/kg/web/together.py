"""Who works with whom over HTTP: each way to look at it as a page, and the pairs as a file."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Protocol, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish.library import Library, View
from kg.publish.together.around import PATH, Way
from kg.web.paths import view
from kg.web.responses import cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]


class _Pages(Protocol):
    """What the module of the pages offers; networkx comes with it, so it is loaded when it is first asked for."""

    def together_page(self, library: Library, view: View, step: str) -> str:
        """Return the page of a way to look."""

    def pairs_csv(self, library: Library, view: View) -> str:
        """Return all pairs as CSV."""


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the paths, each with what answers it; all can show an earlier publication."""
    yield from ((way.path, partial(_page, way)) for way in Way)
    yield f"{PATH}.csv", _pairs


def _page(way: str, served: Served, request: Request) -> Response:
    asked = view(request)
    tag = served.tag(asked.root, asked.path, asked.language)

    def made() -> Response:
        return HTMLResponse(_pages().together_page(served.library, asked, way))

    return cached(request, tag, {"Content-Language": asked.language}, made)


def _pairs(served: Served, request: Request) -> Response:
    asked = view(request)
    headers = {"Content-Language": asked.language, "Content-Disposition": 'inline; filename="samenwerking.csv"'}

    def made() -> Response:
        return Response(_pages().pairs_csv(served.library, asked), media_type="text/csv")

    return cached(request, served.tag(asked.root, asked.path, asked.language), headers, made)


def _pages() -> _Pages:
    return cast("_Pages", import_module("kg.publish.together.pages"))
