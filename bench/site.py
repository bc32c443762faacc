"""How fast `kg site` writes a site, and writes it again: `python bench/site.py [GRAPH.nt] [--processes N]`, the real graph by default.

Prints files and HTML pages a second, the most memory that one process held, and what a second writing costs: without
a change, and after one name has changed. The site goes to a temporary folder: the real graph needs about 1.5 GB there.
"""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.site.answers import Origin
from kg.site.writing import Written, write_site

ROOT = Path(__file__).parents[1]
MIB = 1024
NAME, OTHER = '"Regiodeal Twente"@nl', '"Regio Deal Twente"@nl'


def released(graph: Path, out: Path) -> Release:
    return build_release(Sources((*model_files(), graph), (asset("ontology") / "shapes.ttl",), asset("queries")), out, allow_invalid=True)


def timed(release: Release, out: Path, processes: int, told: str) -> Written:
    start = time.perf_counter()
    made = write_site(
        Origin(release.folder, asset("queries"), ROOT / "data" / "publication.toml"), out, lambda _done, _all: None, processes
    )
    seconds = time.perf_counter() - start
    pages = sum(1 for _ in out.rglob("index.html"))
    held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / MIB
    print(
        f"{told}: {seconds:.1f} s, {made.files / seconds:.0f} files/s, {pages / seconds:.0f} of them pages; "
        f"{made.files} files, {made.changed} written, {made.removed} removed; at most {held:.0f} MiB in a process"
    )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "data" / "triples.ttl")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, releases = Path(folder) / "site", Path(folder) / "releases"
        first = released(given.graph, releases)
        print(f"{given.graph.name}: {first.manifest['triples']} triples, {given.processes} processes")
        timed(first, out, given.processes, "first")
        timed(first, out, given.processes, "again, nothing changed")
        text = given.graph.read_text(encoding="utf-8")
        if NAME in text:
            edited = Path(folder) / f"edited{given.graph.suffix}"
            edited.write_text(text.replace(NAME, OTHER), encoding="utf-8")
            timed(released(edited, releases), out, given.processes, "again, one name changed")


if __name__ == "__main__":
    main()
