"""Where a request points: which thing a path names, whether the path is well formed, and where to send it on."""

import re
from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes

from rdflib import URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.errors import IriError, NotFoundError
from kg.publish.library import Language, View
from kg.terms import BASE, concept, mint
from kg.web.languages import ASKED

LONGEST_PATH = 1_000
"""In bytes, as sent; the longest path of our own has some 250."""

RELEASE = "kg.release"
"""Where the publication that is shown stands in the scope of a request, as its address names it, when it is not the served release."""

PAGE = "bladzijde"
"""The parameter for the page of a list, as the links in the pages have it."""

_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_DOT_STEP = re.compile(rb"(?:^|/)\.{1,2}(?:/|$)")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def check_path(raw: bytes) -> None:
    """Refuse a path, as sent, that is too long, not UTF-8, or says something else once it is decoded."""
    if len(raw) > LONGEST_PATH:
        raise HTTPException(HTTPStatus.REQUEST_URI_TOO_LONG, f"a path has at most {LONGEST_PATH} bytes")
    if _BROKEN_ESCAPE.search(raw):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the path holds a % that is not followed by two hexadecimal digits")
    path = unquote_to_bytes(raw)
    if _CONTROL.search(path) or _DOT_STEP.search(path):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the path holds control characters or a step of dots")
    if not _is_utf8(path):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the path is not percent-encoded UTF-8")
    if b"%2f" in raw.lower():
        raise HTTPException(HTTPStatus.NOT_FOUND, "no path here has an encoded slash (%2F) in it")


def thing(path: str) -> URIRef:
    """Return the IRI of the thing with this path below /id/; raises NotFoundError when it cannot be one of ours.

    >>> str(thing("concept/rol/partner"))
    'https://samenspel.example.org/id/concept/rol/partner'
    """
    unknown = NotFoundError(f"{BASE}/id/{path}")
    try:
        match path.split("/"):
            case ["concept", scheme, name]:
                return concept(scheme, name)
            case [kind, name] if kind != "concept":
                return mint(kind, name)
    except IriError as error:
        raise unknown from error
    raise unknown


def root(request: Request) -> str:
    """Return what stands before every path of the app: "" or, under a prefix, "/prefix"."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def below_root(request: Request) -> str:
    """Return the path of the request as the app knows it, decoded."""
    path = str(request.scope["path"])
    prefix = root(request)
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path


def located(request: Request, path: str) -> str:
    """Return a path of the app as a Location on this server: never another host, and ASCII only.

    One slash at the start, whatever was asked for: `//host/` would be a way to somewhere else.
    """
    return f"{root(request)}/{quote(path.lstrip('/'))}"


def slashed(request: Request) -> bool:
    """Tell whether the path has a slash at its end that does not belong there."""
    path = below_root(request)
    return path.endswith("/") and path != "/"


def language(request: Request) -> Language:
    """Return the language of the page: the one its path asks for (/en/…), or else ?lang= when it is one of ours; Dutch otherwise."""
    asked = request.query_params.get("lang", "")
    return request.scope.get(ASKED) or (Language(asked) if asked in set(Language) else Language.NL)


def view(request: Request, path: str = "") -> View:
    """Return how a page is asked for; `path` stands in for its own path when it has several."""
    query = f"?{request.url.query}" if request.url.query else ""
    own = (path or below_root(request)) + query
    return View(language=language(request), path=own, root=root(request), release=released(request))


def released(request: Request) -> str:
    """Return which publication is shown, as the address names it; "" for the release that is served."""
    return str(request.scope.get(RELEASE, ""))


def page_number(request: Request) -> int:
    """Return the number after ?bladzijde=, counted from 1."""
    text = request.query_params.get(PAGE, "1")
    if not _NUMBER.fullmatch(text):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{PAGE}={text!r} is no page number; pages are counted from 1")
    return int(text)


def _is_utf8(path: bytes) -> bool:
    try:
        path.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
