"""Terms as the page about the ontology names them: in words, as they are written, and where they are told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from kg.publish.facts import Facts, Statements, Text
from kg.publish.links import page_of
from kg.publish.words import Words
from kg.store import Solution, Term
from kg.store import turtle as written
from kg.terms import BASE, rebase

ONTOLOGY = URIRef(f"{BASE}/def")
OURS = f"{ONTOLOGY}#"
MOST_LETTERS = 90

_NAMESPACE = re.compile(r"(.*[/#])([^/#]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A term or thing: its name, how it is written with a prefix, and the link to where it is told."""

    name: Text
    code: str
    href: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What is known of the terms, the prefixes by namespace, and the anchors of the terms that the page tells."""

    known: Facts
    words: Words
    prefixes: Mapping[str, str]
    anchors: Mapping[URIRef, str]
    base: str
    _named: dict[tuple[URIRef, bool], Named] = field(default_factory=dict, compare=False, repr=False)

    def named(self, iri: URIRef, *, inverse: bool = False) -> Named:
        """Return a term or thing of which the page speaks; a datatype in words, without a link."""
        if (iri, inverse) not in self._named:
            self._named[iri, inverse] = self._found(iri, inverse=inverse)
        return self._named[iri, inverse]

    def _found(self, iri: URIRef, *, inverse: bool) -> Named:
        code = self.code(iri)
        if word := self.words.known(f"ontology.type.{code}", ""):
            return Named(Text(word), code, "")
        name = self.known.relation(iri, inverse=inverse) if iri in self.known.names else Text(code)
        return Named(name, code, self.href(iri))

    def href(self, iri: URIRef) -> str:
        """Return the anchor of a term that is told here, else the page about a thing, else its own web address."""
        return f"#{self.anchors[iri]}" if iri in self.anchors else page_of(self.known.view, iri)

    def code(self, iri: URIRef) -> str:
        """Return an IRI with its prefix, or else between angle brackets as it is published."""
        parts = _NAMESPACE.fullmatch(iri)
        if parts and parts[1] in self.prefixes:
            return f"{self.prefixes[parts[1]]}:{parts[2]}"
        return rebase(f"<{iri}>", BASE, self.base)

    def value(self, term: Term) -> Named:
        """Return a value as Turtle writes it, a long text cut short; only what is ours has a link."""
        if isinstance(term, URIRef):
            return Named(Text(""), self.code(term), self.href(term) if term.startswith(f"{BASE}/") else "")
        return Named(Text(""), rebase(written.term(_shortened(term)), BASE, self.base), "")

    def texts(self, iri: URIRef, predicate: URIRef) -> tuple[Text, ...]:
        """Return a property in every language, that of the page first."""
        values = self.known.names.get(iri, {}).get(predicate, ())
        found = [Text(str(value), value.language or "") for value in values if isinstance(value, Literal)]
        return tuple(sorted(found, key=lambda text: (text.language != self.known.view.language, text.language)))

    def all(self, iris: Iterable[URIRef]) -> tuple[Named, ...]:
        """Return terms by name, each once."""
        return tuple(sorted({self.named(iri) for iri in iris}, key=lambda each: (each.name.value.casefold(), each.code)))


def anchor(iri: URIRef, code: str) -> str:
    """Return the anchor of a term: the local name of one of ours, as its IRI ends; of another its prefix too.

    >>> anchor(URIRef(f"{OURS}Goal"), "beleid:Goal"), anchor(URIRef("http://www.w3.org/ns/org#Organization"), "org:Organization")
    ('Goal', 'org-Organization')
    """
    return iri.removeprefix(OURS) if iri.startswith(OURS) else code.replace(":", "-")


def described(solutions: Iterable[Solution]) -> Statements:
    """Return statements by subject and property, sorted so that the same graph gives the same page."""
    found: dict[URIRef, dict[URIRef, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(solutions, key=lambda row: tuple(map(str, row.values()))):
        found[URIRef(row["subject"])][URIRef(row["predicate"])].append(row["value"])
    return {subject: dict(values) for subject, values in found.items()}


def _shortened(term: Term) -> Term:
    if not isinstance(term, Literal) or len(term) <= MOST_LETTERS:
        return term
    return Literal(f"{term[: MOST_LETTERS - 1].rstrip()}…", lang=term.language, datatype=term.datatype)
