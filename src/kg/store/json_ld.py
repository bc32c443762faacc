"""Triples as JSON-LD 1.1 that a person can read: the terms of ontology/context.jsonld, of which a document carries what it uses."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import RDF, XSD

from kg.assets import asset
from kg.terms import BASE

CONTEXT = "context.jsonld"

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

_TYPE = NamedNode(str(RDF.type))
_STRING, _LANGUAGE = str(XSD.string), "@language"
_CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every reader of JSON keeps as they are."""

_encoded = json.JSONEncoder(ensure_ascii=False).encode

_INTEGER, _BOOLEAN = str(XSD.integer), str(XSD.boolean)


def context_text(base: str = BASE) -> str:
    """Return the published context, for data under this base."""
    return (asset("ontology") / CONTEXT).read_text(encoding="utf-8").replace(f'"{BASE}/', f'"{base}/')


def json_ld(triples: Iterable[Triple], base: str = BASE) -> bytes:
    """Return triples as a JSON-LD document: one node per subject, in the order in which subjects come."""
    writer = _Writer(_vocabulary(base), set())
    nodes: dict[str, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        nodes[writer.name(triple.subject)][triple.predicate].append(triple.object)
    written = [writer.node(name, said) for name, said in nodes.items()]
    context = {name: meaning for name, meaning in writer.known.context.items() if name in writer.used or name == "@version"}
    return _document(context, written).encode()


def _document(context: Mapping[str, object], nodes: Iterable[Mapping[str, Json]]) -> str:
    """Return the document with a line for each term and each property; to indent it further would take most of the time."""
    told = json.dumps(context, ensure_ascii=False, indent=1).replace("\n", "\n ")
    graph = ",\n".join(_lines(node) for node in nodes)
    return f'{{\n "@context": {told},\n "@graph": [\n{graph}\n ]\n}}\n'


def _lines(node: Mapping[str, Json]) -> str:
    properties = (f"   {_encoded(name)}: {_encoded(value)}" for name, value in node.items())
    return "  {\n" + ",\n".join(properties) + "\n  }"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the context: its name, what its values are (a type, "@id" or "@language"; "" for whatever they say themselves)."""

    name: str
    coercion: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The context as a writer needs it: terms by IRI, and prefixes by namespace, the longest first."""

    context: Mapping[str, object]
    terms: Mapping[str, _Term]
    prefixes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def _vocabulary(base: str) -> _Vocabulary:
    context: dict[str, object] = json.loads(context_text(base))["@context"]
    spaces = {name: meaning for name, meaning in context.items() if isinstance(meaning, str)}
    terms = {}
    for name, meaning in context.items():
        if isinstance(meaning, dict):
            coercion = meaning.get("@type") or meaning.get("@container", "")
            terms[_expanded(meaning["@id"], spaces)] = _Term(name, coercion if coercion[:1] in {"@", ""} else _expanded(coercion, spaces))
    longest = sorted(((space, name) for name, space in spaces.items()), key=lambda pair: (-len(pair[0]), pair))
    return _Vocabulary(context, terms, tuple(longest))


def _expanded(name: str, spaces: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return spaces[prefix] + local


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes nodes with a vocabulary, and remembers which of its names were used."""

    known: _Vocabulary
    used: set[str]

    def name(self, term: NamedNode | BlankNode | Triple) -> str:
        """Return an IRI, shortened where a prefix fits."""
        if not isinstance(term, NamedNode):
            return str(term)
        for space, prefix in self.known.prefixes:
            if term.value.startswith(space) and not term.value.startswith("//", len(space)):
                self.used.add(prefix)
                return f"{prefix}:{term.value.removeprefix(space)}"
        return term.value

    def node(self, name: str, said: Mapping[NamedNode, list[Term]]) -> dict[str, Json]:
        """Return a node with its types first and its properties in the order in which they come."""
        node: dict[str, Json] = {"@id": name}
        if types := said.get(_TYPE):
            node["@type"] = _alone([self.name(kind) for kind in types if not isinstance(kind, Literal)])
        for predicate, values in said.items():
            if predicate != _TYPE:
                node |= self._property(predicate, values)
        return node

    def _property(self, predicate: NamedNode, values: list[Term]) -> dict[str, Json]:
        """Return the values under the term that fits them, and those that do not fit under the name of the property itself."""
        term = self.known.terms.get(predicate.value)
        fitting, unfit = _parted(values, lambda value: bool(term) and _fits(value, term.coercion if term else ""))
        other = [self._value(value) for value in unfit]
        found: dict[str, Json] = {}
        if term and fitting:
            self._use(term)
            found[term.name] = _by_language(fitting) if term.coercion == _LANGUAGE else _alone([self._coerced(value) for value in fitting])
        return {**found, self.name(predicate): _alone(other)} if other else found

    def _use(self, term: _Term) -> None:
        """Remember a term, and the prefixes that its meaning is written with."""
        self.used.add(term.name)
        meaning = self.known.context[term.name]
        if isinstance(meaning, dict):
            self.used.update(text.partition(":")[0] for text in meaning.values())

    def _coerced(self, value: Term) -> Json:
        """Return a value whose type the context tells."""
        if not isinstance(value, Literal):
            return self.name(value)
        if value.datatype.value == _INTEGER:
            return int(value.value)
        return value.value == "true" if value.datatype.value == _BOOLEAN else value.value

    def _value(self, value: Term) -> Json:
        """Return a value that says itself what it is."""
        if not isinstance(value, Literal):
            return {"@id": self.name(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        return value.value if value.datatype.value == _STRING else {"@value": value.value, "@type": self.name(value.datatype)}


def _fits(value: Term, coercion: str) -> bool:
    """Tell whether a term with this coercion means this value and no other."""
    if not isinstance(value, Literal):
        return coercion == "@id"
    if value.language:
        return coercion == _LANGUAGE
    return value.datatype.value == (coercion or _STRING) and _survives(value)


def _survives(value: Literal) -> bool:
    """Tell whether JSON's own number or truth value comes back as this text: of 007, +5 and 1 for true it does not."""
    if value.datatype.value == _BOOLEAN:
        return value.value in {"true", "false"}
    return value.datatype.value != _INTEGER or bool(_CANONICAL.fullmatch(value.value))


def _parted(values: Iterable[Term], fits: Callable[[Term], bool]) -> tuple[list[Term], list[Term]]:
    """Return the values that fit, and the others."""
    parts: tuple[list[Term], list[Term]] = ([], [])
    for value in values:
        parts[not fits(value)].append(value)
    return parts


def _by_language(values: Iterable[Term]) -> Json:
    found: dict[str, list[Json]] = defaultdict(list)
    for value in values:
        if isinstance(value, Literal) and value.language:
            found[value.language].append(value.value)
    return {language: _alone(texts) for language, texts in found.items()}


def _alone(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
