"""Validating the real graph: our engine against pySHACL, once each, and whether they find the same.

python bench/validation.py    (pySHACL takes minutes)
"""

import time
from pathlib import Path

from pyshacl import validate as pyshacl
from rdflib import Graph
from rdflib.namespace import SH

from kg.review.shapes import validate
from kg.store.canonical import canonical

ROOT = Path(__file__).parents[1]
GRAPH = [ROOT / "ontology" / f"{name}.ttl" for name in ("vocabulary", "schemes", "links")] + [ROOT / "data" / "triples.ttl"]
SHAPES = ROOT / "ontology" / "shapes.ttl"


def main() -> None:
    """Print the seconds and the number of findings of both."""
    text = canonical(GRAPH).decode()
    start = time.perf_counter()
    ours = len(validate(text, [SHAPES]).findings)
    middle = time.perf_counter()
    _, report, _ = pyshacl(Graph().parse(data=text, format="nt"), shacl_graph=Graph().parse(SHAPES), inference="none")
    theirs = len(set(report.subjects(SH.resultSeverity))) if isinstance(report, Graph) else 0
    took, peer = middle - start, time.perf_counter() - middle
    print(f"shacl\t{took:.2f} s\t{ours} findings\npySHACL\t{peer:.0f} s\t{theirs} findings\tratio {peer / took:.0f}")


if __name__ == "__main__":
    main()
