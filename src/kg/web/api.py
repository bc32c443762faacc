"""The saved questions as an API: /v1/queries lists them, /v1/queries/NAME answers one, /v1/openapi.json describes it all.

What NL API Design Rules asks is done here: the version in every response, problem details for every
error, and a page that is not there is an error and not an empty list.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import Misfit, ParameterError
from kg.publish import api
from kg.publish.answering import Part, file_name, plain_rows
from kg.publish.asking import Asked, asked, notices
from kg.publish.choices import choices
from kg.publish.library import Language
from kg.publish.openapi import document
from kg.publish.openapi_parts import LARGEST_PAGE, LAST_PAGE, PAGE_SIZE
from kg.store import Endpoint, rows
from kg.store.queries import misfits
from kg.store.query_files import RESERVED, SavedQuery
from kg.web.asking import client_of
from kg.web.negotiation import accepted
from kg.web.paths import below_root, located, root, view
from kg.web.responses import FRESH, accept_header, cached, problem_details
from kg.web.served import Served
from kg.web.written import written

HTML = "text/html"
JSON = "application/json"

_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_ALIASES: Mapping[str, str] = {"text/json": JSON}
_GRAPH_ALIASES: Mapping[str, str] = {JSON: "application/ld+json", "application/x-turtle": "text/turtle"}


class ApiVersion:
    """Adds the version of the interface to all that is answered below /v1 (NL API Design Rules, /core/version-header)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the header."""
        ours = scope["type"] == "http" and f"{below_root(Request(scope))}/".startswith(f"{api.PREFIX}/")

        async def sent(message: Message) -> None:
            if ours and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["API-Version"] = api.VERSION
            await send(message)

        await self._app(scope, receive, sent)


@dataclass(frozen=True, slots=True)
class Call:
    """A request for the answer to a question: what was given for its parameters, which page, and in which format."""

    request: Request
    query: SavedQuery
    given: Mapping[str, str]
    page: int
    size: int
    media_type: str


def entry(_served: Served, request: Request) -> Response:
    """Send on to what there is."""
    return RedirectResponse(located(request, f"{api.PREFIX}/queries"), HTTPStatus.PERMANENT_REDIRECT)


def queries(served: Served, request: Request) -> Response:
    """Return the questions there are."""
    media_type = accepted(accept_header(request), (JSON, HTML), _ALIASES)
    if not media_type:
        return _none_accepted({"json": JSON, "html": HTML}, f"{root(request)}{api.PREFIX}/queries")
    if media_type == HTML:
        return _sent_on(request, "/vragen")
    if request.query_params:
        return _wrong([_stranger(name, ()) for name in request.query_params])
    headers = {"Vary": "Accept", "Link": _service(request)}
    return cached(request, _tag(served, request, JSON), headers, lambda: _json(api.catalogue(served.library, root(request))))


def query(served: Served, request: Request) -> Response:
    """Return the answer to a question: in the format of its extension, or by Accept when it has none."""
    name, dot, extension = request.path_params["name"].partition(".")
    saved = _question(served, name)
    there = api.formats(saved)
    media_type = _by_extension(saved, extension) if dot else accepted(accept_header(request), tuple(there.values()), _names(saved))
    if not media_type:
        return _none_accepted(there, f"{root(request)}{api.PREFIX}/queries/{name}.")
    if media_type == HTML:
        return _sent_on(request, f"/vragen/{name}")
    errors = _errors(saved, request, media_type)
    if errors:
        return _wrong(errors)
    response = _answered(served, _call(request, saved, media_type))
    if not dot:
        suffix = next(suffix for suffix, known in there.items() if known == media_type)
        response.headers["Vary"] = "Accept"
        response.headers["Content-Location"] = f"{located(request, f'{api.PREFIX}/queries/{name}.{suffix}')}{_query(request)}"
    return response


def openapi(served: Served, request: Request) -> Response:
    """Return the description of the API (OpenAPI 3.1), made from the questions."""
    if request.query_params:
        return _wrong([_stranger(name, ()) for name in request.query_params])
    return cached(request, _tag(served, request, JSON), {}, lambda: _json(document(served.library, root(request))))


def _answered(served: Served, call: Call) -> Response:
    library, request = served.library, call.request
    ready = asked(library, call.query, call.given)
    endpoint = served.evaluation.endpoint(client_of(request))
    tag = _tag(served, request, call.media_type)
    if call.media_type == JSON:
        return cached(request, tag, {}, partial(_page, served, endpoint, call, ready))
    suffix = next(suffix for suffix, known in api.formats(call.query).items() if known == call.media_type)
    headers = {"Link": _service(request), "Content-Disposition": f'inline; filename="{file_name(ready, suffix)}"'}
    spoken = Language(request.query_params.get("lang", Language.NL))
    return cached(
        request, tag, headers, lambda: Response(written(library, endpoint, ready, call.media_type, spoken), media_type=call.media_type)
    )


def _page(served: Served, endpoint: Endpoint, call: Call, ready: Asked) -> Response:
    """Return one page of the answer as JSON; a page that is not there is not found."""
    library, request = served.library, call.request
    found = plain_rows(ready, rows(endpoint, ready.sparql), library.endpoint.base)
    part = Part(call.page, call.size, len(found))
    links = {relation: _turned(request, number) for relation, number in part.others().items()}
    if call.page > part.last:
        detail = f"there is no page {call.page} of this answer; the last is page {part.last}"
        raise HTTPException(HTTPStatus.NOT_FOUND, detail, {"Link": f'<{links["last"]}>; rel="last"'})
    told = notices(library, choices(library, Language.NL, call.query), ready)
    page = api.Page(tuple(part.of(found)), part, told, {"self": _turned(request, call.page), **links})
    response = _json(api.body(library, ready, page, root(request)))
    response.headers["Link"] = ", ".join([_service(request), *(f'<{href}>; rel="{relation}"' for relation, href in links.items())])
    return response


def _question(served: Served, name: str) -> SavedQuery:
    for saved in served.library.queries.questions():
        if saved.name == name:
            return saved
    raise HTTPException(HTTPStatus.NOT_FOUND, f"no question named {name!r}; {api.PREFIX}/queries lists them")


def _by_extension(saved: SavedQuery, extension: str) -> str:
    there = api.formats(saved)
    known = there.get(extension) or (there["jsonld"] if extension == "json" and "jsonld" in there else "")
    if not known:
        told = ", ".join(f".{suffix}" for suffix in there)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"no .{extension} of the answer to {saved.name!r}; there are {told}")
    return known


def _names(saved: SavedQuery) -> Mapping[str, str]:
    return _ALIASES if saved.columns else _GRAPH_ALIASES


def _call(request: Request, saved: SavedQuery, media_type: str) -> Call:
    given = {name: text for name, text in request.query_params.items() if name not in RESERVED}
    page, size = (int(request.query_params.get(name, default)) for name, default in (("page", 1), ("pageSize", PAGE_SIZE)))
    return Call(request, saved, given, page, size, media_type)


def _errors(saved: SavedQuery, request: Request, media_type: str) -> list[ParameterError]:
    """Return all that is wrong with the parameters."""
    sent = request.query_params.multi_items()
    names = [name for name, _ in sent]
    twice = [
        ParameterError(name, Misfit.TWICE, f"{name}: given {names.count(name)} times; give it once")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    doubled = {error.parameter for error in twice}
    given = {name: text for name, text in sent if name not in RESERVED | doubled}
    empty = [_empty(name) for name, text in given.items() if not text]
    unfit = misfits(saved, {name: text for name, text in given.items() if text})
    silent = {*doubled, *(error.parameter for error in empty)}
    return [*twice, *empty, *(each for each in unfit if each.parameter not in silent), *_own_errors(request, media_type)]


def _own_errors(request: Request, media_type: str) -> list[ParameterError]:
    """Return what is wrong with page, pageSize and lang."""
    found = []
    for name, largest in (("page", LAST_PAGE), ("pageSize", LARGEST_PAGE)):
        text = request.query_params.get(name)
        if text is not None and media_type != JSON:
            message = f"{name}: only {JSON} comes in pages; a file is the whole answer"
            found.append(ParameterError(name, Misfit.UNKNOWN, message, (JSON,)))
        elif text is not None and not (_NUMBER.fullmatch(text) and int(text) <= largest):
            fitting = f"a whole number from 1 to {largest}"
            found.append(ParameterError(name, Misfit.KIND, f"{name}: {text[:80]!r} is not {fitting}", (fitting,)))
    spoken = request.query_params.get("lang")
    if spoken is not None and spoken not in set(Language):
        allowed = tuple(each.value for each in Language)
        found.append(ParameterError("lang", Misfit.VALUE, f"lang: {spoken[:80]!r} is none of {', '.join(allowed)}", allowed))
    return found


def _empty(name: str) -> ParameterError:
    return ParameterError(name, Misfit.KIND, f"{name}: has no value; leave it out to have its default", ())


def _stranger(name: str, known: tuple[str, ...]) -> ParameterError:
    told = f"there are {', '.join(known)}" if known else "there are none here"
    return ParameterError(name, Misfit.UNKNOWN, f"no parameter {name[:80]!r}; {told}", known)


def _wrong(errors: Sequence[ParameterError]) -> Response:
    """Return 400 with each parameter that does not fit, why, and what would."""
    told = [
        {"in": "query", "parameter": error.parameter, "code": error.why.value, "detail": str(error), "allowed": list(error.allowed)}
        for error in errors
    ]
    detail = "; ".join(str(error) for error in errors)
    return problem_details(HTTPStatus.BAD_REQUEST, detail, {"Cache-Control": "no-cache"}, errors=told)


def _none_accepted(there: Mapping[str, str], start: str) -> Response:
    offers = [{"type": media_type, "href": f"{start}{suffix}" if start.endswith(".") else start} for suffix, media_type in there.items()]
    detail = f"none of the formats is accepted; there are {', '.join(there.values())}"
    return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, {"Vary": "Accept", "Cache-Control": "no-cache"}, alternatives=offers)


def _sent_on(request: Request, path: str) -> Response:
    """Send a reader on to the page with the same answer."""
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name not in {"page", "pageSize"}]
    location = located(request, path) + (f"?{urlencode(pairs)}" if pairs else "")
    return RedirectResponse(location, HTTPStatus.SEE_OTHER, {"Vary": "Accept", "Cache-Control": FRESH})


def _turned(request: Request, page: int) -> str:
    """Return the address of another page of the same answer."""
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != "page"]
    return f"{located(request, below_root(request))}?{urlencode([*pairs, ('page', str(page))], safe='/:')}"


def _service(request: Request) -> str:
    return f'<{root(request)}{api.PREFIX}/openapi.json>; rel="service-desc"; type="{JSON}"'


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _tag(served: Served, request: Request, media_type: str) -> str:
    asked_for = view(request)
    return served.tag(asked_for.root, asked_for.path, media_type)


def _json(body: object) -> Response:
    return Response(json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode(), media_type=JSON)
