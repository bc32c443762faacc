"""What the scripts do where there is no server, beside what the server does."""

import importlib.util
import json
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from rdflib import Literal

from kg.publish.facets import FACETS
from kg.publish.library import Language
from kg.publish.portable_index import portable
from kg.publish.search import SearchIndex
from kg.publish.words import words
from kg.store import rows
from kg.store.local import LocalEndpoint
from kg.store.parameters import PATTERNS

FRONTEND = Path(__file__).parents[2] / "frontend"
pytestmark = pytest.mark.skipif(not (FRONTEND / "node_modules").is_dir(), reason="npm ci was not run")

Run = Callable[[str, object], object]
Answer = dict[str, Any]
NASTY = ['"', "\\", "\n", "\r", "\t", "'", "u0022", "\\u0022", "U", "}", "{", "$", "$$", "é", "🎈", "<", ">", "a", " ", "\x07", "\u2028"]
"""Pieces of texts that might end a quotation or be taken for something else."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a few lines of TypeScript in Node; they read `given` and set `result`."""
    folder = tmp_path_factory.mktemp("scripts")
    specification = importlib.util.spec_from_file_location("hatch_build", FRONTEND / "hatch_build.py")
    assert specification
    assert specification.loader
    hook = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(hook)
    node, _ = hook.tools()

    def run_lines(lines: str, given: object) -> object:
        source, made, data = folder / "lines.ts", folder / "lines.mjs", folder / "given.json"
        data.write_text(json.dumps(given), encoding="utf-8")
        begin = f'import {{ readFileSync }} from "node:fs";\nconst given = JSON.parse(readFileSync({json.dumps(str(data))}, "utf8"));\n'
        source.write_text(begin + lines + "\nconsole.log(JSON.stringify(result));\n", encoding="utf-8")
        options: dict[str, object] = {
            "entryPoints": [str(source)],
            "outfile": str(made),
            "bundle": True,
            "platform": "node",
            "format": "esm",
        }
        options["alias"] = {"local": str(FRONTEND / "src" / "local")}
        build = f'import {{ build }} from "esbuild"; await build({json.dumps(options)});'
        subprocess.run([*node, "--input-type=module", "-e", build], cwd=FRONTEND, check=True)
        done = subprocess.run([*node, str(made)], check=True, capture_output=True, text=True, encoding="utf-8")
        return json.loads(done.stdout)

    return run_lines


@pytest.fixture
def index(real_index: SearchIndex) -> SearchIndex:
    return real_index


def typed(index: SearchIndex, number: int) -> list[str]:
    """Return texts as people type them: names, words, beginnings, words run together, words of descriptions, and typing errors."""
    chance, stored = random.Random(4), index.stored()
    names = [*(label for _, _, label, _ in stored.things), *(name for _, name, _ in stored.names)]
    texts = [text for _, _, _, text in stored.things if text]
    ways: list[Callable[[list[str]], str]] = [
        " ".join,
        lambda words: " ".join(chance.sample(words, min(2, len(words)))),
        chance.choice,
        lambda words: max(words, key=len)[: -len(max(words, key=len)) // 3 or None],
        lambda words: "".join(words[:2]),
        lambda _: chance.choice(chance.choice(texts).split()),
        lambda words: mistyped(chance, max(words, key=len)),
    ]
    return [ways[each % len(ways)](chance.choice(names).split())[:200] for each in range(number)]


def mistyped(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, max(2, len(word) - 1))
    return chance.choice([word[:place] + word[place + 1 :], word[:place] + word[place : place + 1] * 2 + word[place + 1 :]])


FIND = """
import { Index } from "local/search/index";
const index = new Index(given.index);
const result = given.texts.map((text) => {
  const { total, corrected, hits, facets } = index.find(text, new Map(given.facets), 1, 20);
  const shown = (hits) => hits.map(({ path, matched }) => [path, matched]);
  const suggested = index.suggest(text, 8);
  return { total, corrected, hits: shown(hits), facets, suggested: shown(suggested.hits), meant: suggested.corrected };
});
"""


def found(index: SearchIndex, texts: list[str], facets: dict[str, str]) -> list[Answer]:
    """Return what the server finds, in the form of FIND."""
    answers = []
    for text in texts:
        hits, (suggested, meant) = index.find(text, facets), index.meant(text)
        answers.append({
            "total": hits.total,
            "corrected": hits.corrected,
            "hits": [[hit.iri.partition("/id/")[2], hit.matched] for hit in hits.hits],
            "facets": [[facet, [list(value) for value in values]] for facet, values in hits.facets.items()],
            "suggested": [[hit.iri.partition("/id/")[2], hit.matched] for hit in suggested],
            "meant": meant,
        })  # fmt: skip
    return answers


def test_searching_finds_here_what_the_server_finds(run: Run, index: SearchIndex) -> None:
    texts = typed(index, 210)
    here = run(FIND, {"index": json.loads(portable(index)), "texts": texts, "facets": []})
    pairs = list(zip(cast("list[Answer]", here), found(index, texts, {}), strict=True))
    first = sum(one["hits"][:1] == other["hits"][:1] for one, other in pairs)
    ten = sum(sorted(one["hits"][:10]) == sorted(other["hits"][:10]) for one, other in pairs)
    whole = sum(one == other for one, other in pairs)
    assert (first >= 0.95 * len(texts), ten >= 0.9 * len(texts), whole >= 0.9 * len(texts)) == (True, True, True), (first, ten, whole)


TEXTS = [
    "Regiodeal Twente",
    "regio deal",
    "REGIODEAL",
    "energiestratgie",
    "cooperatie",
    "gemeenten",
    "strategie",
    "de",
    "qqqqq",
    "",
    "2018 jaarverantwoording",
    '"NEAR(* ? ^',
    "Regio's",
]


@pytest.mark.parametrize(
    "facets",
    [
        pytest.param({}, id="no facets"),
        pytest.param({"kind": "initiatief"}, id="one facet"),
        pytest.param({"kind": "doel", "owner": "Gemeente Almelo"}, id="two facets"),
        pytest.param({"kind": "nonsense"}, id="no such value"),
    ],
)
def test_these_find_here_exactly_what_the_server_finds(run: Run, index: SearchIndex, facets: dict[str, str]) -> None:
    here = run(FIND, {"index": json.loads(portable(index)), "texts": TEXTS, "facets": list(facets.items())})
    assert here == found(index, TEXTS, facets)


def test_the_facets_are_those_of_the_server() -> None:
    text = (FRONTEND / "src" / "asked.ts").read_text(encoding="utf-8")
    listed = json.loads(text.partition("FACETS = ")[2].partition(";")[0])
    assert listed == list(FACETS)


WRITTEN = """
import { Misfit, written } from "local/parameters";
const result = given.map(([parameter, text]) => {
  try {
    return written(parameter, text, "https://a.example/kg");
  } catch (error) {
    return error instanceof Misfit ? { why: error.why } : String(error);
  }
});
"""


def parameter(kind: str, values: tuple[str, ...] = ()) -> dict[str, object]:
    return {"name": "x", "kind": kind, "pattern": PATTERNS[kind], "default": "", "label": "x", "values": values, "choices": ""}


def test_no_text_ends_its_own_quotes(run: Run, endpoint: LocalEndpoint) -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choices(NASTY, k=chance.randrange(1, 9))) for _ in range(200)]
    here = run(WRITTEN, [(parameter("string"), text) for text in texts])
    assert isinstance(here, list)
    for text, term in zip(texts, here, strict=True):
        (row,) = rows(endpoint, f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
        assert row["x"] == Literal(text)


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        pytest.param("iri", "id/doel/a", "<https://a.example/kg/id/doel/a>", id="path"),
        pytest.param("iri", "/def#Goal", "<https://a.example/kg/def#Goal>", id="path of a term"),
        pytest.param("iri", "https://samenspel.example.org/id/doel/a", "<https://a.example/kg/id/doel/a>", id="under the first base"),
        pytest.param("iri", "https://b.nl/x?y=1", "<https://b.nl/x?y=1>", id="elsewhere"),
        pytest.param("iri", "https://b.nl/> } #", {"why": "kind"}, id="no IRI"),
        pytest.param("iri", "", {"why": "missing"}, id="nothing"),
        pytest.param("integer", "2018", f'"2018"^^<{XSD}integer>', id="whole number"),
        pytest.param("integer", "1; DROP", {"why": "kind"}, id="no number"),
        pytest.param("decimal", "17.50", f'"17.50"^^<{XSD}decimal>', id="decimal"),
        pytest.param("decimal", "-1.5e3", f'"-1500"^^<{XSD}decimal>', id="exponent"),
        pytest.param("decimal", "12e-4", f'"0.0012"^^<{XSD}decimal>', id="small"),
        pytest.param("decimal", "1e40", {"why": "kind"}, id="too large"),
        pytest.param("date", "2020-02-29", f'"2020-02-29"^^<{XSD}date>', id="leap day"),
        pytest.param("date", "2019-02-29", {"why": "kind"}, id="no such day"),
        pytest.param("string", "a" * 1001, {"why": "long"}, id="too long"),
        pytest.param("string", "\ud800", {"why": "kind"}, id="half a character"),
    ],
)
def test_a_text_becomes_a_term_of_its_kind_or_is_refused(run: Run, kind: str, text: str, term: object) -> None:
    assert run(WRITTEN, [(parameter(kind), text)]) == [term]


def test_only_the_values_that_there_are_can_be_given(run: Run) -> None:
    given = [(parameter("string", ("a", "b")), text) for text in ("a", "c")]
    assert run(WRITTEN, given) == ['"a"', {"why": "value"}]


PROBLEM = """
import { problem } from "local/problems";
import { EngineError } from "local/thread";
const result = given.map(([query, message, fatal]) => problem(query, new EngineError(message, fatal)));
"""


@pytest.mark.parametrize(
    ("query", "message", "told"),
    [
        pytest.param(
            "SELECT * {\n ?s a foaf:P }",
            "error at 2:13: expected OPTIONAL",
            {"detail": "not a SPARQL 1.1 query: line 2, column 7: the prefix foaf: is not declared", "line": 2, "column": 7},
            id="a prefix that is not declared",
        ),
        pytest.param(
            'PREFIX a: <b:c#d>\nSELECT * { ?s a:p "x:y" , <z:q> # c:d\n ; }}',
            "error at 3:5: expected one of [_]",
            {"detail": "not a SPARQL 1.1 query: line 3, column 5: it cannot be read from here on", "line": 3, "column": 5},
            id="no prefix stands in a text, an IRI or a comment",
        ),
        pytest.param(
            "SELECT ?x { }",
            "error at 1:3: expected The SELECT contains a variable that is unbound",
            {"detail": "not a SPARQL 1.1 query: line 1, column 3: the SELECT contains a variable that is unbound", "line": 1, "column": 3},
            id="a sentence of the parser",
        ),
        pytest.param(
            "ASK { SERVICE <x:y> { } }",
            "The service <x:y> is not supported",
            {"detail": "SERVICE is not allowed here: this site fetches nothing from elsewhere"},
            id="asking elsewhere",
        ),
    ],
)
def test_what_the_engine_refuses_is_told_as_the_server_tells_it(run: Run, query: str, message: str, told: dict[str, object]) -> None:
    (found,) = cast("list[dict[str, object]]", run(PROBLEM, [(query, message, False)]))
    assert {key: value for key, value in found.items() if key != "text"} == {"status": 400, **told}


def test_an_engine_that_gives_up_has_met_the_limit_of_memory(run: Run) -> None:
    assert run(PROBLEM, [("ASK {}", "unreachable", True)]) == [{"status": 503, "detail": "unreachable", "limit": "memory"}]


def test_the_words_that_are_said_here_are_there_and_all_of_them_are_said() -> None:
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in sorted((FRONTEND / "src" / "local").rglob("*.ts")))
    templates = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted((FRONTEND.parent / "src/kg/publish/templates").glob("*.html"))
    )
    texts = words(Language.NL).texts
    used = set(re.findall(r'\b(?:say|known)\("([a-z_.]+)"', scripts)) | set(re.findall(r'"(local\.[a-z.]+)"', scripts + templates))
    counted = {f"{key}.{number}" for key in re.findall(r'\bcount\("([a-z.]+)"', scripts) for number in ("one", "many")}
    assert used | counted <= texts.keys()
    assert {key for key in texts if key.startswith("local.") and not key.startswith("local.limit.")} <= used
