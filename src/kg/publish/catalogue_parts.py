"""What the catalogue and the VoID description have in common: addresses, agents, the edition, and what is pointed at elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

from kg.publish.catalogue import CATALOGUE, Catalogue, Download, Version, version
from kg.publish.library import Language
from kg.publish.triples import Said, Triple, about, day, graph_of, worded
from kg.publish.words import words
from kg.publisher import Agent
from kg.store import moved_graph
from kg.terms import ADMS, BASE, SPDX

DCAT_3 = Namespace(str(DCAT))
"""What rdflib's DCAT, which is version 2, does not know yet."""
DCATAP = Namespace("http://data.europa.eu/r5r/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
EU = Namespace("http://publications.europa.eu/resource/authority/")

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

PUBLISHER, CREATOR = (URIRef(f"{CATALOGUE}#{part}") for part in ("uitgever", "maker"))
ONTOLOGY = URIRef(f"{BASE}/def")

_ELSEWHERE: Mapping[URIRef, URIRef] = MappingProxyType(
    {
        ADMS.status: SKOS.Concept,
        DCAT.compressFormat: DCTERMS.MediaType,
        DCAT.landingPage: FOAF.Document,
        DCAT.mediaType: DCTERMS.MediaType,
        DCAT.packageFormat: DCTERMS.MediaType,
        DCAT.theme: SKOS.Concept,
        DCATAP.applicableLegislation: ELI.LegalResource,
        DCTERMS.accessRights: DCTERMS.RightsStatement,
        DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
        DCTERMS.conformsTo: DCTERMS.Standard,
        DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
        DCTERMS.language: DCTERMS.LinguisticSystem,
        DCTERMS.license: DCTERMS.LicenseDocument,
        DCTERMS.spatial: DCTERMS.Location,
        DCTERMS.type: SKOS.Concept,
        FOAF.homepage: FOAF.Document,
        FOAF.page: FOAF.Document,
        SPDX.algorithm: SPDX.ChecksumAlgorithm,
    },
)
"""Of what class the things are that a catalogue points at: DCAT-AP-NL asks to tell it, for a harvester does not look them up."""

_NAMED = ("data-theme", "dataset-status", "publishertype")
"""The lists of which a concept is told with its name."""


def published(told: Catalogue, triples: Iterable[Triple]) -> Graph:
    """Return a graph of these triples under the base of the endpoint, with the classes of what they point at elsewhere."""
    graph = graph_of(triples)
    for predicate, kind in _ELSEWHERE.items():
        for thing in set(graph.objects(None, predicate)):
            for triple in about(URIRef(str(thing)), (RDF.type, kind), *_names(str(thing))):
                graph.add(triple)
    graph.add((told.publication.licence.iri, RDFS.seeAlso, told.publication.licence.page))
    return moved_graph(graph, BASE, told.base)


def _names(iri: str) -> Iterator[Said]:
    """Yield what a concept of a list is called, in the languages of the pages."""
    scheme, code = iri.rsplit("/", 2)[-2:] if iri.count("/") > 1 else ("", "")
    if scheme in _NAMED:
        for language in Language:
            yield SKOS.prefLabel, Literal(words(language).known(f"catalogue.{scheme}.{code}", code), lang=language)


def address(told: Catalogue, path: str) -> URIRef:
    """Return an address of the site as it is published; unlike the IRIs of things it never moves."""
    return URIRef(told.base + path)


def publisher(told: Catalogue) -> URIRef:
    """Return the IRI of the publisher: the one it has elsewhere, or else one in the catalogue."""
    return told.publication.publisher.iri or PUBLISHER


def creator(told: Catalogue) -> URIRef:
    """Return the IRI of who made the data; often that is the publisher."""
    maker = told.publication.creator
    return publisher(told) if maker == told.publication.publisher else maker.iri or CREATOR


def version_files(base: str, licence: URIRef | None, found: Version) -> Iterator[Triple]:
    """Yield the files of a publication, each with its size, and its digest when that is known."""
    for file in found.files:
        yield found.iri, DCAT.distribution, file.iri
        yield from about(
            file.iri,
            (RDF.type, DCAT.Distribution),
            *worded(DCTERMS.title, file.title),
            *day(DCTERMS.issued, found.date),
            (DCTERMS.license, licence),
            (DCAT.accessURL, URIRef(f"{base}/uitgaven/{found.number}")),
            (DCAT.downloadURL, URIRef(base + file.path)),
            (DCAT.mediaType, URIRef(MEDIA_TYPES + file.media_type)),
            (DCTERMS["format"], URIRef(EU[f"file-type/{file.file_type}"])),
            (DCAT.byteSize, Literal(str(file.size_bytes), datatype=XSD.nonNegativeInteger)),
        )
        yield from checksum(file, URIRef(f"{file.iri}-sha256")) if file.sha256 else ()


def checksum(file: Download, iri: URIRef) -> Iterator[Triple]:
    """Yield the digest of a file as a thing of this name."""
    yield file.iri, SPDX.checksum, iri
    yield from about(
        iri,
        (RDF.type, SPDX.Checksum),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
    )


def agents(told: Catalogue) -> Iterator[Triple]:
    """Yield who published and who made the data."""
    yield from agent(publisher(told), told.publication.publisher)
    yield from agent(creator(told), told.publication.creator)


def agent(iri: URIRef, said: Agent) -> Iterator[Triple]:
    """Yield what a publisher or maker is called, and where it is to be found."""
    return about(iri, (RDF.type, FOAF.Agent), *worded(FOAF.name, said.name), (DCTERMS.type, said.kind), (FOAF.homepage, said.homepage))


def edition(told: Catalogue) -> Iterator[Said]:
    """Yield which edition this is; the dates are those of a publication, so what was not published has none."""
    yield DCAT_3.version, Literal(told.edition.version)
    yield from day(DCTERMS.issued, told.edition.date)
    yield from day(DCTERMS.modified, told.edition.date)
    if told.edition.previous.isdecimal():
        yield DCAT_3.previousVersion, version(int(told.edition.previous))
