"""The publications over HTTP: /uitgaven, /uitgaven/2 with what differs, the same for programs, and the feed."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

from rdflib import Graph, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.build.series import Published, difference_file
from kg.errors import NotFoundError
from kg.publish.catalogue import DATASET, NAME
from kg.publish.library import Library
from kg.publish.links import PAGE, page_path
from kg.publish.publication_graph import publication_graph, publications_graph, version
from kg.publish.publication_pages import feed, publication_page, publications_page
from kg.publish.publications import ATOM, FEED, PATCHES, PATH, before, pages, published
from kg.publish.results import Answered
from kg.publish.signposts import Signpost, link_header
from kg.store import N_TRIPLES, Answer
from kg.store.formats import document
from kg.web.documents import ABOUT_PAGE, COLLECTION_PAGE, HTML, RDF, Subject, licence
from kg.web.paths import located, view
from kg.web.representations import representation
from kg.web.responses import FOREVER, FRESH, cached
from kg.web.served import Served

Handler = Callable[[Served, Request], Response]

_TYPES: Mapping[str, str] = MappingProxyType(
    {"rdfp": "application/rdf-patch", "ru": "application/sparql-update", "json": "application/json"},
)
_PAGE = re.compile(rf"([1-9][0-9]{{0,5}})(?:/{PAGE}/([1-9][0-9]{{0,5}}))?")


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the paths of the publications, each with what answers it; that below /id belongs before the route of all things."""
    yield f"/id/dataset/{NAME}--{{number:int}}", _identified
    yield FEED, _feed
    yield PATH, _listed
    yield f"{PATH}.{{extension}}", _listed
    yield f"{PATH}/{{path:path}}", _one


def _listed(served: Served, request: Request) -> Response:
    """Return the list of publications, in the format of its extension or by Accept."""
    library = served.library
    newest = [Signpost("latest-version", f"{PATH}/{len(library.published)}")] if library.published else []
    subject = Subject(
        PATH,
        DATASET,
        (HTML, *RDF),
        partial(publications_page, library),
        partial(_data, library, lambda: publications_graph(library), DATASET),
        (Signpost("type", COLLECTION_PAGE), *newest, Signpost("alternate", FEED, ATOM)),
    )
    return representation(served, request, subject, request.path_params.get("extension"))


def _one(served: Served, request: Request) -> Response:
    """Return a publication with what differs: as a page, as RDF that describes it, or as a patch."""
    path, dot, extension = request.path_params["path"].partition(".")
    parts = _PAGE.fullmatch(path)
    if not parts or parts[2] == "1":
        raise NotFoundError(f"{served.library.endpoint.base}{PATH}/{path}")
    one = published(served.library, int(parts[1]))
    if extension in _TYPES and not parts[2]:
        return _patch(served, request, one, extension)
    page = int(parts[2] or 1)
    if page > pages(served.library, one):
        raise NotFoundError(f"{served.library.endpoint.base}{PATH}/{path}")
    return representation(served, request, _subject(served.library, one, page), extension if dot else None)


def _subject(library: Library, one: Published, page: int) -> Subject:
    iri = version(one.number)
    return Subject(
        page_path(f"{PATH}/{one.number}", page),
        iri,
        (HTML, *RDF),
        lambda asked: publication_page(library, asked, one.number, page),
        partial(_data, library, lambda: publication_graph(library, one), iri),
        (Signpost("type", ABOUT_PAGE), *_versions(library, one), *_forms(library, one)),
    )


def _versions(library: Library, one: Published) -> Iterator[Signpost]:
    """Yield the links between versions (RFC 5829)."""
    last = len(library.published)
    yield Signpost("version-history", PATH)
    yield Signpost("latest-version", f"{PATH}/{last}")
    for rel, number in (("predecessor-version", one.number - 1), ("successor-version", one.number + 1)):
        if 1 <= number <= last:
            yield Signpost(rel, f"{PATH}/{number}")


def _forms(library: Library, one: Published) -> Iterator[Signpost]:
    if before(library, one):
        yield from (Signpost("related", f"{PATH}/{one.number}.{suffix}", _TYPES[suffix]) for _, suffix in PATCHES)


def _data(library: Library, graph: Callable[[], Graph], about: URIRef, media_type: str) -> bytes:
    answer = Answer(graph().serialize(format="nt", encoding="utf-8"), N_TRIPLES)
    return document(Answered(library.endpoint.base, answer), "", about, media_type).body


def _patch(served: Served, request: Request, one: Published, suffix: str) -> Response:
    """Return what differs from the publication before, as it was written then; it never changes."""
    library, old = served.library, before(served.library, one)
    file = difference_file(library.folder.parent, old.release, one.release, suffix) if old and library.folder else None
    if file is None or not file.is_file():
        why = "nothing comes before it" if old is None else f"it is not kept here any more; kg diff {old.number} {one.number} makes it"
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{suffix} of publication {one.number}: {why}")
    links = (Signpost("describedby", located(request, f"{PATH}/{one.number}")), Signpost("license", str(licence(library))))
    headers = {"Cache-Control": FOREVER, "Link": link_header(links)}
    tag = served.tag("patch", one.release, old.release if old else "", suffix)
    return cached(request, tag, headers, lambda: Response(file.read_bytes(), media_type=_TYPES[suffix]))


def _feed(served: Served, request: Request) -> Response:
    """Return the feed of publications (RFC 4287)."""
    asked = view(request, FEED)
    day = datetime.fromtimestamp(served.modified, UTC).date().isoformat()
    headers = {"Content-Language": asked.language}
    tag = served.tag(FEED, asked.language, day if not served.library.published else "")
    return cached(request, tag, headers, lambda: Response(feed(served.library, asked, day), media_type=ATOM))


def _identified(served: Served, request: Request) -> Response:
    """Send the client from a version of the dataset to what is told of it (303)."""
    one = published(served.library, request.path_params["number"])
    return RedirectResponse(located(request, f"{PATH}/{one.number}"), HTTPStatus.SEE_OTHER, {"Cache-Control": FRESH})
