"""Writes a site: every page and form of data as the server sends it, by several processes, and only what changed."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from kg.errors import SiteError
from kg.publish.inventory import documents
from kg.site.answers import Kept, Origin, keep, keep_documents, stale, written
from kg.site.extras import extras
from kg.site.places import others

LISTED = ".samenspel-site"
"""The file in a site that lists what we wrote: what is on it and no longer made goes, and whatever else is there stays."""

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
    are. Raises SiteError when an address has no answer, or the folder holds something else than a site.
    """
    _check(out)
    with closing(origin.library().index):
        library = origin.library()
        paths, first = list(documents(library)), keep(origin, out, others(library))
        kept = [first, *extras(library, out, first.files)]
    kept += _documents(origin, out, (paths, processes), tell)
    return _finished(out, kept)


def _check(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / LISTED).exists():
        raise SiteError(f"{out}: holds files that are not ours; give an empty folder with --out, or one with a site")
    out.mkdir(parents=True, exist_ok=True)
    (out / LISTED).touch() if not (out / LISTED).exists() else None


def _documents(origin: Origin, out: Path, work: tuple[Sequence[str], int], tell: Callable[[int, int], None]) -> Iterator[Kept]:
    """Yield what was kept of each piece of the documents, done by several processes that each open the release."""
    paths, processes = work
    pieces = [paths[start : start + _PIECE] for start in range(0, len(paths), _PIECE)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done, kept in enumerate(pool.map(partial(keep_documents, origin, out), pieces), start=1):
            tell(min(done * _PIECE, len(paths)), len(paths))
            yield kept


def _finished(out: Path, kept: Iterable[Kept]) -> Written:
    """Remove what is no longer part of the site, and list what is."""
    there, changed = set[str](), 0
    for piece in kept:
        there.update(piece.files)
        changed += piece.changed
    gone = list(stale(out, (out / LISTED).read_text(encoding="utf-8").splitlines(), frozenset(there)))
    for file in gone:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # others have files there still
            file.parent.rmdir()
    written(out / LISTED, "".join(f"{name}\n" for name in sorted(there)).encode())
    return Written(len(there), changed, len(gone))
