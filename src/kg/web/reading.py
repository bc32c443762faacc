"""The pages to read: start, search, lists, questions and their results, about, the stand-alone network."""

import re
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.build.dumps import XLSX
from kg.publish import pages
from kg.publish.answering import file_name
from kg.publish.asking import Asked, asked, understood
from kg.publish.choices import choices
from kg.publish.facets import chosen
from kg.publish.library import Language, View
from kg.publish.links import link
from kg.publish.publications import ATOM, FEED
from kg.publish.signposts import Signpost
from kg.publish.spreadsheet import BYTE_ORDER_MARK
from kg.publish.start_page import start_page
from kg.publish.style_page import style_page
from kg.store.query_files import SavedQuery
from kg.terms import BASE
from kg.web.asking import client_of
from kg.web.headers import stand_alone_policy
from kg.web.paths import language, located, page_number, thing, view
from kg.web.responses import cached
from kg.web.served import Served
from kg.web.written import written

LONGEST_SEARCH = 200
"""In characters; more is no search but a mistake."""


_FILES: Mapping[bool, Mapping[str, str]] = MappingProxyType(
    {
        True: {"csv": "text/csv", "json": "application/sparql-results+json", "xlsx": XLSX},
        False: {"ttl": "text/turtle", "json": "application/ld+json"},
    },
)
"""In which files the answer to a question can be had: of one that selects columns, and of one that makes a graph."""

_ALLOWED = frozenset({"lang", "release"})
"""What any file may be asked with."""

_TRACKING = "utm_"
"""How names begin that others add to a link; a page says nothing of them."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def start(served: Served, request: Request) -> Response:
    """Return the start page, which leads to the feed of publications."""

    def page(asked: View) -> str:
        feed = (Signpost("alternate", link(asked, FEED), ATOM),) if served.library.published else ()
        return start_page(served.library, replace(asked, signposts=feed))

    return _page(served, request, page)


def search(served: Served, request: Request) -> Response:
    """Return what was found for ?q=, narrowed by the facets that stand in the query beside it."""
    text, number = _text(request), page_number(request)
    return _page(served, request, lambda asked: pages.search_page(served.library, asked, text, chosen(asked), number))


def suggestions(served: Served, request: Request) -> Response:
    """Return, as JSON, the names that begin as ?q= does, of the kinds in ?kind=, each with the path of its page.

    Where none does, those for which a typing error may stand, each with what was looked for instead (`meant`).
    """
    hits, corrected = served.library.index.meant(_text(request), request.query_params.get("kind", "").split())
    told = {"meant": corrected} if corrected else {}
    body = [{"label": hit.label, "kind": hit.kind, "matched": hit.matched, "href": _page_of(request, hit.iri), **told} for hit in hits]
    headers = {"Content-Language": "nl"}
    return cached(request, served.tag(_own(request)), headers, partial(JSONResponse, body))


def questions(served: Served, request: Request) -> Response:
    """Return the saved questions."""
    return _page(served, request, partial(pages.questions_page, served.library))


def question(served: Served, request: Request) -> Response:
    """Return one saved question with its answer, as a page or in the format of its extension."""
    name, dot, extension = request.path_params["name"].partition(".")
    query = _question(served, name)
    names = {parameter.name for parameter in query.parameters}
    given = _given(request, names)
    if dot and extension != "html":
        _check_names(request, names)
        return _answer(served, request, (query, given), extension)
    endpoint = served.evaluation.endpoint(client_of(request))
    told = {**given, **{other: "" for other in request.query_params if not (other in {*names, *_ALLOWED} or other.startswith(_TRACKING))}}
    return _page(served, request, lambda asked: pages.question_page(served.library, asked, name, told, endpoint))


def style(served: Served, request: Request) -> Response:
    """Return the page of the design, which shows what pages are made of."""
    return _page(served, request, partial(style_page, served.library))


def network(served: Served, request: Request) -> Response:
    """Return the surroundings of a thing as one file, to keep and to open anywhere; it runs nothing but its own scripts."""
    path = request.path_params["path"]
    iri, asked = thing(path), language(request)
    headers = {"Content-Language": asked, "Content-Disposition": f'inline; filename="{path.replace("/", "-")}.html"'}

    def made() -> Response:
        html = served.network(iri, asked)
        return HTMLResponse(html, headers={"Content-Security-Policy": stand_alone_policy(html)})

    return cached(request, served.tag(_own(request), asked), headers, made)


def _page(served: Served, request: Request, page: Callable[[View], str]) -> Response:
    asked = view(request)
    tag = served.tag(asked.root, asked.path, asked.language)
    return cached(request, tag, {"Content-Language": asked.language}, lambda: HTMLResponse(page(asked)))


def _answer(served: Served, request: Request, question: tuple[SavedQuery, Mapping[str, str]], extension: str) -> Response:
    """Return the answer to a question as a file.

    CSV begins with a byte order mark: these files are opened in spreadsheets, and without it Excel
    reads UTF-8 as Windows-1252 ("coÃ¶peratie"). What programs ask of /sparql has none.
    """
    query, given = question
    files = _FILES[bool(query.columns)]
    if extension not in files:
        there = ", ".join(f".{known}" for known in files)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{extension} of the answer to {query.name!r}; there are {there}")
    media_type, mark = files[extension], BYTE_ORDER_MARK.encode() if extension == "csv" else b""
    ready = _understood(served, query, given)
    headers = {"Content-Disposition": f'inline; filename="{file_name(ready, extension)}"'}

    def made() -> Response:
        endpoint = served.evaluation.endpoint(client_of(request))
        return Response(mark + written(served.library, endpoint, ready, media_type, language(request)), media_type=media_type)

    return cached(request, served.tag(_own(request)), headers, made)


def _check_names(request: Request, names: Collection[str]) -> None:
    """Refuse a parameter of no such question: a file does not show what it is the answer to."""
    for name in request.query_params:
        if name not in {*names, *_ALLOWED}:
            there = f"this question takes {', '.join(sorted(names))}" if names else "this question takes none"
            raise HTTPException(HTTPStatus.BAD_REQUEST, f"no parameter {name[:80]!r}; {there}")


def _understood(served: Served, query: SavedQuery, given: Mapping[str, str]) -> Asked:
    """Return the question with what was given; raises ParameterError for the first that does not fit."""
    listed = choices(served.library, Language.NL, query)
    values, errors = understood(served.library, listed, query, given)
    for error in errors:
        raise error
    return asked(served.library, query, values)


def _question(served: Served, name: str) -> SavedQuery:
    """Return a question people may ask; the queries of which pages are made are not among them."""
    for query in served.library.queries.questions():
        if query.name == name:
            return query
    raise HTTPException(HTTPStatus.NOT_FOUND, f"no question named {name!r}; /vragen lists them")


def _text(request: Request) -> str:
    text = request.query_params.get("q", "")
    if len(text) > LONGEST_SEARCH:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"search for at most {LONGEST_SEARCH} characters, not {len(text)}")
    return _CONTROL.sub(" ", text).strip()


def _given(request: Request, names: Container[str]) -> dict[str, str]:
    """Return the parameters of these names that are filled in; what others add to a link (utm_source) does not count."""
    return {name: text for name, value in request.query_params.items() if name in names and (text := value.strip())}


def _own(request: Request) -> str:
    asked = view(request)
    return f"{asked.root} {asked.path} {asked.language}"


def _page_of(request: Request, iri: str) -> str:
    return located(request, f"/doc{iri.removeprefix(f'{BASE}/id')}")
