"""`kg mcp` in a process of its own, over stdin and stdout, on the real data."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import turtle
from mcp import Client, StdioServerParameters

ROOT = Path(__file__).parents[2]
GRAPH = ROOT / "data" / "triples.ttl"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def releases(real_release: Release) -> Path:
    """A folder with the release of the real data, so that the server has none to make."""
    return real_release.folder.parent


@pytest.fixture(scope="module")
def command(releases: Path) -> list[str]:
    run = "from kg.cli import main; main()"
    return [sys.executable, "-c", run, "mcp", "--graph", str(GRAPH), "--out", str(releases)]


@pytest.fixture(scope="module")
def small_command(small_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The server of a small graph, where only how it lives and ends matters."""
    folder = tmp_path_factory.mktemp("small")
    turtle.save(facts(small_rows), folder / "triples.ttl")
    sources = Sources((*model_files(), folder / "triples.ttl"), (asset("ontology") / "shapes.ttl",), asset("queries"))
    build_release(sources, folder / "releases")
    run = "from kg.cli import main; main()"
    return [sys.executable, "-c", run, "mcp", "--graph", str(folder / "triples.ttl"), "--out", str(folder / "releases")]


@contextmanager
def process(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()


def said(running: subprocess.Popen[bytes], message: dict[str, Any] | bytes) -> None:
    assert running.stdin
    running.stdin.write((message if isinstance(message, bytes) else json.dumps(message).encode()) + b"\n")
    running.stdin.flush()


def heard(running: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert running.stdout
    return dict(json.loads(running.stdout.readline()))


def begun(running: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The answer to the first message of a client."""
    known = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    said(running, {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": known})
    answer = heard(running)
    said(running, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    return answer


def question(number: int) -> dict[str, Any]:
    call = {"name": "query", "arguments": {"sparql": f"SELECT ({number} AS ?x) {{}}"}}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": call}


def workers(running: subprocess.Popen[bytes]) -> list[Path]:
    """The processes that a server has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        parent = re.search(r"^PPid:\t(\d+)$", status.read_text(), re.MULTILINE)
        if parent and int(parent[1]) == running.pid:
            found.append(status.parent)
    return found


def text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_every_tool_answers_the_client_of_the_sdk(command: list[str]) -> None:
    calls: list[tuple[str, dict[str, Any], str]] = [
        ("search", {"text": "skils twente", "limit": 1}, "- Skills Twente (initiatief) <https://"),
        ("thing", {"name_or_iri": "Skills Twente"}, "Skills Twente (initiatief) <https://"),
        ("explain_sources", {"first": "Saxion", "second": "Gemeente Almelo"}, "Links between Saxion and Gemeente Almelo: 7\n"),
        ("questions", {}, "alles-over-initiatief: "),
        (
            "ask_question",
            {"name": "doelen-van-initiatief", "parameters": {"initiatief": "Skills Twente"}},
            "Aan welke doelen draagt een initiatief bij",
        ),
        ("model", {}, "# The model\n"),
        ("query", {"sparql": "SELECT (COUNT(*) AS ?n) WHERE { ?goal a beleid:Goal }"}, "n\n389\n"),
    ]

    async def act() -> list[CallToolResult]:
        parameters = StdioServerParameters(command=command[0], args=command[1:])
        async with Client(stdio_client(parameters)) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == {name for name, _, _ in calls}
            return [await client.call_tool(name, arguments) for name, arguments, _ in calls]

    results = asyncio.run(act())
    assert [(result.is_error, text(result)[: len(begin)]) for result, (_, _, begin) in zip(results, calls, strict=True)] == [
        (False, begin) for _, _, begin in calls
    ]


def test_a_query_beyond_a_limit_is_ended_and_the_next_is_answered(command: list[str]) -> None:
    limits = ["--query-time", "3", "--query-size", "1"]

    async def act() -> list[CallToolResult]:
        parameters = StdioServerParameters(command=command[0], args=[*command[1:], *limits])
        async with Client(stdio_client(parameters)) as client:
            queries = (ENDLESS, "SELECT * { ?a ?b ?c }", "INSERT DATA { <urn:a> <urn:b> 1 }", "ASK {}")
            return [await client.call_tool("query", {"sparql": query}) for query in queries]

    assert [(result.is_error, text(result)) for result in asyncio.run(act())] == [
        (True, "Error executing tool query: not answered within 3 seconds; ask for less (LIMIT, a narrower pattern), or for the dump"),
        (
            True,
            "Error executing tool query: the answer is larger than the 1 MiB this endpoint gives at once; "
            "ask for a part with ORDER BY, LIMIT and OFFSET",
        ),
        (True, "Error executing tool query: nothing can be changed here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        (False, "yes\n"),
    ]


def test_stdout_carries_the_protocol_and_nothing_else(small_command: list[str]) -> None:
    with process(small_command) as running:
        assert begun(running)["result"]["serverInfo"]["name"] == "samenspel"
        said(running, question(2))
        assert heard(running)["result"]["structuredContent"]["rows"] == [{"x": 2}]
        said(
            running, {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "thing", "arguments": {"name_or_iri": "qqqq"}}}
        )
        assert heard(running)["result"]["isError"] is True
        assert running.stdin
        assert running.stdout
        running.stdin.close()
        assert running.stdout.read() == b""
        assert running.wait(30) == 0


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"no json", id="no json"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(
            b'{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"search","arguments":{"text":"\\ud800"}}}', id="surrogate"
        ),
    ],
)
def test_a_line_that_is_no_message_does_not_stop_the_server(small_command: list[str], line: bytes) -> None:
    with process(small_command) as running:
        begun(running)
        said(running, line)
        said(running, question(2))
        answers = iter(lambda: heard(running), None)
        assert next(answer for answer in answers if answer.get("id") == 2)["result"]["structuredContent"]["rows"] == [{"x": 2}]


@pytest.mark.parametrize("end", ["close", "terminate", "kill"])
def test_no_worker_outlives_the_server(small_command: list[str], end: str) -> None:
    with process(small_command) as running:
        begun(running)
        said(running, question(2))
        heard(running)
        started = workers(running)
        assert started
        assert running.stdin
        if end == "close":
            running.stdin.close()
        else:
            getattr(running, end)()
        running.wait(30)
        assert gone(started)


def gone(started: list[Path]) -> bool:
    """Tell whether processes end, of which nobody here is the parent to wait for."""
    script = "import sys, time\nfrom pathlib import Path\nwhile any(Path(each).exists() for each in sys.argv[1:]): time.sleep(0.01)"
    return subprocess.run([sys.executable, "-c", script, *map(str, started)], timeout=20, check=False).returncode == 0


@pytest.mark.parametrize("absent", ["mcp", "mcp.server.mcpserver", "mcp_types"])
def test_without_the_sdk_the_command_says_how_to_install_it(absent: str, tmp_path: Path) -> None:
    run = f"import sys; sys.modules[{absent!r}] = None\nfrom kg.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", run, "mcp", "--out", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "kg: kg mcp needs the package mcp, version 2; install it with: pip install 'kg[mcp]'\n"
