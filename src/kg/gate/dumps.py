"""Whether all files and documents say the same: the files of the release, its dumps, and a document in all its forms."""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from rdflib import Graph

from kg.assets import asset
from kg.build.dumps import DUMPS, FOLDER, GRAPH, TABLES_FOLDER, dump_path
from kg.build.tables import tables
from kg.errors import KgError, TableError
from kg.extract.facts import facts
from kg.gate.checking import Examined, Found, found
from kg.model.tables import Row, table
from kg.read.table import read_tables
from kg.read.words import allowed_words
from kg.store import turtle
from kg.store.canonical import canonical_form, digest
from kg.terms import OA

_REIFIES = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> "
_RDF = ("ttl", "jsonld", "nt", "rdf", "n3")


def files(examined: Examined) -> Found:
    """Return the files that are not as the manifest of the release tells, are not told there, or are not there."""
    return found("files", len(_manifest(examined)), _file_faults(examined))


def _file_faults(examined: Examined) -> Iterator[str]:
    folder, told = examined.release.folder, _manifest(examined)
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {"manifest.json"}
    yield from (f"{name}: not in the manifest" for name in sorted(there - told.keys()))
    yield from (f"{name}: not there" for name in sorted(told.keys() - there))
    for name in sorted(there & told.keys()):
        content = (folder / name).read_bytes()
        if told[name] != {"bytes": len(content), "sha256": sha256(content).hexdigest()}:
            yield f"{name}: not as the manifest tells"


def _manifest(examined: Examined) -> dict[str, dict[str, object]]:
    told = json.loads((examined.release.folder / "manifest.json").read_text(encoding="utf-8"))
    files: dict[str, dict[str, object]] = told["files"]
    return files


def canonical(examined: Examined) -> Found:
    """Return whether the graph is written in canonical form, and its digest is the one that is told."""
    text = (examined.release.folder / GRAPH).read_bytes()
    form = _form(GRAPH, text)
    faults = [f"{GRAPH}: not in canonical form"] if form != text else []
    if digest(form) != examined.release.manifest["rdfc10Sha256"]:
        faults.append(f"{GRAPH}: its digest is {digest(form)}, told is {examined.release.manifest['rdfc10Sha256']}")
    return found("triples", len(text.splitlines()), faults)


def graphs(examined: Examined) -> Found:
    """Return the dumps in RDF that do not hold exactly the triples of the graph; TriG also tells which claim is behind them."""
    graph = _form(GRAPH, (examined.release.folder / GRAPH).read_bytes())
    names = [dump.file for dump in DUMPS if dump.packed]
    return found("files", len(names), (fault for name in names for fault in _dump_faults(examined, name, graph)))


def _dump_faults(examined: Examined, name: str, graph: bytes) -> Iterator[str]:
    file = examined.release.folder / name
    if not file.exists():
        yield f"{name}: not there"
        return
    text = file.read_bytes()
    try:
        yield from (f"{name}: {fault}" for fault in _differences(_unreified(_form(name, text)), graph))
    except KgError as error:
        yield f"{name}: {error}"
    packed = file.with_name(f"{file.name}.gz")
    if packed.exists() and gzip.decompress(packed.read_bytes()) != text:
        yield f"{name}.gz: not the same file, packed"


def _form(name: str, text: bytes) -> bytes:
    return canonical_form({Path(name): text})


def _unreified(form: bytes) -> bytes:
    return b"".join(line for line in form.splitlines(keepends=True) if _REIFIES not in line)


def _differences(form: bytes, other: bytes) -> Iterator[str]:
    """Yield how many triples are only in one of two graphs in canonical form, and the first of them."""
    lines, expected = set(form.splitlines()), set(other.splitlines())
    if more := sorted(lines - expected):
        yield f"{len(more)} triples more, first {more[0].decode()}"
    if fewer := sorted(expected - lines):
        yield f"{len(fewer)} triples fewer, first {fewer[0].decode()}"


def served(examined: Examined) -> Found:
    """Return the files that the site gives with other bytes, or another digest, than the release has."""
    told = _manifest(examined)
    names = [name for dump in DUMPS for name in (dump.file, f"{dump.file}.gz") if name in told]
    return found("files", len(names), (fault for name in names for fault in _served_faults(examined, name, told)))


def _served_faults(examined: Examined, name: str, told: dict[str, dict[str, object]]) -> Iterator[str]:
    path = dump_path(name, examined.release.name)
    given = examined.call(path)
    own = sha256(given.body)
    if given.status != HTTPStatus.OK or own.hexdigest() != told[name]["sha256"]:
        yield f"{path}: {given.status}, not the bytes of {name}"
    elif given.headers.get("repr-digest") != f"sha-256=:{b64encode(own.digest()).decode()}:":
        yield f"{path}: its header tells another digest (Repr-Digest)"


def rows(examined: Examined) -> Found:
    """Return what would be lost of the facts when the tables were read back: rows, or triples."""
    known = tables(examined.library.endpoint, examined.library.queries)
    try:
        read = read_tables(examined.release.folder / FOLDER / TABLES_FOLDER, allowed_words(turtle.load(asset("ontology") / "schemes.ttl")))
        return found("rows", len(known), [*_row_faults(read, known), *_lost(examined, read)])
    except TableError as error:
        return found("rows", len(known), str(error).splitlines())


def _row_faults(read: list[Row], known: list[Row]) -> Iterator[str]:
    own, other = ({_cells(row) for row in each} for each in (read, known))
    yield from (f"only in the table: {', '.join(cells)}" for cells in sorted(own - other))
    yield from (f"not in the table: {', '.join(cells)}" for cells in sorted(other - own))


def _cells(row: Row) -> tuple[str, ...]:
    return (row.table, *(row[name] for name in table(row.table).column_names))


def _lost(examined: Examined, read: list[Row]) -> Iterator[str]:
    """Yield the facts of the rows that the graph does not have."""
    made = Graph()
    for triple in facts(read):
        if triple[1] != OA.hasSource:  # a passage that was placed in a text has its source there
            made.add(triple)
    lines = canonical_form({Path("facts.nt"): made.serialize(format="nt", encoding="utf-8")}, examined.base).splitlines()
    graph = set((examined.release.folder / GRAPH).read_bytes().splitlines())
    yield from (f"not in the graph: {line.decode()}" for line in lines if line not in graph)


def documents(examined: Examined) -> Found:
    """Return the documents of the sample that do not say the same in every form."""
    sample = examined.sample.documents
    return found("documents", len(sample), (fault for path in sample for fault in _document_faults(examined, path)))


def _document_faults(examined: Examined, path: str) -> Iterator[str]:
    answers = {form: examined.call(f"{path}.{form}") for form in _RDF}
    if wrong := [f"{path}.{form}: {answer.status}" for form, answer in answers.items() if answer.status != HTTPStatus.OK]:
        yield from wrong
        return
    try:
        forms = {form: _form(f"document.{form}", answer.body) for form, answer in answers.items()}
    except KgError as error:
        yield f"{path}: {error}"
        return
    first = forms.pop(_RDF[0])
    yield from (f"{path}.{form}: {fault}" for form, other in forms.items() for fault in _differences(other, first))
