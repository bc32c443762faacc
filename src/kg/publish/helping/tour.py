"""The tour: what one can do here in some steps, each with a picture of it that the tests make."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from rdflib import URIRef

from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.listing import counts
from kg.publish.templating import html
from kg.publish.words import Words, words
from kg.store import ask
from kg.terms import BASE

FOLDER = "tour"
"""The folder in the package with the pictures, and the step of their path below /static."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the tour: where it is shown, with an example; `things` are what the graph must know for that.

    `otherwise` is shown where it does not know them, else `path` without an example; `part` is the part of the page.
    """

    name: str
    path: str
    asked: Mapping[str, str]
    things: tuple[str, ...] = ()
    otherwise: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the tour: its path below /static with the digest of its content, its file, and its size in pixels."""

    served: str
    file: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a page tells it; its picture may not have been made yet."""

    name: str
    title: str
    text: str
    alt: str
    href: str
    invitation: str
    picture: Picture | None
    src: str


@dataclass(frozen=True, slots=True)
class TourPage:
    """The tour, and how many things there are to find."""

    frame: Frame
    steps: tuple[Step, ...]
    things: str


_DEAL, _ALMELO = "initiatief/regiodeal-twente", "organisatie/gemeente-almelo"
STOPS = (
    Stop("zoeken", "/zoek", {"q": "regio deal"}),
    Stop("zaak", f"/doc/{_DEAL}", {}, (_DEAL,), "/doc/initiatief"),
    Stop("beeld", f"/beeld/{_DEAL}", {}, (_DEAL,), "/doc/initiatief"),
    Stop("verband", "/verband", {"van": "organisatie/saxion", "naar": _ALMELO}, ("organisatie/saxion", _ALMELO)),
    Stop("hiaten", "/hiaten", {"wie": f"id/{_ALMELO}"}, (_ALMELO,)),
    Stop("jaren", "/jaren", {"organisatie": f"id/{_ALMELO}", "jaar": "2018", "later": "2019"}, (_ALMELO,)),
    Stop("bewaren", f"/beeld/{_DEAL}", {}, (_DEAL,), "/doc/initiatief", "bewaren"),
)
"""The steps of the tour, in their order; tests/browser/test_tour.py walks them and makes the pictures."""


def tour_page(library: Library, view: View) -> str:
    """Return the tour along what one can do here."""
    spoken = words(view.language)
    steps = tuple(_step(library, view, stop, spoken) for stop in STOPS)
    return html(
        "tour.html",
        TourPage(frame(view, Text(spoken("tour.title")), library), steps, spoken.count("tour.things", sum(counts(library).values()))),
    )


def place(library: Library, view: View, stop: Stop) -> str:
    """Return the link to where a step is shown: with its example when this graph knows that, else without.

    Where pages are read as files, a step that asks something leads to the page without it: no server would answer.
    """
    known = all(_known(library, f"{BASE}/id/{thing}") for thing in stop.things)
    if not known:
        return link(view, stop.otherwise or stop.path)
    asked = {} if library.alone else stop.asked
    return link(view, stop.path, **asked) + (f"#{stop.part}" if stop.part else "")


@cache
def pictures() -> dict[str, Picture]:
    """Return the pictures there are, by the name of their step; like the code they belong to the installation."""
    folder = Path(str(files("kg.publish") / FOLDER))
    return {file.stem: _picture(file) for file in sorted(folder.glob("*.webp"))}


def size(picture: bytes) -> tuple[int, int]:
    """Return the width and height of a WebP in pixels, as its head tells them (RFC 9649 §2.7); raises ValueError for a file without that.

    >>> size(b"RIFF....WEBPVP8X........" + bytes.fromhex("ff0400cf0200"))
    (1280, 720)
    """
    if picture[8:16] != b"WEBPVP8X":
        raise ValueError("no WebP with a head that tells its size")
    return int.from_bytes(picture[24:27], "little") + 1, int.from_bytes(picture[27:30], "little") + 1


def _picture(file: Path) -> Picture:
    content = file.read_bytes()
    return Picture(f"{FOLDER}/{file.stem}-{sha256(content).hexdigest()[:8]}{file.suffix}", file, *size(content))


def _step(library: Library, view: View, stop: Stop, spoken: Words) -> Step:
    made, (title, text, alt, invitation) = (
        pictures().get(stop.name),
        (spoken(f"tour.{stop.name}.{part}") for part in ("title", "text", "alt", "try")),
    )
    return Step(
        stop.name, title, text, alt, place(library, view, stop), invitation, made, f"{view.root}/static/{made.served}" if made else ""
    )


def _known(library: Library, iri: str) -> bool:
    return library.kept.of((_known, iri), lambda: ask(library.endpoint, library.queries.text("pages/known", thing=URIRef(iri))))
