"""Values as a page prints them: with a link where there is a page, and with their evidence."""

from dataclasses import dataclass
from decimal import Decimal

from rdflib import XSD, Literal, URIRef

from kg.publish.facts import Evidence, Facts, Text
from kg.publish.links import web_address
from kg.publish.words import Words
from kg.store import Term
from kg.terms import BELEID, SCHEMA, SDMX_A

_DATES = frozenset({XSD.date, XSD.gYear, XSD.gYearMonth})


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text, the link when it is a thing, what to remark about it, and where it stands."""

    text: Text
    href: str = ""
    kind: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A property by its name, with its values."""

    label: Text
    values: tuple[Value, ...]


def value(facts: Facts, words: Words, term: Term, evidence: tuple[Evidence, ...] = ()) -> Value:
    """Return a term as a page prints it."""
    if isinstance(term, URIRef):
        ref = facts.ref(term)
        return Value(ref.name, ref.href, ref.kind, evidence=evidence)
    return Value(literal(words, term), web_address(str(term)), evidence=evidence)


def literal(words: Words, term: Term) -> Text:
    """Return a literal as this language writes it; years stay as they are."""
    if isinstance(term, Literal) and term.datatype in _DATES:
        return Text(words.date(str(term)))
    if isinstance(term, Literal) and term.datatype == XSD.decimal:
        return Text(words.number(Decimal(str(term))))
    return Text(str(term), (term.language or "") if isinstance(term, Literal) else "")


def measured(facts: Facts, words: Words, claim: URIRef, number: Literal) -> Text:
    """Return the number of an observation or an amount with its unit."""
    written = words.number(Decimal(str(number)))
    if facts.value(claim, SCHEMA.currency) is not None:
        currency = str(facts.value(claim, SCHEMA.currency))
        return Text(f"€ {written}" if currency == "EUR" else f"{currency} {written}")
    units = facts.things(claim, SDMX_A.unitMeasure)
    name = facts.name(units[0]) if units else Text("")
    return Text(f"{written}{'' if name.value == '%' else ' '}{name.value}".strip(), name.language if name.value != "%" else "")


def with_unit(spoken: Words, number: str, unit: str) -> Text:
    """Return a number with its unit; the units of the sources are Dutch, so with one in words it is Dutch.

    >>> from kg.publish.library import Language
    >>> from kg.publish.words import words
    >>> with_unit(words(Language.EN), "1851.9", "aantal banen"), with_unit(words(Language.NL), "7.50", "%")
    (Text(value='1,851.9 banen', language='nl'), Text(value='7,5%', language=''))
    """
    unit = unit.removeprefix("aantal").strip()
    written = f"{spoken.number(Decimal(number))}{'' if unit.startswith('%') else ' '}{unit}".strip()
    return Text(written, "nl" if unit.strip("%") else "")


def unit(facts: Facts, claim: URIRef) -> str:
    """Return the name of the unit or currency of an observation or an amount, empty when there is none."""
    units = facts.things(claim, SDMX_A.unitMeasure)
    return facts.name(units[0]).value if units else str(facts.value(claim, SCHEMA.currency) or "")


def amounts(facts: Facts, words: Words, holder: URIRef) -> tuple[Value, ...]:
    """Return the amounts of a thing or a participation, each with its kind."""
    found = []
    for amount in facts.things(holder, BELEID.amount):
        for number in facts.values(amount, SCHEMA.value):
            if isinstance(number, Literal):
                kind = "".join(facts.name(each).value for each in facts.things(amount, BELEID.amountKind))
                found.append(Value(measured(facts, words, amount, number), note=kind, evidence=facts.evidence(amount)))
    return tuple(found)
