"""Which documents there are: about a thing, about all of a kind, of what refers to a thing, and the ontology; each with its forms."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from rdflib import URIRef

from kg.build.referrers import KINDS
from kg.errors import NotFoundError
from kg.publish import pages
from kg.publish.library import Library, View
from kg.publish.links import PAGE, page_path, path_of
from kg.publish.listing import CLASSES, COLUMNS, extent, members
from kg.publish.listing_page import listing_page
from kg.publish.referrers import STEP, Paging, referrers
from kg.publish.signposts import Signpost
from kg.publish.spreadsheet import listing_csv, statements_csv
from kg.store import ask
from kg.store.formats import document
from kg.terms import BASE, mint
from kg.web.paths import thing

HTML = "text/html"
CSV = "text/csv"
EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        HTML: "html",
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "text/n3": "n3",
        CSV: "csv",
    },
)
"""The formats of a document in our order of preference: the first is what one gets who does not care."""

RDF = tuple(media_type for media_type in EXTENSIONS if media_type not in {HTML, CSV})

ABOUT_PAGE = "https://schema.org/AboutPage"
COLLECTION_PAGE = "https://schema.org/CollectionPage"

_NUMBERED = re.compile(rf"(.+)/{PAGE}/([1-9][0-9]{{0,5}})")
_CLASS = {kind: str(iri) for iri, kind in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """A document: its path without extension, the IRI of what it is about, its formats, and what makes its page and its other forms.

    `near` are links to what belongs with it beyond its own forms.
    """

    path: str
    iri: str
    formats: tuple[str, ...]
    page: Callable[[View], str]
    data: Callable[[str], bytes]
    near: tuple[Signpost, ...] = ()


def found(library: Library, path: str) -> Subject:
    """Return the document at this path below /doc; raises NotFoundError when there is none."""
    numbered = _NUMBERED.fullmatch(path)
    own, number = (numbered[1], int(numbered[2])) if numbered else (path, 1)
    if numbered and number == 1:
        raise NotFoundError(f"{library.endpoint.base}/doc/{path}")  # the first page has no number: one address each
    if own in COLUMNS:
        return _of_list(library, own, number)
    if own.endswith(f"/{STEP}"):
        return _of_referrers(library, own.removesuffix(f"/{STEP}"), number)
    return about(library, path)


def known(library: Library, path: str) -> URIRef:
    """Return the IRI of the thing at this path below /id; raises NotFoundError when the graph says nothing about it."""
    with suppress(NotFoundError):
        iri = thing(path)
        if ask(library.endpoint, library.queries.text("pages/known", thing=iri)):
            return iri
    raise NotFoundError(f"{library.endpoint.base}/id/{path}")


def about(library: Library, path: str) -> Subject:
    """Return the document about the thing at this path below /id; raises NotFoundError when the graph says nothing about it."""
    iri = known(library, path)
    kind = path.partition("/")[0]
    described = partial(library.queries.text, "pages/description", thing=iri, dataset=mint("dataset", "samenspel"))
    query = described(document=URIRef(f"{BASE}/doc/{path}"), licence=licence(library))
    near = [Signpost("type", ABOUT_PAGE)]
    if kind in KINDS:
        near.append(Signpost("related", f"/doc/{path}/{STEP}"))
    if kind in COLUMNS:
        near += [Signpost("type", published(library, _CLASS[kind])), Signpost("collection", f"/doc/{kind}")]
    return Subject(
        f"/doc/{path}",
        iri,
        tuple(EXTENSIONS),
        lambda view: pages.thing_page(library, view, iri),
        _forms(library, query, iri, lambda: statements_csv(library, iri)),
        tuple(near),
    )


def ontology(library: Library) -> Subject:
    """Return the document in which the terms are defined."""
    iri = URIRef(f"{BASE}/def")
    data = partial(_rdf, library, library.queries.text("pages/ontology"), iri)
    return Subject("/def", iri, (HTML, *RDF), lambda view: pages.ontology_page(library, view), data)


def licence(library: Library) -> tuple[URIRef, ...]:
    """Return the licence under which the data may be used; none when the publisher has not said."""
    return (library.publication.licence.page,) if library.publication else ()


def published(library: Library, iri: str) -> str:
    """Return an IRI of ours as the data have it, under their base."""
    return library.endpoint.base + iri.removeprefix(BASE) if iri.startswith(f"{BASE}/") else iri


def _of_list(library: Library, kind: str, number: int) -> Subject:
    """Return the document that lists all of a kind, or a page of it."""
    total, count = extent(library, kind, number)
    path, paging, things = f"/doc/{kind}", Paging(number, count, total), members(library, kind, number)
    iri = URIRef(BASE + path)
    query = library.queries.text("pages/members", things=things, collection=iri, licence=licence(library), **paging.terms(path))
    return Subject(
        page_path(path, number),
        iri,
        tuple(EXTENSIONS) if number == 1 else (HTML, *RDF),
        lambda view: listing_page(library, view, kind, number),
        _forms(library, query, iri, lambda: listing_csv(library, kind)),
        (Signpost("type", COLLECTION_PAGE), *_beside(path, paging), *(_item(thing) for thing in things)),
    )


def _of_referrers(library: Library, path: str, number: int) -> Subject:
    """Return the document of what refers to the thing at this path below /id, or a page of it."""
    iri = known(library, path)
    if path.partition("/")[0] not in KINDS:
        raise NotFoundError(f"{library.endpoint.base}/doc/{path}/{STEP}")
    shown = referrers(library, View(), iri, number)
    own = f"/doc/{path}/{STEP}"
    paging = Paging(shown.page, shown.pages, shown.total)
    subjects = sorted({line.ref.iri for line in shown.lines})
    asked = {"thing": iri, "subjects": subjects, "document": URIRef(BASE + own), "licence": licence(library), **paging.terms(own)}
    return Subject(
        page_path(own, number),
        iri,
        (HTML, *RDF),
        lambda view: pages.referrers_page(library, view, iri, number),
        partial(_rdf, library, library.queries.text("pages/referring", **asked), iri),
        (Signpost("type", COLLECTION_PAGE), Signpost("related", f"/doc/{path}"), *_beside(own, paging)),
    )


def _beside(path: str, shown: Paging) -> tuple[Signpost, ...]:
    """Return the links to the pages before and after this one."""
    beside = {"prev": shown.page - 1, "next": shown.page + 1}
    return tuple(Signpost(rel, page_path(path, number)) for rel, number in beside.items() if 1 <= number <= shown.pages)


def _item(iri: URIRef) -> Signpost:
    return Signpost("item", f"/doc/{path_of(iri)}")


def _forms(library: Library, query: str, iri: URIRef, table: Callable[[], str]) -> Callable[[str], bytes]:
    """Return what makes the forms of a document that is a graph as well as a table."""
    return lambda media_type: table().encode() if media_type == CSV else _rdf(library, query, iri, media_type)


def _rdf(library: Library, query: str, iri: URIRef, media_type: str) -> bytes:
    return document(library.endpoint, query, iri, media_type).body
