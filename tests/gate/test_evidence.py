"""A claim that leads nowhere is found."""

import re

from gate.spoiling import asked, telling
from kg.gate.checking import Examined
from kg.terms import BASE

EVIDENCED = f" <{BASE}/def#evidencedBy> "
LOCATOR = f" <{BASE}/def#locator> "


def line(of: Examined, predicate: str) -> str:
    text = (of.release.folder / "graph.nt").read_text(encoding="utf-8")
    return next(each for each in text.splitlines(keepends=True) if predicate in each)


def test_a_claim_without_evidence_is_found(copied: Examined) -> None:
    told = line(copied, EVIDENCED)
    spoilt = telling(copied, told, told.replace(EVIDENCED, " <urn:other> "))
    assert asked("evidence-claims", spoilt).failures == (f"{told.split(' ')[0].strip('<>')} has no evidence",)


def test_a_passage_without_a_place_is_found(copied: Examined) -> None:
    told = line(copied, LOCATOR)
    spoilt = telling(copied, told, told.replace(LOCATOR, " <urn:other> "))
    assert asked("evidence-passages", spoilt).failures == (f"{told.split(' ')[0].strip('<>')} has 0 places and 1 documents",)


def test_a_passage_of_nothing_is_found_with_all_that_stands_on_it(copied: Examined) -> None:
    passage = line(copied, LOCATOR).split(" ")[0]
    told = next(each for each in re.findall(rf"{passage} <http://purl.org/dc/terms/isPartOf> .*\n", graph(copied)))
    spoilt = telling(copied, told, "\n")
    assert len(asked("evidence-passages", spoilt).failures) == 1
    assert asked("evidence-claims", spoilt).failures


def graph(of: Examined) -> str:
    return (of.release.folder / "graph.nt").read_text(encoding="utf-8")
