"""The description of the API in OpenAPI 3.1, made from the saved questions; it follows the NL API Design Rules."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit

from kg.publish.api import PREFIX, VERSION, both, formats, short
from kg.publish.choices import Choice, choices
from kg.publish.headings import heading
from kg.publish.library import Language, Library
from kg.publish.openapi_parts import JSON, components, problems, ref, version_headers
from kg.publisher import Publication
from kg.store.parameters import LARGEST_DECIMAL, LARGEST_INTEGER, LONGEST, PATTERNS, Parameter
from kg.store.query_files import SavedQuery

Object: TypeAlias = dict[str, object]

MOST_EXAMPLES = 5

_TAG = "vragen"
_DATES = re.compile(r"(?:^d|\wD|_[dD])at(?:e|um)(?![a-z])|^date$|^datum$")


def document(library: Library, root: str) -> Object:
    """Return the description, with `root` before the addresses of this site."""
    base = library.endpoint.base
    return {
        "openapi": "3.1.0",
        "info": _info(library),
        "externalDocs": {"description": "De vragen op de website / The questions on the site", "url": f"{base}/vragen"},
        "servers": [{"url": f"{root}{PREFIX}", "description": "Deze server / This server"}],
        "tags": [{"name": _TAG, "description": "De vragen en hun antwoorden / The questions and their answers"}],
        "paths": {
            "/queries": {"get": _list()},
            **{f"/queries/{query.name}": {"get": _operation(library, query)} for query in library.queries.questions()},
            "/openapi.json": {"get": _self()},
        },
        "components": components(),
    }


def _info(library: Library) -> Object:
    base, publication = library.endpoint.base, library.publication
    return {
        "title": "Samenspel: vragen aan de graaf",
        "summary": "Antwoorden op vragen over beleid van gemeenten, met de bron erbij",
        "description": (
            "Elke vraag heeft een adres met parameters; het antwoord komt als JSON (in bladzijden), CSV, Excel of RDF. "
            "Kies de vorm met de Accept-header of met een achtervoegsel, zoals `/queries/NAAM.csv`.\n\n"
            "*English:* each question has an address with parameters; the answer comes as JSON (in pages), CSV, Excel or RDF. "
            "Choose the format by the Accept header or a suffix, such as `/queries/NAME.csv`."
        ),
        "version": VERSION,
        **({"license": {"name": publication.licence.name, "url": str(publication.licence.page)}} if publication else {}),
        "contact": {
            "name": "Beheerder van deze graaf / Keeper of this graph",
            "url": f"{base}/over",
            "email": f"webmaster@{urlsplit(base).hostname}",  # RFC 2142 §5: the mailbox of who keeps a web site
            **(_contact(publication) if publication else {}),
        },
    }


def _contact(publication: Publication) -> dict[str, str]:
    """Return whom the publisher names to be asked."""
    contact = publication.contact
    told = {"name": contact.name.nl, "email": contact.email, "url": str(contact.url or "")}
    return {name: text for name, text in told.items() if text}


def _list() -> Object:
    return {
        "operationId": "vragen",
        "tags": [_TAG],
        "summary": "Welke vragen zijn er?",
        "description": "Alle vragen met hun parameters en adressen.\n\n*English:* all questions with their parameters and addresses.",
        "responses": {
            "200": {
                "description": "De vragen / The questions",
                "headers": version_headers("ETag", "Link"),
                "content": {JSON: {"schema": ref("schemas", "Catalogue")}},
            },
            "303": ref("responses", "SentOn"),
            "304": ref("responses", "NotModified"),
            **problems("400", "406"),
        },
    }


def _self() -> Object:
    return {
        "operationId": "openapi",
        "tags": [_TAG],
        "summary": "Deze beschrijving in OpenAPI 3.1",
        "description": "*English:* this description in OpenAPI 3.1.",
        "responses": {
            "200": {
                "description": "De beschrijving / The description",
                "headers": version_headers("ETag"),
                "content": {JSON: {"schema": {"type": "object", "required": ["openapi", "info", "paths"]}}},
            },
            "304": ref("responses", "NotModified"),
            **problems("400"),
        },
    }


def _operation(library: Library, query: SavedQuery) -> Object:
    listed = choices(library, Language.NL, query)
    own = [ref("parameters", name) for name in (*(("Page", "PageSize") if query.columns else ()), "Lang", "Release")]
    return {
        "operationId": query.name,
        "tags": [_TAG],
        "summary": query.title("nl"),
        "description": _told(query),
        "parameters": [*(_parameter(each, listed[each.name]) for each in query.parameters), *own],
        "responses": {
            "200": {
                "description": "Het antwoord / The answer",
                "headers": version_headers("ETag", "Link", "Vary", "Content-Location"),
                "content": dict(_contents(query)),
            },
            "303": ref("responses", "SentOn"),
            "304": ref("responses", "NotModified"),
            **problems("400", "404", "406", "429", "502", "503"),
        },
    }


def _told(query: SavedQuery) -> str:
    """Return what the question answers, in Dutch and then in English."""
    title, description = both(query.titles), both(query.descriptions)
    return f"{description['nl']}\n\n*English:* {title['en']} {description['en']}".strip()


def _parameter(parameter: Parameter, listed: Iterable[Choice]) -> Object:
    examples = (
        {} if parameter.values else {each.value: {"summary": each.label.value, "value": _value(parameter, each.value)} for each in listed}
    )
    told = {
        "name": parameter.name,
        "in": "query",
        "required": not parameter.default,
        "description": f"{parameter.said('nl')} / {parameter.said('en')}",
        "schema": _schema(parameter),
    }
    return {**told, "examples": dict(list(examples.items())[:MOST_EXAMPLES])} if examples else told


def _schema(parameter: Parameter) -> Object:
    kinds: Mapping[str, Object] = {
        "iri": {"type": "string", "pattern": PATTERNS["iri"], "maxLength": LONGEST},
        "integer": {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
        "decimal": {"type": "number", "minimum": -LARGEST_DECIMAL, "maximum": LARGEST_DECIMAL},
        "date": {"type": "string", "format": "date"},
        "string": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    }
    schema = {"type": kinds[parameter.kind]["type"]} if parameter.values else kinds[parameter.kind]
    return {
        **schema,
        **({"enum": [_value(parameter, short(each)) for each in parameter.values]} if parameter.values else {}),
        **({"default": _value(parameter, short(parameter.default))} if parameter.default else {}),
    }


def _value(parameter: Parameter, text: str) -> str | int | float:
    """Return a value as JSON has it."""
    if parameter.kind == "integer":
        return int(text)
    return float(text) if parameter.kind == "decimal" else text


def _contents(query: SavedQuery) -> Iterable[tuple[str, Object]]:
    """Yield the formats of the answer, each with its schema where it has one."""
    for media_type in formats(query).values():
        if media_type == JSON:
            yield media_type, {"schema": _answer(query)}
        elif media_type.endswith("+json"):
            yield media_type, {"schema": {"type": ["object", "array"]}}
        elif media_type != "text/html":
            yield media_type, {"schema": {"type": "string"}} if media_type.startswith("text/") else {}


def _answer(query: SavedQuery) -> Object:
    """Return the schema of a page of the answer: that of any answer, with the columns of this one."""
    columns = {name: _column(name) for name in query.columns}
    row = {"type": "object", "required": list(columns), "additionalProperties": False, "properties": columns}
    return {"allOf": [ref("schemas", "Answer"), {"type": "object", "properties": {"rows": {"type": "array", "items": row}}}]}


def _column(name: str) -> Object:
    """Return the schema of a column; the design rules ask that what is called a date says so."""
    told: Object = {"type": ["string", "number", "boolean", "null"], "description": heading(name).value}
    return {**told, "format": "date"} if _DATES.search(name) else told
