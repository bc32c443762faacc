"""The process that holds the release and forks workers; it runs no query itself.

    python -m kg.store.workers.nursery CONTROL BASE LIMITS FILE...

Over the socket CONTROL come requests `{"fork": number, "open": bool}`, each with one end of a
socket pair for the worker, and for a sandbox `{"write": number}`, with one for changes; back go
`{"ready": triples}` or `{"failed": message}`, then `{"born": number, "pid": pid}` or
`{"unborn": number}`, and `{"died": pid, "signal": signal}`, one JSON document a line.

A change is tried first, by a process that is forked for it, under the limits of a query and in a
copy of the store that ends with it. A trial that meets a limit has changed nothing, and the limit is
the answer; one that comes to its end says that the change can be made, or refused, within the limits,
and then it is made here. So a change takes twice its time, and workers can be forked during the first
half of it. The processes stay as they are: this one holds the store and is the parent of all others.
"""

import json
import os
import resource
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import Store

from kg.errors import KgError, LimitError, RdfError
from kg.store.local import loaded
from kg.store.workers.changing import Request, bounded, changed, exceeded, occupied, requested
from kg.store.workers.evaluating import Inbox, serve
from kg.store.workers.frames import excess
from kg.store.workers.limits import MIB, Limits

_NO_ROOM = "there is no room for a process to try this change in, so nothing was changed; try again in a few seconds"
_OWN = 3
"""The only file descriptor of a worker beside the standard three."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change that is tried in a process of its own, and the connection over which it was asked."""

    connection: socket.socket
    request: Request


class Nursery:
    """Forks a worker for each request, and tells of each that ended."""

    def __init__(self, control: socket.socket, store: Store, base: str, limits: Limits) -> None:
        self._control = control
        self._store = store
        self._base = base
        self._limits = limits
        self._workers: set[int] = set()
        self._trials: dict[int, Trial] = {}
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Do what is asked until the front is gone; then the workers and trials end too, whatever they do."""
        waking = _waking()
        with self._selector, suppress(BrokenPipeError, ConnectionResetError):
            self._listen(waking)
        signal.set_wakeup_fd(-1)
        for pid in (*self._workers, *self._trials):
            os.kill(pid, signal.SIGKILL)

    def _listen(self, waking: socket.socket) -> None:
        self._tell(ready=len(self._store))
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(waking, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is waking:
                    waking.recv(4096)
                    self._bury()
                elif key.fileobj is not self._control:
                    self._take(cast("socket.socket", key.fileobj))
                elif not self._asked():
                    return

    def _asked(self) -> bool:
        """Take what is asked; False when nobody is there any more."""
        message, descriptors, *_ = socket.recv_fds(self._control, 65536, 64)
        for line, descriptor in zip(message.splitlines(), descriptors, strict=True):
            asked = json.loads(line)
            if "write" in asked:
                self._selector.register(socket.socket(fileno=descriptor), selectors.EVENT_READ)
                self._tell(born=asked["write"], pid=os.getpid())
            else:
                self._fork(asked["fork"], descriptor, reaches=asked["open"])
        return bool(message)

    def _fork(self, number: int, descriptor: int, *, reaches: bool) -> None:
        try:
            pid = os.fork()
        except OSError:  # EAGAIN or ENOMEM: too many processes, or too little memory, on this machine
            os.close(descriptor)
            self._tell(unborn=number)
            return
        if pid == 0:
            self._work(descriptor, reaches=reaches)
        os.close(descriptor)
        self._workers.add(pid)
        self._tell(born=number, pid=pid)

    def _take(self, connection: socket.socket) -> None:
        """Take what is asked over a writing connection, which is not listened to until it is answered; close one that is closed."""
        self._selector.unregister(connection)
        body = b""
        with suppress(ConnectionResetError):
            body = Inbox(connection).next()
        if not body:
            connection.close()
            return
        request = requested(body)
        if request.looks:
            self._answer(connection, changed(self._store, self._base, request))
        else:
            self._try(Trial(connection, request))

    def _try(self, trial: Trial) -> None:
        """Try a change in a process of its own; `_bury` finds out what became of it."""
        try:
            pid = os.fork()
        except OSError:
            self._answer(trial.connection, excess(LimitError(_NO_ROOM, "places")))
            return
        if pid == 0:
            self._rehearse(trial.request)
        self._trials[pid] = trial

    def _decide(self, trial: Trial, ended_by: int) -> None:
        """Make a change that was tried to its end, or tell which limit its trial met."""
        if ended_by:
            self._answer(trial.connection, excess(exceeded(ended_by, self._limits)))
            return
        with bounded(self._limits):
            answer = changed(self._store, self._base, trial.request)
        self._answer(trial.connection, answer)

    def _answer(self, connection: socket.socket, answer: bytes) -> None:
        """Answer over a writing connection, and listen to it again; the front may have closed it meanwhile."""
        try:
            connection.sendall(answer)
        except (BrokenPipeError, ConnectionResetError):
            connection.close()
            return
        self._selector.register(connection, selectors.EVENT_READ)

    def _rehearse(self, request: Request) -> None:
        """Be a process that makes a change to its own copy of the store under the limits, and ends with it.

        It is silent: a refusal, or a mistake in our program, comes again when the change is made.
        """
        try:
            _alone()
            _confine(os.open(os.devnull, os.O_RDWR), self._limits.memory_mib, reaches=False)
            signal.setitimer(signal.ITIMER_REAL, max(self._limits.time_s, 0.001))
            changed(self._store, self._base, request)
        except MemoryError:
            os.abort()
        finally:
            os._exit(0)

    def _work(self, descriptor: int, *, reaches: bool) -> None:
        """Be a worker, and end with it."""
        try:
            _alone()
            os.setpgid(0, 0)  # what it was asked, it answers also when this process is killed
            _confine(descriptor, self._limits.memory_mib, reaches=reaches)
            with socket.socket(fileno=_OWN) as connection:
                serve(connection, self._store, self._base, self._limits)
        except MemoryError:  # Python's own, where the engine would have aborted
            os.abort()
        finally:
            os._exit(0)

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            if trial := self._trials.pop(pid, None):
                self._decide(trial, ended_by)
            else:
                self._workers.discard(pid)
                self._tell(died=pid, signal=ended_by)

    def _tell(self, **news: int) -> None:
        _tell(self._control, **news)


def _waking() -> socket.socket:
    """Return a socket that can be read when a child has ended."""
    waking, woken = socket.socketpair()
    woken.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.detach(), warn_on_full_buffer=False)
    return waking


def _tell(control: socket.socket, **news: int | str) -> None:
    control.sendall(json.dumps(news).encode() + b"\n")


def _alone() -> None:
    """Be woken by no child any more: those are the parent's."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _confine(descriptor: int, memory_mib: int, *, reaches: bool) -> None:
    """Leave the process its one connection, and so much memory beyond what it has.

    Without a free file descriptor there is no socket: not for SERVICE, not for a name to look up, not for a file.
    """
    allowed = occupied() + memory_mib * MIB
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in range(_OWN):
        os.dup2(silence, standard)
    os.dup2(descriptor, _OWN)
    os.closerange(_OWN + 1, os.sysconf("SC_OPEN_MAX"))
    if not reaches:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OWN + 1, _OWN + 1))
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _readable(file: Path) -> Path:
    """Return the file; raises RdfError when it is there and cannot be opened."""
    try:
        if file.exists():
            file.open("rb").close()
    except OSError as error:
        raise RdfError(str(file), f"cannot be read ({error.strerror})") from error
    return file


def main(arguments: list[str]) -> None:
    """Load the files, then fork what is asked for; files that cannot be loaded are told, and end it with status 1."""
    control, base, limits, *files = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the front's to answer
    told = json.loads(limits)
    with socket.socket(fileno=int(control)) as connection:
        try:
            store = loaded([_readable(Path(file)) for file in files])
        except KgError as error:
            with suppress(BrokenPipeError, ConnectionResetError):
                _tell(connection, failed=str(error))
            sys.exit(1)
        Nursery(connection, store, base, Limits(**{**told, "services": tuple(told["services"])})).run()


if __name__ == "__main__":
    main(sys.argv[1:])
