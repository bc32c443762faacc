"""How fast the overview is on the screen, beside pyvis, sigma.js 3 and vis-network: `python bench/pictures.py [--sizes 500,5000,20000]`.

All draw the same graph in the same run, in Debian's Chromium without a graphics card, and take turns; a blank page shows the least that
this browser takes on this machine. A line per size and variant tells the seconds from navigation to the first full picture and until it
is settled (medians of --rounds), frames a second while it is dragged for --seconds, and what was sent (kB, gzip). Before that: how long
the layout took that a release has (not that of pyvis' default, which lays out in the browser), and all that a release does for it.
A variant that is not there within --limit seconds is told so. First: npm ci in bench/pictures (done when needed).
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError
from pyvis.network import Network as Pyvis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from synthetic import write

from kg.assets import asset, model_files
from kg.build.layout import overview
from kg.build.layout.drawing import arrangement
from kg.build.layout.islands import belonging
from kg.build.network import Network, projection
from kg.build.overview_file import OVERVIEW, Overview, overview_json
from kg.build.search_index import write_index
from kg.publish.library import Language, Library
from kg.publish.search import SearchIndex
from kg.publish.standalone import MOST_NODES, standalone
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.web.app import create_app

HERE = Path(__file__).parent / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",  # WebGL without a graphics card, or sigma.js draws nothing
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing comes from elsewhere
]
TRIPLES_PER_NODE = 29.7
COLOURS = {
    "doel": "#1d5fa3",
    "initiatief": "#0d6b58",
    "organisatie": "#96480f",
    "programma": "#5a4a9c",
    "indicator": "#8c2d6c",
    "resultaat": "#566100",
}
PAGE = (
    '<!doctype html><meta charset="utf-8"><title>{name}</title><style>html, body, #picture {{ height: 100%; margin: 0 }}</style>'
    '<div id="picture"></div><script type="module" src="{name}.js"></script>'
)
BLANK = (
    '<!doctype html><meta charset="utf-8"><title>blank</title><canvas width="600" height="600"></canvas>'
    '<script type="module">document.querySelector("canvas").getContext("2d").fillRect(0, 0, 1, 1);</script>'
)
FRAMES = """seconds => new Promise(done => {
  const gaps = []; const end = performance.now() + seconds * 1000; let last = performance.now();
  const frame = now => { gaps.push(now - last); last = now; now < end ? requestAnimationFrame(frame) : done(gaps); };
  requestAnimationFrame(frame); })"""
WATCH = """
const soon = then => requestAnimationFrame(() => requestAnimationFrame(then));
const watch = setInterval(() => {
  const stage = document.querySelector('.stage[data-settled]');
  if (stage) { [window.settled, window.first] = [stage.dataset.settled, stage.dataset.first].map(Number); clearInterval(watch); }
  if (HOW === 'physics' && typeof network === 'object' && network && network.body) {
    clearInterval(watch);
    network.once('stabilizationIterationsDone', () => soon(() => window.first = performance.now()));
    network.once('stabilized', () => window.settled = performance.now());
  }
  const canvas = HOW === 'canvas' && document.querySelector('canvas');
  if (canvas && canvas.width && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)) {
    clearInterval(watch);
    soon(() => window.first = window.settled = performance.now());
  }
}, 5);
"""


@dataclass(frozen=True)
class Variant:
    """Something to look at: its address, what is dragged on its page, how to see that it is there, and whether the network is off."""

    name: str
    address: str
    surface: str
    how: str = ""
    offline: bool = False


@dataclass(frozen=True)
class Seen:
    """What one visit took: seconds, frames a second, milliseconds of the longest gaps but 5%, bytes; None when it did not come in time."""

    first: float | None
    settled: float | None
    frames: float | None
    gap_ms: float | None
    sent: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="500,5000,20000", help="how many nodes, about")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--limit", type=float, default=60, help="seconds that a variant may take to come")
    parser.add_argument("--variants", default="a blank,overview,sigma,vis,pyvis,stand-alone", help="how their names begin")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        print("nodes\tedges\tvariant\tfirst (s)\tsettled (s)\tframes/s\tp95 gap (ms)\tsent (kB)", flush=True)
        for size in map(int, asked.sizes.split(",")):
            (own := Path(folder) / str(size)).mkdir()
            compare(browser, size, own, asked)
        browser.close()


def compare(browser: Browser, size: int, folder: Path, asked: argparse.Namespace) -> None:
    """Print a line for each variant of a graph of about so many nodes; the variants take turns."""
    endpoint, told, network = made(size, folder)
    with served(endpoint, told, network, folder) as there_are:
        variants = [variant for variant in there_are if variant.name.startswith(tuple(asked.variants.split(",")))]
        seen: dict[str, list[Seen]] = {variant.name: [] for variant in variants}
        for variant in variants:
            if variant.how != "physics":
                visit(browser, variant, asked)  # a first time that does not count
        for _ in range(asked.rounds):
            for variant in variants:
                if all(each.settled is not None for each in seen[variant.name]):  # what did not come once is not waited for again
                    seen[variant.name].append(visit(browser, variant, asked))
    for name, found in seen.items():
        cells = [number(found, asked.limit, lambda each: each.first, 2), number(found, asked.limit, lambda each: each.settled, 2)]
        cells += [number(found, None, lambda each: each.frames, 1), number(found, None, lambda each: each.gap_ms, 0)]
        print(len(told.marks), len(told.lines), name, *cells, round(found[0].sent / 1000), sep="\t", flush=True)


def number(found: list[Seen], limit: float | None, of: Callable[[Seen], float | None], digits: int) -> str:
    numbers = [value for each in found if (value := of(each)) is not None]
    if len(numbers) == len(found):
        return f"{statistics.median(numbers):.{digits}f}"
    return f"not within {limit:.0f} s" if limit else "–"


def install() -> None:
    """Install what is compared with, and bundle its pages."""
    npm = shutil.which("npm")
    if not npm:
        raise SystemExit("no npm here to install sigma.js and vis-network with")
    if not (HERE / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True, capture_output=True)


def made(size: int, folder: Path) -> tuple[LocalEndpoint, Overview, Network]:
    """Return a synthetic graph of about so many nodes, its overview and its network; prints how long the layout took, and all of it."""
    write(max(10_000, round(size * TRIPLES_PER_NODE)), folder / "graph.nt")
    endpoint, queries = open_files([*model_files(), folder / "graph.nt"]), Queries(asset("queries"))
    network = projection(endpoint, queries)
    known, begun = belonging(endpoint, queries), time.perf_counter()
    arrangement(network, known)
    laid_out, begun = time.perf_counter() - begun, time.perf_counter()
    told = overview(endpoint, queries)
    took = f"laid out in {laid_out:.2f} s, the whole overview made in {time.perf_counter() - begun:.2f} s"
    print(f"# {len(told.marks)} nodes, {len(told.lines)} edges: {took}", flush=True)
    return endpoint, told, network


@contextmanager
def served(endpoint: LocalEndpoint, told: Overview, network: Network, folder: Path) -> Iterator[list[Variant]]:
    """Serve our pages and those of the others, and give what there is to look at."""
    (release := folder / "release").mkdir()
    (release / OVERVIEW).write_text(overview_json(told), encoding="utf-8")
    queries = Queries(asset("queries"))
    write_index(endpoint, queries, folder / "search.sqlite")
    index = SearchIndex(folder / "search.sqlite")
    ours = create_app(Library(endpoint, queries, index, {"release": "synthetic"}, folder=release))
    (pages := folder / "pages").mkdir()
    others(told, network, pages)
    static = Starlette(routes=[Mount("/", StaticFiles(directory=pages))], middleware=[Middleware(GZipMiddleware)])
    with listening(ours) as here, listening(static) as there:
        variants = [
            Variant("a blank page", f"{there}/blank.html", "canvas", "canvas"),
            Variant("overview", f"{here}/overzicht", ".stage"),
            Variant("sigma.js 3", f"{there}/sigma.html", "#picture"),
            Variant("vis-network", f"{there}/vis.html", "#picture"),
            Variant("pyvis default", f"{there}/pyvis.html", "#mynetwork", how="physics"),
        ]
        if (pages / "standalone.html").is_file():
            variants.append(Variant("stand-alone, from file", (pages / "standalone.html").as_uri(), "canvas", "canvas", offline=True))
        yield variants
    index.close()


def others(told: Overview, network: Network, pages: Path) -> None:
    """Write the pages of the others: the same nodes with the same places and names, the same edges."""
    esbuild = HERE / "node_modules" / ".bin" / "esbuild"
    bundle = [str(esbuild), "sigma.mjs", "vis.mjs", "--bundle", "--minify", "--format=esm", f"--outdir={pages}"]
    subprocess.run(bundle, cwd=HERE, check=True, capture_output=True)
    nodes = [(number, mark.label, COLOURS[mark.kind], mark.x, mark.y) for number, mark in enumerate(told.marks)]
    edges = [(line.source, line.target) for line in told.lines]
    (pages / "graph.json").write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
    for name in ("sigma", "vis"):
        (pages / f"{name}.html").write_text(PAGE.format(name=name), encoding="utf-8")
    (pages / "blank.html").write_text(BLANK, encoding="utf-8")
    drawing = Pyvis(directed=True, cdn_resources="in_line")
    drawing.add_nodes([node[0] for node in nodes], label=[node[1] for node in nodes], color=[node[2] for node in nodes])
    drawing.edges = [{"from": source, "to": target, "arrows": "to"} for source, target in edges]  # add_edge looks at all before it
    (pages / "pyvis.html").write_text(drawing.generate_html(), encoding="utf-8")
    if len(network) <= MOST_NODES:
        page = standalone(network, "Bench", Language.NL)
        (pages / "standalone.html").write_text(page, encoding="utf-8")


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """Serve an app on a free port, and give its address."""
    place = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{place.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    place.close()


def visit(browser: Browser, variant: Variant, asked: argparse.Namespace) -> Seen:
    """Return what a visit took; nothing of an earlier one is in the browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=variant.offline)
    page = context.new_page()
    page.set_default_timeout(asked.limit * 1000)
    sent = counted(page)
    page.add_init_script(WATCH.replace("HOW", repr(variant.how)))
    try:
        return timed(page, variant, asked, sent)
    except BrowserError:
        return Seen(None, None, None, None, sent["bytes"])
    finally:
        context.close()


def counted(page: Page) -> dict[str, int]:
    """Return a count of the bytes that come in, as they are on the way."""
    sent = {"bytes": 0}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def add(event: Mapping[str, float]) -> None:
        sent["bytes"] += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", add)
    return sent


def timed(page: Page, variant: Variant, asked: argparse.Namespace, sent: dict[str, int]) -> Seen:
    page.goto(variant.address, wait_until="commit")
    first = came(page, "first", asked.limit)
    settled = came(page, "settled", asked.limit) if first is not None else None
    bytes_sent = sent["bytes"]
    if first is None:
        return Seen(None, None, None, None, bytes_sent)
    gaps = dragged(page, variant, asked.seconds)
    return Seen(first, settled, len(gaps) / (sum(gaps) / 1000), statistics.quantiles(gaps, n=20)[18], bytes_sent)


def came(page: Page, name: str, limit: float) -> float | None:
    """Return when something was there, in seconds since the navigation; None when it was not within the limit."""
    try:
        page.wait_for_function(f"() => window.{name}", timeout=limit * 1000, polling=50)
    except BrowserError:
        return None
    return float(page.evaluate(f"() => window.{name}")) / 1000


def dragged(page: Page, variant: Variant, seconds: float) -> list[float]:
    """Return the milliseconds between frames while the picture is dragged to and fro."""
    surface = page.locator(variant.surface).first
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    if not box:
        raise BrowserError(f"nothing to drag in {variant.name}")
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 600) / 2
    page.evaluate(f"() => {{ window.gaps = ({FRAMES})({seconds}); }}")
    page.mouse.move(x, y)
    page.mouse.down()
    end, step = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x + 150 * ((step // 30) % 2 * 2 - 1) * (step % 30) / 30, y + step % 40)
    page.mouse.up()
    found: list[float] = page.evaluate("() => window.gaps")
    return found[1:]


if __name__ == "__main__":
    main()
