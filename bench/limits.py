"""How light queries fare while others run away: latencies of light queries, idle and under runaway load, and their ratio.

python bench/limits.py
"""

import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
LIMIT_S = 5
LIGHT = """
PREFIX beleid: <https://samenspel.example.org/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?doel ?naam WHERE { ?doel a beleid:Goal ; rdfs:label ?naam } ORDER BY ?naam LIMIT 20
"""
RUNAWAY = {
    "cross product, sorted": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "distinct of a cross product": "SELECT (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT ?a ?d ?f WHERE { ?a ?b ?c . ?d ?e ?f } } }",
    "paths without end": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }",
    "heavy regex": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(.*a){12}(.*b){12}$')) }",
    "large graph, slow reader": "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
}
LIGHT_QUERIES = 200


def ask(port: int, query: str, address: str, *, slowly: bool = False) -> int:
    """Return the status of an answer, 0 when it broke off."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120, source_address=(address, 0))
    try:
        connection.request("GET", f"/sparql?{urlencode({'query': query})}", headers={"Accept": "text/csv, application/n-triples"})
        response = connection.getresponse()
        while response.read(65536):
            if slowly:
                time.sleep(0.1)
    except (OSError, HTTPException):
        return 0
    else:
        return response.status
    finally:
        connection.close()


def light(port: int) -> list[float]:
    """Return how long light queries of one client take, in milliseconds, one after the other; each is new to the endpoint."""
    taken = []
    for _ in range(LIGHT_QUERIES):
        begin = time.perf_counter()
        status = ask(port, f"{LIGHT}# {random.random()}", "127.0.5.1")
        taken.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            raise SystemExit(f"a light query got {status}")
        time.sleep(0.005)
    return taken


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def runaway(port: int, query: str, clients: int) -> None:
    """Ask the query again and again from so many clients until stdin closes; print the longest that one took."""
    stop, longest = threading.Event(), [0.0]

    def run(number: int) -> None:
        while not stop.is_set():
            begin = time.perf_counter()
            ask(port, query, f"127.0.6.{number % 200 + 1}", slowly="CONSTRUCT" in query)
            longest[0] = max(longest[0], time.perf_counter() - begin)
            time.sleep(0.05)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()
    print(longest[0])


def under(port: int, query: str, clients: int) -> tuple[list[float], float]:
    """Return the latencies of light queries while another process lets so many clients run away, and the longest that one of them took."""
    command = [sys.executable, __file__, str(port), query, str(clients)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as others:
        time.sleep(2)
        taken = light(port)
        longest, _ = others.communicate("")
    return taken, float(longest)


@contextmanager
def ended(server: "subprocess.Popen[str]") -> Iterator[None]:
    """Stop the server at the end, also when a measurement fails."""
    try:
        yield
    finally:
        server.terminate()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [*KG, "serve", "--port", "0", "--out", folder, "--query-time", str(LIMIT_S)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server, ended(server):
            told = next(line for line in server.stderr or () if "http://" in line)
            port = int(re.findall(r"127\.0\.0\.1:(\d+)", told)[0])
            light(port)
            idle = light(port)
            print(f"idle\tp50 {statistics.median(idle):.1f} ms\tp95 {p95(idle):.1f} ms")
            cases = [*((name, query, 4) for name, query in RUNAWAY.items()), ("200 clients at once", RUNAWAY["heavy regex"], 200)]
            for name, query, clients in cases:
                taken, longest = under(port, query, clients)
                ratio = p95(taken) / p95(idle)
                told_longest = f"longest runaway {longest:.1f} s (limit {LIMIT_S} s)"
                print(
                    f"{name}\tp50 {statistics.median(taken):.1f} ms\tp95 {p95(taken):.1f} ms\t{ratio:.1f} times idle\t{told_longest}",
                    flush=True,
                )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        runaway(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        main()
