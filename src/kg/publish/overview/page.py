"""The page of the overview: the picture, what it can be narrowed down by, and the same things as a list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rdflib import URIRef

from kg.build.overview_file import Overview
from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Language, Library, View
from kg.publish.links import link, page_of, with_query
from kg.publish.overview import parts
from kg.publish.overview.discs import Disc, disc
from kg.publish.overview.known import index, overview
from kg.publish.overview.narrowing import NAMES, Index, Narrowing, island_key, narrowed, narrowing, theme_key
from kg.publish.overview.sent import PATH, data_path
from kg.publish.templating import assets, html
from kg.publish.words import Words, words
from kg.terms import BASE

KINDS = ("programma", "doel", "initiatief", "organisatie", "indicator", "resultaat")
LISTED = 3_000
"""So many things stand on one page at most; beyond that each island has a page of its own, or several."""

_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Option:
    """Something to narrow down by, as an address names it."""

    value: str
    name: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in the list."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """An island in the list, with its things by kind; `count` is how many there are, here or on the page that `href` leads to."""

    key: str
    name: Text
    href: str
    count: int
    kinds: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All that the page tells; `fields` are what it is narrowed down by, `settings` what its script needs.

    `short` tells that a mark stands for several things; `most` is how many the picture shows of an island that has more, else 0.
    """

    frame: Frame
    total: int
    shown: int
    islands: int
    text: str
    fields: tuple[tuple[str, tuple[Option, ...]], ...]
    box: tuple[int, int, int, int]
    discs: tuple[Disc, ...]
    groups: tuple[Group, ...]
    short: bool
    most: int
    pages: tuple[tuple[int, str], ...]
    page: int
    all: str
    narrowed: bool
    settings: Mapping[str, Any]
    style: str
    script: str


def overview_page(library: Library, view: View, given: Mapping[str, str], number: int = 1) -> str:
    """Return the page of the overview, narrowed down by what the address gives, and of a long list the part with this number."""
    told, asked, spoken = overview(library), narrowing(given), words(view.language)
    found = narrowed(index(library), asked)
    pages = max(1, -(-len(found) // LISTED)) if asked.island else 1
    number = min(number, pages)
    here = found[(number - 1) * LISTED : number * LISTED] if asked.island or len(found) <= LISTED else []
    counts = Counter(told.marks[place].island for place in found)
    x, y, right, down = told.box
    page = OverviewPage(
        frame=frame(view, Text(spoken("overview.title")), library),
        total=len(told.marks),
        shown=len(found),
        islands=len(told.islands),
        text=given.get("q", ""),
        fields=_fields(told, index(library), asked, spoken),
        box=(x - _MARGIN, y - _MARGIN, right - x + 2 * _MARGIN, down - y + 2 * _MARGIN),
        discs=_discs(told, view, counts, spoken),
        groups=tuple(_groups(told, view, counts, here)),
        short=parts.in_short(told) and _island(told, asked) is None,
        most=parts.MOST if _island(told, asked) is not None and len(found) > parts.MOST else 0,
        pages=tuple((each, with_query(view, {"bladzijde": each if each > 1 else ""})) for each in range(1, pages + 1)),
        page=number,
        all=link(view, PATH),
        narrowed=asked != Narrowing(),
        settings=_settings(library, view, asked, found),
        style=f"{view.root}/static/{assets()['overview.css']}",
        script=f"{view.root}/static/{assets()['overview.js']}",
    )
    return html("overview.html", page)


def _island(told: Overview, asked: Narrowing) -> int | None:
    """Return the number of the island that is asked for."""
    return next((number for number, island in enumerate(told.islands) if island_key(island) == asked.island), None)


def _name(told: Overview, number: int, spoken: Words) -> Text:
    """Return what an island is called: names are Dutch, what stands for one is in the language of the page."""
    label = told.islands[number].label
    return Text(label, Language.NL) if label else Text(spoken("overview.nobody"), spoken.language)


def _fields(told: Overview, known: Index, asked: Narrowing, spoken: Words) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Return what there is to choose from, of each sort what occurs."""
    themes = {theme_key(theme): Text(theme.en if spoken.language is Language.EN else theme.nl, spoken.language) for theme in told.themes}
    islands = {island_key(island): _name(told, number, spoken) for number, island in enumerate(told.islands)}
    sorts = (
        ("soort", asked.kind, {kind: Text(spoken(f"kinds.{kind}")) for kind in KINDS if kind in known.kinds}),
        ("eiland", asked.island, dict(sorted(islands.items(), key=lambda item: item[1].value.casefold()))),
        ("jaar", asked.year, {year: Text(year) for year in sorted(known.years, key=int, reverse=True)}),
        ("thema", asked.theme, dict(sorted(themes.items(), key=lambda item: item[1].value.casefold()))),
    )
    return tuple((name, tuple(Option(value, said, value == chosen) for value, said in values.items())) for name, chosen, values in sorts)


def _discs(told: Overview, view: View, counts: Mapping[int, int], spoken: Words) -> tuple[Disc, ...]:
    return tuple(
        disc(island, _name(told, number, spoken), with_query(view, {"eiland": island_key(island), "bladzijde": ""}), counts.get(number, 0))
        for number, island in enumerate(told.islands)
    )


def _groups(told: Overview, view: View, counts: Mapping[int, int], here: Sequence[int]) -> list[Group]:
    """Return the islands that hold something, each with those of its things that stand on this page."""
    spoken = words(view.language)
    things: dict[tuple[int, str], list[Entry]] = {}
    for place in here:
        mark = told.marks[place]
        things.setdefault((mark.island, mark.kind), []).append(Entry(mark.label, page_of(view, URIRef(f"{BASE}/id/{mark.path}"))))
    return [
        Group(
            island_key(told.islands[number]),
            _name(told, number, spoken),
            with_query(view, {"eiland": island_key(told.islands[number]), "bladzijde": ""}),
            counts[number],
            tuple((kind, by_name(things[number, kind])) for kind in KINDS if (number, kind) in things),
        )
        for number in sorted(counts)
    ]


def by_name(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return entries by the alphabet."""
    return tuple(sorted(entries, key=lambda entry: (entry.name.casefold(), entry.href)))


def _settings(library: Library, view: View, asked: Narrowing, found: Sequence[int]) -> dict[str, Any]:
    """Return what the script needs: where the marks are, where things are shown, and its words."""
    spoken, told = words(view.language), overview(library)
    part = _island(told, asked) if parts.in_short(told) else None
    short = parts.in_short(told) and part is None
    release = f"?release={view.release}" if view.release else ""
    return {
        "source": _source(library, view, asked, part),
        "doc": link(view, "/doc").partition("?")[0],
        "picture": link(view, "/beeld").partition("?")[0],
        "query": release,
        "short": short,
        "sizes": parts.sizes(told, found) if short and asked != Narrowing() else None,
        "part": part is not None,
        "cut": part is not None and _cut(library, asked),
        "alone": library.alone,
        "total": len(told.marks),
        "names": list(NAMES),
        "language": view.language.value,
        "words": {key.removeprefix("overview."): text for key, text in spoken.texts.items() if key.startswith("overview.")}
        | {f"{sort}.{kind}": spoken(f"{sort}.{kind}") for sort in ("kind", "kinds") for kind in KINDS},
    }


def _cut(library: Library, asked: Narrowing) -> bool:
    """Tell whether the island that is asked for holds more than a picture shows: then only the server can narrow it down."""
    return len(index(library).islands.get(asked.island, ())) > parts.MOST


def _source(library: Library, view: View, asked: Narrowing, part: int | None) -> str:
    """Return the address of what is drawn; of an island that is cut, narrowed down as the page is."""
    if part is None or not _cut(library, asked) or asked == Narrowing(island=asked.island):
        return view.root + data_path(library, part) + (f"?release={view.release}" if view.release else "")
    values = dict(zip(NAMES, (" ".join(asked.words), asked.kind, "", asked.year, asked.theme), strict=True)) | {"release": view.release}
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{view.root}{PATH}/{library.manifest.get('release', '')}/{part}.json?{query}"
