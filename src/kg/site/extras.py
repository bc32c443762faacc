"""What a site has beside the answers of the server: the dumps, the files of the pages, and what stands in for the server."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from kg.build.dumps import dump_path, files
from kg.errors import SiteError
from kg.publish.catalogue import offered
from kg.publish.event_stream import PATH as STREAM
from kg.publish.inventory import things
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.publish.pages import message_page
from kg.publish.portable_index import portable
from kg.publish.publications import PATH as PUBLICATIONS
from kg.publish.templating import html
from kg.publish.words import words
from kg.read.withdrawn import How
from kg.site.answers import Writer, copied, root_of, written
from kg.web.app import STATIC
from kg.web.helping import picture_files
from kg.web.served import static_files

SITE = "site.json"
INDEX = "zoek/index.json"
MISSING = "404.html"

_NOT_FOUND = 404
_SAMPLED = 40


def extras(library: Library, out: Path, pages: tuple[str, ...]) -> Iterator[Mapping[str, Writer]]:
    """Yield all that is no answer to an address: what writes it, by its file in the site.

    `pages` are the files below `out` that hold answers already.
    """
    yield _all({f"static/{name}": file.content for name, file in {**static_files(STATIC), **picture_files()}.items()})
    own = str(offered(library.manifest)["release"])
    dumps = {release: _dumps(library, release) for release in {own, *(each.release for each in library.published)}}
    yield {name: partial(copied, source=file) for found in dumps.values() for name, file in found.items()}
    yield _all({INDEX: portable(library.index), MISSING: _missing(library)})
    yield _all({f"id/{name}/index.html": _sending_on(library, other) for name, other in _names(library)})
    told = json.dumps(_told(library, out, dumps[own], _lasting(library, pages)), indent=1).encode() + b"\n"
    yield _all({SITE: told, "zoek/suggesties": told})


def _all(bodies: Mapping[str, bytes]) -> Mapping[str, Writer]:
    return {name: partial(written, body=body) for name, body in bodies.items()}


def _lasting(library: Library, pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pages of what is still there: a host answers those of what is gone in another way."""
    gone = tuple(f"{step}doc/{thing}/" for thing in library.withdrawn for step in ("", "en/"))
    return tuple(page for page in pages if not page.startswith(gone))


def _dumps(library: Library, release: str) -> dict[str, Path]:
    """Return the dumps of a release, by their files in the site; of one that is no longer here none."""
    if library.folder is None:
        raise SiteError("a site is made from a release; make one with kg build")
    found = {dump_path(file, release).lstrip("/"): library.folder.parent / release / file for file in files()}
    return {name: file for name, file in found.items() if file.exists()}


def _told(library: Library, out: Path, dumps: Mapping[str, Path], pages: tuple[str, ...]) -> Mapping[str, object]:
    """Return what the scripts of the pages and `kg site check` need to know: frontend/src/local/site.ts has its first half."""
    (dump,) = (name for name in dumps if name.endswith(".nt.gz"))
    step = max(1, len(pages) // _SAMPLED)
    return {
        "static": True,
        "release": library.manifest["release"],
        "base": library.endpoint.base,
        "dump": f"/{dump}",
        "dumpBytes": dumps[dump].stat().st_size,
        "triples": library.manifest["triples"],
        "search": f"/{INDEX}",
        "sample": {f"/{name}": sha256((out / name).read_bytes()).hexdigest() for name in sorted(pages)[::step]},
        "merged": {thing: stone.instead for thing, stone in library.withdrawn.items() if stone.how is How.MERGED},
        "withdrawn": [thing for thing, stone in library.withdrawn.items() if stone.how is not How.MERGED],
        "things": [path_of(thing) for thing in things(library)[:: max(1, len(things(library)) // _SAMPLED)]],
        **_series(library, frozenset(pages)),
    }


def _series(library: Library, pages: frozenset[str]) -> Mapping[str, str]:
    """Return where the newest publication is, what differs in it, and its node of the stream: of each the last on the site, "" for none."""
    return {
        "publication": _newest(library, pages, f"{PUBLICATIONS}/#.ttl").removesuffix(".ttl"),
        "patch": _newest(library, pages, f"{PUBLICATIONS}/#.rdfp"),
        "node": _newest(library, pages, f"{STREAM}/#.ttl").removesuffix(".ttl"),
    }


def _newest(library: Library, pages: frozenset[str], path: str) -> str:
    numbered = (path.replace("#", str(one.number)) for one in reversed(library.published))
    return next((each for each in numbered if each[1:] in pages), "")


def _names(library: Library) -> Iterator[tuple[str, str]]:
    """Yield each thing with the one whose document tells of it: itself, or what it was merged into."""
    yield from ((path_of(thing), path_of(thing)) for thing in things(library))
    yield from ((thing, stone.instead if stone.how is How.MERGED else thing) for thing, stone in library.withdrawn.items())


def _sending_on(library: Library, other: str) -> bytes:
    """Return the page that sends readers on from a thing to its document, for hosts that cannot do so themselves."""
    return html("sent_on.html", f"{root_of(library)}/doc/{other}").encode()


def _missing(library: Library) -> bytes:
    """Return the page for an address that is not there, or that takes a server."""
    view, spoken = View(Language.NL, "/404", root_of(library)), words(Language.NL)
    return message_page(view, _NOT_FOUND, (spoken("site.missing.title"), spoken("site.missing.detail")), library).encode()
