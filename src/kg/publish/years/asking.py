"""Which years or documents are to be compared, and what of them is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rdflib import URIRef

from kg.publish.documents_read import Documents, Read, documents, every, years
from kg.publish.library import Library
from kg.terms import BASE

ALL_KINDS = URIRef(f"{BASE}/id/begrippenkader/documenttype")
"""What stands for documents of all kinds, where one kind could be chosen."""

FIELDS = ("organisatie", "soort", "jaar", "later", "van", "naar", "toon")
THINGS = ("doel", "initiatief", "programma", "indicator", "organisatie")
"""The kinds of things that are compared, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: two years of an organisation, or two documents, and of which kind of things; `wrong` is what cannot be understood."""

    publisher: URIRef | None = None
    kind: URIRef = ALL_KINDS
    years: tuple[str, str] = ("", "")
    pair: tuple[URIRef, URIRef] | None = None
    shown: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Tell whether there is something to compare."""
        return not self.wrong and (self.pair is not None or (self.publisher is not None and all(self.years)))


def wish(library: Library, given: Mapping[str, str]) -> Wish:
    """Return what is asked for; years that are not given are those of which most was read."""
    told = {name: text.strip() for name, text in given.items() if name in FIELDS and text.strip()}
    wrong = {"toon": told["toon"]} if told.get("toon", "") not in {"", *THINGS} else {}
    shown = "" if wrong else told.get("toon", "")
    if "van" in told or "naar" in told:
        return _of_documents(library, told, shown, wrong)
    if "organisatie" not in told:
        return Wish(shown=shown, wrong=wrong)
    return _of_years(library, told, shown, wrong)


def usual_years(read: tuple[Read, ...], kind: URIRef) -> tuple[str, str]:
    """Return the two years after one another of which most documents were read, of a kind or of all; empty when there are no two."""
    counted = years(read, None if kind == ALL_KINDS else kind)
    pairs = list(pairwise(counted))
    return max(pairs, key=lambda pair: (min(counted[year] for year in pair), sum(counted[year] for year in pair)), default=("", ""))


def iri(library: Library, text: str) -> URIRef:
    """Return what is given as an IRI or as its path below the base, with or without `id/`."""
    path = text.removeprefix(f"{library.endpoint.base}/").removeprefix(f"{BASE}/").lstrip("/").removeprefix("id/")
    return URIRef(f"{BASE}/id/{path}")


def _of_documents(library: Library, told: Mapping[str, str], shown: str, wrong: dict[str, str]) -> Wish:
    known = {each.document: each for each in every(library)}
    pair = tuple(_document(library, known, told.get(name, "")) for name in ("van", "naar"))
    wrong |= {name: told.get(name, "") for name, found in zip(("van", "naar"), pair, strict=True) if found is None}
    if pair[0] is None or pair[1] is None:
        publisher = next((known[each].publisher for each in pair if each is not None), None)
        return Wish(publisher, shown=shown, wrong=wrong)
    if pair[0] == pair[1]:
        wrong["naar"] = told["naar"]
    return Wish(known[pair[0]].publisher, pair=_in_order(known[pair[0]], known[pair[1]]), shown=shown, wrong=wrong)


def _in_order(one: Read, other: Read) -> tuple[URIRef, URIRef]:
    """Return two documents with the earlier first; as they were given when the year of one is not known."""
    turned = bool(one.year and other.year) and int(one.year) > int(other.year)
    return (other.document, one.document) if turned else (one.document, other.document)


def _document(library: Library, known: Mapping[URIRef, Read], text: str) -> URIRef | None:
    """Return the document of this path, IRI or title; None when there is none, or when several have the title."""
    if (found := iri(library, text)) in known:
        return found
    titled = [each.document for each in known.values() if each.title.casefold() == text.casefold()]
    return titled[0] if len(titled) == 1 else None


def _of_years(library: Library, told: Mapping[str, str], shown: str, wrong: dict[str, str]) -> Wish:
    found = documents(library)
    publisher = _publisher(library, found, told["organisatie"])
    kinds = {each.kind for read in found.values() for each in read}
    kind = iri(library, told["soort"]) if "soort" in told else ALL_KINDS
    if publisher is None:
        wrong["organisatie"] = told["organisatie"]
    if kind not in {*kinds, ALL_KINDS}:
        wrong["soort"], kind = told["soort"], ALL_KINDS
    chosen = _year(told.get("jaar", ""), "jaar", wrong), _year(told.get("later", ""), "later", wrong)
    first, later = _filled_in(found[publisher], kind, chosen) if publisher and not wrong else chosen
    if first and first == later:
        wrong["later"] = later
    if publisher and not wrong and not (first and later):
        wrong |= _too_few(found[publisher], kind)
    return Wish(publisher, kind, (first, later), shown=shown, wrong=wrong)


def _filled_in(read: tuple[Read, ...], kind: URIRef, chosen: tuple[str, str]) -> tuple[str, str]:
    """Return two years in order: what was not given is the year beside the one that was, or they are those of which most was read."""
    if all(chosen):
        return min(chosen), max(chosen)
    if not any(chosen):
        return usual_years(read, kind)
    given, known = next(filter(None, chosen)), list(years(read, None if kind == ALL_KINDS else kind))
    before, after = max((year for year in known if year < given), default=""), min((year for year in known if year > given), default="")
    beside = (after or before) if chosen[0] else (before or after)
    return min(given, beside), max(given, beside)


def _too_few(read: tuple[Read, ...], kind: URIRef) -> dict[str, str]:
    """Return what is wrong where there are no two years: only one was read, or none."""
    known = years(read, None if kind == ALL_KINDS else kind)
    name = read[0].publisher_name
    return {"alleen": f"{name} ({next(iter(known))})"} if known else {"geen": name}


def _publisher(library: Library, found: Documents, text: str) -> URIRef | None:
    if (known := iri(library, text)) in found:
        return known
    return next((whose for whose, read in found.items() if read[0].publisher_name.casefold() == text.casefold()), None)


def _year(text: str, name: str, wrong: dict[str, str]) -> str:
    if text and not (text.isascii() and text.isdecimal() and len(text) == len("2018")):
        wrong[name] = text
        return ""
    return text
