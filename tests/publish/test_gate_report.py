"""The quality report says on the page and in EARL what the gate found."""

from dataclasses import replace

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS

from judged import JUDGEMENT
from kg.build.gate_file import Judgement, Outcome
from kg.publish import pages
from kg.publish.gate_report import EARL, judgement_graph, report
from kg.publish.library import Language, Library, View
from kg.terms import BASE

HERE = f"{BASE}/keuring"
GOOD = replace(JUDGEMENT, assertions=JUDGEMENT.assertions[1:])


def place(part: str) -> URIRef:
    return URIRef(f"{HERE}#{part}")


def test_each_check_is_an_assertion_about_the_dataset_by_the_software() -> None:
    graph = judgement_graph(JUDGEMENT)
    assertions = set(graph.subjects(RDF.type, EARL.Assertion))
    assert assertions == {place(each.criterion.name) for each in JUDGEMENT.assertions}
    for assertion in assertions:
        assert graph.value(assertion, EARL.subject) == URIRef(f"{BASE}/id/dataset/samenspel")
        assert graph.value(assertion, EARL.assertedBy) == place("kg")
        assert graph.value(assertion, EARL.mode) == EARL.automatic
        assert (graph.value(assertion, EARL.test), RDF.type, EARL.TestCriterion) in graph
        assert (graph.value(assertion, EARL.result), RDF.type, EARL.TestResult) in graph


def test_the_outcomes_are_those_of_earl_with_what_was_found() -> None:
    graph = judgement_graph(JUDGEMENT)
    outcomes = {str(one).rpartition("#")[2]: graph.value(one, EARL.outcome) for one in graph.subjects(RDF.type, EARL.TestResult)}
    assert outcomes == {"void-totals-uitkomst": EARL.failed, "evidence-passages-uitkomst": EARL.passed, "page-axe-uitkomst": EARL.cantTell}
    failed = place("void-totals-uitkomst")
    assert set(graph.objects(failed, DCTERMS.description)) == {Literal("10 getallen", lang="nl"), Literal("10 numbers", lang="en")}
    assert graph.value(failed, EARL.info) == Literal("failure: /void tells 1 of triples, there are <2>", lang="en")
    assert graph.value(place("evidence-passages-eis"), DCTERMS.source) == URIRef(f"{BASE}/def#locator")


def test_under_another_base_all_names_are_under_it() -> None:
    text = judgement_graph(replace(JUDGEMENT, base="https://data.example.nl/kg")).serialize(format="nt")
    assert BASE not in text
    assert "<https://data.example.nl/kg/keuring#void-totals>" in text
    assert "<https://data.example.nl/kg/id/dataset/samenspel>" in text


@pytest.mark.parametrize(
    ("found", "language", "summary"),
    [
        pytest.param(JUDGEMENT, Language.NL, "1 van de 3 controles zijn niet goed.", id="failed"),
        pytest.param(JUDGEMENT, Language.EN, "1 of the 3 checks failed.", id="failed, in English"),
        pytest.param(GOOD, Language.NL, "Alle controles die konden worden gedaan, zijn goed: 1.", id="good"),
    ],
)
def test_the_summary_says_what_it_comes_to(found: Judgement, language: Language, summary: str) -> None:
    assert report(found, View(language)).summary == summary


def test_the_page_tells_each_check_with_its_standard_and_what_was_found(library: Library) -> None:
    html = pages.gate_page(library, View(root="/kg"), JUDGEMENT)
    assert '<th scope="row" data-label="Controle">De totalen</th>' in html
    assert '<a href="https://www.w3.org/TR/void/#statistics">VoID §4.4</a>' in html
    assert '<a href="/kg/def#locator">Samenspel beleid:locator</a>' in html
    assert "/void tells 1 of triples, there are &lt;2&gt;" in html
    assert "<summary>12 fouten</summary>" in html
    assert "De eerste 1:" in html
    assert "<summary>1 waarschuwing</summary>" in html
    assert '<a href="/kg/keuring.ttl">Turtle</a>' in html


def test_the_counts_are_told_by_outcome() -> None:
    told = report(JUDGEMENT, View(Language.EN)).counts
    assert [(key, count) for key, _, count in told] == [(each.value, str(JUDGEMENT.counts[each])) for each in Outcome]
