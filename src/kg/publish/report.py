"""What the shapes found, written for people: by shape, with the name of each thing and how to put it right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from rdflib import Literal

from kg.model.findings import Finding, Report, Severity
from kg.publish.library import Language
from kg.store import Endpoint, rows
from kg.store.queries import Queries
from kg.terms import BASE

_SEVERITIES = {
    Language.NL: {
        Severity.VIOLATION: ("fout", "fouten"),
        Severity.WARNING: ("waarschuwing", "waarschuwingen"),
        Severity.INFO: ("opmerking", "opmerkingen"),
    },
    Language.EN: {
        Severity.VIOLATION: ("violation", "violations"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("remark", "remarks"),
    },
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a shape is about: its name, its IRI, and the value found there, empty when there is none."""

    name: str
    iri: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one shape found: how bad it is, how to put it right, and where."""

    severity: Severity
    shape: str
    message: str
    entries: tuple[Entry, ...]


def names(endpoint: Endpoint, queries: Queries, language: Language = Language.NL) -> dict[str, str]:
    """Return the name of everything that has one, in this language if it has one there."""
    found: dict[str, str] = {}
    for row in rows(endpoint, queries.text("report/names")):
        name = row["name"]
        if isinstance(name, Literal) and (str(row["thing"]) not in found or name.language == language):
            found[str(row["thing"])] = str(name)
    return found


def grouped(report: Report, named: Mapping[str, str], language: Language = Language.NL) -> list[Group]:
    """Return the findings by shape and message, worst first, the largest group first among equals."""
    ranks = list(Severity)

    def key(finding: Finding) -> tuple[int, str, str]:
        return ranks.index(finding.severity), finding.shape, _message(finding, language)

    groups = [
        Group(ranks[rank], shape.rsplit("/", 1)[-1], message, tuple(_entry(finding, named) for finding in found))
        for (rank, shape, message), found in groupby(sorted(report.findings, key=key), key)
    ]
    return sorted(groups, key=lambda group: (ranks.index(group.severity), -len(group.entries), group.shape))


def report_lines(report: Report, named: Mapping[str, str], language: Language = Language.NL) -> Iterator[str]:
    """Yield the report as lines of plain text: the counts, then each shape with what it found."""
    yield summary(report, language)
    for group in grouped(report, named, language):
        yield ""
        yield f"{_counted(group.severity, len(group.entries), language)} · {group.shape}: {group.message}"
        for entry in group.entries:
            yield f"  {entry.name}{f' = {entry.value}' if entry.value else ''}  <{entry.iri}>"


def summary(report: Report, language: Language = Language.NL) -> str:
    """Return the counts of a report as a sentence.

    >>> summary(Report(())), summary(Report(()), Language.EN)
    ('0 fouten, 0 waarschuwingen, 0 opmerkingen', '0 violations, 0 warnings, 0 remarks')
    """
    return ", ".join(_counted(severity, number, language) for severity, number in report.counts.items())


def _counted(severity: Severity, number: int, language: Language) -> str:
    one, many = _SEVERITIES[language][severity]
    return f"{number} {one if number == 1 else many}"


def _message(finding: Finding, language: Language) -> str:
    return finding.messages.get(language) or next(iter(finding.messages.values()), "")


def _entry(finding: Finding, named: Mapping[str, str]) -> Entry:
    """Return where a finding is; a thing without a name is told by its path below the base."""
    iri, value = str(finding.focus), str(finding.value or "")
    return Entry(named.get(iri, iri.removeprefix(f"{BASE}/id/")), iri, named.get(value, value.removeprefix(f"{BASE}/id/")))
