"""The quality report of a release: what the gate found, as a page and in EARL."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF

from kg.build.gate_file import Assertion, Judgement, Noticed, Outcome
from kg.publish.catalogue import DATASET
from kg.publish.inventory import JUDGEMENT
from kg.publish.library import Language, View
from kg.publish.links import link
from kg.publish.triples import Triple, about, each, graph_of, worded
from kg.publish.words import Words, words
from kg.publisher import Worded
from kg.terms import BASE, moved

EARL = Namespace("http://www.w3.org/ns/earl#")
"""Evaluation and Report Language 1.0, of W3C."""
DQV = Namespace("http://www.w3.org/ns/dqv#")

_VERSION = URIRef("http://www.w3.org/ns/dcat#version")
_FORMS = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))


@dataclass(frozen=True, slots=True)
class Told:
    """Failures or warnings on the page: how many in words, whether those are all, and the first of them."""

    count: str
    first: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A check on the page: what it asks, which standard asks that, its outcome as a key and in words, and what it found."""

    name: str
    title: str
    standard: str
    href: str
    outcome: str
    word: str
    told: str
    failures: Told | None
    warnings: Told | None


@dataclass(frozen=True, slots=True)
class Group:
    """The checks that belong together."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page; `facts` and `counts` are by their names, `documents` are the same in other forms."""

    good: bool
    summary: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    documents: tuple[tuple[str, str], ...]


def report(found: Judgement, view: View) -> Report:
    """Return what the page tells in the language of the view."""
    spoken = words(view.language)
    moment = f"{spoken.date(found.moment[:10])}, {found.moment[11:16]} UTC"
    return Report(
        not found.failed,
        _summary(found, spoken),
        tuple((spoken(f"gate.{name}"), value) for name, value in (("moment", moment), ("software", found.software))),
        tuple((outcome.value, spoken(f"gate.outcome.{outcome}"), spoken.number(Decimal(count))) for outcome, count in found.counts.items()),
        tuple(
            Group(key, spoken(f"gate.group.{key}"), tuple(_line(one, spoken, view) for one in group))
            for key, group in groupby(found.assertions, key=lambda one: one.criterion.group)
        ),
        tuple((name, link(View(root=view.root), f"{JUDGEMENT}.{suffix}")) for name, suffix in _FORMS),
    )


def _summary(found: Judgement, spoken: Words) -> str:
    passed, failed, every = found.counts[Outcome.PASSED], found.counts[Outcome.FAILED], len(found.assertions)
    return spoken("gate.summary.bad", failed=failed, all=every) if failed else spoken("gate.summary.good", passed=passed)


def _line(one: Assertion, spoken: Words, view: View) -> Line:
    about = one.criterion
    standard = about.standard
    return Line(
        about.name,
        said(about.title, spoken.language),
        standard.name,
        link(view, standard.href.partition("#")[0]) + "#" + standard.href.partition("#")[2]
        if standard.href.startswith("/")
        else standard.href,
        one.outcome.value,
        spoken(f"gate.outcome.{one.outcome}"),
        said(one.told, spoken.language),
        _told(one.failures, "gate.failures", spoken),
        _told(one.warnings, "gate.warnings", spoken),
    )


def said(text: Worded, language: Language) -> str:
    """Return a text in one of its languages."""
    return text.nl if language is Language.NL else text.en


def _told(noticed: Noticed, key: str, spoken: Words) -> Told | None:
    if not noticed.count:
        return None
    shown = len(noticed.first)
    return Told(spoken.count(key, noticed.count), spoken("gate.first", number=shown) if shown < noticed.count else "", noticed.first)


def judgement_graph(found: Judgement) -> Graph:
    """Return the judgement in EARL 1.0 under the base of the release: an assertion per check about this edition of the dataset."""
    parts = (_document(found), _software(found), _subject(found))
    return graph_of(chain(*parts, *(_assertion(found, one) for one in found.assertions)))


def _document(found: Judgement) -> Iterator[Triple]:
    title = Worded(words(Language.NL)("gate.title"), words(Language.EN)("gate.title"))
    return about(
        _place(found),
        *each(RDF.type, (FOAF.Document, DQV.QualityMetadata)),
        *worded(DCTERMS.title, title),
        (FOAF.primaryTopic, dataset(found)),
        (DCTERMS.created, _moment(found)),
    )


def _software(found: Judgement) -> Iterator[Triple]:
    title = Worded(words(Language.NL)("gate.software.title"), words(Language.EN)("gate.software.title"))
    named = (DCTERMS.hasVersion, Literal(found.software))
    return about(_place(found, "kg"), *each(RDF.type, (EARL.Assertor, EARL.Software)), *worded(DCTERMS.title, title), named)


def _subject(found: Judgement) -> Iterator[Triple]:
    return about(dataset(found), (RDF.type, EARL.TestSubject), (_VERSION, Literal(found.release)))


def _assertion(found: Judgement, one: Assertion) -> Iterator[Triple]:
    name = one.criterion.name
    test, result = _place(found, f"{name}-eis"), _place(found, f"{name}-uitkomst")
    yield from about(
        _place(found, name),
        (RDF.type, EARL.Assertion),
        (EARL.assertedBy, _place(found, "kg")),
        (EARL.subject, dataset(found)),
        (EARL.test, test),
        (EARL.mode, EARL.automatic),
        (EARL.result, result),
    )
    yield from _criterion(found, one, test)
    yield from _result(found, one, result)


def _criterion(found: Judgement, one: Assertion, test: URIRef) -> Iterator[Triple]:
    standard = one.criterion.standard
    source = URIRef(found.base + standard.href if standard.href.startswith("/") else standard.href)
    cited = (DCTERMS.source, source), (DCTERMS.description, Literal(standard.name))
    return about(test, (RDF.type, EARL.TestCriterion), *worded(DCTERMS.title, one.criterion.title), *cited)


def _result(found: Judgement, one: Assertion, result: URIRef) -> Iterator[Triple]:
    lines = (f"{kind}: {line}" for kind, noticed in (("failure", one.failures), ("warning", one.warnings)) for line in noticed.first)
    return about(
        result,
        (RDF.type, EARL.TestResult),
        (EARL.outcome, EARL[one.outcome.value]),
        *worded(DCTERMS.description, one.told),
        *each(EARL.info, (Literal(line, lang="en") for line in lines)),
        (DCTERMS.date, _moment(found)),
    )


def dataset(found: Judgement) -> URIRef:
    """Return the dataset that was judged, under the base of its release."""
    return URIRef(moved(DATASET, BASE, found.base))


def _place(found: Judgement, part: str = "") -> URIRef:
    return URIRef(f"{found.base}{JUDGEMENT}" + (f"#{part}" if part else ""))


def _moment(found: Judgement) -> Literal:
    return Literal(found.moment, datatype=XSD.dateTime)
