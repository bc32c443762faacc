"""The manifests of the W3C SPARQL 1.1 test suite → cases: what is loaded, asked and expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

SUITE = Path(__file__).parents[3] / "shared" / "standards" / "w3c" / "sparql11"
"""The suite is no part of the project; see docs/conformance.md for where to get it."""

BASE = "https://w3c.github.io/rdf-tests/sparql/sparql11/"
"""Where the suite stands on the web: the IRIs of its files begin with this."""

_PREFIXES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX ut: <http://www.w3.org/2009/sparql/tests/test-update#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_ENTRIES = """
SELECT ?manifest ?test ?kind WHERE {
  GRAPH ?manifest { ?any mf:entries/rdf:rest*/rdf:first ?test . ?test a ?kind }
}
"""
_FILES = """
SELECT ?part ?role ?file ?label WHERE {
  GRAPH $manifest {
    $test ?part ?node
    FILTER (?part IN (mf:action, mf:result))
    {
      FILTER (isIRI(?node)) BIND (?node AS ?file) BIND (?part AS ?role)
    } UNION {
      ?node ?role ?file FILTER (isIRI(?file))
    } UNION {
      ?node ?role ?graph . ?graph ut:graph ?file ; rdfs:label ?label
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file and the graph it is in, None for the default graph."""

    file: Path
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One test: `asked` is the query or update, `before` what is in the store then, `result` or `after` what must come of it."""

    folder: str
    name: str
    kind: str
    asked: Path
    before: tuple[Loaded, ...] = ()
    result: Path | None = None
    after: tuple[Loaded, ...] = ()

    def __str__(self) -> str:
        return f"{self.folder}#{self.name}"

    @property
    def text(self) -> str:
        return self.asked.read_text(encoding="utf-8")


def iri(file: Path) -> str:
    """Return the IRI of a file of the suite."""
    return BASE + file.relative_to(SUITE).as_posix()


@cache
def cases() -> tuple[Case, ...]:
    """Return the cases that have a query or an update to run, by folder and in the order of their manifests; none without the suite."""
    store = Store()
    manifests = sorted(SUITE.glob("*/manifest.ttl"))
    for manifest in manifests:
        store.load(path=manifest, format=RdfFormat.TURTLE, base_iri=iri(manifest), to_graph=NamedNode(iri(manifest)))
    return tuple(case for manifest in manifests for case in _cases(store, iri(manifest)))


def of_kind(*endings: str) -> list[Case]:
    """Return the cases whose kind ends so."""
    return [case for case in cases() if case.kind.endswith(endings)]


def _cases(store: Store, manifest: str) -> Iterator[Case]:
    for row in _rows(store, _ENTRIES.replace("?manifest", f"<{manifest}>")):
        test, kind = row["test"], row["kind"].rpartition("#")[2]
        files = _rows(store, _FILES.replace("$manifest", f"<{manifest}>").replace("$test", f"<{test}>"))
        asked = [_path(each["file"]) for each in files if each["role"].endswith(("#query", "#request", "#action"))]
        if asked:
            result = [_path(each["file"]) for each in files if each["role"].endswith("#result")]
            yield Case(
                manifest.split("/")[-2],
                test.rpartition("#")[2],
                kind,
                asked[0],
                _loaded(files, "#action"),
                result[0] if result else None,
                _loaded(files, "#result"),
            )


def _loaded(files: list[dict[str, str]], part: str) -> tuple[Loaded, ...]:
    """Return what is loaded before a test, or must be there after it: plain files in the default graph, the others in named ones."""
    found = [each for each in files if each["part"].endswith(part)]
    default = [Loaded(_path(each["file"])) for each in found if each["role"].endswith("#data")]
    named = [Loaded(_path(each["file"]), each.get("label", each["file"])) for each in found if each["role"].endswith("#graphData")]
    return (*default, *named)


def _path(file: str) -> Path:
    return SUITE / file.removeprefix(BASE)


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    solutions = store.query(_PREFIXES + query)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]
