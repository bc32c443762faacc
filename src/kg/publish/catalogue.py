"""What the catalogue tells: the publication, the release and its dates, the files to take along, the counts and the concept schemes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from rdflib import Literal, URIRef

from kg.build.dumps import DUMPS, GRAPH, XLSX, Dump, dump_path
from kg.build.figures import Figures, figures
from kg.build.series import Published
from kg.publish.library import Library
from kg.publisher import Publication, Worded
from kg.store import Solution, rows
from kg.terms import mint, slug

NAME = "samenspel"
CATALOGUE = mint("catalogus", NAME)
DATASET = mint("dataset", NAME)
ENDPOINT = mint("dataservice", "sparql")
API = mint("dataservice", "api")
ENDPOINT_ACCESS = mint("distributie", "sparql")
STREAM_ACCESS = mint("distributie", "ldes")

GZIP = "application/gzip"
SCHEMA_OF_TABLES = "application/csvm+json"
"""The media type of what describes the columns of the tables: no form of the data, so no distribution."""

_FILE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "RDF_TURTLE",
        "application/n-triples": "RDF_N_TRIPLES",
        "application/ld+json": "JSON_LD",
        "application/rdf+xml": "RDF_XML",
        "application/trig": "RDF_TRIG",
        "text/csv": "CSV",
        XLSX: "XLSX",
        "application/zip": "ZIP",
        SCHEMA_OF_TABLES: "JSON",
    },
)
"""The name of each media type in the European list of file types."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file with the graph: its IRI in the catalogue, what it is, its form, its path on this site, its size and digest.

    A `compressed` file holds the form of that media type, made smaller by gzip; `derived` says more or less than the graph.
    """

    iri: URIRef
    title: Worded
    media_type: str
    path: str
    size_bytes: int
    sha256: str
    compressed: bool = False
    derived: bool = False

    @property
    def name(self) -> Worded:
        """Return its title, by which it can be told from its copy."""
        return Worded(f"{self.title.nl} (gzip)", f"{self.title.en} (gzip)") if self.compressed else self.title

    @property
    def file_type(self) -> str:
        """Return the name of its form in the European list of file types."""
        return _FILE_TYPES[self.media_type]

    @property
    def tabular(self) -> bool:
        """Tell whether it holds tables."""
        return self.media_type in {"text/csv", XLSX, "application/zip", SCHEMA_OF_TABLES}


@dataclass(frozen=True, slots=True)
class Version:
    """A publication as a version of the dataset: its number, its day, and the whole graph in each format that is there."""

    number: int
    date: str
    files: tuple[Download, ...]

    @property
    def iri(self) -> URIRef:
        """Return its IRI."""
        return version(self.number)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of the data this is: the release to take along, its number and date once it was published, and the one before."""

    release: str
    number: str = ""
    date: str = ""
    previous: str = ""

    @property
    def version(self) -> str:
        """Return what to call it: the number of the publication, or the release as long as it was not published."""
        return self.number or self.release


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme, what it is about, and how many concepts it has."""

    iri: URIRef
    title: Worded
    about: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the catalogue tells; `base` is that of the endpoint, IRIs of things are under the project's own.

    `newest` is the date of the newest document that was read, `schema` the file that describes the tables,
    `judged` whether there is a quality report.
    """

    base: str
    publication: Publication
    edition: Edition
    downloads: tuple[Download, ...]
    schema: Download | None
    figures: Figures
    schemes: tuple[Scheme, ...]
    examples: tuple[URIRef, ...]
    newest: str
    judged: bool = False
    versions: tuple[Version, ...] = ()

    @property
    def modified(self) -> str:
        """Return the day of this edition; of one that was not published the day of the newest document: it cannot be older."""
        return self.edition.date or self.newest


def catalogue(library: Library, publication: Publication) -> Catalogue:
    """Return what the catalogue tells of the release; counted by the endpoint."""
    files = tuple(downloads(library.manifest))
    examples = rows(library.endpoint, library.queries.text("pages/examples"))
    newest = rows(library.endpoint, library.queries.text("pages/newest"))
    return Catalogue(
        library.endpoint.base,
        publication,
        edition(library.manifest),
        tuple(file for file in files if file.media_type != SCHEMA_OF_TABLES),
        next((file for file in files if file.media_type == SCHEMA_OF_TABLES), None),
        figures(library.endpoint, library.queries),
        tuple(_scheme(row) for row in rows(library.endpoint, library.queries.text("pages/schemes"))),
        tuple(URIRef(row["example"]) for row in examples if "example" in row),
        "".join(str(row["newest"]) for row in newest if "newest" in row),
        library.judgement is not None,
        tuple(found for found in map(partial(version_of, library), library.published) if found.files),
    )


def edition(manifest: Mapping[str, object]) -> Edition:
    """Return which edition a manifest is of.

    >>> edition({"release": "0123456789ab", "published": {"number": 2, "date": "2026-11-30", "previous": 1}}).version
    '2'
    """
    published = manifest.get("published")
    told = published if isinstance(published, Mapping) else {}
    number, date, previous = (str(told.get(name) or "") for name in ("number", "date", "previous"))
    return Edition(str(offered(manifest).get("release", "")), number, date, previous)


def version(number: int) -> URIRef:
    """Return the IRI of a publication: a version of the dataset.

    >>> str(version(2))
    'https://samenspel.example.org/id/dataset/samenspel--2'
    """
    return mint("dataset", NAME, str(number))


def version_of(library: Library, one: Published) -> Version:
    """Return a publication with its files; of those only the digest of the graph in N-Triples is known here."""
    return Version(one.number, one.date.isoformat(), tuple(_version_files(library, one)))


def _version_files(library: Library, one: Published) -> Iterator[Download]:
    for dump in DUMPS:
        file = library.folder and library.folder.parent / one.release / dump.file
        if not file or not dump.packed or dump.derived or not file.is_file():
            continue
        iri, titles = URIRef(f"{version(one.number)}#{file.suffix[1:]}"), Worded(dump.titles["nl"], dump.titles["en"])
        digest = one.graph_sha256 if dump.file == GRAPH else ""
        yield Download(iri, titles, dump.media_type, dump_path(dump.file, one.release), file.stat().st_size, digest)


def offered(manifest: Mapping[str, object]) -> Mapping[str, object]:
    """Return the name and the files of the release to take along: the one that was published, or else the one that is served.

    >>> offered({"release": "0123456789ab"})["release"]
    '0123456789ab'
    """
    found = manifest.get("offered")
    return found if isinstance(found, Mapping) else manifest


def downloads(manifest: Mapping[str, object]) -> Iterator[Download]:
    """Yield the dumps to take along, in the order of the table of dumps, each before its smaller copy."""
    release = offered(manifest)
    told = release.get("files")
    files = told if isinstance(told, Mapping) else {}
    for dump in DUMPS:
        for file in (dump.file, f"{dump.file}.gz"):
            if file in files:
                yield _download(dump, dump_path(file, str(release["release"])), files[file])


def _download(dump: Dump, path: str, told: Mapping[str, object]) -> Download:
    compressed = path.endswith(".gz")
    return Download(
        mint("distributie", slug(dump.file.removeprefix("dumps/") + (".gz" if compressed else ""))),
        Worded(dump.titles["nl"], dump.titles["en"]),
        dump.media_type,
        path,
        int(str(told["bytes"])),
        str(told["sha256"]),
        compressed,
        dump.derived,
    )


def _scheme(row: Solution) -> Scheme:
    title = Worded(str(row["nl"]), str(row.get("en", row["nl"])))
    return Scheme(URIRef(row["scheme"]), title, str(row.get("about", "")), int(row.get("concepts", Literal(0))))
