"""Locators → positions: where in a text edition the words stand that a locator points at.

A locator names a heading, a point under it, or words of one line: "Doel: Nieuw samenspel",
"Doel: Vertrouwen in de gemeente, resultaat 1", "Doel: Nieuw samenspel, Regiodeals". What it
does not determine stays without position; no position is guessed.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV
from rdflib.term import Node

from kg.model.passages import Stretch, TextEdition
from kg.terms import BELEID, OA, SPDX, mint

_BULLET = re.compile(r"(\s*)[•*-]\s+")
_HEADING = re.compile(r"(?P<word>[A-Z]\w+):\s.{1,80}|(?P<number>\d+(?:\.\d+)+)\s.{1,80}")
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
_NTH = re.compile(rf"(?P<ordinal>{'|'.join(_ORDINALS)}) (?:resultaat|punt)|(?:resultaat|punt) (?P<number>\d+)|(?P<last>laatste) punt")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text without its bullet: where it stands, and how deep its bullet is indented (-1: none)."""

    stretch: Stretch
    text: str
    indent: int


def place(graph: Graph, edition: TextEdition) -> list[str]:
    """Give the document's passages in the graph the positions they have in its text; return the locators without one.

    A position from an earlier text goes when this one does not determine it.
    Positions and SHA-256 follow the Web Annotation model (oa:TextPositionSelector: code points
    from 0, end exclusive); the sentences themselves are not stored.
    """
    document = mint("document", edition.document)
    passages = {passage: str(graph.value(passage, BELEID.locator)) for passage in graph.subjects(DCTERMS.isPartOf, document)}
    fragments = {passage: text for passage, text in passages.items() if (passage, RDF.type, BELEID.Fragment) in graph}
    missing = []
    for passage, text in sorted(fragments.items()):
        stretch = located(edition, text)
        if stretch is None:
            missing.append(text)
            _unplace(graph, passage, document)
        else:
            place_passage(graph, URIRef(str(passage)), edition, stretch)
    _tidy(graph, mint("teksteditie", edition.document))
    return missing


def located(edition: TextEdition, locator: str) -> Stretch | None:
    r"""Return the stretch a locator points at, or None when the text does not determine it.

    >>> located(TextEdition("d", "Doel: A\nEen stad.\n\nDoel: B\n • Twee dorpen."), "Doel: B, dorpen")
    Stretch(start=30, end=42)
    """
    lines = list(_lines(edition.text))
    section, rest = _section(lines, locator)
    if not rest:
        return _span(section) if section else None
    return _within(section or lines, rest)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.splitlines(keepends=True):
        bullet = _BULLET.match(raw)
        lead = bullet.end() if bullet else len(raw) - len(raw.lstrip())
        words = raw[lead:].rstrip()
        if words:
            yield Line(Stretch(start + lead, start + lead + len(words)), words, len(bullet[1]) if bullet else -1)
        start += len(raw)


def _section(lines: list[Line], locator: str) -> tuple[list[Line], str]:
    """Return the section under the heading with which the locator begins, and what the locator says after it."""
    parts = locator.split(", ")
    for count in range(len(parts), 0, -1):
        heading = _folded(", ".join(parts[:count]))
        found = [position for position, line in enumerate(lines) if _folded(line.text) == heading and _HEADING.fullmatch(line.text)]
        if len(found) == 1:
            return _under(lines, found[0]), ", ".join(parts[count:])
    return [], locator


def _under(lines: list[Line], position: int) -> list[Line]:
    """Return the lines from a heading up to the next one that is not under it."""
    own = lines[position]
    after = (index for index in range(position + 1, len(lines)) if _ends(lines[index], own))
    return lines[position : next(after, len(lines))]


def _ends(line: Line, own: Line) -> bool:
    """Tell whether a line ends the section of the heading `own`.

    A numbered heading ends at one that is numbered as deep or less; one like "Doel: …" at the next
    with the same first word, or at any numbered one.
    """
    heading, other = _HEADING.fullmatch(own.text), _HEADING.fullmatch(line.text)
    if heading is None or other is None or line.indent >= 0:
        return False
    if other["word"]:
        return other["word"] == heading["word"]
    return bool(heading["word"]) or other["number"].count(".") <= heading["number"].count(".")


def _within(lines: list[Line], rest: str) -> Stretch | None:
    """Return the n-th point, or the first line that holds all the words; a heading stands for its section."""
    nth = _NTH.fullmatch(rest)
    if nth:
        return _point(lines, nth)
    wanted = set(_folded(rest).split())
    for position, line in enumerate(lines):
        if wanted <= set(_folded(line.text).split()):
            heads = line.indent < 0 and _HEADING.fullmatch(line.text)
            return _span(_under(lines, position)) if heads else line.stretch
    return None


def _point(lines: list[Line], nth: re.Match[str]) -> Stretch | None:
    bullets = [line for line in lines if line.indent >= 0]
    if nth["last"]:
        return bullets[-1].stretch if bullets else None
    number = int(nth["number"]) if nth["number"] else _ORDINALS.index(nth["ordinal"]) + 1
    outer = [line for line in bullets if line.indent == min(each.indent for each in bullets)]
    return outer[number - 1].stretch if 0 < number <= len(outer) else None


def _span(lines: list[Line]) -> Stretch:
    return Stretch(lines[0].stretch.start, lines[-1].stretch.end)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+(?:[.-]\w+)*%?", text.casefold()))


def place_passage(graph: Graph, passage: URIRef, edition: TextEdition, stretch: Stretch) -> None:
    """Give a passage its position in a text, and the digest of its words."""
    text = _text_edition(graph, edition)
    selector = URIRef(f"{passage}#positie")
    graph.set((passage, OA.hasSource, text))
    graph.set((passage, OA.hasSelector, selector))
    graph.set((selector, RDF.type, OA.TextPositionSelector))
    graph.set((selector, OA.start, Literal(stretch.start)))
    graph.set((selector, OA.end, Literal(stretch.end)))
    _checksum(graph, passage, edition.text[stretch.start : stretch.end])


def _unplace(graph: Graph, passage: Node, document: URIRef) -> None:
    for predicate in (OA.hasSelector, SPDX.checksum):
        for node in set(graph.objects(passage, predicate)):
            graph.remove((node, None, None))
        graph.remove((passage, predicate, None))
    graph.set((passage, OA.hasSource, document))


def _tidy(graph: Graph, text: URIRef) -> None:
    """Remove a text edition, with its digest, in which no passage has a place any more."""
    if (None, OA.hasSource, text) not in graph:
        for node in {text, *graph.objects(text, SPDX.checksum)}:
            graph.remove((node, None, None))


def _text_edition(graph: Graph, edition: TextEdition) -> URIRef:
    """Return the IRI of the text edition, described in the graph."""
    iri, document = mint("teksteditie", edition.document), mint("document", edition.document)
    title = graph.value(document, RDFS.label)
    graph.set((iri, RDF.type, BELEID.TextEdition))
    graph.set((iri, RDFS.label, Literal(f"Tekst van {title}", lang="nl")))
    graph.set((iri, DCTERMS.isPartOf, document))
    graph.set((iri, PROV.wasDerivedFrom, document))
    _checksum(graph, iri, edition.text)
    return iri


def _checksum(graph: Graph, subject: URIRef, text: str) -> None:
    """Add the SHA-256 of the text in UTF-8 (SPDX as DCAT 3 uses it)."""
    node = URIRef(f"{subject}#sha256")
    digest = hashlib.sha256(text.encode()).hexdigest()
    graph.set((subject, SPDX.checksum, node))
    graph.set((node, RDF.type, SPDX.Checksum))
    graph.set((node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.set((node, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary, normalize=False)))
