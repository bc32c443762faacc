"""What a process does of a site: asks the application for each address of some documents, and keeps the answers in files."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from kg.build.release import open_release
from kg.errors import SiteError
from kg.publish.library import Library
from kg.publish.released import opened
from kg.read.publication import publication
from kg.site.places import Place, document
from kg.store.queries import Queries
from kg.store.remembering import RememberingEndpoint
from kg.web.app import create_app
from kg.web.calling import Caller, calling

Writer = Callable[[Path], bool]
"""Writes a file unless it is there as it ought to be, and tells whether it was written."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made from: the folder of a release, the saved queries, and the file with what the publisher says, if there is one."""

    release: Path
    queries: Path
    settings: Path | None = None

    def library(self) -> Library:
        """Return the library over the release; its index is open until it is closed."""
        told = publication(self.settings) if self.settings else None
        return opened(open_release(self.release), Queries(self.queries), told, self.settings)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which files hold the answers, by their paths in the site, and how many of them are new or changed."""

    files: tuple[str, ...]
    changed: int


def keep_documents(origin: Origin, out: Path, paths: Iterable[str]) -> Kept:
    """Keep all pages and forms of the documents at these paths."""
    return keep(origin, out, (place for path in paths for place in document(path)))


def keep(origin: Origin, out: Path, places: Iterable[Place]) -> Kept:
    """Keep the answer for each place in its file; raises SiteError for an address without one."""
    files, changed = [], 0
    with _application(origin)() as call:
        for place in places:
            body = _answer(call, place)
            if body is not None:
                changed += written(out / place.file, body)
                files.append(place.file)
    return Kept(tuple(files), changed)


def kept(out: Path, found: Mapping[str, Writer]) -> Kept:
    """Keep what is no answer to an address, each by its own writer."""
    return Kept(tuple(found), sum(write(out / name) for name, write in found.items()))


def written(file: Path, body: bytes) -> bool:
    """Write the file unless it holds just this; a reader sees the old one or the new one. Tell whether it was written."""
    if file.is_file() and file.stat().st_size == len(body) and file.read_bytes() == body:
        unfinished(file).unlink(missing_ok=True)
        return False
    _renew(file, lambda new: new.write_bytes(body))
    return True


def copied(file: Path, source: Path) -> bool:
    """Copy a file whose name tells what is in it: one that is there already, of the same size, is not looked into."""
    if file.is_file() and file.stat().st_size == source.stat().st_size:
        unfinished(file).unlink(missing_ok=True)
        return False
    _renew(file, lambda new: shutil.copyfile(source, new))
    return True


def unfinished(file: Path) -> Path:
    """Return where a file is while it is written; it is still there when that was cut short.

    >>> unfinished(Path("doc/doel.ttl")).name
    '.doel.ttl.new'
    """
    return file.with_name(f".{file.name}.new")


def _renew(file: Path, write: Callable[[Path], object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = unfinished(file)
    try:
        write(new)
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise SiteError(f"{file}: cannot be written ({error.strerror}); give another folder with --out") from error


def _answer(call: Caller, place: Place) -> bytes | None:
    answer = call(place.path, {"Accept": place.accept})
    if answer.status == HTTPStatus.NOT_FOUND and place.optional:
        return None
    if answer.status != place.status:
        raise SiteError(f"{place.path} is answered with {answer.status}: {answer.body[:300].decode(errors='replace')}")
    return answer.body


@lru_cache(maxsize=1)
def _application(origin: Origin) -> Callable[[], AbstractContextManager[Caller]]:
    """Return what runs the application over this release, for a while and again: it is made once in a process.

    The forms of a document ask much the same, one after the other, so its endpoint remembers what it was asked last.
    """
    library = origin.library()
    remembering = replace(library, endpoint=RememberingEndpoint(library.endpoint), alone=True)
    return partial(calling, create_app(remembering), root_of(library))


def root_of(library: Library) -> str:
    """Return the path below which the site stands on its host, "" for none: that of the base of the data."""
    return urlsplit(library.endpoint.base).path
