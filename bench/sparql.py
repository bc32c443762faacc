"""Queries a second of `kg serve` and `oxigraph serve` over one graph: light queries, each new to the server, and the same again.

python bench/sparql.py [GRAPH.nt]

Without a file it takes the newest release in releases/. Both answer from memory, over kept connections, with the same Accept, in
rounds that take turns; the load comes from wrk (Debian's package wrk). The figure is the median over the rounds of ours divided by theirs.
"""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import RdfFormat, Store

ROOT = Path(__file__).parents[1]
OURS, THEIRS = 8151, 8152
ACCEPT = "application/sparql-results+json, application/n-triples"
ROUNDS, SECONDS = 5, 4
CONNECTIONS = (1, 8, 32)
PREFIXES = (
    "PREFIX beleid: <https://samenspel.example.org/def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: "
    "<http://purl.org/dc/terms/> PREFIX m8g: <http://data.europa.eu/m8g/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
KINDS = {
    "lookup": "SELECT ?name WHERE { <$> rdfs:label ?name }",
    "describe": "SELECT ?property ?value WHERE { <$> ?property ?value }",
    "partners": (
        "SELECT ?partner ?name ?role ?source WHERE { <$> m8g:hasParticipation ?part . "
        "?part m8g:hasParticipant ?partner ; m8g:role/skos:prefLabel ?role ; "
        "beleid:evidencedBy/dcterms:isPartOf/dcterms:title ?source . ?partner rdfs:label ?name FILTER(LANG(?role) = 'nl') }"
    ),
    "page": (
        "SELECT * WHERE { <$> rdfs:label ?name . OPTIONAL { <$> dcterms:description ?what } "
        "OPTIONAL { <$> beleid:owner ?owner . ?owner rdfs:label ?ownerName } "
        "OPTIONAL { <$> beleid:contributesTo ?goal . ?goal rdfs:label ?goalName } OPTIONAL { <$> beleid:evidencedBy ?passage . "
        "?passage beleid:locator ?place ; dcterms:isPartOf ?document . ?document dcterms:title ?source } "
        "OPTIONAL { <$> beleid:hasStatusAssertion ?said . ?said beleid:assertedStatus/skos:prefLabel ?status } }"
    ),
    "ego": (
        "CONSTRUCT { <$> ?p ?near . ?near ?q ?far } WHERE { { <$> ?p ?near FILTER(ISIRI(?near)) } "
        "OPTIONAL { ?near ?q ?far FILTER(ISIRI(?far) && STRSTARTS(STR(?far), 'https://samenspel.example.org/id/')) } }"
    ),
}
THINGS = "SELECT ?thing WHERE { ?thing a <https://samenspel.example.org/def#Initiative> } ORDER BY ?thing"
LUA = """
local paths, at = {}, START
for line in io.lines("FILE") do paths[#paths + 1] = line end
wrk.headers["Accept"] = "ACCEPT"
request = function()
  at = at + 1
  return wrk.format("GET", PLACE .. paths[(at - 1) % #paths + 1] .. UNIQUE)
end
"""


def newest() -> Path:
    found = sorted(ROOT.glob("releases/*/graph.nt"), key=lambda file: file.stat().st_mtime)
    if not found:
        raise SystemExit("no release in releases/; run kg build first, or name a graph")
    return found[-1]


@contextmanager
def servers(graph: Path, folder: Path) -> Iterator[dict[str, str]]:
    """Start both over the graph, and give the path before a query of each."""
    binaries = Path(sys.executable).parent
    ours = [sys.executable, str(Path(__file__)), "--serve", str(graph)]
    theirs = [str(binaries / "oxigraph"), "serve", "--bind", f"127.0.0.1:{THEIRS}"]
    log = (folder / "log").open("wb")
    with subprocess.Popen(ours, stderr=log) as first, subprocess.Popen(theirs, stderr=log, stdout=log) as second:
        try:
            wait(f"http://127.0.0.1:{THEIRS}/")
            load = urllib.request.Request(
                f"http://127.0.0.1:{THEIRS}/store?default", graph.read_bytes(), {"Content-Type": "application/n-triples"}
            )
            urllib.request.urlopen(load)
            wait(f"http://127.0.0.1:{OURS}/sparql?query=ASK%7B%7D")
            yield {"ours": f"http://127.0.0.1:{OURS}/sparql?query=", "theirs": f"http://127.0.0.1:{THEIRS}/query?query="}
        finally:
            first.terminate()
            second.terminate()


def wait(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def serve(graph: Path) -> None:
    """Be our server over a file of triples, with all limits on."""
    import uvicorn  # noqa: PLC0415 - only the process that serves needs it

    from kg.store.queries import Queries  # noqa: PLC0415
    from kg.store.workers.limits import Limits  # noqa: PLC0415
    from kg.store.workers.sandbox import Sandbox  # noqa: PLC0415
    from kg.web.answers import Answers  # noqa: PLC0415
    from kg.web.asking import InWorkers  # noqa: PLC0415
    from kg.web.plain import PlainQueries  # noqa: PLC0415
    from kg.web.sandbox import create_sandbox_app  # noqa: PLC0415

    base = "https://samenspel.example.org"
    sandbox = Sandbox([graph], base, Limits())
    inner = create_sandbox_app(sandbox, base, Queries(ROOT / "queries"))
    app = PlainQueries(inner, InWorkers(sandbox, base), Answers(64 * 1024 * 1024))  # as create_app does it
    uvicorn.run(app, port=OURS, log_level="error")


def things(graph: Path) -> list[str]:
    store = Store()
    store.bulk_load(path=str(graph), format=RdfFormat.N_TRIPLES)
    found = [solution["thing"].value for solution in store.query(THINGS)]
    random.Random(1).shuffle(found)
    return found


def same(addresses: dict[str, str], paths: list[str]) -> None:
    """Stop when the two do not answer alike."""
    for path in paths[:20]:
        counts = []
        for address in addresses.values():
            request = urllib.request.Request(address + path, headers={"Accept": "application/sparql-results+json, application/n-triples"})
            body = urllib.request.urlopen(request).read()
            counts.append(len(json.loads(body)["results"]["bindings"]) if body[:1] == b"{" else len(set(body.splitlines())))
        if counts[0] != counts[1]:
            raise SystemExit(f"they differ: {counts} on {path[:200]}")


def rate(address: str, paths: Path, connections: int, *, unique: bool) -> float:
    """Return the requests a second; a unique comment behind each makes it new to the server."""
    host, _, place = address.partition("//")[2].partition("/")
    script = paths.with_suffix(".lua")
    start = random.randrange(1_000_000)
    extra = '"%20%23" .. at' if unique else '""'
    filled = LUA.replace("START", str(start)).replace("FILE", str(paths)).replace("ACCEPT", ACCEPT)
    script.write_text(filled.replace("PLACE", f'"/{place}"').replace("UNIQUE", extra))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", str(script), f"http://{host}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(said)
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def compare(addresses: dict[str, str], paths: Path, connections: int, *, unique: bool) -> str:
    rates: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            rates[name].append(rate(address, paths, connections, unique=unique))
    ratio = statistics.median(ours / theirs for ours, theirs in zip(rates["ours"], rates["theirs"], strict=True))
    return f"{statistics.median(rates['ours']):,.0f}/s\t{statistics.median(rates['theirs']):,.0f}/s\t{ratio:.2f}"


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--serve"]:
        serve(Path(arguments[1]))
        return
    if not shutil.which("wrk"):
        raise SystemExit("this needs wrk: apt-get install wrk")
    graph = Path(arguments[0]) if arguments else newest()
    with tempfile.TemporaryDirectory() as name, servers(graph, Path(name)) as addresses:
        found, files = things(graph), {}
        for kind, query in KINDS.items():
            files[kind] = Path(name) / f"{kind}.txt"
            files[kind].write_text("\n".join(quote(PREFIXES + query.replace("$", thing), safe="") for thing in found))
            same(addresses, files[kind].read_text().splitlines())
        mixed = [line for lines in zip(*(file.read_text().splitlines() for file in files.values()), strict=True) for line in lines]
        files["mix"] = Path(name) / "mix.txt"
        files["mix"].write_text("\n".join(mixed))
        print(f"{graph.name}, {len(found)} things, {os.cpu_count()} cores\tkg serve\toxigraph serve\tratio")
        for connections in CONNECTIONS:
            for kind, file in files.items():
                told = compare(addresses, file, connections, unique=True)
                print(f"{kind}, {connections} at a time, each new", told, sep="\t", flush=True)
            files["again"] = Path(name) / "again.txt"
            files["again"].write_text("\n".join(mixed[:50]))
            told = compare(addresses, files["again"], connections, unique=False)
            print(f"fifty of the mix again and again, {connections} at a time", told, sep="\t", flush=True)
            del files["again"]


if __name__ == "__main__":
    main(sys.argv[1:])
