"""All documents there are, by path: what a crawler, a static site or a check goes through."""

from collections.abc import Iterator

from rdflib import Literal, URIRef

from kg.build.referrers import KINDS
from kg.publish.library import Library
from kg.publish.links import page_path, path_of
from kg.publish.listing import SIZE, counts
from kg.publish.referrers import STEP
from kg.publish.referrers import pages as referring
from kg.store import rows

CATALOGUE = "/catalog"
"""The page of the catalogue, where the publisher has said what it needs."""
PAGES = (
    "/",
    "/vragen",
    "/over",
    "/overzicht",
    "/hiaten",
    "/jaren",
    "/samenwerking",
    "/samenwerking/organisaties",
    "/samenwerking/matrix",
    "/samenwerking/netwerk",
    "/verband",
    "/rondleiding",
    "/toegankelijkheid",
    "/def",
    "/catalog",
    "/zoek",
    "/sparql",
    "/uitgaven",
    "/stijl",
)
"""The pages that every site has."""
JUDGEMENT = "/keuring"
"""The page of a release that was checked."""


def things(library: Library) -> list[URIRef]:
    """Return all things of ours that the graph says something of, in the order of their IRIs."""
    query = library.queries.text("pages/things", space=Literal(f"{library.endpoint.base}/id/"))
    return [URIRef(row["thing"]) for row in rows(library.endpoint, query)]


def documents(library: Library) -> Iterator[str]:
    """Yield the paths of the documents about things, and of their lists page by page."""
    for kind, number in counts(library).items():
        yield from (page_path(f"/doc/{kind}", page) for page in range(1, max(1, -(-number // SIZE)) + 1))
    for thing in things(library):
        path = f"/doc/{path_of(thing)}"
        yield path
        if path_of(thing).partition("/")[0] in KINDS:
            own = f"{path}/{STEP}"
            yield from (page_path(own, page) for page in range(1, referring(library.index.number_of_referrers(thing)) + 1))


def pages(library: Library) -> Iterator[str]:
    """Yield the paths of the pages that are about no thing in particular, and of the saved questions."""
    yield from (path for path in PAGES if path != CATALOGUE or library.publication)
    if library.judgement:
        yield JUDGEMENT
    yield from (f"/vragen/{query.name}" for query in library.queries.questions())
