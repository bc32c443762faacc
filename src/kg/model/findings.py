"""What shapes find in a graph: findings, worst first, and the report of them (frozen)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rdflib import URIRef
from rdflib.term import Node


class Severity(StrEnum):
    """How bad a finding is, worst first: a violation stops a release, the others do not."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing of which a shape says that it is not as it should be.

    `path` is written as in SPARQL (`<http://…>`, `^<http://…>`), empty when the shape is about the
    thing itself; `messages` tells per language what to do.
    """

    shape: URIRef
    severity: Severity
    focus: Node
    path: str
    value: Node | None
    component: URIRef
    messages: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes found, worst first."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Tell whether a release may be made: there are no violations."""
        return not self.counts[Severity.VIOLATION]

    @property
    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity.

        >>> Report(()).counts[Severity.WARNING]
        0
        """
        return {severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity}
