"""Several RDF documents → one in N-Triples, the blank nodes of each kept apart from those of the others."""

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.errors import QueryError
from kg.store.formats import GRAPH_FORMATS


def merged(documents: Iterable[tuple[str, str]], base: str) -> bytes:
    """Return the RDF merge (RDF 1.1 Semantics §4.1) of documents, each a text and its media type; relative IRIs are read against the base.

    Raises QueryError for the first that cannot be read, or that has named graphs in it.

    >>> len(merged([("_:a <http://a/p> 1 .", "text/turtle"), ("_:a <http://a/p> 1 .", "text/turtle")], "http://a/").splitlines())
    2
    """
    triples = [triple for text, media_type in documents for triple in _triples(text, media_type, base)]
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _triples(text: str, media_type: str, base: str) -> list[Triple]:
    form = GRAPH_FORMATS[media_type]
    try:
        return [quad.triple for quad in parse(text, format=form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"not {media_type}: {error}") from error
