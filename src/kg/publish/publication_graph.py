"""The publications as RDF: versions of the dataset, each with its day, what was told and where to get it (DCAT 3 §11, PROV-O)."""

from collections.abc import Iterator

from rdflib import RDF, RDFS, VOID, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV

from kg.build.dumps import DUMPS, dump_path
from kg.build.series import Published
from kg.publish.catalogue import DATASET, NAME
from kg.publish.catalogue_parts import DCAT_3
from kg.publish.library import Language, Library
from kg.publish.publications import PATCHES, PATH, before, note
from kg.publish.triples import Said, Triple, about, day, each, graph_of
from kg.publish.words import words
from kg.store import moved_graph
from kg.terms import ADMS, BASE, SPDX, mint

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_GRAPHS = tuple(dump for dump in DUMPS if dump.packed and not dump.derived)


def version(number: int) -> URIRef:
    """Return the IRI of a publication, as the catalogue names the one before.

    >>> str(version(2))
    'https://samenspel.example.org/id/dataset/samenspel--2'
    """
    return mint("dataset", NAME, str(number))


def publications_graph(library: Library) -> Graph:
    """Return all publications as versions of the dataset, under the base of the endpoint."""
    triples = [*_dataset(library), *(triple for one in library.published for triple in _version(library, one))]
    return moved_graph(graph_of(triples), BASE, library.endpoint.base)


def publication_graph(library: Library, one: Published) -> Graph:
    """Return one publication as a version of the dataset, with its files."""
    return moved_graph(graph_of([*_version(library, one), *_files(library, one)]), BASE, library.endpoint.base)


def _dataset(library: Library) -> Iterator[Triple]:
    newest = version(len(library.published)) if library.published else None
    return about(
        DATASET,
        (RDF.type, DCAT.Dataset),
        *_titles("releases.dataset"),
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
        (DCTERMS.identifier, Literal(one.release)),
        (DCAT.landingPage, page),
        *each(RDFS.seeAlso, (URIRef(f"{page}.{suffix}") for _, suffix in PATCHES if old)),
    )


def _titles(key: str, **values: object) -> Iterator[Said]:
    return ((DCTERMS.title, Literal(words(language)(key, **values), lang=language.value)) for language in Language)


def _files(library: Library, one: Published) -> Iterator[Triple]:
    """Yield the whole graph of a publication in each format that is there; the digest is of its N-Triples."""
    for dump in _GRAPHS:
        if not library.folder or not (library.folder.parent / one.release / dump.file).is_file():
            continue
        file = URIRef(f"{version(one.number)}#{dump.file.rsplit('.', 1)[1]}")
        yield version(one.number), DCAT.distribution, file
        yield from about(
            file,
            (RDF.type, DCAT.Distribution),
            *((DCTERMS.title, Literal(text, lang=language)) for language, text in dump.titles.items()),
            (DCAT.downloadURL, _address(library, dump_path(dump.file, one.release))),
            (DCAT.accessURL, _address(library, f"{PATH}/{one.number}")),
            (DCAT.mediaType, URIRef(_MEDIA_TYPES + dump.media_type)),
        )
        if dump.media_type == "application/n-triples":
            yield from _digest(file, one)


def _digest(file: URIRef, one: Published) -> Iterator[Triple]:
    sum_ = URIRef(f"{file}-sha256")
    yield file, SPDX.checksum, sum_
    yield from about(
        sum_,
        (RDF.type, SPDX.Checksum),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, Literal(one.graph_sha256, datatype=XSD.hexBinary)),
    )


def _address(library: Library, path: str) -> URIRef:
    return URIRef(library.endpoint.base + path)
