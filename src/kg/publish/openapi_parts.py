"""The parts of the description of the API that are the same for every question: errors, paging, headers, schemas."""

from typing import TypeAlias

from kg.publish.api import VERSION
from kg.publish.library import Language

Object: TypeAlias = dict[str, object]

JSON = "application/json"
PROBLEM = "application/problem+json"

PAGE_SIZE = 100
LARGEST_PAGE = 1_000
"""The rows on a page: unless one says how many, and at most."""
LAST_PAGE = 10**9 - 1
"""The largest number of a page that is looked for."""

_ERRORS = {
    "400": ("BadRequest", "Een parameter klopt niet; `errors` zegt welke, waarom en wat wel kan / A parameter does not fit"),
    "404": (
        "NotFound",
        "Die bladzijde, vraag of release is er niet; `served` is de release die er wel is / There is no such page, question or release",
    ),
    "406": ("NotAcceptable", "Niet in dit formaat; `alternatives` zegt welke er zijn / Not in this format"),
    "429": ("TooManyRequests", "Te veel vragen tegelijk van een client / Too many questions at once"),
    "502": ("BadGateway", "De gegevens zijn nu niet bereikbaar / The data cannot be reached now"),
    "503": ("Unavailable", "De vraag kost te veel tijd of geheugen / The question takes too much time or memory"),
}
_HEADERS = {
    "API-Version": ("ApiVersion", "De volledige versie van de API / The full version of the API"),
    "ETag": ("ETag", "Zolang deze gelijk is, is het antwoord dat ook / As long as it is the same, so is the answer"),
    "Link": ("Link", "Adressen van bladzijden die er zijn (first, prev, next, last) / Addresses of pages that exist"),
    "Vary": ("Vary", "Het antwoord hangt af van Accept / The answer depends on Accept"),
    "Content-Location": ("ContentLocation", "Het adres van dit formaat / The address of this format"),
    "Location": ("Location", "De webpagina met hetzelfde antwoord / The web page with the same answer"),
}
_TEXT = {"type": "string"}
_BOTH = {"type": "object", "required": ["nl", "en"], "properties": {"nl": _TEXT, "en": _TEXT}}
_COUNT = {"type": "integer", "minimum": 0}
_LINKS = {"type": "object", "additionalProperties": {"type": "string"}}


def ref(kind: str, name: str) -> Object:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def problems(*statuses: str) -> Object:
    """Return references to the responses with these statuses."""
    return {status: ref("responses", _ERRORS[status][0]) for status in statuses}


def version_headers(*names: str) -> Object:
    """Return the headers of a response: the version of the API, and these."""
    return {name: ref("headers", _HEADERS[name][0]) for name in ("API-Version", *names)}


def components() -> Object:
    """Return all components."""
    return {
        "headers": {name: {"description": told, "schema": _header(name)} for name, told in _HEADERS.values()},
        "parameters": _parameters(),
        "responses": {
            "SentOn": {
                "description": "Wie HTML vraagt, krijgt de webpagina / Who asks HTML gets the web page",
                "headers": version_headers("Location"),
            },
            "NotModified": {
                "description": "Het antwoord dat je al hebt, geldt nog / The answer you hold still stands",
                "headers": version_headers("ETag"),
            },
            **{name: _error(told) for name, told in _ERRORS.values()},
        },
        "schemas": {"Problem": _problem(), "Answer": _answer(), "Notice": _notice(), "Catalogue": _catalogue(), "Question": _question()},
    }


def _header(name: str) -> Object:
    return {"type": "string", "examples": [VERSION]} if name == "ApiVersion" else dict(_TEXT)


def _error(told: str) -> Object:
    return {"description": told, "headers": version_headers(), "content": {PROBLEM: {"schema": ref("schemas", "Problem")}}}


def _parameters() -> Object:
    def number(name: str, told: str, default: int, largest: int) -> Object:
        schema = {"type": "integer", "minimum": 1, "maximum": largest, "default": default}
        return {"name": name, "in": "query", "required": False, "description": told, "schema": schema}

    language = {"type": "string", "enum": [each.value for each in Language], "default": Language.NL.value}
    told = "De taal van een Excel-bestand / The language of an Excel file"
    return {
        "Page": number("page", "De bladzijde, alleen voor JSON / The page, for JSON only", 1, LAST_PAGE),
        "PageSize": number("pageSize", "Rijen per bladzijde / Rows a page", PAGE_SIZE, LARGEST_PAGE),
        "Lang": {"name": "lang", "in": "query", "required": False, "description": told, "schema": language},
        "Release": _release(),
    }


def _release() -> Object:
    """Return the parameter by which a lasting address names its release; another than the one served is not found."""
    told = (
        "De release waarvan u het antwoord wilt, zoals `release` in een antwoord hem noemt; een andere dan deze is 404 / "
        "The release whose answer you want, as `release` in an answer names it; any other than this one is 404"
    )
    return {"name": "release", "in": "query", "required": False, "description": told, "schema": dict(_TEXT)}


def _problem() -> Object:
    """Return the schema of an error (RFC 9457) with what is wrong with each parameter."""
    wrong = {
        "type": "object",
        "required": ["in", "parameter", "code", "detail"],
        "properties": {"in": _TEXT, "parameter": _TEXT, "code": _TEXT, "detail": _TEXT, "allowed": {"type": "array", "items": _TEXT}},
    }
    other = {"type": "object", "required": ["type"], "properties": {"type": _TEXT, "href": _TEXT}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": _TEXT,
            "errors": {"type": "array", "items": wrong},
            "alternatives": {"type": "array", "items": other},
            "asked": {**_TEXT, "description": "De release die gevraagd werd / The release that was asked for"},
            "served": {**_TEXT, "description": "De release die er is / The release that there is"},
            "publications": {
                **_TEXT,
                "description": "Waar staat welke uitgaven te zien zijn / Where it says which publications can be seen",
            },
        },
    }


def _answer() -> Object:
    """Return the schema of a page of any answer."""
    properties: Object = {
        "name": _TEXT,
        "title": _BOTH,
        "parameters": {
            "type": "object",
            "description": "De waarde van elke parameter, ook als die de standaard is / The value of each parameter",
        },
        "release": {**_TEXT, "description": "De release van de graaf / The release of the graph"},
        "permalink": {**_TEXT, "description": "Het vaste adres van deze vraag met deze waarden / The lasting address"},
        "notices": {"type": "array", "items": ref("schemas", "Notice")},
        "page": {"type": "integer", "minimum": 1},
        "pageSize": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE},
        "pages": {"type": "integer", "minimum": 1},
        "total": {**_COUNT, "description": "Het aantal rijen van het hele antwoord / The rows of the whole answer"},
        "rows": {
            "type": "array",
            "maxItems": LARGEST_PAGE,
            "description": (
                "Elke rij heeft alle kolommen; null betekent dat geen bron het zegt. Getallen zijn getallen, IRI’s en datums teksten. / "
                "Each row has all columns; null means that no source says it. Numbers are numbers, IRIs and dates are texts."
            ),
            "items": {"type": "object"},
        },
        "links": {
            **_LINKS,
            "description": "self, first, prev, next en last voor zover ze er zijn, de webpagina en de bestanden / where they exist",
        },
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _notice() -> Object:
    properties = {"parameter": _TEXT, "value": _TEXT, "code": {"type": "string", "enum": ["absent", "no_choice"]}, "detail": _TEXT}
    told = "Waarom een antwoord leeg kan zijn: de graaf kent de zaak niet, of zij is hier geen keuze / Why an answer may be empty"
    return {"type": "object", "description": told, "required": list(properties), "properties": properties}


def _catalogue() -> Object:
    queries = {"type": "array", "items": ref("schemas", "Question")}
    return {"type": "object", "required": ["total", "queries"], "properties": {"total": _COUNT, "queries": queries}}


def _question() -> Object:
    parameter: Object = {
        "name": _TEXT,
        "kind": {"type": "string", "enum": ["iri", "integer", "decimal", "date", "string"]},
        "required": {"type": "boolean"},
        "default": _TEXT,
        "meaning": _BOTH,
        "values": {"type": "array", "items": _TEXT},
    }
    properties: Object = {
        "name": _TEXT,
        "title": _BOTH,
        "description": _BOTH,
        "parameters": {"type": "array", "items": {"type": "object", "required": list(parameter), "properties": parameter}},
        "columns": {"type": "array", "items": _TEXT},
        "links": _LINKS,
    }
    return {"type": "object", "required": list(properties), "properties": properties}
