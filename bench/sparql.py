"""Queries a second over HTTP: `kg serve` with all limits on, against oxigraph serve and rdflib-endpoint, on one synthetic graph.

python bench/sparql.py [--quick] [--systems ours,oxigraph] [--mix light,lookup] [--connections 1,8,32] [--rounds 5] …

Rounds take turns between the systems; a ratio is the median over the rounds of ours divided by the
peer's. Needs wrk (Debian's package wrk). README.md beside this tells what is asked and why.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import synthetic
from endpoints.load import Requests, Run, needed, run
from endpoints.questions import KINDS, initiatives, mixes, not_modified, same
from endpoints.streaming import streamed
from endpoints.systems import SYSTEMS, Graph, Running, chosen, running

KG = [sys.executable, "-c", "from kg.cli import main; main()"]
MIXES = ("light", *KINDS, "repeated", "not-modified")
STREAMED = "rows"
PEERS = ("oxigraph", "oxigraph-disk", "rdflib-endpoint")
GOALS = (
    ("light", "oxigraph", 0.95),
    ("lookup", "oxigraph", 0.35),
    ("repeated", "oxigraph", 3.0),
    ("light", "rdflib-endpoint", 25.0),
    ("repeated", "rdflib-endpoint", 100.0),
)
FIRST_BYTE_MS = 50
MORE_MIB = 50


@dataclass(slots=True)
class Compared:
    """The runs of one mix at one number of connections, by system."""

    mix: str
    connections: int
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def ratio(self, peer: str, what: str = "per_s") -> float | None:
        """Return how many times the peer's throughput, or what else a run tells, ours is; nothing unless both ran."""
        if peer == "ours" or not {"ours", peer} <= self.runs.keys():
            return None
        pairs = zip(self.runs["ours"], self.runs[peer], strict=False)
        ratios: list[float] = [getattr(ours, what) / max(1e-9, getattr(theirs, what)) for ours, theirs in pairs]
        return statistics.median(ratios)


def graph(triples: int, folder: Path) -> Graph:
    """Return a release of a synthetic graph of this size, made when the folder has none."""
    home = folder / str(triples)
    file, releases = home / "synthetic.ttl", home / "releases"
    home.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        tell(f"a synthetic graph of {synthetic.write(triples, file)} triples")
    if not any(releases.glob("*/graph.nt")):
        tell("a release of it (once; minutes for a million triples)")
        subprocess.run([*KG, "build", "--graph", str(file), "--out", str(releases)], check=True, stdout=subprocess.DEVNULL)
    return Graph(file, next(releases.glob("*/graph.nt")).parent, home)


def measured(systems: list[Running], mix: str, requests: dict[str, Requests], asked: argparse.Namespace) -> Iterator[Compared]:
    """Yield what each number of connections gives; each system is asked once before it counts."""
    for connections in asked.connections:
        compared = Compared(mix, connections)
        able = [system for system in systems if system.name in requests]
        for number in range(asked.rounds + 1):
            for system in able:
                if number > max(2, asked.rounds // 2) and system.system.slow:
                    continue  # it takes its time, and the median of a few rounds is steady enough
                found = run(system, requests[system.name], connections, asked.seconds * (4 if system.system.slow else 1))
                system.settle()
                if number:
                    compared.runs.setdefault(system.name, []).append(found)
        yield compared


def told(compared: Compared) -> None:
    """Print a line for each system."""
    for name, runs in compared.runs.items():
        middle = [statistics.median(getattr(each, what) for each in runs) for what in ("per_s", "p50_ms", "p95_ms", "cpu_us", "load_share")]
        values = "{:.0f}/s\tp50 {:.2f} ms\tp95 {:.2f} ms\tserver {:.0f} µs\twrk {:.0%}".format(*middle)
        ratio, cpu = compared.ratio(name), compared.ratio(name, "cpu_us")
        against = f"\tours is {ratio:.2f} times it, with {cpu:.2f} times its processor time" if ratio and cpu else ""
        print(f"{compared.mix}\t{compared.connections} at a time\t{name}\t{values}{against}", flush=True)


def long_answers(systems: list[Running], runs: int) -> list[str]:
    """Print how a million rows stream from each system, and return the lines about goals of ours."""
    lines = []
    for system in systems:
        if system.system.slow:
            continue
        found = streamed(system, runs)
        size = f"{found.mib:.0f} MiB in {found.whole_s:.1f} s"
        print(f"{STREAMED}\t{system.name}\tfirst byte {found.first_byte_ms:.1f} ms\t{size}\t{found.more_mib:+.1f} MiB memory", flush=True)
        if system.name == "ours":
            lines.append(
                verdict("first byte of a million rows, ms", found.first_byte_ms, found.first_byte_ms < FIRST_BYTE_MS, f"< {FIRST_BYTE_MS}")
            )
            lines.append(verdict("memory while they stream, MiB", found.more_mib, found.more_mib < MORE_MIB, f"< {MORE_MIB}"))
    return lines


def verdicts(all_compared: Iterable[Compared]) -> Iterator[str]:
    """Yield a line for each goal and number of connections."""
    for compared in all_compared:
        for mix, peer, least in GOALS:
            ratio = compared.ratio(peer)
            if compared.mix == mix and ratio is not None:
                yield verdict(f"{mix}, {compared.connections} at a time, times {peer}", ratio, ratio >= least, f">= {least:g}")


def verdict(what: str, value: float, met: bool, goal: str) -> str:  # noqa: FBT001 - it is what the line tells
    return f"{'met' if met else 'NOT MET'}\t{what}\t{value:.2f}\tgoal {goal}"


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def compare(asked: argparse.Namespace) -> None:
    """Print a line for each mix, number of connections and system, then the goals."""
    made = graph(asked.triples, asked.folder)
    things = initiatives(made.ntriples)
    tell("the systems start and load")
    with running(chosen(asked.systems, asked.serve_option), made, asked.port) as systems:
        rows = same(systems, things)
        tell(", ".join(f"{kind} {mean:.1f}" for kind, mean in rows.items()) + " rows or triples on average; all systems answer alike")
        print(
            f"{asked.triples:,} triples, {len(things):,} things asked about, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}"
        )
        all_compared = []
        for mix in asked.mix:
            if mix == STREAMED:
                continue
            for compared in measured(systems, mix, requests_by_system(systems, mix, things, made.folder), asked):
                told(compared)
                all_compared.append(compared)
        lines = long_answers(systems, min(3, asked.rounds)) if STREAMED in asked.mix else []
    print(*verdicts(all_compared), *lines, sep="\n")


def requests_by_system(systems: list[Running], mix: str, things: list[str], folder: Path) -> dict[str, Requests]:
    """Return what each system is asked; a client that holds the answers asks only systems with entity tags."""
    all_mixes = mixes(things, folder)
    if mix != "not-modified":
        return {system.name: all_mixes[mix] for system in systems}
    tagged = {system.name: not_modified(system, all_mixes["repeated"], folder / f"{mix}-{system.name}.txt") for system in systems}
    held = {name: requests for name, requests in tagged.items() if requests}
    return held | {system.name: all_mixes["repeated"] for system in systems if system.name not in held}


def words(text: str) -> list[str]:
    return text.split(",")


def numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare endpoints on light queries.")
    parser.add_argument("--quick", action="store_true", help="100,000 triples, ours and oxigraph, 2 rounds of 1 second: does it work?")
    parser.add_argument("--systems", type=words, help=f"of {','.join(SYSTEMS)}; all unless --quick")
    parser.add_argument("--mix", type=words, help=f"of {','.join(MIXES)} and {STREAMED} (a long answer); all")
    parser.add_argument("--connections", type=numbers, help="how many at a time: 1,8,32")
    parser.add_argument("--triples", type=int, help="the size of the graph: 1000000")
    parser.add_argument("--rounds", type=int, help="rounds that count: 5")
    parser.add_argument("--seconds", type=float, default=0, help="seconds a run takes: 4")
    parser.add_argument("--port", type=int, default=8160, help="the first port taken")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "kg-bench", help="where graphs and stores are kept")
    parser.add_argument("--serve-option", action="append", default=[], help="an option for kg serve, as in --serve-option=--answers=0")
    asked = parser.parse_args()
    quick = asked.quick
    asked.systems = asked.systems or (["ours", "oxigraph"] if quick else list(SYSTEMS))
    asked.mix = asked.mix or [*MIXES, STREAMED]
    asked.connections = asked.connections or ([8] if quick else [1, 8, 32])
    asked.triples = asked.triples or (100_000 if quick else 1_000_000)
    asked.rounds = asked.rounds or (2 if quick else 5)
    asked.seconds = asked.seconds or (1 if quick else 4)
    if unknown := {*asked.systems} - SYSTEMS.keys() | {*asked.mix} - {*MIXES, STREAMED}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    needed()
    compare(arguments())
