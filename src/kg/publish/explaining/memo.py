"""The memo: the same answer on one page, with numbered sources, to put before a council."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kg.errors import Misfit, ParameterError
from kg.publish.citation import citation, plain
from kg.publish.coverage import coverage
from kg.publish.explaining.choosing import End, end
from kg.publish.explaining.page import FIELDS, PATH
from kg.publish.explaining.picture import Drawing, drawing
from kg.publish.explaining.reading import readings
from kg.publish.explaining.sentences import Speaker
from kg.publish.explaining.sentences import plain as said
from kg.publish.explaining.ways import Explained, Saying, Way, explained
from kg.publish.explaining.weights import weights
from kg.publish.facts import Evidence, Ref
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.publish.placed import place, quoted
from kg.publish.words import Words, words
from kg.terms import BASE, moved


@dataclass(frozen=True, slots=True)
class Length:
    """How much a memo tells: ways, what is said of a step, places of each, names of what may stand instead; how large its letters are."""

    ways: int
    sayings: int
    sources: int
    named: int
    letters: float = 1.0


LENGTHS = (
    Length(3, 9, 2, 8),
    Length(3, 2, 1, 4),
    Length(3, 1, 1, 2),
    Length(3, 1, 1, 0, 0.92),
    Length(2, 1, 1, 2),
    Length(2, 1, 1, 0, 0.92),
    Length(1, 2, 2, 4),
    Length(1, 1, 1, 2),
    Length(1, 1, 1, 0, 0.9),
    Length(1, 1, 1, 0, 0.8),
)
"""From the fullest memo to the shortest: a page holds the first of these that fits."""


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
    """All that a memo of a day tells, in its order, as plain text; `told` says in words what its picture shows.

    `letters` is how large they are, 1 for the usual size.
    """

    language: Language
    title: str
    question: str
    answers: tuple[Answer, ...]
    remark: str
    picture: Drawing | None
    told: str
    notes: tuple[Note, ...]
    read: tuple[str, ...]
    address: str
    made: str
    citation: str
    site: str
    day: date
    letters: float = 1.0


@dataclass(frozen=True, slots=True)
class _Matter:
    """What every memo about two things tells, however long it is: `memo` has all of it but what depends on the length."""

    memo: Memo
    found: Explained
    nothing: str
    spoken: Words
    base: str


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
        return tuple(Note(number, place(each, quoted), self._address(each)) for each, number in self._found.items())

    def _address(self, each: Evidence) -> str:
        return each.original or moved(each.passage.iri, BASE, self._base)


def memos(library: Library, view: View, asked: Mapping[str, str], day: date) -> Iterator[Memo]:
    """Yield the memo of a day, from the fullest to the shortest; raises ParameterError when it is not clear between which two things."""
    start, finish = (_clear(end(library, view, name, asked.get(name, ""))) for name in FIELDS)
    if start.iri == finish.iri:
        raise ParameterError("naar", Misfit.VALUE, "naar: a memo is about two different things")
    matter = _matter(library, view, (start, finish), day)
    return (_memo(matter, length) for length in LENGTHS)


def _matter(library: Library, view: View, ends: tuple[Ref, Ref], day: date) -> _Matter:
    spoken, (start, finish) = words(view.language), ends
    found = explained(library, view, (start.iri, finish.iri), weights().search.memo)
    a, b = (said(Speaker(view.language).phrase(each)) for each in ends)
    question = spoken("explain.title.pair", a=a, b=b)
    cited = citation(library, view.language, question, f"{PATH}?van={path_of(start.iri)}&naar={path_of(finish.iri)}")
    site = library.site(view.language)
    made = Memo(
        language=view.language,
        title=spoken("explain.memo.title", a=a, b=b),
        question=question,
        answers=(),
        remark="",
        picture=None,
        told="",
        notes=(),
        read=_read(library, view, found),
        address=cited.address,
        made=spoken("explain.memo.made", date=spoken.date(day.isoformat()), site=site, release=cited.release),
        citation=plain(replace(cited, digest=""), day).strip(),  # the sum of a file tells a council nothing; the page has it
        site=site,
        day=day,
    )
    return _Matter(made, found, spoken("explain.nothing", a=a, b=b), spoken, library.endpoint.base)


def _memo(matter: _Matter, length: Length) -> Memo:
    """Return the memo at a length."""
    spoken, notes = matter.spoken, _Notes(matter.base)
    found = replace(matter.found, ways=matter.found.ways[: length.ways])
    answers = tuple(_answer(spoken, notes, length, way) for way in found.ways)
    return replace(
        matter.memo,
        answers=answers,
        remark=_remark(matter, length),
        picture=drawing(found, spoken) if found.ways else None,
        told=spoken("explain.memo.alt", text=" ".join(each.sentence for each in answers)),
        notes=notes.listed(),
        letters=length.letters,
    )


def _clear(filled: End) -> Ref:
    if filled.thing is None:
        told = f"{filled.name}={filled.text!r} is not one thing; " if filled.text else f"{filled.name} is missing; "
        raise ParameterError(filled.name, Misfit.VALUE, f"{told}{PATH} helps to choose")
    return filled.thing


def _answer(spoken: Words, notes: _Notes, length: Length, way: Way) -> Answer:
    steps = tuple(_line(notes, length, saying) for step in way.steps for saying in step.sayings[: length.sayings])
    named = [row.other.name.value for row in way.others[: length.named]]
    if named and len(way.others) > len(named):
        named.append(spoken("explain.memo.rest", number=len(way.others) - len(named)))
    more = spoken("explain.memo.instead", names=", ".join(named)) if named else ""
    return Answer(f"{said(way.sentence)}{_dated(spoken, length, way)}.", steps, more)


def _dated(spoken: Words, length: Length, way: Way) -> str:
    """Return of which years the sources are that the memo names for a way: a council reads a sentence without them as of today."""
    told = (evidence for step in way.steps for each in step.sayings[: length.sayings] for evidence in each.evidence[: length.sources])
    years = sorted({evidence.year for evidence in told if evidence.year})
    key = "explain.memo.dated.one" if len(years) == 1 else "explain.memo.dated.many"
    return f" ({spoken(key, years=', '.join(years))})" if years else ""


def _line(notes: _Notes, length: Length, saying: Saying) -> Line:
    years = f" ({', '.join(saying.years)})" if saying.years else ""
    amounts = "".join(f" {amount.text.value}{f' {amount.note}' if amount.note else ''}." for amount in saying.amounts)
    return Line(f"{said(saying.sentence)}{years}.{amounts}", notes.numbers(saying.evidence[: length.sources]))


def _remark(matter: _Matter, length: Length) -> str:
    """Return what one must know of the answer: that there is none, or that the web tells more than this page."""
    found, spoken = matter.found, matter.spoken
    if not found.ways:
        return f"{matter.nothing} {spoken('explain.nothing.absence')}"
    if found.more or found.capped or len(found.ways) > length.ways:
        return spoken("explain.memo.more")
    steps = [step for way in found.ways for step in way.steps]
    said_more = any(len(step.sayings) > length.sayings for step in steps)
    told_more = any(len(saying.evidence) > length.sources for step in steps for saying in step.sayings)
    named_more = not length.named and any(way.others for way in found.ways)
    return spoken("explain.memo.further") if said_more or told_more or named_more else ""


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
