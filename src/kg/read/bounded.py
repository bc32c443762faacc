"""Reading that cannot take its caller along: in a process of its own, within limits of time, memory and size.

A document comes from anybody, and the libraries that read it are large: one can be made to loop, to fill the memory, or to crash.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Generic, ParamSpec, TypeVar, cast

from kg.errors import UnreadableError
from kg.read.answers import Answer, Limits, Request

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class Nursery(Generic[Asked, Found]):
    """A process that reads one document at a time with one reader; started when first asked, and again after it had to be ended.

    Threads may share it: it answers them one after another.
    """

    def __init__(self, reader: Callable[Asked, Found], limits: Limits) -> None:
        self._name = f"{reader.__module__}:{reader.__qualname__}"
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def read(self, *arguments: Asked.args, **_: Asked.kwargs) -> Found:
        """Return what the reader returns; raises UnreadableError when it refuses, crashes, or needs more than the limits.

        The reader is a function of a module, so that the other process can find it; its arguments are given by their places.
        """
        _refuse_large(arguments, self._limits)
        with self._turn:
            answer = self._answer(Request(arguments, self._limits))
        if answer.refused:
            raise UnreadableError(answer.refused)
        return cast("Found", answer.found)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _answer(self, request: Request) -> Answer:
        process = self._started()
        late = threading.Event()
        timer = threading.Timer(self._limits.wall_s, _end_late, (process, late))
        timer.start()
        try:
            return _asked(process, request)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            self.close()
            why = f"took longer than {self._limits.wall_s:g} s to read" if late.is_set() else "made the reader crash"
            return Answer(refused=why)
        finally:
            timer.cancel()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - this Python, a module of ours
                [sys.executable, "-m", "kg.read.nursery", self._name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,
            )
        return self._process


class Nurseries(Generic[Asked, Found]):
    """As many nurseries as there are documents read at once; each is used again."""

    def __init__(self, reader: Callable[Asked, Found], limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._free: queue.SimpleQueue[Nursery[Asked, Found]] = queue.SimpleQueue()

    def read(self, *arguments: Asked.args, **named: Asked.kwargs) -> Found:
        """Return what the reader returns, as a nursery does; from as many threads at once as one likes."""
        try:
            nursery = self._free.get_nowait()
        except queue.Empty:
            nursery = Nursery(self._reader, self._limits)
        try:
            return nursery.read(*arguments, **named)
        finally:
            self._free.put(nursery)

    def close(self) -> None:
        """End their processes."""
        while not self._free.empty():
            self._free.get_nowait().close()


@contextmanager
def nurseries(reader: Callable[Asked, Found], limits: Limits) -> Iterator[Nurseries[Asked, Found]]:
    """Read with these limits, and end the processes afterwards."""
    made = Nurseries(reader, limits)
    try:
        yield made
    finally:
        made.close()


def bounded(reader: Callable[Asked, Found], limits: Limits, *arguments: Asked.args, **named: Asked.kwargs) -> Found:
    """Return what the reader returns for one document, read in a process that is started for it.

    >>> bounded(len, Limits(), b"%PDF")
    4
    """
    nursery = Nursery(reader, limits)
    try:
        return nursery.read(*arguments, **named)
    finally:
        nursery.close()


def _refuse_large(arguments: tuple[object, ...], limits: Limits) -> None:
    size = max((len(argument) for argument in arguments if isinstance(argument, bytes)), default=0)
    if size > limits.input_bytes:
        raise UnreadableError(f"is {size // 1_000_000} MB; the largest file that is read is {limits.input_bytes // 1_000_000} MB")


def _asked(process: "subprocess.Popen[bytes]", request: Request) -> Answer:
    into, out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    pickle.dump(request, into, protocol=pickle.HIGHEST_PROTOCOL)
    into.flush()
    return cast("Answer", pickle.load(out))  # noqa: S301 - from the process started above


def _end_late(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    _kill(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its children, and close what connects to it."""
    _kill(process)
    for pipe in (process.stdin, process.stdout):
        try:
            cast("IO[bytes]", pipe).close()
        except BrokenPipeError:
            continue
    process.wait()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:  # pragma: no cover - Windows
        process.kill()
