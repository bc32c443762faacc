"""A search index for a graph that comes without one."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.build.release import INDEX
from kg.build.search_index import write_index
from kg.publish.search import Found, Hit, SearchIndex
from kg.store import Endpoint
from kg.store.queries import Queries


class LateIndex:
    """An index that is made when something is first looked for: that takes seconds, and most questions need none."""

    def __init__(self, endpoint: Endpoint, queries: Queries) -> None:
        self._endpoint = endpoint
        self._queries = queries
        self._folder: Path | None = None
        self._index: SearchIndex | None = None

    def find(self, text: str, facets: Mapping[str, str], page: int = 1, size: int = 20) -> Found:
        """Return what SearchIndex.find() returns."""
        return self._made().find(text, facets, page, size)

    def suggest(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """Return what SearchIndex.suggest() returns."""
        return self._made().suggest(text, limit)

    def close(self) -> None:
        """Close the index and take its file away."""
        if self._index:
            self._index.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _made(self) -> SearchIndex:
        if self._index is None:
            self._folder = Path(tempfile.mkdtemp(prefix="kg-"))
            write_index(self._endpoint, self._queries, self._folder / INDEX)
            self._index = SearchIndex(self._folder / INDEX)
        return self._index
