"""The page that compares two years or two documents, and what it proposes when nothing is chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.documents_read import Read, documents, every, years
from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link, with_query
from kg.publish.templating import html
from kg.publish.words import Words, words
from kg.publish.years.asking import ALL_KINDS, THINGS, Wish, wish
from kg.publish.years.comparing import BANDS, Change, Comparison, Mention, compared, parameters, questions
from kg.publish.years.drawing import MOST, Drawn, drawn
from kg.publish.years.sides import Proposal, Sides, kinds, proposals, publishers, sides

PATH = "/jaren"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: as it stands in an address, what it is called, and whether it is chosen."""

    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The two forms: of years and of documents, with what is wrong with what was filled in."""

    action: str
    publishers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    first: tuple[Choice, ...]
    later: tuple[Choice, ...]
    documents: tuple[tuple[Choice, ...], tuple[Choice, ...]]
    given: tuple[str, str]
    wrong: tuple[tuple[str, str], ...]
    release: str
    shown: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A kind of things to narrow down to: its name, how many there are, the link, and whether it is chosen."""

    name: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Band:
    """What happened to the mention of these things; `alone` are those that only a kind of document tells which the other side lacks."""

    name: str
    title: str
    means: str
    mentions: tuple[Mention, ...]
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """The saved question behind a part of the page, and its answer as files; there are none for an earlier publication."""

    name: str
    question: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the comparison gave; `crowded` when there is too much to draw."""

    title: str
    sides: Sides
    comparable: bool
    filters: tuple[Filter, ...]
    bands: tuple[Band, ...]
    changes: tuple[Change, ...]
    picture: Drawn | None
    crowded: str
    alike: tuple[tuple[Text, str, str], ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class YearsPage:
    """The page: its forms, what is proposed, and the outcome when something was asked."""

    frame: Frame
    form: Form
    proposals: tuple[Proposal, ...]
    outcome: Outcome | None
    about: str


def years_page(library: Library, view: View, given: Mapping[str, str]) -> str:
    """Return the page for what was asked: the outcome, or what went wrong, or what is proposed."""
    spoken, asked = words(view.language), wish(library, given)
    page = YearsPage(
        frame(view, Text(spoken("years.title")), library),
        _form(library, view, asked, given),
        () if asked.ready else proposals(library, view),
        _outcome(library, view, asked) if asked.ready else None,
        link(view, "/over"),
    )
    return html("years.html", page)


def _outcome(library: Library, view: View, asked: Wish) -> Outcome:
    spoken, both = words(view.language), sides(library, view, asked)
    every = compared(library, view, asked)
    found = every.of(asked.shown)
    comparable = all(both.counts)
    return Outcome(
        _title(library, spoken, asked, both),
        both,
        comparable,
        _filters(view, spoken, asked, every),
        tuple(_band(spoken, both, name, found.band(name)) for name in BANDS) if comparable else (),
        found.changes if comparable else (),
        drawn(found, spoken) if comparable else None,
        spoken("years.crowded", number=spoken.number(Decimal(len(found.mentions))), most=MOST) if len(found.mentions) > MOST else "",
        _alike(view, spoken, asked, both),
        _ways(library, view, asked),
    )


def _band(spoken: Words, both: Sides, name: str, mentions: tuple[Mention, ...]) -> Band:
    alone = sum(both.alone.issuperset(place.document.iri for place in (*each.then, *each.now)) for each in mentions)
    return Band(name, spoken(f"years.band.{name}"), spoken(f"years.means.{name}"), mentions, alone)


def _alike(view: View, spoken: Words, asked: Wish, both: Sides) -> tuple[tuple[Text, str, str], ...]:
    """Return the kinds of documents that both sides have, with the link to compare only those; none when nothing is lacking."""
    if asked.pair or not any(kind.lacks for kind in both.kinds):
        return ()
    found = (kind for kind in both.kinds if kind.then and kind.now)
    return tuple(
        (kind.name, with_query(view, {"soort": address(kind.iri)}), spoken("years.proposal", first=len(kind.then), second=len(kind.now)))
        for kind in found
    )


def _title(library: Library, spoken: Words, asked: Wish, both: Sides) -> str:
    if asked.pair or asked.publisher is None:
        return spoken("years.compared.documents")
    name = documents(library)[asked.publisher][0].publisher_name
    return spoken("years.compared", whose=name, first=both.first.value, second=both.second.value)


def _filters(view: View, spoken: Words, asked: Wish, every: Comparison) -> tuple[Filter, ...]:
    counted = Counter(each.thing.kind for each in every.mentions)
    all_ = Filter(spoken("years.all"), len(every.mentions), with_query(view, {"toon": ""}) + "#uitkomst", not asked.shown)
    found = (
        Filter(spoken(f"kinds.{kind}"), counted[kind], with_query(view, {"toon": kind}) + "#uitkomst", kind == asked.shown)
        for kind in THINGS
    )
    return (all_, *(each for each in found if each.number or each.chosen))


def _ways(library: Library, view: View, asked: Wish) -> tuple[Way, ...]:
    if view.release:
        return ()
    query, own = urlencode(parameters(asked), safe="/:"), view.root
    return tuple(
        Way(
            library.queries[name].title(view.language.value),
            f"{link(view, f'/vragen/{name}')}?{query}",
            tuple((form, f"{own}/vragen/{name}.{suffix}?{query}") for form, suffix in (("CSV", "csv"), ("Excel", "xlsx"))),
        )
        for name in questions(asked)
    )


def _form(library: Library, view: View, asked: Wish, given: Mapping[str, str]) -> Form:
    spoken = words(view.language)
    read = documents(library).get(asked.publisher, ()) if asked.publisher else ()
    known = tuple(reversed(years(read or every(library))))
    ordered = sorted(_choosable(library, asked), key=lambda each: (each.year, each.title.casefold()), reverse=True)
    chosen = asked.pair or (None, None)
    return Form(
        link(replace(view, release=""), PATH),
        tuple(Choice(address(whose), Text(name, "nl"), whose == asked.publisher) for whose, name in publishers(library)),
        (
            Choice(address(ALL_KINDS), Text(spoken("years.kinds.all")), asked.kind == ALL_KINDS),
            *(Choice(address(kind), name, kind == asked.kind) for kind, name in kinds(library, view, asked.publisher)),
        ),
        tuple(Choice(year, Text(year), year == asked.years[0]) for year in known),
        tuple(Choice(year, Text(year), year == asked.years[1]) for year in known),
        (_documents(ordered, chosen[0]), _documents(ordered, chosen[1])),
        (given.get("van", ""), given.get("naar", "")),
        tuple((name, spoken(f"years.wrong.{name}", text=text[:80])) for name, text in asked.wrong.items()),
        view.release,
        asked.shown,
    )


def _choosable(library: Library, asked: Wish) -> set[Read]:
    """Return the documents one can choose from: those of the publisher, or those of none, and the two that were chosen."""
    if asked.publisher is None and asked.pair is None:
        return set()
    return {each for each in every(library) if each.publisher == asked.publisher or each.document in (asked.pair or ())}


def _documents(read: Sequence[Read], chosen: URIRef | None) -> tuple[Choice, ...]:
    """Return documents to choose from, each called by its title and its year."""
    return tuple(
        Choice(address(each.document), Text(f"{each.title} ({each.year})" if each.year else each.title, "nl"), each.document == chosen)
        for each in read
    )
