"""What is found of each gap is what the triples say, counted once more in Python, and tells what we cannot know."""

from collections.abc import Callable

import pytest
from rdflib import DCTERMS, RDF, Graph, URIRef

from counting import gaps
from counting.walking import ALMELO, Rows
from kg.publish.choices import address
from kg.publish.gaps.asking import asked
from kg.publish.gaps.checks import CHECKS, check_of
from kg.publish.gaps.finding import Found, counted, found, parameters
from kg.publish.library import Language, Library, View
from kg.store import rows
from kg.store.queries import filled
from kg.terms import BELEID

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
def test_a_count_is_that_of_the_list(library: Library, name: str, wie: str) -> None:
    check = check_of(name)
    assert check is not None
    wanted = asked(library, Language.NL, {"wie": wie})
    short, whole = (count(library, View(), check, wanted) for count in (counted, found))
    assert (short.number, short.unknown, short.total) == (whole.number, whole.unknown, whole.total)
    assert 0 <= short.number <= short.total


@pytest.mark.parametrize("name", [check.name for check in CHECKS if check.question != "tegenstrijdige-waarden"])
def test_the_list_is_the_answer_to_its_saved_question(library: Library, name: str) -> None:
    check, wanted = check_of(name), asked(library, Language.NL, {"wie": WIERDEN})
    assert check is not None
    answer = rows(library.endpoint, filled(library.queries[check.question], parameters(check, library, wanted)))
    told = found(library, View(), check, wanted)
    assert {line.thing.iri for group in told.groups for line in group.lines} == {row[check.thing] for row in answer}


def test_what_is_not_given_is_what_most_was_read_of(library: Library) -> None:
    wanted = asked(library, Language.NL, {"wie": "gemeente almelo"})
    assert (wanted.name, wanted.year, wanted.since, wanted.least) == ("Gemeente Almelo", 2018, 2021, 10)


def test_what_cannot_be_understood_is_told_and_does_not_stop_the_rest(library: Library) -> None:
    wanted = asked(library, Language.EN, {"wie": "Atlantis", "jaar": "later", "minimum": "0", "sinds": "2019"})
    assert dict(wanted.wrong) == {"wie": "Atlantis", "jaar": "later", "minimum": "0"}
    assert (wanted.name, wanted.since) == ("all organisations", 2019)
