"""What a publisher says of the data that no graph can tell: who publishes them, under which licence, whom to ask."""

from dataclasses import dataclass
from datetime import date

from rdflib import Literal, URIRef


@dataclass(frozen=True, slots=True)
class Worded:
    """One text in the languages of the pages."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Who publishes or made the data; `iri` is what others call it (TOOI), `kind` the sort of organisation."""

    name: Worded
    iri: URIRef | None = None
    kind: URIRef | None = None
    homepage: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Where people can ask about the data: by e-mail, at a web address, or both."""

    name: Worded
    email: str = ""
    url: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms the data may be used: its IRI in the list of DCAT-AP-NL, its text on the web, its name."""

    iri: URIRef
    page: URIRef
    name: str


@dataclass(frozen=True, slots=True)
class Security:
    """Where to tell of a leak (RFC 9116), until when that holds, and in which languages."""

    contact: tuple[str, ...]
    expires: date
    languages: tuple[str, ...] = ()
    policy: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the publisher says of the data and no graph can tell; IRIs of themes and the like are from the European lists.

    `services` tells whether a server answers SPARQL and the question API under the base of the data; `site` is what the site is called.
    """

    title: Worded
    description: Worded
    keywords: tuple[Literal, ...]
    publisher: Agent
    creator: Agent
    contact: Contact
    licence: Licence
    themes: tuple[URIRef, ...]
    languages: tuple[URIRef, ...]
    access: URIRef
    frequency: URIRef | None = None
    status: URIRef | None = None
    spatial: tuple[URIRef, ...] = ()
    legislation: tuple[URIRef, ...] = ()
    landing_page: URIRef | None = None
    documentation: URIRef | None = None
    security: Security | None = None
    services: bool = True
    site: Worded | None = None
