"""The dumps of a release: the whole graph as files to take along, in RDF and as tables."""

import gzip
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.build.archive import archive
from kg.build.csvw import TABLE_TITLES, csvw
from kg.build.tables import csv_text, tables, workbook
from kg.errors import ExportError
from kg.model.tables import TABLES, Row
from kg.store import rows
from kg.store.formats import prefixes, spaced
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.terms import BASE, moved

STEM = "samenspel"
"""What the name of every dump begins with."""

GRAPH = "graph.nt"
FOLDER, TABLES_FOLDER = "dumps", "tabellen"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
_TYPE = b"> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
_NAME = re.compile(r"(?P<stem>[a-z-]+)-(?P<release>[0-9a-f]{12})(?P<rest>[./].+)")


@dataclass(frozen=True, slots=True)
class Dump:
    """One file with the whole graph or a part of it: where it is in a release folder, and what it is.

    `derived` tells that it says more or less than the graph itself; `packed` that a copy made smaller
    (gzip) is beside it, with `.gz` after its name.
    """

    file: str
    media_type: str
    dutch: str
    english: str
    derived: bool = False
    packed: bool = False

    @property
    def titles(self) -> Mapping[str, str]:
        """Return what it is, per language."""
        return MappingProxyType({"nl": self.dutch, "en": self.english})


def _rdf(suffix: str, media_type: str, name: str) -> Dump:
    return Dump(f"{FOLDER}/{STEM}.{suffix}", media_type, f"De hele graaf in {name}", f"The whole graph in {name}", packed=True)


def _csv(name: str) -> Dump:
    dutch, english = TABLE_TITLES[name]
    return Dump(f"{FOLDER}/{TABLES_FOLDER}/{name}.csv", "text/csv", f"Tabel: {dutch}", f"Table: {english}", derived=True)


DUMPS: tuple[Dump, ...] = (
    _rdf("ttl", "text/turtle", "Turtle"),
    Dump(GRAPH, "application/n-triples", "De hele graaf in N-Triples", "The whole graph in N-Triples", packed=True),
    _rdf("jsonld", "application/ld+json", "JSON-LD"),
    _rdf("rdf", "application/rdf+xml", "RDF/XML"),
    Dump(
        f"{FOLDER}/{STEM}.trig",
        "application/trig",
        "De hele graaf in TriG (RDF 1.2), met bij elke korte triple de bewering die haar onderbouwt",
        "The whole graph in TriG (RDF 1.2), with the claim behind every short triple",
        derived=True,
        packed=True,
    ),
    Dump(f"{FOLDER}/{STEM}.xlsx", XLSX, "Alle tabellen in één werkboek", "All tables in one workbook", derived=True),
    Dump(f"{FOLDER}/{STEM}-{TABLES_FOLDER}.zip", "application/zip", "Alle tabellen als CSV", "All tables as CSV", derived=True),
    *(_csv(each.name) for each in TABLES),
    Dump(
        f"{FOLDER}/{TABLES_FOLDER}/csv-metadata.json",
        "application/csvm+json",
        "Wat er in de tabellen staat (CSVW)",
        "What the tables hold (CSVW)",
        derived=True,
    ),
)
"""The dumps of every release; the workbook is left out when a text does not fit its cells."""


def files() -> Iterator[str]:
    """Yield where in a release folder every dump is, those that are packed twice: as they are and as `.gz`."""
    for dump in DUMPS:
        yield dump.file
        if dump.packed:
            yield f"{dump.file}.gz"


def dump_path(file: str, release: str) -> str:
    """Return the path below the site's root at which a file of this release is published; its name tells the release.

    >>> dump_path("dumps/samenspel.ttl.gz", "0123456789ab"), dump_path("graph.nt", "0123456789ab")
    ('/dump/samenspel-0123456789ab.ttl.gz', '/dump/samenspel-0123456789ab.nt')
    >>> dump_path("dumps/tabellen/goals.csv", "0123456789ab")
    '/dump/tabellen-0123456789ab/goals.csv'
    """
    below = PurePosixPath(file.replace("graph.", f"{FOLDER}/{STEM}.", 1) if file.startswith(GRAPH) else file).relative_to(FOLDER)
    if below.parts[0] == TABLES_FOLDER:
        return f"/dump/{TABLES_FOLDER}-{release}/{below.name}"
    stem, suffixes = below.name.split(".", 1)
    return f"/dump/{stem}-{release}.{suffixes}"


def dump_at(path: str) -> tuple[str, str] | None:
    """Return the file and the release that are published at this path, or None when no dump is.

    >>> dump_at("/dump/samenspel-tabellen-0123456789ab.zip")
    ('dumps/samenspel-tabellen.zip', '0123456789ab')
    """
    parts = _NAME.fullmatch(path.removeprefix("/dump/"))
    if not parts or not path.startswith("/dump/"):
        return None
    return next(((file, parts["release"]) for file in files() if dump_path(file, parts["release"]) == path), None)


def write_dumps(release: Path, endpoint: LocalEndpoint, queries: Queries) -> None:
    """Write all dumps of the graph in the release folder, under the base of the endpoint; the same graph, the same bytes."""
    (release / FOLDER / TABLES_FOLDER).mkdir(parents=True)
    _write_graphs(release, endpoint, queries)
    _write_tables(release / FOLDER, tables(endpoint, queries))
    with ThreadPoolExecutor() as pool:  # zlib lets other threads run
        for _ in pool.map(_pack, (release / dump.file for dump in DUMPS if dump.packed)):
            pass


def _write_graphs(release: Path, endpoint: LocalEndpoint, queries: Queries) -> None:
    graph, stem = (release / GRAPH).read_bytes(), str(release / FOLDER / STEM)
    lines = graph.splitlines(keepends=True)
    Path(f"{stem}.ttl").write_bytes(_readable(lines, RdfFormat.TURTLE, endpoint.base))
    Path(f"{stem}.trig").write_bytes(_readable([*lines, *_claims(endpoint, queries)], RdfFormat.TRIG, endpoint.base))
    serialize(_quads(graph), f"{stem}.jsonld", format=RdfFormat.JSON_LD)
    serialize(_quads(graph), f"{stem}.rdf", format=RdfFormat.RDF_XML, prefixes=prefixes(endpoint.base))


def _quads(graph: bytes) -> Iterator[Quad]:
    return parse(graph, format=RdfFormat.N_TRIPLES)


def _readable(lines: Iterable[bytes], form: RdfFormat, base: str) -> bytes:
    """Return the statements, a paragraph per subject with its classes first, below our prefixes by name."""
    ordered: list[bytes] = sorted(lines, key=lambda line: line.replace(_TYPE, b"> \0", 1))
    return spaced(serialize(_quads(b"".join(ordered)), format=form, prefixes=prefixes(base)) or b"")


def _claims(endpoint: LocalEndpoint, queries: Queries) -> Iterator[bytes]:
    """Yield as N-Triples that a claim reifies the triple that says the same in short (RDF 1.2 Concepts §1.5)."""
    for row in rows(endpoint, queries.text("release/reifies")):
        names = (row[name] for name in ("claim", "subject", "predicate", "value"))
        claim, *triple = (f"<{moved(str(name), BASE, endpoint.base)}>" for name in names)
        yield f"{claim} {_REIFIES} <<( {' '.join(triple)} )>> .\n".encode()


def _write_tables(folder: Path, facts: list[Row]) -> None:
    """Write the fact tables as `kg export` gives them, with what describes them, packed together, and as a workbook."""
    contents = {f"{each.name}.csv": csv_text(each.name, facts).encode("utf-8-sig") for each in TABLES}
    contents["csv-metadata.json"] = csvw().encode()
    for name, content in contents.items():
        (folder / TABLES_FOLDER / name).write_bytes(content)
    (folder / f"{STEM}-{TABLES_FOLDER}.zip").write_bytes(archive(contents))
    with suppress(ExportError):  # the other dumps hold the text that does not fit a cell
        (folder / f"{STEM}.xlsx").write_bytes(workbook(facts))


def _pack(file: Path) -> None:
    packed = file.with_name(f"{file.name}.gz")
    with file.open("rb") as content, packed.open("wb") as place, gzip.GzipFile("", "wb", 6, place, mtime=0) as small:
        shutil.copyfileobj(content, small)
