"""Reading and writing the real graph as Turtle, against rdflib; medians of five.

python bench/turtle.py
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph

from kg.store import turtle

FILE = Path(__file__).parents[1] / "data" / "triples.ttl"
RUNS = 5


def seconds(act: Callable[[], object]) -> float:
    """Return the median time an act takes."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a line for reading and one for writing: ours, rdflib's, and how many times as long rdflib takes."""
    graph = turtle.load(FILE)
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "triples.ttl"
        pairs = {
            "read": (lambda: turtle.load(FILE), lambda: Graph().parse(FILE)),
            "write": (lambda: turtle.save(graph, new), lambda: graph.serialize(new, format="longturtle")),
        }
        for name, (ours, theirs) in pairs.items():
            mine, peer = seconds(ours), seconds(theirs)
            print(f"{name}\tkg {mine:.2f} s\trdflib {peer:.2f} s\t{peer / mine:.1f}")


if __name__ == "__main__":
    main()
