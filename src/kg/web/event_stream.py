"""The event stream of the publications over HTTP: /ldes, and a node for each publication that never changes."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from rdflib import Graph, URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import NotFoundError
from kg.publish.event_stream import PATH, node, nodes, page, root
from kg.publish.library import Library
from kg.publish.publication_pages import publications_page
from kg.store.formats import graph_document
from kg.terms import BASE
from kg.web.documents import RDF, Subject
from kg.web.representations import representation
from kg.web.responses import FOREVER
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]

_NODE = re.compile(r"([1-9][0-9]{0,5})(?:/([1-9][0-9]{0,5}))?")


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the paths of the stream, each with what answers it."""
    yield PATH, _root
    yield f"{PATH}.{{extension}}", _root
    yield f"{PATH}/{{path:path}}", _node


def _root(served: Served, request: Request) -> Response:
    """Return the first node, which changes with every publication."""
    library = served.library
    if not library.published:
        raise NotFoundError(f"{library.endpoint.base}{PATH}")
    subject = _subject(library, node(library), lambda: root(library))
    return representation(served, request, subject, request.path_params.get("extension"))


def _node(served: Served, request: Request) -> Response:
    """Return a node of a publication; it may be kept for ever."""
    library = served.library
    path, dot, extension = request.path_params["path"].partition(".")
    parts = _NODE.fullmatch(path)
    if not parts or parts[2] == "1":
        raise NotFoundError(f"{library.endpoint.base}{PATH}/{path}")
    number, place = int(parts[1]), int(parts[2] or 1)
    here = node(library, number, place)
    if place > nodes(library, number):
        raise NotFoundError(str(here))
    response = representation(served, request, _subject(library, here, lambda: page(library, number, place)), extension if dot else None)
    if "etag" in response.headers:
        response.headers["Cache-Control"] = FOREVER
    return response


def _subject(library: Library, here: URIRef, graph: Callable[[], Graph]) -> Subject:
    """Return a node as a document that comes as data only."""
    path = here.removeprefix(library.endpoint.base)
    data = partial(_data, library, graph, here)
    return Subject(path, URIRef(BASE + path), RDF, partial(publications_page, library), data)


def _data(library: Library, graph: Callable[[], Graph], about: URIRef, media_type: str) -> bytes:
    return graph_document(graph(), library.endpoint.base, about, media_type)
