"""What a site is made of: the addresses of pages and data, and the file in which each stands."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus

from rdflib import URIRef

from kg.errors import NotFoundError
from kg.publish.event_stream import PATH as STREAM
from kg.publish.event_stream import node, nodes
from kg.publish.gaps.checks import CHECKS
from kg.publish.gaps.pages import PATH as GAPS
from kg.publish.inventory import JUDGEMENT, PAGES
from kg.publish.library import Language, Library, View
from kg.publish.links import link, page_path
from kg.publish.overview.sent import data_path
from kg.publish.publications import FEED, PATCHES, pages
from kg.publish.publications import PATH as PUBLICATIONS
from kg.publisher import Publication
from kg.read.withdrawn import How
from kg.site.documents import kind
from kg.store.query_files import SavedQuery
from kg.terms import BASE
from kg.web.documents import EXTENSIONS, HTML
from kg.web.finding import sitemap_paths
from kg.web.signposting import LINKSET_EXTENSION

PAGE = "index.html"

_DOCUMENTS = frozenset({"/def", "/catalog", PUBLICATIONS})
"""Pages that have other forms beside it."""
_TABLES = ("csv", "json", "xlsx")
_GRAPHS = ("ttl", "json")
_LOOSE = (
    "/robots.txt",
    "/sitemap.xml",
    "/def/context.jsonld",
    "/sparql/completions.json",
    "/sparql/examples.json",
    "/en/sparql/examples.json",
    "/samenwerking.csv",
    "/en/samenwerking.csv",
)
"""Files that are no page and have no other form."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the server, what is accepted there, the file that holds the answer, and its status; an optional one may have none."""

    path: str
    accept: str
    file: str
    optional: bool = False
    status: int = HTTPStatus.OK


def page(path: str) -> Iterator[Place]:
    """Yield the places of a page in every language.

    >>> [place.file for place in page("/doc/doel")]
    ['doc/doel/index.html', 'en/doc/doel/index.html']
    """
    for language in Language:
        own = link(View(language), path)
        yield Place(own, HTML, f"{own.strip('/')}/{PAGE}".lstrip("/"))


def forms(path: str, media_types: Iterable[str]) -> Iterator[Place]:
    """Yield the places of a document in these media types, and of its links."""
    extensions = (*(EXTENSIONS[media_type] for media_type in media_types), LINKSET_EXTENSION)
    yield from (file(f"{path}.{extension}") for extension in extensions)


def file(path: str) -> Place:
    """Return the place of what has one form only.

    >>> file("/robots.txt").file
    'robots.txt'
    """
    return Place(path, "*/*", path.lstrip("/"))


def document(path: str) -> Iterator[Place]:
    """Yield all places of a document: its pages, unless they stand elsewhere, its forms as data, and its links.

    >>> [place.file for place in document("/void")][:2]
    ['void.ttl', 'void.jsonld']
    """
    formats = kind(path).formats
    if formats[0] == HTML:
        yield from page(path)
    yield from forms(path, (media_type for media_type in formats if media_type != HTML))


def question(query: SavedQuery) -> Iterator[Place]:
    """Yield the places of a saved question with its defaults."""
    path = f"/vragen/{query.name}"
    yield from page(path)
    yield from (file(f"{path}.{extension}") for extension in (_TABLES if query.columns else _GRAPHS))


def _told(publication: Publication | None) -> Iterator[str]:
    """Yield the addresses that are there when the publisher says so."""
    if publication and publication.security:
        yield "/.well-known/security.txt"
    if not publication or publication.services:
        yield from ("/.well-known/api-catalog", "/v1/openapi.json")


def others(library: Library) -> Iterator[Place]:
    """Yield the places of all that is no document about a thing or a list of them."""
    for path in (*(each for each in PAGES if each not in _DOCUMENTS), *(f"{GAPS}/{check.name}" for check in CHECKS)):
        yield from page(path)
    yield file(data_path(library))
    for path in ("/def", *(("/catalog", "/void") if library.publication else ()), *((JUDGEMENT,) if library.judgement else ())):
        yield from document(path)
    yield from (file(path) for path in (*_LOOSE, *sitemap_paths(library), *_told(library.publication)))
    yield from _publications(library)
    for thing, stone in library.withdrawn.items():
        if stone.how is not How.MERGED:
            yield from (replace(each, status=HTTPStatus.GONE) for each in page(f"/doc/{thing}"))
    for query in library.queries.questions():
        yield from question(query)


def _publications(library: Library) -> Iterator[Place]:
    """Yield the places of the list of publications, of each, and of the stream of what changed (without pages: it is for programs)."""
    yield from (*document(PUBLICATIONS), *(file(link(View(language), FEED)) for language in Language))
    if not library.published:
        return
    yield from document(STREAM)
    for one in library.published:
        own = f"{PUBLICATIONS}/{one.number}"
        for number in range(1, pages(library, one) + 1):
            yield from document(page_path(own, number))
        if one.previous:
            yield from (replace(file(f"{own}.{suffix}"), optional=True) for _, suffix in PATCHES)
        with suppress(NotFoundError):  # the folder of a former release may be gone
            for number in range(1, nodes(library, one.number) + 1):
                yield from document(path_below(library, node(library, one.number, number)))


def path_below(library: Library, iri: URIRef) -> str:
    """Return the path of an IRI of ours below the base of the data."""
    return iri.removeprefix(BASE).removeprefix(library.endpoint.base)
