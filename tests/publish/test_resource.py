"""What the page about one thing tells."""

import pytest
from rdflib import URIRef

from kg.errors import NotFoundError
from kg.publish.claims import claims
from kg.publish.facts import Facts, facts
from kg.publish.library import Language, Library, View
from kg.publish.resource import CLAIM_KINDS, Thing, describe
from kg.store import rows
from kg.terms import BASE, concept, mint

REGIODEAL = mint("initiatief", "regiodeal-twente")
ALMELO = mint("organisatie", "gemeente-almelo")
YEARREPORT = mint("document", "almelo-jaarverantwoording-2018-innoveren")


def shown(thing: Thing) -> dict[str, list[str]]:
    return {
        fact.label.value: [f"{value.text.value} ({value.note})" if value.note else value.text.value for value in fact.values]
        for fact in thing.facts
    }


def test_an_initiative_shows_its_key_facts_each_with_its_evidence(library: Library) -> None:
    thing = describe(library, REGIODEAL, View())
    assert shown(thing) == {
        "status": ["in uitvoering (2019)"],
        "periode": ["2019 – 2022"],
        "budget": ["€ 150.000.000 (begroot)"],
        "soort": ["convenant"],
        "thema": ["economie"],
    }
    assert all(value.evidence for fact in thing.facts for value in fact.values)


def test_relations_are_grouped_by_kind_and_read_from_the_side_of_the_thing(library: Library) -> None:
    of_initiative = {group.relation.value: len(group.rows) for group in describe(library, REGIODEAL, View()).groups}
    assert of_initiative == {
        "onderdeel van": 1, "draagt bij aan": 12, "bestaat uit": 8, "trekker": 1, "financier": 16, "partner": 15, "deelnemer": 1,
        "leverde op": 8, "opgevolgd door": 1, "verwant aan": 4,
    }  # fmt: skip
    of_organisation = [group.relation.value for group in describe(library, ALMELO, View(Language.EN)).groups]
    assert of_organisation[:4] == ["lead in", "commissioner in", "funder in", "partner in"]


def test_every_claim_about_a_thing_stands_on_its_page_with_its_evidence(library: Library) -> None:
    for iri in (REGIODEAL, ALMELO, mint("doel", "almelo-doel-nieuw-samenspel"), concept("indicator", "almelo-ind-relatief-verzuim")):
        thing = describe(library, iri, View())
        told = {claim for group in thing.groups for row in group.rows for claim in (*row.claims, row.other.href) if row.evidence}
        told |= {point.href for series in thing.series for point in series.points if point.evidence}
        told |= {saying.href for saying in thing.sayings if saying.source}
        known = facts(library, View(), iri)
        expected = {
            known.ref(claim.iri).href for claim in claims(known) if "/statusvaststelling/" not in claim.iri and "/bedrag/" not in claim.iri
        }
        assert expected <= told, iri
        assert sum(moment.what == "Status" for moment in thing.moments) == sum(
            "/statusvaststelling/" in claim.iri for claim in claims(known)
        )


def test_a_participation_named_collectively_says_so_and_another_does_not(library: Library) -> None:
    partners = next(group for group in describe(library, REGIODEAL, View()).groups if group.relation.value == "financier")
    collective = {row.other.name.value: row.collective for row in partners.rows}
    asked = f"SELECT ?name {{ <{REGIODEAL}> <http://data.europa.eu/m8g/hasParticipation> ?part . ?part <{BASE}/def#basis> <{concept('onderbouwing', 'documentstructuur')}> ; <http://data.europa.eu/m8g/role> <{concept('rol', 'financier')}> ; <http://data.europa.eu/m8g/hasParticipant> ?who . ?who <http://www.w3.org/2000/01/rdf-schema#label> ?name }}"  # noqa: E501
    assert {name for name, said in collective.items() if said} == {str(row["name"]) for row in rows(library.endpoint, asked)}


def test_what_each_source_says_is_told_when_several_do(library: Library) -> None:
    sayings = describe(library, REGIODEAL, View()).sayings
    assert [(saying.order, saying.name.value) for saying in sayings] == [(1, "Regiodeal Twente"), (2, "Regio Deal Twente")]
    assert describe(library, mint("doel", "almelo-doel-nieuw-samenspel"), View()).sayings == ()


def test_the_timeline_begins_with_the_latest(library: Library) -> None:
    found = describe(library, REGIODEAL, View()).moments
    assert [moment.year for moment in found] == sorted((moment.year for moment in found), reverse=True)
    assert ("2018", "Status", "in voorbereiding") in [(moment.when, moment.what, moment.value.text.value) for moment in found]


def test_measured_values_stand_by_area_the_own_values_first(library: Library) -> None:
    own, group = describe(library, concept("indicator", "almelo-ind-relatief-verzuim"), View()).series
    assert ([ref.name.value for ref in own.name], own.own) == (["Almelo"], True)
    assert ([ref.name.value for ref in group.name], group.own) == (["Grootteklasse 50.000-100.000 inwoners"], False)
    first = own.points[0]
    assert (first.when, first.kind.text.value, first.amount.value, first.conflict) == (
        "2014",
        "realisatie",
        "36,7 per 1.000 leerplichtigen",
        False,
    )


def test_values_that_contradict_each_other_are_marked(library: Library) -> None:
    asked = f"""PREFIX b: <{BASE}/def#> SELECT DISTINCT ?indicator {{
        ?one b:indicator ?indicator ; b:refArea ?area ; b:refPeriod ?period ; b:comparisonGroup ?group ; b:valueKind ?kind ; b:year ?year .
        ?two b:indicator ?indicator ; b:refArea ?area ; b:refPeriod ?period ; b:comparisonGroup ?group ; b:valueKind ?kind .
        ?one <http://purl.org/linked-data/sdmx/2009/measure#obsValue> ?value .
        ?two <http://purl.org/linked-data/sdmx/2009/measure#obsValue> ?other FILTER(?value < ?other) }}"""
    disputed = [URIRef(row["indicator"]) for row in rows(library.endpoint, asked)]
    assert disputed
    for iri in disputed:
        points = [point for series in describe(library, iri, View()).series for point in series.points]
        assert len([point for point in points if point.conflict]) >= 2


def test_a_document_tells_its_passages_with_what_rests_on_them(library: Library) -> None:
    thing = describe(library, YEARREPORT, View())
    assert [passage.locator for passage in thing.passages] == sorted((passage.locator for passage in thing.passages), key=str.casefold)
    told = {sentence.href for passage in thing.passages for sentence in passage.sentences}
    known = facts(library, View(), YEARREPORT)
    assert told == {known.ref(claim.iri).href for claim in claims(known)}


def test_a_claim_has_a_page_that_says_it_in_words(library: Library) -> None:
    thing = describe(library, mint("deelname", "regiodeal-twente", "gemeente-borne", "financier"), View())
    (sentence,) = thing.sentences
    assert (sentence.subject.name.value, sentence.relation.value, sentence.other and sentence.other.name.value) == (
        "Gemeente Borne",
        "is financier in",
        "Regiodeal Twente",
    )
    assert thing.sources


def test_every_kind_of_claim_in_the_graph_can_be_said_in_words(library: Library) -> None:
    for kind in sorted(CLAIM_KINDS):
        (row,) = rows(
            library.endpoint,
            f"SELECT ?claim {{ ?claim a ?class FILTER(STRSTARTS(STR(?claim), '{BASE}/id/{kind}/')) }} ORDER BY ?claim LIMIT 1",
        )
        thing = describe(library, URIRef(row["claim"]), View())
        assert [sentence.href for sentence in thing.sentences] == [thing.ref.href], kind


@pytest.mark.parametrize(
    "path",
    [
        "passage/almelo-jaarverantwoording-2018-innoveren--fc102f7e",
        "concept/rol/partner",
        "begrippenkader/rol",
        "periode/2018",
        "periode/onbekend",
        "gebied/gm0141",
        "dataset/indicatoren",
    ],
)
def test_all_that_is_stated_of_any_thing_is_on_its_page(library: Library, path: str) -> None:
    iri = URIRef(f"{BASE}/id/{path}")
    thing = describe(library, iri, View())
    known: Facts = facts(library, View(), iri)
    stated = {str(value) for values in known.statements[iri].values() for value in values if isinstance(value, URIRef)}
    own = {known.ref(URIRef(value)).href for value in stated if value.startswith(f"{BASE}/id/")}
    assert own <= {value.href for fact in thing.facts for value in fact.values}
    assert thing.groups or thing.passages or thing.series or path in {"dataset/indicatoren", "periode/onbekend"}


def test_names_are_in_the_language_of_the_page_where_there_is_one(library: Library) -> None:
    thing = describe(library, concept("rol", "trekker"), View(Language.EN))
    assert (thing.ref.name.value, thing.ref.name.language, thing.kind) == ("lead", "en", "Concept")


def test_what_the_graph_does_not_know_is_not_found(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"no statements about <https://samenspel\.example\.org/id/doel/nergens>"):
        describe(library, mint("doel", "nergens"), View())
