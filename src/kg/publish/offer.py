"""What the page of the catalogue offers: facts about the publication, files with their sizes, services, counts, concept schemes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from rdflib import URIRef

from kg.build.dumps import XLSX
from kg.publish.catalogue import Catalogue, Download
from kg.publish.facts import Text
from kg.publish.library import View
from kg.publish.links import link, page_of, web_address
from kg.publish.structured_data import said
from kg.publish.words import Words, words

_FORMATS = MappingProxyType(
    {
        "text/turtle": "Turtle",
        "application/n-triples": "N-Triples",
        "application/ld+json": "JSON-LD",
        "application/rdf+xml": "RDF/XML",
        "application/trig": "TriG",
        "text/csv": "CSV",
        XLSX: "Excel (XLSX)",
        "application/zip": "CSV in ZIP",
    },
)
_UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1))
_ONE_DECIMAL_BELOW = 10


@dataclass(frozen=True, slots=True)
class Linked:
    """A text, and the address it leads to when it has one."""

    text: Text
    href: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file on the page: its address, its size in words and its digest."""

    href: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the table of files: what it is, in which format, the file, and its smaller copy when there is one."""

    title: str
    format: str
    file: File
    smaller: File | None


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A concept scheme: its name with the link to its page, what it is about, how many concepts, its address as Turtle."""

    name: Linked
    about: Text
    concepts: str
    turtle: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything on the page; `facts` and `counts` are by their names, `documents` this description in other forms."""

    description: Text
    facts: tuple[tuple[str, tuple[Linked, ...]], ...]
    graphs: tuple[Line, ...]
    tables: tuple[Line, ...]
    schema: str
    release: str
    services: bool
    endpoint: str
    api: str
    counts: tuple[tuple[str, str], ...]
    schemes: tuple[SchemeLine, ...]
    documents: tuple[tuple[str, str], ...]


def offer(told: Catalogue, view: View) -> Offer:
    """Return what the page offers in the language of the view."""
    spoken = words(view.language)
    lines = list(_lines(told, view, spoken))
    return Offer(
        Text(said(told.publication.description, view.language)),
        tuple((spoken(f"catalogue.{name}"), values) for name, values in _facts(told, view, spoken) if values),
        tuple(line for line, file in lines if not file.tabular),
        tuple(line for line, file in lines if file.tabular),
        view.root + told.schema.path if told.schema else "",
        told.edition.release,
        told.publication.services,
        f"{told.base}/sparql",
        f"{told.base}/v1",
        tuple(_counts(told, spoken)),
        tuple(_schemes(told, view, spoken)),
        tuple(_documents(view)),
    )


def _facts(told: Catalogue, view: View, spoken: Words) -> Iterator[tuple[str, tuple[Linked, ...]]]:
    """Yield what the publisher tells, by the key of its name."""
    published, edition = told.publication, told.edition
    agents = [published.publisher, published.creator]
    names = [Linked(Text(said(agent.name, view.language)), str(agent.homepage or web_address(str(agent.iri or "")))) for agent in agents]
    dated = spoken("catalogue.dated", number=edition.number, date=spoken.date(edition.date)) if edition.number else ""
    yield "publisher", (names[0],)
    yield "creator", (names[1],) if agents[0] != agents[1] else ()
    yield "version", (Linked(Text(dated or spoken("catalogue.undated", release=edition.release))),)
    yield "contact", _contact(told, view)
    yield "licence", (Linked(Text(published.licence.name), str(published.licence.page)),)
    yield "access", _coded(spoken, (published.access,))
    yield "themes", _coded(spoken, published.themes)
    yield "frequency", _coded(spoken, filter(None, (published.frequency,)))
    yield "status", _coded(spoken, filter(None, (published.status,)))
    yield "language", _coded(spoken, published.languages)


def _contact(told: Catalogue, view: View) -> tuple[Linked, ...]:
    """Return whom to ask: by e-mail, and at a web address."""
    contact = told.publication.contact
    named = Linked(Text(said(contact.name, view.language)), str(contact.url or ""))
    return (named, Linked(Text(contact.email), f"mailto:{contact.email}")) if contact.email else (named,)


def _coded(spoken: Words, codes: Iterable[URIRef]) -> tuple[Linked, ...]:
    """Return the members of a list by their names; one from a list that we have no words for by its address."""
    found = []
    for iri in codes:
        scheme, code = iri.split("/")[-2:]
        name = spoken.known(f"catalogue.{scheme}.{code}", "")
        found.append(Linked(Text(name)) if name else Linked(Text(str(iri)), str(iri)))
    return tuple(found)


def _lines(told: Catalogue, view: View, spoken: Words) -> Iterator[tuple[Line, Download]]:
    """Yield the files, each with its smaller copy beside it."""
    copies = {file.path: file for file in told.downloads if file.compressed}
    for file in told.downloads:
        if not file.compressed:
            copy = copies.get(f"{file.path}.gz")
            smaller = _file(view, spoken, copy) if copy else None
            yield Line(said(file.title, view.language), _FORMATS[file.media_type], _file(view, spoken, file), smaller), file


def _file(view: View, spoken: Words, file: Download) -> File:
    return File(view.root + file.path, size(file.size_bytes, spoken), file.sha256)


def size(number: int, spoken: Words) -> str:
    """Return a number of bytes as people read it: in the largest unit that fits, with a decimal when it is small.

    >>> from kg.publish.library import Language
    >>> [size(number, words(Language.NL)) for number in (0, 999, 1234, 45_678, 10_710_681)]
    ['0 bytes', '999 bytes', '1,2 kB', '46 kB', '11 MB']
    """
    unit, worth = next((each for each in _UNITS if number >= each[1]), _UNITS[-1])
    value = Decimal(number) / worth
    rounded = value if worth == 1 else value.quantize(Decimal("0.1") if value < _ONE_DECIMAL_BELOW else Decimal(1))
    return spoken(f"catalogue.size.{unit}", number=spoken.number(rounded))


def _counts(told: Catalogue, spoken: Words) -> Iterator[tuple[str, str]]:
    figures = told.figures
    counted = {"triples": figures.triples, "subjects": figures.subjects, "objects": figures.objects}
    counted |= {"properties": figures.predicates, "classes": len(figures.classes)}
    return ((spoken(f"catalogue.{name}"), spoken.number(Decimal(number))) for name, number in counted.items())


def _schemes(told: Catalogue, view: View, spoken: Words) -> Iterator[SchemeLine]:
    for scheme in told.schemes:
        page, document = page_of(view, scheme.iri), page_of(View(root=view.root), scheme.iri)
        name = Linked(Text(said(scheme.title, view.language)), page)
        yield SchemeLine(name, Text(scheme.about, "nl"), spoken.count("catalogue.concepts", scheme.concepts), f"{document}.ttl")


def _documents(view: View) -> Iterator[tuple[str, str]]:
    """Yield this description in the forms for programs."""
    forms = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
    here = View(root=view.root)
    yield from ((f"DCAT-AP-NL, {name}", link(here, f"/catalog.{suffix}")) for name, suffix in forms)
    yield "VoID, Turtle", link(here, "/void.ttl")
