"""In the nursery of a sandbox: the changes that one may make there, each whole or not at all."""

import json
import re
import resource
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import QueryError
from kg.store import Dataset
from kg.store.formats import GRAPH_FORMATS
from kg.store.forms import NOT_CODE, calls_service
from kg.store.mistakes import syntax_error
from kg.store.workers.frames import Kind, frame, refusal
from kg.store.workers.using import with_dataset

_GAP = r"(?:\s|#[^\n\r]*+)*+"
_AFTER = re.compile(rf"{_GAP}(?:silent(?![\w:]){_GAP})?+(?P<what>[^\s;]*)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"<[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLAIN = re.compile(r"<http:", re.IGNORECASE)
_NO_WAY_OUT = "LOAD and SERVICE reach nothing from here: send the triples with INSERT DATA, or to /graphs"

Change = Callable[[Store, str, Any], bool]


def changed(store: Store, base: str, body: bytes) -> bytes:
    """Return the frame that answers a request for a change: whether there was such a graph, or why nothing was changed."""
    name, arguments = json.loads(body)
    try:
        with _confined():
            there = CHANGES[name](store, base, arguments)
    except QueryError as error:
        return refusal(error)
    return frame(Kind.WHOLE, json.dumps(there).encode())


@contextmanager
def _confined() -> Iterator[None]:
    """Let nothing be opened meanwhile: LOAD and SERVICE have no way out."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def update(store: Store, base: str, arguments: tuple[str, list[str], list[str]]) -> bool:
    """Carry out a SPARQL update; all its operations, or none."""
    text, default, named = arguments
    if reaches_out(text):
        raise QueryError(_NO_WAY_OUT)
    try:
        dataset = Dataset(tuple(default), tuple(named))
        store.update(with_dataset(text, dataset) if default or named else text, base_iri=f"{base}/")
    except SyntaxError as error:
        raise syntax_error(text, error.msg or str(error)) from error
    except OSError as error:
        raise QueryError(_NO_WAY_OUT) from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"this update cannot be carried out: {error}") from error
    return True


def reaches_out(text: str) -> bool:
    """Tell whether an update may fetch something over https: it would find no way out, and the engine then aborts the whole process.

    A relative address is read against the base of the sandbox, which may be https, unless the update has a BASE of its own.

    >>> reaches_out("LOAD <https://a/>"), reaches_out("LOAD<b>"), reaches_out("LOAD <http://a/>"), reaches_out("LOAD ;")
    (True, True, False, False)
    >>> reaches_out("INSERT DATA { <a:a> <a:b> 'a load of https: addresses' }")
    False
    """
    code = NOT_CODE.sub(lambda found: " " * len(found[0]), text)
    loads = [what for what in _after("load", text, code) if what]
    secret = "https:" in text.lower() or "\\u" in text.lower()
    relative = any(not _ABSOLUTE.match(what) for what in loads) and not any(map(_PLAIN.match, _after("base", text, code)))
    return calls_service(text) or relative or (bool(loads) and secret)


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
