"""The publications over HTTP: /uitgaven, /uitgaven/2 with what differs, the same for programs, and the feed."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path

from rdflib import Graph, URIRef
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.build.series import Published, difference_file
from kg.errors import NotFoundError
from kg.publish.catalogue import DATASET, NAME, version
from kg.publish.library import Library
from kg.publish.links import PAGE, page_path
from kg.publish.publication_graph import publication_graph, publications_graph
from kg.publish.publication_pages import feed, publication_page, publications_page
from kg.publish.publications import ATOM, FEED, PATCH_TYPES, PATCHES, PATH, before, pages, published
from kg.publish.signposts import Signpost, link_header
from kg.store.formats import graph_document
from kg.web.documents import ABOUT_PAGE, COLLECTION_PAGE, HTML, RDF, Subject, licence
from kg.web.dumps import sent
from kg.web.paths import located, view
from kg.web.representations import representation
from kg.web.responses import FOREVER, FRESH, cached
from kg.web.served import Served, tag_of

Handler = Callable[[Served, Request], Response]

_NUMBER = "[1-9][0-9]{0,5}"
_PAGE = re.compile(rf"({_NUMBER})(?:/{PAGE}/({_NUMBER}))?")


class _Number(Convertor[int]):
    """The number of a publication in a path."""

    regex = _NUMBER

    def convert(self, value: str) -> int:
        """Return the number that is written."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Return the number as it is written."""
        return str(value)


register_url_convertor("publication", _Number())


def handlers() -> Iterator[tuple[str, Handler]]:
    """Yield the paths of the publications, each with what answers it; that below /id belongs before the route of all things."""
    yield f"/id/dataset/{NAME}--{{number:publication}}", _identified
    yield FEED, _feed
    yield PATH, _listed
    yield f"{PATH}.{{extension}}", _listed
    yield f"{PATH}/{{path:path}}", _one


def patches() -> Iterator[tuple[str, Handler]]:
    """Yield the paths of what differs, for programs; these belong before those above, and are sent as the files they are."""
    for suffix in PATCH_TYPES:
        yield f"{PATH}/{{number:publication}}.{suffix}", partial(_patch, suffix)


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
    """Return a publication with what differs: as a page, or as RDF that describes it."""
    path, dot, extension = request.path_params["path"].partition(".")
    parts = _PAGE.fullmatch(path)
    if not parts or parts[2] == "1":
        raise NotFoundError(f"{served.library.endpoint.base}{PATH}/{path}")
    one = published(served.library, int(parts[1]))
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
        yield from (Signpost("related", f"{PATH}/{one.number}.{suffix}", PATCH_TYPES[suffix]) for _, suffix in PATCHES)


def _data(library: Library, graph: Callable[[], Graph], about: URIRef, media_type: str) -> bytes:
    return graph_document(graph(), library.endpoint.base, about, media_type)


def _patch(suffix: str, served: Served, request: Request) -> Response:
    """Return what differs from the publication before, as it was written then; it never changes."""
    library = served.library
    one = published(library, request.path_params["number"])
    file = _patch_file(library, one, suffix)
    links = (
        Signpost("describedby", located(request, f"{PATH}/{one.number}")),
        *(Signpost("license", str(page)) for page in licence(library)),
    )
    headers = {"Cache-Control": FOREVER, "Link": link_header(links)}
    return sent(request, file, PATCH_TYPES[suffix], {"ETag": tag_of(f"{file.name} {file.stat().st_size}".encode()), **headers})


def _patch_file(library: Library, one: Published, suffix: str) -> Path:
    """Return the file with what differs; raises 404 when there is none."""
    old = before(library, one)
    file = difference_file(library.folder.parent, old, one, suffix) if old and library.folder else None
    if file is None or not file.is_file():
        why = "nothing comes before it" if old is None else f"it is not kept here any more; kg diff {old.number} {one.number} makes it"
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{suffix} of publication {one.number}: {why}")
    return file


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
