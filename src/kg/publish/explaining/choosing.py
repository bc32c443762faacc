"""Which thing somebody means who fills in one end of a link: an address, or words that are looked up."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.explaining.projection import projection
from kg.publish.explaining.weights import weights
from kg.publish.facts import Facts, Ref, names
from kg.publish.library import Library, View
from kg.publish.links import path_of
from kg.publish.search import Hit
from kg.terms import BASE, KINDS

MOST = 12
"""How many things one can choose from."""

_LOOKED_AT = 60
_ADDRESS = re.compile(r"(?:https?://[^\s?#]*?/(?:id|doc)/|/?(?:en/)?(?:id|doc)/)?(?P<path>(?:concept/)?[a-z]+/[a-z0-9-]+)(?:[?#.]\S*)?")
_SHORT = re.compile(r"(?P<kind>[a-z]+):(?P<slug>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: `name` is its field, `text` stands in it, `value` in an address; `thing` when it is clear which.

    Else `candidates` are the things it may be, or `apart` is a thing that has no place among the links, such as a document.
    `searched` is what was typed when that was looked up.
    """

    name: str
    text: str = ""
    value: str = ""
    thing: Ref | None = None
    candidates: tuple[Ref, ...] = ()
    apart: Ref | None = None
    searched: str = ""

    @property
    def unknown(self) -> bool:
        """Tell whether something was filled in that is nothing we know."""
        return bool(self.text) and self.thing is None and not self.candidates and self.apart is None


def end(library: Library, view: View, name: str, text: str) -> End:
    """Return what was filled in for one end."""
    if not text:
        return End(name)
    address = addressed(text)
    if address is None:
        return _called(library, view, name, text)
    if address in projection(library).numbers:
        return _clear(library, name, _refs(library, view, [address])[0])
    called = names(library, [address])
    if address in called:
        return End(name, text, text, apart=Facts(address, {}, called, view).ref(address))
    return End(name, text, text)


def addressed(text: str) -> URIRef | None:
    """Return the thing of ours that a text is the address of: its IRI or page, its path, or kind:slug; else None.

    >>> str(addressed("/doc/organisatie/saxion")), addressed("Saxion")
    ('https://samenspel.example.org/id/organisatie/saxion', None)
    >>> {addressed(text) for text in ("organisatie:saxion", "organisatie/saxion", "https://a.nl/en/doc/organisatie/saxion?release=2")}
    {rdflib.term.URIRef('https://samenspel.example.org/id/organisatie/saxion')}
    """
    found, short = _ADDRESS.fullmatch(text), _SHORT.fullmatch(text)
    path = found["path"] if found else f"{short['kind']}/{short['slug']}" if short else ""
    return URIRef(f"{BASE}/id/{path}") if path.partition("/")[0] in KINDS else None


def kinds() -> frozenset[str]:
    """Return the kinds of things between which links are explained."""
    return frozenset(kind for _, kind in weights().kinds)


def _called(library: Library, view: View, name: str, text: str) -> End:
    """Return the end that some words mean: the only thing that is called so, else the only one that is found."""
    hits = _hits(library, text)
    exact = [hit for hit in hits if hit.label.casefold() == text.casefold()]
    meant = exact or hits
    refs = _refs(library, view, [hit.iri for hit in meant[:MOST]])
    if len(meant) != 1:
        return End(name, text, text, candidates=tuple(refs))
    return _clear(library, name, refs[0], "" if exact else text)


def _clear(library: Library, name: str, thing: Ref, searched: str = "") -> End:
    """Return an end that is clear; its name stands in the field when that alone tells which it is, else its path."""
    same = [hit for hit in _hits(library, thing.name.value) if hit.label.casefold() == thing.name.value.casefold()]
    alone = [hit.iri for hit in same] == [thing.iri]
    path = path_of(thing.iri)
    return End(name, thing.name.value if alone else path, path, thing, searched=searched)


def _hits(library: Library, text: str) -> list[Hit]:
    """Return the things that words may mean: by their names, else by all that is said of them."""
    places = projection(library).numbers
    named = _among(library.index.meant(text, kinds(), _LOOKED_AT)[0], places)
    return named or _among(library.index.find(text, {}, 1, _LOOKED_AT).hits, places)


def _among(hits: Iterable[Hit], places: Container[URIRef]) -> list[Hit]:
    return [hit for hit in hits if hit.iri in places]


def _refs(library: Library, view: View, things: list[URIRef]) -> list[Ref]:
    known = Facts(URIRef(""), {}, names(library, things), view)
    return [known.ref(thing) for thing in things]
