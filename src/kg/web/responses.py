"""How answers and errors leave: entity tags, caching, problem details (RFC 9457) or a page that says what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from kg.errors import (
    EndpointError,
    IriError,
    KgError,
    LimitError,
    NotFoundError,
    OtherReleaseError,
    ParameterError,
    QueryError,
    TooManyQueriesError,
    UnknownQueryError,
)
from kg.publish import pages
from kg.publish.library import SITE, Language, Library, View
from kg.publish.saving.embedding import embedded_message, is_embedded
from kg.publish.words import Words, words
from kg.web.headers import COMMON, EMBEDDED_POLICY
from kg.web.languages import ASKED
from kg.web.negotiation import accepted
from kg.web.paths import below_root, located, slashed, view

STATUSES: Mapping[type[KgError], HTTPStatus] = MappingProxyType(
    {
        NotFoundError: HTTPStatus.NOT_FOUND,
        OtherReleaseError: HTTPStatus.NOT_FOUND,
        IriError: HTTPStatus.BAD_REQUEST,
        ParameterError: HTTPStatus.BAD_REQUEST,
        QueryError: HTTPStatus.BAD_REQUEST,
        UnknownQueryError: HTTPStatus.BAD_REQUEST,
        EndpointError: HTTPStatus.BAD_GATEWAY,
        LimitError: HTTPStatus.SERVICE_UNAVAILABLE,
        TooManyQueriesError: HTTPStatus.TOO_MANY_REQUESTS,
        KgError: HTTPStatus.INTERNAL_SERVER_ERROR,
    },
)
"""Every error that a reader may meet, and the status it gets; what is not here gets that of its base class."""

EVALUATING = "kg.evaluating"
"""Stands in the scope of a request whose page waits for the answer to a query, in its client's place."""

FRESH = "max-age=300, stale-while-revalidate=86400"
"""A release does not change, but the next one may take its place: look again after five minutes."""
FOREVER = "max-age=31536000, immutable"
PROBLEM = "application/problem+json"

_OF_THE_BODY = frozenset({"content-disposition", "content-encoding", "content-language", "content-length", "content-range", "content-type"})
_ERROR_FORMS = (PROBLEM, "text/html", "text/plain")
_ERROR_NAMES = {"application/json": PROBLEM, "application/sparql-results+json": PROBLEM, "application/ld+json": PROBLEM}
_TAG = re.compile(r'(?:W/)?("[^"]*")|(\*)')
_DUTCH_DETAIL = {
    HTTPStatus.NOT_FOUND: "Hierover staat niets in deze graaf. Kijk het adres na, of zoek op naam.",
    HTTPStatus.BAD_REQUEST: "Kijk na wat je hebt ingevuld of gekozen, en maak het korter of kies iets anders.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Maak het korter: haal keuzes weg of sluit wat je opende, of begin opnieuw.",
}
_DUTCH = {
    HTTPStatus.BAD_REQUEST: "Deze vraag is niet te begrijpen",
    HTTPStatus.FORBIDDEN: "Dit mag hier niet",
    HTTPStatus.NOT_FOUND: "Niet gevonden",
    HTTPStatus.METHOD_NOT_ALLOWED: "Deze methode kan hier niet",
    HTTPStatus.NOT_ACCEPTABLE: "Niet in dit formaat",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Deze vraag is te groot",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Dit adres is te lang",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Dit formaat wordt niet gelezen",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging hier iets mis",
    HTTPStatus.BAD_GATEWAY: "De gegevens zijn nu niet bereikbaar",
    HTTPStatus.SERVICE_UNAVAILABLE: "Deze vraag vraagt te veel",
    HTTPStatus.TOO_MANY_REQUESTS: "Te veel vragen tegelijk",
}
_AGAIN_S = {"places": 5, "time": 60, "memory": 60, "size": 60}
"""After how many seconds asking again may help; what is too much now is seldom less later, so those wait long."""


def accept_header(request: Request) -> str | None:
    """Return all Accept lines as one; None when there is none."""
    lines = request.headers.getlist("accept")
    return ", ".join(lines) if lines else None


def held(request: Request, tag: str) -> bool:
    """Tell whether the client already holds this representation (If-None-Match, weak comparison, RFC 9110 §13.1.2)."""
    return held_tags(", ".join(request.headers.getlist("if-none-match")), tag)


def held_tags(sent: str, tag: str) -> bool:
    """Tell whether a tag stands among those sent."""
    return any(tag == match[1] for match in _TAG.finditer(sent))


def cached(request: Request, tag: str, headers: Mapping[str, str], response: Callable[[], Response]) -> Response:
    """Return the response with its entity tag and caching rules, or 304 when the client holds it already.

    Nothing is made for a client that holds it; `If-None-Match: *` needs to know that there is something.
    """
    rules = {"ETag": tag, "Cache-Control": FRESH, **headers}
    if held(request, tag):
        return _unmodified(rules)
    kept = getattr(request.app.state, "pages", None)
    page = (kept.own_page if EVALUATING in request.scope else kept.page) if kept else None
    made: Response = page(tag, response) if page else response()
    if request.headers.get("if-none-match", "").strip() == "*":
        return _unmodified(rules)
    made.headers.update(rules)
    return made


def _unmodified(headers: Mapping[str, str]) -> Response:
    """Return 304 with what a cache may need of these headers (RFC 9110 §15.4.5)."""
    kept = {name: value for name, value in headers.items() if name.lower() not in _OF_THE_BODY}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)


def dated(request: Request, response: Response, modified: int) -> Response:
    """Return a response that has an entity tag with the time of its last change, its own or this, or 304 when the client has it.

    The tag decides when the client sent one (RFC 9110 §13.2.2). The time is that of the release: to the second, and never later than now.
    """
    if "etag" not in response.headers:
        return response
    response.headers.setdefault("Last-Modified", formatdate(modified, usegmt=True))
    since = request.headers.get("if-modified-since")
    if response.status_code != HTTPStatus.OK or "if-none-match" in request.headers or since is None:
        return response
    if _moment(response.headers["Last-Modified"]) > _moment(since):
        return response
    return _unmodified(response.headers)


def _moment(text: str) -> float:
    """Return an HTTP date in seconds since 1970; what is none counts as long ago (RFC 9110 §13.1.3)."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except ValueError:
        return -1


def kg_error(request: Request, error: Exception) -> Response:
    """Return the response to an error of ours, by the table above."""
    status = next(STATUSES[step] for step in type(error).__mro__ if step in STATUSES)
    if isinstance(error, LimitError):
        return problem(request, status, str(error), {"Retry-After": str(_AGAIN_S[error.limit])}, limit=error.limit)
    if isinstance(error, TooManyQueriesError):
        return problem(request, status, str(error), {"Retry-After": str(_AGAIN_S["places"])})
    if isinstance(error, OtherReleaseError):
        return problem(request, status, str(error), **_releases(error))
    if isinstance(error, QueryError) and error.line:
        return problem(request, status, str(error), line=error.line, column=error.column, text=error.text)
    return problem(request, status, str(error))


def http_error(request: Request, error: Exception) -> Response:
    """Return the response to an error of HTTP; OPTIONS is answered here, for the router knows what a path allows."""
    if not isinstance(error, HTTPException):
        raise TypeError(error)
    headers = dict(error.headers or {})
    if allowed := headers.get("Allow"):
        headers["Allow"] = ", ".join(sorted({*allowed.split(", "), "OPTIONS"}))
        if request.method == "OPTIONS":
            return _options(headers["Allow"])
        return problem(request, HTTPStatus.METHOD_NOT_ALLOWED, f"no {request.method} here; there are {headers['Allow']}", headers)
    if error.status_code == HTTPStatus.NOT_FOUND and slashed(request):
        return without_slash(request)
    return problem(request, HTTPStatus(error.status_code), error.detail, headers)


def without_slash(request: Request) -> Response:
    """Send a path with a slash at its end on to the one without, whatever the method (308)."""
    query = request.url.query
    step = f"/{request.scope[ASKED].value}" if ASKED in request.scope else ""
    location = located(request, step + below_root(request).rstrip("/")) + (f"?{query}" if query else "")
    return RedirectResponse(location, HTTPStatus.PERMANENT_REDIRECT)


def fault(request: Request, _error: Exception) -> Response:
    """Return the response to a mistake in our program: that there is one, nothing of its inside, and no template, for it may be that."""
    detail = "a mistake in this site; it has been written to its log"
    if accepted(accept_header(request), (PROBLEM, "text/html"), _ERROR_NAMES) == PROBLEM:
        return problem_details(HTTPStatus.INTERNAL_SERVER_ERROR, detail, COMMON)
    return PlainTextResponse(f"Er ging hier iets mis. / {detail}\n", HTTPStatus.INTERNAL_SERVER_ERROR, COMMON)


def problem(
    request: Request, status: HTTPStatus, detail: str, headers: Mapping[str, str] = MappingProxyType({}), **more: object
) -> Response:
    """Return an error as problem details with any further members, as text or as a page, whichever the client likes best."""
    rules = {"Vary": "Accept", "Cache-Control": "no-cache", **headers}
    form = accepted(accept_header(request), _ERROR_FORMS, _ERROR_NAMES)
    if form == "text/html":
        asked = view(request)
        title = _DUTCH.get(status, status.phrase) if asked.language == Language.NL else status.phrase
        told = _DUTCH_DETAIL.get(status, detail) if asked.language == Language.NL else detail
        told = f"{told} ({detail})" if status == HTTPStatus.BAD_REQUEST and told != detail else told
        if {"asked", "served"} <= more.keys():
            told = _other_release(words(asked.language), more)
        return _message(request, asked, status, (title, told), rules)
    if form == "text/plain":
        line = f"\n{more['text']}" if more.get("text") else ""
        return PlainTextResponse(f"{status.phrase}: {detail}{line}\n", status, rules)
    return problem_details(status, detail, rules, **more)


def _releases(error: OtherReleaseError) -> Mapping[str, Any]:
    told = {"asked": error.asked, "served": error.served}
    return {**told, "publications": error.listed} if error.listed else told


def _other_release(spoken: Words, told: Mapping[str, object]) -> str:
    said = spoken("release.other", asked=told["asked"], served=told["served"])
    return f"{said} {spoken('release.publications')}" if "publications" in told else said


def absent(request: Request, said: Callable[[Words], tuple[str, str]], detail: str, **more: object) -> Response:
    """Return 404 as problem details, or to a reader as a page with a title and a text of its own, in the language of the page."""
    if accepted(accept_header(request), _ERROR_FORMS, _ERROR_NAMES) != "text/html":
        return problem(request, HTTPStatus.NOT_FOUND, detail, {}, **more)
    asked = view(request)
    return _message(request, asked, HTTPStatus.NOT_FOUND, said(words(asked.language)), {"Vary": "Accept", "Cache-Control": "no-cache"})


def _message(request: Request, asked: View, status: HTTPStatus, said: tuple[str, str], rules: Mapping[str, str]) -> Response:
    """Return a page with a message; one about an earlier publication has nothing of the release that is served around it."""
    library: Library | None = getattr(request.app.state, "library", None)
    site = library.site(asked.language) if library else SITE
    if is_embedded(below_root(request)):  # a page of somebody else must be able to show it
        query = f"?{request.url.query}" if request.url.query else ""
        written = replace(asked, path=quote(below_root(request)) + query)  # a question mark may be a part of its path
        said_bare = embedded_message(written, said, None if asked.release else library, site)
        return HTMLResponse(said_bare, status, {**rules, "Content-Security-Policy": EMBEDDED_POLICY})
    return HTMLResponse(pages.message_page(asked, status, said, None if asked.release else library, site), status, rules)


def problem_details(status: HTTPStatus, detail: str, headers: Mapping[str, str], **more: object) -> Response:
    """Return the error as application/problem+json, with any further members."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JSONResponse(body, status, headers, PROBLEM)


def _options(allow: str) -> Response:
    headers = {
        "Allow": allow,
        "Access-Control-Allow-Methods": allow,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
