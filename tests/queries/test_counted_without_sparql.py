"""The answers once more, counted over the triples in Python: none of it is SPARQL, so none of it can repeat a fault there."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import combinations

import pytest
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.store import rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled
from kg.terms import BASE, BELEID, M8G, SCHEMA, SDMX_M, concept, mint

QB = Namespace("http://purl.org/linked-data/cube#")
ALIGNS_WITH = URIRef(f"{BASE}/def#alignsWith")
ALMELO = mint("organisatie", "gemeente-almelo")
REGIODEAL = mint("initiatief", "regiodeal-twente")
MUNICIPALITIES = (
    *("almelo", "borne", "dinkelland", "enschede", "haaksbergen", "hellendoorn", "hengelo", "hof-van-twente", "losser"),
    *("oldenzaal", "rijssen-holten", "tubbergen", "twenterand", "wierden"),
)
OWN = concept("vergelijkingsgroep", "eigen-waarde")
MEASURED = concept("waardesoort", "realisatie")
FROM_THING = (M8G.hasParticipation, BELEID.hasContribution, BELEID.hasStatusAssertion)
TO_THING = (BELEID.resultOf, BELEID.relationFrom, BELEID.relationTo)

Rows = set[tuple[str, ...]]


def places(graph: Graph, claim: Node) -> Iterator[tuple[str, str]]:
    """Yield the document and the place in it for each passage that a claim rests on."""
    for passage in graph.objects(claim, BELEID.evidencedBy):
        yield str(graph.value(passage, DCTERMS.isPartOf)), str(graph.value(passage, BELEID.locator))


def documents(graph: Graph, claim: Node) -> set[str]:
    return {document for document, _ in places(graph, claim)}


def text(value: object) -> str:
    return "" if value is None else str(value)


def goals_of(graph: Graph, owner: URIRef) -> list[Node]:
    return [goal for goal in graph.subjects(RDF.type, BELEID.Goal) if (goal, BELEID.owner, owner) in graph]


def goals_below(graph: Graph, goal: Node) -> set[Node]:
    """Return a goal and every goal below it."""
    return {below for below in graph.transitive_subjects(BELEID.subGoalOf, goal) if below}


def claims_about(graph: Graph, thing: Node) -> set[Node]:
    own: set[Node] = {claim for link in FROM_THING for claim in graph.objects(thing, link)}
    return own | {claim for link in TO_THING for claim in graph.subjects(link, thing)}


def doelen_van_initiatief(graph: Graph) -> Rows:
    return {
        (text(graph.value(claim, BELEID.toGoal)), text(graph.value(claim, BELEID.year)), *place)
        for claim in graph.subjects(BELEID.contributor, REGIODEAL)
        for place in places(graph, claim)
    }


def partners_rond_thema(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in graph.subjects(BELEID.theme, concept("thema", "arbeidsmarkt")):
        shares = [(claim, graph.value(claim, M8G.hasParticipant)) for claim in graph.objects(initiative, M8G.hasParticipation)]
        if ALMELO in {partner for _, partner in shares}:
            for claim, partner in shares:
                found |= {(text(partner), text(graph.value(claim, M8G.role)), str(initiative), *place) for place in places(graph, claim)}
    return {row for row in found if row[0] != str(ALMELO)}


def laatste_status_van_initiatieven(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        years = {
            claim: int(str(year))
            for claim in graph.objects(initiative, BELEID.hasStatusAssertion)
            for year in graph.objects(claim, BELEID.year)
        }
        last = max((year for year in years.values() if year <= 2018), default=None)
        for claim in (claim for claim, year in years.items() if year == last):
            status = text(graph.value(claim, BELEID.assertedStatus))
            found |= {(str(initiative), status, str(last), *place) for place in places(graph, claim)}
    return found


def resultaten_per_doel(graph: Graph) -> Rows:
    in_2018 = set(graph.subjects(BELEID.year, Literal(2018))) & set(graph.subjects(RDF.type, BELEID.Result))
    found: Rows = set()
    for goal in goals_of(graph, ALMELO):
        below = goals_below(graph, goal)
        direct = {result for each in below for result in graph.subjects(BELEID.resultFor, each)} & in_2018
        helpers = {initiative for each in below for initiative in graph.subjects(BELEID.contributesTo, each)}
        indirect = {result for initiative in helpers for result in graph.subjects(BELEID.resultOf, initiative)} & in_2018
        found.add((str(goal), str(len(direct)), str(len(indirect)), "" if direct | indirect else "geen resultaat"))
    return found


def indicator_vergelijken(_: Graph) -> Rows:
    """As the three documents say it (observations.csv): 29 and 30 per cent are never Almelo's own."""
    return {("2018", "17", "29", "-12"), ("", "17", "30", "-13"), ("2019", "21", "", "")}


def doelen_niet_te_volgen(graph: Graph) -> Rows:
    found: Rows = set()
    for goal in goals_of(graph, ALMELO):
        indicators = set(graph.subjects(BELEID.measures, goal))
        values = {value for indicator in indicators for value in graph.subjects(BELEID.indicator, indicator)}
        if not any(measurement(graph, value) for value in values):
            found.add(("geen meting" if indicators else "geen indicator", str(goal)))
    return found


def measurement(graph: Graph, value: Node) -> bool:
    return (value, BELEID.valueKind, MEASURED) in graph and (value, BELEID.comparisonGroup, OWN) in graph


def bedragen_per_rol(graph: Graph) -> Rows:
    """Rijk 30 and province 20 million by two sources each; the fourteen municipalities pledged ten together."""
    municipalities = {mint("organisatie", f"gemeente-{place}") for place in MUNICIPALITIES}
    own = {(str(mint("organisatie", "rijksoverheid")), "30000000"), (str(mint("organisatie", "provincie-overijssel")), "20000000")}
    assert {int(str(value)) for value in graph.objects(None, SCHEMA.value)} >= {30_000_000, 20_000_000}
    return {(*row, "50000000") for row in own} | {(str(each), "", "50000000") for each in municipalities}


def doelen_bij_sdg(graph: Graph) -> Rows:
    found: Rows = set()
    for goal in graph.subjects(ALIGNS_WITH, URIRef("http://metadata.un.org/sdg/7")):
        helpers: Collection[Node | None] = {
            initiative for each in goals_below(graph, goal) for initiative in graph.subjects(BELEID.contributesTo, each)
        }
        found |= {(str(goal), text(graph.value(goal, BELEID.owner)), text(each)) for each in helpers or [None]}
    return found


def bron_van_verband(_: Graph) -> Rows:
    """Code points 1335 to 1531 of the report of 2018 (checked by eye)."""
    document = mint("document", "almelo-jaarverantwoording-2018-innoveren")
    return {(str(mint("verband", "skills-twente", "onderdeel-van", "almelo-actieplan-arbeidsmarkt", "2018")), str(document))}


def veranderd_tussen_jaren(graph: Graph) -> Rows:
    first, second = mentioned(graph, 2018), mentioned(graph, 2019)
    assert first
    assert second
    new = {("nieuw genoemd", str(each)) for each in second - first}
    statuses = {each: [statuses_in(graph, each, year) for year in (2018, 2019)] for each in first}
    new |= {("andere status", str(each)) for each, (old, later) in statuses.items() if old and later and old != later}
    return new | {("niet meer genoemd", str(each)) for each in first - second} | {("gelezen documenten", "")}


def statuses_in(graph: Graph, initiative: Node, year: int) -> set[str]:
    claims = graph.objects(initiative, BELEID.hasStatusAssertion)
    return {text(graph.value(claim, BELEID.assertedStatus)) for claim in claims if (claim, BELEID.year, Literal(year)) in graph}


def mentioned(graph: Graph, year: int) -> set[Node]:
    """Return the initiatives of which an annual report of Almelo about this year says something."""
    reports = {
        str(report)
        for report in graph.subjects(DCTERMS.publisher, ALMELO)
        if (report, DCTERMS.type, concept("documenttype", "jaarverslag")) in graph and (report, BELEID.year, Literal(year)) in graph
    }
    found: set[Node] = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        sayings = set(graph.subjects(BELEID.mentionOf, initiative)) | set(graph.objects(initiative, BELEID.amount))
        said = claims_about(graph, initiative) | sayings | {initiative}
        if any(documents(graph, claim) & reports for claim in said):
            found.add(initiative)
    return found


def beweringen_met_een_bron(graph: Graph) -> Rows:
    return {
        (str(claim), *place)
        for claim in claims_about(graph, REGIODEAL)
        if one_source(graph, documents(graph, claim))
        for place in places(graph, claim)
    }


def one_source(graph: Graph, found: set[str]) -> bool:
    """Tell whether documents are one: there is but one, or they share an address and no two of them differ in year."""
    addresses = {text(graph.value(URIRef(each), FOAF.page)) or each for each in found}
    years = {text(year) for each in found for year in graph.objects(URIRef(each), BELEID.year)}
    return len(found) == 1 or (len(addresses) == 1 and len(years) <= 1)


def partners_met_meeste_initiatieven(graph: Graph) -> Rows:
    initiatives: dict[Node, set[Node]] = defaultdict(set)
    leads: dict[Node, set[Node]] = defaultdict(set)
    for initiative, claim in graph.subject_objects(M8G.hasParticipation):
        partner = graph.value(claim, M8G.hasParticipant)
        assert partner
        initiatives[partner].add(initiative)
        if (claim, M8G.role, concept("rol", "trekker")) in graph:
            leads[partner].add(initiative)
    return {(str(each), str(len(found)), str(len(leads[each]))) for each, found in initiatives.items() if len(found) >= 20}


def doelen_zonder_initiatief(graph: Graph) -> Rows:
    helped = set(graph.objects(None, BELEID.contributesTo))
    return {(str(goal),) for goal in goals_of(graph, ALMELO) if not goals_below(graph, goal) & helped}


def indicatoren_nooit_gemeten(graph: Graph) -> Rows:
    found: Rows = set()
    for indicator in graph.subjects(RDF.type, BELEID.Indicator):
        values = list(graph.subjects(BELEID.indicator, indicator))
        if not any(measurement(graph, value) for value in values):
            found.add((str(indicator), str(len(values))))
    return found


def tegenstrijdige_waarden(graph: Graph) -> Rows:
    dimensions = (BELEID.indicator, BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind)
    same: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for value in graph.subjects(RDF.type, QB.Observation):
        if (value, BELEID.year, None) in graph:
            same[tuple(text(graph.value(value, dimension)) for dimension in dimensions)].append(value)
    pairs = [pair for values in same.values() for pair in combinations(sorted(values, key=lambda each: number(graph, each)), 2)]
    return {(str(low), str(high)) for low, high in pairs if number(graph, low) < number(graph, high)}


def number(graph: Graph, value: Node) -> float:
    return float(text(graph.value(value, SDMX_M.obsValue)))


def initiatieven_van_organisatie(graph: Graph) -> Rows:
    board = mint("organisatie", "twente-board")
    return {
        (text(graph.value(None, M8G.hasParticipation, claim)), text(graph.value(claim, M8G.role)), *place)
        for claim in graph.subjects(M8G.hasParticipant, board)
        for place in places(graph, claim)
    }


def gelezen_documenten(graph: Graph) -> Rows:
    found: Rows = set()
    for document in graph.subjects(DCTERMS.publisher, ALMELO):
        passages = [each for each in graph.subjects(DCTERMS.isPartOf, document) if (None, BELEID.evidencedBy, each) in graph]
        things = {thing for each in passages for thing in graph.subjects(BELEID.evidencedBy, each)}
        found.add((str(document), str(len(passages)), str(len(things))))
    return found


CHECKS: list[tuple[Callable[[Graph], Rows], str]] = [
    (doelen_van_initiatief, "doel jaar document vindplaats"),
    (partners_rond_thema, "partner rol initiatief document vindplaats"),
    (laatste_status_van_initiatieven, "initiatief status statusJaar document vindplaats"),
    (resultaten_per_doel, "doel rechtstreeks viaInitiatieven melding"),
    (indicator_vergelijken, "jaar eigenWaarde groepWaarde verschil"),
    (doelen_niet_te_volgen, "gebrek doel"),
    (bedragen_per_rol, "partner euro totaal"),
    (doelen_bij_sdg, "doel eigenaar initiatief"),
    (bron_van_verband, "bewering document"),
    (veranderd_tussen_jaren, "verandering initiatief"),
    (beweringen_met_een_bron, "bewering document vindplaats"),
    (partners_met_meeste_initiatieven, "organisatie initiatieven alsTrekker"),
    (doelen_zonder_initiatief, "doel"),
    (indicatoren_nooit_gemeten, "indicator andereWaarden"),
    (tegenstrijdige_waarden, "waarneming andere"),
    (initiatieven_van_organisatie, "initiatief rol document vindplaats"),
    (gelezen_documenten, "document passages zakenEnBeweringen"),
]


@pytest.mark.parametrize(("count", "columns"), [pytest.param(*check, id=check[0].__name__) for check in CHECKS])
def test_the_answer_is_what_the_triples_say(
    endpoint: LocalEndpoint, queries: Queries, triples: Graph, count: Callable[[Graph], Rows], columns: str
) -> None:
    found = rows(endpoint, filled(queries[count.__name__.replace("_", "-")], {}))
    assert {tuple(text(row.get(column)) for column in columns.split()) for row in found} == count(triples)


def test_every_question_is_counted(queries: Queries) -> None:
    assert sorted(count.__name__.replace("_", "-") for count, _ in CHECKS) == [query.name for query in queries.questions()]
