"""The page that explains a link: what was asked for, what was found, and how it was weighed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import URIRef

from kg.publish.coverage import Coverage, coverage
from kg.publish.explaining.choosing import End, end, kinds
from kg.publish.explaining.examples import examples, partners
from kg.publish.explaining.picture import Drawing, drawing
from kg.publish.explaining.reading import Reading, readings
from kg.publish.explaining.sentences import Speaker, plain
from kg.publish.explaining.ways import Explained, explained
from kg.publish.explaining.weights import CENTS, Weights, weights
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link, path_of
from kg.publish.templating import html
from kg.publish.words import Words, words

PATH = "/verband"
FIELDS = ("van", "naar")
MOST = "aantal"
"""The names in the query of the page: of the two ends, and of how many ways are shown at most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Things that one end may be, each with the link that chooses it."""

    text: str
    things: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """A kind of tie as the page shows how it is weighed."""

    label: str
    cost: str
    why: str


@dataclass(frozen=True, slots=True)
class ExplainingPage:
    """The form with what was filled in, and what came of it; a part that does not apply is empty or None."""

    frame: Frame
    ends: tuple[End, End]
    kinds: str
    action: str
    search: Mapping[str, str]
    swap: str
    choices: tuple[Choice, ...]
    same: bool
    found: Explained | None
    nothing: str
    picture: Drawing | None
    more: str
    memos: tuple[tuple[str, str], ...]
    examples: tuple[tuple[Ref, Ref, str], ...]
    weights: tuple[Weight, ...]
    principles: tuple[str, ...]
    steps: int
    coverage: Coverage
    readings: tuple[Reading, ...]


def explaining_page(library: Library, view: View, asked: Mapping[str, str]) -> str:
    """Return the page for what its query asks: `van` and `naar`, and `aantal` ways at most."""
    return html("explain.html", told(library, view, asked))


def told(library: Library, view: View, asked: Mapping[str, str]) -> ExplainingPage:
    """Return what the page tells."""
    declared, spoken = weights(), words(view.language)
    start, finish = (end(library, view, name, asked.get(name, "")) for name in FIELDS)
    same = bool(start.thing and finish.thing and start.thing.iri == finish.thing.iri)
    number = number_of(asked.get(MOST, ""))
    found = None
    if start.thing and finish.thing and not same:
        found = explained(library, view, (start.thing.iri, finish.thing.iri), number)
    clear = [each.thing.iri for each in (start, finish) if each.thing]
    return ExplainingPage(
        frame(view, Text(title(spoken, start, finish)), library),
        (start, finish),
        " ".join(sorted(kinds())),
        link(replace(view, release=""), PATH),
        {each.name: link(view, "/zoek", q=each.text) for each in (start, finish)},
        _here(view, finish, start) if start.value or finish.value else "",
        tuple(_choice(view, each, other) for each, other in ((start, finish), (finish, start)) if each.candidates),
        same,
        found,
        spoken("explain.nothing", **_called(spoken, start, finish)) if found and not found.ways else "",
        drawing(found, spoken) if found and found.ways else None,
        _here(view, start, finish, min(number + declared.search.ways, declared.search.most)) if _can_show_more(found, number) else "",
        tuple((form, _memo(view, start, finish, form)) for form in ("docx", "pdf")) if found and found.ways else (),
        _examples(library, view, start, finish) if not found else (),
        _weights(declared, spoken),
        tuple(each.spoken(view.language) for each in declared.principles),
        declared.search.steps,
        coverage(library, view),
        readings(library, view, clear) if found else (),
    )


def title(spoken: Words, start: End, finish: End) -> str:
    """Return what the page is called."""
    called = _called(spoken, start, finish)
    if all(called.values()):
        return spoken("explain.title.pair", **called)
    one = called["a"] or called["b"]
    return spoken("explain.title.half", a=one) if one else spoken("explain.title")


def _called(spoken: Words, start: End, finish: End) -> dict[str, str]:
    """Return the two things as they are spoken of within a sentence; empty what is not clear."""
    speaker = Speaker(spoken.language)
    return {key: plain(speaker.phrase(each.thing)) if each.thing else "" for key, each in (("a", start), ("b", finish))}


def number_of(text: str) -> int:
    """Return how many ways are asked for; as many as at first when that is no number we know."""
    declared = weights().search
    return int(text) if text in {str(number) for number in range(1, declared.most + 1)} else declared.ways


def _can_show_more(found: Explained | None, number: int) -> bool:
    return found is not None and found.more and number < weights().search.most


def _here(view: View, start: End, finish: End, number: int | str = "") -> str:
    return link(view, PATH, van=start.value, naar=finish.value, aantal=number)


def _memo(view: View, start: End, finish: End, form: str) -> str:
    return link(view, f"{PATH}.{form}", van=start.value, naar=finish.value)


def _choice(view: View, unclear: End, other: End) -> Choice:
    things = []
    for ref in unclear.candidates:
        chosen = {unclear.name: path_of(ref.iri), other.name: other.value}
        things.append((ref, link(view, PATH, **{name: chosen[name] for name in FIELDS})))
    return Choice(unclear.text, tuple(things))


def _examples(library: Library, view: View, start: End, finish: End) -> tuple[tuple[Ref, Ref, str], ...]:
    """Return pairs to try: with the thing that is filled in already, if there is one."""
    known = start.thing or finish.thing
    pairs = partners(library, known.iri, as_end=start.thing is None) if known else examples(library)
    called = names(library, [thing for pair in pairs for thing in pair])
    facts = Facts(URIRef(""), {}, called, view)
    return tuple((facts.ref(a), facts.ref(b), link(view, PATH, van=path_of(a), naar=path_of(b))) for a, b in pairs)


def _weights(declared: Weights, spoken: Words) -> tuple[Weight, ...]:
    """Return how each kind of tie is weighed, the closest first; those that are not declared last."""
    ties = sorted(declared.ties.values(), key=lambda each: (each.cost, each.label.spoken(spoken.language)))
    told = [(each.label, each.cost, each.why) for each in ties]
    told += [(each.called, each.cost, each.why) for each in declared.others.values()]
    return tuple(
        Weight(label.spoken(spoken.language), spoken.number(Decimal(cost) / CENTS), why.spoken(spoken.language))
        for label, cost, why in told
    )
