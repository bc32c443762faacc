"""The quality report of the release over HTTP: a page, and the same in EARL."""

from collections.abc import Callable, Iterator
from functools import partial

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.build.gate_file import Judgement
from kg.publish import pages
from kg.publish.gate_report import judgement_graph
from kg.publish.inventory import JUDGEMENT
from kg.publish.library import Library
from kg.store.formats import graph_document
from kg.terms import BASE
from kg.web.documents import HTML, RDF, Subject
from kg.web.representations import representation
from kg.web.responses import absent
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]

_MISSING = "this release was not checked: run kg gate, and start the server again"


def handlers(library: Library) -> Iterator[tuple[str, Handler]]:
    """Yield the paths of the quality report, each with what answers it."""
    found = library.judgement
    answer: Handler = partial(_judged, _subject(library, found)) if found else _unjudged
    yield from ((path, answer) for path in (JUDGEMENT, f"{JUDGEMENT}.{{extension}}"))


def _subject(library: Library, found: Judgement) -> Subject:
    page = partial(pages.gate_page, library, found=found)
    return Subject(JUDGEMENT, BASE + JUDGEMENT, (HTML, *RDF), page, partial(_data, found))


def _data(found: Judgement, media_type: str) -> bytes:
    """Return the judgement in EARL as a document."""
    return graph_document(judgement_graph(found), found.base, URIRef(f"{found.base}{JUDGEMENT}"), media_type)


def _judged(subject: Subject, served: Served, request: Request) -> Response:
    return representation(served, request, subject, request.path_params.get("extension"))


def _unjudged(_served: Served, request: Request) -> Response:
    """Return that this release was not checked, and what to do about it."""
    return absent(request, lambda spoken: (spoken("gate.missing"), spoken("gate.missing.detail")), _MISSING)
