"""Our own triples, in Oxigraph, in memory."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from kg.errors import MissingFileError, QueryError, RdfError
from kg.store import Answer, Dataset, Formats
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS, prefixes
from kg.store.forms import calls_service
from kg.terms import BASE


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
            raise QueryError("SERVICE is not allowed here: this endpoint fetches nothing from elsewhere")
        try:
            found = self._found(query, dataset)
            if isinstance(found, QuerySolutions | QueryBoolean):
                return Answer(found.serialize(format=RESULT_FORMATS[formats.results]) or b"", formats.results)
            body = serialize(found, format=GRAPH_FORMATS[formats.graph], prefixes=prefixes(self.base))
            return Answer(body or b"", formats.graph)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL 1.1 query: {error.msg or error}") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"this query cannot be answered: {error}") from error

    def _found(self, query: str, dataset: Dataset | None) -> QuerySolutions | QueryBoolean | QueryTriples:
        base = f"{self.base}/"
        if dataset is None:
            return self._store.query(query, base_iri=base)
        default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in dataset.default]
        named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in dataset.named]
        return self._store.query(query, base_iri=base, default_graph=default, named_graphs=named)


def open_files(files: Iterable[Path], base: str = BASE) -> LocalEndpoint:
    """Return an endpoint over the triples of these RDF files (.ttl, .nt, .rdf), all in the default graph."""
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
    return LocalEndpoint(store, base)
