"""Things that sources describe: organisations, programmes, goals, initiatives, indicators and results."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG

from kg.extract.facts import claims
from kg.extract.facts.claims import Triple, passage_of
from kg.extract.facts.literals import date, dutch, integer
from kg.extract.facts.names import Names, place_name, unit_iri
from kg.model.tables import Row
from kg.terms import BELEID, M8G, SCHEMA, SDMX_A, concept, mint, name_of, scheme

Saying: TypeAlias = tuple[URIRef, URIRef | Literal]

_PUBLIC = frozenset({"gemeente", "provincie", "waterschap", "ministerie", "gemeenschappelijke-regeling", "uitvoeringsorganisatie"})
_NOT_FORMAL = frozenset({"", "samenwerkingsverband", "fonds"})
_MANY = frozenset({BELEID.theme, FOAF.homepage, DCTERMS.identifier})
"""What adds up over sources; of all else the first source that says it gives the thing's value."""


def thing(rows: Sequence[Row], known: Names) -> Iterator[Triple]:
    """Yield what all rows with one id say of that thing: each row its evidence, the first its preferred name."""
    iri = known.things[rows[0]["id"]]
    yield from _typed(rows, iri)
    yield from _named(rows, iri)
    yield from _valued(rows, iri)
    for row in rows:
        yield iri, BELEID.evidencedBy, passage_of(row)
        yield from claims.passage_triples(row)
        yield from _related(row, iri, known)
    if rows[0].table in _AFTERWARDS:
        yield from _AFTERWARDS[rows[0].table](rows, iri, known)
    if len(rows) > 1:
        for order, row in enumerate(rows, start=1):
            yield from _mention(row, iri, order, known)


def _typed(rows: Sequence[Row], iri: URIRef) -> Iterator[Triple]:
    for kind in _CLASSES[rows[0].table]:
        yield iri, RDF.type, kind
    if rows[0].table == "organisations":
        kinds = {row["type"] for row in rows} - {""}
        if kinds & _PUBLIC:
            yield iri, RDF.type, M8G.PublicOrganisation
        if kinds - _NOT_FORMAL:
            yield iri, RDF.type, ORG.FormalOrganization
        if "samenwerkingsverband" in kinds:
            yield iri, RDF.type, ORG.OrganizationalCollaboration


def _named(rows: Sequence[Row], iri: URIRef) -> Iterator[Triple]:
    preferred = rows[0]["name"]
    yield iri, RDFS.label, dutch(preferred)
    if rows[0].table in {"organisations", "indicators"}:
        yield iri, SKOS.prefLabel, dutch(preferred)
    for other in sorted({name for row in rows for name in (row["name"], *row.values("alt_names"))} - {preferred}):
        yield iri, SKOS.altLabel, dutch(other)


def _valued(rows: Sequence[Row], iri: URIRef) -> Iterator[Triple]:
    """Yield the thing's values: all of what adds up, else that of the first row which has one."""
    taken: dict[URIRef, Row] = {}
    for row in rows:
        for predicate, value in _sayings(row):
            if predicate in _MANY or taken.setdefault(predicate, row) is row:
                yield iri, predicate, value
                yield from _year_of(iri, predicate, value)


def _year_of(iri: URIRef, predicate: URIRef, value: URIRef | Literal) -> Iterator[Triple]:
    years = {SCHEMA.startDate: BELEID.startYear, SCHEMA.endDate: BELEID.endYear}
    if predicate in years:
        yield iri, years[predicate], integer(str(value)[:4])


def _sayings(row: Row) -> Iterator[Saying]:
    """Yield the values a row gives in its own cells, whatever its table."""
    for column, predicate, literal in _LITERALS:
        if row[column]:
            yield predicate, literal(row[column])
    if row["description"]:
        yield (SKOS.definition if row.table == "indicators" else DCTERMS.description), dutch(row["description"])
    if row["status_date"] and not row["status"]:
        yield DCTERMS.date, date(row["status_date"])
    yield from _concepts(row)


def _concepts(row: Row) -> Iterator[Saying]:
    """Yield the concepts and the period a row refers to."""
    if row["type"]:
        predicate, scheme_name = _TYPES[row.table]
        yield predicate, concept(scheme_name, row["type"])
    for theme in row.values("theme"):
        yield BELEID.theme, concept("thema", theme)
    if row.table == "indicators" and row["unit"]:
        yield SDMX_A.unitMeasure, unit_iri(row["unit"])
    if row.table == "results" and row["year"]:
        yield BELEID.reportingPeriod, mint("periode", row["year"])


def _related(row: Row, iri: URIRef, known: Names) -> Iterator[Triple]:
    """Yield the relations a row states in its own columns."""
    for column, kind in _RELATIONS.get(row.table, ()):
        for identifier in row.values(column):
            yield from claims.relation(row, (iri, kind, known.things[identifier]))


def _mention(row: Row, iri: URIRef, order: int, known: Names) -> Iterator[Triple]:
    """Yield what this row's source says of the thing, in its own words, and which goals it ties a result to."""
    node = mint("vermelding", name_of(iri), name_of(passage_of(row)))
    yield node, RDF.type, BELEID.Mention
    yield node, BELEID.mentionOf, iri
    yield node, BELEID.order, Literal(order)
    yield node, BELEID.evidencedBy, passage_of(row)
    yield node, RDFS.label, dutch(row["name"])
    for name in row.values("alt_names"):
        yield node, SKOS.altLabel, dutch(name)
    for predicate, value in (*_sayings(row), *_reached(row, known)):
        yield node, predicate, value


def _organisation(rows: Sequence[Row], iri: URIRef, known: Names) -> Iterator[Triple]:
    """Yield the area the organisation governs, for those with a code of Statistics Netherlands."""
    area = known.areas.get(rows[0]["id"])
    if area is not None:
        code = next(row["cbs_code"] for row in rows if row["cbs_code"])
        yield iri, BELEID.governs, area
        yield area, RDF.type, DCTERMS.Location
        yield area, RDFS.label, dutch(place_name(rows[0]["name"]))
        yield area, DCTERMS.identifier, Literal(code)


def _initiative(rows: Sequence[Row], iri: URIRef, known: Names) -> Iterator[Triple]:
    """Yield the statuses and budgets that the sources state, and the status derived from them."""
    for row in rows:
        if row["status"]:
            yield from claims.status(row, iri, known.years.get(row["source"], ""))
        if row["budget_eur"]:
            yield from claims.amount(row, iri, "begroot", row["budget_eur"])
    yield from claims.current_status(list(rows), iri, known.years)


def _indicator(rows: Sequence[Row], iri: URIRef, known: Names) -> Iterator[Triple]:
    """Yield the indicator's place in its scheme, and its unit as a concept (NL-SBB)."""
    yield iri, SKOS.inScheme, scheme("indicator")
    yield iri, SKOS.topConceptOf, scheme("indicator")
    if not known.units.get(rows[0]["id"]):
        yield iri, SDMX_A.unitMeasure, unit_iri("")
    for unit in {unit_iri(row["unit"]) for row in rows}:
        label = known.spellings.get(unit, "niet genoemd")
        yield from minted_concept(unit, "eenheid", label, f"Eenheid waarin een bron waarden geeft: {label}.")


def minted_concept(iri: URIRef, scheme_name: str, label: str, definition: str) -> Iterator[Triple]:
    """Yield a concept that the facts bring along, at the top of its scheme."""
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.prefLabel, dutch(label)
    yield iri, SKOS.definition, dutch(definition)
    yield iri, SKOS.inScheme, scheme(scheme_name)
    yield iri, SKOS.topConceptOf, scheme(scheme_name)


def _result(rows: Sequence[Row], iri: URIRef, known: Names) -> Iterator[Triple]:
    """Yield all that the sources say this is the result of, or for which goal."""
    for row in rows:
        for predicate, value in _reached(row, known):
            yield iri, predicate, value


def _reached(row: Row, known: Names) -> Iterator[Saying]:
    """Yield of what, or for which goal, this row says a result is."""
    for identifier in row.values("goal_or_initiative"):
        yield (BELEID.resultFor if known.tables[identifier] == "goals" else BELEID.resultOf), known.things[identifier]


_CLASSES = {
    "organisations": (ORG.Organization,),
    "programmes": (BELEID.Programme,),
    "goals": (BELEID.Goal,),
    "initiatives": (BELEID.Initiative,),
    "indicators": (BELEID.Indicator, SKOS.Concept),
    "results": (BELEID.Result,),
}
_TYPES = {"organisations": (ORG.classification, "organisatietype"), "initiatives": (DCTERMS.type, "initiatieftype")}
_LITERALS: tuple[tuple[str, URIRef, Callable[[str], URIRef | Literal]], ...] = (
    ("start", SCHEMA.startDate, date),
    ("end", SCHEMA.endDate, date),
    ("target_year", BELEID.targetYear, integer),
    ("year", BELEID.year, integer),
    ("website", FOAF.homepage, URIRef),
    ("cbs_code", DCTERMS.identifier, Literal),
)
_RELATIONS = {
    "organisations": (("part_of", "onderdeel-van-organisatie"),),
    "programmes": (("owner", "eigenaar"), ("part_of", "onderdeel-van")),
    "goals": (("programme", "doel-van"), ("owner", "eigenaar"), ("part_of", "subdoel-van")),
    "indicators": (("goal_or_programme", "meet"),),
}
_AFTERWARDS: dict[str, Callable[[Sequence[Row], URIRef, Names], Iterator[Triple]]] = {
    "organisations": _organisation,
    "initiatives": _initiative,
    "indicators": _indicator,
    "results": _result,
}
