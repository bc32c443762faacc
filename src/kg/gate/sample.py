"""Which documents are looked at where all would take too long: the same each time, of every kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from rdflib import URIRef

from kg.gate.markup import Markup, markup
from kg.publish.inventory import pages
from kg.publish.library import Language, Library
from kg.publish.links import page_path, path_of
from kg.publish.listing import SIZE, counts
from kg.publish.referrers import STEP
from kg.web.calling import Call

SIZE_OF_SAMPLE = 60
NOWHERE = "/nergens"
"""A path where nothing is: what a reader then gets is a page too."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is looked at: all `things`, some of every kind of them as paths below the site's root, and every sort of page, read."""

    things: tuple[URIRef, ...]
    documents: tuple[str, ...]
    pages: tuple[Markup, ...]


def sample(library: Library, things: Sequence[URIRef], call: Call) -> Sample:
    """Return the sample of a library; the same things, the same sample."""
    documents = tuple(f"/doc/{path_of(thing)}" for thing in chosen(things, SIZE_OF_SAMPLE))
    paths = [*pages(library), *_lists(library), *documents, f"{documents[0]}/{STEP}", "/zoek?q=werk", NOWHERE]
    steps = [("" if language is Language.NL else f"/{language}", language) for language in Language]
    asked = [(step + ("" if path == "/" and step else path), language) for path in paths for step, language in steps]
    return Sample(tuple(things), documents, tuple(read(call, path, language) for path, language in asked))


def read(call: Call, path: str, language: Language) -> Markup:
    """Return a page of the site, read."""
    return markup(path, language, call(path, {"Accept": "text/html"}).text)


def chosen(things: Iterable[URIRef], size: int) -> list[URIRef]:
    """Return about so many things, as many of each kind as go round, in the order of their IRIs.

    >>> from kg.terms import mint
    >>> [path_of(each) for each in chosen([mint("doel", "a"), mint("doel", "b"), mint("document", "c")], 2)]
    ['document/c', 'doel/a']
    """
    of_kind: Mapping[str, list[URIRef]] = defaultdict(list)
    for thing in things:
        of_kind[path_of(thing).rpartition("/")[0]].append(thing)
    share = max(1, -(-size // max(1, len(of_kind))))
    return sorted(chain.from_iterable(sorted(each, key=_place)[:share] for each in of_kind.values()))


def _place(thing: URIRef) -> bytes:
    """Return a place in an order that has nothing to do with names."""
    return sha256(thing.encode()).digest()


def _lists(library: Library) -> list[str]:
    """Return the paths of the lists, and of the second page of the longest."""
    counted = counts(library)
    longest = max(counted, key=lambda kind: counted[kind])
    second = [page_path(f"/doc/{longest}", 2)] if counted[longest] > SIZE else []
    return [*(f"/doc/{kind}" for kind in counted), *second]
