"""Counts of goals and their results."""

from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from counting.walking import (
    ALIGNS_WITH,
    ALMELO,
    REGIODEAL,
    Rows,
    documents,
    goals_below,
    goals_of,
    helpers,
    known,
    measurement,
    places,
    reports_of,
    results_of,
    text,
    year_of,
)
from kg.terms import BELEID, mint


def doelen_van_initiatief(graph: Graph) -> Rows:
    return {
        (text(graph.value(claim, BELEID.toGoal)), text(graph.value(claim, BELEID.year)), *place)
        for claim in graph.subjects(BELEID.contributor, REGIODEAL)
        for place in places(graph, claim)
    }


def doelen_bij_sdg(graph: Graph) -> Rows:
    found: Rows = set()
    for goal in graph.subjects(ALIGNS_WITH, URIRef("http://metadata.un.org/sdg/7")):
        helped = {text(each) for below in goals_below(graph, goal) for each in helpers(graph, below)}
        found |= {(str(goal), text(graph.value(goal, BELEID.owner)), each) for each in helped or {""}}
    return found


def doelen_zonder_initiatief(graph: Graph) -> Rows:
    helped = set(graph.objects(None, BELEID.contributesTo))
    return {(str(goal),) for goal in goals_of(graph, ALMELO) if not goals_below(graph, goal) & helped}


def doelen_niet_te_volgen(graph: Graph) -> Rows:
    found: Rows = set()
    for goal in goals_of(graph, ALMELO):
        indicators = set(graph.subjects(BELEID.measures, goal))
        values = {value for indicator in indicators for value in graph.subjects(BELEID.indicator, indicator)}
        if not any(measurement(graph, value) for value in values):
            found.add(("geen meting" if indicators else "geen indicator", str(goal)))
    return found


def resultaten_per_doel(graph: Graph, organisatie: str = "id/organisatie/gemeente-almelo", jaar: str = "2018") -> Rows:
    then = set(graph.subjects(BELEID.year, Literal(int(jaar))))
    results = then & set(graph.subjects(RDF.type, BELEID.Result))
    read = len(then & set(graph.subjects(DCTERMS.publisher, known(organisatie))))
    found: Rows = set()
    for goal in goals_of(graph, known(organisatie)):
        below = goals_below(graph, goal)
        direct = {result for each in below for result in graph.subjects(BELEID.resultFor, each)} & results
        helpers = {initiative for each in below for initiative in graph.subjects(BELEID.contributesTo, each)}
        indirect = {result for initiative in helpers for result in graph.subjects(BELEID.resultOf, initiative)} & results
        remark = "" if direct | indirect else "geen resultaat" if read else "geen bron"
        found.add((str(goal), str(len(direct)), str(len(indirect)), str(read), remark))
    return found


def doelen_van_programma(graph: Graph) -> Rows:
    found: Rows = set()
    for programme in graph.transitive_subjects(BELEID.partOf, mint("programma", "almelo-hoofdopgave-innoveren")):
        for goal in graph.subjects(BELEID.goalOf, programme):
            results = results_of(graph, goal)
            for year in {year_of(graph, result) for result in results}:
                then = [result for result in results if year_of(graph, result) == year]
                sources = {document for result in then for document in documents(graph, result)}
                found.add((str(goal), year, str(len(then)), str(len(sources)), ""))
            if not results:
                known = reports_of(graph, graph.value(goal, BELEID.owner))
                found.add((str(goal), "", "0", "0", "geen resultaat" if known else "geen bron"))
    return found


def resultaten_van_doel(graph: Graph) -> Rows:
    found: Rows = set()
    for below in goals_below(graph, mint("doel", "almelo-doel-nieuw-samenspel")):
        reported = [(result, "rechtstreeks", "") for result in graph.subjects(BELEID.resultFor, below)]
        for helper in helpers(graph, below):
            reported += [(result, "via initiatief", str(helper)) for result in graph.subjects(BELEID.resultOf, helper)]
        for result, way, initiative in reported:
            told = (str(result), year_of(graph, result), way, str(below), initiative)
            found |= {(*told, *place) for place in places(graph, result)}
    return found


def initiatieven_met_hetzelfde_doel(graph: Graph) -> Rows:
    found: Rows = set()
    for own in graph.objects(REGIODEAL, BELEID.hasContribution):
        goal = graph.value(own, BELEID.toGoal)
        for other in graph.subjects(BELEID.toGoal, goal):
            helper = graph.value(other, BELEID.contributor)
            if helper != REGIODEAL:
                told = (text(goal), text(helper), year_of(graph, other))
                found |= {(*told, *place, *own_place) for place in places(graph, other) for own_place in places(graph, own)}
    return found


def gaten_per_organisatie(graph: Graph) -> Rows:
    found: Rows = set()
    for owner in set(graph.objects(None, BELEID.owner)):
        goals = goals_of(graph, owner)
        unmeasured = sum(1 for goal in goals if (None, BELEID.measures, goal) not in graph)
        unhelped = sum(1 for goal in goals if not any(helpers(graph, below) for below in goals_below(graph, goal)))
        unreached = sum(1 for goal in goals if not results_of(graph, goal))
        reports = len(reports_of(graph, owner))
        if goals:
            numbers = (len(goals), unmeasured, unhelped, unreached, reports)
            found.add((str(owner), *(str(each) for each in numbers), "" if reports else "geen bron"))
    return found
