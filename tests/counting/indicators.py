"""Counts of indicators and their values."""

from collections import defaultdict
from itertools import combinations

from rdflib import RDF, Graph
from rdflib.term import Node

from counting.walking import OWN, QB, Rows, measurement, number, text, year_of
from kg.terms import BELEID, concept

Same = dict[tuple[str, ...], list[Node]]


def indicator_vergelijken(_: Graph) -> Rows:
    """As the three documents say it (observations.csv): 29 and 30 per cent are never Almelo's own."""
    return {("2018", "17", "29", "-12"), ("", "17", "30", "-13"), ("2019", "21", "", "")}


def indicatoren_nooit_gemeten(graph: Graph) -> Rows:
    found: Rows = set()
    for indicator in graph.subjects(RDF.type, BELEID.Indicator):
        values = list(graph.subjects(BELEID.indicator, indicator))
        if not any(measurement(graph, value) for value in values):
            found.add((str(indicator), str(len(values))))
    return found


def tegenstrijdige_waarden(graph: Graph) -> Rows:
    dimensions = (BELEID.indicator, BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind)
    same: Same = defaultdict(list)
    for value in graph.subjects(RDF.type, QB.Observation):
        if (value, BELEID.year, None) in graph:
            same[tuple(text(graph.value(value, dimension)) for dimension in dimensions)].append(value)
    pairs = [pair for values in same.values() for pair in combinations(sorted(values, key=lambda each: number(graph, each)), 2)]
    return {(str(low), str(high)) for low, high in pairs if number(graph, low) < number(graph, high)}


def indicator_met_streefwaarde(graph: Graph) -> Rows:
    saving = concept("indicator", "hen-ind-energiebesparing")
    own = [value for value in graph.subjects(BELEID.indicator, saving) if (value, BELEID.comparisonGroup, OWN) in graph]
    targets = {
        int(year_of(graph, value)): value for value in own if (value, BELEID.valueKind, concept("waardesoort", "streefwaarde")) in graph
    }
    found: Rows = set()
    for value in own:
        year = int(year_of(graph, value))
        coming = min((each for each in targets if each >= year), default=None) if measurement(graph, value) else None
        told = (str(year), str(value), f"{number(graph, value):g}")
        if coming is None:
            found.add((*told, "", "", ""))
        else:
            aimed = number(graph, targets[coming])
            found.add((*told, str(coming), f"{aimed:g}", f"{number(graph, value) - aimed:g}"))
    return found
