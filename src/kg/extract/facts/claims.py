"""Claims as nodes of their own, each with the passage it was read in and its shortcut triple beside it."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG

from kg.extract.facts.literals import date, decimal, integer, number_slug
from kg.model.tables import Row
from kg.terms import ADMS, BELEID, M8G, OA, SCHEMA, concept, mint, name_of, passage

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]

_YEAR_OF_AMOUNT = re.compile(r"(?:^|, )(?=[^,]*(?:lasten|baten|begroting|bijdrage|bedrag))[^,\d]* (20[0-9]{2})$", re.IGNORECASE)
_NOT_OF_ONE_YEAR = re.compile(r"\b(?:vanaf|na|tot|t/m|sinds|met ingang|per jaar|per 20\d\d|jaarlijks)\b", re.IGNORECASE)

COLLECTIVE = "[collectief genoemd"
"""In a locator: the source names a group ("the Twente municipalities"), the row one of its members."""

SHORTCUTS = {
    "onderdeel-van": BELEID.partOf,
    "volgt-op": BELEID.follows,
    "verwant-aan": BELEID.relatedTo,
    "mogelijk-dezelfde": RDFS.seeAlso,
    "eigenaar": BELEID.owner,
    "doel-van": BELEID.goalOf,
    "subdoel-van": BELEID.subGoalOf,
    "meet": BELEID.measures,
    "onderdeel-van-organisatie": ORG.subOrganizationOf,
}
"""Kind of relation (scheme verbandsoort) → the property of its shortcut triple."""


def passage_of(row: Row) -> URIRef:
    """Return the IRI of the passage where the row was read."""
    return passage(row["source"], row["locator"])


def passage_triples(row: Row) -> Iterator[Triple]:
    """Yield the description of the passage where the row was read."""
    iri, document = passage_of(row), mint("document", row["source"])
    yield iri, RDF.type, BELEID.Fragment
    yield iri, RDF.type, OA.SpecificResource
    yield iri, BELEID.locator, Literal(row["locator"])
    yield iri, OA.hasSource, document
    yield iri, DCTERMS.isPartOf, document


def basis(row: Row) -> URIRef:
    """Return what the claim rests on: what the source says, or (a group named as a whole) its structure."""
    return concept("onderbouwing", "documentstructuur" if COLLECTIVE in row["locator"] else "expliciet")


def relation(row: Row, ends: tuple[URIRef, str, URIRef], year: str = "") -> Iterator[Triple]:
    """Yield the relation `ends` (from, kind, to) that the row states, with its shortcut."""
    start, kind, end = ends
    parts = (name_of(start), kind, name_of(end), *((year,) if year else ()))
    node = mint("verband", *parts)
    yield start, SHORTCUTS[kind], end
    yield node, RDF.type, BELEID.Relation
    yield node, BELEID.relationFrom, start
    yield node, BELEID.relationTo, end
    yield node, BELEID.relationKind, concept("verbandsoort", kind)
    yield node, BELEID.evidencedBy, passage_of(row)
    if year:
        yield node, BELEID.year, integer(year)


def contribution(row: Row, endeavour: URIRef, goal: URIRef) -> Iterator[Triple]:
    """Yield the claim that an endeavour helps to reach a goal, with its shortcut."""
    parts = (name_of(endeavour), name_of(goal), *((row["year"],) if row["year"] else ()))
    node = mint("bijdrage", *parts)
    yield endeavour, BELEID.contributesTo, goal
    yield endeavour, BELEID.hasContribution, node
    yield node, RDF.type, BELEID.Contribution
    yield node, BELEID.contributor, endeavour
    yield node, BELEID.toGoal, goal
    yield node, BELEID.evidencedBy, passage_of(row)
    if row["year"]:
        yield node, BELEID.year, integer(row["year"])


def participation(row: Row, endeavour: URIRef, organisation: URIRef, *, explicit: bool) -> Iterator[Triple]:
    """Yield that an organisation takes part in a role; `explicit` when any source names it itself."""
    node = mint("deelname", name_of(endeavour), name_of(organisation), row["role"])
    yield endeavour, M8G.hasParticipation, node
    yield node, RDF.type, BELEID.Participation
    yield node, RDF.type, M8G.Participation
    yield node, M8G.hasParticipant, organisation
    yield node, M8G.role, concept("rol", row["role"])
    yield node, BELEID.basis, concept("onderbouwing", "expliciet" if explicit else "documentstructuur")
    yield node, BELEID.evidencedBy, passage_of(row)
    if row["amount_eur"]:
        yield from amount(row, node, "toegezegd", row["amount_eur"])


def amount(row: Row, carrier: URIRef, kind: str, euro: str) -> Iterator[Triple]:
    """Yield an amount in euro of this kind (scheme bedragsoort).

    Equal amounts of two sources are one node, unless their locators state that they are of different years.
    """
    year = stated_year(row["locator"])
    node = mint("bedrag", name_of(carrier), kind, *((year,) if year else ()), number_slug(euro))
    yield carrier, BELEID.amount, node
    yield node, RDF.type, SCHEMA.MonetaryAmount
    yield node, SCHEMA.value, decimal(euro)
    yield node, SCHEMA.currency, Literal("EUR")
    yield node, BELEID.amountKind, concept("bedragsoort", kind)
    yield node, BELEID.evidencedBy, passage_of(row)
    if year:
        yield node, BELEID.year, integer(year)


def stated_year(locator: str) -> str:
    """Return the year of an amount when the last part of its locator names an amount of one year.

    >>> stated_year("6.1 Baten en lasten, lasten 2023"), stated_year("lasten 2012 - 2017"), stated_year("bijdrage vanaf 2017")
    ('2023', '', '')
    """
    found = _YEAR_OF_AMOUNT.search(locator)
    return found[1] if found and not _NOT_OF_ONE_YEAR.search(found[0]) else ""


def status(row: Row, endeavour: URIRef, report_year: str) -> Iterator[Triple]:
    """Yield the status that the row asserts; its year is that of the date given, else of the document."""
    stated, year = row["status_date"], row["status_date"][:4] or report_year
    when = stated or (f"verslagjaar-{year}" if year else "zonder-jaar")
    node = mint("statusvaststelling", name_of(endeavour), row["status"], when)
    yield endeavour, BELEID.hasStatusAssertion, node
    yield node, RDF.type, BELEID.StatusAssertion
    yield node, BELEID.assertedStatus, concept("status", row["status"])
    yield node, BELEID.evidencedBy, passage_of(row)
    if year:
        yield node, BELEID.year, integer(year)
    if stated:
        yield node, DCTERMS.date, date(stated)


def latest_status(rows: list[Row], report_years: dict[str, str]) -> URIRef | None:
    """Return the status of the latest date among the rows, the first row winning a tie; None when no row has one."""
    stated = [(row["status_date"] or report_years.get(row["source"], ""), row["status"]) for row in rows if row["status"]]
    return concept("status", max(stated, key=lambda pair: pair[0])[1]) if stated else None


def current_status(rows: list[Row], endeavour: URIRef, report_years: dict[str, str]) -> Iterator[Triple]:
    """Yield the derived status of the endeavour, if any row states one."""
    latest = latest_status(rows, report_years)
    if latest is not None:
        yield endeavour, ADMS.status, latest
