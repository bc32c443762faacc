"""Answers as tables."""

import csv
import datetime as dt
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from rdflib import XSD, Literal, URIRef

from kg.errors import MissingPackageError, QueryError
from kg.explore.answer import Answer
from kg.explore.graph import Graph
from kg.terms import BASE
from reading import page

VALUES = """
SELECT ?iri ?name ?year ?share ?sure ?day ?moment ?start ?none WHERE {
  VALUES (?iri ?name ?year ?share ?sure ?day ?moment ?start) {
    (<id/doel/a> "Werk"@nl 2018 17.50 true "2018-12-31"^^xsd:date "2018-12-31T12:00:00+01:00"^^xsd:dateTime "2018"^^xsd:gYear)
    (<id/doel/b> "<b>Zorg</b>, en \\"meer\\""@nl UNDEF 3 false UNDEF "2019-01-01T00:00:00Z"^^xsd:dateTime "2018-03"^^xsd:gYearMonth)
  }
}
"""


@pytest.fixture(scope="module")
def answer(graph: Graph) -> Answer:
    found = graph.query(VALUES)
    assert isinstance(found, Answer)
    return found


def test_a_row_has_a_value_for_every_column(answer: Answer) -> None:
    assert answer.columns == ("iri", "name", "year", "share", "sure", "day", "moment", "start", "none")
    assert (len(answer), answer[0]) == (
        2,
        {
            "iri": f"{BASE}/id/doel/a",
            "name": "Werk",
            "year": 2018,
            "share": 17.5,
            "sure": True,
            "day": dt.date(2018, 12, 31),
            "moment": dt.datetime(2018, 12, 31, 12, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            "start": 2018,
            "none": None,
        },
    )
    assert [row["year"] for row in answer] == answer["year"] == [2018, None]


def test_the_terms_keep_languages_and_digits(answer: Answer) -> None:
    first = answer.terms[0]
    assert (first["iri"], first["name"]) == (URIRef(f"{BASE}/id/doel/a"), Literal("Werk", lang="nl"))
    assert str(first["share"]) in {"17.50", "17.5"}  # Oxigraph writes decimals in their canonical form
    assert "none" not in first


def test_a_slice_is_an_answer_too(answer: Answer) -> None:
    assert answer[1:]["name"] == ['<b>Zorg</b>, en "meer"']
    assert answer[-1] == answer[1]


def test_a_column_that_is_not_there_is_told_with_those_that_are(answer: Answer) -> None:
    with pytest.raises(QueryError, match=r"no column 'jaar'; there are: iri, name, year, share, sure, day, moment, start, none"):
        answer["jaar"]


def test_pandas_gets_typed_columns_in_which_missing_is_na(answer: Answer) -> None:
    frame = answer.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "iri": "string",
        "name": "string",
        "year": "Int64",
        "share": "Float64",
        "sure": "boolean",
        "day": "datetime64[s]",
        "moment": "datetime64[us, UTC]",
        "start": "object",
        "none": "object",
    }
    assert frame["year"].tolist() == [2018, pd.NA]
    assert frame["share"].mean() == 10.25
    assert frame["moment"].tolist() == [pd.Timestamp("2018-12-31T11:00Z"), pd.Timestamp("2019-01-01T00:00Z")]
    assert (frame["day"][0], frame["day"].isna().tolist()) == (pd.Timestamp("2018-12-31"), [False, True])
    assert (frame["start"].tolist(), frame["none"].isna().tolist()) == ([2018, "2018-03"], [True, True])


def test_polars_gets_typed_columns_in_which_missing_is_null(answer: Answer) -> None:
    frame = answer.to_polars()
    assert frame.schema == {
        "iri": pl.String,
        "name": pl.String,
        "year": pl.Int64,
        "share": pl.Float64,
        "sure": pl.Boolean,
        "day": pl.Date,
        "moment": pl.Datetime("us", "UTC"),
        "start": pl.String,
        "none": pl.Null,
    }
    assert frame["moment"].to_list() == [dt.datetime(2018, 12, 31, 11, tzinfo=dt.UTC), dt.datetime(2019, 1, 1, tzinfo=dt.UTC)]
    assert (frame["year"].to_list(), frame["share"].sum(), frame["start"].to_list()) == ([2018, None], 20.5, ["2018", "2018-03"])


def test_times_without_a_zone_have_none_in_a_frame_either(graph: Graph) -> None:
    found = graph.query('SELECT ?at { VALUES ?at { "1200-01-01T00:00:00"^^xsd:dateTime "2018-12-31"^^xsd:date } }')
    assert isinstance(found, Answer)
    assert (str(found.to_pandas()["at"].dtype), found.to_polars()["at"].dtype) == ("datetime64[us]", pl.Datetime("us"))
    assert found.to_pandas()["at"][0].year == 1200


def test_an_answer_without_rows_has_its_columns_still(graph: Graph) -> None:
    found = graph.query("SELECT ?goal ?year { ?goal a beleid:Goal ; beleid:targetYear ?year FILTER(?year > 9999) }")
    assert isinstance(found, Answer)
    assert (len(found), list(found.to_pandas().columns), found.to_polars().columns) == (0, ["goal", "year"], ["goal", "year"])
    assert (found.to_csv(), repr(found)) == ("goal,year\n", "0 rows, 2 columns\ngoal  year")


def test_a_package_that_is_not_installed_is_told_with_how_to_install_it(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingPackageError, match=r"polars is not installed; install it with: pip install 'kg\[notebooks\]'"):
        answer.to_polars()


def test_csv_holds_the_values_as_they_stand(answer: Answer, tmp_path: Path) -> None:
    answer.to_csv(tmp_path / "answer.csv")
    written = (tmp_path / "answer.csv").read_bytes().decode()
    assert written == answer.to_csv()
    assert list(csv.reader(written.splitlines()))[2] == [
        f"{BASE}/id/doel/b", '<b>Zorg</b>, en "meer"', "", "3", "false", "", "2019-01-01T00:00:00Z", "2018-03", "",
    ]  # fmt: skip


def test_csv_is_what_the_endpoint_itself_writes(graph: Graph) -> None:
    found = graph.query(
        "SELECT ?goal ?name ?year { ?goal a beleid:Goal ; rdfs:label ?name OPTIONAL { ?goal beleid:targetYear ?year } } ORDER BY ?goal"
    )
    assert isinstance(found, Answer)
    frame = pd.read_csv(StringIO(found.to_csv()), dtype={"year": "Int64"})
    assert frame["name"].tolist() == found["name"]
    assert frame["year"].equals(found.to_pandas()["year"])


def test_a_terminal_shows_the_first_rows_and_what_fits_of_them(graph: Graph) -> None:
    wide = graph.query("SELECT " + " ".join(f"({'x' * 30!r} AS ?v{number})" for number in range(9)) + " {}")
    assert repr(wide).splitlines()[0] == "1 row, 9 columns"
    assert all(len(line) <= 125 and line.endswith("…") for line in repr(wide).splitlines()[1:])
    long = graph.query("SELECT ?x { VALUES ?x { " + " ".join(map(str, range(12))) + " } }")
    assert repr(long).splitlines()[-2:] == ["9", "… 2 more rows"]


def test_a_notebook_shows_the_first_rows_with_what_stands_in_them_as_text(answer: Answer) -> None:
    shown = page(answer._repr_html_())
    assert [cell.text for cell in shown.all("th")] == list(answer.columns)
    cells = [cell.text for cell in shown.all("td")]
    assert cells[:9] == ["doel:a", "Werk", "2018", "17.5", "true", "2018-12-31", "2018-12-31 12:00:00+01:00", "2018", ""]
    assert (cells[10], shown.one("p").text) == ('<b>Zorg</b>, en "meer"', "2 rows")


def test_a_notebook_says_how_many_rows_it_leaves_out(graph: Graph) -> None:
    found = graph.query("SELECT ?x { VALUES ?x { " + " ".join(map(str, range(30))) + " } }")
    assert isinstance(found, Answer)
    shown = page(found._repr_html_())
    assert (len(list(shown.all("tr"))), shown.one("p").text) == (21, "20 of 30 rows")


def test_only_addresses_on_the_web_become_links(graph: Graph) -> None:
    found = graph.query('SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("javascript:alert(1)" <https://www.almelo.nl/> <id/doel/a>) } }')
    assert isinstance(found, Answer)
    assert [link.attributes["href"] for link in page(found._repr_html_()).all("a")] == ["https://www.almelo.nl/"]


def test_a_chart_holds_its_figures_as_a_drawing_and_as_a_table(graph: Graph) -> None:
    found = graph.query(
        'SELECT ?year ?value ?group { VALUES (?year ?value ?group) { (2018 3 "a") (2019 4.5 "a") (2018 7 "b") (2019 6 "b") } }'
    )
    assert isinstance(found, Answer)
    chart = found.chart("line", "year", "value", "group")
    shown = page(chart.html)
    assert repr(chart) == "<chart of 4 figures: Value per year>"
    rows = [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in shown.one("tbody").all("tr")]
    assert rows == [["2018", "a", "3"], ["2019", "a", "4.5"], ["2018", "b", "7"], ["2019", "b", "6"]]
    assert [path.attributes["d"][0] for path in shown.all("path", fill="none")] == ["M", "M"]
    assert chart._repr_html_() == chart.html


def test_bars_are_as_long_as_their_numbers(graph: Graph) -> None:
    found = graph.query('SELECT ?name ?number { VALUES (?name ?number) { ("a" 4) ("b" 2) } }')
    assert isinstance(found, Answer)
    shown = page(found.chart("bar", "name", "number").html)
    assert [bar.attributes["width"] for bar in shown.all("rect")] == ["100.0%", "50.0%"]


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        pytest.param(("", "", "", ""), 'say what to draw, as in chart("line", x="year", y="value", series="area")', id="nothing"),
        pytest.param(("pie", "iri", "year", ""), 'say what to draw, as in chart("line"', id="no such chart"),
        pytest.param(("bar", "iri", "jaar", ""), "no column 'jaar'; there are: iri, name", id="no such column"),
        pytest.param(("bar", "iri", "name", ""), "column 'name' holds no numbers to draw", id="no numbers"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_told(answer: Answer, drawn: tuple[str, str, str, str], told: str) -> None:
    with pytest.raises(QueryError) as caught:
        answer.chart(*drawn)
    assert str(caught.value).startswith(told)


def test_a_typed_text_is_no_term_of_another_kind(graph: Graph) -> None:
    found = graph.query('SELECT ?x { VALUES ?x { "17.50"^^xsd:decimal "ja"^^xsd:boolean } }')
    assert isinstance(found, Answer)
    assert found["x"] == [17.5, "ja"]
    assert found.terms[1]["x"] == Literal("ja", datatype=XSD.boolean, normalize=False)
