"""The publications to read: which there are, what was told with each, and what differs from one to the next."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from rdflib import URIRef

from kg.build.difference import FACTS, Difference, Group, Turn
from kg.build.dumps import DUMPS, TABLES_FOLDER, dump_path
from kg.build.series import Published, published_difference
from kg.errors import NotFoundError, ReleaseError
from kg.publish.catalogue import edition
from kg.publish.changes import Changes, changes, summary
from kg.publish.facts import Text
from kg.publish.library import Language, Library, View
from kg.publish.links import kind_of, link, page_of, page_path
from kg.publish.words import Words, words
from kg.terms import BASE, moved

PATH = "/uitgaven"
FEED, ATOM = f"{PATH}.atom", "application/atom+xml"
MOST_THINGS = 200
"""How many things one page of a difference tells of."""

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMATS = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
    "trig": "TriG",
    "xlsx": "Excel",
    "zip": "CSV",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A publication in the list: when it was (also in words), what was told, how much there was and how much differs, and its files."""

    number: int
    day: str
    date: str
    note: Text
    triples: str
    summary: str
    href: str
    release: str
    digest: str
    files: tuple[tuple[str, str], ...]
    served: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """All publications, newest first; `state` says which of them the site shows, or that what it shows was not published."""

    lines: tuple[Line, ...]
    state: str
    feed: str


@dataclass(frozen=True, slots=True)
class Told:
    """A publication with a part of what differs from the one before: the things on this page, and links to the rest.

    `changes` is None of the first publication; `patches` are the difference for programs, `model` the terms that differ.
    """

    line: Line
    changes: Changes | None
    page: int
    pages: int
    numbered: tuple[tuple[int, str], ...]
    patches: tuple[tuple[str, str], ...]
    model: tuple[tuple[str, str, Turn], ...]
    earlier: Line | None
    later: Line | None
    old: View
    new: View

    def href(self, iri: URIRef, turn: Turn | None = None) -> str:
        """Return where a thing can be read: of what was withdrawn in the publication before, of all else in this one."""
        return page_of(self.old if turn is Turn.WITHDRAWN else self.new, iri)

    def kind(self, iri: URIRef) -> str:
        """Return what sort of thing an IRI names."""
        return kind_of(iri)


def listed(library: Library, view: View) -> Listed:
    """Return all publications, with what differs in numbers."""
    lines = tuple(line(library, view, each) for each in reversed(library.published))
    return Listed(lines, _state(library, words(view.language)), link(view, FEED))


def published(library: Library, number: int) -> Published:
    """Return the publication of this number; raises NotFoundError when there is none."""
    if not 1 <= number <= len(library.published):
        raise NotFoundError(f"{library.endpoint.base}{PATH}/{number}")
    return library.published[number - 1]


def note(each: Published) -> str:
    """Return what was told with a publication, without the characters that XML cannot hold (XML 1.0 §2.2)."""
    return _NOT_IN_XML.sub(" ", each.note)


def before(library: Library, each: Published) -> Published | None:
    """Return the publication before this one."""
    return library.published[each.previous - 1] if each.previous else None


def differing(library: Library, each: Published) -> Difference | None:
    """Return what differs from the publication before, None of the first; raises ReleaseError when it cannot be worked out any more."""
    old = before(library, each)
    return _difference(library.folder.parent, old, each) if old and library.folder else None


_difference = lru_cache(maxsize=2)(published_difference)
"""What differs between two publications never changes; to read it may take a second."""


@lru_cache(maxsize=4)
def _changes(out: Path, old: Published, new: Published, language: Language) -> Changes:
    return changes(_difference(out, old, new), words(language))


@lru_cache(maxsize=1024)
def _counted(out: Path, old: Published, new: Published) -> Changes:
    """Return how much differs, and nothing of what."""
    found = _difference(out, old, new)
    return Changes(found.added, found.removed, {turn: found.count(FACTS, turn) for turn in Turn}, {}, {}, (), ())


def line(library: Library, view: View, each: Published) -> Line:
    """Return a publication as the list tells it; without the difference when that is gone."""
    spoken = words(view.language)
    return Line(
        each.number,
        each.date.isoformat(),
        spoken.date(each.date.isoformat()),
        Text(note(each), "nl"),
        spoken.number(Decimal(each.triples)),
        _summary(library, each, spoken),
        link(view, f"{PATH}/{each.number}"),
        each.release,
        each.graph_sha256,
        tuple(_files(library, view, each)),
        served=str(each.number) == _number(library),
    )


def _summary(library: Library, each: Published, spoken: Words) -> str:
    old = before(library, each)
    if old is None or library.folder is None:
        return spoken("releases.first")
    with suppress(ReleaseError):
        return summary(_counted(library.folder.parent, old, each), spoken)
    return ""


def _files(library: Library, view: View, each: Published) -> Iterator[tuple[str, str]]:
    """Yield the dumps of a publication that are there, by the names of their formats."""
    for dump in DUMPS:
        path = library.folder and library.folder.parent / each.release / dump.file
        if path and path.parent.name != TABLES_FOLDER and path.is_file():
            yield _FORMATS[path.suffix[1:]], view.root + dump_path(dump.file, each.release)


def _number(library: Library) -> str:
    return edition(library.manifest).number


def _state(library: Library, spoken: Words) -> str:
    """Return which publication the site shows, in words."""
    number, newest = _number(library), str(len(library.published))
    if not number:
        day = dt.datetime.fromtimestamp(library.made, dt.UTC).date().isoformat()
        return spoken("releases.unpublished", date=spoken.date(day), release=library.manifest.get("release", ""))
    return "" if number == newest else spoken("releases.older", number=number, newest=newest)


def told(library: Library, view: View, number: int, page: int) -> Told:
    """Return a publication with this page of what differs; raises NotFoundError when there is no such publication."""
    this, found = published(library, number), None
    with suppress(ReleaseError):
        found = _told(library, this, view.language)
    last = _pages(found)
    near = {each.number: each for each in library.published}
    earlier, later = (line(library, view, near[each]) if each in near else None for each in (number - 1, number + 1))
    own = f"{PATH}/{number}"
    return Told(
        line(library, view, this),
        replace(found, things=found.things[(page - 1) * MOST_THINGS : page * MOST_THINGS]) if found else None,
        page,
        last,
        tuple((each, link(view, page_path(own, each))) for each in range(1, last + 1)),
        tuple((name, f"{view.root}{own}.{suffix}") for name, suffix in PATCHES) if found else (),
        tuple(_model(library, this)) if found else (),
        earlier,
        later,
        replace(view, release=str(number - 1)),
        replace(view, release="" if str(number) == _number(library) else str(number)),
    )


def pages(library: Library, each: Published) -> int:
    """Return over how many pages a publication tells what differs."""
    with suppress(ReleaseError):
        return _pages(_told(library, each, Language.NL))
    return 1


def _pages(found: Changes | None) -> int:
    return max(1, -(-len(found.things) // MOST_THINGS)) if found else 1


def _told(library: Library, each: Published, language: Language) -> Changes | None:
    old = before(library, each)
    return _changes(library.folder.parent, old, each, language) if old and library.folder else None


PATCHES = (("RDF Patch", "rdfp"), ("SPARQL Update", "ru"), ("JSON", "json"))
"""The forms in which a difference is kept for programs."""

PATCH_TYPES = {"rdfp": "application/rdf-patch", "ru": "application/sparql-update", "json": "application/json"}
"""Their media types, by suffix."""


def _model(library: Library, each: Published) -> Iterator[tuple[str, str, Turn]]:
    """Yield the terms, concepts and periods that differ: how the IRI ends, the IRI under our own base, and what happened to it."""
    found = differing(library, each)
    for subject in found.subjects if found else ():
        if subject.group is Group.MODEL:
            iri = moved(subject.iri, found.base, BASE) if found else subject.iri
            yield iri.removeprefix(f"{BASE}/").removeprefix("id/"), iri, subject.turn
