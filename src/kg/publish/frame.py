"""What stands around every page: its language and title, the menu, the other language, and the release at its foot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.publish.facts import Text
from kg.publish.library import SITE, Language, Library, View
from kg.publish.links import in_language, link, with_query
from kg.publish.signposts import Signpost
from kg.publish.templating import ASSETS, assets
from kg.publish.words import Words, words
from kg.publisher import Licence

_MENU = (
    ("nav.start", "/"),
    ("nav.search", "/zoek"),
    ("kinds.doel", "/doc/doel"),
    ("kinds.initiatief", "/doc/initiatief"),
    ("nav.partners", "/doc/organisatie"),
    ("kinds.programma", "/doc/programma"),
    ("nav.questions", "/vragen"),
    ("nav.about", "/over"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `current` is "page" on that page itself, "true" on the pages below it."""

    name: str
    href: str
    current: str


@dataclass(frozen=True, slots=True)
class Past:
    """The publication that a page shows when it is not the release that is served: how addresses name it, its number and day.

    `newest` leads to this page in the release that is served.
    """

    release: str
    number: str
    date: str
    newest: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page needs beside its own content."""

    language: str
    words: Words
    title: Text
    site: str
    root: str
    home: str
    search: str
    sparql: str
    terms: str
    catalogue: str
    publications: str
    suggestions: str
    menu: tuple[Entry, ...]
    other_language: str
    other_href: str
    style: str
    script: str
    release: str
    base: str
    licence: Licence | None
    signposts: tuple[Signpost, ...]
    past: Past | None


def frame(view: View, title: Text, library: Library | None = None, site: str = SITE) -> Frame:
    """Return what stands around a page; an error may have no release at its foot, and then bears the name of the site that is given."""
    spoken = words(view.language)
    other = Language.EN if view.language is Language.NL else Language.NL
    style, script = (f"{view.root}/static/{assets()[name]}" for name in ASSETS)
    return Frame(
        language=view.language.value,
        words=spoken,
        title=title,
        site=library.site(view.language) if library else site,
        root=view.root,
        home=link(view, "/"),
        search=link(view, "/zoek"),
        sparql=link(view, "/sparql"),
        terms=link(view, "/def"),
        catalogue=link(view, "/catalog") if library and library.publication else "",
        publications=link(view, "/uitgaven"),
        suggestions="" if view.release else f"{view.root}/zoek/suggesties",
        menu=tuple(Entry(spoken(key), link(view, path), _current(view, path)) for key, path in _MENU),
        other_language=other.value,
        other_href=in_language(view, other),
        style=style,
        script=script,
        release=str(library.manifest.get("release", "")) if library else "",
        base=library.endpoint.base if library else "",
        licence=library.publication.licence if library and library.publication else None,
        signposts=view.signposts,
        past=_past(view, spoken, library) if library and view.release else None,
    )


def _past(view: View, spoken: Words, library: Library) -> Past:
    told = library.manifest.get("published")
    published = told if isinstance(told, Mapping) else {}
    number, day = (str(published.get(name, "")) for name in ("number", "date"))
    return Past(view.release, number, spoken.date(day), with_query(replace(view, release=""), {"release": ""}))


def _current(view: View, path: str) -> str:
    here = view.path.partition("?")[0].rstrip("/") or "/"
    if here == path:
        return "page"
    return "true" if path != "/" and here.startswith(f"{path}/") else ""
