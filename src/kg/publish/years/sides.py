"""Which documents stand on either side of a comparison, by kind, and what cannot be compared because one side lacks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.documents_read import Read, documents, every, of_whom, years
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.library import Library, View
from kg.publish.links import kind_of, link, page_of
from kg.publish.words import words
from kg.publish.years.asking import ALL_KINDS, Wish

MOST_PROPOSED = 9
_OF_ONE = 2
"""How many comparisons are proposed, in all and of one publisher and kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The documents of one kind on both sides; `lacks` names the side that has none, as a page calls it."""

    iri: URIRef
    name: Text
    then: tuple[Ref, ...]
    now: tuple[Ref, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides by name, with their documents by kind."""

    first: Text
    second: Text
    kinds: tuple[Kind, ...]

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many documents there are on each side."""
        return sum(len(each.then) for each in self.kinds), sum(len(each.now) for each in self.kinds)

    @property
    def alone(self) -> frozenset[URIRef]:
        """Return the documents of a kind that the other side lacks."""
        return frozenset(ref.iri for each in self.kinds if each.lacks for ref in (*each.then, *each.now))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A comparison for which something was read on both sides: of whom, of which kind, and how many documents of each year.

    It has no link where no server answers.
    """

    publisher: Ref
    kind: Text
    years: tuple[tuple[str, int], tuple[str, int]]
    href: str


def sides(library: Library, view: View, asked: Wish) -> Sides:
    """Return the documents on both sides of what is asked."""
    spoken = words(view.language)
    then, now = _chosen(library, asked)
    known = _kinds_named(library, view, {each.kind for each in (*then, *now)})
    first, second = _called(then, now, asked)
    kinds = []
    for kind in sorted(known, key=lambda kind: known[kind].value):
        parts = [tuple(_ref(view, each) for each in side if each.kind == kind) for side in (then, now)]
        lacking = (
            ""
            if asked.pair or all(parts)
            else spoken("years.lacks", year=second.value if parts[0] else first.value, kind=known[kind].value)
        )
        kinds.append(Kind(kind, known[kind], parts[0], parts[1], lacking))
    return Sides(first, second, tuple(kinds))


def publishers(library: Library) -> tuple[tuple[URIRef, str], ...]:
    """Return who published documents of two years or more, by name."""
    found = ((whose, read[0].publisher_name) for whose, read in documents(library).items() if len(years(read)) > 1)
    return tuple(sorted(found, key=lambda each: each[1].casefold()))


def kinds(library: Library, view: View, publisher: URIRef | None) -> tuple[tuple[URIRef, Text], ...]:
    """Return the kinds of documents of a publisher, or of all, by name."""
    read = documents(library).get(publisher, ()) if publisher else every(library)
    return tuple(sorted(_kinds_named(library, view, {each.kind for each in read}).items(), key=lambda each: each[1].value))


def proposals(library: Library, view: View) -> tuple[Proposal, ...]:
    """Return the comparisons with most documents on both sides, of one publisher and kind the best few."""
    found = []
    for publisher, read in documents(library).items():
        for kind in {each.kind for each in read}:
            counted = years(read, kind)
            pairs = sorted(pairwise(counted), key=lambda pair: -min(counted[year] for year in pair))[:_OF_ONE]
            found += [
                (min(counted[year] for year in pair), sum(counted[year] for year in pair), publisher, kind, pair, counted) for pair in pairs
            ]
    best = sorted(found, key=lambda each: (-each[0], -each[1], each[2], each[4]))[:MOST_PROPOSED]
    named = _kinds_named(library, view, {each[3] for each in best})
    return tuple(_proposal(library, view, (publisher, kind, pair), counted, named) for _, _, publisher, kind, pair, counted in best)


def _proposal(
    library: Library, view: View, what: tuple[URIRef, URIRef, tuple[str, str]], counted: Mapping[str, int], named: Mapping[URIRef, Text]
) -> Proposal:
    publisher, kind, (first, later) = what
    ref = Ref(publisher, kind_of(publisher), Text(documents(library)[publisher][0].publisher_name, "nl"), page_of(view, publisher))
    href = "" if library.alone else link(view, "/jaren", organisatie=address(publisher), soort=address(kind), jaar=first, later=later)
    return Proposal(ref, named[kind], ((first, counted[first]), (later, counted[later])), href)


def _chosen(library: Library, asked: Wish) -> tuple[tuple[Read, ...], tuple[Read, ...]]:
    if asked.pair:
        known = {each.document: each for each in every(library)}
        return (known[asked.pair[0]],), (known[asked.pair[1]],)
    read = of_whom(library, asked.publisher or URIRef(""))
    fitting = [each for each in read if asked.kind in {ALL_KINDS, each.kind}]
    return tuple(each for each in fitting if each.year == asked.years[0]), tuple(each for each in fitting if each.year == asked.years[1])


def _called(then: tuple[Read, ...], now: tuple[Read, ...], asked: Wish) -> tuple[Text, Text]:
    if asked.pair:
        return Text(then[0].title, "nl"), Text(now[0].title, "nl")
    return Text(asked.years[0]), Text(asked.years[1])


def _kinds_named(library: Library, view: View, found: Iterable[URIRef]) -> dict[URIRef, Text]:
    wanted = set(found)
    known = Facts(URIRef(""), {}, names(library, wanted), view)
    return {kind: known.name(kind) for kind in wanted}


def _ref(view: View, read: Read) -> Ref:
    return Ref(read.document, "document", Text(read.title, "nl"), page_of(view, read.document))
