"""What is found of each gap is what the triples say, counted once more in Python, and tells what we cannot know."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from rdflib import DCTERMS, ORG, RDF, Graph, URIRef

from counting import gaps
from counting.walking import ALMELO, Rows
from kg.publish.choices import address
from kg.publish.coverage import coverage
from kg.publish.documents_read import EVERYONE, MUNICIPALITY, REPORT, documents, of_whom
from kg.publish.facts import Text
from kg.publish.gaps import finding
from kg.publish.gaps.asking import asked, options
from kg.publish.gaps.checks import CHECKS, check_of
from kg.publish.gaps.finding import Found, counted, found, parameters
from kg.publish.gaps.owners import owners
from kg.publish.kept import Kept
from kg.publish.library import Language, Library, View
from kg.publish.words import words
from kg.store import Endpoint, Solution, rows
from kg.store.queries import filled
from kg.terms import BASE, BELEID

WIERDEN = "id/organisatie/gemeente-wierden"
ENSCHEDE = "id/organisatie/gemeente-enschede"
COUNTED: list[tuple[str, Callable[..., Rows]]] = [
    ("doelen-zonder-initiatief", gaps.doelen_zonder_initiatief_per_eigenaar),
    ("doelen-zonder-indicator", gaps.doelen_zonder_indicator_per_eigenaar),
    ("doelen-zonder-resultaat", gaps.doelen_zonder_resultaat_per_eigenaar),
    ("initiatieven-zonder-partner", gaps.initiatieven_zonder_deelnemer),
    ("initiatieven-zonder-doel", gaps.initiatieven_zonder_doel_per_deelnemer),
    ("indicatoren-nooit-gemeten", gaps.indicatoren_nooit_gemeten_per_uitgever),
    ("beweringen-met-een-bron", gaps.beweringen_met_een_bron_per_uitgever),
]


def gap(library: Library, name: str, **given: str) -> Found:
    check = check_of(name)
    assert check is not None
    return found(library, View(), check, asked(library, Language.NL, given))


def things(told: Found, *, silent: bool) -> set[str]:
    return {str(line.thing.iri) for group in told.groups if group.silent is silent for line in group.lines}


@pytest.mark.parametrize(("name", "count"), [pytest.param(*each, id=each[0]) for each in COUNTED])
@pytest.mark.parametrize("whose", [None, ALMELO], ids=["all", "Almelo"])
def test_a_gap_has_the_things_that_the_triples_lack(
    library: Library, triples: Graph, name: str, count: Callable[..., Rows], whose: URIRef | None
) -> None:
    told = gap(library, name, jaar="2018", **({"wie": address(whose)} if whose else {}))
    expected = count(triples, whose)
    assert {str(line.thing.iri) for group in told.groups for line in group.lines} == {row[-1] for row in expected}
    assert told.number + told.unknown == len({row[-1] for row in expected})


def test_conflicting_values_are_those_of_the_triples(library: Library, triples: Graph) -> None:
    assert things(gap(library, "tegenstrijdige-waarden"), silent=False) == gaps.tegenstrijdig(triples)


def test_what_is_counted_of_is_all_there_is(library: Library, triples: Graph) -> None:
    number = {kind: len(set(triples.subjects(RDF.type, kind))) for kind in (BELEID.Goal, BELEID.Initiative, BELEID.Indicator)}
    totals = {check.name: gap(library, check.name).total for check in CHECKS}
    assert totals["doelen-zonder-initiatief"] == totals["doelen-zonder-indicator"] == number[BELEID.Goal]
    assert totals["initiatieven-zonder-doel"] == totals["initiatieven-zonder-partner"] == number[BELEID.Initiative]
    assert totals["indicatoren-nooit-gemeten"] == totals["tegenstrijdige-waarden"] == number[BELEID.Indicator]
    assert totals["beweringen-met-een-bron"] == len({each for kind in gaps.CLAIMS for each in triples.subjects(RDF.type, kind)})


def test_a_goal_is_no_gap_where_no_annual_report_was_read(library: Library) -> None:
    told = gap(library, "doelen-zonder-resultaat", wie=ENSCHEDE, jaar="2022")
    assert (told.number, told.unknown) == (0, len(things(told, silent=True)))
    assert told.unknown > 0


def test_nothing_is_known_of_who_published_nothing_that_was_read(library: Library, triples: Graph) -> None:
    told = gap(library, "doelen-zonder-indicator")
    publishers = set(triples.objects(None, DCTERMS.publisher))
    silent = {group.whose.iri for group in told.groups if group.silent and group.whose}
    assert silent
    assert silent.isdisjoint(publishers)
    assert {group.whose.iri for group in told.groups if not group.silent and group.whose} <= publishers


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
@pytest.mark.parametrize("wie", ["", "id/organisatie/gemeente-almelo"], ids=["all", "Almelo"])
def test_a_count_is_that_of_the_things_in_the_list(library: Library, name: str, wie: str) -> None:
    told = gap(library, name, wie=wie)
    short = counted(library, told.check, asked(library, Language.NL, {"wie": wie}))
    lacking = things(told, silent=False)
    assert (short.number, short.unknown) == (len(lacking), len(things(told, silent=True) - lacking))


def test_a_part_is_never_more_than_the_whole(library: Library) -> None:
    """Of one in sixty of all that can be chosen, and of each publisher of which no document has a year."""
    undated = {address(whose) for whose, read in documents(library).items() if not any(each.year for each in read)}
    chosen = [each for group in options(library, Language.NL, words(Language.NL)) for each in group.choices]
    assert undated
    for place, choice in enumerate(chosen):
        if place % 60 == 0 or choice.value in undated:
            wanted = asked(library, Language.NL, {"wie": choice.value, "minimum": "1"})
            told = [counted(library, check, wanted) for check in CHECKS]
            assert [each.check.name for each in told if each.number + each.unknown > each.total] == [], choice.value


@pytest.mark.parametrize("whose", [None, ALMELO], ids=["all", "Almelo"])
def test_the_whole_is_what_the_triples_have(library: Library, triples: Graph, whose: URIRef | None) -> None:
    given = {"wie": address(whose)} if whose else {}
    totals = {check.total: counted(library, check, asked(library, Language.NL, {"jaar": "2018", **given})).total for check in CHECKS}
    assert totals == gaps.totals(triples, whose, 2018)


@pytest.mark.parametrize(("name", "count"), [pytest.param(*each, id=each[0]) for each in COUNTED])
def test_the_list_of_another_municipality_has_what_the_triples_lack(
    library: Library, triples: Graph, name: str, count: Callable[..., Rows]
) -> None:
    told = gap(library, name, wie=WIERDEN, jaar="2018")
    assert {str(line.thing.iri) for group in told.groups for line in group.lines} == {
        row[-1] for row in count(triples, URIRef(f"{BASE}/{WIERDEN}"))
    }


def test_partners_of_a_kind_are_counted_beside_another_of_that_kind(library: Library, triples: Graph) -> None:
    told = gap(library, "gevraagde-partners", wie=address(MUNICIPALITY), minimum="25")
    of_kind = set(triples.subjects(ORG.classification, MUNICIPALITY))
    expected = gaps.partners_beside(triples, of_kind)
    assert things(told, silent=False) == {str(each) for each, number in expected.items() if number >= 25}
    assert told.total == len(expected)
    numbers = {line.thing.iri: {note.name: note.parts[0].value for note in line.notes}["initiatieven"] for line in told.groups[0].lines}
    assert numbers == {iri: str(expected[iri]) for iri in numbers}


def test_silence_is_told_alike_in_tiles_lists_and_the_table(library: Library) -> None:
    """What the table says of an owner is what the tiles say of it, also that nothing was read that could tell."""
    checks = [check_of(name) for name in ("doelen-zonder-initiatief", "doelen-zonder-indicator")]
    silent = 0
    for owner in owners(library, View()):
        wanted = asked(library, Language.NL, dict(parse_qsl(owner.href.partition("?")[2])))
        told = [counted(library, check, wanted) for check in checks if check]
        assert [each.total for each in told] == [owner.goals] * 2
        silent += owner.lacking[0] is None
        for number, each in zip(owner.lacking, told, strict=False):
            assert (each.number, each.unknown > 0) == (number or 0, number is None and each.unknown > 0)
    assert silent


@pytest.mark.parametrize("name", ["doelen-zonder-initiatief", "doelen-zonder-indicator", "doelen-zonder-resultaat"])
def test_a_goal_of_nobody_known_is_unknown_in_every_list(library: Library, name: str) -> None:
    told = gap(library, name, jaar="2018")
    assert [group.silent for group in told.groups if group.whose is None] in ([True], [])
    assert told.number + told.unknown == len({line.thing.iri for group in told.groups for line in group.lines})


@pytest.mark.parametrize("name", ["doelen-zonder-resultaat", "stille-initiatieven"])
def test_silence_is_what_the_saved_question_calls_no_source(library: Library, name: str) -> None:
    check, wanted = check_of(name), asked(library, Language.NL, {"jaar": "2018", "sinds": "2021"})
    assert check is not None
    answer = rows(library.endpoint, filled(library.queries[check.question], parameters(check, library, wanted)))
    assert things(gap(library, name, jaar="2018", sinds="2021"), silent=True) == {
        str(row[check.thing]) for row in answer if str(row["melding"]) == "geen bron"
    }


def test_all_documents_count_also_those_without_a_publisher(library: Library) -> None:
    read = of_whom(library, EVERYONE)
    assert len({each.document for each in read}) == coverage(library, View()).total
    assert any(each.publisher is None for each in read)


def test_what_is_not_given_is_what_most_was_read_of(library: Library) -> None:
    wanted = asked(library, Language.NL, {"wie": "gemeente almelo"})
    assert (wanted.name, wanted.year, wanted.since, wanted.least) == ("Gemeente Almelo", 2018, 2021, 10)


def test_who_published_nothing_is_asked_for_the_year_with_most_reports(library: Library, triples: Graph) -> None:
    reports = Counter(int(str(year)) for each in triples.subjects(DCTERMS.type, REPORT) for year in triples.objects(each, BELEID.year))
    best = max(reports, key=lambda year: (reports[year], year))
    silent = next(each.whose.iri for each in gap(library, "doelen-zonder-indicator").groups if each.silent and each.whose)
    assert asked(library, Language.NL, {"wie": address(silent)}).year == best


def test_what_cannot_be_understood_is_told_and_does_not_stop_the_rest(library: Library) -> None:
    wanted = asked(library, Language.EN, {"wie": "Atlantis", "jaar": "later", "minimum": "0", "sinds": "2019"})
    assert dict(wanted.wrong) == {"wie": "Atlantis", "jaar": "later", "minimum": "0"}
    assert (wanted.name, wanted.since) == ("all organisations", 2019)


@pytest.mark.parametrize(
    ("field", "text"), [("jaar", "7"), ("sinds", "10000"), ("sinds", "1066"), ("minimum", "1001"), ("minimum", "9" * 5000)]
)
def test_only_what_can_be_chosen_is_asked(library: Library, field: str, text: str) -> None:
    wanted, usual = asked(library, Language.NL, {field: text}), asked(library, Language.NL, {})
    assert dict(wanted.wrong) == {field: text}
    assert wanted.value(field) == usual.value(field)


def test_a_gap_is_evaluated_once_for_what_was_asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated: list[str] = []

    def counting(endpoint: Endpoint, text: str) -> list[Solution]:
        evaluated.append(text)
        return rows(endpoint, text)

    monkeypatch.setattr(finding, "rows", counting)
    fresh, check = replace(library, kept=Kept()), CHECKS[0]
    for given in ({"wie": WIERDEN}, {"wie": WIERDEN, "jaar": "2019", "sinds": "2020"}, {"wie": ENSCHEDE}):
        counted(fresh, check, asked(fresh, Language.NL, given))
        found(fresh, View(), check, asked(fresh, Language.NL, given))
    assert len(evaluated) == 2 * 2  # the list and the whole, of two organisations


@pytest.mark.parametrize("language", Language)
def test_concepts_are_named_in_the_language_of_the_page(library: Library, language: Language) -> None:
    check, wanted = check_of("stille-initiatieven"), asked(library, language, {})
    assert check is not None
    told = found(library, View(language), check, wanted)
    said = {note.parts for group in told.groups for line in group.lines for note in line.notes}
    names = {Language.NL: "in uitvoering", Language.EN: "in progress"}
    assert (Text(names[language], language.value),) in said
    assert {text.language for parts in said for text in parts} == {language.value}


def test_conflicting_values_have_their_unit_and_are_written_as_the_page_does(library: Library) -> None:
    told = {note.parts for line in gap(library, "tegenstrijdige-waarden").groups[0].lines for note in line.notes}
    unit = "per 1.000 inwoners van 15-64 jaar"
    assert (Text("2015"), Text("Almelo", "nl"), Text(f"851,9 {unit} ≠ 883,1 {unit}", "nl")) in told
