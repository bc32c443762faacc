"""Measured values as lines: the same numbers as the table, with gaps, targets and an honest axis."""

from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import URIRef

from kg.publish.charts.labels import apart
from kg.publish.charts.measured import MOST_LINES, Graph, graphs
from kg.publish.facts import Ref, Text
from kg.publish.library import Language, Library, View
from kg.publish.resource import Thing, describe
from kg.publish.timeline import Point, Series
from kg.publish.values import Value
from kg.publish.words import words
from kg.store import rows
from kg.terms import BASE, BELEID, concept

DUTCH = words(Language.NL)
_OWN, _GROUP, _SURE = True, False, False


def ref(name: str) -> Ref:
    return Ref(URIRef(f"{BASE}/id/gebied/{name}"), "gebied", Text(name), f"/doc/gebied/{name}")


def point(year: int, number: float, kind: str = "realisatie", unit: str = "%") -> Point:
    value = Value(Text(kind), f"/doc/concept/waardesoort/{kind}")
    written = Text(f"{DUTCH.number(Decimal(str(number)))}{unit}")
    return Point(str(year or "onbekend"), value, written, Decimal(str(number)), _SURE, "#", (), year, unit, kind == "streefwaarde")


def drawn(*points: Point, name: str = "Almelo", others: tuple[Series, ...] = ()) -> Graph:
    (graph,) = graphs([Series((ref(name),), _OWN, points), *others], DUTCH, of_indicator=True)
    return graph


def test_a_sentence_tells_from_where_to_where_and_the_target() -> None:
    found = drawn(point(2014, 42), point(2016, 48), point(2018, 51), point(2022, 55, "streefwaarde"))
    assert found.said == ("Almelo: van 42% in 2014 naar 51% in 2018; streefwaarde 2022: 55%.",)
    assert [" ".join(label.lines) for label in found.labels] == ["streefwaarde 2022: 55%", "Almelo"]


def test_targets_of_years_that_follow_one_another_are_told_at_once() -> None:
    aims = [point(year, aim, "streefwaarde") for year, aim in ((2018, 40), (2019, 50), (2020, 50), (2021, 50))]
    assert drawn(point(2017, 30), *aims).said == ("Almelo: 30% in 2017; streefwaarde 2018: 40%; streefwaarde 2019–2021: 50%.",)


def test_one_target_has_a_line_at_its_height_and_several_have_none() -> None:
    one, two = drawn(point(2017, 30), point(2020, 50, "streefwaarde")), point(2021, 60, "streefwaarde")
    several = drawn(point(2017, 30), point(2020, 50, "streefwaarde"), two)
    assert [line.level for line in one.lines if line.target] == [one.lines[1].marks[0].y]
    assert [(line.level, line.paths) for line in several.lines if line.target] == [(None, ())]


def test_a_line_stops_where_years_are_missing_or_sources_differ() -> None:
    found = drawn(*(point(year, year - 2000) for year in (2014, 2015, 2017, 2018, 2019)), point(2020, 3), point(2020, 4), point(2021, 5))
    assert [path.count("L") for path in found.lines[0].paths] == [1, 2]
    assert (len(found.lines[0].marks), found.gaps) == (8, True)
    assert not drawn(point(2014, 1), point(2015, 2)).gaps


def test_sources_that_differ_are_both_told() -> None:
    assert drawn(point(2019, 1), point(2020, 3), point(2020, 4)).said == ("Almelo: van 1% in 2019 naar 3% of 4% in 2020.",)


@pytest.mark.parametrize(
    ("numbers", "start"),
    [
        pytest.param((36, 122), "", id="from zero"),
        pytest.param((91.5, 96), "91", id="hardly different, far from zero"),
        pytest.param((5, 5), "", id="all equal"),
        pytest.param((-4, -3.9), "", id="below zero"),
    ],
)
def test_an_axis_that_does_not_begin_at_zero_says_so(numbers: tuple[float, float], start: str) -> None:
    found = drawn(point(2018, numbers[0]), point(2019, numbers[1]))
    assert (found.start, "0" in [text for text, _ in found.levels]) == (start, not start)


def test_years_stand_as_far_apart_as_they_are() -> None:
    found = drawn(point(2018, 1), point(2019, 2), point(2022, 3))
    assert [mark.x for mark in found.lines[0].marks] == [4, 27, 96]


def test_what_has_another_unit_or_no_year_is_only_in_the_table() -> None:
    found = drawn(point(2018, 1), point(2019, 2), point(2019, 900, unit=" euro"), point(0, 7))
    assert ([float(mark.point.number) for mark in found.lines[0].marks], found.undated) == ([1.0, 2.0], 1)


def test_more_lines_than_one_can_read_are_left_to_the_table() -> None:
    others = tuple(Series((ref(f"B{number}"),), _GROUP, (point(2018, number), point(2019, number))) for number in range(MOST_LINES + 1))
    found = drawn(point(2018, 1), point(2019, 2), others=others)
    assert ([line.number for line in found.lines], found.left_out) == (list(range(1, MOST_LINES + 1)), 2)


def test_values_of_one_year_are_no_chart() -> None:
    assert graphs([Series((ref("Almelo"),), _OWN, (point(2018, 1), point(0, 2)))], DUTCH, of_indicator=True) == ()
    assert graphs([], DUTCH, of_indicator=True) == ()


def test_names_beside_lines_do_not_cover_each_other() -> None:
    labels = apart([(f"een naam die lang is {number}", 150 + number, number) for number in range(6)] + [("laatste", 299, 7)])
    ends = [label.y + 16 * (len(label.lines) - 1) for label in labels]
    assert all(later.y - end >= 16 for end, later in zip(ends, labels[1:], strict=False))
    assert ends[-1] <= 300


def indicators(library: Library) -> list[URIRef]:
    asked = f"""SELECT DISTINCT ?i {{
        ?o <{BELEID.indicator}> ?i ; <{BELEID.year}> ?a . ?p <{BELEID.indicator}> ?i ; <{BELEID.year}> ?b FILTER(?a < ?b) }}"""
    return sorted(URIRef(row["i"]) for row in rows(library.endpoint, asked))


def in_chart(thing: Thing) -> set[tuple[int, str]]:
    return {(mark.point.year, mark.point.amount.value) for graph in thing.graphs for line in graph.lines for mark in line.marks}


def in_table(thing: Thing) -> set[tuple[int, str]]:
    return {(point.year, point.amount.value) for series in thing.series for point in series.points if point.year}


def test_every_indicator_with_values_of_several_years_has_a_chart_of_the_numbers_in_its_table(library: Library) -> None:
    found = [describe(library, iri, View()) for iri in indicators(library)]
    assert len(found) > 50
    for thing in found:
        whole = (
            not any(graph.left_out for graph in thing.graphs) and len({point.unit for each in thing.series for point in each.points}) == 1
        )
        assert in_chart(thing) == in_table(thing) if whole else in_chart(thing) < in_table(thing), thing.iri
        assert all(graph.said and graph.labels for graph in thing.graphs)


def test_an_area_has_a_chart_for_each_indicator_with_several_years(library: Library) -> None:
    thing = describe(library, URIRef(f"{BASE}/id/gebied/gm0164"), View())
    names = [graph.about.name.value for graph in thing.graphs if graph.about]
    assert names == sorted(set(names), key=str.casefold)
    assert 1 < len(names) < len(thing.series)
    assert in_chart(thing) < in_table(thing)


def test_a_comparison_group_has_a_line_of_its_own(library: Library) -> None:
    (graph,) = describe(library, concept("indicator", "almelo-ind-relatief-verzuim"), View(Language.EN)).graphs
    assert [line.name for line in graph.lines] == ["Almelo", "Grootteklasse 50.000-100.000 inwoners"]
    assert graph.said[0] == "Almelo: from 36.7 per 1.000 leerplichtigen in 2014 to 122 per 1.000 leerplichtigen in 2023."


def test_targets_of_two_kinds_for_one_area_are_both_told() -> None:
    ambition = replace(point(2030, 80, "ambitie"), target=True)
    (said,) = drawn(point(2017, 30), point(2020, 50, "streefwaarde"), ambition).said
    assert said == "Almelo: 30% in 2017; ambitie 2030: 80%; streefwaarde 2020: 50%."
