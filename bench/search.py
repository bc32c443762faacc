"""How long a search takes on the real graph: `python bench/search.py` (builds the index in a temporary folder)."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.build.search_index import write_index
from kg.publish.search import SearchIndex
from kg.store.local import open_files
from kg.store.queries import Queries

ROOT = Path(__file__).parents[1]
FILES = [ROOT / "ontology" / f"{name}.ttl" for name in ("vocabulary", "schemes", "links")]
TEXTS = """energie|strategie|regio deal|house of skils|LNV|TES|GR|Almelo|twente|wonen zorg|regio's|begroting|gemeente
fietsnelweg|munster|warmtenet|kennispark|vliegbasis hightech|jaarverslag 2018|woonvisie enschede""".replace("\n", "|").split("|")
ROUNDS = 20


def milliseconds(search: Callable[[str], object]) -> list[float]:
    """Return how long each search took, all texts in each of the rounds."""
    taken = []
    for text in TEXTS * ROUNDS:
        start = time.perf_counter()
        search(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main() -> None:
    endpoint = open_files([*FILES, ROOT / "data" / "triples.ttl"])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "search.sqlite"
        start = time.perf_counter()
        things = write_index(endpoint, Queries(ROOT / "queries"), file)
        print(f"build: {things} things, {time.perf_counter() - start:.1f} s, {file.stat().st_size / 1024:.0f} KiB")
        index = SearchIndex(file)
        for name, search in (("find", lambda text: index.find(text, {})), ("suggest", index.suggest)):
            steps = statistics.quantiles(milliseconds(search), n=20)
            print(f"{name}: p50 {steps[9]:.1f} ms, p95 {steps[18]:.1f} ms")
        index.close()


if __name__ == "__main__":
    main()
