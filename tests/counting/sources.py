"""Counts of documents and of what rests on them."""

from rdflib import DC, DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, Graph, Literal, URIRef

from counting.walking import (
    REGIODEAL,
    Rows,
    claims_about,
    documents,
    in_year,
    known,
    lines_of,
    part_of,
    participations,
    places,
    sayings,
    text,
    year_of,
)
from kg.terms import BELEID, concept, mint


def bron_van_verband(_: Graph) -> Rows:
    """Code points 1335 to 1531 of the report of 2018 (checked by eye)."""
    document = mint("document", "almelo-jaarverantwoording-2018-innoveren")
    return {(str(mint("verband", "skills-twente", "onderdeel-van", "almelo-actieplan-arbeidsmarkt", "2018")), str(document))}


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


def gelezen_documenten(graph: Graph, organisatie: str = "id/organisatie/gemeente-almelo") -> Rows:
    found: Rows = set()
    for document in graph.subjects(DCTERMS.publisher, known(organisatie)):
        passages = [each for each in graph.subjects(DCTERMS.isPartOf, document) if (None, BELEID.evidencedBy, each) in graph]
        things = {thing for each in passages for thing in graph.subjects(BELEID.evidencedBy, each)}
        found.add((str(document), str(len(passages)), str(len(things))))
    return found


def documenten_per_jaar(graph: Graph) -> Rows:
    found: Rows = set()
    kind = concept("organisatietype", "gemeente")
    used = set(graph.objects(None, BELEID.evidencedBy))
    for organisation in graph.subjects(ORG.classification, kind):
        published = set(graph.subjects(DCTERMS.publisher, organisation))
        for year in range(2017, 2024) if published and (organisation, RDF.type, ORG.Organization) in graph else ():
            read = [each for each in published if in_year(graph, each, year)]
            passages = {passage for each in read for passage in graph.subjects(DCTERMS.isPartOf, each)} & used
            found.add((str(organisation), str(year), str(len(read)), str(len(passages)), "" if read else "geen bron"))
    return found


def bronnen_per_initiatief(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        read = [URIRef(each) for each in {document for claim in sayings(graph, initiative) for document in documents(graph, claim)}]
        publishers = {str(who) for each in read for link in (DCTERMS.publisher, DC.publisher) for who in graph.objects(each, link)}
        years = sorted(filter(None, (year_of(graph, each) for each in read)))
        if len(read) >= 5:
            found.add((str(initiative), str(len(read)), str(len(publishers)), *(years[:1] or [""]), *(years[-1:] or [""])))
    return found


def alles_over_initiatief(graph: Graph) -> Rows:
    skills = mint("initiatief", "skills-twente")
    pledged = {amount for claim, _ in participations(graph, skills) for amount in graph.objects(claim, BELEID.amount)}
    about = sayings(graph, skills) | pledged
    passages = {passage for thing in about for passage in graph.objects(thing, BELEID.evidencedBy)}
    told = (RDF.type, DCTERMS.title, DCTERMS.publisher, DC.publisher, DCTERMS.type, DCTERMS.issued, BELEID.year, FOAF.page)
    found = part_of(graph, about, set(graph.predicates()))
    found += names_in(graph, found)
    found += part_of(graph, passages, (BELEID.locator, DCTERMS.isPartOf))
    found += part_of(graph, {document for each in passages for document in graph.objects(each, DCTERMS.isPartOf)}, told)
    return lines_of(found)


def names_in(graph: Graph, found: Graph) -> Graph:
    """Return the Dutch names of what these triples lead to, save for classes."""
    named = {value for _, link, value in found if link != RDF.type}
    names = part_of(graph, named, (RDFS.label, SKOS.prefLabel))
    for triple in [each for each in names if not isinstance(each[2], Literal) or each[2].language != "nl"]:
        names.remove(triple)
    return names
