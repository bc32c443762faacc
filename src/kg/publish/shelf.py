"""Publications that are open for reading beside the release that is served."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from kg.build.release import INDEX, MANIFEST, Release
from kg.build.search_index import write_index
from kg.build.series import Published, open_published
from kg.build.tombstones import tombstones
from kg.errors import KgError, ReleaseError
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
    """Opens publications for who reads them, one at a time; the one that was longest not asked for goes when there are too many."""

    def __init__(self, served: Library, most_open: int = MOST_OPEN) -> None:
        self._served = served
        self._most_open = most_open
        self._books: OrderedDict[int, _Book] = OrderedDict()
        self._opening, self._counting = Lock(), Lock()

    @contextmanager
    def reading(self, published: Published) -> Iterator[Library]:
        """Lend the library over a publication; raises ReleaseError when its folder is gone or changed."""
        with self._opening:
            book = self._books.get(published.number) or self._opened(published)
            with self._counting:
                self._books[published.number] = book
                self._books.move_to_end(published.number)
                book.readers += 1
            self._keep(self._most_open)
        try:
            yield book.library
        finally:
            self._put_back(book)

    def close(self) -> None:
        """Close what nobody reads, and the rest as soon as it was read."""
        with self._opening:
            self._keep(0)

    def _keep(self, most: int) -> None:
        with self._counting:
            while len(self._books) > most:
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
        release = open_published(out, published)
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
            )
            return _Book(library, stack.pop_all())


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
