"""What the shapes found, written for other programs: the SHACL report in Turtle, JSON and CSV."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict

from rdflib.namespace import SH

from kg.model.findings import Finding, Report

_PATH = re.compile(r"(\^?)(<[^<>]+>)")
_COLUMNS = ("severity", "shape", "focus", "path", "value", "component", "message_nl", "message_en")


def turtle_text(report: Report) -> str:
    """Return the report in Turtle (SHACL §3.6): the same findings, the same bytes.

    There `sh:conforms` is false with any finding, also a warning (§3.6.1.1); a path of several steps
    has no short form in Turtle and is left out.
    """
    results = " ,".join(_result(finding) for finding in report.findings)
    conforms = str(not report.findings).lower()
    listed = f" ;\n    sh:result{results}" if results else ""
    return f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{listed} .\n"


def _result(finding: Finding) -> str:
    statements = "".join(f"        {statement} ;\n" for statement in _statements(finding))
    return f" [\n        a sh:ValidationResult ;\n{statements}    ]"


def _statements(finding: Finding) -> Iterator[str]:
    yield f"sh:resultSeverity sh:{finding.severity}"
    yield f"sh:sourceShape {finding.shape.n3()}"
    yield f"sh:focusNode {finding.focus.n3()}"
    if path := _PATH.fullmatch(finding.path):
        yield f"sh:resultPath {f'[ sh:inversePath {path[2]} ]' if path[1] else path[2]}"
    if finding.value is not None:
        yield f"sh:value {finding.value.n3()}"
    yield f"sh:sourceConstraintComponent {finding.component.n3()}"
    for language, text in finding.messages.items():
        yield f"sh:resultMessage {json.dumps(text, ensure_ascii=False)}{f'@{language}' if language else ''}"


def json_text(report: Report) -> str:
    """Return the report as JSON: whether a release may be made, the counts, and every finding."""
    findings = [asdict(finding) for finding in report.findings]
    document = {"conforms": report.conforms, "counts": report.counts, "findings": findings}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def csv_text(report: Report) -> str:
    """Return the findings as CSV (RFC 4180), one a line below a header."""
    text = io.StringIO()
    table = csv.DictWriter(text, _COLUMNS)
    table.writeheader()
    for finding in report.findings:
        row = asdict(finding)
        messages = row.pop("messages")
        table.writerow({**row, "value": row["value"] or "", **{f"message_{each}": messages.get(each, "") for each in ("nl", "en")}})
    return text.getvalue()
