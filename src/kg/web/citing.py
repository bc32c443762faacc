"""Citations of answers as files, and the refusal to answer for another release than the one that is served."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.publish.citation import Citation, bibtex, citation, plain, ris
from kg.publish.words import words
from kg.web.paths import language
from kg.web.served import Served

LONGEST = 8_000
"""In characters, of the path that is cited."""

_FORMS: Mapping[str, tuple[str, Callable[[Citation], str]]] = MappingProxyType(
    {
        "txt": ("text/plain", plain),
        "bib": ("application/x-bibtex", bibtex),
        "ris": ("application/x-research-info-systems", ris),
    },
)


def cited(served: Served, request: Request) -> Response:
    """Return the citation of ?adres=, a question or a query on this site, as of today."""
    form = _FORMS.get(request.path_params["extension"])
    if form is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"a citation comes as {', '.join(f'.{name}' for name in _FORMS)}")
    path = request.query_params.get("adres", "")
    asked = language(request)
    made = citation(served.library, asked, _title(served, path, words(asked)("cite.query")), path, datetime.now(UTC).date())
    media_type, write = form
    headers = {"Cache-Control": "no-store", "Content-Language": asked}
    return Response(write(made), headers=headers, media_type=f"{media_type}; charset=utf-8")


def check_release(release: str, served: Served) -> None:
    """Refuse to answer from another release than the one that a permanent address names (RFC 9110 §15.5.5)."""
    current = str(served.library.manifest.get("release", ""))
    if release and release != current:
        way = "serve the folder of that release, or leave release= out for the answer of this one"
        raise HTTPException(HTTPStatus.NOT_FOUND, f"release {release[:64]!r} is not served here, but {current!r}; {way}")


def _title(served: Served, path: str, query: str) -> str:
    """Return the title of what stands at a path of this site; raises 400 when it is no answer."""
    parts = urlsplit(path)
    if len(path) <= LONGEST and not parts.netloc and path.isprintable():
        if parts.path == "/sparql" and "query=" in parts.query:
            return query
        for saved in served.library.queries.questions():
            if parts.path == f"/vragen/{saved.name}":
                return saved.title(language_of(parts.query))
    raise HTTPException(HTTPStatus.BAD_REQUEST, "adres is the path of a question or a query here, as in /vragen/doelen-zonder-initiatief")


def language_of(query: str) -> str:
    """Return the language of the page that a query string asks for.

    >>> language_of("jaar=2018&lang=en"), language_of("")
    ('en', 'nl')
    """
    return "en" if "lang=en" in query.split("&") else "nl"
