"""A synthetic graph has the shape of the real one, at any size."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.model.findings import Severity
from kg.review.shapes import validate
from kg.store.canonical import canonical

ROOT = Path(__file__).parents[2]
ONTOLOGY = [ROOT / "ontology" / f"{name}.ttl" for name in ("vocabulary", "schemes", "links")]
CLASSES = """
    SELECT ?class (COUNT(*) AS ?number) WHERE { ?thing a ?class } GROUP BY ?class
"""
PREDICATES = """
    SELECT ?class ?predicate (COUNT(*) AS ?number) WHERE { ?thing a ?class ; ?predicate ?value } GROUP BY ?class ?predicate
"""
DEGREES = """
    PREFIX m8g: <http://data.europa.eu/m8g/>
    SELECT ?organisation (COUNT(*) AS ?number) WHERE { ?participation m8g:hasParticipant ?organisation }
    GROUP BY ?organisation ORDER BY DESC(?number)
"""


def made(triples: int, file: Path, seed: int = 0) -> int:
    command = [sys.executable, str(ROOT / "bench" / "synthetic.py"), str(triples), str(file), "--seed", str(seed)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(re.fullmatch(r"(\d+) triples\n", told)[1])  # type: ignore[index]


def loaded(file: Path) -> Store:
    store = Store()
    store.bulk_load(path=file, format=RdfFormat.from_extension(file.suffix[1:]), to_graph=DefaultGraph())
    return store


def counts(store: Store, query: str) -> Counter[tuple[str, ...]]:
    """Return the numbers of a query, by the other values of its rows."""
    rows = [tuple(str(value.value) for value in row) for row in store.query(query)]  # type: ignore[union-attr]
    return Counter({row[:-1]: int(row[-1]) for row in rows})


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("synthetic") / "graph.ttl"
    made(60_000, file)
    return file


@pytest.fixture(scope="module")
def synthetic(large: Path) -> Store:
    return loaded(large)


@pytest.fixture(scope="module")
def real() -> Store:
    return loaded(ROOT / "data" / "triples.ttl")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("first", 7), ("again", 7), ("other", 8)):
        made(10_000, tmp_path / f"{name}.nt", seed)
    first, again, other = ((tmp_path / f"{name}.nt").read_bytes() for name in ("first", "again", "other"))
    assert first == again
    assert first != other


def test_both_syntaxes_say_the_same(tmp_path: Path) -> None:
    made(10_000, tmp_path / "graph.nt")
    made(10_000, tmp_path / "graph.ttl")
    assert canonical([tmp_path / "graph.nt"]) == canonical([tmp_path / "graph.ttl"])


@pytest.mark.parametrize("triples", [10_000, 12_345, 20_000])
def test_a_graph_has_as_many_triples_as_asked_within_two_percent(triples: int, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    told = made(triples, file)
    assert abs(told - triples) <= triples * 0.02
    assert len(set(file.read_text().splitlines())) == told


@pytest.mark.parametrize("seed", [0, 1])
def test_a_graph_keeps_the_promises_of_the_real_one(seed: int, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    made(10_000, file, seed)
    report = validate(canonical([*ONTOLOGY, file]).decode(), [ROOT / "ontology" / "shapes.ttl"])
    assert [finding for finding in report.findings if finding.severity is Severity.VIOLATION] == []


def test_classes_stand_in_the_proportions_of_the_real_graph(synthetic: Store, real: Store) -> None:
    made_classes, real_classes = counts(synthetic, CLASSES), counts(real, CLASSES)
    shares = {name: made_classes[name] / len(synthetic) / (number / len(real)) for name, number in real_classes.items() if number > 100}
    assert {name: round(share, 2) for name, share in shares.items() if not 0.75 < share < 1.33} == {}
    assert made_classes.keys() == real_classes.keys()


def test_each_class_has_the_predicates_of_the_real_graph_as_often(synthetic: Store, real: Store) -> None:
    """Predicates that things of a class have often: at least one thing in four."""
    made_classes, real_classes = counts(synthetic, CLASSES), counts(real, CLASSES)
    made_predicates, real_predicates = counts(synthetic, PREDICATES), counts(real, PREDICATES)
    often = {
        (class_, predicate): number / real_classes[class_,]
        for (class_, predicate), number in real_predicates.items()
        if real_classes[class_,] > 100 and number > real_classes[class_,] / 4
    }
    found = {key: made_predicates[key] / made_classes[key[0],] for key in often}
    assert {key: (round(found[key], 2), round(mean, 2)) for key, mean in often.items() if not 0.65 < found[key] / mean < 1.5} == {}
    predicates = {predicate for _, predicate in made_predicates}
    assert predicates <= {predicate for _, predicate in real_predicates}


def test_few_organisations_take_part_in_much_and_many_in_little(synthetic: Store, real: Store) -> None:
    for store in (synthetic, real):
        degrees = list(counts(store, DEGREES).values())
        tenth = sum(sorted(degrees, reverse=True)[: len(degrees) // 10]) / sum(degrees)
        assert 0.4 < tenth < 0.75
        assert max(degrees) > 10 * sorted(degrees)[len(degrees) // 2]


def test_a_size_or_a_syntax_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    for arguments in (["500", "graph.nt"], ["10000", "graph.rdf"]):
        ran = subprocess.run(
            [sys.executable, ROOT / "bench" / "synthetic.py", *arguments], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert ran.returncode == 2
        assert "give a file that ends in .nt or .ttl, and at least 10000 triples" in ran.stderr
        assert list(tmp_path.iterdir()) == []
