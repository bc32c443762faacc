"""What the canonical form of a graph costs, by size, without and with blank nodes; medians of three runs.

python bench/canonical.py [triples …]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from kg.store.canonical import canonical


def write(file: Path, triples: int, subject: str) -> None:
    """Write triples in groups of eight about one subject, as facts are; `subject` holds a {} for its number."""
    with file.open("w", encoding="utf-8") as lines:
        for number in range(triples):
            about = subject.format(number // 8)
            lines.write(f'{about} <https://samenspel.example.org/def#p{number % 8}> "waarde {number}"@nl .\n')


def seconds(file: Path, runs: int = 3) -> float:
    """Return the median time to read a file and make its canonical form."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        canonical([file])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a line per size."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    print("triples\twithout blank nodes (s)\tevery subject a blank node (s)\tratio")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder) / "graph.nt"
            write(file, size, "<https://samenspel.example.org/id/doel/d{}>")
            named = seconds(file)
            write(file, size, "_:b{}")
            blank = seconds(file)
            print(f"{size}\t{named:.2f}\t{blank:.2f}\t{blank / named:.1f}")


if __name__ == "__main__":
    main()
