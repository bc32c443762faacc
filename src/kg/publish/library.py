"""One release, opened for reading: what every page is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.publish.search import SearchIndex
from kg.store import Endpoint
from kg.store.queries import Queries


class Language(StrEnum):
    """The languages of the pages, Dutch first."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Library:
    """The graph, the saved queries, the search index and the manifest of one release."""

    endpoint: Endpoint
    queries: Queries
    index: SearchIndex
    manifest: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """How a page is asked for: its language, and its own path and query below the site's root.

    `root` stands before every link ("" at the top of a domain, "/kg" under a prefix).
    """

    language: Language = Language.NL
    path: str = "/"
    root: str = ""
