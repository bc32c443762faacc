"""Publications that are open for reading beside the release that is served."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock

from kg.build.release import INDEX, MANIFEST, Release
from kg.build.search_index import write_index
from kg.build.series import Published, open_published
from kg.build.tombstones import tombstones
from kg.errors import KgError, ReleaseError
from kg.publish.kept import Kept
from kg.publish.kept_names import OF_A_RELEASE, KeptNames
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store import Endpoint
from kg.store.queries import Queries

MOST_OPEN = 2
"""How many publications stay open for who asks for another page of them."""


@dataclass(slots=True)
class _Book:
    """A publication that is open, what is to be closed with it, and how many are reading it."""

    library: Library
    open: ExitStack
    readers: int = 0
    away: bool = field(default=False)


class Shelf:
    """Opens publications for who reads them; the one that was longest not asked for goes when there are too many.

    Who reads one that is open waits for nobody: not for another that is being opened, nor for more than a few at a time.
    """

    def __init__(self, served: Library, most_open: int = MOST_OPEN) -> None:
        self._served = served
        self._most = self._most_open = most_open
        self._books: OrderedDict[int, _Book] = OrderedDict()
        self._opening: defaultdict[int, Lock] = defaultdict(Lock)
        self._hands = BoundedSemaphore(max(1, most_open))
        self._counting = Lock()

    @contextmanager
    def reading(self, published: Published) -> Iterator[Library]:
        """Lend the library over a publication; raises ReleaseError when its folder is gone or changed."""
        book = self._taken(published.number) or self._taken_when_open(published)
        try:
            yield book.library
        finally:
            self._put_back(book)

    def open(self) -> None:
        """Begin to keep publications open, also after it was closed."""
        with self._counting:
            self._most_open = self._most

    def close(self) -> None:
        """Close what nobody reads, and the rest as soon as it was read."""
        with self._counting:
            self._most_open = 0
        self._keep()

    def _taken(self, number: int) -> _Book | None:
        """Return the publication, counted as read by one more, if it is open."""
        with self._counting:
            book = self._books.get(number)
            if book:
                self._books.move_to_end(number)
                book.readers += 1
            return book

    def _taken_when_open(self, published: Published) -> _Book:
        """Return the publication, opened by the first who asks for it."""
        with self._counting:
            own = self._opening[published.number]
        with own:
            book = self._taken(published.number)
            if book is None:
                with self._hands:
                    book = self._opened(published)
                with self._counting:
                    self._books[published.number] = book
                self._keep()
            return book

    def _keep(self) -> None:
        with self._counting:
            while len(self._books) > self._most_open:
                _, book = self._books.popitem(last=False)
                book.away = True
                if not book.readers:
                    book.open.close()

    def _put_back(self, book: _Book) -> None:
        with self._counting:
            book.readers -= 1
            if book.away and not book.readers:
                book.open.close()

    def _opened(self, published: Published) -> _Book:
        served = self._served
        if served.folder is None:
            raise ReleaseError(f"publication {published.number}: there is no folder of releases")
        out = served.folder.parent
        release = _verified(out, published, _stamps(out / published.release))
        endpoint = release.open()
        with ExitStack() as stack:
            library = replace(
                served,
                endpoint=endpoint,
                index=_index(release, endpoint, served.queries, stack),
                manifest={**release.manifest, "published": _entry(published)},
                made=int((release.folder / MANIFEST).stat().st_mtime),
                folder=release.folder,
                withdrawn=tombstones(out, release),
                names=KeptNames(OF_A_RELEASE),
                kept=Kept(),
            )
            return _Book(library, stack.pop_all(), readers=1)


@lru_cache(maxsize=256)
def _verified(out: Path, published: Published, _stamps: frozenset[tuple[str, int, int]]) -> Release:
    """Return the release of a publication; its files are gone through once, and again when one of them was touched."""
    return open_published(out, published)


def _stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return the files of a folder with their sizes and when they were last changed."""
    found = ((str(file), file.stat()) for file in folder.rglob("*"))
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def _entry(published: Published) -> dict[str, object]:
    return {"number": published.number, "date": published.date.isoformat(), "previous": published.previous}


def _index(release: Release, endpoint: Endpoint, queries: Queries, stack: ExitStack) -> SearchIndex:
    """Return the search index of a release; one that other software wrote otherwise is written anew, for as long as it is open."""
    try:
        index = SearchIndex(release.folder / INDEX)
    except KgError:
        file = Path(stack.enter_context(TemporaryDirectory(prefix="kg-"))) / INDEX
        write_index(endpoint, queries, file)
        index = SearchIndex(file)
    stack.callback(index.close)
    return index
