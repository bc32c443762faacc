"""In the nursery of a sandbox: the changes that one may make there, each whole or not at all."""

import json
import re
import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import LimitError, QueryError
from kg.store import Dataset
from kg.store.formats import GRAPH_FORMATS
from kg.store.forms import NOT_CODE, calls_service
from kg.store.mistakes import syntax_error
from kg.store.workers.frames import Kind, frame, refusal
from kg.store.workers.limits import MIB, Limits
from kg.store.workers.using import with_dataset

_GAP = r"(?:\s|#[^\n\r]*+)*+"
_AFTER = re.compile(rf"{_GAP}(?:silent(?![\w:]){_GAP})?+(?P<what>[^\s;]*)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"<[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLAIN = re.compile(r"<http:", re.IGNORECASE)
_SPOKEN = re.compile(rf"(?<![\w:?$@.-])load(?![\w:-]){_GAP}(?:silent{_GAP})?(?:<|(?=[^\s{{<]*?:))", re.IGNORECASE)
_NO_WAY_OUT = "LOAD and SERVICE reach nothing from here: send the triples with INSERT DATA, or to /graphs"

Change = Callable[[Store, str, Any], bool]


@dataclass(frozen=True, slots=True)
class Request:
    """A change that is asked, by the name it has in CHANGES, or a look at what is there."""

    name: str
    arguments: Any

    @property
    def looks(self) -> bool:
        """Tell whether it changes nothing, and takes no time."""
        return self.name == "exists"


def requested(body: bytes) -> Request:
    """Return what the body of a frame asks."""
    return Request(*json.loads(body))


def changed(store: Store, base: str, request: Request) -> bytes:
    """Return the frame that answers a request for a change: whether there was such a graph, or why nothing was changed."""
    try:
        there = CHANGES[request.name](store, base, request.arguments)
    except QueryError as error:
        return refusal(error)
    return frame(Kind.WHOLE, json.dumps(there).encode())


def exceeded(ended_by: int, limits: Limits) -> LimitError:
    """Return the error for a change whose trial was ended by this signal."""
    if ended_by == signal.SIGALRM:
        return LimitError(f"not carried out within {limits.time_s:g} seconds, so nothing was changed; change less at once", "time")
    if ended_by == signal.SIGABRT:
        message = f"needs more than the {limits.memory_mib} MiB a change may take, so nothing was changed; change less at once"
        return LimitError(message, "memory")
    if ended_by == signal.SIGSEGV:
        message = "nested deeper than this endpoint can follow, so nothing was changed; put fewer brackets, paths and groups in each other"
        return LimitError(message, "memory")
    return LimitError("ended before it was carried out, so nothing was changed; ask it again", "places")


@contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Let nothing be opened meanwhile, for LOAD and SERVICE have no way out; nor twice the time or memory of a change be taken.

    A change was tried before within once as much, so only chance or the clock (RAND, NOW) makes it run into these;
    the kernel then ends the process.
    """
    kept = {which: resource.getrlimit(which) for which in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE)}
    most = {resource.RLIMIT_AS: occupied() + 2 * limits.memory_mib * MIB, resource.RLIMIT_NOFILE: 0}
    for which, (_, hard) in kept.items():
        resource.setrlimit(which, (most[which] if hard == resource.RLIM_INFINITY else min(most[which], hard), hard))
    signal.setitimer(signal.ITIMER_REAL, 2 * limits.time_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for which, before in kept.items():
            resource.setrlimit(which, before)


def occupied() -> int:
    """Return the bytes of address space in use, on Linux; elsewhere the limit on it does not hold, and is high."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 1 << 44


def update(store: Store, base: str, arguments: tuple[str, list[str], list[str]]) -> bool:
    """Carry out a SPARQL update; all its operations, or none."""
    text, default, named = arguments
    if reaches_out(text):
        raise QueryError(_NO_WAY_OUT)
    try:
        dataset = Dataset(tuple(default), tuple(named))
        store.update(with_dataset(text, dataset) if default or named else text, base_iri=f"{base}/")
    except SyntaxError as error:
        raise syntax_error(text, error.msg or str(error), "update") from error
    except OSError as error:
        raise QueryError(_NO_WAY_OUT) from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"this update cannot be carried out: {error}") from error
    return True


def reaches_out(text: str) -> bool:
    """Tell whether an update may fetch something over https: it would find no way out, and the engine then aborts the whole process.

    Where "https:" is written, a LOAD counts wherever it stands, as SERVICE does in `calls_service`: only the parser knows where a
    string ends. Without it an escape or a relative address can still come to it, for the base of the sandbox may be https, unless
    the update has a BASE of its own; those count only in what is code. What slips through ends its trial, and nothing else.

    >>> reaches_out("LOAD <https://a/>"), reaches_out("LOAD<b>"), reaches_out("LOAD <http://a/>"), reaches_out("LOAD ;")
    (True, True, False, False)
    >>> reaches_out("INSERT DATA { <a:a> <a:b> 'a load of https: addresses' }")
    False
    """
    if calls_service(text) or ("https:" in text.lower() and _SPOKEN.search(text)):
        return True
    code = NOT_CODE.sub(lambda found: " " * len(found[0]), text)
    loads = [what for what in _after("load", text, code) if what]
    relative = any(not _ABSOLUTE.match(what) for what in loads) and not any(map(_PLAIN.match, _after("base", text, code)))
    return relative or (bool(loads) and "\\u" in text.lower())


def _after(word: str, text: str, code: str) -> Iterator[str]:
    """Yield what stands after a keyword, wherever it stands in the code; SILENT and comments are passed over."""
    for found in re.finditer(rf"(?<![\w:?$@.-]){word}(?![\w:-])", code, re.IGNORECASE):
        after = _AFTER.match(text, found.end())
        yield after["what"] if after else ""


def load(store: Store, base: str, arguments: tuple[str, str, str | None, bool]) -> bool:
    """Put the triples of a document in a graph, in place of what is there or beside it; tells whether the graph was there."""
    text, media_type, graph, replace = arguments
    target = _graph(graph)
    relative = graph or f"{base}/"
    try:
        found = parse(text, format=_format(media_type), base_iri=relative, rename_blank_nodes=True)  # RDF 1.1 Semantics §4.1
        quads = [Quad(quad.subject, quad.predicate, quad.object, target) for quad in found]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"not {media_type}: {error}") from error
    there = exists(store, base, graph)
    if replace:
        store.clear_graph(target)
    if isinstance(target, NamedNode):
        store.add_graph(target)
    store.extend(quads)
    return there


def drop(store: Store, base: str, graph: str | None) -> bool:
    """Remove a graph; tells whether it was there."""
    there = exists(store, base, graph)
    target = _graph(graph)
    if isinstance(target, NamedNode):
        store.remove_graph(target)
    else:
        store.clear_graph(target)
    return there


def exists(store: Store, base: str, graph: str | None) -> bool:  # noqa: ARG001 - all changes are called alike
    """Tell whether there is such a graph; the default graph always is."""
    target = _graph(graph)
    return store.contains_named_graph(target) if isinstance(target, NamedNode) else True


CHANGES: Mapping[str, Change] = MappingProxyType({"update": update, "load": load, "drop": drop, "exists": exists})


def _graph(iri: str | None) -> NamedNode | DefaultGraph:
    if iri is None:
        return DefaultGraph()
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI of a graph") from error


def _format(media_type: str) -> RdfFormat:
    return GRAPH_FORMATS[media_type]
