"""Whether the graph keeps the promises in ontology/shapes.ttl."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node
from rdflib.util import from_n3
from shacl import Result, Shapes

from kg.errors import MissingFileError, RdfError
from kg.model.findings import Finding, Report, Severity

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def validate(data: Graph | str, shapes: Sequence[Path]) -> Report:
    """Return what these shapes find in the data: a graph, or its text in Turtle.

    The vocabulary and the schemes belong to the data, or no class has subclasses and no concept a
    scheme. The order is the same every time: severity, shape, focus, path, value.
    """
    text = data if isinstance(data, str) else data.serialize(format="nt")
    return Report(tuple(sorted(_findings(text, merged(shapes)), key=_order)))


def merged(files: Iterable[Path]) -> str:
    """Return Turtle files as one text; a prefix may be declared again, and counts from there on (Turtle §2.4)."""
    return "\n".join(_text(file) for file in files)


def _text(file: Path) -> str:
    if not file.exists():
        raise MissingFileError(f"{file}: no such file")
    return file.read_text(encoding="utf-8")


def _findings(data: str, shapes: str) -> list[Finding]:
    """Return what the SHACL engine finds; another engine takes its place here, and nowhere else."""
    try:
        report = Shapes.from_turtle(shapes).validate_turtle(data)
    except ValueError as error:
        raise RdfError("validation", str(error)) from error
    languages = _languages(report.serialize("ntriples"))
    return [_finding(result, languages) for result in report.results]


def _languages(report: str) -> Mapping[str, list[str]]:
    """Return the languages of each message: the engine keeps them in its report in RDF, not in its results."""
    languages: dict[str, list[str]] = defaultdict(list)
    for message in set(Graph().parse(data=report, format="nt").objects(None, SH.resultMessage)):
        if isinstance(message, Literal):
            languages[str(message)].append(message.language or "")
    return languages


def _finding(result: Result, languages: Mapping[str, list[str]]) -> Finding:
    return Finding(
        shape=URIRef(str(_term(result.root_shape or "<>"))),
        severity=Severity(result.severity),
        focus=_term(result.focus_node),
        path=result.path or "",
        value=_term(result.value) if result.value else None,
        component=URIRef(result.component_iri),
        messages={language: text for text in result.messages for language in languages[text]},
    )


def _term(text: str) -> Node:
    """Return the term written so in N-Triples, as the engine writes all its terms."""
    return cast("Node", from_n3(text))


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    return (
        _RANK[finding.severity],
        finding.shape,
        str(finding.focus),
        finding.path,
        str(finding.value or ""),
        finding.component,
    )
