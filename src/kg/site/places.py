"""What a site is made of: the addresses of pages and data, and the file in which each stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Publication
from kg.publish.library import Language, Library, View
from kg.publish.links import PAGE as NUMBERED
from kg.publish.links import link
from kg.publish.referrers import STEP
from kg.store.query_files import SavedQuery
from kg.web.documents import CSV, EXTENSIONS, HTML, RDF
from kg.web.finding import sitemap_paths
from kg.web.signposting import LINKSET_EXTENSION

PAGE = "index.html"

_TABLES = ("csv", "json", "xlsx")
_GRAPHS = ("ttl", "json")
_LOOSE = (
    "/robots.txt",
    "/sitemap.xml",
    "/def/context.jsonld",
    "/sparql/completions.json",
    "/sparql/examples.json",
    "/en/sparql/examples.json",
)
"""Files that are no page and have no other form."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the server, what is accepted there, and the file of the site that holds the answer."""

    path: str
    accept: str
    file: str


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
    """Yield all places of a document below /doc: its pages, its forms as data, its links; a page of a longer list is no table."""
    yield from page(path)
    numbered = f"/{NUMBERED}/" in path or path.endswith(f"/{STEP}")
    yield from forms(path, RDF if numbered else (*RDF, CSV))


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
    for path in ("/", "/zoek", "/vragen", "/over", "/sparql"):
        yield from page(path)
    for path in ("/def", *(("/catalog",) if library.publication else ())):
        yield from page(path)
        yield from forms(path, RDF)
    if library.publication:
        yield from forms("/void", RDF)
    yield from (file(path) for path in (*_LOOSE, *sitemap_paths(library), *_told(library.publication)))
    for query in library.queries.questions():
        yield from question(query)
