"""The SPARQL 1.1 Graph Store HTTP Protocol over a sandbox: a graph is read, put, added to or removed by one request."""

from collections.abc import AsyncGenerator
from http import HTTPStatus
from uuid import uuid4

from rdflib import URIRef
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.store import Formats
from kg.store.merging import merged
from kg.store.queries import Queries
from kg.store.workers.sandbox import Sandbox
from kg.web.negotiation import accepted
from kg.web.paths import below_root, check_path, located
from kg.web.representations import ALIASES
from kg.web.responses import accept_header, problem_details

LARGEST_DOCUMENT = 16 * 1024 * 1024

FORMATS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
"""What a graph is read and written in, the first unless another is asked for; none in which a document may hold several graphs."""

_PATH = "/graphs"
_MULTIPART = "multipart/form-data"
_METHODS = ("GET", "PUT", "POST", "DELETE")
_NO_FORMAT = f"send {', '.join(FORMATS)}, in UTF-8"
_ACCEPT = {"Accept": ", ".join(FORMATS)}


class GraphStore:
    """Answers what is asked of the graphs of a sandbox: one named by ?graph=IRI or by its own address, or the ?default one."""

    def __init__(self, sandbox: Sandbox, queries: Queries) -> None:
        self._sandbox = sandbox
        self._queries = queries

    async def answer(self, request: Request) -> Response:
        """Return what the protocol has for this method (§5); a graph that is posted to the store itself is a new one."""
        check_path(request.scope["raw_path"])
        graphs = _graphs(request)
        if not graphs and request.method == "POST":
            return await self._load(request, _address(request, f"{_PATH}/{uuid4()}"), replace=False)
        if len(graphs) != 1:
            raise HTTPException(HTTPStatus.BAD_REQUEST, f"name one graph, by ?graph=IRI or ?default, not {len(graphs) or 'none'}")
        match request.method:
            case "PUT":
                return await self._load(request, graphs[0], replace=True)
            case "POST":
                return await self._load(request, graphs[0], replace=False)
            case "DELETE":
                return await self._drop(graphs[0])
        return await self._read(request, graphs[0])

    async def _read(self, request: Request, graph: str | None) -> Response:
        if not await self._sandbox.exists(graph):
            raise _absent(graph)
        media_type = accepted(accept_header(request), FORMATS, ALIASES)
        rules = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if not media_type:
            alternatives = [{"type": offer} for offer in FORMATS]
            detail = f"a graph is sent in {', '.join(FORMATS)}"
            return problem_details(HTTPStatus.NOT_ACCEPTABLE, detail, rules, alternatives=alternatives)
        query = self._queries.text("sandbox/graph", graph=URIRef(graph)) if graph else self._queries.text("sandbox/default")
        body = await self._sandbox.graph(query, Formats(graph=media_type))
        return Response(body, headers=rules, media_type=media_type)

    async def _load(self, request: Request, graph: str | None, *, replace: bool) -> Response:
        """Load what is sent, all of it or nothing; it is read here, for the process that is changed does nothing else meanwhile."""
        await self._sandbox.exists(graph)  # raises QueryError when the name is no IRI, before the document is read against it
        documents = await _documents(request)
        triples = await run_in_threadpool(merged, documents, graph or _address(request, _PATH))
        there = await self._sandbox.load(triples, "application/n-triples", graph, replace=replace)
        if there or graph is None:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return Response(status_code=HTTPStatus.CREATED, headers={"Location": graph})

    async def _drop(self, graph: str | None) -> Response:
        if not await self._sandbox.drop(graph):
            raise _absent(graph)
        return Response(status_code=HTTPStatus.NO_CONTENT)


def graph_store(sandbox: Sandbox, queries: Queries) -> list[Route]:
    """Return the routes of the graph store: itself, and the addresses below it, each of which is the IRI of a graph."""
    store = GraphStore(sandbox, queries)
    return [Route(path, store.answer, methods=_METHODS) for path in (_PATH, f"{_PATH}/{{path:path}}")]


def _graphs(request: Request) -> list[str | None]:
    """Return the IRIs of the graphs that a request names (§4.1 and §4.2), None for the default graph."""
    sent = request.query_params.multi_items()
    named = [value for name, value in sent if name == "graph"]
    default = [None for name, _ in sent if name == "default"]
    own = [] if below_root(request) == _PATH else [str(request.base_url.replace(path=request.scope["raw_path"].decode()))]
    return [*named, *default, *own]


def _address(request: Request, path: str) -> str:
    return str(request.base_url.replace(path=located(request, path)))


def _absent(graph: str | None) -> HTTPException:
    return HTTPException(HTTPStatus.NOT_FOUND, f"there is no graph <{graph}> here")


async def _documents(request: Request) -> list[tuple[str, str]]:
    """Return the document that is sent, or those in a form that is posted, each a text and its media type."""
    header = request.headers.get("content-type", "")
    if request.method == "POST" and header.lower().startswith(_MULTIPART):
        return await _form_documents(request)
    media_type = _media_type(header)
    return [(_text(b"".join([piece async for piece in _pieces(request)])), media_type)]


async def _form_documents(request: Request) -> list[tuple[str, str]]:
    """Return the files of a form (§5.5), each a text and its media type."""
    try:
        form = await MultiPartParser(request.headers, _pieces(request)).parse()
    except MultiPartException as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"not {_MULTIPART}: {error.message}") from error
    try:
        return [(_text(await part.read()), _media_type(part.content_type or "")) for part in _files(form)]
    finally:
        await form.close()


def _files(form: FormData) -> list[UploadFile]:
    parts = [part for _, part in form.multi_items()]
    files = [part for part in parts if isinstance(part, UploadFile)]
    if not files or len(files) < len(parts):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"every part of {_MULTIPART} is a file with a Content-Type of its own; {_NO_FORMAT}")
    return files


async def _pieces(request: Request) -> AsyncGenerator[bytes, None]:
    """Yield the body as it comes in; stop reading as soon as it is larger than we take."""
    read = 0
    async for piece in request.stream():
        read += len(piece)
        if read > LARGEST_DOCUMENT:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a document has at most {LARGEST_DOCUMENT} bytes here")
        yield piece


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the document is not UTF-8: {error.reason} at byte {error.start}") from error


def _media_type(header: str) -> str:
    """Return the media type of a document, one of ours; raises 415 for another, or another encoding than UTF-8."""
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = {value.strip('" ') for name, _, value in (part.partition("=") for part in parameters) if name.strip() == "charset"}
    found = ALIASES.get(media_type, media_type) if media_type != "text/plain" else ""
    if found not in FORMATS or not charsets <= {"utf-8", "utf8"}:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{_NO_FORMAT}, not {header or 'a body without Content-Type'}", _ACCEPT)
    return found
