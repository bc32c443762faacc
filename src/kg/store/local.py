"""Our own triples, in Oxigraph, in memory."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from kg.errors import MissingFileError, QueryError, RdfError
from kg.store import Answer, Dataset, Formats, Question
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS, prefixes
from kg.store.forms import calls_service
from kg.store.mistakes import syntax_error
from kg.terms import BASE

REFUSED_SERVICE = "SERVICE is not allowed here: this endpoint fetches nothing from elsewhere"


class LocalEndpoint:
    """Answers queries from a store in this process; it never reaches outside."""

    def __init__(self, store: Store, base: str = BASE) -> None:
        self._store = store
        self.base = base

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self._store)

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer to the query, in the format that fits its form; relative IRIs are read against the base."""
        if calls_service(query):
            raise QueryError(REFUSED_SERVICE)
        written = BytesIO()
        media_type = ""

        def begun(told: str) -> IO[bytes]:
            nonlocal media_type
            media_type = told
            return written

        write(self._store, self.base, Question(query, formats, dataset), begun)
        return Answer(written.getvalue(), media_type)


def write(store: Store, base: str, question: Question, begun: Callable[[str], IO[bytes]]) -> None:
    """Write the answer, piece by piece as it is found, to what `begun` returns for its media type.

    What the output raises ends the evaluation. Raises QueryError when the query is none or fails.
    A SERVICE clause is followed: refuse it before.
    """
    formats = question.formats
    try:
        found = _found(store, base, question.query, question.dataset)
        if isinstance(found, QuerySolutions | QueryBoolean):
            found.serialize(begun(formats.results), format=RESULT_FORMATS[formats.results])
        else:
            serialize(found, begun(formats.graph), format=GRAPH_FORMATS[formats.graph], prefixes=prefixes(base))
    except SyntaxError as error:
        raise syntax_error(question.query, error.msg or str(error)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"this query cannot be answered: {error}") from error


def _found(store: Store, base: str, query: str, dataset: Dataset | None) -> QuerySolutions | QueryBoolean | QueryTriples:
    relative = f"{base}/"
    if dataset is None:
        return store.query(query, base_iri=relative)
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in dataset.default]
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in dataset.named]
    return store.query(query, base_iri=relative, default_graph=default, named_graphs=named)


def open_files(files: Iterable[Path], base: str = BASE) -> LocalEndpoint:
    """Return an endpoint over the triples of these RDF files (.ttl, .nt, .rdf), all in the default graph."""
    return LocalEndpoint(loaded(files), base)


def loaded(files: Iterable[Path]) -> Store:
    """Return a store in memory with the triples of these RDF files (.ttl, .nt, .rdf), all in the default graph."""
    store = Store()
    for file in files:
        if not file.exists():
            raise MissingFileError(f"{file}: no such file")
        form = RdfFormat.from_extension(file.suffix.lstrip("."))
        if form is None or form.supports_datasets:
            raise RdfError(str(file), "not a file of triples; use .ttl, .nt or .rdf")
        try:
            store.bulk_load(path=file, format=form, to_graph=DefaultGraph())
        except (SyntaxError, ValueError) as error:
            raise RdfError(str(file), str(error)) from error
    return store
