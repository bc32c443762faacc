"""The questions: light ones about many things, as lines of a file that the load generator reads, and whether all answer them alike."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from endpoints.load import Requests
from endpoints.systems import Running

LIGHT = Path(__file__).parents[1] / "light"
KINDS = ("lookup", "describe", "partners", "page", "ego")
REPEATED = 50
_THING = re.compile(rb"<([^>]+)> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://samenspel.example.org/def#Initiative> \.")
_SAMPLE = 10


def initiatives(graph: Path) -> list[str]:
    """Return the initiatives in a file of N-Triples, in an order that is no order but the same every time."""
    with graph.open("rb") as lines:
        found = sorted(match[1].decode() for match in map(_THING.match, lines) if match)
    random.Random(1).shuffle(found)
    return found


def paths(kind: str, things: list[str]) -> list[str]:
    """Return a query about each thing as it stands in a URL."""
    text = " ".join(line for line in (LIGHT / f"{kind}.rq").read_text().splitlines() if not line.startswith("#"))
    query = re.sub(r"\s+", " ", text)
    return [quote(query.replace("$thing", f"<{thing}>"), safe="") for thing in things]


def mixes(things: list[str], folder: Path) -> dict[str, Requests]:
    """Return the mixes by name: `light` takes the kinds in turn, one thing after another; `repeated` is fifty of these again and again."""
    by_kind = {kind: paths(kind, things) for kind in KINDS}
    light = [by_kind[kind][number] for number in range(len(things)) for kind in KINDS]
    made = {"light": (light, True), **{kind: (found, True) for kind, found in by_kind.items()}, "repeated": (light[:REPEATED], False)}
    return {name: Requests(_written(folder / f"{name}.txt", lines), fresh) for name, (lines, fresh) in made.items()}


def not_modified(system: Running, repeated: Requests, file: Path) -> Requests | None:
    """Return the repeated questions as a client asks them that holds the answers; nothing of a system that answers without entity tags."""
    lines = []
    for path in repeated.file.read_text().splitlines():
        tag = system.answer(path)[1].get("etag", "")
        if system.answer(path, {"If-None-Match": tag})[0] != 304:
            return None
        lines.append(f"{path}\t{tag}")
    return Requests(_written(file, lines), fresh=False)


def same(systems: list[Running], things: list[str]) -> dict[str, float]:
    """Return how many rows or triples an answer of each kind has on average; stops when a system answers otherwise than the first."""
    rows = {}
    for kind in KINDS:
        answers = [_answers(system, paths(kind, things[:_SAMPLE])) for system in systems]
        for system, found in zip(systems, answers, strict=True):
            if found != answers[0]:
                raise SystemExit(f"{system.name} and {systems[0].name} do not answer {kind} alike")
        rows[kind] = sum(len(found) for found in answers[0]) / _SAMPLE
    return rows


def _answers(system: Running, asked: list[str]) -> list[list[str]]:
    return [sorted(_parts(body)) for status, _, body in map(system.answer, asked) if status == 200]


def _parts(body: bytes) -> Iterator[str]:
    """Yield the rows of a JSON answer, or the triples of an N-Triples one, in one form."""
    if body[:1] != b"{":
        yield from {line.encode().decode("unicode-escape") for line in body.decode().splitlines() if line.strip()}
        return
    for row in json.loads(body)["results"]["bindings"]:
        yield json.dumps({name: (term["type"], term["value"], term.get("xml:lang")) for name, term in row.items()}, sort_keys=True)


def _written(file: Path, lines: list[str]) -> Path:
    file.write_text("\n".join(lines) + "\n")
    return file
