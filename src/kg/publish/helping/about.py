"""What the graph is and is not: which documents were read, of whom and of which year, who made it and how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from rdflib import Literal, URIRef

from kg.publish.coverage import Coverage, coverage
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.frame import Frame, frame
from kg.publish.helping.publisher import Host, host
from kg.publish.inventory import JUDGEMENT
from kg.publish.kinds import Kind, kinds
from kg.publish.library import Language, Library, View
from kg.publish.links import kind_of, link, page_of
from kg.publish.templating import html
from kg.publish.words import Words, words
from kg.store import Solution, rows
from kg.store.query_files import SavedQuery

_FIGURES = ("release", "software", "triples", "valid", "rdfc10Sha256")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many documents of one year, and the link to their list."""

    year: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """The documents of one publisher or of one sort, per year and in all; `href` leads to the list of all of them."""

    ref: Ref
    cells: tuple[Cell, ...]
    total: int
    href: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Documents by publisher and by sort, per year; the last of `years` is empty when some have no year."""

    years: tuple[str, ...]
    municipalities: tuple[Row, ...]
    others: tuple[Row, ...]
    single: tuple[Row, ...]
    sorts: tuple[Row, ...]
    unread: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep was read: documents, those of which something is used, the places in them, and what rests on those."""

    documents: int
    used: int
    passages: int
    middle: str
    evidenced: int


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the graph covers and what it does not; `quality` leads to the quality report, if there is one.

    `questions` are about what was read: each with its page and its answer as a table.
    """

    frame: Frame
    kinds: tuple[Kind, ...]
    coverage: Coverage
    matrix: Matrix
    depth: Depth
    host: Host
    figures: tuple[tuple[str, str], ...]
    quality: str
    questions: tuple[tuple[str, str, str], ...]


def about_page(library: Library, view: View) -> str:
    """Return what the graph covers: documents per publisher and year, how deep they were read, who made it, the figures of the release."""
    spoken = words(view.language)
    found = _kept(library, "pages/documents")
    page = AboutPage(
        frame(view, Text(spoken("nav.about")), library),
        kinds(library, view),
        coverage(library, view),
        _matrix(library, view, found),
        _depth(library, spoken, found),
        host(library, view),
        _figures(library, spoken),
        link(view, JUDGEMENT) if library.judgement and not view.release else "",
        tuple(
            (query.title(view.language), link(view, f"/vragen/{query.name}"), f"{view.root}/vragen/{query.name}.csv")
            for query in _about(library)
        ),
    )
    return html("about.html", page)


def _kept(library: Library, query: str) -> list[Solution]:
    """Return the rows of a query of ours, asked once of a release."""
    return library.kept.of((_kept, query), lambda: rows(library.endpoint, library.queries.text(query)))


def _matrix(library: Library, view: View, found: list[Solution]) -> Matrix:
    years = sorted({_year(row) for row in found}, key=lambda year: (not year, year))
    municipal = {row["municipality"]: _ref(view, row, "municipality") for row in _kept(library, "pages/municipalities")}
    publishers = _rows(found, years, lambda row: _ref(view, row, "publisher"), lambda ref, year: _search(view, "owner", ref, year))
    called, dutch = _sorts(library, view, found), _sorts(library, replace(view, language=Language.NL), found)
    sorts = _rows(found, years, lambda row: called.get(row.get("type")), lambda ref, year: _search(view, "type", dutch[ref.iri], year))
    read = {row.ref.iri for row in publishers}
    others = [row for row in publishers if row.ref.iri not in municipal]
    return Matrix(
        tuple(years),
        tuple(row for row in publishers if row.ref.iri in municipal),
        tuple(row for row in others if row.total > 1),
        tuple(row for row in others if row.total == 1),
        tuple(sorts),
        tuple(ref for iri, ref in municipal.items() if iri not in read),
    )


def _rows(found: Iterable[Solution], years: list[str], of: Callable[[Solution], Ref | None], place: Callable[[Ref, str], str]) -> list[Row]:
    """Return documents counted by what they belong to and by year, the largest first."""
    counted: dict[Ref, dict[str, int]] = {}
    for row in found:
        ref = of(row)
        if ref:
            years_of = counted.setdefault(ref, {})
            years_of[_year(row)] = years_of.get(_year(row), 0) + 1
    made = [
        Row(ref, tuple(Cell(year, per.get(year, 0), place(ref, year) if year else "") for year in years), sum(per.values()), place(ref, ""))
        for ref, per in counted.items()
    ]
    return sorted(made, key=lambda row: (-row.total, row.ref.name.value.casefold()))


def _search(view: View, facet: str, ref: Ref, year: str) -> str:
    """Return the search that lists the documents of a publisher or sort and year; empty when nobody is told."""
    name = ref.name.value
    return link(view, "/zoek", kind="document", **{facet: name}, years=year) if name else ""


def _sorts(library: Library, view: View, found: Iterable[Solution]) -> Mapping[object, Ref]:
    types = {each for row in found if isinstance(each := row.get("type"), URIRef)}
    known = Facts(URIRef(""), {}, names(library, types), view)
    return {each: known.ref(each) for each in types}


def _ref(view: View, row: Solution, role: str) -> Ref:
    iri, name = row.get(role), row.get("name")
    text = Text(str(name or ""), (name.language or "") if isinstance(name, Literal) else "")
    return Ref(iri, kind_of(iri), text, page_of(view, iri)) if isinstance(iri, URIRef) else Ref(URIRef(""), "", text, "")


def _year(row: Solution) -> str:
    return str(row.get("year", ""))


def _depth(library: Library, spoken: Words, found: list[Solution]) -> Depth:
    passages = [int(str(row["passages"])) for row in found]
    used = [number for number in passages if number]
    (evidenced,) = _kept(library, "pages/evidenced")
    middle = spoken.number(Decimal(str(median(used)))) if used else "0"
    return Depth(len(found), len(used), sum(used), middle, int(str(evidenced["count"])))


def _about(library: Library) -> list[SavedQuery]:
    """Return the questions about what was read, whose answers are tables to download."""
    return [query for query in library.queries.questions() if query.name in {"documenten-per-jaar", "gelezen-documenten"}]


def _figures(library: Library, spoken: Words) -> tuple[tuple[str, str], ...]:
    """Return what the manifest says of the release, in words."""
    told = {name: library.manifest.get(name) for name in _FIGURES}
    return tuple((spoken(f"figure.{name}"), _figure(value, spoken)) for name, value in told.items() if value is not None)


def _figure(value: object, spoken: Words) -> str:
    if isinstance(value, bool):
        return spoken("figure.yes" if value else "figure.no")
    return spoken.number(Decimal(value)) if isinstance(value, int) else str(value)
