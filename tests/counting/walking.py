"""Ways through the triples that the counts share; none of it is SPARQL."""

from collections.abc import Collection, Iterable, Iterator

from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.terms import BASE, BELEID, M8G, SDMX_M, concept, mint

QB = Namespace("http://purl.org/linked-data/cube#")
ALIGNS_WITH = URIRef(f"{BASE}/def#alignsWith")
ALMELO = mint("organisatie", "gemeente-almelo")
REGIODEAL = mint("initiatief", "regiodeal-twente")
OWN = concept("vergelijkingsgroep", "eigen-waarde")
MEASURED = concept("waardesoort", "realisatie")
REPORT = concept("documenttype", "jaarverslag")
GROUP = concept("onderbouwing", "documentstructuur")
FROM_THING = (M8G.hasParticipation, BELEID.hasContribution, BELEID.hasStatusAssertion)
TO_THING = (BELEID.resultOf, BELEID.relationFrom, BELEID.relationTo)

Rows = set[tuple[str, ...]]


def known(path: str) -> URIRef:
    """Return the thing that a parameter gives by its path below the base."""
    return URIRef(f"{BASE}/{path}")


def text(value: object) -> str:
    return "" if value is None else str(value)


def places(graph: Graph, claim: Node) -> Iterator[tuple[str, str]]:
    """Yield the document and the place in it for each passage that a claim rests on."""
    for passage in graph.objects(claim, BELEID.evidencedBy):
        yield str(graph.value(passage, DCTERMS.isPartOf)), str(graph.value(passage, BELEID.locator))


def documents(graph: Graph, claim: Node) -> set[str]:
    return {document for document, _ in places(graph, claim)}


def year_of(graph: Graph, thing: Node) -> str:
    return text(graph.value(thing, BELEID.year))


def goals_of(graph: Graph, owner: Node) -> list[Node]:
    return [goal for goal in graph.subjects(RDF.type, BELEID.Goal) if (goal, BELEID.owner, owner) in graph]


def goals_below(graph: Graph, goal: Node) -> set[Node]:
    """Return a goal and every goal below it."""
    return {below for below in graph.transitive_subjects(BELEID.subGoalOf, goal) if below}


def helpers(graph: Graph, goal: Node) -> set[Node]:
    """Return the initiatives that contribute to this very goal."""
    return set(graph.subjects(BELEID.contributesTo, goal))


def results_of(graph: Graph, goal: Node) -> set[Node]:
    """Return the results of a goal and of the goals below it, direct or through initiatives."""
    below = goals_below(graph, goal)
    direct = {result for each in below for result in graph.subjects(BELEID.resultFor, each)}
    return direct | {result for each in below for helper in helpers(graph, each) for result in graph.subjects(BELEID.resultOf, helper)}


def claims_about(graph: Graph, thing: Node) -> set[Node]:
    own: set[Node] = {claim for link in FROM_THING for claim in graph.objects(thing, link)}
    return own | {claim for link in TO_THING for claim in graph.subjects(link, thing)}


def sayings(graph: Graph, thing: Node) -> set[Node]:
    """Return all that rests on a source and says something of a thing: the claims, mentions and amounts, and itself."""
    return claims_about(graph, thing) | set(graph.subjects(BELEID.mentionOf, thing)) | set(graph.objects(thing, BELEID.amount)) | {thing}


def participations(graph: Graph, initiative: Node) -> list[tuple[Node, Node]]:
    """Return the participations in an initiative, each with its participant."""
    found = [(claim, graph.value(claim, M8G.hasParticipant)) for claim in graph.objects(initiative, M8G.hasParticipation)]
    return [(claim, partner) for claim, partner in found if partner]


def on_theme(graph: Graph, theme: str) -> list[Node]:
    """Return the initiatives on a theme; a mention has themes too, and is none."""
    found = graph.subjects(BELEID.theme, concept("thema", theme))
    return [each for each in found if (each, RDF.type, BELEID.Initiative) in graph]


def reports_of(graph: Graph, owner: Node | None) -> set[Node]:
    """Return the annual reports that an organisation published."""
    return {each for each in graph.subjects(DCTERMS.publisher, owner) if (each, DCTERMS.type, REPORT) in graph} if owner else set()


def measurement(graph: Graph, value: Node) -> bool:
    return (value, BELEID.valueKind, MEASURED) in graph and (value, BELEID.comparisonGroup, OWN) in graph


def number(graph: Graph, value: Node) -> float:
    return float(text(graph.value(value, SDMX_M.obsValue)))


def in_year(graph: Graph, thing: Node, year: int) -> bool:
    return (thing, BELEID.year, Literal(year)) in graph


def part_of(graph: Graph, things: Iterable[Node], links: Collection[Node]) -> Graph:
    """Return the triples of these things with these predicates."""
    found = Graph()
    for thing in things:
        for triple in graph.triples((thing, None, None)):
            if triple[1] in links:
                found.add(triple)
    return found


def triples_of(things: Iterable[Node], link: Node, value: Node) -> Graph:
    """Return the triples that say the same of all these things."""
    found = Graph()
    for thing in things:
        found.add((thing, link, value))
    return found


def lines_of(graph: Graph) -> Rows:
    """Return a graph as its lines in N-Triples, so that graphs can be compared as rows are."""
    return {(line,) for line in graph.serialize(format="nt").splitlines() if line}
