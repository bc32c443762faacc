"""The memo: the same answer on one page, with numbered sources, to put before a council."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.errors import Misfit, ParameterError
from kg.publish.citation import citation, plain
from kg.publish.coverage import coverage
from kg.publish.explaining.choosing import End, end
from kg.publish.explaining.page import FIELDS, PATH
from kg.publish.explaining.picture import drawing
from kg.publish.explaining.png import png
from kg.publish.explaining.reading import readings
from kg.publish.explaining.sentences import Speaker
from kg.publish.explaining.sentences import plain as said
from kg.publish.explaining.ways import Explained, Saying, Way, explained
from kg.publish.explaining.weights import weights
from kg.publish.facts import Evidence, Ref
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.publish.words import Words, words
from kg.terms import BASE, moved

_NAMED = 8
"""How many of the things that may stand in one place are named."""

_QUOTES = "'\"‘’“”"
_SOURCES = 2
"""How many places, the newest, are noted for one step; the web tells all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the numbers of the notes that belong to it."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A way: its sentence, its steps, and what more is told of it."""

    sentence: str
    steps: tuple[Line, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Note:
    """A source: its number, where it stands, and its web address."""

    number: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Memo:
    """All that a memo tells, in its order, as plain text; `picture` is a PNG and `told` says in words what it shows."""

    language: Language
    title: str
    question: str
    answers: tuple[Answer, ...]
    remark: str
    picture: bytes
    told: str
    notes: tuple[Note, ...]
    read: tuple[str, ...]
    address: str
    made: str
    citation: str
    site: str


class _Notes:
    """Numbers the sources in the order in which they are first needed."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._found: dict[Evidence, int] = {}

    def numbers(self, evidence: tuple[Evidence, ...]) -> tuple[int, ...]:
        """Return the numbers of these sources, the new ones numbered on."""
        return tuple(self._found.setdefault(each, len(self._found) + 1) for each in evidence)

    def listed(self) -> tuple[Note, ...]:
        """Return all that were numbered."""
        return tuple(Note(number, _source(each), self._address(each)) for each, number in self._found.items())

    def _address(self, each: Evidence) -> str:
        return each.original or moved(each.passage.iri, BASE, self._base)


def memo(library: Library, view: View, asked: Mapping[str, str], day: date) -> Memo:
    """Return the memo of a day; raises ParameterError when it is not clear between which two things."""
    start, finish = (_clear(end(library, view, name, asked.get(name, ""))) for name in FIELDS)
    if start.iri == finish.iri:
        raise ParameterError("naar", Misfit.VALUE, "naar: a memo is about two different things")
    spoken = words(view.language)
    found = explained(library, view, (start.iri, finish.iri), weights().search.memo)
    a, b = (said(Speaker(view.language).phrase(each)) for each in (start, finish))
    question = spoken("explain.title.pair", a=a, b=b)
    notes = _Notes(library.endpoint.base)
    answers = tuple(_answer(spoken, notes, way) for way in found.ways)
    cited = citation(library, view.language, question, f"{PATH}?van={path_of(start.iri)}&naar={path_of(finish.iri)}")
    return Memo(
        view.language,
        spoken("explain.memo.title", a=a, b=b),
        question,
        answers,
        _remark(spoken, found, spoken("explain.nothing", a=a, b=b)),
        png(drawing(found, spoken)) if found.ways else b"",
        spoken("explain.memo.alt", text=" ".join(each.sentence for each in answers)),
        notes.listed(),
        _read(library, view, found),
        cited.address,
        spoken("explain.memo.made", date=spoken.date(day.isoformat()), site=library.site(view.language), release=cited.release),
        plain(cited, day).strip(),
        library.site(view.language),
    )


def _clear(filled: End) -> Ref:
    if filled.thing is None:
        told = f"{filled.name}={filled.text!r} is not one thing; " if filled.text else f"{filled.name} is missing; "
        raise ParameterError(filled.name, Misfit.VALUE, f"{told}{PATH} helps to choose")
    return filled.thing


def _answer(spoken: Words, notes: _Notes, way: Way) -> Answer:
    steps = tuple(_line(notes, saying) for step in way.steps for saying in step.sayings)
    named = [row.other.name.value for row in way.others[:_NAMED]]
    if len(way.others) > len(named):
        named.append(spoken("explain.memo.rest", number=len(way.others) - len(named)))
    more = spoken("explain.memo.instead", names=", ".join(named)) if named else ""
    return Answer(f"{said(way.sentence)}.", steps, more)


def _line(notes: _Notes, saying: Saying) -> Line:
    years = f" ({', '.join(saying.years)})" if saying.years else ""
    amounts = "".join(f" {amount.text.value}{f' {amount.note}' if amount.note else ''}." for amount in saying.amounts)
    return Line(f"{said(saying.sentence)}{years}.{amounts}", notes.numbers(saying.evidence[:_SOURCES]))


def _remark(spoken: Words, found: Explained, nothing: str) -> str:
    if found.ways:
        return spoken("explain.memo.more") if found.more or found.capped else ""
    return f"{nothing} {spoken('explain.nothing.absence')}"


def _read(library: Library, view: View, found: Explained) -> tuple[str, ...]:
    """Return what was read of it all and of each of the two, and that absence is no proof."""
    spoken, covered = words(view.language), coverage(library, view)
    told = {"documents": spoken.number(Decimal(covered.total)), "publishers": len(covered.publishers)}
    lines = [spoken("coverage.counts", **told, first=covered.first_year, last=covered.last_year)]
    for each in readings(library, view, (found.start.iri, found.end.iri)):
        counted = spoken.count("explain.read.about", each.count)
        lines.append(
            f"{each.thing.name.value}: {counted}." if each.count else f"{spoken('explain.read.none', name=each.thing.name.value)}."
        )
    return (*lines, spoken("coverage.limit"))


def _source(each: Evidence) -> str:
    year = f" ({each.year})" if each.year and each.year not in each.document.name.value else ""
    name = each.document.name.value
    quoted = name[:1] in _QUOTES and name[-1:] in _QUOTES
    return f"{name if quoted else f'‘{name}’'}{year}, {each.locator}"
