"""Two graphs to compare, as canonical lines: which lines only one of them has, and what it says of a subject, without parsing the rest."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rdflib import Literal, URIRef

from kg.assets import model_files
from kg.build.release import Release
from kg.errors import MissingFileError, RdfError
from kg.store.canonical import canonical, digest
from kg.terms import BASE, moved

Statement: TypeAlias = tuple[str, str]
"""A predicate and a value, as N-Triples writes them."""

_LINE = re.compile(r"(\S+) (\S+) (.+) \.\n", re.DOTALL)
_ONTOLOGY = re.compile(
    rb"^<([^>]*)/def> <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <http://www\.w3\.org/2002/07/owl#Ontology> \.$", re.MULTILINE
)
_ANY_URI = "^^<http://www.w3.org/2001/XMLSchema#anyURI>"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NAME = 12


@dataclass(frozen=True, slots=True)
class Side:
    """A graph to compare: its name, its base, and its triples as sorted lines of canonical N-Triples."""

    name: str
    base: str
    lines: Sequence[bytes]

    def about(self, subject: str) -> list[Statement]:
        """Return what the graph says of a subject, sorted."""
        return [statement(line)[1:] for line in self._from(f"<{subject}> ".encode())]

    def _from(self, beginning: bytes) -> Iterator[bytes]:
        position = bisect_left(self.lines, beginning)
        while position < len(self.lines) and self.lines[position].startswith(beginning):
            yield self.lines[position]
            position += 1

    def has(self, subject: str) -> bool:
        """Tell whether the graph says anything of a subject."""
        return any(True for _ in self._from(f"<{subject}> ".encode()))

    def pointing(self, values: Collection[str], predicates: Collection[str]) -> Mapping[str, list[str]]:
        """Return for each of these values the subjects that have it as the value of one of these predicates; reads every line once."""
        wanted, found = {f"<{value}>".encode() for value in values}, defaultdict(list)
        for line in self.lines if wanted else ():
            if line.rsplit(b" ", 2)[1] in wanted:
                subject, predicate, value = statement(line)
                if predicate[1:-1] in predicates:
                    found[value[1:-1]].append(subject[1:-1])
        return found


@dataclass(frozen=True, slots=True)
class Delta:
    """Two graphs under one base, and the lines of canonical N-Triples that only one of them has, sorted."""

    old: Side
    new: Side
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]


def statement(line: bytes) -> tuple[str, str, str]:
    """Return subject, predicate and value of a line of canonical N-Triples, each as it is written there."""
    parts = _LINE.fullmatch(line.decode())
    assert parts is not None, line  # noqa: S101 - all lines come from the serialiser
    return parts[1], parts[2], parts[3]


def side_of(release: Release) -> Side:
    """Return the graph of a release."""
    (file,) = release.graph_files
    return Side(release.name, str(release.manifest["base"]), file.read_bytes().splitlines(keepends=True))


def side_of_file(file: Path) -> Side:
    """Return the graph in a file of triples (.ttl, .nt, .rdf), named by its digest; one without the model gets ours, as a release does.

    Raises RdfError when it is none, or has blank nodes: those cannot be compared.
    """
    if not file.is_file():
        raise MissingFileError(f"{file}: no such file; compare publications (1, 2), releases or files of triples")
    graph = canonical([file])
    if not _ONTOLOGY.search(graph):
        graph = canonical([file, *model_files()])
    found = _ONTOLOGY.search(graph)
    return Side(digest(graph)[:_NAME], found[1].decode() if found else BASE, graph.splitlines(keepends=True))


def under(side: Side, base: str) -> Side:
    """Return the side with its IRIs under another base, where they are ours; texts stay."""
    if side.base == base:
        return side
    return Side(side.name, base, sorted(_moved(line, side.base, base) for line in side.lines))


def _moved(line: bytes, old: str, new: str) -> bytes:
    return f"{' '.join(_moved_term(term, old, new) for term in statement(line))} .\n".encode()


def _moved_term(term: str, old: str, new: str) -> str:
    if term.startswith("<"):
        return f"<{moved(term[1:], old, new)}"
    return f'"{moved(term[1:], old, new)}' if term.endswith(_ANY_URI) else term


def delta(old: Side, new: Side) -> Delta:
    """Return the lines that differ, under the base of the new graph; raises RdfError when there is a blank node in one of them."""
    there = under(old, new.base)
    before, after = set(there.lines), set(new.lines)
    removed, added = sorted(before - after), sorted(after - before)
    _refuse_blank(removed, old.name)
    _refuse_blank(added, new.name)
    return Delta(there, new, tuple(removed), tuple(added))


def _refuse_blank(lines: Iterable[bytes], name: str) -> None:
    """Raise RdfError when a statement has a blank node: nothing can point at it, so it cannot be changed from elsewhere."""
    for line in lines:
        subject, _, value = statement(line)
        if subject.startswith("_:") or value.startswith("_:"):
            raise RdfError(name, "a blank node differs; give it an IRI, so that it can be pointed at and compared")


def term(written: str) -> URIRef | Literal:
    r"""Return an IRI or a literal from the way N-Triples writes it.

    >>> term(r'"een \"doel\""@nl'), term("<https://a.nl/>")
    (rdflib.term.Literal('een "doel"', lang='nl'), rdflib.term.URIRef('https://a.nl/'))
    """
    parts = _LITERAL.fullmatch(written)
    if not parts:
        return URIRef(written[1:-1])
    text, language, datatype = _ESCAPE.sub(_unescaped, parts[1]), parts[2], parts[3]
    return Literal(text, lang=language, datatype=URIRef(datatype) if datatype else None, normalize=False)


def _unescaped(sign: re.Match[str]) -> str:
    return chr(int(sign[1][1:], 16)) if sign[1][0] in "uU" else _SIGNS.get(sign[1], sign[1])
