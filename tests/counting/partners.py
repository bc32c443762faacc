"""Counts of organisations that work together."""

from collections import Counter, defaultdict
from itertools import combinations

from rdflib import DCTERMS, ORG, RDF, RDFS, Graph
from rdflib.term import Node

from counting.walking import ALMELO, GROUP, Rows, documents, lines_of, on_theme, part_of, participations, places, text, triples_of
from kg.terms import BELEID, M8G, concept, mint


def partners_rond_thema(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in on_theme(graph, "arbeidsmarkt"):
        shares = participations(graph, initiative)
        if ALMELO in {partner for _, partner in shares}:
            for claim, partner in shares:
                found |= {(text(partner), text(graph.value(claim, M8G.role)), str(initiative), *place) for place in places(graph, claim)}
    return {row for row in found if row[0] != str(ALMELO)}


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


def initiatieven_van_organisatie(graph: Graph) -> Rows:
    board = mint("organisatie", "twente-board")
    return {
        (text(graph.value(None, M8G.hasParticipation, claim)), text(graph.value(claim, M8G.role)), *place)
        for claim in graph.subjects(M8G.hasParticipant, board)
        for place in places(graph, claim)
    }


def wie_werkt_met_wie(graph: Graph) -> Rows:
    named: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        everybody = taking_part(graph, initiative)
        for pair in combinations(sorted(everybody), 2):
            (one_named, one_sources), (other_named, other_sources) = (everybody[each] for each in pair)
            together[pair] += 1
            named[pair] += one_named and other_named
            sources[pair] |= one_sources & other_sources
    return {(*pair, str(count), str(together[pair]), str(len(sources[pair]))) for pair, count in named.items() if count >= 8}


def taking_part(graph: Graph, initiative: Node) -> dict[str, tuple[bool, set[str]]]:
    """Return for each participant whether a source names it itself, and the documents that name it."""
    found: dict[str, tuple[bool, set[str]]] = {}
    for claim, partner in participations(graph, initiative):
        named, sources = found.get(str(partner), (False, set()))
        found[str(partner)] = named or (claim, BELEID.basis, GROUP) not in graph, sources | documents(graph, claim)
    return found


def gedeelde_partners(graph: Graph) -> Rows:
    both = (ALMELO, mint("organisatie", "gemeente-enschede"))
    shares = {initiative: participations(graph, initiative) for initiative in on_theme(graph, "mobiliteit")}
    members = {initiative: {partner for _, partner in found} for initiative, found in shares.items()}
    shared = set.intersection(*(set().union(*(found for found in members.values() if one in found)) for one in both)) - set(both)
    found: Rows = set()
    for initiative, claims in shares.items():
        present = [text(graph.value(one, RDFS.label)) for one in both if one in members[initiative]]
        for claim, partner in claims:
            if partner in shared and present:
                told = (str(partner), str(initiative), "beide" if len(present) == 2 else present[0], text(graph.value(claim, M8G.role)))
                found |= {(*told, *place) for place in places(graph, claim)}
    return found


def organisaties_en_onderdelen(graph: Graph) -> Rows:
    found: Rows = set()
    for part, whole in graph.subject_objects(ORG.subOrganizationOf):
        slugs = (str(each).rpartition("/")[2] for each in (part, whole))
        claim = mint("verband", next(slugs), "onderdeel-van-organisatie", next(slugs))
        found |= {(str(whole), str(part), *place) for place in places(graph, claim)}
    return found


def partnernetwerk_van_thema(graph: Graph) -> Rows:
    initiatives = {each for each in on_theme(graph, "veiligheid") if participations(graph, each)}
    shares = [share for each in initiatives for share in participations(graph, each)]
    passages = {passage for claim, _ in shares for passage in graph.objects(claim, BELEID.evidencedBy)}
    read = {document for passage in passages for document in graph.objects(passage, DCTERMS.isPartOf)}
    found = part_of(graph, initiatives, (RDFS.label, M8G.hasParticipation))
    found += part_of(graph, {claim for claim, _ in shares}, (M8G.hasParticipant, M8G.role, BELEID.basis, BELEID.evidencedBy))
    found += part_of(graph, {partner for _, partner in shares}, (RDFS.label, ORG.classification))
    found += part_of(graph, passages, (BELEID.locator, DCTERMS.isPartOf))
    found += part_of(graph, read, (DCTERMS.title, BELEID.year))
    for things, kind in ((initiatives, BELEID.Initiative), ({claim for claim, _ in shares}, BELEID.Participation)):
        found += triples_of(things, RDF.type, kind)
    found += triples_of({partner for _, partner in shares}, RDF.type, ORG.Organization)
    return lines_of(found + triples_of(initiatives, BELEID.theme, concept("thema", "veiligheid")))


def samen_in_initiatieven(graph: Graph) -> Rows:
    both = {mint("organisatie", "saxion"), mint("organisatie", "universiteit-twente")}
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        claims = participations(graph, initiative)
        everybody = {partner for _, partner in claims}
        if both <= everybody:
            for claim, partner in claims:
                told = (str(initiative), str(len(everybody)), str(partner), text(graph.value(claim, M8G.role)))
                found |= {(*told, *place) for place in places(graph, claim) if partner in both}
    return found
