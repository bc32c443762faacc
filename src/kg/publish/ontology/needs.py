"""What must be filled in of a class, in plain words: which properties, how many values, of what, and what is said when it is not so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import SH, URIRef

from kg.model.findings import Severity
from kg.publish.facts import Text
from kg.publish.ontology.naming import Named, Naming
from kg.store.promises import Promise
from kg.terms import SCHEMA

LEVELS = ("must", "should", "could", "may", "never")
"""How much a property is asked for, most first."""

_ASKED = {Severity.VIOLATION: "must", Severity.WARNING: "should", Severity.INFO: "could"}


@dataclass(frozen=True, slots=True)
class Message:
    """What is said when a promise is broken, and how much it matters: must, should or could."""

    level: str
    text: Text


@dataclass(frozen=True, slots=True)
class Need:
    """A property of a class (or several of which the same holds): how much it is asked for, how many values, and of what."""

    properties: tuple[Named, ...]
    inverse: bool
    level: str
    number: str
    values: tuple[Named, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise about all that has one of these properties."""

    properties: tuple[Named, ...]
    message: Message


@dataclass(frozen=True, slots=True)
class Used:
    """How often each class and property occurs, what is promised of each class, and which classes are promised something of a property."""

    counts: Mapping[URIRef, int]
    promised: Mapping[URIRef, Sequence[Promise]]
    users: Mapping[URIRef, Sequence[URIRef]]


def needs(naming: Naming, kind: URIRef, used: Used) -> tuple[Need, ...]:
    """Return what can be told of a class, what must be told first; also what only the vocabulary names for it."""
    promised = used.promised.get(kind, ())
    by_path: dict[tuple[tuple[URIRef, ...], bool], list[Promise]] = defaultdict(list)
    for promise in promised:
        if _of_property(promise):
            by_path[promise.paths, promise.inverse].append(promise)
    found = [_need(naming, path, group, used) for path, group in by_path.items()]
    told = {path for paths, inverse in by_path for path in paths if not inverse}
    found += [_hinted(naming, hint) for hint in sorted(_hints(naming, kind) - told)]
    return tuple(sorted(found, key=lambda need: (LEVELS.index(need.level), need.inverse)))


def remarks(naming: Naming, promised: Iterable[Promise]) -> tuple[Message, ...]:
    """Return what more is asked of the things of a class, beside their properties one by one."""
    return tuple(message(naming, promise) for promise in promised if not _of_property(promise))


def message(naming: Naming, promise: Promise) -> Message:
    """Return what is said when a promise is broken, in the language of the page, else in Dutch."""
    own = naming.known.view.language.value
    language = own if own in promise.messages else "nl"
    return Message(_ASKED[promise.severity], Text(promise.messages.get(language, ""), language))


def rules(naming: Naming, promised: Iterable[tuple[tuple[URIRef, ...], Promise]]) -> tuple[Rule, ...]:
    """Return the promises that belong to no class, in the order in which they were made."""
    return tuple(Rule(naming.all(properties), message(naming, promise)) for properties, promise in promised)


def users(promised: Mapping[URIRef, Iterable[Promise]]) -> dict[URIRef, list[URIRef]]:
    """Return for each property the classes that are promised something about it."""
    found: dict[URIRef, list[URIRef]] = defaultdict(list)
    for kind, promises in promised.items():
        for path in dict.fromkeys(path for each in promises if not each.inverse and each.most != 0 for path in each.paths):
            found[path].append(kind)
    return found


def _of_property(promise: Promise) -> bool:
    """Tell whether a promise belongs in the table: it is about a property, or counts who points at the thing."""
    return bool(promise.paths) and (not promise.inverse or promise.least > 0 or promise.most is not None)


def _hints(naming: Naming, kind: URIRef) -> set[URIRef]:
    return {term for term in naming.anchors if kind in naming.known.things(term, SCHEMA.domainIncludes)}


def _need(naming: Naming, path: tuple[tuple[URIRef, ...], bool], group: Sequence[Promise], used: Used) -> Need:
    paths, inverse = path
    level, most = _level(group), min((each.most for each in group if each.most is not None), default=None)
    values = tuple(dict.fromkeys(value for promise in group for value in _values(naming, promise)))
    hinted = naming.all(used.users.get(paths[0], ()) if inverse else naming.known.things(paths[0], SCHEMA.rangeIncludes))
    return Need(
        tuple(naming.named(path, inverse=inverse) for path in paths),
        inverse,
        level,
        naming.words(f"ontology.number.{_number(group, level, most)}", number=most),
        values or hinted or _things(naming, group),
        tuple(message(naming, promise) for promise in group),
    )


def _hinted(naming: Naming, hint: URIRef) -> Need:
    number = naming.words("ontology.number.any")
    return Need(
        (naming.named(hint),),
        inverse=False,
        level="may",
        number=number,
        values=naming.all(naming.known.things(hint, SCHEMA.rangeIncludes)),
        messages=(),
    )


def _level(group: Sequence[Promise]) -> str:
    if any(promise.most == 0 for promise in group):
        return "never"
    asked = [_ASKED[promise.severity] for promise in group if promise.least > 0]
    return min(asked, key=LEVELS.index, default="may")


def _number(group: Iterable[Promise], level: str, most: int | None) -> str:
    if any(promise.per_language for promise in group):
        return "language"
    if most is None:
        return "some" if level == "must" else "any"
    return {0: "none", 1: "one" if level == "must" else "single"}.get(most, "most")


def _values(naming: Naming, promise: Promise) -> Iterator[Named]:
    """Yield of what the values are: the schemes they come from, classes and datatypes, or the only ones there are."""
    yield from map(naming.named, promise.schemes)
    yield from (naming.named(kind) for kind in promise.kinds if kind != SH.IRI)
    for choice in promise.choices:
        yield naming.named(choice) if isinstance(choice, URIRef) else naming.value(choice)


def _things(naming: Naming, group: Iterable[Promise]) -> tuple[Named, ...]:
    """Return that the values are things, when that is all that is said of them."""
    return naming.all({SH.IRI for promise in group if SH.IRI in promise.kinds})
