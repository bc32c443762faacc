"""What stands around every page: its language and title, the menu, the other language, and the release at its foot."""

from dataclasses import dataclass

from kg.publish.facts import Text
from kg.publish.library import Language, Library, View
from kg.publish.links import in_language, link
from kg.publish.templating import ASSETS, assets
from kg.publish.words import Words, words

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
class Frame:
    """What every page needs beside its own content."""

    language: str
    words: Words
    title: Text
    root: str
    home: str
    search: str
    sparql: str
    terms: str
    suggestions: str
    menu: tuple[Entry, ...]
    other_language: str
    other_href: str
    style: str
    script: str
    release: str
    base: str


def frame(view: View, title: Text, library: Library | None = None) -> Frame:
    """Return what stands around a page; an error may have no release at its foot."""
    spoken = words(view.language)
    other = Language.EN if view.language is Language.NL else Language.NL
    style, script = (f"{view.root}/static/{assets()[name]}" for name in ASSETS)
    return Frame(
        language=view.language.value,
        words=spoken,
        title=title,
        root=view.root,
        home=link(view, "/"),
        search=f"{view.root}/zoek",
        sparql=f"{view.root}/sparql",
        terms=f"{view.root}/def",
        suggestions=f"{view.root}/zoek/suggesties",
        menu=tuple(Entry(spoken(key), link(view, path), _current(view, path)) for key, path in _MENU),
        other_language=other.value,
        other_href=in_language(view, other),
        style=style,
        script=script,
        release=str(library.manifest.get("release", "")) if library else "",
        base=library.endpoint.base if library else "",
    )


def _current(view: View, path: str) -> str:
    here = view.path.partition("?")[0].rstrip("/") or "/"
    if here == path:
        return "page"
    return "true" if path != "/" and here.startswith(f"{path}/") else ""
