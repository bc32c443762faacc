"""A process that reads documents for another, each in a child of its own with limits, so that no file can harm who asked.

Started by kg.read.bounded as `python -m kg.read.nursery MODULE:FUNCTION`; requests come in on stdin and answers go out on stdout,
both as pickles. Where processes cannot be forked (Windows) it reads in its own process, and who asked starts another when it ends.
"""

import gc
import importlib
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from typing import BinaryIO, cast

from kg.errors import KgError
from kg.read.answers import Answer, Limits, Request

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

Reader = Callable[..., object]

_ENDED_BY = {
    "SIGXCPU": "took longer than {cpu_s} s of processor time",
    "SIGKILL": "was ended by the system, most likely for want of memory",
}


def main() -> None:
    """Answer requests until stdin ends; what libraries print goes to stderr, so that stdout holds answers only."""
    answers = cast("BinaryIO", os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    module, _, name = sys.argv[1].partition(":")
    reader: Reader = getattr(importlib.import_module(module), name)
    while True:
        try:
            request: Request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        pickle.dump(_answered(reader, request), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _answered(reader: Reader, request: Request) -> Answer:
    if hasattr(os, "fork"):
        return _in_child(reader, request)
    return _read(reader, request)  # pragma: no cover - Windows


def _in_child(reader: Reader, request: Request) -> Answer:
    """Return what a child answers; of one that ends without an answer, what ended it."""
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            _live(reader, request, told, said)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            return Answer(refused=_end(status, request.limits, said))
        told.seek(0)
        return cast("Answer", pickle.load(told))  # noqa: S301 - from the child


def _live(reader: Reader, request: Request, told: BinaryIO, said: BinaryIO) -> None:
    """Read within the limits, write the answer and end; an error that is none of ours ends it with its traceback in `said`."""
    status = 1
    try:
        os.dup2(said.fileno(), 2)
        _limit(request.limits)
        gc.disable()  # the process ends with the document, so what it leaves behind needs no looking for
        pickle.dump(_read(reader, request), told, protocol=pickle.HIGHEST_PROTOCOL)
        told.flush()
        status = 0
    except MemoryError:
        status = _OUT_OF_MEMORY
    finally:
        if status == 1:
            sys.excepthook(*sys.exc_info())
        os._exit(status)


_OUT_OF_MEMORY = 3


def _limit(limits: Limits) -> None:
    if resource is None:  # pragma: no cover - Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(reader: Reader, request: Request) -> Answer:
    try:
        return Answer(found=reader(*request.arguments))
    except KgError as error:
        return Answer(refused=str(error))
    except RecursionError:
        return Answer(refused="is nested too deep to read")


def _end(status: int, limits: Limits, said: BinaryIO) -> str:
    """Return why a child ended without an answer, so that it can stand after the name of the document."""
    if status == _OUT_OF_MEMORY:
        return f"needs more than {limits.memory_bytes // 1_000_000} MB of memory to read"
    if status < 0:
        name = signal.Signals(-status).name
        return _ENDED_BY.get(name, f"made the reader crash ({name})").format(cpu_s=limits.cpu_s)
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return f"made the reader fail ({lines[-1] if lines else 'without a word'}); please report this"


if __name__ == "__main__":
    main()
