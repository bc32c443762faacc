"""The nursery as a process, with its front in the hands of the test."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from kg.store import Formats, Question
from kg.store.workers.evaluating import Inbox
from kg.store.workers.frames import HEAD, Kind, asking, frame, opened
from kg.store.workers.limits import MIB, Limits
from store.workers.forkless import forkless
from store.workers.processes import BASE, COUNTED, TRIPLES, children, eventually, gone, needs_proc, state

pytestmark = needs_proc
CSV = Formats("text/csv")
LIMITS = Limits(time_s=30, memory_mib=96)


class Front:
    """The end of the control connection that asks, and hears the news."""

    def __init__(self, control: socket.socket, process: subprocess.Popen[bytes]) -> None:
        self.control = control
        self.process = process
        self._lines = control.makefile("rb")

    def news(self) -> dict[str, int]:
        """Return what is told next."""
        told: dict[str, int] = json.loads(self._lines.readline())
        return told

    def new(self, request: dict[str, object]) -> tuple[socket.socket, int]:
        """Return a connection to what is asked for, and its number; whoever died meanwhile is of no interest."""
        front, back = socket.socketpair()
        front.settimeout(20)
        with back:
            socket.send_fds(self.control, [json.dumps(request).encode() + b"\n"], [back.fileno()])
        told = self.news()
        while "born" not in told:
            told = self.news()
        assert told["born"] in request.values()
        return front, told["pid"]

    def hang_up(self) -> None:
        self._lines.close()
        self.control.close()


@pytest.fixture
def front(file: Path) -> Iterator[Front]:
    with nursed([str(file)], sys.executable) as made:
        yield made


@contextmanager
def nursed(files: list[str], python: str) -> Iterator[Front]:
    """Give a nursery over these files, run by this Python; it may say nothing, and ends well when the front hangs up."""
    ours, theirs = socket.socketpair()
    ours.settimeout(20)
    with theirs:
        command = [python, "-m", "kg.store.workers.nursery", str(theirs.fileno()), BASE, json.dumps(asdict(LIMITS)), *files]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with process:
        made = Front(ours, process)
        try:
            yield made
        finally:
            made.hang_up()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(20) == 0


def answered(connection: socket.socket, query: str) -> bytes:
    connection.sendall(asking(Question(query, CSV), 20))
    return opened(Inbox(connection).next())[1]


def test_it_tells_how_many_triples_it_holds_and_forks_workers_that_answer_from_them(front: Front) -> None:
    assert front.news() == {"ready": TRIPLES}
    connection, pid = front.new({"fork": 7, "open": False})
    with connection:
        assert answered(connection, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == b"n\r\n300\r\n"
        assert answered(connection, "ASK {}") == b"true"
        assert children(front.process.pid) == {pid}
    assert front.news() == {"died": pid, "signal": 0}


def test_it_tells_by_which_signal_a_worker_ended(front: Front) -> None:
    front.news()
    workers = [front.new({"fork": number, "open": False}) for number in range(3)]
    for (_, pid), number in zip(workers, (signal.SIGKILL, signal.SIGALRM, signal.SIGABRT), strict=True):
        os.kill(pid, number)
        assert front.news() == {"died": pid, "signal": number}
    for connection, _ in workers:
        connection.close()


@pytest.mark.parametrize(("reaches", "files"), [(False, ["4", "4"]), (True, None)], ids=["closed", "one that reaches outside"])
def test_a_worker_has_one_connection_and_may_open_nothing_unless_it_reaches_outside(
    front: Front,
    reaches: bool,  # noqa: FBT001
    files: list[str] | None,
) -> None:
    front.news()
    connection, pid = front.new({"fork": 1, "open": reaches})
    with connection:
        answered(connection, "ASK {}")  # by now it is confined
        open_files = {file.name: str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()}
        limits = {line[:25].strip(): line[25:].split()[:2] for line in Path(f"/proc/{pid}/limits").read_text().splitlines()}
    assert {name: link for name, link in open_files.items() if name != "3"} == dict.fromkeys("012", "/dev/null")
    assert open_files["3"].startswith("socket:")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert limits["Max open files"] == (files or [str(soft), str(hard)])
    assert limits["Max core file size"] == ["0", "0"]
    soft_memory, hard_memory = (int(limit) for limit in limits["Max address space"])
    assert soft_memory == hard_memory
    assert LIMITS.memory_mib * MIB < soft_memory < LIMITS.memory_mib * MIB + 2**34


def test_a_question_that_takes_longer_than_it_may_is_ended_by_the_kernel(front: Front) -> None:
    front.news()
    connection, pid = front.new({"fork": 1, "open": False})
    with connection:
        connection.sendall(asking(Question(COUNTED), 0.2))
        assert front.news() == {"died": pid, "signal": signal.SIGALRM}
        assert connection.recv(10) == b""


def test_a_question_for_which_no_time_is_left_is_ended_too(front: Front) -> None:
    front.news()
    connection, pid = front.new({"fork": 1, "open": False})
    with connection:
        connection.sendall(asking(Question(COUNTED), -1))
        assert front.news() == {"died": pid, "signal": signal.SIGALRM}


def test_memory_that_python_itself_cannot_have_ends_a_worker_as_memory_of_the_engine_does(front: Front) -> None:
    """A text that grows by half a MiB is first too large when Python takes it over from the engine, which holds it several times."""
    front.news()
    doubled = " ".join(f"BIND(CONCAT(?v{number}, ?v{number}) AS ?v{number + 1})" for number in range(19))
    cut_short: dict[str, int] = {}
    for length in range(16, 33):
        connection, pid = front.new({"fork": length, "open": False})
        with connection:
            connection.sendall(asking(Question(f"SELECT ?v19 {{ BIND('{'x' * length}' AS ?v0) {doubled} }}", CSV), 20))
            connection.shutdown(socket.SHUT_WR)
            last = b""
            while piece := connection.recv(MIB):
                last = (last + piece)[-HEAD.size :]
        died = front.news()
        if last != frame(Kind.END):
            cut_short = died
            break
    assert cut_short == {"died": pid, "signal": signal.SIGABRT}


def test_changes_are_made_over_a_connection_of_their_own_and_seen_by_later_workers_only(front: Front) -> None:
    front.news()
    writer, pid = front.new({"write": 5})
    old, _ = front.new({"fork": 6, "open": False})
    with writer, old:
        assert pid == front.process.pid
        writer.sendall(frame(Kind.ASK, json.dumps(["update", ["INSERT DATA { <a:s> <a:p> 1 }", [], []]]).encode()))
        kind, length = HEAD.unpack(writer.recv(HEAD.size))
        assert (kind, writer.recv(length)) == (Kind.WHOLE, b"true")
        new, _ = front.new({"fork": 7, "open": False})
        with new:
            counts = [answered(connection, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") for connection in (old, new)]
    assert counts == [b"n\r\n300\r\n", b"n\r\n301\r\n"]
    again, _ = front.new({"write": 8})
    again.close()
    later, _ = front.new({"fork": 9, "open": False})
    with later:
        assert answered(later, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == b"n\r\n301\r\n"


def change(name: str, arguments: object) -> bytes:
    return frame(Kind.ASK, json.dumps([name, arguments]).encode())


def test_a_writing_connection_that_is_closed_is_closed_here_too(front: Front) -> None:
    front.news()
    before = descriptors(front.process.pid)
    for number in range(5):
        writer, _ = front.new({"write": number})
        with writer:
            writer.sendall(change("exists", None))
            assert Inbox(writer).next() == b"true"
    for number in range(5, 8):  # hung up before the answer
        writer, _ = front.new({"write": number})
        writer.sendall(change("update", ["INSERT DATA { <a:s> <a:p> 1 }", [], []]))
        writer.close()
    assert eventually(lambda: descriptors(front.process.pid) == before)
    connection, _ = front.new({"fork": 8, "open": False})
    with connection:
        assert answered(connection, "ASK {}") == b"true"


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_a_trial_has_nothing_open_and_ends_with_the_front(front: Front) -> None:
    front.news()
    writer, _ = front.new({"write": 1})
    with writer:
        writer.sendall(change("update", [f"INSERT {{ <a:s> <a:p> ?n }} WHERE {{ {COUNTED} }}", [], []]))
        assert eventually(lambda: [state(pid) for pid in children(front.process.pid)] == ["R"])
        (trial,) = children(front.process.pid)
        assert eventually(lambda: {str(file.readlink()) for file in Path(f"/proc/{trial}/fd").iterdir()} == {"/dev/null"})
        front.hang_up()
        assert eventually(lambda: gone([trial]))


def test_a_limit_that_a_trial_meets_is_the_answer(front: Front) -> None:
    front.news()
    writer, _ = front.new({"write": 1})
    with writer:
        writer.sendall(change("update", [f"INSERT {{ <a:s> <a:p> ?n }} WHERE {{ {COUNTED} }}", [], []]))
        assert eventually(lambda: children(front.process.pid))
        for trial in children(front.process.pid):
            os.kill(trial, signal.SIGALRM)
        kind, length = HEAD.unpack(writer.recv(HEAD.size))
        message = "not carried out within 30 seconds, so nothing was changed; change less at once"
        assert (kind, json.loads(writer.recv(length))) == (Kind.TOO_MUCH, [message, "time"])


def test_a_fork_that_the_machine_refuses_is_told_and_ends_nothing(tmp_path: Path) -> None:
    with nursed([], forkless(tmp_path)) as front:
        assert front.news() == {"ready": 0}
        for number in range(2):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                socket.send_fds(front.control, [json.dumps({"fork": number, "open": False}).encode() + b"\n"], [theirs.fileno()])
                assert front.news() == {"unborn": number}
                theirs.close()
                assert ours.recv(1) == b""
        writer, _ = front.new({"write": 2})
        with writer:
            for _ in range(2):
                writer.sendall(change("update", ["INSERT DATA { <a:s> <a:p> 1 }", [], []]))
                message, limit = json.loads(Inbox(writer).next())
                assert (message[:32], limit) == ("there is no room for a process t", "places")


def test_when_the_front_is_gone_all_ends_idle_workers_and_busy_ones(front: Front) -> None:
    front.news()
    (idle, first), (busy, second) = (front.new({"fork": number, "open": False}) for number in range(2))
    with idle, busy:
        busy.sendall(asking(Question(COUNTED), 20))
        assert eventually(lambda: state(second) == "R")
        front.hang_up()
        front.process.wait(20)
        assert eventually(lambda: gone([first, second]))


def test_interrupting_from_the_keyboard_is_the_fronts_to_answer(front: Front) -> None:
    front.news()
    connection, pid = front.new({"fork": 1, "open": False})
    with connection:
        for process in (front.process.pid, pid):
            os.kill(process, signal.SIGINT)
        assert answered(connection, "ASK {}") == b"true"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        pytest.param("none.nt", None, "no such file", id="not there"),
        pytest.param("broken.nt", "<a:a> <a:b> 1 .\n<a", "Parser error at line 1 ", id="broken"),
        pytest.param("table.csv", "a,b", "not a file of triples; use .ttl, .nt or .rdf", id="no triples"),
        pytest.param("folder.nt", "", "cannot be read (Is a directory)", id="a folder"),
    ],
)
def test_files_that_cannot_be_loaded_are_told_and_end_it(tmp_path: Path, name: str, text: str | None, why: str) -> None:
    file = tmp_path / name
    if text:
        file.write_text(text)
    elif text == "":
        file.mkdir()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        command = [sys.executable, "-m", "kg.store.workers.nursery", str(theirs.fileno()), BASE, json.dumps(asdict(LIMITS)), str(file)]
        done = subprocess.run(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE, check=False)
        told = json.loads(ours.recv(65536))
    assert (done.returncode, done.stderr, list(told)) == (1, b"", ["failed"])
    assert told["failed"].startswith(f"{file}: {why}")
