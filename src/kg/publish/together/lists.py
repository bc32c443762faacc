"""Pairs, organisations and groups as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from kg.publish.facts import Ref, Text
from kg.publish.together.around import WEIGHTED, Links
from kg.publish.together.communities import Communities
from kg.publish.together.measures import Measures, Standing
from kg.publish.together.sharing import Link, Pair, Weight
from kg.publish.words import Words, words

_NAMED = 3
"""How many initiatives of a pair a list names: those with the fewest participants, for they say most of the two."""


_SMALL = 0.1
"""Below this one decimal would say next to nothing of a number."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two organisations and what they share; `href` leads to the sources, `since` and `apart` are as in Link.

    `more` counts the initiatives that are not named.
    """

    one: Ref
    other: Ref
    href: str
    count: int
    weighted: str
    since: int
    apart: int
    initiatives: tuple[Ref, ...]
    more: int


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation with its kind, how it stands, what `between` is in per cent, and the number of its group (0 for none)."""

    ref: Ref
    kind: Text
    standing: Standing
    between: str
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group: the organisation it is named after, its themes and members, and how many times its borderline cases stood elsewhere."""

    number: int
    centre: Ref
    themes: tuple[Text, ...]
    members: tuple[Ref, ...]
    doubtful: tuple[tuple[Ref, int], ...]


def weight(order: str) -> Weight:
    """Return what a link weighs in this order: how many initiatives it is of, or those by their size; the other decides between equals."""
    if order == WEIGHTED:
        return lambda link: (round(link.weighted, 9), float(link.count))
    return lambda link: (float(link.count), round(link.weighted, 9))


def in_order(links: Links, found: Mapping[Pair, Link], order: str) -> list[Pair]:
    """Return pairs in an order, equals by how often they are together and then by the names of the two."""
    names = {end: links.told.names.name(end).value.casefold() for pair in found for end in pair}
    heavy = weight(order)

    def place(pair: Pair) -> tuple[float, float, float, list[str], Pair]:
        first = -found[pair].since if order == "sinds" else 0
        most, then = (0.0, 0.0) if order == "naam" else heavy(found[pair])
        return first, -most, -then, sorted(names[end] for end in pair), pair

    return sorted(found, key=place)


def pair_line(links: Links, pair: Pair, link: Link) -> PairLine:
    """Return a pair as a line, the two by name and the initiatives by name."""
    one, other = links.told.refs(pair)
    return _line(links, (links.ref(one.iri), links.ref(other.iri)), link)


def partner_line(links: Links, ends: tuple[URIRef, URIRef], link: Link) -> PairLine:
    """Return an organisation and its partner as a line."""
    one, other = ends
    return _line(links, (links.ref(one), links.ref(other)), link)


def _line(links: Links, ends: tuple[Ref, Ref], link: Link) -> PairLine:
    initiatives = sorted(links.told.refs(link.initiatives), key=lambda ref: links.members[ref.iri])
    named = tuple(initiatives[:_NAMED])
    one, other = ends
    return PairLine(
        one,
        other,
        links.pair(one.iri, other.iri),
        link.count,
        rounded(words(links.view.language), link.weighted),
        link.since,
        link.apart,
        named,
        len(initiatives) - len(named),
    )


def organisation_lines(links: Links, found: tuple[Measures, Communities], order: str) -> list[OrganisationLine]:
    """Return all organisations in an order, equals by name."""
    measured, communities = found
    group_of, spoken = communities.number_of, words(links.view.language)
    lines = [
        OrganisationLine(links.ref(each), _kind(links, each), standing, rounded(spoken, 100 * standing.between), group_of.get(each, 0))
        for each, standing in measured.standings.items()
    ]
    return sorted(lines, key=lambda line: (-_figure(line.standing, order), line.ref.name.value.casefold(), line.ref.iri))


def _figure(standing: Standing, order: str) -> float:
    figures: dict[str, float] = {"samen": standing.together, "partners": standing.partners, "brug": standing.between, "naam": 0}
    return figures.get(order, standing.initiatives)


def _kind(links: Links, organisation: URIRef) -> Text:
    kind = links.told.records.kinds.get(organisation)
    return links.told.names.name(kind) if kind else Text("")


def groups(links: Links, found: Communities, only: Iterable[int] | None = None) -> tuple[Group, ...]:
    """Return the groups, or only those of these numbers."""
    wanted = None if only is None else frozenset(only)
    return tuple(
        Group(
            each.number,
            links.ref(each.centre),
            tuple(links.told.names.name(theme) for theme in each.themes),
            tuple(links.ref(member) for member in each.members),
            tuple((links.ref(member), round(found.times * found.doubtful[member])) for member in each.members if member in found.doubtful),
        )
        for each in found.groups
        if wanted is None or each.number in wanted
    )


def rounded(spoken: Words, number: float) -> str:
    """Return a number as the language writes it: with one decimal, and a small one with its first two digits.

    >>> from kg.publish.library import Language
    >>> rounded(words(Language.NL), 5.84), rounded(words(Language.NL), 0.0345), rounded(words(Language.NL), 0)
    ('5,8', '0,035', '0')
    """
    return spoken.number(Decimal(f"{number:.2g}") if abs(number) < _SMALL else Decimal(str(round(number, 1))))
