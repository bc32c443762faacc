"""What a saved picture tells in every format: the picture, its relations, and where it comes from."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import URIRef

from kg.publish.catalogue import edition
from kg.publish.focus import Focus
from kg.publish.focus.picture import Picture
from kg.publish.focus.view import FILTERS, address
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.publish.saving.behind import Tie, ties
from kg.publish.words import Words, words
from kg.publisher import Licence
from kg.terms import BASE, moved

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a picture comes from: the site, the edition of its data (in words), the day of that (ISO 8601), its address, the licence."""

    site: str
    edition: str
    made: str
    address: str
    licence: Licence | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A picture with all that a file tells of it; `title` and `told` stand above it, `notes` and `origin` below it.

    `base` and `root` say where its links lead: what they begin with on the web, and in the pages.
    """

    words: Words
    title: str
    told: str
    picture: Picture
    ties: tuple[Tie, ...]
    notes: tuple[str, ...]
    origin: Origin
    base: str
    root: str

    @property
    def language(self) -> Language:
        """Return the language of its words."""
        return self.words.language

    @property
    def source(self) -> str:
        """Return in a sentence or two where it comes from and under which licence, all but its address."""
        told = self.words("saving.source", site=self.origin.site, edition=self.origin.edition)
        licence = self.origin.licence
        return f"{told} {self.words('saving.licence', licence=licence.name)}" if licence else told

    def address(self, href: str) -> str:
        """Return a link of our pages as an address on the web; what is one already stays as it is."""
        return f"{self.base}{href.removeprefix(self.root)}" if href.startswith("/") else href

    def iri(self, iri: URIRef) -> str:
        """Return the IRI of a thing as the data of this site have it."""
        return moved(str(iri), BASE, self.base)


def saved(library: Library, view: View, found: Focus) -> Saved:
    """Return what a file tells of a picture as a view of the library shows it."""
    spoken, drawn = words(view.language), found.picture
    return Saved(
        spoken,
        spoken("picture.title", name=drawn.centre.name.value),
        _told(spoken, found),
        drawn,
        ties(library, found),
        tuple(_notes(spoken, drawn)),
        origin(library, view, found),
        library.endpoint.base,
        view.root,
    )


def origin(library: Library, view: View, found: Focus) -> Origin:
    """Return where the picture of a thing comes from."""
    spoken, known = words(view.language), edition(library.manifest)
    day = day_of(library)
    told = {"number": known.number, "release": known.release, "date": spoken.date(day)}
    key = "saving.publication" if known.number else "saving.release.dated" if day else "saving.release"
    licence = library.publication.licence if library.publication else None
    return Origin(library.site(view.language), spoken(key, **told), day, lasting_address(library, view, found), licence)


def day_of(library: Library) -> str:
    """Return the day of the data: that of the publication, else that on which the release was made; empty when nobody knows.

    A release does not hold the day on which it was made: its folder does. So the tag of what tells this day must hold it too.
    """
    made = dt.datetime.fromtimestamp(library.made, dt.UTC).date().isoformat() if library.made else ""
    return edition(library.manifest).date or made


def lasting_address(library: Library, view: View, found: Focus) -> str:
    """Return the address of the page that shows the picture, held to its publication when it is of one.

    What was not published cannot be seen once another release is served, so its address follows the data.
    """
    held = replace(view, root="", release=edition(library.manifest).number)
    return library.endpoint.base + address(held, path_of(found.iri), replace(found.wish, order="", page=1))


def several(texts: Iterable[str]) -> str:
    """Return the values of one cell or attribute as one text, each once.

    >>> several(["2018", "2019", "2018"])
    '2018 | 2019'
    """
    return " | ".join(dict.fromkeys(texts))


def xml(text: str) -> str:
    r"""Return a text without what XML cannot hold.

    >>> xml("a\x00b & c")
    'ab & c'
    """
    return _NOT_XML.sub("", text)


def _told(spoken: Words, found: Focus) -> str:
    """Return in words what is shown: how far, how much, and by what it was narrowed down."""
    drawn = found.picture
    counted = spoken.count("saving.nodes", len(drawn.nodes)), spoken.count("saving.ties", len(drawn.edges))
    told = spoken("saving.told", steps=spoken.count("picture.step", found.wish.steps), nodes=counted[0], ties=counted[1])
    names = {"saving.only": FILTERS.keys(), "saving.opened": {"open"}, "saving.closed": {"dicht"}}
    chosen = {key: ", ".join(chip.label.value for chip in found.chips if chip.name in of) for key, of in names.items()}
    return " ".join([told, *(spoken(key, values=values) for key, values in chosen.items() if values)])


def _notes(spoken: Words, drawn: Picture) -> Iterator[str]:
    """Yield what one must know to read the picture: why some boxes are dashed, and what there was no room for."""
    if drawn.width and (between := sum(node.between for node in drawn.nodes)):
        yield spoken.count("focus.between", between)
    if drawn.omitted:
        counted = (f"{spoken.number(Decimal(count))} {spoken(f'kinds.{kind}').lower()}" for kind, count in drawn.omitted)
        yield f"{spoken('picture.omitted')} {', '.join(counted)}."
