"""What one can choose for a parameter of a question, and which thing a typed name means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from rdflib import Literal, URIRef

from kg.errors import Misfit, ParameterError
from kg.publish.facts import Text
from kg.publish.library import Language, Library
from kg.store import Term, rows
from kg.store.parameters import PATTERNS, Parameter
from kg.store.query_files import SavedQuery
from kg.terms import BASE

MOST_CANDIDATES = 8

_ADDRESS = re.compile(r"/?(?:id|def)[/#]|[A-Za-z][0-9A-Za-z+.-]*://")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose, as it stands in an address (a thing of ours by its path below the base), and its name."""

    value: str
    label: Text


Listed: TypeAlias = Mapping[str, tuple[Choice, ...]]
"""What to choose from for each parameter."""


def choices(library: Library, language: Language, query: SavedQuery) -> Listed:
    """Return for each parameter what to choose from, things by name; nothing when the question does not say."""
    listed = {name: _listed(library, language, name) for name in {each.choices for each in query.parameters} - {""}}
    fixed = {each.name: tuple(Choice(value, Text(value)) for value in each.values) for each in query.parameters}
    return {each.name: listed[each.choices] if each.choices else fixed[each.name] for each in query.parameters}


def _listed(library: Library, language: Language, name: str) -> tuple[Choice, ...]:
    found: dict[Term, list[Term]] = {}
    for row in rows(library.endpoint, library.queries.text(name)):
        found.setdefault(row["value"], []).append(row["label"])
    listed = [Choice(address(value), _label(labels, language)) for value, labels in found.items()]
    by_name = any(isinstance(value, URIRef) for value in found)
    return tuple(sorted(listed, key=lambda each: each.label.value.casefold()) if by_name else listed)


def address(value: Term) -> str:
    """Return a term as it stands in an address: a thing of ours by its path, all else as it is.

    >>> address(URIRef(f"{BASE}/id/doel/a")), address(Literal(2018))
    ('id/doel/a', '2018')
    """
    ours = isinstance(value, URIRef) and value.startswith(f"{BASE}/id/")
    return value.removeprefix(f"{BASE}/") if ours else str(value)


def meant(library: Library, listed: Sequence[Choice], parameter: Parameter, text: str) -> str:
    """Return the value that a text means: that of the only thing of this name, or else the text itself.

    Only an IRI parameter takes names. Raises ParameterError, with what may have been meant, when several
    things have the name or none has and it is no IRI.
    """
    if parameter.kind != "iri" or _ADDRESS.match(text):
        return text
    named = [each.value for each in listed or _found(library, text) if _same(each.label.value, text)]
    if len(named) == 1:
        return named[0]
    if not named and re.fullmatch(PATTERNS["iri"], text):
        return text  # such as urn:x, which could have been a name
    why = Misfit.SEVERAL if named else Misfit.NAME
    told = f"{len(named)} things have this name" if named else "nothing to choose from has this name, and it is no IRI"
    candidates = tuple(named or _near(library, listed, text))[:MOST_CANDIDATES]
    hint = f"; did you mean {', '.join(candidates)}?" if candidates else ""
    raise ParameterError(parameter.name, why, f"{parameter.name}: {text[:80]!r}: {told}{hint}", candidates)


def _near(library: Library, listed: Sequence[Choice], text: str) -> list[str]:
    """Return the values of things whose names hold the text, are written much like it, or are found by it; of those to choose from."""
    folded = {each.value: each.label.value.casefold() for each in listed}
    holding = [value for value, name in folded.items() if text.casefold() in name]
    alike = get_close_matches(text.casefold(), list(dict.fromkeys(folded.values())), MOST_CANDIDATES)
    found = [each.value for each in _found(library, text) if not folded or each.value in folded]
    return list(dict.fromkeys([*holding, *(value for name in alike for value in folded if folded[value] == name), *found]))


def _found(library: Library, text: str) -> list[Choice]:
    hits = library.index.find(text, {}, 1, 4 * MOST_CANDIDATES).hits
    return [Choice(address(hit.iri), Text(hit.label, "nl")) for hit in hits]


def _same(name: str, text: str) -> bool:
    return name.casefold().split() == text.casefold().split()


def _label(labels: Iterable[Term], language: Language) -> Text:
    texts = [Text(str(label), (label.language or "") if isinstance(label, Literal) else "") for label in labels]
    order = {language.value: 0, "nl": 1}
    return min(texts, key=lambda text: (order.get(text.language, 2), text.value))
