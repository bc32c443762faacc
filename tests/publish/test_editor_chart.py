"""The editor draws the same figures as the server: its script, run by Node, on the real answers."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import which

import pytest
from rdflib import Literal

from kg.publish.chart import drawing
from kg.publish.library import Language
from kg.publish.words import words
from kg.store import Formats, rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled
from kg.store.query_files import Chart

FRONTEND = Path(__file__).parents[2] / "frontend"
DRAWN = """
globalThis.document = { querySelector: () => null };
const { figures, planned } = await import("./src/sparql/figures.ts");
const { hint, answer, changed } = JSON.parse((await import("node:fs")).readFileSync(0, "utf8"));
console.log(JSON.stringify(figures(answer, { ...planned(hint), ...changed })));
"""
"""A script that prints the figures of an answer; the page that it looks at for its settings is empty."""

Editor = Callable[..., Mapping[str, object]]
Told = list[tuple[str, str, float]]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """What the editor makes of an answer, as TSV, with the chart of its question and the choices that a reader changed."""
    script = tmp_path_factory.mktemp("editor") / "figures.mjs"
    node = which("node") or "node"
    esbuild = [
        str(FRONTEND / "node_modules" / "esbuild" / "bin" / "esbuild"),
        "--bundle",
        "--platform=node",
        "--format=esm",
        f"--outfile={script}",
    ]
    subprocess.run(esbuild, cwd=FRONTEND, input=DRAWN, text=True, check=True, capture_output=True, timeout=60)

    def figures(chart: Chart, tsv: str, **changed: str) -> Mapping[str, object]:
        header, *lines = tsv.splitlines()
        hint = {"kind": chart.kind, "x": chart.x, "y": chart.y, "series": chart.series}
        answer = {"kind": "rows", "columns": [name.lstrip("?") for name in header.split("\t")], "lines": lines}
        said = json.dumps({"hint": hint, "answer": answer, "changed": changed})
        done = subprocess.run([node, str(script)], input=said, text=True, check=True, capture_output=True, timeout=60)
        found: Mapping[str, object] = json.loads(done.stdout)
        return found

    return figures


def told(found: Mapping[str, object]) -> Told:
    """Return the figures that the editor draws: the name of the bar, its series, and the number."""
    series = found["series"]
    assert isinstance(series, list)
    return sorted((point["place"], each["name"], point["value"]) for each in series for point in each["points"])


def drawn(chart: Chart, endpoint: LocalEndpoint, text: str) -> Told:
    """Return the figures that the server draws."""
    found = drawing(chart, rows(endpoint, text), words(Language.NL))
    assert found
    return sorted((figure.x.value, figure.series, figure.number) for figure in found.figures)


@pytest.mark.parametrize(
    ("name", "given"), [("bedragen-per-rol", {}), ("bedragen-per-initiatief", {}), ("bedragen-per-initiatief", {"minimum": "0"})]
)
def test_editor_and_server_give_each_amount_once_and_alike(
    endpoint: LocalEndpoint, queries: Queries, editor: Editor, name: str, given: Mapping[str, str]
) -> None:
    chart, text = queries[name].chart, filled(queries[name], given)
    assert chart
    found = told(editor(chart, endpoint.answer(text, Formats("text/tab-separated-values")).body.decode()))
    amounts = {row["bedrag"]: float(str(row["euro"])) for row in rows(endpoint, text) if isinstance(row.get("euro"), Literal)}
    assert sorted(value for _, _, value in found) == sorted(amounts.values())
    assert [each[1:] for each in sorted(found, key=lambda each: each[1:])] == sorted(each[1:] for each in drawn(chart, endpoint, text))


def test_the_pledges_to_the_regiodeal_are_thirty_and_twenty_million(endpoint: LocalEndpoint, queries: Queries, editor: Editor) -> None:
    chart, text = queries["bedragen-per-rol"].chart, filled(queries["bedragen-per-rol"], {})
    assert chart
    pledged = [("Provincie Overijssel", "financier", 20_000_000), ("Rijksoverheid", "financier", 30_000_000)]
    tsv = endpoint.answer(text, Formats("text/tab-separated-values")).body.decode()
    assert told(editor(chart, tsv)) == drawn(chart, endpoint, text) == pledged
    assert told(editor(chart, tsv, x="rolNaam", series="", same="sum")) == [("financier", "", 50_000_000)]


@pytest.mark.parametrize("kind", ["bar", "line", "points"])
def test_two_amounts_that_are_equal_are_two_and_one_by_two_sources_is_one(editor: Editor, kind: str) -> None:
    lines = [
        "?bedrag\t?bedragNaam\t?euro",
        '<http://x/a>\t"A"\t75000',
        '<http://x/b>\t"A"\t75000',
        '<http://x/b>\t"A"\t75000.0',
        '<http://x/c>\t"C"\t',
    ]
    found = editor(Chart(kind, "bedrag", "euro"), "\n".join(lines))
    assert told(found) == [("A", "", 75000), ("A (2)" if kind == "bar" else "A", "", 75000)]
    assert (found["rows"], found["left"]) == (3, 1)


def test_each_of_many_points_at_one_place_is_drawn(editor: Editor) -> None:
    lines = ["?jaar\t?waarde", *(f"2018\t{number}" for number in range(60))]
    assert len(told(editor(Chart("line", "jaar", "waarde"), "\n".join(lines)))) == 60
