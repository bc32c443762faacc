"""The catalogue as RDF by DCAT-AP-NL 3, for who harvests."""

from collections.abc import Iterator
from itertools import chain

from rdflib import RDF, RDFS, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF

from kg.publish.catalogue import API, CATALOGUE, DATASET, ENDPOINT, ENDPOINT_ACCESS, GZIP, STREAM_ACCESS, Catalogue, Download
from kg.publish.catalogue_parts import (
    DCAT_3,
    DCATAP,
    EU,
    MEDIA_TYPES,
    ONTOLOGY,
    address,
    agents,
    checksum,
    creator,
    edition,
    published,
    publisher,
    version_files,
)
from kg.publish.catalogue_void import DOCUMENT, counts
from kg.publish.event_stream import PATH as STREAM
from kg.publish.gate_report import DQV
from kg.publish.inventory import JUDGEMENT
from kg.publish.library import Language
from kg.publish.publications import PATH
from kg.publish.triples import Said, Triple, about, day, each, worded
from kg.publish.words import words
from kg.publisher import Worded
from kg.terms import ADMS

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

CONTACT, RECORD = (URIRef(f"{CATALOGUE}#{part}") for part in ("contact", "beschrijving"))

_SPARQL_PROTOCOL = URIRef("https://www.w3.org/TR/sparql11-protocol/")
_EVENT_STREAMS = URIRef("https://w3id.org/ldes/specification")
_OPENAPI = URIRef("https://spec.openapis.org/oas/v3.1.0")
_BOTH = (URIRef(EU["language/NLD"]), URIRef(EU["language/ENG"]))


def catalogue_graph(told: Catalogue) -> Graph:
    """Return the catalogue by DCAT-AP-NL 3, under the base of the endpoint."""
    services = (_endpoint_access, _endpoint, _api) if told.publication.services else ()
    series = (_versions, _stream_access) if told.versions else ()
    parts = (_catalogue, _record, _dataset, counts, _downloads, *series, *services, agents, _contact)
    return published(told, chain.from_iterable(part(told) for part in parts))


def _catalogue(told: Catalogue) -> Iterator[Triple]:
    return about(
        CATALOGUE,
        (RDF.type, DCAT.Catalog),
        *_in_words(DCTERMS.title, "catalogue.of", told),
        *_in_words(DCTERMS.description, "catalogue.of.description", told),
        *_responsible(told),
        *each(DCTERMS.language, _BOTH),
        (DCTERMS.license, told.publication.licence.iri),
        *day(DCTERMS.modified, told.modified),
        (FOAF.homepage, address(told, "/catalog")),
        (DCAT.dataset, DATASET),
        *each(DCAT.service, (ENDPOINT, API) if told.publication.services else ()),
        (DCAT.record, RECORD),
    )


def _record(told: Catalogue) -> Iterator[Triple]:
    return about(
        RECORD,
        (RDF.type, DCAT.CatalogRecord),
        *_in_words(DCTERMS.title, "catalogue.record", told),
        *each(DCTERMS.language, _BOTH),
        *day(DCTERMS.modified, told.modified),
        (FOAF.primaryTopic, DATASET),
    )


def _dataset(told: Catalogue) -> Iterator[Triple]:
    published, files = told.publication, (download.iri for download in told.downloads)
    return about(
        DATASET,
        *each(RDF.type, (DCAT.Dataset, DCAT.Resource, VOID.Dataset)),
        *worded(DCTERMS.title, published.title),
        *worded(DCTERMS.description, published.description),
        *_resource(told, DATASET),
        *edition(told),
        *each(DCTERMS.spatial, published.spatial),
        (DCTERMS.accrualPeriodicity, published.frequency),
        (ADMS.status, published.status),
        (DCTERMS.conformsTo, ONTOLOGY),
        (DCAT.landingPage, published.landing_page or address(told, "/")),
        *each(DCAT.distribution, (*files, *_accesses(told))),
        *each(DCAT_3.hasVersion, (found.iri for found in told.versions)),
        *each(RDFS.seeAlso, (address(told, path) for path in (DOCUMENT, *((PATH,) if told.versions else ())))),
        (DQV.hasQualityMetadata, address(told, JUDGEMENT) if told.judged else None),
    )


def _versions(told: Catalogue) -> Iterator[Triple]:
    """Yield the publications as far as DCAT-AP-NL wants to know of a dataset; /uitgaven tells the rest, and the same of these."""
    for found in told.versions:
        yield from version_files(told.base, told.publication.licence.iri, found)
        yield from about(
            found.iri,
            (RDF.type, DCAT.Dataset),
            *_in_words(DCTERMS.title, "releases.version", told, number=found.number),
            *worded(DCTERMS.description, told.publication.description),
            *_resource(told, found.iri),
            (DCAT_3.isVersionOf, DATASET),
            (DCAT_3.version, Literal(str(found.number))),
            (DCAT.landingPage, address(told, f"{PATH}/{found.number}")),
        )


def _accesses(told: Catalogue) -> Iterator[URIRef]:
    """Yield the ways to get the data other than as a file: as a stream of publications, and by questions."""
    if told.versions:
        yield STREAM_ACCESS
    if told.publication.services:
        yield ENDPOINT_ACCESS


def _downloads(told: Catalogue) -> Iterator[Triple]:
    for file in told.downloads:
        yield from about(file.iri, *_download(told, file))
        yield from checksum(file, URIRef(f"{file.iri}#sha256"))


def _download(told: Catalogue, file: Download) -> Iterator[Said]:
    packed = file.media_type == "application/zip"
    media_type = "text/csv" if packed else file.media_type
    schema = address(told, told.schema.path) if told.schema and file.tabular else ONTOLOGY
    yield from _distribution(told)
    yield from worded(DCTERMS.title, file.name)
    yield DCAT.accessURL, address(told, "/catalog")
    yield DCAT.downloadURL, address(told, file.path)
    yield DCAT.mediaType, URIRef(MEDIA_TYPES + media_type)
    yield DCTERMS["format"], URIRef(EU[f"file-type/{file.file_type}"])
    yield DCAT.byteSize, Literal(str(file.size_bytes), datatype=XSD.nonNegativeInteger)
    yield DCAT.packageFormat, URIRef(f"{MEDIA_TYPES}application/zip") if packed else None
    yield DCAT.compressFormat, URIRef(MEDIA_TYPES + GZIP) if file.compressed else None
    yield DCTERMS.conformsTo, schema


def _distribution(told: Catalogue) -> Iterator[Said]:
    """Yield what all ways to get the data have in common."""
    yield RDF.type, DCAT.Distribution
    yield DCTERMS.license, told.publication.licence.iri
    yield from each(DCTERMS.language, told.publication.languages)
    yield from each(DCATAP.applicableLegislation, told.publication.legislation)
    yield from day(DCTERMS.issued, told.edition.date)


def _stream_access(told: Catalogue) -> Iterator[Triple]:
    return about(
        STREAM_ACCESS,
        *_distribution(told),
        *_in_words(DCTERMS.title, "catalogue.ldes", told),
        (DCAT.accessURL, address(told, STREAM)),
        (DCAT.mediaType, URIRef(f"{MEDIA_TYPES}text/turtle")),
        (DCTERMS["format"], URIRef(EU["file-type/RDF_TURTLE"])),
        (DCTERMS.conformsTo, _EVENT_STREAMS),
    )


def _endpoint_access(told: Catalogue) -> Iterator[Triple]:
    return about(
        ENDPOINT_ACCESS,
        *_distribution(told),
        *_in_words(DCTERMS.title, "catalogue.sparql.access", told),
        (DCAT.accessURL, address(told, "/sparql")),
        (DCAT.accessService, ENDPOINT),
        (DCTERMS.conformsTo, _SPARQL_PROTOCOL),
    )


def _endpoint(told: Catalogue) -> Iterator[Triple]:
    """Yield the endpoint as a service; it describes itself at its own address (SPARQL 1.1 Service Description §2)."""
    here = address(told, "/sparql")
    return _service(told, ENDPOINT, "catalogue.sparql", (here, here, _SPARQL_PROTOCOL))


def _api(told: Catalogue) -> Iterator[Triple]:
    return _service(told, API, "catalogue.api", (address(told, "/v1"), address(told, "/v1/openapi.json"), _OPENAPI))


def _service(told: Catalogue, iri: URIRef, key: str, where: tuple[URIRef, URIRef, URIRef]) -> Iterator[Triple]:
    """Yield a service: its address, that of its description, and the protocol it keeps."""
    address, description, protocol = where
    return about(
        iri,
        (RDF.type, DCAT.DataService),
        *_in_words(DCTERMS.title, key, told),
        *_in_words(DCTERMS.description, f"{key}.description", told),
        *_resource(told, iri),
        (DCAT.endpointURL, address),
        (DCAT.endpointDescription, description),
        (DCTERMS.conformsTo, protocol),
        (DCAT.servesDataset, DATASET),
    )


def _resource(told: Catalogue, iri: URIRef) -> Iterator[Said]:
    """Yield what a dataset and a service have in common."""
    yield from _responsible(told)
    yield from each(DCAT.theme, told.publication.themes)
    yield from each(DCAT.keyword, told.publication.keywords)
    yield from each(DCTERMS.language, told.publication.languages)
    yield from each(DCATAP.applicableLegislation, told.publication.legislation)
    yield DCTERMS.identifier, Literal(iri, datatype=XSD.anyURI)
    yield DCTERMS.accessRights, told.publication.access
    yield DCTERMS.license, told.publication.licence.iri
    yield FOAF.page, _page(told)


def _responsible(told: Catalogue) -> Iterator[Said]:
    """Yield who publishes and made a part of the catalogue, and whom to ask about it."""
    yield DCTERMS.publisher, publisher(told)
    yield DCTERMS.creator, creator(told)
    yield DCAT.contactPoint, CONTACT


def _contact(told: Catalogue) -> Iterator[Triple]:
    contact = told.publication.contact
    return about(
        CONTACT,
        *each(RDF.type, (VCARD.Kind, VCARD.Organization)),
        *worded(VCARD.fn, contact.name),
        (VCARD.hasEmail, URIRef(f"mailto:{contact.email}") if contact.email else None),
        (VCARD.hasURL, contact.url),
    )


def _in_words(predicate: URIRef, key: str, told: Catalogue, **values: object) -> tuple[Said, ...]:
    """Return words of the site, with the title of the publication in them where they name it."""
    title = told.publication.title
    return worded(predicate, Worded(words(Language.NL)(key, title=title.nl, **values), words(Language.EN)(key, title=title.en, **values)))


def _page(told: Catalogue) -> URIRef:
    return told.publication.documentation or address(told, "/over")
