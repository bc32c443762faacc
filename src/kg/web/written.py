"""The answer to a question written as a file: CSV, XLSX, JSON of SPARQL, or a graph."""

from rdflib import URIRef

from kg.build.dumps import XLSX
from kg.publish.answering import typed_rows
from kg.publish.asking import Asked, notices
from kg.publish.choices import choices
from kg.publish.library import Language, Library
from kg.publish.origin import origin
from kg.publish.words import words
from kg.publish.workbook import Sheets, workbook
from kg.store import Endpoint, Formats, rows
from kg.store.formats import document


def written(library: Library, endpoint: Endpoint, asked: Asked, media_type: str, language: Language) -> bytes:
    """Return the whole answer in this format, as asked of the endpoint; a workbook speaks the language."""
    if not asked.query.columns:
        return document(endpoint, asked.sparql, URIRef(""), media_type).body
    if media_type != XLSX:
        return endpoint.answer(asked.sparql, Formats(results=media_type)).body
    found = rows(endpoint, asked.sparql)
    spoken = words(language)
    listed = choices(library, language, asked.query)
    told = origin(library, language, asked, len(found), notices(library, listed, asked))
    names = (spoken("origin.answer"), spoken("origin.sheet"))
    return workbook(Sheets(names, asked.query.columns, typed_rows(asked, found, library.endpoint.base), told))
