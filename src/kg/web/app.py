"""All routes in one list; which error gets which status stands in responses.py."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TypeAlias, cast

from rdflib import URIRef
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.publish import pages
from kg.publish.library import Language, Library
from kg.publish.shelf import Shelf
from kg.store.workers.limits import MIB, Limits
from kg.web import (
    api,
    catalogue,
    citing,
    dumps,
    editor,
    event_stream,
    explaining,
    files,
    finding,
    focus,
    gaps,
    gate,
    helping,
    overview,
    past,
    publications,
    reading,
    representations,
    saving,
    together,
    versions,
    withdrawn,
    years,
)
from kg.web.answers import Answers
from kg.web.asking import Evaluation, InProcess, client_of
from kg.web.coding import Coded
from kg.web.headers import CommonHeaders
from kg.web.kept import Pages
from kg.web.languages import Languages
from kg.web.paths import check_path, slashed, view
from kg.web.places import Places, deadline_s, unless_left
from kg.web.plain import PlainQueries
from kg.web.responses import EVALUATING, cached, dated, fault, http_error, kg_error, without_slash
from kg.web.served import Served, edition, modified, static_files
from kg.web.service import description, page_or_description
from kg.web.sparql import Sparql, Ways, evaluating

Handler = Callable[[Served, Request], Response]
Drawing: TypeAlias = Callable[[URIRef, Language], str]

MOST_EVALUATING = 24
MOST_EVALUATING_PER_CLIENT = 8
"""How many handlers wait for the answer to a query at a time, each in a thread: in all, and of one client."""

STATIC = Path(__file__).parent / "static"
"""What the front end's build puts beside this module."""


def create_app(library: Library, static: Path = STATIC, evaluation: Evaluation | None = None, answers_mib: int = 64) -> Starlette:
    """Return the web application over one release and the folder of static files.

    `evaluation` answers the queries of readers, in this process unless it is given; answers of up to
    `answers_mib` in all, and of pages, are kept for who asks the same.
    """
    found = {**static_files(static), **helping.picture_files()}
    asked, share = evaluation or InProcess(library.endpoint), answers_mib * MIB // 3
    answers, kept = Answers(share), Pages(share)
    shelf, when = Shelf(library), modified(library, static)
    served = Served(library, found, edition(library, found), when, network(library), asked, _places(asked), shelf, kept)
    endpoint = _sparql(served, answers)
    app = Starlette(
        routes=_routes(served, endpoint),
        middleware=[Middleware(CommonHeaders), Middleware(Languages), Middleware(api.ApiVersion)],
        exception_handlers={KgError: kg_error, HTTPException: http_error, Exception: fault},
        lifespan=lambda _: _living(asked, shelf),
    )
    app.state.plain = PlainQueries(asked, answers, share)
    app.state.pages = kept
    app.state.library = library
    app.router.redirect_slashes = False  # it would send on to the Host the client named
    return app


def _routes(served: Served, endpoint: Sparql) -> list[Route]:
    """Return all routes, in the order in which they are tried."""
    return [
        _of_any_release("/", served, reading.start),
        _of_any_release("/zoek", served, reading.search),
        _route("/zoek/suggesties", served, reading.suggestions),
        *(_route(path, served, handler) for path, handler in catalogue.handlers(served.library)),
        *(_route(path, served, handler) for path, handler in gate.handlers(served.library)),
        *(_as_it_is(path, served, handler) for path, handler in publications.patches()),
        *(_route(path, served, handler) for path, handler in publications.handlers()),
        *(_route(path, served, handler) for path, handler in event_stream.handlers()),
        *(_in_a_place(path, served, handler) for path, handler in saving.handlers()),
        _of_any_release("/id/{path:path}", served, withdrawn.identified),
        _of_any_release("/doc/{path:path}", served, withdrawn.documented),
        *(_in_a_place(path, served, handler) for path, handler in focus.handlers()),
        *(_of_any_release(path, served, handler) for path, handler in explaining.handlers()),
        *(_in_a_place(path, served, handler) for path, handler in explaining.file_handlers()),
        *(_in_a_place(path, served, handler) for path, handler in (*gaps.handlers(), *years.handlers())),
        *(_of_any_release(path, served, handler) for path, handler in overview.handlers()),
        _route("/def", served, representations.defined),
        _route("/def.{extension}", served, representations.defined),
        _route("/def/context.jsonld", served, representations.context),
        _route("/def/{version}", served, versions.versioned),
        _route("/vragen", served, reading.questions),
        _evaluating("/vragen/{name}", served, reading.question),
        _route("/v1", served, api.entry),
        _route("/v1/queries", served, api.queries),
        _evaluating("/v1/queries/{name}", served, api.query),
        _route("/v1/openapi.json", served, api.openapi),
        _route("/citaat.{extension}", served, citing.cited),
        *(_in_a_place(path, served, handler) for path, handler in together.handlers()),
        _route("/stijl", served, reading.style),
        _of_any_release("/over", served, helping.about),
        *(_route(path, served, handler) for path, handler in helping.handlers()),
        _route("/netwerk/{path:path}.html", served, reading.network),
        Route("/sparql", endpoint.answer, methods=["GET", "POST"]),
        *editor.routes(served, endpoint.answer),
        _at_once("/static/{file:path}", served, files.static),
        _at_once("/robots.txt", served, finding.robots),
        _route("/sitemap.xml", served, finding.sitemaps),
        _route("/sitemap-{number:int}.xml", served, finding.sitemap),
        _at_once(finding.API_CATALOG, served, finding.api_catalog),
        _as_it_is("/dump/{path:path}", served, dumps.dump),
        _at_once("/healthz", served, files.health),
    ]


@asynccontextmanager
async def _living(evaluation: Evaluation, shelf: Shelf) -> AsyncIterator[None]:
    """Start who evaluates queries, and at the end give it up and close the publications that were opened."""
    async with evaluating(evaluation):
        shelf.open()
        with closing(shelf):
            yield


def _sparql(served: Served, answers: Answers) -> Sparql:
    """Return the endpoint, which shows the editor to readers and describes itself to programs."""
    library, evaluation = served.library, served.evaluation

    def page(request: Request, query: str) -> Response:
        asked = view(request)
        tag = served.tag("editor", asked.root, asked.path, asked.language, query)
        headers = {"Content-Language": asked.language}
        return cached(request, tag, headers, lambda: HTMLResponse(pages.sparql_page(library, asked, query)))

    described = page_or_description(description(library.queries, evaluation), page)
    ways = Ways(described, page, check_release=lambda release: citing.check_release(release, served))
    return Sparql(evaluation, answers, ways)


def network(library: Library) -> Callable[[URIRef, Language], str]:
    """Return what draws the surroundings of a thing, loaded when it is first asked for.

    networkx and pyvis (which imports IPython) take longer to import than all else a server needs
    to answer, so a server that nobody asks for a network does not wait for them.
    """
    loaded = cache(lambda: cast("Drawing", import_module("kg.web.drawing").network(library)))
    lock = Lock()

    def drawn(centre: URIRef, language: Language) -> str:
        with lock:
            draw = loaded()
        return draw(centre, language)

    return drawn


def _places(evaluation: Evaluation) -> Places:
    """Return the places of the pages that wait for the answer to a query: as many may wait as there may be queries."""
    limits = evaluation.limits or Limits()
    return Places(MOST_EVALUATING, MOST_EVALUATING_PER_CLIENT, limits.waiting, limits.waiting_per_client)


def _route(path: str, served: Served, handler: Handler) -> Route:
    """Return a route that is answered in one of the threads for all: its handler waits for nobody's query."""
    return Route(path, partial(_answered, served, handler), methods=["GET"], middleware=[Middleware(Coded, served.pages)])


def _of_any_release(path: str, served: Served, handler: Handler) -> Route:
    """Return a route that can show an earlier publication too; to open that waits in one of its client's places."""

    async def answered(request: Request) -> Response:
        published = past.asked(served, request)
        if published is None:
            return await run_in_threadpool(_answered, served, handler, request)
        made = partial(past.answered, served, published, request, lambda own, asked: _answered(own, handler, asked))
        return await unless_left(request, served.places.run(client_of(request), deadline_s(served.evaluation), made))

    return Route(path, answered, methods=["GET"], middleware=[Middleware(Coded, served.pages)])


def _in_a_place(path: str, served: Served, handler: Handler) -> Route:
    """Return a route whose handler has much work to do, in one of its client's places, of an earlier publication too."""

    async def answered(request: Request) -> Response:
        published = past.asked(served, request)
        made = partial(_answered, served, handler, request)
        if published is not None:
            made = partial(past.answered, served, published, request, lambda own, asked: _answered(own, handler, asked))
        return await unless_left(request, served.places.run(client_of(request), deadline_s(served.evaluation), made))

    return Route(path, answered, methods=["GET"], middleware=[Middleware(Coded, served.pages)])


def _as_it_is(path: str, served: Served, handler: Handler) -> Route:
    """Return a route that is answered in one of the threads for all, and whose answers are not made smaller on the way."""
    return Route(path, partial(_answered, served, handler), methods=["GET"])


def _evaluating(path: str, served: Served, handler: Handler) -> Route:
    """Return a route whose handler waits for the answer to a query, in one of its client's places."""

    async def answered(request: Request) -> Response:
        request.scope[EVALUATING] = True
        made = partial(_answered, served, handler, request)
        return await unless_left(request, served.places.run(client_of(request), deadline_s(served.evaluation), made))

    return Route(path, answered, methods=["GET"], middleware=[Middleware(Coded, served.pages)])


def _at_once(path: str, served: Served, handler: Handler) -> Route:
    """Return a route that is answered without a thread, so that nobody can keep others from it."""

    async def answered(request: Request) -> Response:
        return _answered(served, handler, request)

    return Route(path, answered, methods=["GET"], middleware=[Middleware(Coded, served.pages)])


def _answered(served: Served, handler: Handler, request: Request) -> Response:
    """Answer a request whose path is well formed and has no slash at its end."""
    check_path(request.scope["raw_path"])
    if slashed(request):
        return without_slash(request)
    for release in request.query_params.getlist("release"):
        citing.check_release(release, served)
    return dated(request, handler(served, request), served.modified)
