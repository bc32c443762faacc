"""What accepted statements change in the graph: added, removed, and nothing else touched."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.model.tables import Row, key, table
from kg.terms import BELEID, mint, name_of

Triple: TypeAlias = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Change:
    """The triples to add to the graph and those to take out of it."""

    added: frozenset[Triple]
    removed: frozenset[Triple]


def overlaid(rows: Sequence[Row], given: Iterable[Row]) -> list[Row]:
    """Return the rows with those given in their place: the same key replaces a row, a new key adds one.

    Of a thing that a source tells of in one place, and that is given for one place of it, the place is corrected.

    >>> old, new = Row("goals", {"id": "a", "source": "s", "name": "A"}), Row("goals", {"id": "a", "source": "s", "name": "B"})
    >>> [row["name"] for row in overlaid([old], [new])]
    ['B']
    """
    given = list(given)
    corrected = {key(old): key(new) for old, new in _moved(rows, given)}
    return list({corrected.get(key(row), key(row)): row for row in (*rows, *given)}.values())


def _moved(rows: Iterable[Row], given: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield what is said once of a thing by a source, before and after, where it now stands in another place."""
    before, after = _said_once(rows), _said_once(given)
    yield from ((before[said], after[said]) for said in before.keys() & after.keys() if key(before[said]) != key(after[said]))


def _said_once(rows: Iterable[Row]) -> dict[tuple[str, str, str], Row]:
    by_source: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if "locator" in table(row.table).key and row["id"]:
            by_source.setdefault((row.table, row["id"], row["source"]), []).append(row)
    return {said: found[0] for said, found in by_source.items() if len(found) == 1}


def replaced(rows: Sequence[Row], given: Sequence[Row], tables: Collection[str]) -> list[Row]:
    """Return the rows with these tables taken whole: of each of them only the given rows stay, if any."""
    return [*(row for row in rows if row.table not in tables), *given]


def change(graph: Graph, before: Graph, after: Graph) -> Change:
    """Return what makes the graph follow from `before` to `after`, both made from rows.

    What the rows do not say (positions in texts, editorial links) stays, except about passages
    that nothing rests on any more and the texts of documents that are gone: what is known of
    those goes with them.
    """
    old, new = set(before), set(after)
    gone = old - new
    passages = {str(subject) for subject, kind in _typed(gone) if kind == BELEID.Fragment}
    texts = {str(mint("teksteditie", name_of(URIRef(str(subject))))) for subject, kind in _typed(gone) if kind == BELEID.Document}
    orphaned = _about(graph, passages | texts)
    return Change(frozenset(new - old - set(graph)), frozenset((gone | orphaned) & set(graph)))


def _typed(triples: Iterable[Triple]) -> set[tuple[Node, Node]]:
    return {(subject, kind) for subject, predicate, kind in triples if predicate == RDF.type}


def _about(graph: Graph, things: Collection[str]) -> set[Triple]:
    """Return what the graph says of passages and texts, their positions and digests (`#positie`, `#sha256`) included."""
    return {triple for triple in graph if str(triple[0]).split("#", 1)[0] in things} if things else set()


def accept(graph: Graph, accepted: Change) -> None:
    """Make the change in the graph."""
    for triple in accepted.removed:
        graph.remove(triple)
    for triple in accepted.added:
        graph.add(triple)


def minted(added: Iterable[Triple]) -> dict[str, list[str]]:
    """Return the areas, comparison groups and units among added triples, which a slip of the pen would also make."""
    kinds = {"id/gebied/": "areas", "concept/vergelijkingsgroep/": "comparison groups", "concept/eenheid/": "units"}
    found: dict[str, list[str]] = {}
    for subject, predicate, value in added:
        for part, kind in kinds.items():
            if predicate in {RDFS.label, SKOS.prefLabel} and f"/{part}" in str(subject):
                found.setdefault(kind, []).append(str(value))
    return {kind: sorted(found[kind]) for kind in kinds.values() if kind in found}
