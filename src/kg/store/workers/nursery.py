"""The process that holds the release and forks workers; it runs no query itself.

    python -m kg.store.workers.nursery CONTROL BASE LIMITS FILE...

Over the socket CONTROL come requests `{"fork": number, "open": bool}`, each with one end of a
socket pair for the worker, and for a sandbox `{"write": number}`, with one for changes; back go
`{"ready": triples}`, `{"born": number, "pid": pid}` and `{"died": pid, "signal": signal}`, one JSON
document a line.
"""

import json
import os
import resource
import selectors
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import cast

from pyoxigraph import Store

from kg.store.local import loaded
from kg.store.workers.changing import changed
from kg.store.workers.evaluating import Inbox, serve
from kg.store.workers.limits import MIB, Limits

_OWN = 3
"""The only file descriptor of a worker beside the standard three."""


class Nursery:
    """Forks a worker for each request, and tells of each that ended."""

    def __init__(self, control: socket.socket, store: Store, base: str, limits: Limits) -> None:
        self._control = control
        self._store = store
        self._base = base
        self._limits = limits
        self._workers: set[int] = set()

    def run(self) -> None:
        """Do what is asked until the front is gone; then the workers end too, whatever they do."""
        waking = _waking()
        with suppress(BrokenPipeError, ConnectionResetError):
            self._listen(waking)
        signal.set_wakeup_fd(-1)
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)

    def _listen(self, waking: socket.socket) -> None:
        self._tell(ready=len(self._store))
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(waking, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is waking:
                        waking.recv(4096)
                        self._bury()
                    elif key.fileobj is self._control:
                        if not self._asked(selector):
                            return
                    elif not self._changed(cast("socket.socket", key.fileobj)):
                        selector.unregister(key.fileobj)

    def _asked(self, selector: selectors.BaseSelector) -> bool:
        """Take what is asked; False when nobody is there any more."""
        message, descriptors, *_ = socket.recv_fds(self._control, 65536, 64)
        for line, descriptor in zip(message.splitlines(), descriptors, strict=True):
            asked = json.loads(line)
            if "write" in asked:
                selector.register(socket.socket(fileno=descriptor), selectors.EVENT_READ)
                self._tell(born=asked["write"], pid=0)
            else:
                self._fork(asked["fork"], descriptor, reaches=asked["open"])
        return bool(message)

    def _fork(self, number: int, descriptor: int, *, reaches: bool) -> None:
        pid = os.fork()
        if pid == 0:
            self._work(descriptor, reaches=reaches)
        os.close(descriptor)
        self._workers.add(pid)
        self._tell(born=number, pid=pid)

    def _changed(self, connection: socket.socket) -> bool:
        """Make the change that is asked over a writing connection; False when it is closed."""
        if body := Inbox(connection).next():
            connection.sendall(changed(self._store, self._base, body))
        return bool(body)

    def _work(self, descriptor: int, *, reaches: bool) -> None:
        """Be a worker, and end with it."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
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
            self._workers.discard(pid)
            self._tell(died=pid, signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)

    def _tell(self, **news: int) -> None:
        self._control.sendall(json.dumps(news).encode() + b"\n")


def _waking() -> socket.socket:
    """Return a socket that can be read when a child has ended."""
    waking, woken = socket.socketpair()
    woken.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.detach(), warn_on_full_buffer=False)
    return waking


def _confine(descriptor: int, memory_mib: int, *, reaches: bool) -> None:
    """Leave the process its one connection, and so much memory beyond what it has.

    Without a free file descriptor there is no socket: not for SERVICE, not for a name to look up, not for a file.
    """
    allowed = _size() + memory_mib * MIB
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in range(_OWN):
        os.dup2(silence, standard)
    os.dup2(descriptor, _OWN)
    os.closerange(_OWN + 1, os.sysconf("SC_OPEN_MAX"))
    if not reaches:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OWN + 1, _OWN + 1))
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _size() -> int:
    """Return the bytes of address space in use, on Linux; elsewhere the limit on it does not hold, and is high."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 1 << 44


def main(arguments: list[str]) -> None:
    """Load the files, then fork what is asked for."""
    control, base, limits, *files = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the front's to answer
    told = json.loads(limits)
    store = loaded([Path(file) for file in files])
    with socket.socket(fileno=int(control)) as connection:
        Nursery(connection, store, base, Limits(**{**told, "services": tuple(told["services"])})).run()


if __name__ == "__main__":
    main(sys.argv[1:])
