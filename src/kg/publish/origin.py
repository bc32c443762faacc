"""Where an answer comes from, as a file that leaves the site tells it."""

from rdflib import URIRef

from kg.publish.answering import permalink
from kg.publish.asking import Asked, Notice
from kg.publish.library import Language, Library
from kg.publish.words import words
from kg.terms import BASE, moved

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


def origin(library: Library, language: Language, asked: Asked, count: int, doubts: tuple[Notice, ...]) -> list[tuple[str, str]]:
    """Return the question, its parameters, the release, the lasting address and the SPARQL, each with what it is."""
    spoken, query = words(language), asked.query
    base = library.endpoint.base
    given = [
        (each.said(language), moved(term, BASE, base) if isinstance(term := asked.terms[each.name], URIRef) else str(term))
        for each in query.parameters
    ]
    warned = [(spoken("origin.notice"), spoken(f"notice.{each.doubt}", name=moved(each.thing, BASE, base))) for each in doubts]
    return [
        (spoken("origin.question"), query.title(language)),
        (spoken("origin.description"), query.description(language)),
        *given,
        *warned,
        (spoken("origin.rows"), str(count)),
        (spoken("origin.permalink"), permalink(library, asked)),
        (spoken("origin.release"), str(library.manifest.get("release", ""))),
        (spoken("origin.licence"), LICENSE),
        (spoken("origin.sparql"), asked.sparql),
    ]
