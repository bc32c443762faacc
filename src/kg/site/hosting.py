"""Configuration with which a plain web server gives a static site the answers that `kg serve` gives."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.build.dumps import XLSX, dump_at
from kg.errors import SiteError
from kg.publish.publications import ATOM, PATCH_TYPES, PATCHES
from kg.site.documents import KINDS, LASTING, VERSION, Kind
from kg.terms import CATALOGUE_KINDS
from kg.web.documents import CSV, EXTENSIONS, HTML
from kg.web.headers import COMMON
from kg.web.representations import ALIASES
from kg.web.responses import FOREVER, FRESH

FOLDER = "/srv/samenspel"

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "css": "text/css",
        "js": "text/javascript",
        "json": "application/json",
        "jsonld": "application/ld+json",
        "ttl": "text/turtle",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "n3": "text/n3",
        "trig": "application/trig",
        "csv": "text/csv",
        "txt": "text/plain",
        "xml": "application/xml",
        "atom": ATOM,
        **PATCH_TYPES,
        "xlsx": XLSX,
        "zip": "application/zip",
        "gz": "application/gzip",
        "wasm": "application/wasm",
        "svg": "image/svg+xml",
        "png": "image/png",
        "ico": "image/vnd.microsoft.icon",
        "ttf": "font/ttf",
        "webp": "image/webp",
        "woff2": "font/woff2",
        "webmanifest": "application/manifest+json",
    },
)
"""The media type of a file by its extension, as the server sends it; those of text are UTF-8."""

_SHRINKING = (
    *("css", "js", "json", "jsonld", "ttl", "nt", "rdf", "n3", "trig", "csv", "txt", "xml"),
    *("atom", "rdfp", "ru", "svg", "wasm", "webmanifest"),
)
_LEVELS = ("1", *(f"0{hundredths:02}" for hundredths in range(99, 0, -1)), "000[1-9]")


class Server(StrEnum):
    """A web server that there is a configuration for."""

    NGINX = "nginx"
    APACHE = "apache"
    CADDY = "caddy"


_POLICY = COMMON["Content-Security-Policy"]
_WORKER_POLICY = f"{_POLICY}; script-src 'self' 'wasm-unsafe-eval'"
"""What the worker that answers queries in the browser may do besides: run its engine, which is WebAssembly."""

_TEMPLATES = MappingProxyType({Server.NGINX: "nginx.conf", Server.APACHE: "htaccess", Server.CADDY: "Caddyfile"})


def offered(dump: str) -> str:
    """Return the release whose dumps a site offers, from the path of one of them; a publication's may be older than the pages.

    >>> offered("/dump/samenspel-0123456789ab.nt.gz")
    '0123456789ab'
    """
    place = dump_at(dump)
    return place[1] if place else ""


@dataclass(frozen=True, slots=True)
class Site:
    """A static site as a web server must know it: the base it is published under, its release, the folder it is in on the host.

    `merged` tells of a thing that was merged (`kind/slug`) in which other one, `withdrawn` are those that are no longer there,
    `graphs` the saved questions whose answer is a graph.
    """

    base: str
    release: str
    folder: str = FOLDER
    licence: str = ""
    merged: Mapping[str, str] = field(default_factory=dict, hash=False)
    withdrawn: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Return the name of the host, without a port."""
        return urlsplit(self.base).hostname or ""

    @property
    def address(self) -> str:
        """Return the scheme, host and port of the base."""
        return self.base.removesuffix("/").removesuffix(self.prefix)

    @property
    def prefix(self) -> str:
        """Return what stands before every path on the host: "" or, as in "/kg", the path of the base."""
        return urlsplit(self.base).path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Offer:
    """A form of a document: its extension, the names by which clients ask for it (a regular expression), and the family of these."""

    extension: str
    names: str
    family: str


def configuration(server: Server, site: Site) -> str:
    """Return the text that makes a web server answer for a site as kg serve does.

    For nginx (1.18 or later) it is a `server` with the maps it needs, for Apache (2.4.13 or later) the .htaccess in
    the site's folder, for Caddy (2.6 or later) a Caddyfile.

    >>> "server_name data.example.nl;" in configuration(Server.NGINX, Site("https://data.example.nl", "0123456789ab"))
    True
    """
    return _templates().get_template(_TEMPLATES[server]).render(_given(site))


def site_in(folder: Path, place: str = FOLDER) -> Site:
    """Return the site that was written in a folder, as it will be in `place` on the host; raises SiteError when there is none."""
    try:
        told = json.loads((folder / "site.json").read_text(encoding="utf-8"))
        links = json.loads((folder / "def.linkset.json").read_text(encoding="utf-8"))["linkset"][0]
        licence = links.get("license", [{"href": ""}])[0]["href"]
        gone = dict(told.get("merged", {})), tuple(told.get("withdrawn", ()))
        return Site(told["base"], offered(told["dump"]), place, licence, *gone, _graphs(folder))
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise SiteError(f"{folder}: no site as kg site writes it ({error}); write one with kg site --out {folder}") from error


def _graphs(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in (folder / "vragen").glob("*.ttl")))


def offers() -> tuple[Offer, ...]:
    """Return the forms of documents in the server's order of preference.

    >>> [each.extension for each in offers()]
    ['html', 'ttl', 'jsonld', 'nt', 'rdf', 'n3', 'csv']
    """
    return tuple(Offer(extension, _names(media_type), media_type.partition("/")[0]) for media_type, extension in EXTENSIONS.items())


def _names(media_type: str) -> str:
    names = (media_type, *(alias for alias, named in ALIASES.items() if named == media_type))
    return "|".join(names).replace("+", r"\+")


def _given(site: Site) -> Mapping[str, object]:
    """Return what the templates are filled with."""
    return {
        "site": site,
        "offers": offers(),
        "levels": _LEVELS,
        "types": TYPES,
        "utf8": [kind for kind in dict.fromkeys(TYPES.values()) if kind.startswith("text/")],
        "shrinking": [TYPES[each] for each in _SHRINKING],
        "common": {name: value for name, value in COMMON.items() if value != _POLICY},
        "policy": _POLICY,
        "worker_policy": _WORKER_POLICY,
        "fresh": FRESH,
        "forever": FOREVER,
        "catalogue_kinds": CATALOGUE_KINDS,
        **_documents(),
    }


def _documents() -> Mapping[str, object]:
    """Return which documents come in the form asked for, as expressions of their paths."""
    by_type = dict(zip(EXTENSIONS, offers(), strict=True))
    return {
        "documents": [(kind.path, [by_type[media_type] for media_type in kind.formats]) for kind in KINDS],
        "described": _any(KINDS),
        "no_table": _any([kind for kind in KINDS if CSV not in kind.formats]),
        "no_page": _any([kind for kind in KINDS if kind.formats[0] != HTML]),
        "page_elsewhere": _any([kind for kind in KINDS if HTML in kind.formats[1:]]),
        "data_only": _any([kind for kind in KINDS if HTML not in kind.formats]),
        "cited": [(kind.path, kind.cited) for kind in KINDS if kind.cited],
        "steps": "|".join(dict.fromkeys(re.findall(r"^[a-z]+", kind.path)[0] for kind in KINDS)),
        "patches": [suffix for _, suffix in PATCHES],
        "lasting": "|".join(LASTING),
        "version": VERSION,
    }


def _any(kinds: Iterable[Kind]) -> str:
    """Return the expression of the paths that any of these has; it keeps nothing of what stands between brackets."""
    return "|".join(re.sub(r"\((?!\?)", "(?:", kind.path) for kind in kinds)


@cache
def _templates() -> Environment:
    """Return the templates of the configurations: no HTML, so nothing is escaped; what is filled in is ours."""
    return Environment(
        loader=PackageLoader("kg.site"),
        autoescape=False,  # noqa: S701 - configuration, and its values are checked IRIs and slugs
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
