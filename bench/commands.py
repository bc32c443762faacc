"""What each command takes on the real graph, from process start; medians of five, with rdflib reading the graph as the peer.

python bench/commands.py
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
PEER = [sys.executable, "-c", "from rdflib import Graph; Graph().parse('data/triples.ttl')"]
AS_A_USER = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # with bytecode at hand
RUNS = 5
PORT = 8137


def ran(folder: Path, command: list[str]) -> Callable[[], None]:
    """Return what runs a command in the folder to its end."""
    return lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True, env=AS_A_USER) and None


def answered(folder: Path) -> None:
    """Start the server and stop it when it has given its first page."""
    with subprocess.Popen([*KG, "serve", "--port", str(PORT)], cwd=folder, stderr=subprocess.DEVNULL, env=AS_A_USER) as server:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/").read()
                break
            except OSError:
                time.sleep(0.01)
        server.terminate()


def built_anew(folder: Path) -> None:
    """Make a release where there is none."""
    shutil.rmtree(folder / "releases", ignore_errors=True)
    ran(folder, [*KG, "build"])()


def seconds(act: Callable[[], None]) -> float:
    """Return the median time an act takes."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a line per command: seconds, and how many times what rdflib takes to read the graph."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "data", folder / "data")
        ran(folder, [*KG, "export", "--tables", "tables"])()
        acts: dict[str, Callable[[], None]] = {
            "rdflib reads the graph": ran(folder, PEER),
            "kg query (a saved question)": ran(folder, [*KG, "query", "doelen-van-initiatief"]),
            "kg check": ran(folder, [*KG, "check"]),
            "kg export": ran(folder, [*KG, "export", "--tables", "tables"]),
            "kg import (all tables again)": ran(folder, [*KG, "import", "tables"]),
            "kg build": lambda: built_anew(folder),
            "kg serve to its first page": lambda: answered(folder),
        }
        taken = {act: seconds(each) for act, each in acts.items()}
    peer = taken["rdflib reads the graph"]
    for act, median in taken.items():
        print(f"{act}\t{median:.2f} s\t{median / peer:.2f}")


if __name__ == "__main__":
    main()
