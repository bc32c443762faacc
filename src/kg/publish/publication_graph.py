"""The publications as RDF: versions of the dataset, each with its day, what was told and where to get it (DCAT 3 §11, PROV-O)."""

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, VOID, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV

from kg.build.series import Published
from kg.publish.catalogue import DATASET, version, version_of
from kg.publish.catalogue_parts import DCAT_3, PUBLISHER, agent, version_files
from kg.publish.library import Language, Library
from kg.publish.publications import PATCHES, PATH, before, note
from kg.publish.triples import Said, Triple, about, day, each, graph_of
from kg.publish.words import words
from kg.publisher import Publication
from kg.store import moved_graph
from kg.terms import ADMS, BASE


def publications_graph(library: Library) -> Graph:
    """Return all publications as versions of the dataset, under the base of the endpoint; what the dataset is, the catalogue tells."""
    triples = [*_dataset(library), *_publisher(library), *(triple for one in library.published for triple in _version(library, one))]
    return moved_graph(graph_of(triples), BASE, library.endpoint.base)


def publication_graph(library: Library, one: Published) -> Graph:
    """Return one publication as a version of the dataset, with its files."""
    licence = library.publication.licence.iri if library.publication else None
    files = version_files(library.endpoint.base, licence, version_of(library, one))
    return moved_graph(graph_of([*_version(library, one), *_publisher(library), *files]), BASE, library.endpoint.base)


def _dataset(library: Library) -> Iterator[Triple]:
    newest = version(len(library.published)) if library.published else None
    return about(
        DATASET,
        (RDF.type, DCAT.Dataset),
        (DCAT_3.hasCurrentVersion, newest),
        *each(DCAT_3.hasVersion, (version(one.number) for one in library.published)),
    )


def _version(library: Library, one: Published) -> Iterator[Triple]:
    page = _address(library, f"{PATH}/{one.number}")
    old = before(library, one)
    former = version(old.number) if old else None
    return about(
        version(one.number),
        *each(RDF.type, (DCAT.Dataset, VOID.Dataset, PROV.Entity)),
        *_titles("releases.version", number=one.number),
        (DCAT_3.isVersionOf, DATASET),
        (DCAT_3.version, Literal(str(one.number))),
        *day(DCTERMS.issued, one.date.isoformat()),
        (DCAT_3.previousVersion, former),
        (PROV.wasRevisionOf, former),
        (ADMS.versionNotes, Literal(note(one), lang="nl") if one.note else None),
        (VOID.triples, Literal(one.triples, datatype=XSD.integer)),
        (DCTERMS.identifier, Literal(version(one.number), datatype=XSD.anyURI)),
        (OWL.versionInfo, Literal(one.release)),
        (DCAT.landingPage, page),
        (DCTERMS.license, library.publication.licence.iri if library.publication else None),
        (DCTERMS.publisher, _publisher_of(library.publication) if library.publication else None),
        *each(RDFS.seeAlso, (URIRef(f"{page}.{suffix}") for _, suffix in PATCHES if old)),
    )


def _publisher(library: Library) -> Iterator[Triple]:
    """Yield who published, if that was told."""
    said = library.publication
    return agent(_publisher_of(said), said.publisher) if said else iter(())


def _publisher_of(said: Publication) -> URIRef:
    return said.publisher.iri or PUBLISHER


def _titles(key: str, **values: object) -> Iterator[Said]:
    return ((DCTERMS.title, Literal(words(language)(key, **values), lang=language.value)) for language in Language)


def _address(library: Library, path: str) -> URIRef:
    return URIRef(library.endpoint.base + path)
