"""How fast `kg site` writes a site, and writes it again: `python bench/site.py [GRAPH.nt] [--processes N]`, the real graph by default.

Prints files and HTML pages a second, the memory of all processes together after a tenth of the documents, after half and at the
end (on Linux), and what a second writing costs: without a change, and after one name has changed. `--once` leaves that out.
The site goes to a temporary folder: the real graph needs about 1.5 GB there. A larger graph comes from bench/synthetic.py.
"""

import argparse
import os
import re
import tempfile
import time
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.site.answers import Origin
from kg.site.writing import Written, write_site

ROOT = Path(__file__).parents[1]
KIB_PER_MIB = 1024
NAME, OTHER = '"Regiodeal Twente"@nl', '"Regio Deal Twente"@nl'


def released(graph: Path, out: Path) -> Release:
    return build_release(Sources((*model_files(), graph), (asset("ontology") / "shapes.ttl",), asset("queries")), out, allow_invalid=True)


def timed(release: Release, out: Path, processes: int, told: str) -> Written:
    held: dict[int, int] = {}

    def tell(done: int, total: int) -> None:
        reached = max((share for share in (10, 50, 100) if done * 100 >= share * total), default=0)
        if reached and reached not in held:
            held[reached] = sum(resident_mib(pid) for pid in (os.getpid(), *(each.pid or 0 for each in active_children())))

    start = time.perf_counter()
    made = write_site(Origin(release.folder, asset("queries"), ROOT / "data" / "publication.toml"), out, tell, processes)
    seconds = time.perf_counter() - start
    pages = sum(1 for _ in out.rglob("index.html"))
    memory = ", ".join(f"{mib} MiB at {share}%" for share, mib in held.items())
    print(
        f"{told}: {seconds:.1f} s, {made.files / seconds:.0f} files/s, {pages / seconds:.0f} of them HTML pages; "
        f"{made.files} files, {made.changed} written, {made.removed} removed; {memory}",
        flush=True,
    )
    return made


def resident_mib(pid: int) -> int:
    """Return the memory of a process, 0 where the system does not tell."""
    with suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
        return int(found[1]) // KIB_PER_MIB if found else 0
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "data" / "triples.ttl")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--once", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, releases = Path(folder) / "site", Path(folder) / "releases"
        first = released(given.graph, releases)
        print(f"{given.graph.name}: {first.manifest['triples']} triples, {given.processes} processes")
        timed(first, out, given.processes, "first")
        if given.once:
            return
        timed(first, out, given.processes, "again, nothing changed")
        text = given.graph.read_text(encoding="utf-8")
        if NAME in text:
            edited = Path(folder) / f"edited{given.graph.suffix}"
            edited.write_text(text.replace(NAME, OTHER), encoding="utf-8")
            timed(released(edited, releases), out, given.processes, "again, one name changed")


if __name__ == "__main__":
    main()
