"""What a page about a thing takes on the server, and what it weighs: `python bench/pages.py [GRAPH] [--sample N] [--kinds K,L] [--peer]`.

A sample of all things of the graph (the real one by default; --sample 0 takes all), in turns: ours made anew, ours kept, and as the
peer rdflib with Jinja: all triples from and to the thing, each with the names of what it points at, as one table, which is the least
that a page about linked data shows. Ours is timed from the moment the ASGI application is called until it has sent all: routing,
negotiation, headers, coding and the hop to the thread that makes the page; not the hop of whoever calls it here.
Weighs the page as it is sent (gzip) together with the style, the scripts and the letters it asks for. Ends with the goals.
"""

import argparse
import gzip
import os
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import Environment
from rdflib import DCTERMS, RDFS, SKOS, Graph, URIRef
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.publish.inventory import things
from kg.publish.links import kind_of, path_of
from kg.publish.released import opened
from kg.store.queries import Queries
from kg.web.app import create_app
from kg.web.calling import Call, calling

ROOT = Path(__file__).parents[1]
ACCEPT: Mapping[str, str] = {"Accept": "text/html", "Accept-Encoding": "gzip"}
GOAL_P50_MS, GOAL_P95_MS, GOAL_KB = 5.0, 20.0, 200.0
_ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"')
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ name }}</title></head><body><h1>{{ name }}</h1>
<table>{% for one, relation, other in said %}<tr><td>{{ one[1] }}</td><td><a href="{{ relation[0] }}">{{ relation[1] }}</a></td>
<td>{% if other[0] %}<a href="{{ other[0] }}">{{ other[1] }}</a>{% else %}{{ other[1] }}{% endif %}</td></tr>{% endfor %}</table>
</body></html>"""


@dataclass(slots=True)
class Taken:
    """How long each page took and how much of the processor, in milliseconds, by who made it; what the pages of ours weigh, in kB."""

    ms: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    kb: dict[str, float] = field(default_factory=dict)
    made: dict[str, float] = field(default_factory=dict)


def released(graph: Path, out: Path) -> Release:
    return build_release(Sources((*model_files(), graph), (asset("ontology") / "shapes.ttl",), asset("queries")), out, allow_invalid=True)


class Clock:
    """Times each request to the application within it, in milliseconds and in those of the processor; the last one is in `times`."""

    def __init__(self, app: ASGIApp, times: list[tuple[float, float]]) -> None:
        self._app = app
        self._times = times

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        start, used = time.perf_counter(), time.process_time()
        await self._app(scope, receive, send)
        self._times[:] = [((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000)]


@contextmanager
def serving(release: Release, answers_mib: int) -> Iterator[tuple[Call, list[tuple[float, float]]]]:
    """Yield what calls our application over a release, which keeps so many MiB of pages, and where the time of the last call stands."""
    library, times = opened(release, Queries(asset("queries"))), list[tuple[float, float]]()
    app = create_app(library, answers_mib=answers_mib)
    app.add_middleware(Clock, times=times)
    with closing(library.index), calling(app) as call:
        yield call, times


def described(graph: Graph) -> Callable[[URIRef], str]:
    """Return the peer: what makes a page of the triples from and to a thing, with rdflib and Jinja."""
    template = Environment(autoescape=True).from_string(_PAGE)

    def name(term: object) -> tuple[str, str]:
        if not isinstance(term, URIRef):
            return "", str(term)
        labels = (graph.value(term, naming) for naming in (RDFS.label, SKOS.prefLabel, DCTERMS.title))
        return str(term), str(next((label for label in labels if label is not None), term))

    def page(iri: URIRef) -> str:
        said = sorted([*graph.triples((iri, None, None)), *graph.triples((None, None, iri))])
        return template.render(name=name(iri)[1], said=[tuple(map(name, triple)) for triple in said])

    return page


def timed(make: Callable[[], object]) -> tuple[float, float]:
    """Return how long it took and how much of the processor it took, in milliseconds."""
    start, used = time.perf_counter(), time.process_time()
    make()
    return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000


def measured(release: Release, sample: list[URIRef], peer: Callable[[URIRef], str] | None) -> Taken:
    """Return what each page took: all make each page in turn, and the first of each kind does not count."""
    taken, known = Taken(), set()
    with serving(release, 0) as (anew, of_anew), serving(release, 256) as (kept, of_kept):
        for iri in sample:
            path = f"/doc/{path_of(iri)}"
            if kind_of(iri) not in known:
                known.add(kind_of(iri))
                anew(path, ACCEPT)
            taken.kb[path] = weight(kept(path, ACCEPT).body, kept)
            for name, call, times in (("anew", anew, of_anew), ("kept", kept, of_kept)):
                call(path, ACCEPT)
                taken.ms[name].extend(times)
            taken.made[path] = taken.ms["anew"][-1][0]
            if peer:
                taken.ms["rdflib"].append(timed(partial(peer, iri)))
    return taken


def weight(body: bytes, call: Call) -> float:
    """Return the kB of a page with all that it asks for, as sent; of the letters those that every page is set in."""
    assets = dict.fromkeys(_ASSET.findall(gzip.decompress(body).decode()))
    sent = (len(call(f"/static/{name}", {"Accept-Encoding": "gzip"}).body) for name in assets)
    return (len(body) + sum(sent)) / 1000


def told(taken: Taken) -> Iterator[str]:
    """Yield a line for each maker, the heaviest and the slowest pages, and the goals."""
    for name, times in taken.ms.items():
        for what, part in (("", 0), (" of the processor", 1)):
            steps = statistics.quantiles((each[part] for each in times), n=100)
            yield f"{name}{what}\tp50 {steps[49]:.2f} ms\tp95 {steps[94]:.2f} ms\tp99 {steps[98]:.2f} ms"
    for kind, paths in sorted(by_kind(taken.made).items()):
        own = sorted(taken.made[path] for path in paths)
        yield f"anew\t{kind}\t{len(own)} pages\tp50 {statistics.median(own):.2f} ms\tp95 {own[int(0.95 * (len(own) - 1))]:.2f} ms"
    for what, values, unit in (("slowest", taken.made, "ms"), ("heaviest", taken.kb, "kB")):
        for path in sorted(values, key=values.__getitem__, reverse=True)[:3]:
            yield f"{what}\t{values[path]:.1f} {unit}\t{path}"
    steps = statistics.quantiles((wall for wall, _ in taken.ms["anew"]), n=100)
    yield verdict("page made anew, p50, ms", steps[49], GOAL_P50_MS)
    yield verdict("page made anew, p95, ms", steps[94], GOAL_P95_MS)
    yield verdict("heaviest page with all it asks for, kB", max(taken.kb.values()), GOAL_KB)


def by_kind(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.split("/")[2]].append(path)
    return found


def verdict(what: str, value: float, most: float) -> str:
    return f"{'met' if value < most else 'NOT MET'}\t{what}\t{value:.2f}\tgoal < {most:g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "data" / "triples.ttl", help="the real graph unless given")
    parser.add_argument("--sample", type=int, default=500, help="how many things; 0 is all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", help="only things of these kinds: initiatief,organisatie")
    parser.add_argument(
        "--peer", action="store_true", help="rdflib with Jinja beside it: it reads the graph first, minutes for a million triples"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        release = released(given.graph, Path(folder))
        library = opened(release, Queries(asset("queries")))
        with closing(library.index):
            found = [iri for iri in things(library) if "#" not in iri and (not given.kinds or kind_of(iri) in given.kinds.split(","))]
        sample = random.Random(given.seed).sample(found, given.sample) if 0 < given.sample < len(found) else found
        peer = described(Graph().parse(release.graph_files[0], format="nt")) if given.peer else None
        told_of = f"{release.manifest['triples']} triples, {len(sample)} of {len(found)} things"
        print(f"{given.graph.name}: {told_of}, load {os.getloadavg()[0]:.1f}")
        print(*told(measured(release, sample, peer)), sep="\n")


if __name__ == "__main__":
    main()
