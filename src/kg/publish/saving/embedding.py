"""The picture in a page of somebody else: how to put it there, and the page that stands there."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from markupsafe import escape

from kg.errors import NetworkTooLargeError
from kg.publish.catalogue import edition
from kg.publish.facts import Text
from kg.publish.focus import Focus
from kg.publish.focus.view import address
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link, path_of
from kg.publish.saving import look
from kg.publish.saving.sheet import Saved, saved
from kg.publish.templating import html
from kg.publish.words import words

PATH = "/insluiten"

_HIGHEST_PX, _LOWEST_PX = 800, 260
_BESIDE_PX = 230  # the title above the picture, the legend and the source below it


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of HTML to copy: what it does, in a few words and in a sentence."""

    name: str
    told: str
    html: str


@dataclass(frozen=True, slots=True)
class EmbeddingPage:
    """How to put a picture in another page; `preview` is the address of the bare page, empty when the picture is too large for one."""

    frame: Frame
    name: Text
    back: str
    preview: str
    height: int
    label: str
    codes: tuple[Code, ...]
    held: bool
    nodes: int


@dataclass(frozen=True, slots=True)
class EmbeddedPage:
    """The bare page in a frame of another: the picture, where it comes from, and the link to its whole page."""

    frame: Frame
    saved: Saved
    href: str
    whole: str

    @property
    def look(self) -> object:
        """Return the colours and measures of the drawing."""
        return look

    @property
    def icons(self) -> object:
        """Return the icons of the drawing."""
        return look.icons()


@dataclass(frozen=True, slots=True)
class EmbeddedMessage:
    """The bare page in the place of a picture that cannot be shown: what is wrong, and the link to its whole page."""

    frame: Frame
    detail: str
    href: str


def embedded_message(view: View, said: tuple[str, str], library: Library | None, site: str) -> str:
    """Return the bare page that tells why there is no picture: a title and a text.

    `view` is that of the page in its place, with its path as it was sent.
    """
    title, detail = said
    given = urlsplit(view.path)
    whole = unquote(given.path).replace(PATH, "/beeld", 1).removesuffix(".html")
    pairs = (pair for pair in parse_qsl(given.query) if pair[0] != "lang")
    href = link(replace(view, release=""), whole, *pairs)
    return html("embedded_message.html", EmbeddedMessage(frame(view, Text(title), library, site), detail, href))


def is_embedded(path: str) -> bool:
    """Tell whether a path (without its query) is that of a bare page.

    >>> is_embedded("/insluiten/doel/a.html"), is_embedded("/insluiten/doel/a")
    (True, False)
    """
    return path.startswith(f"{PATH}/") and path.endswith(".html")


def embedding_page(library: Library, view: View, found: Focus) -> str:
    """Return the page that tells how to embed a picture."""
    spoken, name = words(view.language), found.picture.centre.name
    title = Text(spoken("embed.title", name=name.value))
    page = EmbeddingPage(
        frame(_here(view, found, ""), title, library),
        name,
        address(view, path_of(found.iri), found.wish),
        _bare(view, found) if found.fits else "",
        _height(found),
        _label(library, view, found),
        _codes(library, view, found) if found.fits else (),
        bool(edition(library.manifest).number),
        len(found.picture.nodes),
    )
    return html("embedding.html", page)


def embedded_page(library: Library, view: View, found: Focus) -> str:
    """Return the bare page of a picture; raises NetworkTooLargeError, in the words of the page, for one that is too large to draw."""
    if not found.fits:
        raise NetworkTooLargeError(words(view.language)("embed.too_many", nodes=len(found.picture.nodes)))
    told = saved(library, view, found)
    here, whole = _here(view, found, ".html"), address(view, path_of(found.iri), found.wish)
    page = EmbeddedPage(frame(here, Text(told.title), library), told, whole, told.origin.address)
    return html("embedded.html", page)


def _codes(library: Library, view: View, found: Focus) -> tuple[Code, ...]:
    """Return the pieces of HTML there are: one that follows the data and, of a publication, one that stays as it is."""
    spoken, known = words(view.language), edition(library.manifest)
    follows = Code(spoken("embed.follows"), spoken("embed.follows.told"), _code(library, replace(view, release=""), found))
    if not known.number:
        return (follows,)
    told = spoken("embed.stays.told", number=known.number, date=spoken.date(known.date))
    return (follows, Code(spoken("embed.stays"), told, _code(library, replace(view, release=known.number), found)))


def _code(library: Library, view: View, found: Focus) -> str:
    """Return the HTML of a frame that shows the picture; its address is that on the web, its title says what is in it."""
    source = library.endpoint.base + _bare(replace(view, root=""), found)
    label = _label(library, view, found)
    return f'<iframe src="{escape(source)}" title="{escape(label)}" width="100%" height="{_height(found)}" loading="lazy"></iframe>'


def _height(found: Focus) -> int:
    """Return how high the frame is, in pixels: as high as the picture, within reason."""
    return round(min(_HIGHEST_PX, max(_LOWEST_PX, found.picture.height + _BESIDE_PX)))


def _label(library: Library, view: View, found: Focus) -> str:
    spoken = words(view.language)
    title = spoken("picture.title", name=found.picture.centre.name.value)
    return spoken("embed.frame", title=title, site=library.site(view.language))


def _bare(view: View, found: Focus) -> str:
    return address(view, path_of(found.iri), replace(found.wish, order="", page=1), ".html", PATH)


def _here(view: View, found: Focus, suffix: str) -> View:
    """Return the view with the address that says what is shown, and nothing that was asked in vain."""
    return replace(view, path=address(View(), path_of(found.iri), replace(found.wish, order="", page=1), suffix, PATH))
