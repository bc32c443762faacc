"""One release, opened for reading: what every page is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kg.build.gate_file import Judgement
from kg.build.series import Published
from kg.build.tombstones import Tombstone
from kg.publish.kept import Kept
from kg.publish.kept_names import KeptNames
from kg.publish.search import SearchIndex
from kg.publish.signposts import Signpost
from kg.publisher import Publication
from kg.store import Endpoint
from kg.store.queries import Queries

SITE = "Samenspel"
"""What a site is called when its publisher does not say."""


class Language(StrEnum):
    """The languages of the pages, Dutch first."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Library:
    """The graph, the saved queries, the search index and the manifest of one release; `made` is when, in seconds since 1970.

    `publication` is what the publisher says of it; without it there is no catalogue. `folder` is that of the release, where its dumps are.
    `published` are the publications in the folder beside it, `withdrawn` the things that were published and that this release lacks.
    `judgement` is what the gate found of it, if it was checked. `names` are kept of a release, which does not change,
    and in `kept` stands what was worked out of it. Where it is `alone`, its pages are read as files: no server answers questions.
    """

    endpoint: Endpoint
    queries: Queries
    index: SearchIndex
    manifest: Mapping[str, object]
    made: int = 0
    publication: Publication | None = None
    folder: Path | None = None
    published: tuple[Published, ...] = ()
    withdrawn: Mapping[str, Tombstone] = field(default_factory=dict)
    judgement: Judgement | None = None
    names: KeptNames = field(default_factory=KeptNames, compare=False)
    kept: Kept = field(default_factory=Kept, compare=False)
    alone: bool = False

    def site(self, language: Language) -> str:
        """Return what the site is called: as its publisher says, else after this software."""
        own = self.publication.site if self.publication else None
        return (own.nl if language is Language.NL else own.en) if own else SITE


@dataclass(frozen=True, slots=True)
class View:
    """How a page is asked for: its language, and its own path and query below the site's root.

    `root` stands before every link ("" at the top of a domain, "/kg" under a prefix); `signposts` are for the head of the page.
    `release` is the publication that is shown when it is not the release that is served, as the address names it.
    """

    language: Language = Language.NL
    path: str = "/"
    root: str = ""
    signposts: tuple[Signpost, ...] = ()
    release: str = ""
