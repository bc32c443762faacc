"""What a picture shows of the real graph: filters, relations that are opened and closed, and how much there is room for."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import URIRef

from kg.errors import NotFoundError
from kg.publish.claims import claims
from kg.publish.facts import facts
from kg.publish.focus import MOST_DRAWN, MOST_REACHED, Focus, focus, seek, tell
from kg.publish.focus.picture import Edge
from kg.publish.focus.reach import reach
from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import MOST_OPENED, Opening, Wish, wish
from kg.publish.focus.whole import Bundle, Ground, Link, Whole
from kg.publish.focus_page import asked_for
from kg.publish.library import Language, Library, View
from kg.publish.links import has_picture, kind_of
from kg.store import rows
from kg.terms import BELEID, concept, mint

ALMELO = mint("organisatie", "gemeente-almelo")
OVERIJSSEL = mint("organisatie", "provincie-overijssel")
REGIODEAL = mint("initiatief", "regiodeal-twente")
GOAL = mint("doel", "almelo-doel-nieuw-samenspel")
INDICATOR = concept("indicator", "almelo-ind-relatief-verzuim")
ROLE_VERBS = ("trekker", "partner", "deelnemer", "financier", "opdrachtgever", "uitvoerder", "adviseur")
Seen = Callable[..., Focus]


@pytest.fixture
def seen(library: Library) -> Seen:
    def see(iri: URIRef, query: str = "", language: Language = Language.NL) -> Focus:
        view = View(language, path=f"/beeld/x?{query}")
        return focus(library, view, iri, wish(view))

    return see


def names(found: Focus) -> list[str]:
    return [node.ref.name.value for node in found.picture.nodes]


def relation(found: Focus, iri: URIRef, key: str) -> tuple[int, int, str, str]:
    each = next(each for each in found.expansions[iri].relations if each.key == key)
    return each.count, each.shown, each.opens, each.closes


@pytest.mark.parametrize("thing", [REGIODEAL, GOAL, INDICATOR])
def test_one_step_shows_what_the_claims_around_a_thing_say(seen: Seen, library: Library, thing: URIRef) -> None:
    around = [(claim.subject, claim.value) for claim in claims(facts(library, View(), thing)) if thing in {claim.subject, claim.value}]
    stated = {end for ends in around for end in ends if isinstance(end, URIRef) and has_picture(kind_of(end))}
    found = {node.ref.iri for node in seen(thing).picture.nodes}
    assert {iri for iri in found if kind_of(iri) != "document"} == stated


@pytest.mark.parametrize(("thing", "year"), [(REGIODEAL, "2018"), (OVERIJSSEL, "2021")])
def test_a_year_keeps_what_is_said_of_it_or_stands_in_a_document_of_it(seen: Seen, thing: URIRef, year: str) -> None:
    every, found = seen(thing).picture.edges, seen(thing, f"jaar={year}").picture.edges
    assert 0 < len(found) < len(every)
    for edge in every:
        assert {each.year for each in edge.evidence if each.year} <= set(edge.years)

    def own(edges: tuple[Edge, ...]) -> set[tuple[str, str, str]]:
        return {(*edge.ends, edge.relation.value) for edge in edges if year in edge.years and thing in {edge.source.iri, edge.target.iri}}

    assert own(found) == own(every)
    assert all(year in edge.years for edge in found)


def test_a_role_keeps_other_ties_as_they_are(seen: Seen) -> None:
    def verbs(found: Focus) -> set[str]:
        return {edge.relation.value for edge in found.picture.edges}

    every, financiers = verbs(seen(REGIODEAL)), verbs(seen(REGIODEAL, "rol=financier"))
    roles = {verb for verb in every if any(role in verb for role in ROLE_VERBS)}
    assert len(roles) > 2
    assert financiers & roles == {verb for verb in roles if "financier" in verb}
    assert financiers - roles == every - roles


def test_a_kind_brings_what_ties_it_to_the_centre(seen: Seen) -> None:
    found = seen(REGIODEAL, "stappen=2&soort=organisatie").picture
    kinds = {node.ref.kind: node.between for node in found.nodes if not node.centre}
    assert kinds == {"organisatie": False, "initiatief": True}
    tied = {end.iri for edge in found.edges for end in (edge.source, edge.target)}
    assert {node.ref.iri for node in found.nodes} == tied


def test_a_theme_is_that_of_the_initiatives_and_of_what_is_tied_to_them(seen: Seen, library: Library) -> None:
    theme = concept("thema", "energie")
    query = f"SELECT ?thing {{ ?thing <{BELEID.theme}> <{theme}> }}"
    of_theme = {row["thing"] for row in rows(library.endpoint, query)}
    found = seen(OVERIJSSEL, "thema=energie").picture
    initiatives = {node.ref.iri for node in found.nodes if node.ref.kind == "initiatief" and not node.between}
    assert initiatives
    assert initiatives <= of_theme


def test_a_municipality_keeps_what_is_its_own(seen: Seen) -> None:
    found = seen(REGIODEAL, "gemeente=gemeente-hengelo").picture
    municipalities = [node.ref.name.value for node in found.nodes if node.ref.name.value.startswith("Gemeente ") and not node.between]
    assert municipalities == ["Gemeente Hengelo"]


@pytest.mark.parametrize("name", ["soort", "thema", "gemeente"])
def test_a_choice_counts_the_things_it_shows(seen: Seen, name: str) -> None:
    filter_ = next(each for each in seen(REGIODEAL).filters if each.name == name)
    assert filter_.options
    for option in filter_.options[:6]:
        found = seen(REGIODEAL, f"{name}={option.value}").picture
        shown = [node for node in found.nodes if not node.between and not node.centre]
        assert len(shown) == option.count or option.count > 25


def test_chosen_values_stand_above_and_each_can_be_undone(seen: Seen) -> None:
    found = seen(REGIODEAL, "soort=doel&soort=organisatie&jaar=2018&thema=zwemmen&open=initiatief/regiodeal-twente~naar-partner~50")
    assert [(chip.name, chip.label.value) for chip in found.chips] == [
        ("soort", "Doelen"),
        ("soort", "Organisaties"),
        ("thema", "zwemmen (kennen we niet)"),
        ("jaar", "2018"),
        ("open", "Regiodeal Twente: partner"),
    ]
    assert found.chips[0].href.startswith("/beeld/initiatief/regiodeal-twente?soort=organisatie&thema=zwemmen&jaar=2018&open=")


def test_a_relation_shows_its_first_things_and_tells_how_many_there_are(seen: Seen) -> None:
    count, shown, opens, closes = relation(seen(ALMELO), ALMELO, "van-owner")
    assert (count > 100, shown) == (True, 25)
    assert opens == "?open=organisatie/gemeente-almelo~van-owner~50"
    more = seen(ALMELO, opens.removeprefix("?"))
    assert relation(more, ALMELO, "van-owner")[:2] == (count, 50)
    none = seen(ALMELO, closes.removeprefix("?"))
    assert relation(none, ALMELO, "van-owner")[:2] == (count, 0)
    assert set(names(none)) < set(names(seen(ALMELO))) < set(names(more))


def test_opening_a_relation_leaves_the_others_in_their_order(seen: Seen) -> None:
    saxion = mint("organisatie", "saxion")
    before = seen(REGIODEAL)
    after = seen(REGIODEAL, "open=organisatie/saxion~van-partner")
    added = set(names(after)) - set(names(before))
    assert relation(after, saxion, "van-partner")[1] > relation(before, saxion, "van-partner")[1]
    assert added
    assert [name for name in names(after) if name not in added] == names(before)
    assert after.expansions[saxion].closes


def test_what_stands_in_which_document_is_opened_by_itself(seen: Seen) -> None:
    found = seen(REGIODEAL, "open=organisatie/saxion~naar-evidencedBy")
    written = [edge for edge in found.picture.edges if edge.target.kind == "document" and edge.source.iri != REGIODEAL]
    assert written
    assert {edge.source.name.value for edge in written} == {"Saxion"}


@pytest.mark.parametrize(("thing", "steps"), [(ALMELO, 1), (ALMELO, 2), (REGIODEAL, 3), (OVERIJSSEL, 1)])
def test_a_picture_fits_or_narrower_ones_are_offered(seen: Seen, thing: URIRef, steps: int) -> None:
    found = seen(thing, f"stappen={steps}")
    assert found.fits == (len(found.picture.nodes) <= MOST_DRAWN)
    assert bool(found.narrower) != found.fits
    for each in found.narrower:
        narrow = seen(thing, each.href.partition("?")[2])
        assert narrow.fits
        assert len(narrow.picture.nodes) == each.count


def test_every_tie_has_its_evidence(seen: Seen) -> None:
    def told(edge: Edge) -> bool:
        return all(each.locator and each.document.name.value for each in edge.evidence)

    edges = seen(ALMELO).picture.edges
    assert all(edge.evidence and told(edge) for edge in edges)


@pytest.mark.parametrize("language", Language)
def test_the_same_address_gives_the_same_picture(seen: Seen, language: Language) -> None:
    assert seen(ALMELO, "stappen=2&jaar=2019", language) == seen(ALMELO, "stappen=2&jaar=2019", language)


def test_a_picture_looks_alike_in_both_languages(seen: Seen) -> None:
    dutch, english = (seen(REGIODEAL, "stappen=1", language).picture for language in Language)
    assert {node.ref.iri for node in dutch.nodes} == {node.ref.iri for node in english.nodes}


@pytest.mark.parametrize("thing", [concept("rol", "partner"), mint("doel", "nergens")])
def test_what_has_no_place_in_a_picture_is_not_found(seen: Seen, thing: URIRef) -> None:
    with pytest.raises(NotFoundError):
        seen(thing)


@pytest.mark.parametrize("thing", [mint("organisatie", "gemeente-haaksbergen"), ALMELO])
def test_no_two_boxes_look_the_same(seen: Seen, thing: URIRef) -> None:
    found = names(seen(thing))
    assert len({name.casefold() for name in found}) == len(found)


def test_two_things_with_one_name_are_told_apart_by_their_years(seen: Seen) -> None:
    found = names(seen(mint("organisatie", "gemeente-haaksbergen")))
    assert {name for name in found if name.startswith("Onderwijs")} == {"Onderwijs (2015)", "Onderwijs (2019)"}


def test_an_address_that_opens_all_it_can_offers_no_more(seen: Seen) -> None:
    others = [node.path for node in seen(REGIODEAL).picture.nodes if node.ref.kind != "document"][:MOST_OPENED]
    query = "&".join(f"open={path}~naar-evidencedBy" for path in others)
    found = seen(REGIODEAL, query)
    assert len(found.chips) == MOST_OPENED
    for thing, told in found.expansions.items():
        assert not told.opens, thing
        assert all(each.own for each in told.relations if each.opens)


def test_a_wish_keeps_of_what_it_opens_only_what_there_is(library: Library) -> None:
    query = "open=doel/nergens~naar-owner&open=organisatie/saxion~naar-nergens&dicht=doel/nergens~x&open=organisatie/saxion~van-partner"
    found = asked_for(library, View(path=f"/beeld/initiatief/regiodeal-twente?{query}"))
    assert (found.opened, found.closed) == ((Opening("organisatie/saxion", "van-partner"),), ())


def test_the_largest_view_looks_at_each_thing_few_times(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, of = [], Whole.of

    def counted(every: Whole, iri: URIRef) -> tuple[Bundle, ...]:
        looks.append(iri)
        return of(every, iri)

    monkeypatch.setattr(Whole, "of", counted)
    found = focus(library, View(), ALMELO, Wish(steps=3))
    assert found.things > 1_000
    assert found.things <= len(looks) < 20 * found.things


def test_of_a_very_large_graph_only_the_nearest_things_are_looked_through() -> None:
    centre, others = mint("doel", "midden"), [mint("initiatief", f"i{number}") for number in range(3 * MOST_REACHED)]
    ties = [Tie(other, BELEID.contributesTo, centre) for other in others]
    around = Bundle("van-x", BELEID.contributesTo, inverse=True, links=tuple(Link(tie, tie.source) for tie in ties))
    every = Whole({centre: (around,)}, {tie: Ground((), (), ()) for tie in ties}, {}, {}, {centre: 0}, frozenset(), {})
    found = reach(every, centre, Wish(steps=2))
    assert (len(found.distances), found.cut) == (MOST_REACHED, True)
    assert list(found.distances)[1:] == others[: MOST_REACHED - 1]
    assert not reach(replace(every, bundles={}), centre, Wish()).cut


def test_what_does_not_fit_is_told_of_in_part(library: Library) -> None:
    sought = seek(library, ALMELO, Wish(steps=3))
    part = sought.chosen.ties[:20]
    found = tell(library, View(), sought, part)
    assert [(edge.source.iri, edge.target.iri) for edge in found.picture.edges] == [(tie.source, tie.target) for tie in part]
    assert (found.things, found.ties) == (len(sought.chosen.drawn), len(sought.chosen.ties))
    assert len(found.picture.nodes) <= 21
