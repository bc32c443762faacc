"""All ties of a release and by what they can be narrowed down, read once: a picture is a part of this."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rdflib import URIRef

from kg.publish.focus.surroundings import Tie, has_tie
from kg.publish.focus.view import Wish
from kg.publish.library import Library
from kg.publish.links import has_picture, kind_of
from kg.publish.relations import ROLES, relation_key, relation_place, side
from kg.store import Solution, Term, rows
from kg.terms import BASE, BELEID, name_of

WRITTEN = frozenset({relation_key(BELEID.evidencedBy, inverse=inverse) for inverse in (False, True)})
"""The relations that tell in which document a thing stands."""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie as seen from one of its ends, with the other end."""

    tie: Tie
    other: URIRef


@dataclass(frozen=True, slots=True)
class Bundle:
    """All ties of a thing by one relation, by the name of the other end."""

    key: str
    relation: URIRef
    inverse: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a tie rests on: the claims that state it, the places where those stand, the years that are said or written in."""

    claims: tuple[URIRef, ...]
    passages: tuple[URIRef, ...]
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The ties of all things in bundles, what each tie rests on, and the themes and municipalities of things by their last step.

    `places` puts the things in the order of their Dutch names, `relations` are all there are, `called` tells what the roles,
    themes and municipalities are of which the last step is given.
    """

    bundles: Mapping[URIRef, tuple[Bundle, ...]]
    grounds: Mapping[Tie, Ground]
    themes: Mapping[URIRef, frozenset[str]]
    municipalities: Mapping[URIRef, frozenset[str]]
    places: Mapping[URIRef, int]
    relations: frozenset[URIRef]
    called: Mapping[str, Mapping[str, URIRef]]

    def of(self, thing: URIRef) -> tuple[Bundle, ...]:
        """Return the bundles of a thing, the weightiest relation first."""
        return self.bundles.get(thing, ())

    def at(self, path: str) -> URIRef | None:
        """Return the thing at a path below /id, when a picture can show it."""
        iri = URIRef(f"{BASE}/id/{path}")
        return iri if iri in self.places else None

    def links(self, path: str, key: str) -> tuple[Link, ...]:
        """Return the links of a relation of a thing, by the path of the thing and the key of the relation; none when there is no such."""
        iri = self.at(path)
        return next((bundle.links for bundle in self.of(iri) if bundle.key == key), ()) if iri else ()


def there(every: Whole, wished: Wish) -> Wish:
    """Return a wish with of what it opens and closes only what there is, so that one picture has one address."""
    opened, closed = (tuple(each for each in openings if every.links(each.path, each.key)) for openings in (wished.opened, wished.closed))
    return replace(wished, opened=opened, closed=closed)


def whole(library: Library) -> Whole:
    """Return all ties of a release, read once of it."""
    return library.kept.of(whole, lambda: _read(library))


def _read(library: Library) -> Whole:
    iri = cache(URIRef)  # the same thing is the same object everywhere, which makes looking it up fast
    named = sorted(_rows(library, "things"), key=lambda row: (str(row["name"]).casefold(), row["thing"]))
    places = {iri(row["thing"]): number for number, row in enumerate(named)}
    grounds = _grounds(_rows(library, "ties"), list(_rows(library, "places")), iri)
    bundles = _bundles(grounds, places)
    own: dict[str, dict[URIRef, set[str]]] = {"thema": defaultdict(set), "gemeente": defaultdict(set)}
    called = {
        "rol": {name_of(tie.relation): tie.relation for tie in grounds if tie.relation.startswith(ROLES)},
        **{name: {} for name in own},
    }
    for row in _rows(library, "features"):
        name, value = str(row["feature"]), iri(row["value"])
        own[name][iri(row["thing"])].add(name_of(value))
        called[name][name_of(value)] = value
    themes, municipalities = (_spread(values, bundles) for values in own.values())
    return Whole(bundles, grounds, themes, municipalities, places, frozenset(tie.relation for tie in grounds), called)


def _rows(library: Library, name: str) -> Iterable[Solution]:
    return rows(library.endpoint, library.queries.text(f"focus/{name}"))


def _grounds(tied: Iterable[Solution], places: Iterable[Solution], iri: Callable[[Term], URIRef]) -> dict[Tie, Ground]:
    """Return what each tie rests on; that a thing stands in a document is a tie too."""
    stands: dict[URIRef, list[tuple[URIRef, URIRef, str]]] = defaultdict(list)
    for row in places:
        stands[iri(row["thing"])].append((iri(row["passage"]), iri(row["document"]), str(row.get("year", ""))))
    found: dict[Tie, tuple[dict[URIRef, None], dict[URIRef, None], set[str]]] = defaultdict(lambda: ({}, {}, set()))
    for row in tied:
        tie = Tie(iri(row["source"]), iri(row["relation"]), iri(row["target"]))
        if has_tie(tie):
            claim = iri(row["claim"])
            claims, passages, years = found[tie]
            claims[claim] = None
            passages.update(dict.fromkeys(passage for passage, _, _ in stands[claim]))
            years.update({str(row.get("year", "")), *(year for _, _, year in stands[claim])})
    for thing in [each for each in stands if has_picture(kind_of(each))]:
        for passage, document, year in stands[thing]:
            _, passages, years = found[Tie(thing, BELEID.evidencedBy, document)]
            passages[passage] = None
            years.add(year)
    return {tie: Ground(tuple(claims), tuple(passages), tuple(sorted(years - {""}))) for tie, (claims, passages, years) in found.items()}


def _bundles(ties: Iterable[Tie], places: Mapping[URIRef, int]) -> dict[URIRef, tuple[Bundle, ...]]:
    found: dict[URIRef, dict[tuple[URIRef, bool], list[Link]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        if tie.source in places and tie.target in places:
            found[tie.source][tie.relation, side(tie.relation, subject=True)].append(Link(tie, tie.target))
            found[tie.target][tie.relation, side(tie.relation, subject=False)].append(Link(tie, tie.source))
    return {thing: tuple(_bundled(kinds, places)) for thing, kinds in found.items()}


def _bundled(kinds: Mapping[tuple[URIRef, bool], list[Link]], places: Mapping[URIRef, int]) -> Iterator[Bundle]:
    for relation, inverse in sorted(kinds, key=relation_place):
        links = sorted(kinds[relation, inverse], key=lambda link: places[link.other])
        yield Bundle(relation_key(relation, inverse=inverse), relation, inverse, tuple(links))


def _spread(own: Mapping[URIRef, set[str]], bundles: Mapping[URIRef, tuple[Bundle, ...]]) -> dict[URIRef, frozenset[str]]:
    """Return the values of things; what has none of its own has those of all that it hangs together with directly."""
    found = {thing: frozenset(values) for thing, values in own.items()}
    for thing in bundles.keys() - own.keys():
        others = (own.get(link.other, set()) for bundle in bundles[thing] for link in bundle.links)
        found[thing] = frozenset().union(*others)
    return found
