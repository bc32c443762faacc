"""What a thing went through: what the picture shows is what the table says."""

from collections import Counter

import pytest
from rdflib import URIRef

from kg.publish.charts.lanes import Timeline, timeline
from kg.publish.facts import Text
from kg.publish.library import Language, Library, View
from kg.publish.moments import Moment
from kg.publish.resource import Thing, describe
from kg.publish.values import Value
from kg.publish.words import words
from kg.terms import BASE, concept, mint

DUTCH = words(Language.NL)
REGIODEAL = mint("initiatief", "regiodeal-twente")
THINGS = [
    REGIODEAL,
    mint("organisatie", "gemeente-almelo"),
    mint("doel", "hen-doel-veilig"),
    mint("programma", "almelo-basisbegroting-sociaal-domein"),
    mint("initiatief", "skills-twente"),
]


def moment(year: int, text: str = "iets", sort: str = "document") -> Moment:
    return Moment(str(year), sort, Value(Text(text), f"/doc/{text}"), year, sort, f"tijdlijn-{year}-{sort}")


def drawn(*found: Moment) -> Timeline:
    made = timeline(found, DUTCH)
    assert made
    return made


def told(thing: Thing) -> Counter[tuple[str, int]]:
    return Counter((each.sort, each.year) for each in thing.moments if each.year)


@pytest.mark.parametrize("iri", THINGS, ids=lambda iri: str(iri).rpartition("/")[2])
def test_the_picture_shows_as_many_moments_in_each_year_as_the_table(library: Library, iri: URIRef) -> None:
    thing = describe(library, iri, View())
    made = thing.timeline
    assert made
    columns = {column.x: int(column.name) for column in made.columns if not column.gap}
    shown: Counter[tuple[str, int]] = Counter()
    for item in made.items:
        shown[item.sort, columns[item.x]] += item.more or 1
    assert shown == told(thing)
    hrefs = {each.value.href for each in thing.moments} | {f"#{each.anchor}" for each in thing.moments}
    assert {item.href for item in made.items} <= hrefs
    assert made.undated == sum(not each.year for each in thing.moments)


@pytest.mark.parametrize("iri", THINGS, ids=lambda iri: str(iri).rpartition("/")[2])
def test_names_do_not_cover_each_other_and_stay_in_their_lane(library: Library, iri: URIRef) -> None:
    made = describe(library, iri, View()).timeline
    assert made
    lanes = {lane.sort: lane for lane in made.lanes}
    for item in made.items:
        lane = lanes[item.sort]
        assert lane.y <= item.y
        assert item.y + item.height <= lane.y + lane.height
        for other in made.items:
            assert item is other or item.x != other.x or item.y + item.height <= other.y or other.y + other.height <= item.y


def test_an_initiative_tells_statuses_results_and_documents(library: Library) -> None:
    thing = describe(library, REGIODEAL, View())
    assert thing.timeline
    assert thing.timeline.said == "Van 2018 tot en met 2023: 2 statussen, 8 resultaten, 15 documenten."
    assert [lane.name for lane in thing.timeline.lanes] == ["Status", "Resultaten", "Documenten"]
    documents = {each.value.href for each in thing.moments if each.sort == "document"}
    assert {each.document.href for each in thing.sources} <= documents


def test_a_goal_tells_the_values_of_what_measures_it_with_their_evidence(library: Library) -> None:
    moments = describe(library, mint("doel", "hen-doel-veilig"), View()).moments
    texts = {each.value.text.value for each in moments if each.sort == "measured"}
    assert "1,9 per 1.000 inwoners – Winkeldiefstallen, Hengelo" in texts
    assert any("streefwaarde" in text for text in texts)
    assert all(each.value.evidence for each in moments if each.sort != "document")


def test_an_amount_without_a_year_is_only_in_the_table(library: Library) -> None:
    moments = describe(library, REGIODEAL, View()).moments
    amounts = [each.value.text.value for each in moments if each.sort == "amount"]
    assert "€ 150.000.000 – begroot" in amounts
    assert any("Provincie Overijssel" in text for text in amounts)


def test_years_of_which_nothing_is_told_are_a_gap() -> None:
    made = drawn(moment(2014), moment(2015), moment(2019))
    assert [(column.name, column.gap) for column in made.columns] == [("2014", False), ("2015", False), ("", True), ("2019", False)]


def test_more_than_there_is_room_for_leads_to_the_table() -> None:
    made = drawn(*(moment(2018, f"document {number}") for number in range(9)), moment(2019))
    assert [(item.more, item.href) for item in made.items[:4]][-1] == (6, "#tijdlijn-2018-document")
    assert made.items[3].label == "2018, document: nog 6"


def test_one_moment_or_one_document_is_no_timeline(library: Library) -> None:
    assert timeline([moment(2018), moment(0)], DUTCH) is None
    role = describe(library, concept("rol", "partner"), View())
    assert (role.moments, role.timeline) == ((), None)
    passage = describe(library, URIRef(f"{BASE}/id/document/almelo-jaarverantwoording-2018-innoveren"), View())
    assert passage.timeline is None
