"""A throw-away endpoint that can be changed: SPARQL query and update, and the Graph Store protocol; for trials and test suites."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from kg.errors import KgError
from kg.store import Dataset
from kg.store.queries import Queries
from kg.store.workers.sandbox import Sandbox
from kg.web.answers import Answers
from kg.web.asking import InWorkers
from kg.web.graph_store import graph_store
from kg.web.headers import CommonHeaders
from kg.web.protocol import Operation
from kg.web.responses import fault, http_error, kg_error
from kg.web.service import SD, description
from kg.web.sparql import Sparql, Ways, evaluating


def create_sandbox_app(sandbox: Sandbox, base: str, queries: Queries) -> Starlette:
    """Return the web application over a sandbox: /sparql takes queries and updates, /graphs is the graph store."""
    asked = InWorkers(sandbox, base)
    described = description(queries, asked, (SD.SPARQL11Query, SD.SPARQL11Update))

    async def changed(operation: Operation) -> None:
        dataset = operation.dataset or Dataset()
        await sandbox.update(operation.text, dataset.default, dataset.named)

    sparql = Sparql(asked, Answers(0), Ways(described, changed=changed))
    return Starlette(
        routes=[Route("/sparql", sparql.answer, methods=["GET", "POST"]), *graph_store(sandbox, queries)],
        middleware=[Middleware(CommonHeaders)],
        exception_handlers={KgError: kg_error, HTTPException: http_error, Exception: fault},
        lifespan=lambda _: evaluating(asked),
    )
