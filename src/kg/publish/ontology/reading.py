"""What the page about the ontology is made from: what the terms say, what is promised, how often they are used, examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rdflib import OWL, RDF, URIRef

from kg.assets import asset
from kg.publish.facts import Facts, Statements, names
from kg.publish.library import Library, View
from kg.publish.ontology.examples import said, specimens, uses
from kg.publish.ontology.naming import ONTOLOGY, OURS, Naming, anchor, described
from kg.publish.words import words
from kg.store import Term, rows
from kg.store.prefixes import declared
from kg.store.promises import Promises, promises
from kg.store.turtle import PREFIXES
from kg.terms import BELEID

ORDER = (
    BELEID.Endeavour, BELEID.Programme, BELEID.Initiative, BELEID.Goal, BELEID.Indicator,
    BELEID.Claim, BELEID.Contribution, BELEID.Participation, BELEID.Relation, BELEID.StatusAssertion, BELEID.Result, BELEID.Mention,
    BELEID.Document, BELEID.TextEdition, BELEID.Fragment, BELEID.ReportingPeriod,
)  # fmt: skip
"""The classes as the vocabulary groups them: what is done and what for, what is claimed, where it is written."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms that the page tells: our classes in their order, those of others of which something is promised, our properties."""

    classes: tuple[URIRef, ...]
    others: tuple[URIRef, ...]
    properties: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: statements of terms and schemes, promises, counts, a thing of each class and what it says, a use of each property."""

    terms: Terms
    statements: Statements
    promises: Promises
    counts: Mapping[URIRef, int]
    specimens: Mapping[URIRef, URIRef]
    told: Statements
    uses: Mapping[URIRef, tuple[URIRef, Term]]


def read(library: Library) -> Read:
    """Return all that the page is made from."""
    statements = described(rows(library.endpoint, library.queries.text("pages/ontology/terms")))
    promised = promises(asset("ontology") / "shapes.ttl")
    terms = _terms(statements, promised)
    chosen = specimens(library, (*terms.classes, *terms.others))
    told = said(library, chosen.values())
    in_order = {thing: told[thing] for thing in chosen.values() if thing in told}
    return Read(terms, statements, promised, _counts(library), chosen, told, uses(library, terms.properties, in_order))


def naming(library: Library, view: View, found: Read) -> Naming:
    """Return the names of all that the page speaks of."""
    mentioned = {iri for iri in _mentioned(found) if iri not in found.statements}
    called = {**names(library, mentioned), **found.statements}
    files = (asset("ontology") / name for name in ("shapes.ttl", "vocabulary.ttl"))
    prefixes = {namespace: prefix for known in (*map(declared, files), PREFIXES) for prefix, namespace in known.items()}
    bare = Naming(Facts(ONTOLOGY, found.statements, called, view), words(view.language), prefixes, {}, library.endpoint.base)
    terms = (*found.terms.classes, *found.terms.others, *found.terms.properties)
    anchors = {term: anchor(term, bare.code(term)) for term in terms}
    return Naming(bare.known, bare.words, prefixes, anchors, bare.base)


def _terms(statements: Statements, promised: Promises) -> Terms:
    ours = [term for term in statements if term.startswith(OURS)]
    classes = [term for term in ours if OWL.Class in statements[term].get(RDF.type, ())]
    known = sorted(classes, key=lambda term: (ORDER.index(term) if term in ORDER else len(ORDER), term))
    others = tuple(kind for kind in promised.of_class if not kind.startswith(OURS))
    return Terms(tuple(known), others, tuple(sorted(set(ours) - set(classes))))


def _counts(library: Library) -> dict[URIRef, int]:
    """Return how many things each class has and how many statements each property."""
    counted = {"classes": "class", "properties": "property"}
    return {
        URIRef(row[term]): int(row["count"])
        for name, term in counted.items()
        for row in rows(library.endpoint, library.queries.text(f"release/{name}"))
    }


def _mentioned(found: Read) -> Iterator[URIRef]:
    """Yield all terms and things that may be named, some of them more than once."""
    for statements in (found.statements, found.told):
        yield from chain.from_iterable((subject, *told) for subject, told in statements.items())
        values = chain.from_iterable(chain.from_iterable(told.values()) for told in statements.values())
        yield from (value for value in values if isinstance(value, URIRef))
    for promise in chain(chain.from_iterable(found.promises.of_class.values()), (each for _, each in found.promises.of_property)):
        yield from (*promise.paths, *promise.kinds, *promise.schemes, *(each for each in promise.choices if isinstance(each, URIRef)))
    yield from chain.from_iterable(properties for properties, _ in found.promises.of_property)
    yield from found.counts
    yield from (each for use in found.uses.values() for each in use if isinstance(each, URIRef))
