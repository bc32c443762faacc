"""Our ontology's terms; IRIs for what we describe: mint(), slug(), concept()."""

import hashlib
import re
import unicodedata

from rdflib import XSD, Literal, Namespace, URIRef
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from kg.errors import IriError

BASE = "https://samenspel.example.org"
"""The base IRI in every file of the project; a release may be given another (rebase)."""


class Terms(Namespace):
    """A namespace that makes each of its terms once: a page asks for hundreds, and to find one is quicker than to make it."""

    def __getattr__(self, name: str) -> URIRef:
        """Return the term of this name."""
        term = self.__dict__[name] = super().__getattr__(name)
        return term


ADMS = Terms("http://www.w3.org/ns/adms#")
M8G = Terms("http://data.europa.eu/m8g/")
OA = Terms("http://www.w3.org/ns/oa#")
SCHEMA = Terms("https://schema.org/")
SDMX_A = Terms("http://purl.org/linked-data/sdmx/2009/attribute#")
SDMX_M = Terms("http://purl.org/linked-data/sdmx/2009/measure#")
SPDX = Terms("http://spdx.org/rdf/terms#")
TOOI = Terms("https://identifier.overheid.nl/tooi/id/")

KINDS = (
    "bedrag",
    "begrippenkader",
    "bijdrage",
    "concept",
    "dataset",
    "deelname",
    "document",
    "doel",
    "gebied",
    "initiatief",
    "organisatie",
    "passage",
    "periode",
    "programma",
    "resultaat",
    "shape",
    "statusvaststelling",
    "teksteditie",
    "verband",
    "vermelding",
    "waarneming",
)
"""The second step of an IRI: what sort of thing it names (Dutch URI strategy: {base}/id/{kind}/{slug})."""

CATALOGUE_KINDS = ("catalogus", "dataservice", "distributie")
"""The same, of what the catalogue describes and the graph does not; the dataset stands in both."""

_MINTED = frozenset({*KINDS, *CATALOGUE_KINDS})

_OURS = re.compile(r"/(?:id/|doc/|def(?![^#/.>]))")
"""How the path of an IRI of ours goes on after the base."""

SLUG = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")


class BELEID(DefinedNamespace):
    """The terms of ontology/vocabulary.ttl; a misspelt one raises AttributeError."""

    _fail = True
    _NS = Namespace(f"{BASE}/def#")

    Claim: URIRef
    Contribution: URIRef
    Document: URIRef
    Endeavour: URIRef
    Fragment: URIRef
    Goal: URIRef
    Indicator: URIRef
    Initiative: URIRef
    Mention: URIRef
    Participation: URIRef
    Programme: URIRef
    Relation: URIRef
    ReportingPeriod: URIRef
    Result: URIRef
    StatusAssertion: URIRef
    TextEdition: URIRef

    amount: URIRef
    amountKind: URIRef
    asProperty: URIRef
    assertedStatus: URIRef
    basis: URIRef
    comparisonGroup: URIRef
    contributesTo: URIRef
    contributor: URIRef
    endYear: URIRef
    evidencedBy: URIRef
    follows: URIRef
    goalOf: URIRef
    governs: URIRef
    hasContribution: URIRef
    hasStatusAssertion: URIRef
    indicator: URIRef
    inverseLabel: URIRef
    locator: URIRef
    measures: URIRef
    mentionOf: URIRef
    order: URIRef
    owner: URIRef
    partOf: URIRef
    refArea: URIRef
    refPeriod: URIRef
    relatedTo: URIRef
    relationFrom: URIRef
    relationKind: URIRef
    relationTo: URIRef
    reportingPeriod: URIRef
    resultFor: URIRef
    resultOf: URIRef
    startYear: URIRef
    subGoalOf: URIRef
    targetYear: URIRef
    theme: URIRef
    toGoal: URIRef
    valueKind: URIRef
    year: URIRef


for _name in BELEID.__annotations__:
    if not _name.startswith("_"):
        setattr(BELEID, _name, BELEID[_name])  # made once, as in Terms


def slug(text: str) -> str:
    """Return the text as a slug: lower case, no accents, hyphens for all else; empty when nothing is left.

    >>> slug("Grootteklasse 50.000-100.000 inwoners")
    'grootteklasse-50-000-100-000-inwoners'
    >>> slug("Coöperatie & Één")
    'cooperatie-een'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def mint(kind: str, *parts: str) -> URIRef:
    """Return the IRI of the thing of this kind with these slugs, joined by two hyphens.

    >>> str(mint("deelname", "regiodeal-twente", "ministerie-lnv", "partner"))
    'https://samenspel.example.org/id/deelname/regiodeal-twente--ministerie-lnv--partner'

    Raises IriError for an unknown kind or a part that is no slug.
    """
    if kind not in _MINTED:
        raise IriError(kind, f"the kinds are {', '.join(KINDS)}")
    name = "--".join(parts)
    if not SLUG.fullmatch(name):
        raise IriError(name, "use lower-case letters, digits and hyphens")
    return URIRef(f"{BASE}/id/{kind}/{name}")


def concept(scheme: str, name: str) -> URIRef:
    """Return the IRI of a concept in one of our schemes.

    >>> str(concept("rol", "partner"))
    'https://samenspel.example.org/id/concept/rol/partner'
    """
    if not (SLUG.fullmatch(scheme) and SLUG.fullmatch(name)):
        raise IriError(f"{scheme}/{name}", "use lower-case letters, digits and hyphens")
    return URIRef(f"{BASE}/id/concept/{scheme}/{name}")


def scheme(name: str) -> URIRef:
    """Return the IRI of one of our concept schemes (NL-SBB: begrippenkader)."""
    return mint("begrippenkader", name)


def passage(document: str, locator: str) -> URIRef:
    """Return the IRI of the passage in this document at this locator; the same locator, the same IRI."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", locator).encode()).hexdigest()
    return mint("passage", document, digest[:8])


def name_of(iri: URIRef) -> str:
    """Return the last step of an IRI: the slug of a thing or concept.

    >>> name_of(URIRef("https://samenspel.example.org/id/concept/rol/partner"))
    'partner'
    """
    return iri.rsplit("/", 1)[-1]


def moved(iri: str, old: str, new: str) -> str:
    """Return the IRI under another base when it names a thing, a term or a document of ours; any other stays.

    A publisher's base may be the site it also publishes its documents on, so not all under it is ours,
    and neither is the base itself: that is its home page.

    >>> moved("https://a.nl/id/doel/x", "https://a.nl", "https://b.nl"), moved("https://a.nl/p2182", "https://a.nl", "https://b.nl")
    ('https://b.nl/id/doel/x', 'https://a.nl/p2182')
    """
    return new + iri.removeprefix(old) if iri.startswith(old) and _OURS.match(iri, len(old)) else iri


def moved_term(value: Node, old: str, new: str) -> Node:
    """Return the term under another base: an IRI, or one that is written as a value (xsd:anyURI); texts stay."""
    if isinstance(value, URIRef):
        return URIRef(moved(value, old, new))
    if isinstance(value, Literal) and value.datatype == XSD.anyURI:
        return Literal(moved(value, old, new), datatype=XSD.anyURI)
    return value


def rebase(text: str, old: str, new: str) -> str:
    """Return the SPARQL or Turtle with our IRIs moved to another base, wherever they stand in angle brackets.

    >>> rebase("PREFIX : <https://a.nl/def#>", "https://a.nl", "https://b.nl/kg")
    'PREFIX : <https://b.nl/kg/def#>'
    """
    return re.sub(rf"<{re.escape(old)}(?={_OURS.pattern})", lambda _: f"<{new}", text)
