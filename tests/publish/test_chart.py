"""Answers as bars and lines."""

from rdflib import XSD, Literal, URIRef

from kg.publish.chart import MOST_BARS, MOST_SERIES, Drawing, drawing
from kg.publish.facts import Text
from kg.publish.library import Language
from kg.publish.words import words
from kg.store import Solution
from kg.store.query_files import Chart
from kg.terms import mint

DUTCH = words(Language.NL)


def row(**values: object) -> Solution:
    return {name: value if isinstance(value, URIRef | Literal) else Literal(value) for name, value in values.items()}


def drawn(chart: Chart, *solutions: Solution) -> Drawing:
    found = drawing(chart, solutions, DUTCH)
    assert found
    return found


def test_bars_begin_at_zero_and_are_as_long_as_their_figures() -> None:
    bars = drawn(Chart("bar", "jaar", "euro"), row(jaar=2018, euro=10), row(jaar=2019, euro=5), row(jaar=2020, euro=0)).bars
    assert [(bar.start, bar.length, bar.figure.shown) for bar in bars] == [(0, 100, "10"), (0, 50, "5"), (0, 0, "0")]


def test_bars_below_zero_end_where_the_others_begin() -> None:
    bars = drawn(Chart("bar", "jaar", "euro"), row(jaar=2018, euro=3), row(jaar=2019, euro=-1)).bars
    assert [(bar.start, bar.length) for bar in bars] == [(25, 75), (0, 25)]


def test_a_figure_that_several_sources_give_is_drawn_once_and_another_beside_it() -> None:
    same, other = row(jaar=2018, euro=3, bron="a"), row(jaar=2018, euro=4, bron="b")
    assert [bar.figure.number for bar in drawn(Chart("bar", "jaar", "euro"), same, same, other).bars] == [3, 4]


def test_two_things_with_one_name_and_equal_figures_are_two() -> None:
    amounts = [
        row(bedrag=mint("bedrag", name), bedragNaam="Rijk", euro=75_000, bron=bron) for name, bron in (("a", "x"), ("b", "x"), ("b", "y"))
    ]
    assert [(bar.figure.x.value, bar.figure.number) for bar in drawn(Chart("bar", "bedrag", "euro"), *amounts).bars] == [
        ("Rijk", 75_000)
    ] * 2


def test_a_thing_is_called_as_the_row_calls_it() -> None:
    thing = mint("doel", "a-b")
    named, nameless = row(doel=thing, doelNaam=Literal("Doel A", lang="nl"), n=1), row(doel=thing, n=2)
    found = drawn(Chart("bar", "doel", "n"), named, nameless)
    assert [bar.figure.x for bar in found.bars] == [Text("Doel A", "nl"), Text("a b")]
    assert (found.title, found.headings) == (Text("N per doel", "nl"), (Text("Doel", "nl"), Text("N", "nl")))


def test_numbers_are_written_as_the_page_does() -> None:
    euro = Literal("1234.50", datatype=XSD.decimal)
    assert drawn(Chart("bar", "jaar", "euro"), row(jaar=2018, euro=euro)).figures[0].shown == "1.234,5"


def test_what_is_no_figure_is_not_drawn() -> None:
    rows_ = [row(jaar=2018), row(jaar=2018, euro="veel"), row(euro=1), row(jaar=1, euro=Literal("1", lang="nl"))]
    assert drawing(Chart("bar", "jaar", "euro"), [*rows_, row(jaar=1, euro=Literal("INF", datatype=XSD.double))], DUTCH) is None


def test_more_bars_than_one_can_read_are_left_to_the_table() -> None:
    found = drawn(Chart("bar", "jaar", "euro"), *(row(jaar=year, euro=1) for year in range(MOST_BARS + 3)))
    assert (len(found.bars), len(found.figures), found.left_out) == (MOST_BARS, MOST_BARS + 3, 3)


def test_years_stand_as_far_apart_as_they_are_and_words_beside_each_other() -> None:
    years = drawn(Chart("line", "jaar", "n"), row(jaar=2018, n=1), row(jaar=2019, n=2), row(jaar=2022, n=3))
    assert [mark.x for mark in years.lines[0].marks] == [7, 29, 95]
    worded = drawn(Chart("line", "jaar", "n"), row(jaar="voor", n=1), row(jaar="tijdens", n=2), row(jaar="na", n=3))
    assert [name for name, _ in worded.names] == ["voor", "tijdens", "na"]
    assert [mark.x for mark in worded.lines[0].marks] == [7, 51, 95]


def test_the_highest_figure_stands_highest_between_round_numbers() -> None:
    found = drawn(Chart("line", "jaar", "n"), row(jaar=2018, n=3), row(jaar=2019, n=18))
    assert [text for text, _ in found.levels] == ["0", "5", "10", "15", "20"]
    low, high = found.lines[0].marks
    assert found.levels[-1][1] < high.y < found.levels[-2][1] < low.y < found.levels[0][1]


def test_one_figure_stands_in_the_middle() -> None:
    (mark,) = drawn(Chart("line", "jaar", "n"), row(jaar=2018, n=0)).lines[0].marks
    assert mark.x == 51


def test_a_line_joins_neighbours_and_leaves_a_gap_where_sources_differ() -> None:
    found = drawn(
        Chart("line", "jaar", "n"),
        *(row(jaar=year, n=n) for year, n in ((2018, 1), (2019, 2), (2020, 3), (2020, 4), (2021, 5), (2022, 6), (2023, 7))),
    )
    assert [path.count("L") for path in found.lines[0].paths] == [1, 2]
    assert len(found.lines[0].marks) == 7


def test_each_series_has_its_own_line_and_the_seventh_is_only_in_the_table() -> None:
    found = drawn(Chart("line", "jaar", "n", "wie"), *(row(jaar=2018, n=number, wie=f"nr {number}") for number in range(MOST_SERIES + 1)))
    assert [(line.number, line.name) for line in found.lines] == [(number + 1, f"nr {number}") for number in range(MOST_SERIES)]
    assert (found.left_out, [heading.value for heading in found.headings]) == (1, ["Jaar", "Wie", "N"])


def test_no_more_names_stand_below_than_fit() -> None:
    found = drawn(Chart("line", "jaar", "n"), *(row(jaar=year, n=1) for year in range(2000, 2020)))
    assert [name for name, _ in found.names] == ["2000", "2003", "2006", "2009", "2012", "2015", "2018"]
