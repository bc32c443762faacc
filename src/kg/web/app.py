"""All routes in one list; which error gets which status stands in responses.py."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from threading import Lock

from rdflib import URIRef
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError
from kg.publish.library import Language, Library
from kg.publish.network import projection, surroundings
from kg.publish.standalone import standalone
from kg.web import files, reading, representations
from kg.web.headers import CommonHeaders
from kg.web.paths import check_path, slashed
from kg.web.responses import fault, http_error, kg_error, without_slash
from kg.web.served import Served, edition, static_files
from kg.web.sparql import sparql

Handler = Callable[[Served, Request], Response]

STATIC = Path(__file__).parent / "static"
"""What the front end's build puts beside this module."""

NETWORK_DEPTH = 2
NETWORK_LIMIT = 60
"""How much of the network the stand-alone page shows: steps from the thing, and things at most."""


def create_app(library: Library, static: Path = STATIC) -> Starlette:
    """Return the web application over one release and the folder of static files."""
    found = static_files(static)
    served = Served(library, found, edition(library, found), network(library))
    app = Starlette(
        routes=[
            _route("/", served, reading.start),
            _route("/zoek", served, reading.search),
            _route("/zoek/suggesties", served, reading.suggestions),
            _route("/id/{path:path}", served, representations.identified),
            _route("/doc/{kind}", served, reading.listing),
            _route("/doc/{path:path}", served, representations.documented),
            _route("/def", served, representations.ontology),
            _route("/def.{extension}", served, representations.ontology),
            _route("/vragen", served, reading.questions),
            _route("/vragen/{name}", served, reading.question),
            _route("/over", served, reading.about),
            _route("/netwerk/{path:path}.html", served, reading.network),
            Route("/sparql", partial(sparql, served), methods=["GET", "POST"]),
            _route("/static/{file:path}", served, files.static),
            _route("/robots.txt", served, files.robots),
            _route("/healthz", served, files.health),
        ],
        middleware=[Middleware(CommonHeaders)],
        exception_handlers={KgError: kg_error, HTTPException: http_error, Exception: fault},
    )
    app.router.redirect_slashes = False  # it would send on to the Host the client named
    return app


def network(library: Library) -> Callable[[URIRef, Language], str]:
    """Return what draws the surroundings of a thing; the whole network is read once, when it is first asked for."""
    whole, lock = cache(partial(projection, library.endpoint, library.queries)), Lock()

    def drawn(centre: URIRef, language: Language) -> str:
        with lock:
            graph = whole()
        near = surroundings(graph, centre, NETWORK_DEPTH, NETWORK_LIMIT)
        near.graph["release"] = str(library.manifest.get("release", ""))
        return standalone(near, str(graph.nodes[centre]["label"]), language)

    return drawn


def _route(path: str, served: Served, handler: Handler) -> Route:
    return Route(path, partial(_answered, served, handler), methods=["GET"])


def _answered(served: Served, handler: Handler, request: Request) -> Response:
    """Answer a request whose path is well formed and has no slash at its end."""
    check_path(request.scope["raw_path"])
    if slashed(request):
        return without_slash(request)
    return handler(served, request)
