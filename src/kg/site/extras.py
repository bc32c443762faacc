"""What a site has beside the answers of the server: the dumps, the files of the pages, and what stands in for the server."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kg.build.dumps import dump_path, files
from kg.errors import SiteError
from kg.publish.inventory import things
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.publish.pages import message_page
from kg.publish.portable_index import portable
from kg.publish.templating import html
from kg.publish.words import words
from kg.read.withdrawn import How
from kg.site.answers import Kept, root_of, written
from kg.web.app import STATIC
from kg.web.served import static_files

SITE = "site.json"
INDEX = "zoek/index.json"
MISSING = "404.html"

_NOT_FOUND = 404
_SAMPLED = 40


def extras(library: Library, out: Path, pages: tuple[str, ...]) -> Iterator[Kept]:
    """Write all that is no answer to an address, and yield what was kept; `pages` are the files that hold answers already."""
    yield _copied(out, {f"static/{name}": file.path for name, file in static_files(STATIC).items()})
    dumps = _dumps(library)
    yield _copied(out, dumps)
    yield _kept(out, {INDEX: portable(library.index), MISSING: _missing(library)})
    yield _kept(out, {f"id{place}/index.html": _sending_on(library, place) for place in _names(library)})
    told = json.dumps(_told(library, out, dumps, pages), indent=1).encode() + b"\n"
    yield _kept(out, {SITE: told, "zoek/suggesties": told})


def _dumps(library: Library) -> dict[str, Path]:
    """Return the dumps of the release, by their files in the site."""
    if library.folder is None:
        raise SiteError("a site is made from a release; make one with kg build")
    release = str(library.manifest["release"])
    found = {dump_path(file, release).lstrip("/"): library.folder / file for file in files()}
    return {name: file for name, file in found.items() if file.exists()}


def _copied(out: Path, found: Mapping[str, Path]) -> Kept:
    """Copy files whose names tell what is in them: one that is there already, of the same size, is not looked into."""
    changed = 0
    for name, file in found.items():
        place = out / name
        if not (place.exists() and place.stat().st_size == file.stat().st_size):
            place.parent.mkdir(parents=True, exist_ok=True)
            new = place.with_name(f".{place.name}.{os.getpid()}.new")
            shutil.copyfile(file, new)
            new.replace(place)
            changed += 1
    return Kept(tuple(found), changed)


def _kept(out: Path, found: Mapping[str, bytes]) -> Kept:
    return Kept(tuple(found), sum(written(out / name, body) for name, body in found.items()))


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
    }


def _names(library: Library) -> Iterator[str]:
    yield from (f"/{path_of(thing)}" for thing in things(library))


def _sending_on(library: Library, place: str) -> bytes:
    """Return the page that sends readers on from a thing to its document, for hosts that cannot do so themselves."""
    return html("sent_on.html", f"{root_of(library)}/doc{place}").encode()


def _missing(library: Library) -> bytes:
    """Return the page for an address that is not there, or that takes a server."""
    view, spoken = View(Language.NL, "/404", root_of(library)), words(Language.NL)
    return message_page(view, _NOT_FOUND, spoken("site.missing.title"), spoken("site.missing.detail"), library).encode()
