"""The pages about gaps: all of them with their counts, and the list of one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from kg.errors import NotFoundError
from kg.publish.choices import address
from kg.publish.documents_read import EVERYONE, Needed, Read, heard, of_whom
from kg.publish.facts import Ref, Text
from kg.publish.frame import Frame, frame
from kg.publish.gaps.asking import MOST, WHOSE, Asked, Options, asked, known_years, options
from kg.publish.gaps.checks import CHECKS, LEAST, SINCE, YEAR, Check, check_of
from kg.publish.gaps.finding import Found, Group, Line, counted, found, parameters
from kg.publish.gaps.owners import QUESTION, Owner, owners
from kg.publish.library import Library, View
from kg.publish.links import link, page_of
from kg.publish.templating import html
from kg.publish.words import Words, words

PATH = "/hiaten"
FIELDS = (WHOSE, YEAR, SINCE, LEAST)
SIZE = 50
"""How many things stand on a page of a list."""
SIZE_ALONE = 500
"""How many there stand where no server answers, and there is no next page."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one can ask for, what was asked, and what is wrong with it; `fields` are those that matter here."""

    action: str
    fields: tuple[str, ...]
    options: tuple[Options, ...]
    years: tuple[str, ...]
    values: Mapping[str, str]
    wrong: tuple[tuple[str, str], ...]
    release: str
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Tile:
    """A gap as it stands in the overview: its count in words, and the ways to the list and to the saved question."""

    name: str
    title: str
    means: str
    count: str
    number: int
    share: float
    unknown: str
    href: str
    question: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read, with its year."""

    ref: Ref
    year: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list: things of one organisation, and what was read of it; `title` says when nobody is known to own them."""

    group: Group
    title: str
    remark: str
    read: tuple[Source, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All gaps with their counts, and how much was read to find them."""

    frame: Frame
    form: Form
    whose: str
    tiles: tuple[Tile, ...]
    read: str
    sources: tuple[Source, ...]
    about: str
    owners: tuple[Owner, ...]
    owners_question: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One gap with its list; `links` are those to the pages of the list, `others` those to the other gaps.

    `empty` says why there is nothing in it; `cut` says how much of it stands here where there are no other pages.
    """

    frame: Frame
    form: Form
    whose: str
    tile: Tile
    sections: tuple[Section, ...]
    empty: tuple[str, str]
    cut: str
    page: int
    pages: int
    links: tuple[tuple[int, str], ...]
    overview: str
    others: tuple[tuple[str, str], ...]
    about: str


def overview_page(library: Library, view: View, given: Mapping[str, str]) -> str:
    """Return the page with all gaps for what was asked."""
    spoken, told = words(view.language), asked(library, view.language, given)
    found_tiles = tuple(tiles(library, view, told))
    read = of_whom(library, told.whose)
    page = OverviewPage(
        frame(view, Text(spoken("gaps.title")), library),
        _form(library, view, told, PATH, FIELDS),
        told.name,
        found_tiles,
        spoken.count("gaps.read", len({each.document for each in read})),
        _sources(view, read) if told.whose != EVERYONE else (),
        link(view, "/over"),
        owners(library, view) if told.whose == EVERYONE else (),
        "" if view.release else link(view, f"/vragen/{QUESTION}"),
    )
    return html("gaps.html", page)


def tiles(library: Library, view: View, told: Asked) -> Iterator[Tile]:
    """Yield each gap with its count."""
    return (_tile(library, view, counted(library, check, told), told) for check in CHECKS)


def list_page(library: Library, view: View, name: str, given: Mapping[str, str], number: int) -> str:
    """Return a page of the list of one gap; raises NotFoundError for another name or page."""
    check = check_of(name)
    if check is None:
        raise NotFoundError(f"{library.endpoint.base}{PATH}/{name}")
    spoken, told = words(view.language), asked(library, view.language, given)
    result = found(library, view, check, told)
    size, listed = SIZE_ALONE if library.alone else SIZE, sum(len(group.lines) for group in result.groups)
    pages = 1 if library.alone else max(1, -(-listed // size))
    if number > pages:
        raise NotFoundError(f"{library.endpoint.base}{PATH}/{name}?bladzijde={number}")
    tile, path = _tile(library, view, result, told), f"{PATH}/{name}"
    page = ListPage(
        frame(view, Text(tile.title), library),
        _form(library, view, told, path, (WHOSE, *filter(None, (check.field,)))),
        told.name,
        tile,
        tuple(_sections(library, view, result, told, ((number - 1) * size, size))),
        _empty(library, spoken, result, told),
        spoken("gaps.cut", number=size, all=spoken.number(Decimal(listed))) if library.alone and listed > size else "",
        number,
        pages,
        tuple((each, link(view, path, **_query(told, check), bladzijde=each if each > 1 else "")) for each in range(1, pages + 1)),
        link(view, PATH, **_query(told)),
        tuple(_other(spoken, view, each, told) for each in CHECKS if each is not check),
        link(view, "/over"),
    )
    return html("gaps_list.html", page)


def _form(library: Library, view: View, told: Asked, path: str, fields: tuple[str, ...]) -> Form:
    spoken = words(view.language)
    values = {field: told.value(field) for field in FIELDS}
    wrong = tuple(
        (field, spoken(f"gaps.wrong.{field}", text=text[:80], most=spoken.number(Decimal(MOST))))
        for field, text in told.wrong.items()
        if field in fields
    )
    action = link(replace(view, release=""), path)
    return Form(action, fields, options(library, view.language, spoken), known_years(library), values, wrong, view.release)


def _tile(library: Library, view: View, result: Found, told: Asked) -> Tile:
    spoken, check = words(view.language), result.check
    filled_in = _values(told)
    query = urlencode(parameters(check, library, told), safe="/:")
    question = f"{link(replace(view, release=''), f'/vragen/{check.question}')}?{query}".removesuffix("?")
    files = (
        (form, f"{view.root}/vragen/{check.question}.{suffix}?{query}".removesuffix("?"))
        for form, suffix in (("CSV", "csv"), ("Excel", "xlsx"))
    )
    return Tile(
        check.name,
        spoken(f"gaps.check.{check.name}", **filled_in),
        spoken(f"gaps.means.{check.name}", **filled_in),
        spoken("gaps.count", number=spoken.number(Decimal(result.number)), of=spoken.count(f"gaps.of.{check.total}", result.total)),
        result.number,
        round(result.share, 1),
        spoken.count(f"gaps.unknown.{_reason(check)}", result.unknown) if result.unknown else "",
        link(view, f"{PATH}/{check.name}", **_query(told, check)),
        "" if view.release or library.alone else question,
        () if view.release or library.alone else tuple(files),
    )


def _values(told: Asked) -> dict[str, int]:
    return {"year": told.year, "since": told.since, "least": told.least}


def _other(spoken: Words, view: View, check: Check, told: Asked) -> tuple[str, str]:
    """Return another gap by its name, with the link to its list for the same."""
    return spoken(f"gaps.check.{check.name}", **_values(told)), link(view, f"{PATH}/{check.name}", **_query(told, check))


def _query(told: Asked, check: Check | None = None) -> dict[str, str]:
    """Return what an address asks for: of whom unless it is of all, and the fields that this gap heeds."""
    fields = filter(None, (check.field,)) if check else (YEAR, SINCE, LEAST)
    whose = {} if told.whose == EVERYONE else {WHOSE: address(told.whose)}
    return {**whose, **{field: told.value(field) for field in fields}}


def _sections(library: Library, view: View, result: Found, told: Asked, part: tuple[int, int]) -> Iterable[Section]:
    """Yield the parts of a list that stand on one of its pages: from so many, so many."""
    spoken, (first, size) = words(view.language), part
    for group in result.groups:
        lines = group.lines[max(0, first) : max(0, first + size)]
        first -= len(group.lines)
        if lines:
            title, remark = _said(result.check, group, spoken, told)
            yield Section(group, title, remark, _sources(view, _relevant(library, result.check, group, told)), lines)


def _said(check: Check, group: Group, spoken: Words, told: Asked) -> tuple[str, str]:
    """Return what stands above the things of nobody in particular, and what to remark when nothing relevant was read."""
    title = "" if group.whose else spoken(f"gaps.nobody.{check.whose}") if check.whose else spoken("gaps.all")
    if not group.silent:
        return title, ""
    if group.whose is None:
        return title, spoken("gaps.silent.nobody")
    return title, spoken(f"gaps.silent.{_reason(check)}", whose=group.whose.name.value, year=told.year, since=told.since)


def _empty(library: Library, spoken: Words, result: Found, told: Asked) -> tuple[str, str]:
    """Return what stands where the list is empty: that nothing was read, that there is nothing to look for, or that nothing lacks."""
    advice = " ".join(spoken(f"gaps.advice.{field}") for field in (WHOSE, *filter(None, (result.check.field,))))
    if not of_whom(library, told.whose):
        return spoken("gaps.unread", whose=told.name), f"{spoken('gaps.unread.means')} {advice}"
    if not result.total:
        return spoken("gaps.without"), f"{spoken('gaps.without.means')} {advice}"
    return spoken("gaps.nothing"), f"{spoken('gaps.nothing.means')} {advice}"


def _reason(check: Check) -> str:
    """Return what was not read where we cannot know: the annual report, a later document, or any document of its own."""
    return {YEAR: "report", SINCE: "later"}.get(check.field, "own")


def _relevant(library: Library, check: Check, group: Group, told: Asked) -> tuple[Read, ...]:
    """Return what was read of an organisation that could have told."""
    needed = check.needed(told.year, told.since) or Needed()
    return heard(library, group.whose.iri if group.whose else None, needed)


def _sources(view: View, read: Iterable[Read]) -> tuple[Source, ...]:
    ordered = sorted(read, key=lambda each: (each.year, each.title.casefold()), reverse=True)
    return tuple(
        Source(Ref(each.document, "document", Text(each.title, "nl"), page_of(view, each.document)), each.year) for each in ordered
    )
