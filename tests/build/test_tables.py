"""The graph as fact tables: importing an export changes nothing."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kg.build.tables import csv_text, tables, workbook
from kg.errors import ExportError
from kg.extract.facts import facts
from kg.model.tables import TABLES, Row, table
from kg.read.table import read_tables
from kg.store import turtle
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.terms import OA

SCHEMES = Path(__file__).parents[2] / "ontology" / "schemes.ttl"
FACTS = Path(__file__).parents[3] / "shared" / "facts"


def stored(rows: Sequence[Row], folder: Path) -> LocalEndpoint:
    turtle.save(facts(rows), folder / "triples.ttl")
    return open_files([SCHEMES, folder / "triples.ttl"])


def cells(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the rows as comparable tuples, their many-valued cells sorted."""
    return sorted(
        (
            row.table,
            *("|".join(sorted(row.values(column.name))) if column.many else row[column.name] for column in table(row.table).columns),
        )
        for row in rows
    )


@pytest.fixture(scope="module")
def exported(small_rows: list[Row], queries: Queries, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return tables(stored(small_rows, tmp_path_factory.mktemp("small")), queries)


NORMALISED = {
    "Gemeente Almelo": "gemeente-almelo",  # a publisher that is one of our organisations
    "25.50": "25.5",  # a value without needless zeros
    "Streefwaarde": "streefwaarde",  # a word of a scheme
}


def test_an_export_gives_back_every_row_in_normal_form(exported: list[Row], small_rows: list[Row]) -> None:
    expected = [
        Row(
            row.table,
            {
                name: text if row.table == "organisations" else NORMALISED.get(text, text)
                for name, text in ({**row.cells, "comparison": "raming"} if "(raming)" in row["locator"] else dict(row.cells)).items()
            },
        )
        for row in small_rows
    ]
    assert cells(exported) == cells(expected)


def test_importing_an_export_gives_the_same_graph(exported: list[Row], small_rows: list[Row]) -> None:
    assert set(facts(exported)) == set(facts(small_rows))


@pytest.mark.parametrize("suffix", ["", ".xlsx"])
def test_what_is_written_to_files_reads_back_the_same(
    exported: list[Row], words: Mapping[str, frozenset[str]], tmp_path: Path, suffix: str
) -> None:
    place = tmp_path / f"feiten{suffix}"
    if suffix:
        place.write_bytes(workbook(exported))
    else:
        place.mkdir()
        for each in TABLES:
            (place / f"{each.name}.csv").write_text(csv_text(each.name, exported), encoding="utf-8")
    assert cells(read_tables(place, words)) == cells(exported)


def test_importing_an_export_of_the_whole_real_graph_changes_nothing(endpoint: LocalEndpoint, queries: Queries) -> None:
    exported_facts = set(facts(tables(endpoint, queries)))
    graph = set(turtle.load(SCHEMES.parents[1] / "data" / "triples.ttl"))
    placed = {subject for subject, predicate, _ in graph if predicate == OA.hasSelector}
    assert exported_facts - graph == {triple for triple in exported_facts if triple[0] in placed and triple[1] == OA.hasSource}
    beyond_tables = {str(predicate).rsplit("#", 1)[-1].rsplit("/", 1)[-1] for _, predicate, _ in graph - exported_facts}
    positions = {"start", "end", "hasSelector", "hasSource", "checksum", "checksumValue", "algorithm"}
    assert beyond_tables == positions | {"type", "label", "isPartOf", "wasDerivedFrom"}, "tables hold all but positions in texts"


@pytest.mark.skipif(not FACTS.is_dir(), reason="../shared/facts is absent: the graph is not compared with its first source")
def test_every_row_of_the_facts_written_for_this_project_is_in_the_graph(
    endpoint: LocalEndpoint, queries: Queries, words: Mapping[str, frozenset[str]]
) -> None:
    given = read_tables(FACTS, words)
    found = tables(endpoint, queries)
    counted = {each.name: (sum(row.table == each.name for row in given), sum(row.table == each.name for row in found)) for each in TABLES}
    assert counted == {name: (number, number) for name, (number, _) in counted.items()}
    assert set(facts(given)) == set(facts(found))


def test_csv_quotes_what_needs_it_and_begins_with_the_header() -> None:
    text = csv_text("goals", [Row("goals", {"id": "g", "name": 'Meer doen, "minder" schrijven', "source": "s", "locator": "l"})])
    assert list(csv.reader(io.StringIO(text))) == [
        list(table("goals").column_names),
        ["g", 'Meer doen, "minder" schrijven', "", "", "", "", "", "s", "l"],
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text_in_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(workbook([Row("documents", {"id": "d", "title": "=1+1", "year": "2018"})]))
    sheet = load_workbook(tmp_path / "f.xlsx")["documents"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["E2"].value) == ("=1+1", "s", 2018)


def test_the_same_rows_give_the_same_workbook(exported: list[Row]) -> None:
    assert workbook(exported) == workbook(list(exported))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("n" * 32_768, "a text of 32768 signs", id="too long"),
        pytest.param("a\x01b", "a text with a control character ('a\\x01b')", id="control character"),
    ],
)
def test_a_text_that_no_cell_can_hold_is_told(text: str, told: str) -> None:
    with pytest.raises(ExportError, match=re.escape(told)):
        workbook([Row("documents", {"id": "d", "title": text})])


def test_what_is_no_number_in_a_column_of_numbers_stays_a_text(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(workbook([Row("documents", {"id": "d", "title": "D", "year": "rond 2018"})]))
    assert load_workbook(tmp_path / "f.xlsx")["documents"]["E2"].value == "rond 2018"
