"""Counts of indicators and their values."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from rdflib import RDF, Graph
from rdflib.term import Node

from counting.walking import MEASURED, OWN, QB, Rows, documents, known, measurement, number, text, year_of
from kg.terms import BELEID, SDMX_M, concept

Same = dict[tuple[str, ...], list[Node]]


TRUST = "id/concept/indicator/almelo-ind-vertrouwen-gemeentebestuur"


def indicator_vergelijken(graph: Graph, organisatie: str = "id/organisatie/gemeente-almelo", indicator: str = TRUST) -> Rows:
    areas = {known(organisatie), *graph.objects(known(organisatie), BELEID.governs)}
    values = [value for value in graph.subjects(BELEID.indicator, known(indicator)) if (value, BELEID.valueKind, MEASURED) in graph]
    groups = [value for value in values if graph.value(value, BELEID.comparisonGroup) != OWN]
    own = [value for value in values if value not in groups and graph.value(value, BELEID.refArea) in areas]
    found: Rows = set()
    for value in own:
        for document in documents(graph, value):
            told = (year_of(graph, value), amount(graph, value), document)
            beside = list(compared(graph, value, document, own, groups))
            found |= {(*told, amount(graph, other), amount(graph, value, other), where) for other, where in beside}
            found |= set() if beside else {(*told, "", "", "")}
    return found


def compared(graph: Graph, value: Node, document: str, own: list[Node], groups: list[Node]) -> Iterator[tuple[Node, str]]:
    """Yield the values of groups to set beside an own one, and their documents: never two documents when one has both."""
    for other in groups:
        if period(graph, other) == period(graph, value):
            same = [each for each in groups if kind_of(graph, each) == kind_of(graph, other)]
            mine = {read for each in own if period(graph, each) == period(graph, value) for read in documents(graph, each)}
            together = mine & {read for each in same for read in documents(graph, each)}
            for where in documents(graph, other):
                if where == document or (year_of(graph, value) and not together):
                    yield other, where


def period(graph: Graph, value: Node) -> str:
    return text(graph.value(value, BELEID.refPeriod))


def kind_of(graph: Graph, value: Node) -> tuple[str, str]:
    return period(graph, value), text(graph.value(value, BELEID.comparisonGroup))


def amount(graph: Graph, value: Node, minus: Node | None = None) -> str:
    """Return a value, or its difference from another, to the last digit."""
    numbers = [Decimal(text(graph.value(each, SDMX_M.obsValue))) for each in (value, minus) if each]
    return f"{(numbers[0] - sum(numbers[1:])).normalize():f}"


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
