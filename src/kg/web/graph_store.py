"""The SPARQL 1.1 Graph Store HTTP Protocol over a sandbox: a graph by its own address or by ?graph=, or the default one by ?default."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.store import Dataset, Formats, Question
from kg.store.formats import GRAPH_FORMATS
from kg.store.queries import Queries
from kg.store.workers.sandbox import Sandbox
from kg.web.asking import client_of
from kg.web.negotiation import accepted
from kg.web.paths import located
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, problem_details

LARGEST_BODY = 64 * 1024 * 1024
PATH = "/graphs"

_TRIPLES = tuple(name for name, form in GRAPH_FORMATS.items() if not form.supports_datasets)
_WRITABLE = (*_TRIPLES, "application/ld+json")
_METHODS = ["GET", "PUT", "POST", "DELETE"]

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True, slots=True)
class Document:
    """A document of triples as it was sent."""

    body: bytes
    media_type: str


def graph_store(sandbox: Sandbox, queries: Queries) -> list[Route]:
    """Return the routes of the graph store: /graphs with ?graph= or ?default, and every address below it as the graph of that name."""
    store = GraphStore(sandbox, queries.text("graphs/whole"))
    return [Route(PATH, store.indirect, methods=_METHODS), Route(f"{PATH}/{{path:path}}", store.direct, methods=_METHODS)]


class GraphStore:
    """Reads and changes whole graphs of a sandbox."""

    def __init__(self, sandbox: Sandbox, everything: str) -> None:
        self._sandbox = sandbox
        self._everything = everything

    async def direct(self, request: Request) -> Response:
        """Answer for the graph that has the address of the request as its name (§4.1)."""
        return await self._answered(request, str(request.url.replace(query="")))

    async def indirect(self, request: Request) -> Response:
        """Answer for the graph of ?graph= or ?default (§4.2); a POST to the store itself makes a graph (§5.5)."""
        named = dict(parse_qsl(request.url.query, keep_blank_values=True))
        if set(named) == {"default"}:
            return await self._answered(request, None)
        if set(named) == {"graph"}:
            return await self._answered(request, _iri(named["graph"]))
        if request.method == "POST" and not named:
            return await self._created(request)
        raise HTTPException(HTTPStatus.BAD_REQUEST, "name a graph: ?graph=IRI or ?default")

    async def _answered(self, request: Request, graph: str | None) -> Response:
        if request.method == "DELETE":
            await self._present(graph)
            await self._sandbox.drop(graph)
            return Response(status_code=HTTPStatus.NO_CONTENT)
        if request.method in {"PUT", "POST"}:
            return await self._loaded(request, graph)
        return await self._read(request, graph)

    async def _read(self, request: Request, graph: str | None) -> Response:
        await self._present(graph)
        media_type = accepted(accept_header(request), _TRIPLES, ALIASES)
        if not media_type:
            alternatives = [{"type": offer} for offer in _TRIPLES]
            return problem_details(HTTPStatus.NOT_ACCEPTABLE, f"a graph is given in {', '.join(_TRIPLES)}", {}, alternatives=alternatives)
        dataset = Dataset((graph,)) if graph else None
        reply = await self._sandbox.ask(Question(self._everything, Formats(graph=media_type), dataset), client_of(request))
        body = reply.body + b"".join([piece async for piece in reply.rest()])
        return Response(body, headers={"Vary": "Accept"}, media_type=media_type)

    async def _loaded(self, request: Request, graph: str | None) -> Response:
        documents = await _documents(request)
        there = await self._sandbox.exists(graph)
        if request.method == "PUT" and len(documents) != 1:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "put one document; several parts are for POST")
        async with _understood():
            for document in documents:
                await self._sandbox.load(document.body, document.media_type, graph, replace=request.method == "PUT")
        return Response(status_code=HTTPStatus.NO_CONTENT if there else HTTPStatus.CREATED)

    async def _created(self, request: Request) -> Response:
        (document,) = await _documents(request)
        graph = str(request.base_url.replace(path=located(request, f"{PATH}/{uuid4()}")))
        async with _understood():
            await self._sandbox.load(document.body, document.media_type, graph, replace=False)
        return Response(status_code=HTTPStatus.CREATED, headers={"Location": graph})

    async def _present(self, graph: str | None) -> None:
        if not await self._sandbox.exists(graph):
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no graph <{graph}> here")


@asynccontextmanager
async def _understood() -> AsyncIterator[None]:
    """Turn text that is no UTF-8 into 400."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the document is not UTF-8: {error.reason} at byte {error.start}") from error


async def _documents(request: Request) -> list[Document]:
    """Return the document that was sent, or those in the parts of a form."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a document has at most {LARGEST_BODY} bytes here")
    media_type = request.headers.get("content-type", "")
    if media_type.lower().startswith("multipart/form-data"):
        return [Document(part, _writable(kind)) for part, kind in _parts(bytes(body), media_type)]
    return [Document(bytes(body), _writable(media_type))]


def _parts(body: bytes, media_type: str) -> list[tuple[bytes, str]]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + media_type.encode("latin-1") + b"\r\n\r\n" + body)
    if not message.is_multipart():
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the form has no parts")
    return [(cast("bytes", part.get_payload(decode=True)), part.get_content_type()) for part in message.iter_parts()]


def _writable(content_type: str) -> str:
    media_type = content_type.partition(";")[0].strip().lower()
    known = ALIASES.get(media_type, media_type)
    if known not in _WRITABLE:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send one of {', '.join(_WRITABLE)}", {"Accept-Post": ", ".join(_WRITABLE)})
    return known


def _iri(text: str) -> str:
    if not urlsplit(text).scheme:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{text!r} is no absolute IRI of a graph")
    return text
