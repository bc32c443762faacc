"""Counts of initiatives: what happened to them, and what is missing."""

from collections import Counter
from collections.abc import Iterator

from rdflib import DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from counting.walking import (
    ALMELO,
    REGIODEAL,
    Rows,
    documents,
    goals_of,
    in_year,
    known,
    on_theme,
    participations,
    places,
    reports_of,
    sayings,
    text,
    year_of,
)
from kg.terms import ADMS, BELEID, M8G, SCHEMA, concept, mint


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
    reports = {str(report) for report in reports_of(graph, ALMELO) if in_year(graph, report, year)}
    initiatives = graph.subjects(RDF.type, BELEID.Initiative)
    return {each for each in initiatives if any(documents(graph, claim) & reports for claim in sayings(graph, each))}


def bedragen_per_rol(graph: Graph, initiatief: str = "id/initiatief/regiodeal-twente") -> Rows:
    told = [(graph.value(share, M8G.role), partner, share) for share, partner in participations(graph, known(initiatief))]
    totals: Counter[Node | None] = Counter()
    for amount, role in {(amount, role) for role, _, share in told for amount in pledged(graph, share)}:
        totals[role] += int(text(graph.value(amount, SCHEMA.value)))
    found: Rows = set()
    for role, partner, share in told:
        if role == concept("rol", "financier") or (share, BELEID.amount, None) in graph:
            total = str(totals[role]) if role in totals else ""
            amounts = {(text(graph.value(each, SCHEMA.value)), year_of(graph, each), text(each)) for each in pledged(graph, share)}
            found |= {(str(partner), *each, total) for each in amounts or {("", "", "")}}
    return found


def pledged(graph: Graph, share: Node) -> list[Node]:
    """Return the amounts in euros that a participant pledged for itself."""
    return [
        each
        for each in graph.objects(share, BELEID.amount)
        if (each, BELEID.amountKind, concept("bedragsoort", "toegezegd")) in graph and (each, SCHEMA.currency, Literal("EUR")) in graph
    ]


def bedragen_per_initiatief(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        told = [(amount, "") for amount in graph.objects(initiative, BELEID.amount)]
        told += [(amount, str(who)) for claim, who in participations(graph, initiative) for amount in graph.objects(claim, BELEID.amount)]
        for amount, partner in told:
            euros, kind = int(text(graph.value(amount, SCHEMA.value))), text(graph.value(amount, BELEID.amountKind))
            if euros >= 5_000_000:
                for document, place in places(graph, amount):
                    found.add((str(initiative), kind, str(euros), partner, *own_year(graph, amount, document), document, place))
    return found


def own_year(graph: Graph, amount: Node, document: str) -> tuple[str, str]:
    """Return the year that the source states with an amount, else that of the document, and which of the two it is."""
    stated, published = year_of(graph, amount), year_of(graph, URIRef(document))
    return (stated, "bron") if stated else (published, "document" if published else "")


def initiatieven_zonder_doel(graph: Graph) -> Rows:
    hengelo = mint("organisatie", "gemeente-hengelo")
    goals = str(len(goals_of(graph, hengelo)))
    return {
        ("geen doel", goals, str(initiative), text(graph.value(claim, M8G.role)), *place)
        for initiative in graph.subjects(RDF.type, BELEID.Initiative)
        if (initiative, BELEID.contributesTo, None) not in graph
        for claim, partner in participations(graph, initiative)
        if partner == hengelo
        for place in places(graph, claim)
    }


def initiatieven_zonder_partner(graph: Graph) -> Rows:
    found: Rows = set()
    for initiative in on_theme(graph, "energie"):
        shares = participations(graph, initiative)
        number = len({partner for _, partner in shares})
        if number <= 1:
            told = [(claim, str(partner)) for claim, partner in shares] or [(initiative, "")]
            found |= {(str(number), str(initiative), partner, *place) for claim, partner in told for place in places(graph, claim)}
    return found


def initiatieven_lang_niet_genoemd(graph: Graph) -> Rows:
    own = {str(each) for each in graph.subjects(DCTERMS.publisher, ALMELO)}
    later = sum(1 for each in own if (year_of(graph, URIRef(each)) or "0") >= "2019")
    over = {concept("status", "afgerond"), concept("status", "gestopt")}
    found: Rows = set()
    for initiative in graph.subjects(RDF.type, BELEID.Initiative):
        said = {place for claim in sayings(graph, initiative) for place in places(graph, claim)}
        last = max((year_of(graph, URIRef(document)) for document, _ in said), default="")
        if own & {document for document, _ in said} and "" < last < "2019" and graph.value(initiative, ADMS.status) not in over:
            told = ("stil", str(later), str(initiative), last)
            found |= {(*told, *place) for place in said if year_of(graph, URIRef(place[0])) == last}
    return found


def initiatieven_die_opvolgen(graph: Graph) -> Rows:
    found: Rows = set()
    for successor, former in graph.subject_objects(BELEID.follows):
        for claim in set(graph.subjects(BELEID.relationFrom, successor)) & set(graph.subjects(BELEID.relationTo, former)):
            if (claim, BELEID.relationKind, concept("verbandsoort", "volgt-op")) in graph:
                found |= {(str(successor), str(former), year_of(graph, claim), *place) for place in places(graph, claim)}
    return found


def tijdlijn_van_initiatief(graph: Graph) -> Rows:
    found: Rows = set()
    for claim, kind, year in happenings(graph, REGIODEAL):
        euros = text(graph.value(claim, SCHEMA.value))
        for document, place in places(graph, claim):
            when = own_year(graph, claim, document)[0] if kind == "bedrag" else year
            found.add((when, kind, str(claim), euros, document, place))
    return found


def happenings(graph: Graph, initiative: URIRef) -> Iterator[tuple[Node, str, str]]:
    """Yield what sources tell of an initiative that has several: what says so, of which kind it is, and its year."""
    yield from begin_and_end(graph, initiative)
    for status in graph.objects(initiative, BELEID.hasStatusAssertion):
        yield status, "status", year_of(graph, status)
    for result in graph.subjects(BELEID.resultOf, initiative):
        yield result, "resultaat", year_of(graph, result)
    for carrier in (initiative, *graph.objects(initiative, M8G.hasParticipation)):
        yield from ((amount, "bedrag", "") for amount in graph.objects(carrier, BELEID.amount))
    for claim in graph.subjects(BELEID.relationKind, concept("verbandsoort", "volgt-op")):
        for link, kind in ((BELEID.relationFrom, "volgt op"), (BELEID.relationTo, "opgevolgd door")):
            yield from ((claim, kind, year_of(graph, claim)) for end in graph.objects(claim, link) if end == initiative)


def begin_and_end(graph: Graph, initiative: URIRef) -> Iterator[tuple[Node, str, str]]:
    for saying in graph.subjects(BELEID.mentionOf, initiative):
        for kind, link in (("begin", SCHEMA.startDate), ("einde", SCHEMA.endDate)):
            yield from ((saying, kind, str(date)[:4]) for date in graph.objects(saying, link))
