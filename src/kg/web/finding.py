"""How programs find what is here: robots.txt, the sitemaps, and the catalogue of the APIs (RFC 9727)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import chain, islice

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.publish.inventory import documents, pages
from kg.publish.library import Library
from kg.publish.signposts import Signpost, linkset
from kg.publish.templating import html
from kg.web.responses import cached
from kg.web.served import Served
from kg.web.signposting import LINKSET

API_CATALOG = "/.well-known/api-catalog"
MOST_SITEMAPS = 50_000
LARGEST_SITEMAP = 50_000
"""The addresses that one file may hold (sitemaps.org)."""

_PROFILE = "https://www.rfc-editor.org/info/rfc9727"
_XML = "application/xml"
_OPENAPI = "application/vnd.oai.openapi+json"


@dataclass(frozen=True, slots=True)
class _Sitemap:
    """Addresses, and the day on which what they hold last changed."""

    addresses: Iterable[str]
    day: str


_ANEW = (
    *("/beeld/*?", "/beeld/*.", "/doc/*?", "/hiaten?", "/hiaten/*?", "/insluiten/", "/jaren?", "/overzicht?"),
    *("/samenwerking?", "/samenwerking/*?", "/samenwerking.csv", "/sparql?", "/verband?", "/verband.", "/zoek?"),
)
"""Pages and files of which there are as many as one likes."""


def robots(served: Served, request: Request) -> Response:
    """Return what crawlers may read: all but what is made anew for every question."""
    base = served.library.endpoint.base
    closed = "".join(f"Disallow: {step}{path}\n" for step in ("", "/en") for path in _ANEW) + "Disallow: /*?*release=\n"
    text = f"User-agent: *\n{closed}Allow: /\n\nSitemap: {base}/sitemap.xml\n"
    return cached(request, served.tag("/robots.txt"), {}, lambda: PlainTextResponse(text))


def sitemaps(served: Served, request: Request) -> Response:
    """Return the list of the sitemaps."""
    base = served.library.endpoint.base
    return _xml(served, request, "sitemaps.xml", lambda: [base + path for path in sitemap_paths(served.library)])


def sitemap_paths(library: Library) -> Iterator[str]:
    """Yield the paths of the sitemaps."""
    count = -(-sum(1 for _ in chain(pages(library), documents(library))) // LARGEST_SITEMAP)
    yield from (f"/sitemap-{number}.xml" for number in range(1, count + 1))


def sitemap(served: Served, request: Request) -> Response:
    """Return one sitemap: the addresses of pages and documents, by their place in the list of all."""
    number = request.path_params["number"]
    if number not in range(1, MOST_SITEMAPS + 1):
        raise _no_sitemap(number)
    return _xml(served, request, "sitemap.xml", lambda: _part(served, number))


def _part(served: Served, number: int) -> list[str]:
    """Return the addresses of one sitemap; raises 404 when it has none."""
    found = list(islice(_addresses(served), (number - 1) * LARGEST_SITEMAP, number * LARGEST_SITEMAP))
    if not found:
        raise _no_sitemap(number)
    return found


def _no_sitemap(number: int) -> HTTPException:
    return HTTPException(HTTPStatus.NOT_FOUND, f"no sitemap {number} here; /sitemap.xml lists what there is")


def api_catalog(served: Served, request: Request) -> Response:
    """Return which APIs there are, and where each is described, for people and for programs."""
    base = served.library.endpoint.base
    if served.library.publication and not served.library.publication.services:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no API is published here: the settings of the publication say services = false")
    apis = {
        "/sparql": (Signpost("service-desc", f"{base}/sparql", "text/turtle"), Signpost("service-doc", f"{base}/sparql", "text/html")),
        "/v1": (
            Signpost("service-desc", f"{base}/v1/openapi.json", _OPENAPI),
            Signpost("service-doc", f"{base}/vragen", "text/html"),
            *((Signpost("service-meta", f"{base}/catalog.ttl", "text/turtle"),) if served.library.publication else ()),
        ),
    }
    items = tuple(Signpost("item", base + path) for path in apis)

    def made() -> Response:
        told = linkset({base + API_CATALOG: items, **{base + path: links for path, links in apis.items()}})
        return Response(told, media_type=f'{LINKSET}; profile="{_PROFILE}"')

    return cached(request, served.tag(API_CATALOG), {"Link": str(Signpost("api-catalog", base + API_CATALOG))}, made)


def _addresses(served: Served) -> Iterable[str]:
    base = served.library.endpoint.base
    return (f"{base}{path}" for path in chain(pages(served.library), documents(served.library)))


def _xml(served: Served, request: Request, template: str, addresses: Callable[[], Iterable[str]]) -> Response:
    day = datetime.fromtimestamp(served.modified, UTC).date().isoformat()

    def made() -> Response:
        return Response(html(template, _Sitemap(addresses(), day)), media_type=_XML)

    return cached(request, served.tag(request.url.path, day), {}, made)
