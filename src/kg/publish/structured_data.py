"""The catalogue in schema.org's words, for search engines: what stands in the head of its page."""

import json
from collections.abc import Iterator, Mapping

from rdflib import URIRef

from kg.publish.catalogue import CATALOGUE, DATASET, ENDPOINT_ACCESS, GZIP, STREAM_ACCESS, Catalogue, Download
from kg.publish.catalogue_parts import creator, publisher
from kg.publish.event_stream import PATH as STREAM
from kg.publish.library import Language
from kg.publish.words import words
from kg.publisher import Agent, Worded
from kg.terms import BASE, moved

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def structured_data(told: Catalogue, language: Language) -> str:
    """Return the catalogue as JSON-LD that can stand in a script element: no text in it can end that element."""
    graph = [_catalogue(told, language), _dataset(told, language), *_agents(told, language)]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).translate(_ESCAPES)


def _iri(told: Catalogue, iri: URIRef) -> str:
    return moved(iri, BASE, told.base)


def said(text: Worded, language: Language) -> str:
    """Return a text in this language."""
    return text.nl if language is Language.NL else text.en


def _catalogue(told: Catalogue, language: Language) -> Mapping[str, object]:
    return {
        "@type": "DataCatalog",
        "@id": _iri(told, CATALOGUE),
        "name": words(language)("catalogue.of", title=said(told.publication.title, language)),
        "url": f"{told.base}/catalog",
        "inLanguage": [each.value for each in Language],
        "license": str(told.publication.licence.page),
        "publisher": {"@id": _iri(told, publisher(told))},
        "dataset": {"@id": _iri(told, DATASET)},
    }


def _dataset(told: Catalogue, language: Language) -> Mapping[str, object]:
    published, identifier = told.publication, _iri(told, DATASET)
    dated = {"datePublished": told.edition.date, "dateModified": told.edition.date} if told.edition.date else {}
    return {
        "@type": "Dataset",
        "@id": identifier,
        "identifier": identifier,
        "name": said(published.title, language),
        "description": said(published.description, language),
        "url": f"{told.base}/catalog",
        "license": str(published.licence.page),
        "version": told.edition.version,
        **dated,
        "keywords": [str(word) for word in published.keywords if word.language == language],
        "isAccessibleForFree": True,
        "creator": {"@id": _iri(told, creator(told))},
        "publisher": {"@id": _iri(told, publisher(told))},
        "spatialCoverage": [{"@type": "Place", "@id": str(place)} for place in published.spatial],
        "includedInDataCatalog": {"@id": _iri(told, CATALOGUE)},
        "distribution": [*(_download(told, language, file) for file in told.downloads), *_accesses(told, language)],
    }


def _download(told: Catalogue, language: Language, file: Download) -> Mapping[str, object]:
    return {
        "@type": "DataDownload",
        "@id": _iri(told, file.iri),
        "name": said(file.name, language),
        "contentUrl": told.base + file.path,
        "encodingFormat": [file.media_type, GZIP] if file.compressed else file.media_type,
        "contentSize": f"{file.size_bytes} B",
        "sha256": file.sha256,
        "license": str(told.publication.licence.page),
    }


def _accesses(told: Catalogue, language: Language) -> Iterator[Mapping[str, object]]:
    """Yield the ways to get the data other than as a file."""
    if told.versions:
        yield _access(told, language, (STREAM_ACCESS, "catalogue.ldes", STREAM, "text/turtle"))
    if told.publication.services:
        yield _access(told, language, (ENDPOINT_ACCESS, "catalogue.sparql.access", "/sparql", "application/sparql-query"))


def _access(told: Catalogue, language: Language, what: tuple[URIRef, str, str, str]) -> Mapping[str, object]:
    iri, key, path, media_type = what
    return {
        "@type": "DataDownload",
        "@id": _iri(told, iri),
        "name": words(language)(key, title=said(told.publication.title, language)),
        "contentUrl": told.base + path,
        "encodingFormat": media_type,
        "license": str(told.publication.licence.page),
    }


def _agents(told: Catalogue, language: Language) -> list[Mapping[str, object]]:
    agents = {publisher(told): told.publication.publisher, creator(told): told.publication.creator}
    contact = told.publication.contact
    point = {"@type": "ContactPoint", "name": said(contact.name, language), "email": contact.email, "url": str(contact.url or "")}
    reached = {"contactPoint": {name: value for name, value in point.items() if value}}
    return [{**_agent(told, iri, agent, language), **(reached if iri == publisher(told) else {})} for iri, agent in agents.items()]


def _agent(told: Catalogue, iri: URIRef, agent: Agent, language: Language) -> Mapping[str, object]:
    found = {"@type": "Organization", "@id": _iri(told, iri), "name": said(agent.name, language)}
    return {**found, "url": str(agent.homepage)} if agent.homepage else found
