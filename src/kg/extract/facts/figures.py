"""Observations: the value an indicator has, for what, when, of which kind (RDF Data Cube)."""

import re
from collections.abc import Iterator

from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import DCTERMS, QB

from kg.extract.facts.claims import Triple, passage_of
from kg.extract.facts.literals import decimal, dutch, integer, number_slug
from kg.extract.facts.names import Names, group_iri, unit_iri
from kg.extract.facts.things import minted_concept
from kg.model.tables import Row
from kg.terms import BELEID, SDMX_A, SDMX_M, concept, mint, name_of, slug

VALUE_KINDS = ("realisatie", "streefwaarde", "ambitie", "raming", "begroting", "verwachting")
"""Words in observations.comparison that say what kind of value it is; any other text names a reference group."""

_KIND_IN_LOCATOR = re.compile(r"[(,]\s*(streefwaarde|ambitie|raming|begroting|verwachting)\b", re.IGNORECASE)
_OWN = "eigen-waarde"


def observation(row: Row, known: Names) -> Iterator[Triple]:
    """Yield one measured, planned or compared value.

    The value is part of the IRI: sources that agree share a node, sources that differ stand side
    by side. A value without a year is marked so (periode/onbekend), never given one.
    """
    indicator, area = known.things[row["indicator"]], _area(row, known)
    group, kind = _group(row), value_kind(row)
    year = row["year"] or "onbekend"
    parts = (name_of(indicator), name_of(area), year, name_of(group), kind, number_slug(row["value"]))
    node = mint("waarneming", *parts)
    yield node, RDF.type, QB.Observation
    yield node, QB.dataSet, mint("dataset", "indicatoren")
    yield node, BELEID.indicator, indicator
    yield node, BELEID.refArea, area
    yield node, BELEID.refPeriod, mint("periode", year)
    yield node, BELEID.comparisonGroup, group
    yield node, BELEID.valueKind, concept("waardesoort", kind)
    yield node, SDMX_M.obsValue, decimal(row["value"])
    yield node, SDMX_A.unitMeasure, unit_iri(known.units.get(row["indicator"], ""))
    yield node, BELEID.evidencedBy, passage_of(row)
    if row["year"]:
        yield node, BELEID.year, integer(row["year"])
    yield from _surroundings(row, area, group, known)


def value_kind(row: Row) -> str:
    """Return the kind of value: what the comparison column says, else what the locator says, else measured.

    >>> value_kind(Row("observations", {"comparison": "", "locator": "Samenvatting, raming"}))
    'raming'
    """
    word = slug(row["comparison"])
    if word in VALUE_KINDS:
        return word
    marked = _KIND_IN_LOCATOR.search(row["locator"])
    return marked[1].lower() if marked else "realisatie"


def _group(row: Row) -> URIRef:
    word = slug(row["comparison"])
    return concept("vergelijkingsgroep", _OWN) if not word or word in VALUE_KINDS else group_iri(row["comparison"])


def _area(row: Row, known: Names) -> URIRef:
    """Return what the value is of: the area an organisation governs, the organisation, a region, or just the group.

    The organisation is named by its id or its name.
    """
    if row["area"] in known.things and known.tables[row["area"]] == "organisations":
        return known.areas.get(row["area"], known.things[row["area"]])
    if slug(row["area"]) == slug(row["comparison"]):
        return _group(row)
    return known.places.get(row["area"].casefold()) or mint("gebied", slug(row["area"]))


def _surroundings(row: Row, area: URIRef, group: URIRef, known: Names) -> Iterator[Triple]:
    """Yield the region and the comparison group that the row brings along."""
    if name_of(group) != _OWN:
        label = known.spellings[group]
        yield from minted_concept(group, "vergelijkingsgroep", label, f"Referentiegroep waarmee een bron waarden vergelijkt: {label}.")
    if area == mint("gebied", slug(row["area"])):
        yield area, RDF.type, DCTERMS.Location
        yield area, RDFS.label, dutch(known.spellings[area])
