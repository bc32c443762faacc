"""The findings for people."""

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import SH

from kg.model.findings import Finding, Report, Severity
from kg.publish.library import Language
from kg.publish.report import Entry, Group, grouped, names, report_lines, summary
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.terms import BASE, mint

GOAL, CLAIM, PARTNER = mint("doel", "vertrouwen"), mint("verband", "a--volgt-op--b"), mint("organisatie", "gemeente-almelo")
NAMED = {str(GOAL): "Vertrouwen", str(PARTNER): "Gemeente Almelo"}
OWNER = {"nl": "Geef de eigenaar op.", "en": "State the owner."}
YEAR = {"": "Geen jaar."}


def finding(shape: str, severity: Severity, focus: URIRef, value: URIRef | Literal | None, messages: dict[str, str]) -> Finding:
    return Finding(URIRef(f"{BASE}/id/shape/{shape}"), severity, focus, "", value, SH.ClassConstraintComponent, messages)


REPORT = Report(
    (
        finding("Year", Severity.VIOLATION, GOAL, Literal(18), YEAR),
        finding("Claim", Severity.WARNING, CLAIM, None, OWNER),
        finding("Owner", Severity.WARNING, CLAIM, PARTNER, OWNER),
        finding("Owner", Severity.WARNING, GOAL, None, OWNER),
    )
)


@pytest.mark.parametrize(("language", "owner"), [(Language.NL, "Geef de eigenaar op."), (Language.EN, "State the owner.")])
def test_findings_are_grouped_by_shape_worst_first_then_most(language: Language, owner: str) -> None:
    claim = Entry("verband/a--volgt-op--b", str(CLAIM), "")
    assert grouped(REPORT, NAMED, language) == [
        Group(Severity.VIOLATION, "Year", "Geen jaar.", (Entry("Vertrouwen", str(GOAL), "18"),)),
        Group(
            Severity.WARNING,
            "Owner",
            owner,
            (Entry("verband/a--volgt-op--b", str(CLAIM), "Gemeente Almelo"), Entry("Vertrouwen", str(GOAL), "")),
        ),
        Group(Severity.WARNING, "Claim", owner, (claim,)),
    ]


def test_the_report_reads_as_text() -> None:
    assert list(report_lines(REPORT, NAMED)) == [
        "1 fout, 3 waarschuwingen, 0 opmerkingen",
        "",
        "1 fout · Year: Geen jaar.",
        f"  Vertrouwen = 18  <{GOAL}>",
        "",
        "2 waarschuwingen · Owner: Geef de eigenaar op.",
        f"  verband/a--volgt-op--b = Gemeente Almelo  <{CLAIM}>",
        f"  Vertrouwen  <{GOAL}>",
        "",
        "1 waarschuwing · Claim: Geef de eigenaar op.",
        f"  verband/a--volgt-op--b  <{CLAIM}>",
    ]


def test_the_counts_are_told_in_english_too() -> None:
    assert summary(REPORT, Language.EN) == "1 violation, 3 warnings, 0 remarks"


@pytest.mark.parametrize(("language", "name"), [(Language.NL, "doel"), (Language.EN, "goal")])
def test_a_thing_is_called_by_its_name_in_the_language_or_else_in_dutch(
    endpoint: LocalEndpoint, queries: Queries, language: Language, name: str
) -> None:
    named = names(endpoint, queries, language)
    assert (named[f"{BASE}/def#Goal"], named[str(PARTNER)]) == (name, "Gemeente Almelo")


def test_a_finding_without_a_message_has_none() -> None:
    report = Report((finding("Year", Severity.INFO, GOAL, None, {}),))
    assert [group.message for group in grouped(report, {})] == [""]
