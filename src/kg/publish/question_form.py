"""The form of a question: a field for each parameter, what is wrong with what was filled in, and what may have been meant."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.errors import Misfit, ParameterError
from kg.publish.asking import Asked, notices
from kg.publish.choices import Choice, Listed, address
from kg.publish.facts import Facts, Text, names
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.words import words
from kg.store.parameters import Parameter, parameter_term
from kg.store.query_files import SavedQuery
from kg.terms import BASE, moved

MOST_IN_A_SELECT = 25
"""Up to so many choices all stand in a list to choose from; of more one types a part of the name."""

_INPUTS = {"iri": "text", "integer": "number", "decimal": "number", "date": "date", "string": "text"}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is sent, and what is read when that is something else."""

    value: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field, filled with what was given or the default: a `select` with options, or an input, perhaps with a list of suggestions."""

    name: str
    label: Text
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    list: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a field, with links to what may have been meant."""

    field: str
    text: Text
    candidates: tuple[tuple[Text, str], ...]


def fields(listed: Listed, view: View, query: SavedQuery, given: Mapping[str, str], wrong: Iterable[str]) -> tuple[Field, ...]:
    """Return a field for each parameter."""
    unfit = frozenset(wrong)
    return tuple(
        _field(listed[each.name], view, each, given.get(each.name, each.default), bad=each.name in unfit) for each in query.parameters
    )


def suggestions(listed: Listed, query: SavedQuery) -> dict[str, tuple[Option, ...]]:
    """Return the lists that the fields suggest from, by name, each once: names, and paths where several things share a name."""
    long = {_list(each): listed[each.name] for each in query.parameters if len(listed[each.name]) > MOST_IN_A_SELECT}
    return {
        name: tuple(Option(text, Text("") if text == each.label.value else each.label) for text, each in _sent(found))
        for name, found in long.items()
    }


def complaints(
    library: Library, view: View, query: SavedQuery, given: Mapping[str, str], errors: Sequence[ParameterError]
) -> tuple[Complaint, ...]:
    """Return what is wrong, in the language of the page."""
    known = {each.name: each for each in query.parameters}
    return tuple(_complaint(library, view, (query, given), known[error.parameter], error) for error in errors if error.parameter in known)


def doubts(library: Library, listed: Listed, view: View, asked: Asked) -> tuple[Text, ...]:
    """Return what to keep in mind because of things that were given: that the graph does not know them, or that they are no choice."""
    spoken = words(view.language)
    found = notices(library, listed, asked)
    called = _called(library, view, [notice.thing for notice in found])
    return tuple(Text(spoken(f"notice.{each.doubt}", name=called[each.thing].value), view.language.value) for each in found)


def _field(listed: Sequence[Choice], view: View, parameter: Parameter, value: str, *, bad: bool) -> Field:
    label = said(parameter, view)
    if not listed:
        return Field(parameter.name, label, _INPUTS[parameter.kind], value, wrong=bad)
    current = _current(parameter, value)
    if len(listed) > MOST_IN_A_SELECT:
        shown = {each.value: text for text, each in _sent(listed)}
        return Field(parameter.name, label, "text", shown.get(current, value), list=_list(parameter), wrong=bad)
    options = [Option(each.value, each.label, each.value == current) for each in listed]
    if not any(option.chosen for option in options):
        options.insert(0, Option(value, Text(value), chosen=True))
    return Field(parameter.name, label, "select", current, tuple(options), wrong=bad)


def said(parameter: Parameter, view: View) -> Text:
    """Return what a parameter means, in the language of the page or in Dutch.

    >>> from kg.publish.library import Language
    >>> said(Parameter("jaar", "integer", "", "het jaar / the year"), View(Language.EN))
    Text(value='the year', language='en')
    """
    text = parameter.said(view.language.value)
    return Text(text, view.language.value if text != parameter.said("nl") else "nl")


def _list(parameter: Parameter) -> str:
    return parameter.choices.rpartition("/")[2] or parameter.name


def _sent(listed: Sequence[Choice]) -> Iterable[tuple[str, Choice]]:
    """Yield what a field sends for each choice: the name, or the value when several have that name."""
    counts = Counter(each.label.value.casefold() for each in listed)
    return [(each.label.value if counts[each.label.value.casefold()] == 1 else each.value, each) for each in listed]


def _current(parameter: Parameter, text: str) -> str:
    """Return a value as choices have it: an IRI of ours by its path."""
    try:
        term = parameter_term(parameter, text)
    except ParameterError:
        return text
    return address(term) if isinstance(term, URIRef) else text


def _complaint(
    library: Library, view: View, asked: tuple[SavedQuery, Mapping[str, str]], parameter: Parameter, error: ParameterError
) -> Complaint:
    query, given = asked
    spoken = words(view.language)
    key = f"problem.{error.why}.{parameter.kind}" if error.why is Misfit.KIND else f"problem.{error.why}"
    label = said(parameter, view).value
    values = {"label": label[:1].upper() + label[1:], "value": given.get(parameter.name, "")[:80], "allowed": ", ".join(error.allowed)}
    text = Text(spoken(key, **values), view.language.value)
    return Complaint(parameter.name, text, _candidates(library, view, query, given, error))


def _candidates(
    library: Library, view: View, query: SavedQuery, given: Mapping[str, str], error: ParameterError
) -> tuple[tuple[Text, str], ...]:
    """Return what may have been meant, with the link that asks that: by name, and by path too when several have one name."""
    if error.why not in {Misfit.NAME, Misfit.SEVERAL}:
        return ()
    things = {path: URIRef(f"{BASE}/{path}" if path.startswith("id/") else path) for path in error.allowed}
    called = _called(library, view, things.values())
    return tuple(
        (
            Text(f"{called[thing]} ({path})", called[thing].language) if error.why is Misfit.SEVERAL else called[thing],
            link(view, f"/vragen/{query.name}", **{**given, error.parameter: path}),
        )
        for path, thing in things.items()
    )


def _called(library: Library, view: View, things: Iterable[URIRef]) -> dict[URIRef, Text]:
    """Return what things are called; what has no name by its IRI."""
    wanted = list(things)
    known = Facts(URIRef(""), {}, names(library, wanted), view)
    base = library.endpoint.base
    return {thing: known.name(thing) if thing in known.names else Text(moved(thing, BASE, base)) for thing in wanted}
