"""The answers once more, counted over the triples in Python: none of it is SPARQL, so none of it can repeat a fault there."""

from collections.abc import Callable, Mapping

import pytest
from rdflib import Graph

from counting import gaps, goals, indicators, initiatives, partners, sources, years
from counting.walking import Rows, lines_of, text
from kg.store import graph, rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled

Count = Callable[..., Rows]

CHECKS: list[tuple[Count, str]] = [
    (gaps.beweringen_met_een_bron_per_uitgever, "bewering"),
    (gaps.doelen_zonder_indicator_per_eigenaar, "doel"),
    (gaps.doelen_zonder_initiatief_per_eigenaar, "doel"),
    (gaps.doelen_zonder_resultaat_per_eigenaar, "melding doel"),
    (gaps.indicatoren_nooit_gemeten_per_uitgever, "indicator"),
    (gaps.initiatieven_stil_per_uitgever, "melding initiatief laatsteJaar"),
    (gaps.initiatieven_zonder_deelnemer, "initiatief"),
    (gaps.initiatieven_zonder_doel_per_deelnemer, "initiatief"),
    (gaps.partners_waarvan_veel_afhangt, "partner initiatieven"),
    (goals.doelen_bij_sdg, "doel eigenaar initiatief"),
    (goals.doelen_niet_te_volgen, "gebrek doel"),
    (goals.doelen_van_initiatief, "doel jaar document vindplaats"),
    (goals.doelen_van_programma, "doel jaar resultaten bronnen melding"),
    (goals.doelen_zonder_initiatief, "doel"),
    (goals.gaten_per_organisatie, "organisatie doelen zonderIndicator zonderInitiatief zonderResultaat jaarverslagen melding"),
    (goals.initiatieven_met_hetzelfde_doel, "doel ander jaar document vindplaats eigenDocument eigenVindplaats"),
    (goals.resultaten_per_doel, "doel rechtstreeks viaInitiatieven documentenVanEigenaar melding"),
    (goals.resultaten_van_doel, "resultaat jaar wijze onder initiatief document vindplaats"),
    (indicators.indicator_met_streefwaarde, "jaar waarneming waarde streefJaar streefwaarde afstand"),
    (indicators.indicator_vergelijken, "jaar eigenWaarde document groepWaarde verschil groepDocument"),
    (indicators.indicatoren_nooit_gemeten, "indicator andereWaarden"),
    (indicators.tegenstrijdige_waarden, "waarneming andere"),
    (initiatives.bedragen_per_initiatief, "initiatief soort euro partner jaar jaarVan document vindplaats"),
    (initiatives.bedragen_per_rol, "partner euro jaar bedrag totaal"),
    (initiatives.initiatieven_die_opvolgen, "initiatief voorganger jaar document vindplaats"),
    (initiatives.initiatieven_lang_niet_genoemd, "melding latereDocumenten initiatief laatsteJaar document vindplaats"),
    (initiatives.initiatieven_zonder_doel, "melding eigenDoelen initiatief rol document vindplaats"),
    (initiatives.initiatieven_zonder_partner, "deelnemers initiatief deelnemer document vindplaats"),
    (initiatives.laatste_status_van_initiatieven, "initiatief status statusJaar document vindplaats"),
    (initiatives.tijdlijn_van_initiatief, "jaar soort gezegd euro document vindplaats"),
    (initiatives.veranderd_tussen_jaren, "verandering initiatief"),
    (partners.gedeelde_partners, "partner initiatief met rol document vindplaats"),
    (partners.initiatieven_van_organisatie, "initiatief rol document vindplaats"),
    (partners.organisaties_en_onderdelen, "organisatie onderdeel document vindplaats"),
    (partners.partners_met_meeste_initiatieven, "organisatie initiatieven alsTrekker"),
    (partners.partners_rond_thema, "partner rol initiatief document vindplaats"),
    (partners.samen_in_initiatieven, "initiatief deelnemers organisatie rol document vindplaats"),
    (partners.wie_werkt_met_wie, "organisatie andere initiatieven ookAlsGroep bronnen"),
    (sources.beweringen_met_een_bron, "bewering document vindplaats"),
    (sources.bron_van_verband, "bewering document"),
    (sources.bronnen_per_initiatief, "initiatief documenten uitgevers eersteJaar laatsteJaar"),
    (sources.documenten_per_jaar, "organisatie jaar documenten passages melding"),
    (sources.gelezen_documenten, "document passages zakenEnBeweringen"),
    (years.genoemd_in_twee_documenten, "genoemd zaak"),
    (years.genoemd_in_twee_jaren, "genoemd zaak"),
    (years.veranderde_waarden_in_twee_documenten, "wat zaak van periode1 naar periode2"),
    (years.veranderde_waarden_in_twee_jaren, "wat zaak van periode1 naar periode2"),
]

ALMELO = "id/organisatie/gemeente-almelo"
OTHERS: list[tuple[Count, Mapping[str, str]]] = [
    (goals.resultaten_per_doel, {"organisatie": ALMELO, "jaar": "2019"}),  # a document: some results, and none for the others
    (goals.resultaten_per_doel, {"organisatie": "id/organisatie/gemeente-rijssen-holten", "jaar": "2021"}),  # a result, no document
    (goals.resultaten_per_doel, {"organisatie": "id/organisatie/gemeente-hengelo", "jaar": "2015"}),  # neither
    (indicators.indicator_vergelijken, {"organisatie": ALMELO, "indicator": "id/concept/indicator/almelo-ind-banen-per-1000"}),  # revised
    (indicators.indicator_vergelijken, {"organisatie": ALMELO, "indicator": "id/concept/indicator/almelo-ind-verwarde-personen"}),  # alone
    (indicators.indicator_vergelijken, {"organisatie": ALMELO, "indicator": indicators.TRUST}),  # without a year
    (initiatives.bedragen_per_rol, {"initiatief": "id/initiatief/regiodeal-twente"}),  # amounts together, and by two sources
    (initiatives.bedragen_per_rol, {"initiatief": "id/initiatief/brede-spuk-gala"}),  # one partner, several years
    (initiatives.bedragen_per_rol, {"initiatief": "id/initiatief/leerwerkloket-twente"}),  # two partners, equal amounts
    (initiatives.bedragen_per_rol, {"initiatief": "id/initiatief/gezond-in-de-stad-enschede"}),  # an amount in another role
    (sources.gelezen_documenten, {"organisatie": "id/organisatie/roskam"}),  # news, and a document of which nothing is used
    (sources.gelezen_documenten, {"organisatie": "id/organisatie/gemeente-tubbergen"}),  # plans and reports
    (sources.gelezen_documenten, {"organisatie": "id/organisatie/tno"}),  # a single document
]
"""Questions with other values than their defaults, one for each way that an answer can go."""

GRAPHS: list[Count] = [sources.alles_over_initiatief, partners.partnernetwerk_van_thema]


def name_of(count: Count) -> str:
    return count.__name__.replace("_", "-")


@pytest.mark.parametrize(("count", "columns"), [pytest.param(*check, id=name_of(check[0])) for check in CHECKS])
def test_the_answer_is_what_the_triples_say(endpoint: LocalEndpoint, queries: Queries, triples: Graph, count: Count, columns: str) -> None:
    found = rows(endpoint, filled(queries[name_of(count)], {}))
    assert {tuple(text(row.get(column)) for column in columns.split()) for row in found} == count(triples)


@pytest.mark.parametrize(
    ("count", "given"), [pytest.param(*other, id=f"{name_of(other[0])}-{list(other[1].values())}") for other in OTHERS]
)
def test_other_parameters_give_what_the_triples_say(
    endpoint: LocalEndpoint, queries: Queries, triples: Graph, count: Count, given: Mapping[str, str]
) -> None:
    found = rows(endpoint, filled(queries[name_of(count)], given))
    columns = dict(CHECKS)[count].split()
    assert found
    assert {tuple(text(row.get(column)) for column in columns) for row in found} == count(triples, **given)


@pytest.mark.parametrize("count", [pytest.param(count, id=name_of(count)) for count in GRAPHS])
def test_the_graph_is_a_part_of_the_triples(endpoint: LocalEndpoint, queries: Queries, triples: Graph, count: Count) -> None:
    assert lines_of(graph(endpoint, filled(queries[name_of(count)], {}))) == count(triples)


def test_every_question_is_counted(queries: Queries) -> None:
    counted = [*(count for count, _ in CHECKS), *GRAPHS]
    assert sorted(map(name_of, counted)) == sorted(query.name for query in queries.questions())
