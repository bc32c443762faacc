"""Counts of what two years of an organisation, or two documents, mention and say differently."""

from collections.abc import Collection, Iterator
from itertools import product

from rdflib import DCTERMS, ORG, RDF, SKOS, Graph, Literal
from rdflib.term import Node

from counting.walking import ALMELO, FROM_THING, REPORT, Rows, documents, in_year, text, year_of
from kg.terms import BELEID, M8G, SDMX_M, mint

KINDS = (BELEID.Goal, BELEID.Indicator, BELEID.Initiative, BELEID.Programme, ORG.Organization)
SPOKEN_OF = (
    M8G.hasParticipant,
    BELEID.contributor,
    BELEID.toGoal,
    BELEID.resultOf,
    BELEID.resultFor,
    BELEID.relationFrom,
    BELEID.relationTo,
    BELEID.mentionOf,
    BELEID.indicator,
)
SAME = (BELEID.indicator, BELEID.refArea, BELEID.comparisonGroup, BELEID.valueKind)


def genoemd_in_twee_jaren(graph: Graph) -> Rows:
    return bands(graph, of_year(graph, 2018, REPORT), of_year(graph, 2019, REPORT))


def genoemd_in_twee_documenten(graph: Graph) -> Rows:
    return bands(graph, {mint("document", "almelo-jaarverantwoording-2018-werk")}, {mint("document", "tw-almelo-jv2019-werk")})


def veranderde_waarden_in_twee_jaren(graph: Graph) -> Rows:
    return changes(graph, of_year(graph, 2018), of_year(graph, 2019))


def veranderde_waarden_in_twee_documenten(graph: Graph) -> Rows:
    return changes(graph, {mint("document", "almelo-jaarverantwoording-2018-werk")}, {mint("document", "tw-almelo-jv2019-werk")})


def of_year(graph: Graph, year: int, kind: Node | None = None) -> set[Node]:
    own = graph.subjects(DCTERMS.publisher, ALMELO)
    return {each for each in own if in_year(graph, each, year) and (kind is None or (each, DCTERMS.type, kind) in graph)}


def bands(graph: Graph, then: Collection[Node], now: Collection[Node]) -> Rows:
    first, later = mentioned(graph, then), mentioned(graph, now)
    told = {"niet meer genoemd": first - later, "in beide": first & later, "nieuw genoemd": later - first}
    return {(band, str(thing)) for band, things in told.items() for thing in things}


def mentioned(graph: Graph, sources: Collection[Node]) -> set[Node]:
    """Return the things of which these documents say something: themselves, or by a claim, a mention, an amount or a measurement."""
    found: set[Node] = set()
    for source in sources:
        for passage in graph.subjects(DCTERMS.isPartOf, source):
            for said in graph.subjects(BELEID.evidencedBy, passage):
                found |= {said, *spoken_of(graph, said)}
    return {each for each in found if any((each, RDF.type, kind) in graph for kind in KINDS)}


def spoken_of(graph: Graph, said: Node) -> Iterator[Node]:
    for link in SPOKEN_OF:
        yield from graph.objects(said, link)
    for link in FROM_THING:
        yield from graph.subjects(link, said)
    for holder in graph.subjects(BELEID.amount, said):
        yield holder
        yield from graph.subjects(M8G.hasParticipation, holder)


def changes(graph: Graph, then: Collection[Node], now: Collection[Node]) -> Rows:
    """Return the new values (the last of each side, of a later year), the revised ones (of one year), and other statuses."""
    first, later = values(graph, then), values(graph, now)
    found = other_statuses(statuses(graph, then), statuses(graph, now))
    for key in first.keys() & later.keys():
        last = max(year for _, year in first[key]), max(year for _, year in later[key])
        for (old, year), (new, then_year) in product(first[key], later[key]):
            if old != new and year == then_year:
                found.add(("herziene waarde", key[0], old, year, new, then_year))
            elif old != new and year < then_year and (year, then_year) == last:
                found.add(("nieuwe waarde", key[0], old, year, new, then_year))
    return found


def values(graph: Graph, sources: Collection[Node]) -> dict[tuple[str, ...], set[tuple[str, str]]]:
    """Return the values that these documents give, each with its year, by what they are of."""
    wanted = {str(each) for each in sources}
    found: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for each in graph.subjects(BELEID.indicator, None):
        if documents(graph, each) & wanted and year_of(graph, each):
            key = tuple(text(graph.value(each, link)) for link in SAME)
            found.setdefault(key, set()).add((text(graph.value(each, SDMX_M.obsValue)), year_of(graph, each)))
    return found


def statuses(graph: Graph, sources: Collection[Node]) -> set[tuple[str, str, str]]:
    """Return the statuses that these documents give: of what, which, and of which year."""
    wanted = {str(each) for each in sources}
    found: set[tuple[str, str, str]] = set()
    for thing, said in graph.subject_objects(BELEID.hasStatusAssertion):
        if documents(graph, said) & wanted:
            names = [name for status in graph.objects(said, BELEID.assertedStatus) for name in graph.objects(status, SKOS.prefLabel)]
            found |= {
                (str(thing), str(name), year_of(graph, said)) for name in names if isinstance(name, Literal) and name.language == "nl"
            }
    return found


def other_statuses(first: set[tuple[str, str, str]], later: set[tuple[str, str, str]]) -> Rows:
    return {
        ("andere status", thing, old, year, new, then_year)
        for (thing, old, year), (same, new, then_year) in product(first, later)
        if thing == same and old != new
    }
