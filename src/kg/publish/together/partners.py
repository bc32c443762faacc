"""The page of one organisation with its partners, and of two with the initiatives they share and where that stands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.facts import Evidence, Facts, Ref, Text, names, statements
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.templating import html
from kg.publish.together.analysis import grouped, standings
from kg.publish.together.around import ORDERS, PATH, Choice, Links, Way, orders
from kg.publish.together.asking import Wish, address
from kg.publish.together.counting import Asked, counted, partners_of
from kg.publish.together.form import Form, form
from kg.publish.together.lists import Group, PairLine, groups, in_order, partner_line, rounded
from kg.publish.together.measures import Standing
from kg.publish.together.paging import Paging, paged
from kg.publish.together.records import Part
from kg.publish.together.sharing import Link, Pair, Sharing, other_end, pair_of
from kg.publish.words import words

Roles: TypeAlias = tuple[tuple[Text, int], ...]

QUESTION = "samen-in-initiatieven"
"""The saved question that tells the same as the page of a pair."""


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner with what is shared, and the roles of both in that with how many initiatives each is of."""

    pair: PairLine
    roles: Roles
    own_roles: Roles


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation: how it stands, of how many, in which group, and a page of its partners; of `times` it stood elsewhere `doubt`."""

    frame: Frame
    form: Form
    ref: Ref
    standing: Standing
    between: str
    organisations: int
    sample: int
    group: Group | None
    doubt: int
    times: int
    partners: tuple[PartnerLine, ...]
    number: int
    paging: Paging
    orders: tuple[Choice, ...]
    whole: str
    about: str


@dataclass(frozen=True, slots=True)
class Played:
    """The roles of one of the two in an initiative, and where they stand."""

    roles: tuple[Text, ...]
    evidence: tuple[Evidence, ...]
    grouped: bool


@dataclass(frozen=True, slots=True)
class Common:
    """An initiative that two share: its themes, how many take part, when it began, their parts, and in how many documents both stand."""

    ref: Ref
    themes: tuple[Text, ...]
    members: int
    began: int
    one: Played
    other: Played
    documents: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two organisations: the initiatives they share, and `grouped` those that they only share as members of a group."""

    frame: Frame
    form: Form
    ends: tuple[Ref, Ref]
    weighted: str
    since: int
    apart: int
    common: tuple[Common, ...]
    grouped: tuple[Common, ...]
    partners: tuple[str, str]
    question: str
    about: str


def organisation_page(library: Library, links: Links, wish: Wish) -> str:
    """Return the page of the organisation that is asked for."""
    organisation = wish.organisation or URIRef("")
    view, spoken, asked = links.view, words(links.view.language), Asked(library, links.told.records, wish.filters)
    found = grouped(asked, counted(asked))
    measured = standings(asked, found)
    own = _own(asked, organisation)
    ordered, paging = paged(view, in_order(links, own, _order(wish)), wish.page)
    parts = asked.kept("parts", lambda _: _by_place(found.sharing))
    standing = measured.standings.get(organisation, Standing(0, 0, 0, 0.0, 0))
    number = found.communities.number_of.get(organisation, 0)
    ref = links.told.names.ref(organisation)
    return html(
        "together_organisation.html",
        OrganisationPage(
            frame(view, Text(spoken("together.of.title", name=ref.name.value), ref.name.language), library),
            form(links.told, view, wish, PATH),
            ref,
            standing,
            rounded(spoken, 100 * standing.between),
            len(measured.standings),
            measured.sample,
            next(iter(groups(links, found.communities, (number,))), None),
            round(found.communities.times * found.communities.doubtful.get(organisation, 0)),
            found.communities.times,
            tuple(_partner(links, parts, (organisation, other_end(pair, organisation)), own[pair]) for pair in ordered),
            len(own),
            paging,
            orders(view, ORDERS[Way.PAIRS], _order(wish)),
            link(view, PATH, **links.kept),
            link(view, "/over"),
        ),
    )


def _own(asked: Asked, organisation: URIRef) -> dict[Pair, Link]:
    """Return the links of an organisation that are shown."""
    found = partners_of(asked, organisation)
    return {pair_of(organisation, other): link for other, link in found.items() if link.count >= asked.filters.minimum}


def _order(wish: Wish) -> str:
    return wish.order if wish.order in ORDERS[Way.PAIRS] else ORDERS[Way.PAIRS][0]


Places: TypeAlias = Mapping[tuple[URIRef, URIRef], list[Part]]
"""The parts by initiative and organisation."""


def _by_place(found: Sharing) -> Places:
    places: dict[tuple[URIRef, URIRef], list[Part]] = {}
    for part in found.parts:
        places.setdefault((part.initiative, part.organisation), []).append(part)
    return places


def _partner(links: Links, parts: Places, ends: Pair, found: Link) -> PartnerLine:
    """Return a line for the second of these two, from the side of the first."""
    organisation, partner = ends
    return PartnerLine(
        partner_line(links, ends, found),
        _roles(links, parts, partner, found.initiatives),
        _roles(links, parts, organisation, found.initiatives),
    )


def _roles(links: Links, parts: Places, organisation: URIRef, initiatives: Iterable[URIRef]) -> Roles:
    """Return the roles of an organisation in these initiatives, the commonest first."""
    counts = Counter(role for each in initiatives for role in {part.role for part in parts[each, organisation]})
    ordered = sorted(counts, key=lambda role: (-counts[role], role))
    return tuple((links.told.names.name(role), counts[role]) for role in ordered)


def pair_page(library: Library, links: Links, wish: Wish) -> str:
    """Return the page of the two organisations that are asked for."""
    one, other = wish.organisation or URIRef(""), wish.other or URIRef("")
    view, spoken, known = links.view, words(links.view.language), links.told.records
    everybody = Asked(library, known, replace(wish.filters, grouped=True))
    whole = counted(everybody)
    own = counted(Asked(library, known, wish.filters))
    found, all_found = (each.links.get(pair_of(one, other)) for each in (own, whole))
    named = found.initiatives if found else ()
    parts = everybody.kept("parts", lambda _: _by_place(whole))
    common = _common(links, parts, (one, other), all_found.initiatives if all_found else ())
    refs = tuple(links.told.names.ref(each) for each in (one, other))
    title = spoken("together.pair.title", one=refs[0].name.value, other=refs[1].name.value)
    return html(
        "together_pair.html",
        PairPage(
            frame(view, Text(title), library),
            form(links.told, view, wish, PATH),
            (refs[0], refs[1]),
            rounded(spoken, found.weighted if found else 0),
            found.since if found else 0,
            found.apart if found else 0,
            tuple(each for each in common if each.ref.iri in named),
            tuple(each for each in common if each.ref.iri not in named),
            (links.partners(one), links.partners(other)),
            "" if view.release else link(view, f"/vragen/{QUESTION}", **_asked_of(one, other)),
            link(view, "/over"),
        ),
    )


def _asked_of(one: URIRef, other: URIRef) -> dict[str, str]:
    """Return what the saved question is asked with for two organisations."""
    return {"organisatie": f"id/{address('organisatie', one)}", "andere": f"id/{address('met', other)}"}


def _common(links: Links, parts: Places, ends: Pair, initiatives: Iterable[URIRef]) -> list[Common]:
    """Return the initiatives by name, each with the parts of the two."""
    claims = {part.claim for each in initiatives for end in ends for part in parts[each, end]}
    told = _told(links.told.library, links.view, claims)
    return [_one(links, told, parts, ref, ends) for ref in links.told.refs(initiatives)]


def _one(links: Links, told: Facts, parts: Places, ref: Ref, ends: Pair) -> Common:
    one, other = (_played(links, told, parts[ref.iri, end]) for end in ends)
    about = links.told.records.initiatives[ref.iri]
    both = {each.document.iri for each in one.evidence} & {each.document.iri for each in other.evidence}
    themes = tuple(each.name for each in links.told.refs(about.themes))
    return Common(ref, themes, links.members[ref.iri], about.began, one, other, len(both))


def _played(links: Links, told: Facts, parts: list[Part]) -> Played:
    roles = tuple(each.name for each in links.told.refs({part.role for part in parts}))
    return Played(roles, told.evidence(*(part.claim for part in parts)), all(part.grouped for part in parts))


def _told(library: Library, view: View, claims: Iterable[URIRef]) -> Facts:
    """Return what these claims say, with the names of where they stand."""
    found = statements(library, claims)
    mentioned = {value for said in found.values() for values in said.values() for value in values if isinstance(value, URIRef)}
    return Facts(URIRef(""), found, names(library, mentioned), view)
