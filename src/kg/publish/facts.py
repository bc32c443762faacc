"""What the graph says around one thing, as one value that every part of its page reads from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from rdflib import DCTERMS, FOAF, RDFS, SKOS, Literal, URIRef

from kg.errors import NotFoundError
from kg.publish.kept_names import Said
from kg.publish.library import Language, Library, View
from kg.publish.links import kind_of, page_of, web_address
from kg.store import Solution, Term, rows
from kg.terms import ADMS, BASE, BELEID, name_of

Statements = Mapping[URIRef, Said]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is in; empty when the source does not say or it has none."""

    value: str
    language: str = ""

    def __str__(self) -> str:
        """Return the text alone."""
        return self.value


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing as a page names it: its kind, its name and the link to its page (empty when it has none)."""

    iri: URIRef
    kind: str
    name: Text
    href: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands: the passage, the document with its year, and the document's own web address."""

    passage: Ref
    document: Ref
    locator: str
    year: str
    original: str


_ALWAYS = frozenset({ADMS.status, BELEID.contributesTo, BELEID.refArea, BELEID.resultFor, BELEID.resultOf})
"""The relations that claims.py names although no statement need use them."""

_NAMINGS = (RDFS.label, SKOS.prefLabel, DCTERMS.title)

_PLACES = (BELEID.locator,)

_FURTHER = frozenset({DCTERMS.isPartOf, BELEID.asProperty})
"""What leads on to something that needs a name too: a passage's document, the property of a kind of relation."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said around `thing`, and the names of all it points at, for pages in this view."""

    thing: URIRef
    statements: Statements
    names: Statements
    view: View
    _refs: dict[URIRef, Ref] = field(default_factory=dict, compare=False, repr=False)
    _passages: dict[URIRef, Evidence] = field(default_factory=dict, compare=False, repr=False)

    def values(self, subject: URIRef, *predicates: URIRef) -> list[Term]:
        """Return the values of these properties, in the order of the properties."""
        of_subject = self.statements.get(subject, {})
        return [value for predicate in predicates for value in of_subject.get(predicate, ())]

    def value(self, subject: URIRef, *predicates: URIRef) -> Term | None:
        """Return the first value of these properties, if there is one."""
        return next(iter(self.values(subject, *predicates)), None)

    def things(self, subject: URIRef, *predicates: URIRef) -> list[URIRef]:
        """Return those values of these properties that are things."""
        return [value for value in self.values(subject, *predicates) if isinstance(value, URIRef)]

    def text(self, subject: URIRef, *predicates: URIRef) -> Text:
        """Return a property in the page's language, else in Dutch, else as it is there; empty when it is not."""
        return _chosen(self.values(subject, *predicates), self.view.language)

    def ref(self, iri: URIRef) -> Ref:
        """Return a thing as the page names it; one without a name is called after its IRI."""
        if iri not in self._refs:
            self._refs[iri] = Ref(iri, kind_of(iri), self.name(iri), page_of(self.view, iri))
        return self._refs[iri]

    def name(self, iri: URIRef) -> Text:
        """Return the name of a thing in the page's language, or else in Dutch; of a passage its place in the document."""
        known = self.names.get(iri, {})
        for namings in (_NAMINGS, _PLACES):
            found = _chosen((value for naming in namings for value in known.get(naming, ())), self.view.language)
            if found.value:
                return found
        return Text(readable(iri))

    def relation(self, predicate: URIRef, *, inverse: bool) -> Text:
        """Return the name of a relation, read from its subject's or from its object's side."""
        names = self.names.get(predicate, {}).get(BELEID.inverseLabel, ()) if inverse else ()
        found = _chosen(names, self.view.language)
        return found if found.value else self.name(predicate)

    def evidence(self, *subjects: URIRef) -> tuple[Evidence, ...]:
        """Return where it stands what is said by these claims or of these things, newest document first."""
        passages = {passage: None for subject in subjects for passage in self.things(subject, BELEID.evidencedBy)}
        return tuple(sorted(map(self.passage, passages), key=newest_first))

    def passage(self, passage: URIRef) -> Evidence:
        """Return where a passage stands."""
        if passage not in self._passages:
            self._passages[passage] = self._found(passage)
        return self._passages[passage]

    def _found(self, passage: URIRef) -> Evidence:
        known = self.names.get(passage, {})
        document = next((value for value in known.get(DCTERMS.isPartOf, ()) if isinstance(value, URIRef)), passage)
        source = self.names.get(document, {})
        original = web_address(_first(source, FOAF.page))
        return Evidence(self.ref(passage), self.ref(document), _first(known, BELEID.locator), _first(source, BELEID.year), original)


def newest_first(evidence: Evidence) -> tuple[int, str, str]:
    """Return by what places are put in order: the newest document first."""
    return -int(evidence.year or 0), evidence.document.name.value, evidence.locator


def facts(library: Library, view: View, thing: URIRef) -> Facts:
    """Return what the graph says around a thing; raises NotFoundError when that is nothing."""
    found = statements(library, [thing])
    if thing not in found:
        raise NotFoundError(str(thing))
    return Facts(thing, found, names(library, _mentioned(found) | _ALWAYS), view)


def statements(library: Library, things: Iterable[URIRef]) -> Statements:
    """Return what things, and the claims that speak of them or rest on them, say."""
    return _by_subject(rows(library.endpoint, library.queries.text("pages/claims", things=sorted(things))))


def ties(library: Library, things: Iterable[URIRef]) -> Statements:
    """Return only how things hang together with others, of what statements() returns."""
    return _by_subject(rows(library.endpoint, library.queries.text("pages/ties", things=sorted(things))))


def names(library: Library, things: Iterable[URIRef]) -> Statements:
    """Return how things are called, and of passages also the documents they stand in."""
    found = _named(library, things)
    values = (value for said in found.values() for further in _FURTHER for value in said.get(further, ()))
    return found | _named(library, {value for value in values if isinstance(value, URIRef)} - found.keys())


def readable(iri: URIRef) -> str:
    """Return an IRI without a name as words.

    >>> readable(URIRef(f"{BASE}/id/deelname/regiodeal-twente--gemeente-almelo--partner"))
    'regiodeal twente – gemeente almelo – partner'
    """
    if not iri.startswith(f"{BASE}/id/"):
        return str(iri)
    return name_of(iri).replace("--", " – ").replace("-", " ").replace("#", ", ")


def _named(library: Library, things: Iterable[URIRef]) -> dict[URIRef, Said]:
    def asked(wanted: list[URIRef]) -> Statements:
        return _by_subject(rows(library.endpoint, library.queries.text("pages/names", things=wanted)))

    return library.names.of(things, asked)


def _mentioned(found: Statements) -> set[URIRef]:
    """Return all things and properties in some statements."""
    mentioned = set(found)
    for said in found.values():
        mentioned.update(said)
        mentioned.update(value for values in said.values() for value in values if isinstance(value, URIRef))
    return mentioned


def _by_subject(solutions: Iterable[Solution]) -> Statements:
    found: dict[URIRef, dict[URIRef, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(solutions, key=lambda row: tuple(map(str, row.values()))):
        found[cast("URIRef", row["subject"])][cast("URIRef", row["predicate"])].append(row["value"])
    return {subject: dict(values) for subject, values in found.items()}


def _first(known: Said, predicate: URIRef) -> str:
    return str(next(iter(known.get(predicate, ())), ""))


def _chosen(values: Iterable[Term], language: Language) -> Text:
    texts = [Text(str(value), value.language or "") for value in values if isinstance(value, Literal)]
    order = {language.value: 0, "nl": 1}
    return min(texts, key=lambda text: order.get(text.language, 2), default=Text(""))
