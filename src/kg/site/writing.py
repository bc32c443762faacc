"""Writes a site: every page and form of data as the server sends it, by several processes, and only what changed."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from kg.errors import SiteError
from kg.publish.inventory import documents
from kg.publish.library import Library
from kg.site.answers import Kept, Origin, keep, keep_documents, kept
from kg.site.extras import SITE, extras
from kg.site.listed import Listed
from kg.site.places import document, others

_PIECE = 32
"""How many documents one process does at a time."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was done: how many files the site has, how many of them are new or changed, how many went."""

    files: int
    changed: int
    removed: int


def write_site(origin: Origin, out: Path, tell: Callable[[int, int], None], processes: int = os.cpu_count() or 1) -> Written:
    """Write all pages and data of a release below a folder, each file as a server sends it for that address.

    `tell` hears how many documents are done, and of how many. Files that would not change are left as they
    are, and each file is listed before it is written. Raises SiteError when an address has no answer, or the
    folder holds something else than a site.
    """
    library = origin.library()
    with closing(library.index):
        _check_base(out, library.endpoint.base)
        listed = Listed(out)
        paths = list(documents(library))
        made = list(_beside_documents(origin, out, library, listed))
    made += _documents(origin, out, (_listed_first(paths, listed), len(paths), processes), tell)
    return _finished(listed, made)


def _check_base(out: Path, base: str) -> None:
    """Raise SiteError when the folder has the site of another base: somebody may be reading it."""
    file = out / SITE
    with suppress(OSError, ValueError):
        there = json.loads(file.read_text(encoding="utf-8")).get("base")
        if there != base:
            raise SiteError(f"{out}: has the site of {there}, not of {base}; give --base {there}, or another folder with --out")


def _beside_documents(origin: Origin, out: Path, library: Library, listed: Listed) -> Iterator[Kept]:
    """Yield what was kept of all that is no document about a thing or a list of them."""
    places = list(others(library))
    listed.add(place.file for place in places)
    first = keep(origin, out, places)
    yield first
    for found in extras(library, out, first.files):
        listed.add(found)
        yield kept(out, found)


def _listed_first(paths: Sequence[str], listed: Listed) -> Iterator[Sequence[str]]:
    """Yield the documents in pieces, the files of each listed."""
    for start in range(0, len(paths), _PIECE):
        piece = paths[start : start + _PIECE]
        listed.add(place.file for path in piece for place in document(path))
        yield piece


def _documents(
    origin: Origin, out: Path, work: tuple[Iterable[Sequence[str]], int, int], tell: Callable[[int, int], None]
) -> Iterator[Kept]:
    """Yield what was kept of each piece of so many documents, done by several processes that each open the release."""
    pieces, count, processes = work
    left_alone = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends them
    with ProcessPoolExecutor(processes, get_context("spawn"), left_alone) as pool:
        try:
            for done, made in enumerate(pool.map(partial(keep_documents, origin, out), pieces), start=1):
                tell(min(done * _PIECE, count), count)
                yield made
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _finished(listed: Listed, made: Iterable[Kept]) -> Written:
    """Remove what is no longer part of the site, and list what is."""
    there, changed = set[str](), 0
    for piece in made:
        there.update(piece.files)
        changed += piece.changed
    removed = listed.keep(frozenset(there))
    return Written(len(there), changed, removed)
