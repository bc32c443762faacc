"""The dumps of a release: the whole graph in every format, and the same bytes every time."""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse
from rdflib import RDF, Graph
from rdflib.compare import isomorphic

from kg.build.dumps import DUMPS, dump_at, dump_path, files
from kg.build.release import Release, Sources, build_release
from kg.extract.facts import facts
from kg.model.tables import TABLES, Row, table
from kg.read.table import read_tables
from kg.store import turtle
from kg.terms import ADMS, BELEID

REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
RELEASE = "0123456789ab"


def quads(file: Path) -> list[Quad]:
    return list(parse(path=file, format=RdfFormat.TRIG))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf"])
def test_every_dump_in_rdf_holds_the_same_triples(small_release: Release, suffix: str) -> None:
    folder = small_release.folder
    form = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}[suffix]
    dumped = Graph().parse(folder / "dumps" / f"samenspel.{suffix}", format=form)
    assert isomorphic(dumped, Graph().parse(folder / "graph.nt"))


def test_trig_holds_the_same_triples_and_which_claim_reifies_which(small_release: Release) -> None:
    found = quads(small_release.folder / "dumps" / "samenspel.trig")
    plain = {str(quad.triple) for quad in found if quad.predicate.value != REIFIES}
    graph = {str(quad.triple) for quad in parse(path=small_release.folder / "graph.nt", format=RdfFormat.N_TRIPLES)}
    reified = [quad.object for quad in found if quad.predicate.value == REIFIES]
    assert plain == graph
    assert reified
    assert {str(triple) for triple in reified} <= graph, "a claim reifies a triple that is in the graph"


def test_a_claim_of_each_kind_with_a_short_triple_reifies_it(small_release: Release) -> None:
    found = quads(small_release.folder / "dumps" / "samenspel.trig")
    reified = {
        (str(quad.subject).split("/id/")[1].split("/")[0], quad.object.predicate.value) for quad in found if isinstance(quad.object, Triple)
    }
    assert {kind for kind, _ in reified} == {"bijdrage", "statusvaststelling", "verband"}
    assert reified >= {("bijdrage", str(BELEID.contributesTo)), ("statusvaststelling", str(ADMS.status)), ("verband", str(BELEID.follows))}


def test_every_relation_and_contribution_of_the_real_graph_reifies_one_triple(real_release: Release) -> None:
    graph = turtle.load(real_release.folder / "dumps" / "samenspel.ttl")
    claims = {str(claim) for kind in (BELEID.Relation, BELEID.Contribution) for claim in graph.subjects(RDF.type, kind)}
    reifying = [
        str(quad.subject)[1:-1] for quad in quads(real_release.folder / "dumps" / "samenspel.trig") if quad.predicate.value == REIFIES
    ]
    assert claims <= set(reifying)
    assert len(reifying) == len(set(reifying))


def test_turtle_begins_with_our_prefixes_by_name_and_tells_what_a_thing_is_first(small_release: Release) -> None:
    head, body = (small_release.folder / "dumps" / "samenspel.ttl").read_text(encoding="utf-8").split("\n\n", 1)
    assert head.splitlines() == sorted(head.splitlines())
    assert set(head.splitlines()) >= {
        "@prefix beleid: <https://samenspel.example.org/def#> .",
        "@prefix doel: <https://samenspel.example.org/id/doel/> .",
    }
    assert "\n\ndoel:almelo-doel-vertrouwen a beleid:Goal ;\n" in body


def test_the_tables_come_back_as_the_same_facts(small_release: Release, small_rows: list[Row], words: Mapping[str, frozenset[str]]) -> None:
    dumps = small_release.folder / "dumps"
    for place in (dumps / "tabellen", dumps / "samenspel.xlsx"):
        assert set(facts(read_tables(place, words))) == set(facts(small_rows))


def test_the_zip_holds_the_tables_and_what_describes_them(small_release: Release) -> None:
    dumps = small_release.folder / "dumps"
    with ZipFile(dumps / "samenspel-tabellen.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert held == {file.name: file.read_bytes() for file in (dumps / "tabellen").iterdir()}
    assert set(held) == {"csv-metadata.json", *(f"{each.name}.csv" for each in TABLES)}


@pytest.mark.parametrize("file", [dump.file for dump in DUMPS if dump.packed])
def test_a_packed_dump_unpacks_to_the_dump_beside_it(small_release: Release, file: str) -> None:
    assert gzip.decompress((small_release.folder / f"{file}.gz").read_bytes()) == (small_release.folder / file).read_bytes()


def test_the_same_sources_give_the_same_dumps(small_sources: Sources, small_release: Release, tmp_path: Path) -> None:
    again = build_release(small_sources, tmp_path)
    for file in files():
        assert (again.folder / file).read_bytes() == (small_release.folder / file).read_bytes(), file


def test_another_base_moves_our_iris_in_the_dumps(small_sources: Sources, small_release: Release, tmp_path: Path) -> None:
    moved = build_release(small_sources, tmp_path, "https://b.nl")
    there, here = (Graph().parse(each.folder / "dumps" / "samenspel.ttl") for each in (moved, small_release))
    assert len(there) == len(here)
    for dump in (dump for dump in DUMPS if dump.packed):
        text = (moved.folder / dump.file).read_text(encoding="utf-8")
        assert ("https://samenspel.example.org" in text, "https://b.nl" in text) == (False, True), dump.file
    reified = [quad.object for quad in quads(moved.folder / "dumps" / "samenspel.trig") if isinstance(quad.object, Triple)]
    assert {str(triple.subject).startswith("<https://b.nl/id/") for triple in reified} == {True}


def test_a_text_that_fits_no_cell_leaves_out_the_workbook_only(small_sources: Sources, small_rows: list[Row], tmp_path: Path) -> None:
    turtle.save(facts([*small_rows, Row("documents", {"id": "lang", "title": "Lang", "notes": "n" * 32_768})]), tmp_path / "triples.ttl")
    sources = Sources((*small_sources.graph[:-1], tmp_path / "triples.ttl"), small_sources.shapes, small_sources.queries)
    release = build_release(sources, tmp_path / "out")
    assert {file for file in files() if not (release.folder / file).exists()} == {"dumps/samenspel.xlsx"}


def metadata(release: Release) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((release.folder / "dumps" / "tabellen" / "csv-metadata.json").read_text(encoding="utf-8"))
    return told


def test_no_licence_is_claimed_for_the_tables_for_a_release_knows_no_publisher(small_release: Release) -> None:
    assert metadata(small_release).keys() == {"@context", "dc:title", "dialect", "tables"}


def cells(release: Release, url: str) -> list[dict[str, str]]:
    text = (release.folder / "dumps" / "tabellen" / url).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_metadata_names_the_columns_of_each_table_in_their_order(real_release: Release) -> None:
    for told in metadata(real_release)["tables"]:
        with (real_release.folder / "dumps" / "tabellen" / told["url"]).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        columns = told["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == header
        assert all(name in column["titles"]["en"] for name, column in zip(header, columns, strict=True)), "a title is the header itself"


def test_the_first_header_is_known_with_its_byte_order_mark_too(real_release: Release) -> None:
    for told in metadata(real_release)["tables"]:
        with (real_release.folder / "dumps" / "tabellen" / told["url"]).open(encoding="utf-8", newline="") as file:
            first = next(csv.reader(file))[0]
        assert first in told["tableSchema"]["columns"][0]["titles"]["und"]


def test_keys_of_the_metadata_hold_on_the_real_graph(real_release: Release) -> None:
    for told in metadata(real_release)["tables"]:
        schema, rows = told["tableSchema"], cells(real_release, told["url"])
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), told["url"]
        for foreign in schema["foreignKeys"]:
            there = [row[foreign["reference"]["columnReference"]] for row in cells(real_release, foreign["reference"]["resource"])]
            assert len(set(there)) == len(there), "a foreign key refers to one row"
            assert {row[foreign["columnReference"]] for row in rows} <= set(there), told["url"]


def test_required_cells_are_filled_and_only_columns_with_several_values_have_a_separator(real_release: Release) -> None:
    for told in metadata(real_release)["tables"]:
        rows = cells(real_release, told["url"])
        for column in told["tableSchema"]["columns"]:
            assert not column["required"] or all(row[column["name"]] for row in rows), (told["url"], column["name"])
            many = {each.name for each in table(told["url"].removesuffix(".csv")).columns if each.many}
            assert ("separator" in column) == (column["name"] in many)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        pytest.param("graph.nt", f"/dump/samenspel-{RELEASE}.nt", id="triples"),
        pytest.param("graph.nt.gz", f"/dump/samenspel-{RELEASE}.nt.gz", id="packed triples"),
        pytest.param("dumps/samenspel.ttl", f"/dump/samenspel-{RELEASE}.ttl", id="turtle"),
        pytest.param("dumps/samenspel-tabellen.zip", f"/dump/samenspel-tabellen-{RELEASE}.zip", id="tables packed"),
        pytest.param("dumps/tabellen/goals.csv", f"/dump/tabellen-{RELEASE}/goals.csv", id="table"),
    ],
)
def test_a_dump_has_a_path_that_names_the_release(file: str, path: str) -> None:
    assert dump_path(file, RELEASE) == path
    assert dump_at(path) == (file, RELEASE)


@pytest.mark.parametrize("file", list(files()))
def test_every_dump_is_found_at_its_path(file: str) -> None:
    assert dump_at(dump_path(file, RELEASE)) == (file, RELEASE)


@pytest.mark.parametrize(
    "path",
    [
        "/dump/",
        "/dump/samenspel.ttl",
        f"/dump/samenspel-{RELEASE}.exe",
        f"/dump/tabellen-{RELEASE}/../manifest.json",
        f"/dump/tabellen-{RELEASE}/manifest.json",
        f"/anders/samenspel-{RELEASE}.ttl",
        f"/dump/graph-{RELEASE}.nt",
        f"samenspel-{RELEASE}.ttl",
    ],
)
def test_no_other_path_leads_to_a_file(path: str) -> None:
    assert dump_at(path) is None


def test_every_dump_has_a_title_in_dutch_and_in_english_of_its_own() -> None:
    for language in ("nl", "en"):
        titles = [dump.titles[language] for dump in DUMPS]
        assert len(set(titles)) == len(titles)


def test_what_says_more_or_less_than_the_graph_is_told_apart() -> None:
    whole = {dump.file.rsplit(".", 1)[-1] for dump in DUMPS if not dump.derived}
    assert whole == {"ttl", "nt", "jsonld", "rdf"}
