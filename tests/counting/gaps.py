"""Counts of what is missing, of one organisation or of all; the defaults are those of the questions."""

from collections import Counter
from collections.abc import Collection

from rdflib import DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from counting.sources import one_source
from counting.walking import ALMELO, Rows, documents, goals_below, helpers, measurement, participations, reports_of, sayings, text
from kg.terms import ADMS, BELEID, SDMX_M, concept, mint

CLAIMS = (BELEID.Participation, BELEID.Contribution, BELEID.StatusAssertion, BELEID.Result, BELEID.Relation)
LOSSER = mint("organisatie", "gemeente-losser")
ENDED = (concept("status", "afgerond"), concept("status", "gestopt"))


def of(graph: Graph, kind: Node, link: URIRef, whose: Node | None) -> list[Node]:
    """Return the things of a class that belong to one, or all of that class."""
    return [each for each in graph.subjects(RDF.type, kind) if whose is None or (each, link, whose) in graph]


def published(graph: Graph, thing: Node, whose: Node | None) -> bool:
    """Tell whether a document of this publisher, or of anyone, says something by these very words."""
    return whose is None or any((URIRef(each), DCTERMS.publisher, whose) in graph for each in documents(graph, thing))


def years(graph: Graph, thing: Node) -> set[int]:
    return {int(str(year)) for each in documents(graph, thing) for year in graph.objects(URIRef(each), BELEID.year)}


def doelen_zonder_initiatief_per_eigenaar(graph: Graph, whose: Node | None = ALMELO) -> Rows:
    goals = of(graph, BELEID.Goal, BELEID.owner, whose)
    return {(str(goal),) for goal in goals if not any(helpers(graph, below) for below in goals_below(graph, goal))}


def doelen_zonder_indicator_per_eigenaar(graph: Graph, whose: Node | None = ALMELO) -> Rows:
    return {(str(goal),) for goal in of(graph, BELEID.Goal, BELEID.owner, whose) if (None, BELEID.measures, goal) not in graph}


def doelen_zonder_resultaat_per_eigenaar(graph: Graph, whose: Node | None = ALMELO, year: int = 2018) -> Rows:
    found: Rows = set()
    reached = {each for each in graph.subjects(RDF.type, BELEID.Result) if (each, BELEID.year, Literal(year)) in graph}
    for goal in of(graph, BELEID.Goal, BELEID.owner, whose):
        below = goals_below(graph, goal)
        ways = {*below, *(helper for each in below for helper in helpers(graph, each))}
        told = any((result, link, way) in graph for result in reached for link in (BELEID.resultFor, BELEID.resultOf) for way in ways)
        if not told and min(years(graph, goal), default=year + 1) <= year:
            reports = [each for each in reports_of(graph, graph.value(goal, BELEID.owner)) if (each, BELEID.year, Literal(year)) in graph]
            found.add(("geen resultaat" if reports else "geen bron", str(goal)))
    return found


def initiatieven_zonder_deelnemer(graph: Graph, whose: Node | None = ALMELO) -> Rows:
    found = [each for each in graph.subjects(RDF.type, BELEID.Initiative) if published(graph, each, whose)]
    return {(str(each),) for each in found if not participations(graph, each)}


def initiatieven_zonder_doel_per_deelnemer(graph: Graph, whose: Node | None = ALMELO) -> Rows:
    aimless = [each for each in graph.subjects(RDF.type, BELEID.Initiative) if (each, BELEID.contributesTo, None) not in graph]
    return {(str(each),) for each in aimless if whose is None or whose in {partner for _, partner in participations(graph, each)}}


def initiatieven_stil_per_uitgever(graph: Graph, whose: Node = ALMELO, year: int = 2021) -> Rows:
    later = any(int(str(then)) >= year for each in graph.subjects(DCTERMS.publisher, whose) for then in graph.objects(each, BELEID.year))
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        said = sayings(graph, initiative)
        last = max((then for each in said for then in years(graph, each)), default=year)
        ended = any((initiative, ADMS.status, status) in graph for status in ENDED)
        if last < year and not ended and any(published(graph, each, whose) for each in said):
            found.add(("stil" if later else "geen bron", str(initiative), str(last)))
    return found


def partners_waarvan_veel_afhangt(graph: Graph, whose: Node = ALMELO, least: int = 20) -> Rows:
    return {(str(partner), str(number)) for partner, number in partners_beside(graph, {whose}).items() if number >= least}


def partners_beside(graph: Graph, these: Collection[Node]) -> Counter[Node]:
    """Return in how many initiatives each organisation takes part beside one of these, that is not itself."""
    counted: Counter[Node] = Counter()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        partners = {partner for _, partner in participations(graph, initiative)}
        counted.update(partner for partner in partners if (partners & set(these)) - {partner})
    return counted


def totals(graph: Graph, whose: Node | None, year: int) -> dict[str, int]:
    """Return of how many things each gap is counted, by the name of the query that counts them."""
    goals = of(graph, BELEID.Goal, BELEID.owner, whose)
    initiatives = list(graph.subjects(RDF.type, BELEID.Initiative))
    taking = {each: {partner for _, partner in participations(graph, each)} for each in initiatives}
    joined = initiatives if whose is None else [each for each in initiatives if whose in taking[each]]
    everyone = {partner for partners in taking.values() for partner in partners}
    claims = {claim for kind in CLAIMS for claim in graph.subjects(RDF.type, kind)}
    return {
        "goals": len(goals),
        "goals-by-year": sum(min(years(graph, goal), default=year + 1) <= year for goal in goals),
        "initiatives-described": sum(published(graph, each, whose) for each in initiatives),
        "initiatives-joined": len(joined),
        "initiatives-open": sum(is_open(graph, each, whose) for each in initiatives),
        "partners": len(everyone if whose is None else partners_beside(graph, {whose})),
        "indicators": sum(published(graph, each, whose) for each in graph.subjects(RDF.type, BELEID.Indicator)),
        "claims": sum(published(graph, each, whose) for each in claims),
    }


def is_open(graph: Graph, initiative: Node, whose: Node | None) -> bool:
    """Tell whether it goes on, as far as known, a document with a year mentions it, and one of this publisher (or any) does."""
    said = sayings(graph, initiative)
    sources = {URIRef(each) for saying in said for each in documents(graph, saying)}
    named = any((each, DCTERMS.publisher, whose) in graph for each in sources)
    dated = any(years(graph, saying) for saying in said)
    return named and dated and not any((initiative, ADMS.status, status) in graph for status in ENDED)


def indicatoren_nooit_gemeten_per_uitgever(graph: Graph, whose: Node | None = ALMELO) -> Rows:
    found = [each for each in graph.subjects(RDF.type, BELEID.Indicator) if published(graph, each, whose)]
    return {(str(each),) for each in found if not any(measurement(graph, value) for value in graph.subjects(BELEID.indicator, each))}


def beweringen_met_een_bron_per_uitgever(graph: Graph, whose: Node | None = LOSSER) -> Rows:
    claims = {claim for kind in CLAIMS for claim in graph.subjects(RDF.type, kind)}
    return {(str(claim),) for claim in claims if one_source(graph, documents(graph, claim)) and published(graph, claim, whose)}


def tegenstrijdig(graph: Graph) -> set[str]:
    """Return the indicators of which two values differ for one area, group, kind and year."""
    values: dict[tuple[str, ...], set[str]] = {}
    told = (BELEID.indicator, BELEID.refArea, BELEID.comparisonGroup, BELEID.valueKind, BELEID.year)
    for value in graph.subjects(BELEID.indicator, None):
        if (value, BELEID.year, None) in graph:
            key = tuple(text(graph.value(value, link)) for link in told)
            values.setdefault(key, set()).update(str(each) for each in graph.objects(value, SDMX_M.obsValue))
    return {key[0] for key, found in values.items() if len(found) > 1}
