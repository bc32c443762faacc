"""The catalogue over HTTP: /catalog and /void in the formats asked for, and where to tell of a leak (/.well-known/security.txt)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from http import HTTPStatus

from rdflib import Graph, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.errors import NotFoundError
from kg.publish import pages
from kg.publish.catalogue import CATALOGUE, DATASET, Catalogue, catalogue
from kg.publish.catalogue_graph import catalogue_graph
from kg.publish.catalogue_void import DOCUMENT, void_graph
from kg.publish.library import Language, Library, View
from kg.publish.links import link
from kg.publisher import Publication, Security
from kg.store.formats import graph_document
from kg.terms import BASE, CATALOGUE_KINDS, moved
from kg.web.documents import EXTENSIONS, HTML, RDF, Subject
from kg.web.negotiation import accepted
from kg.web.paths import language, located, root, thing
from kg.web.representations import ALIASES, none_accepted, representation
from kg.web.responses import FRESH, absent, accept_header, cached
from kg.web.served import Served
from kg.web.signposting import describedby

Handler = Callable[[Served, Request], Response]

PAGE = "/catalog"
SECURITY = "/.well-known/security.txt"

_MISSING = (
    "no catalogue is published here: describe the publication in data/publication.toml, or in another file with "
    "kg serve --publication FILE, and start again"
)

_NAMES = (*(f"/id/{kind}/{{name}}" for kind in CATALOGUE_KINDS), DATASET.removeprefix(BASE))
_CATALOG = (PAGE, f"{PAGE}.{{extension}}")
_VOID = (DOCUMENT, f"{DOCUMENT}.{{extension}}")
_WELL_KNOWN = "/.well-known/void"
_PATHS = (*_NAMES, *_CATALOG, *_VOID, _WELL_KNOWN, SECURITY)


@dataclass(frozen=True, slots=True)
class Published:
    """The documents about what is published; `told` counts when it is first asked, `digest` is of what the publisher said."""

    told: Callable[[], Catalogue]
    catalog: Subject
    void: Subject
    digest: str

    def represent(self, subject: Subject, served: Served, request: Request) -> Response:
        """Return a document, in the format of its extension or by Accept; what the publisher said is part of its edition."""
        own = replace(served, edition=f"{served.edition} {self.digest}")
        return representation(own, request, subject, request.path_params.get("extension"))


def handlers(library: Library) -> Iterator[tuple[str, Handler]]:
    """Yield the paths of the catalogue, each with what answers it; those below /id/ belong before the route of all things."""
    publication = library.publication
    if publication is None:
        yield from ((path, _unpublished) for path in _PATHS)
        return
    published = _published(library, publication)
    yield from ((path, partial(_identified, published)) for path in _NAMES)
    yield from ((path, partial(published.represent, published.catalog)) for path in _CATALOG)
    yield from ((path, partial(_void, published)) for path in _VOID)
    yield _WELL_KNOWN, _well_known
    yield SECURITY, partial(_security, publication.security)


def _published(library: Library, publication: Publication) -> Published:
    told = cache(partial(catalogue, library, publication))

    def page(asked: View) -> str:
        return pages.catalogue_page(library, asked, told())

    return Published(
        told,
        Subject(PAGE, CATALOGUE, (HTML, *RDF), page, partial(_data, told, catalogue_graph, CATALOGUE)),
        Subject(DOCUMENT, DATASET, RDF, page, partial(_data, told, void_graph, DATASET)),
        sha256(repr(publication).encode()).hexdigest(),
    )


def _data(told: Callable[[], Catalogue], graph: Callable[[Catalogue], Graph], about: URIRef, media_type: str) -> bytes:
    """Return a graph about what is published as a document."""
    known = told()
    return graph_document(graph(known), known.base, about, media_type)


def _identified(published: Published, _served: Served, request: Request) -> Response:
    """Send the client from a thing that the catalogue describes to the catalogue, in one step; the fragment would be lost in some forms."""
    kind, name = request.url.path.rsplit("/", 2)[-2:]
    iri, told = thing(f"{kind}/{name}"), published.told()
    if (URIRef(moved(iri, BASE, told.base)), None, None) not in catalogue_graph(told):
        raise NotFoundError(moved(iri, BASE, told.base))
    subject = published.catalog
    media_type = accepted(accept_header(request), subject.formats, ALIASES)
    if not media_type:
        return none_accepted(request, subject)
    return _see_other(request, f"{PAGE}.{EXTENSIONS[media_type]}" if media_type != HTML else PAGE, describedby(request, subject))


def _see_other(request: Request, path: str, *links: object) -> Response:
    """Send the client on to another document; a page comes in the language of the request."""
    asked = View(language(request) if path == PAGE else Language.NL, root=root(request))
    headers = {"Vary": "Accept", "Cache-Control": FRESH, **({"Link": ", ".join(map(str, links))} if links else {})}
    return RedirectResponse(link(asked, path), HTTPStatus.SEE_OTHER, headers)


def _void(published: Published, served: Served, request: Request) -> Response:
    """Return the dataset by VoID; who wants a page goes to the catalogue's."""
    if "extension" not in request.path_params and accepted(accept_header(request), (*RDF, HTML), ALIASES) == HTML:
        return _see_other(request, PAGE)
    return published.represent(published.void, served, request)


def _well_known(_served: Served, request: Request) -> Response:
    """Send the client to where the dataset is described (VoID §7.2)."""
    return RedirectResponse(located(request, DOCUMENT), HTTPStatus.SEE_OTHER, {"Cache-Control": FRESH})


def _security(told: Security | None, served: Served, request: Request) -> Response:
    """Return where to tell of a leak (RFC 9116)."""
    if told is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no security contact is told here; add [security] to data/publication.toml")
    text = security_text(told, served.library.endpoint.base)
    return cached(request, served.tag(SECURITY, text), {}, partial(PlainTextResponse, text))


def security_text(told: Security, base: str) -> str:
    """Return the text of security.txt: one field a line (RFC 9116 §2.5)."""
    contacts = [text if text.startswith("http") else f"mailto:{text}" for text in told.contact]
    fields = [
        *(("Contact", contact) for contact in contacts),
        ("Expires", f"{told.expires}T23:59:59Z"),
        ("Preferred-Languages", ", ".join(told.languages)),
        ("Policy", str(told.policy or "")),
        ("Canonical", base + SECURITY),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields if value)


def _unpublished(_served: Served, request: Request) -> Response:
    """Return that nobody has told who publishes this graph, and what to do about it."""
    return absent(request, lambda spoken: (spoken("catalogue.missing"), spoken("catalogue.missing.detail")), _MISSING)
