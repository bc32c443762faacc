"""What the engine saves by how the C library keeps small blocks, by kind of light query.

python bench/allocation.py [triples]     (a million; processes with and without take turns, medians of the rounds)
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

from endpoints.questions import KINDS, initiatives, paths
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from kg.store.workers.forking import ALLOCATION

ROUNDS = 3
_THINGS = 500
_SYNTHETIC = Path(__file__).with_name("synthetic.py")


def processor_us(graph: Path) -> dict[str, float]:
    """Return what a query of each kind costs the processor, in microseconds, all kinds in turn; a first round does not count."""
    store = Store()
    store.bulk_load(path=str(graph), format=RdfFormat.N_TRIPLES)
    asked = {kind: [unquote(path) for path in paths(kind, initiatives(graph)[: 2 * _THINGS])] for kind in KINDS}
    used = dict.fromkeys(KINDS, 0.0)
    for number in range(2 * _THINGS):
        for kind, queries in asked.items():
            begun = time.process_time()
            _answer(store, queries[number])
            used[kind] += (time.process_time() - begun) * (number >= _THINGS)
    return {kind: seconds / _THINGS * 1e6 for kind, seconds in used.items()}


def _answer(store: Store, query: str) -> None:
    found = store.query(query)
    found.serialize(format=RdfFormat.N_TRIPLES if isinstance(found, QueryTriples) else QueryResultsFormat.JSON)


def measured(graph: Path, environment: dict[str, str]) -> dict[str, float]:
    """Return the same of a process of its own with these settings."""
    told = subprocess.run(
        [sys.executable, __file__, str(graph)], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return {kind: float(us) for kind, us in map(str.split, told.stdout.splitlines())}


def compare(triples: int) -> None:
    """Print a line per kind."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nt"
        subprocess.run([sys.executable, _SYNTHETIC, str(triples), graph], check=True)
        rounds = [(measured(graph, {}), measured(graph, {"GLIBC_TUNABLES": ALLOCATION})) for _ in range(ROUNDS)]
    print("kind\tas it comes (µs)\tas workers have it (µs)\tratio")
    for kind in KINDS:
        before, after = (statistics.median(found[kind] for found in side) for side in zip(*rounds, strict=True))
        ratio = statistics.median(one[kind] / other[kind] for one, other in rounds)
        print(f"{kind}\t{before:.0f}\t{after:.0f}\t{ratio:.1f}")


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    if asked.isdecimal():
        compare(int(asked))
    else:
        print(*(f"{kind} {us}" for kind, us in processor_us(Path(asked)).items()), sep="\n")
