"""Documents and the periods they report on."""

from collections.abc import Iterator

from rdflib import DC, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF

from kg.extract.facts.claims import Triple
from kg.extract.facts.literals import date, dutch, integer
from kg.extract.facts.names import Names
from kg.model.tables import Row
from kg.terms import BELEID, concept, mint


def document(row: Row, known: Names) -> Iterator[Triple]:
    """Yield the description of a document; a publisher that is no organisation of ours stays a name."""
    iri = mint("document", row["id"])
    yield iri, RDF.type, BELEID.Document
    yield iri, RDF.type, FOAF.Document
    yield iri, RDFS.label, dutch(row["title"])
    yield iri, DCTERMS.title, dutch(row["title"])
    if row["publisher"]:
        publisher = known.publishers.get(row["publisher"].casefold())
        yield (iri, DCTERMS.publisher, publisher) if publisher else (iri, DC.publisher, Literal(row["publisher"]))
    if row["type"]:
        yield iri, DCTERMS.type, concept("documenttype", row["type"])
    if row["url"]:
        yield iri, FOAF.page, URIRef(row["url"])
    if row["published"]:
        yield iri, DCTERMS.issued, date(row["published"])
    if row["notes"]:
        yield iri, SKOS.note, dutch(row["notes"])
    if row["year"]:
        yield iri, BELEID.year, integer(row["year"])
        yield iri, BELEID.reportingPeriod, mint("periode", row["year"])


def period(year: str) -> Iterator[Triple]:
    """Yield the calendar year as a reporting period."""
    iri = mint("periode", year)
    yield iri, RDF.type, BELEID.ReportingPeriod
    yield iri, RDF.type, DCTERMS.PeriodOfTime
    yield iri, RDFS.label, dutch(year)
    yield iri, BELEID.year, integer(year)
    yield iri, DCAT.startDate, Literal(f"{year}-01-01", datatype=XSD.date)
    yield iri, DCAT.endDate, Literal(f"{year}-12-31", datatype=XSD.date)
