"""The first page: one search box, what one can do here, what there is, the questions people ask, and what was read."""

from dataclasses import dataclass

from kg.publish.coverage import Coverage, Publisher, coverage
from kg.publish.facts import Ref, Text
from kg.publish.frame import Frame, frame
from kg.publish.kinds import Kind, kinds
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.publications import Line, line
from kg.publish.questions import Question, questions
from kg.publish.templating import html
from kg.publish.words import words

_TASKS = (("overview", "/overzicht"), ("link", "/verband"), ("gaps", "/hiaten"), ("together", "/samenwerking"), ("years", "/jaren"))
_ASKED_FIRST = (
    "doelen-van-initiatief",
    "initiatieven-van-organisatie",
    "partners-rond-thema",
    "doelen-zonder-initiatief",
    "resultaten-per-doel",
    "indicator-met-streefwaarde",
    "tijdlijn-van-initiatief",
    "wie-werkt-met-wie",
)
_PUBLISHERS = 6
_NEWEST = 2
_HEIGHT, _STEP = 22, 9


@dataclass(frozen=True, slots=True)
class Task:
    """Something one can do here: what, what it gives, and the link."""

    name: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The documents of one year, drawn: where the bar stands and how high it is."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Reader:
    """How much was read of one publisher: how many documents, the first and the last year, and a bar per year."""

    ref: Ref
    total: int
    first: str
    last: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """The first page; `questions` are those that are asked most, `others` the rest; `width` and `height` are those of the drawn years."""

    frame: Frame
    kinds: tuple[Kind, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    others: tuple[Question, ...]
    newest: tuple[Line, ...]
    coverage: Coverage
    readers: tuple[Reader, ...]
    width: int
    height: int = _HEIGHT


def start_page(library: Library, view: View) -> str:
    """Return the first page."""
    covered, (first, others) = coverage(library, view), _questions(library, view)
    page = StartPage(
        frame(view, Text(library.site(view.language)), library),
        kinds(library, view),
        _tasks(view),
        first,
        others,
        tuple(line(library, view, each) for each in library.published[: -_NEWEST - 1 : -1]),
        covered,
        tuple(_reader(each, covered.years) for each in covered.publishers[:_PUBLISHERS]),
        width=_STEP * sum(1 for year in covered.years if year),
    )
    return html("start.html", page)


def _tasks(view: View) -> tuple[Task, ...]:
    spoken = words(view.language)
    return tuple(Task(spoken(f"start.task.{key}"), spoken(f"start.task.{key}.about"), link(view, path)) for key, path in _TASKS)


def _questions(library: Library, view: View) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Return the questions that are asked most, and the others."""
    every = {question.name: question for question in questions(library, view)}
    first = tuple(every.pop(name) for name in _ASKED_FIRST if name in every)
    return first, tuple(every.values())


def _reader(publisher: Publisher, years: tuple[str, ...]) -> Reader:
    """Return how much was read of a publisher, each year drawn beside its busiest."""
    counted = [(year, count) for year, count in zip(years, publisher.documents, strict=True) if year]
    most = max((count for _, count in counted), default=0) or 1
    heights = [round(count / most * (_HEIGHT - 2)) or (1 if count else 0) for _, count in counted]
    read = [year for year, count in counted if count]
    bars = tuple(Bar(place * _STEP, _HEIGHT - height, height) for place, height in enumerate(heights) if height)
    return Reader(publisher.ref, publisher.total, read[0] if read else "", read[-1] if read else "", bars)
