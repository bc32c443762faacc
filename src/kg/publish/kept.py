"""What is worked out of a release once: a release does not change, so what was found of it stays true."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

Found = TypeVar("Found")


class Kept:
    """What was worked out before, by what it is; it may be used from several threads at once.

    Two threads that ask for different things do not wait for each other, two that ask for the same work it out once.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[object, Any] = {}
        self._locks: dict[object, Lock] = {}
        self._changing = Lock()

    def of(self, what: object, make: Callable[[], Found]) -> Found:
        """Return what was found of this before, else what is made now; nothing is kept of what fails.

        >>> kept = Kept()
        >>> [kept.of("pi", lambda: print("making") or 3.14) for _ in range(2)]
        making
        [3.14, 3.14]
        """
        with self._changing:
            lock = self._locks.setdefault(what, Lock())
        with lock:
            if what not in self._found:
                self._found[what] = make()
            found: Found = self._found[what]
        return found
