"""What was worked out of a release lately, for who asks the same again: the least recently asked goes first.

What readers filter has no end, so it cannot all be kept as what is worked out of the whole is (kept.py).
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from kg.publish.kept import Kept

MOST = 64
"""How much is kept of a release."""

Found = TypeVar("Found")


class Recent:
    """The last so many things that were worked out, by what they are; it may be used from several threads at once."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with nothing."""
        self._most = most
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._changing = Lock()

    def of(self, what: object, make: Callable[[], Found]) -> Found:
        """Return what was found of this lately, else what is made now; two who ask for the same work it out once.

        >>> recent = Recent(most=2)
        >>> [recent.of(what, lambda: print("making", what) or what) for what in "abaca"]
        making a
        making b
        making c
        ['a', 'b', 'a', 'c', 'a']
        """
        with self._changing:
            own = self._kept.setdefault(what, Kept())
            self._kept.move_to_end(what)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return own.of(what, make)


def recent(kept: Kept) -> Recent:
    """Return what was worked out lately of a release, by what is kept of it."""
    return kept.of(Recent, Recent)
