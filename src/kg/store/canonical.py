"""A graph in canonical form: the same triples, the same bytes (RDFC-1.0)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import MissingFileError, RdfError
from kg.terms import BASE, moved

_ANY_URI = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")


def contents(files: Iterable[Path]) -> dict[Path, bytes]:
    """Return what stands in each file now; raises MissingFileError for one that is not there."""
    try:
        return {file: file.read_bytes() for file in files}
    except FileNotFoundError as error:
        raise MissingFileError(f"{error.filename}: no such file") from error


def canonical(files: Iterable[Path], base: str = BASE) -> bytes:
    """Return the triples of these files together, under another base if given, as canonical N-Quads."""
    return canonical_form(contents(files), base)


def canonical_form(read: Mapping[Path, bytes], base: str = BASE) -> bytes:
    """Return the triples of files already read, under another base if given, as canonical N-Quads.

    RDFC-1.0 §4.4 relabels blank nodes and sorts the lines; without blank nodes sorting is all there
    is to do, and the costly relabelling is skipped. Raises RdfError with file, line and column.
    """
    quads = [quad for file, text in read.items() for quad in _quads(file, text)]
    if base != BASE:
        quads = [_moved(quad, base) for quad in quads]
    if any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def digest(canonical_form: bytes) -> str:
    """Return the SHA-256 of a graph in canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical_form).hexdigest()


def _quads(file: Path, text: bytes) -> Iterator[Quad]:
    try:
        for quad in parse(text, format=RdfFormat.from_extension(file.suffix.lstrip(".")) or RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object)
    except (SyntaxError, ValueError) as error:
        raise RdfError(str(file), str(error)) from error


def _moved(quad: Quad, base: str) -> Quad:
    """Return the statement with the IRIs under our base under another, also those typed xsd:anyURI; texts stay."""
    subject = _rebased(quad.subject, base) if isinstance(quad.subject, NamedNode) else quad.subject
    value = quad.object
    if isinstance(value, NamedNode):
        value = _rebased(value, base)
    elif isinstance(value, Literal) and value.datatype == _ANY_URI:
        value = Literal(_rebased(NamedNode(value.value), base).value, datatype=_ANY_URI)
    return Quad(subject, _rebased(quad.predicate, base), value)


def _rebased(iri: NamedNode, base: str) -> NamedNode:
    return NamedNode(moved(iri.value, BASE, base))
