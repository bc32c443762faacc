"""What is left of a thing that was withdrawn: a page that says what became of it, and the same as RDF."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from kg.build.tombstones import Tombstone
from kg.publish.catalogue import version
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.publications import PATH
from kg.publish.templating import html
from kg.publish.triples import Triple, about, graph_of
from kg.publish.words import words
from kg.store import moved_graph
from kg.terms import BASE


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """A withdrawn thing: when it went, why, what stands in its place, and where it can still be read as it was."""

    frame: Frame
    kind: str
    reason: Text
    gone: tuple[str, str, str]
    last: tuple[str, str, str]
    instead: Ref | None
    iri: str


def tombstone_page(library: Library, view: View, stone: Tombstone) -> str:
    """Return the page of a thing that is not there any more."""
    spoken, iri = words(view.language), URIRef(f"{BASE}/id/{stone.thing}")
    reason = _text(stone.reasons, view)
    gone = (str(stone.gone), spoken.date(stone.gone_date.isoformat()), link(view, f"{PATH}/{stone.gone}"))
    then = replace(view, release=str(stone.last))
    last = (str(stone.last), spoken.date(stone.last_date.isoformat()), link(then, f"/doc/{stone.thing}"))
    kind = stone.thing.removeprefix("concept/").partition("/")[0]
    page = TombstonePage(
        frame(view, name(stone, view), library),
        spoken.known(f"kind.{kind}", spoken("kind.other")),
        reason,
        gone,
        last,
        _instead(library, view, stone),
        library.endpoint.base + iri.removeprefix(BASE),
    )
    return html("tombstone.html", page)


def name(stone: Tombstone, view: View) -> Text:
    """Return what a withdrawn thing was called, in the language of the view if it had a name in it."""
    found = _text(stone.labels, view)
    return found if found.value else Text(stone.thing.rsplit("/", 1)[-1])


def _text(texts: Mapping[str, str], view: View) -> Text:
    languages = [each for each in (view.language.value, "nl", *texts) if each in texts]
    return Text(texts[languages[0]], languages[0]) if languages else Text("")


def _instead(library: Library, view: View, stone: Tombstone) -> Ref | None:
    if not stone.instead:
        return None
    iri = URIRef(f"{BASE}/id/{stone.instead}")
    return Facts(URIRef(""), {}, names(library, [iri]), view).ref(iri)


def tombstone_graph(library: Library, stone: Tombstone) -> Graph:
    """Return what became of a thing (PROV-O), under the base of the endpoint."""
    base, thing = library.endpoint.base, URIRef(f"{BASE}/id/{stone.thing}")
    act = URIRef(f"{version(stone.gone)}#uitgeven")
    moment = Literal(f"{stone.gone_date.isoformat()}T00:00:00+00:00", datatype=XSD.dateTime)
    triples: list[Triple] = [
        *about(
            thing,
            (RDF.type, PROV.Entity),
            *((RDFS.label, Literal(text, lang=language or None)) for language, text in stone.labels.items()),
            *((SKOS.changeNote, Literal(text, lang=language)) for language, text in stone.reasons.items()),
            (PROV.invalidatedAtTime, moment),
            (PROV.wasInvalidatedBy, act),
            (DCTERMS.isReplacedBy, URIRef(f"{BASE}/id/{stone.instead}") if stone.instead else None),
            (RDFS.seeAlso, URIRef(f"{base}/doc/{stone.thing}?release={stone.last}")),
        ),
        *about(act, (RDF.type, PROV.Activity), (PROV.generated, version(stone.gone)), (PROV.endedAtTime, moment)),
    ]
    return moved_graph(graph_of(triples), BASE, base)
