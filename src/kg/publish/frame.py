"""What stands around every page: its language and title, the menu, the other language, and the release at its foot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.publish.facts import Text
from kg.publish.library import SITE, Language, Library, View
from kg.publish.links import in_language, link, with_query
from kg.publish.signposts import Signpost
from kg.publish.templating import ASSETS, assets
from kg.publish.words import Words, words
from kg.publisher import Licence
from kg.terms import BASE

_MENU = (
    (
        "menu.browse",
        (
            ("kinds.doel", "/doc/doel"),
            ("kinds.initiatief", "/doc/initiatief"),
            ("nav.partners", "/doc/organisatie"),
            ("kinds.programma", "/doc/programma"),
            ("menu.overview", "/overzicht"),
        ),
    ),
    (
        "menu.explore",
        (
            ("menu.link", "/verband"),
            ("menu.gaps", "/hiaten"),
            ("menu.together", "/samenwerking"),
            ("menu.years", "/jaren"),
            ("nav.questions", "/vragen"),
        ),
    ),
    ("menu.more", (("menu.help", "/rondleiding"), ("menu.about", "/over"))),
)
_FOOT = (("nav.releases", "/uitgaven"), ("nav.accessibility", "/toegankelijkheid"), ("nav.style", "/stijl"))
LETTERS = ("source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-600-normal.woff2")
"""The letters that every page is set in, and that are fetched with the page itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `current` is "page" on that page itself, "true" on the pages below it."""

    name: str
    href: str
    current: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the menu that belong together, and what they have in common."""

    name: str
    entries: tuple[Entry, ...]


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
    """What every page needs beside its own content; `groups` are the menu, and `letters` are fetched with the page.

    Where it is `alone`, there is no server behind the page: what it asks anew cannot be answered.
    """

    language: str
    words: Words
    title: Text
    site: str
    root: str
    home: str
    search: str
    about: str
    sparql: str
    api: str
    terms: str
    catalogue: str
    publications: str
    suggestions: str
    groups: tuple[Group, ...]
    foot: tuple[Entry, ...]
    other_language: str
    other_href: str
    style: str
    script: str
    letters: tuple[str, ...]
    release: str
    base: str
    licence: Licence | None
    signposts: tuple[Signpost, ...]
    past: Past | None
    alone: bool = False

    @property
    def invented(self) -> bool:
        """Tell whether the data still have the base IRI of the project, at which there is no site."""
        return self.base == BASE

    @property
    def menu(self) -> tuple[Entry, ...]:
        """Return the ways from any page in one row: the start page, the search page, and the menu."""
        first = Entry(self.words("nav.start"), self.home, ""), Entry(self.words("nav.search"), self.search, "")
        return (*first, *(entry for group in self.groups for entry in group.entries))


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
        about=link(view, "/over"),
        sparql=link(view, "/sparql"),
        api=f"{view.root}/v1/openapi.json" if not library or not library.publication or library.publication.services else "",
        terms=link(view, "/def"),
        catalogue=link(view, "/catalog") if library and library.publication else "",
        publications=link(view, "/uitgaven"),
        suggestions="" if view.release else f"{view.root}/zoek/suggesties",
        groups=tuple(Group(spoken(name), _entries(view, entries)) for name, entries in _MENU),
        foot=_entries(view, _FOOT),
        other_language=other.value,
        other_href=in_language(view, other),
        style=style,
        script=script,
        letters=tuple(f"{view.root}/static/{assets()[name]}" for name in LETTERS),
        release=str(library.manifest.get("release", "")) if library else "",
        base=library.endpoint.base if library else "",
        licence=library.publication.licence if library and library.publication else None,
        signposts=view.signposts,
        past=_past(view, spoken, library) if library and view.release else None,
        alone=bool(library and library.alone),
    )


def _entries(view: View, told: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
    named = _named(told, view.language, view.root, view.release)
    return tuple(Entry(name, href, _current(view, path)) for (_, path), (name, href) in zip(told, named, strict=True))


@lru_cache(maxsize=256)
def _named(told: tuple[tuple[str, str], ...], language: Language, root: str, release: str) -> tuple[tuple[str, str], ...]:
    """Return the names and the links of entries: the same on every page, and made once."""
    spoken, here = words(language), View(language, root=root, release=release)
    return tuple((spoken(key), link(here, path)) for key, path in told)


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
