"""The tools over the Model Context Protocol: what they are called, what they take, and that they only read."""

from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from kg import __version__
from kg.assets import asset
from kg.errors import KgError
from kg.explore.graph import Graph
from kg.mcp import tools

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = (
    "A knowledge graph of what Dutch municipalities promise and report: programmes, goals (doel), initiatives (initiatief), "
    "organisations, indicators, results and amounts, around Almelo and Twente. Every claim carries its evidence: the document, its year, "
    "the place in it and its address. Cite these when you use a claim. Names are Dutch, as in the sources. What is absent was not found "
    "in the documents that were read; that is no proof that it does not exist. Begin with search or questions; use query (SPARQL 1.1) "
    "for what they do not answer."
)


def server(graph: Graph) -> MCPServer[Any]:
    """Return a server whose tools answer from the graph."""
    made: MCPServer[Any] = MCPServer("samenspel", "Samenspel", "What public bodies promise and report", _INSTRUCTIONS, version=__version__)
    _add_finding(made, graph)
    _add_asking(made, graph)
    return made


def told(answer: Callable[[], tools.Told]) -> tools.Told:
    """Return the answer, or tell what the caller can put right as an error of the tool."""
    try:
        return answer()
    except KgError as error:
        raise ToolError(str(error)) from error


def _add_finding(made: MCPServer[Any], graph: Graph) -> None:
    """Add the tools that look for things and tell what is known about them."""

    @made.tool(title="Search by name", annotations=_READS)
    def search(
        text: Annotated[str, Field(description="Words of a name, in Dutch; typing errors are forgiven", min_length=1, max_length=200)],
        kind: Annotated[str, Field(description="Only this kind: initiatief, doel, programma, organisatie, indicator, document, …")] = "",
        limit: Annotated[int, Field(ge=1, le=tools.MOST_HITS)] = 10,
    ) -> dict[str, Any]:
        """Find things by name: initiatives, goals, programmes, organisations, indicators, documents; each with where it is described."""
        return told(lambda: tools.search(graph, text, kind, limit))

    @made.tool(title="Tell about a thing", annotations=_READS)
    def thing(
        name_or_iri: Annotated[str, Field(description="Its name, another name it has, its IRI or path", min_length=1, max_length=500)],
        kind: Annotated[str, Field(description="Its kind, when several things have the name")] = "",
    ) -> dict[str, Any]:
        """Tell what is known of one thing: description, key facts, and every claim about it with document, year, place and address."""
        return told(lambda: tools.thing(graph, name_or_iri, kind))

    @made.tool(title="Explain a link by its sources", annotations=_READS)
    def explain_sources(
        first: Annotated[str, Field(description="Name or IRI of one thing", min_length=1, max_length=500)],
        second: Annotated[str, Field(description="Name or IRI of the other", min_length=1, max_length=500)],
    ) -> dict[str, Any]:
        """Tell which claims link two things, directly or through one other thing, each with the passages where it says so."""
        return told(lambda: tools.explain_sources(graph, first, second))


def _add_asking(made: MCPServer[Any], graph: Graph) -> None:
    """Add the tools that answer questions, saved ones and SPARQL."""

    @made.tool(title="List the saved questions", annotations=_READS)
    def questions() -> dict[str, Any]:
        """List the saved questions: what each answers, and its parameters with their kinds."""
        return told(lambda: tools.questions(graph))

    @made.tool(title="Answer a saved question", annotations=_READS)
    def ask_question(
        name: Annotated[str, Field(description="The name of the question, as the tool questions lists it", max_length=100)],
        parameters: Annotated[dict[str, str] | None, Field(description="Values by name; a thing may be given by its name")] = None,
    ) -> dict[str, Any]:
        """Answer a saved question; its rows hold the document, its title and the place for every claim."""
        return told(lambda: tools.ask_question(graph, name, parameters or {}))

    @made.tool(title="Query with SPARQL", annotations=_READS)
    def query(
        sparql: Annotated[
            str, Field(description="A SPARQL 1.1 query; usual prefixes (beleid:, rdfs:, skos:, …) are known", max_length=100_000)
        ],
        limit: Annotated[int, Field(description="Rows at most", ge=1, le=tools.MOST_ROWS)] = 100,
    ) -> dict[str, Any]:
        """Answer a SPARQL query that only reads, within limits of time, memory and size; rows carry evidence only when the query asks."""
        return told(lambda: tools.query(graph, sparql, limit))

    @made.resource("samenspel://model", title="The classes and properties of the graph", mime_type="text/turtle")
    def model() -> str:
        """Return the vocabulary as Turtle: what to ask for in SPARQL."""
        return (asset("ontology") / "vocabulary.ttl").read_text(encoding="utf-8")
