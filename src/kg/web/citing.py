"""Citations of answers as files, and the refusal to answer for another release than the one that is served."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import OtherReleaseError
from kg.publish.asking import question, understood
from kg.publish.catalogue import edition
from kg.publish.choices import choices
from kg.publish.citation import FORMS, LONGEST, Citation, bibtex, citation, plain, ris
from kg.publish.library import Language
from kg.publish.words import words
from kg.web.paths import language
from kg.web.served import Served

_QUESTIONS = "/vragen/"
_WRITTEN: Mapping[str, tuple[str, Callable[[Citation, date], str]]] = MappingProxyType(
    {
        "txt": ("text/plain", plain),
        "bib": ("application/x-bibtex", bibtex),
        "ris": ("application/x-research-info-systems", ris),
    },
)


def cited(served: Served, request: Request) -> Response:
    """Return the citation of ?adres=, a question or a query on this site, as of today."""
    extension = request.path_params["extension"]
    if extension not in _WRITTEN:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"a citation comes as {', '.join(f'.{suffix}' for suffix, _ in FORMS)}")
    path, spoken = request.query_params.get("adres", ""), language(request)
    made = citation(served.library, spoken, _title(served, spoken, path), path)
    _check(served, spoken, path)
    media_type, write = _WRITTEN[extension]
    headers = {"Cache-Control": "no-store", "Content-Language": spoken, "Content-Disposition": f'inline; filename="citaat.{extension}"'}
    return Response(write(made, datetime.now(UTC).date()), headers=headers, media_type=f"{media_type}; charset=utf-8")


def _check(served: Served, spoken: Language, path: str) -> None:
    """Refuse to cite an address without an answer: of another release, or a question with a value that its page does not take."""
    parts = urlsplit(path)
    for name, value in parse_qsl(parts.query):
        if name == "release":
            check_release(value, served)
    if parts.path.startswith(_QUESTIONS):
        saved = question(served.library, parts.path.removeprefix(_QUESTIONS))
        known = {each.name for each in saved.parameters}
        given = {name: text for name, value in QueryParams(parts.query).items() if name in known and (text := value.strip())}
        _, errors = understood(served.library, choices(served.library, spoken, saved), saved, given)
        for error in errors:
            raise error


def check_release(release: str, served: Served) -> None:
    """Refuse to answer from another release than the one that a lasting address names.

    That answer is not here, and may be again when that release is served: 404 and not 410 (RFC 9110 §15.5.5, §15.5.11).
    """
    if release and not is_served(release, served):
        raise OtherReleaseError(release[:64], current(served))


def is_served(release: str, served: Served) -> bool:
    """Tell whether this names the release that is served, by its own name or the number of its publication."""
    return release in {current(served), edition(served.library.manifest).number}


def current(served: Served) -> str:
    """Return the name of the release that is served."""
    return str(served.library.manifest.get("release", ""))


def _title(served: Served, spoken: Language, path: str) -> str:
    """Return the title of what stands at a path of this site; raises 400 when it is no answer."""
    if len(path) <= LONGEST and path.isprintable() and path.startswith("/") and not path.startswith("//"):
        parts = urlsplit(path)
        if parts.path == "/sparql" and any(name == "query" for name, _ in parse_qsl(parts.query)):
            return words(spoken)("cite.query")
        for saved in served.library.queries.questions():
            if parts.path == f"{_QUESTIONS}{saved.name}":
                return saved.title(spoken)
    raise HTTPException(HTTPStatus.BAD_REQUEST, "adres is the path of a question or a query here, as in /vragen/doelen-zonder-initiatief")
