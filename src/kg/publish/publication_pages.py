"""The pages of the publications, and their feed, as HTML and Atom (RFC 4287)."""

from dataclasses import dataclass, replace

from kg.build.series import Published
from kg.publish.catalogue import NAME
from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.publications import FEED, PATH, Line, Listed, Told, line, listed, told
from kg.publish.structured_data import said
from kg.publish.templating import html
from kg.publish.words import Words, words


@dataclass(frozen=True, slots=True)
class PublicationsPage:
    """All publications; `formats` are the list in other forms."""

    frame: Frame
    listed: Listed
    formats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """One publication with what differs from the one before."""

    frame: Frame
    told: Told
    formats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication in the feed: its lasting name, the address of its page, its day and what was told."""

    iri: str
    href: str
    line: Line
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed: all addresses are whole, for it is read elsewhere."""

    language: str
    words: Words
    own: str
    page: str
    title: str
    author: str
    updated: str
    licence: str
    entries: tuple[Entry, ...]


def publications_page(library: Library, view: View) -> str:
    """Return the list of publications, newest first."""
    title = Text(words(view.language)("nav.releases"))
    return html("publications.html", PublicationsPage(frame(view, title, library), listed(library, view), _formats(view, PATH)))


def publication_page(library: Library, view: View, number: int, page: int) -> str:
    """Return a publication with a page of what differs; raises NotFoundError when there is none."""
    found = told(library, view, number, page)
    title = Text(words(view.language)("releases.title", number=number, date=found.line.date))
    return html("publication.html", PublicationPage(frame(view, title, library), found, _formats(view, f"{PATH}/{number}")))


def _formats(view: View, path: str) -> tuple[tuple[str, str], ...]:
    named = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
    return tuple((name, f"{view.root}{path}.{suffix}") for name, suffix in named)


def feed(library: Library, view: View, otherwise: str) -> str:
    """Return the feed of publications, newest first; `otherwise` is the day it changed last when there are none."""
    there = replace(view, root=library.endpoint.base, release="")
    spoken, publication, site = words(view.language), library.publication, library.site(view.language)
    entries = tuple(_entry(library, there, each) for each in reversed(library.published))
    shown = Feed(
        view.language.value,
        spoken,
        link(there, FEED),
        link(there, PATH),
        spoken("releases.feed", site=site),
        said(publication.publisher.name, view.language) if publication else site,
        entries[0].line.day if entries else otherwise,
        str(publication.licence.page) if publication else "https://creativecommons.org/publicdomain/zero/1.0/",
        entries,
    )
    return html("publications.xml", shown)


def _entry(library: Library, there: View, each: Published) -> Entry:
    shown = line(library, there, each)
    text = ". ".join(part.rstrip(".") for part in (shown.note.value, shown.summary) if part)
    return Entry(f"{library.endpoint.base}/id/dataset/{NAME}--{each.number}", shown.href, shown, text)
