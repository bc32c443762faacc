"""The dataset of an update request (SPARQL 1.1 Protocol §2.2.3), written into the update as USING clauses.

The engine takes no dataset beside an update, so the clauses go where the standard has them: before
the WHERE of each operation that has one. An update that names its own dataset is refused (§2.2.3).
"""

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.store import Dataset
from kg.store.forms import NOT_CODE

_OWN = re.compile(r"(?<![\w:?$@.-])(?:using|with)(?![\w:-])", re.IGNORECASE)
_WORD = re.compile(r"[{};]|[^\s{};]+")


def with_dataset(update: str, dataset: Dataset) -> str:
    """Return the update with its WHERE clauses asked of the dataset.

    >>> with_dataset("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", Dataset(("http://a/g",)))
    'DELETE { ?s ?p 1 } USING <http://a/g> WHERE { ?s ?p 1 }'
    >>> with_dataset("DELETE WHERE { ?s ?p 1 }", Dataset((), ("http://a/g",)))
    'DELETE { ?s ?p 1 } USING NAMED <http://a/g> WHERE { ?s ?p 1 }'
    """
    code = NOT_CODE.sub(lambda found: " " * len(found[0]), update)
    if _OWN.search(code):
        raise QueryError("the update has USING or WITH of its own, so using-graph-uri and using-named-graph-uri cannot be sent beside it")
    clauses = "".join(
        [*(f"USING {NamedNode(iri)} " for iri in dataset.default), *(f"USING NAMED {NamedNode(iri)} " for iri in dataset.named)]
    )
    written, end = "", 0
    for start, template in _wheres(code):
        written += update[end:start] + (f"{update[template]} " if template else "") + clauses
        end = start
    return written + update[end:]


def _wheres(code: str) -> Iterator[tuple[int, slice | None]]:
    """Yield where each WHERE of an operation stands, and for DELETE WHERE the pattern that is its template as well."""
    depth, before = 0, ""
    for word in _WORD.finditer(code):
        if word[0] == "{":
            depth += 1
        elif word[0] == "}":
            depth -= 1
        if depth == 0:
            if word[0].lower() == "where":
                yield word.start(), _group(code, word.end()) if before == "delete" else None
            before = word[0].lower()


def _group(code: str, start: int) -> slice:
    """Return where the group stands that begins after this place."""
    begin = code.find("{", start)
    depth = 0
    for place in range(begin, len(code)):
        depth += {"{": 1, "}": -1}.get(code[place], 0)
        if depth == 0:
            return slice(begin, place + 1)
    raise QueryError("a group of the update is not closed")
