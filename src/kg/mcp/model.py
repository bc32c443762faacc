"""The model of the graph in few words: what there is to ask for in SPARQL, and how to come from a claim to its source."""

from collections.abc import Sequence

from rdflib import URIRef

from kg.publish.facts import Facts, names
from kg.publish.library import Language, Library, View
from kg.store import Solution, rows
from kg.store.formats import prefixes
from kg.store.turtle import PREFIXES
from kg.terms import BASE, moved, rebase

_CONCEPT = "skos:Concept"
_READING = """\
Prefixes need not be declared when they are those below. A claim (bijdrage, deelname, verband, statusvaststelling, waarneming, bedrag,
vermelding) is a node of its own; beleid:evidencedBy leads from it, and from each thing, to the passages (beleid:Fragment) where it says
so: beleid:locator is the place, dcterms:isPartOf the document, and that has dcterms:title, beleid:year and foaf:page. Properties such as
beleid:contributesTo and beleid:partOf are short for claims: use them to find, and the claims to tell. Names are Dutch (rdfs:label);
concepts have skos:prefLabel in Dutch and English. An amount may be repeated by several sources: do not add up what you have not compared.
"""


def summary(library: Library) -> str:
    """Return the classes with their properties, how often each is used, and a query that shows the way."""
    found = rows(library.endpoint, library.queries.text("mcp/shape"))
    called = Facts(URIRef(""), {}, names(library, {URIRef(row["class"]) for row in found}), View(Language.NL))
    classes: dict[str, list[Solution]] = {}
    for row in found:
        classes.setdefault(str(row["class"]), []).append(row)
    base = library.endpoint.base
    told = [f"{_short(iri)} ({called.name(URIRef(iri))})\n{_properties(known, base)}\n" for iri, known in classes.items()]
    example = rebase(library.queries["mcp/example"].text, BASE, base).strip()
    known = "\n".join(f"{name}: <{iri}>" for name, iri in prefixes(base).items())
    return "\n".join(["# The model", _READING, "## Prefixes", known, "", "## Classes and properties", *told, "## An example", example, ""])


def _properties(known: Sequence[Solution], base: str) -> str:
    """Return a line for each property: of how many things it is told, and of which classes its values are."""
    return "\n".join(f"- {_short(str(row['property']))} ({row['count']}){_values(str(row.get('values', '')), base)}" for row in known)


def _values(iris: str, base: str) -> str:
    """Return the classes of values; a concept is told only when there is nothing more precise."""
    found = sorted({_short(moved(iri, base, BASE)) for iri in iris.split()})
    kept = [each for each in found if each != _CONCEPT] or found
    return f" → {', '.join(kept)}" if kept else ""


def _short(iri: str) -> str:
    """Return an IRI with its prefix.

    >>> _short(f"{BASE}/def#Goal")
    'beleid:Goal'
    """
    return next((f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space)), f"<{iri}>")
