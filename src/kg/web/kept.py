"""Pages and documents kept for who asks the same again: the least recently asked go first when there are too many bytes."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock

from starlette.responses import Response

LARGEST = 8 * 1024 * 1024
"""A longer body is not kept."""

_OWN = 2048
"""What a page takes beside its body, in bytes."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A whole answer: its body, and the headers that it was made with."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(slots=True)
class _Making:
    """A page that is being made, and how many make it or wait for it."""

    lock: Lock = field(default_factory=Lock)
    waiting: int = 0


class Pages:
    """Answers by their strong entity tags, up to so many bytes in all; safe to use from several threads at once.

    A tag names what an answer is made from and nothing else is, so what is kept never grows old.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, _Page] = OrderedDict()
        self._changing = Lock()
        self._making: dict[str, _Making] = {}

    def page(self, tag: str, make: Callable[[], Response]) -> Response:
        """Return the response of this tag, made unless it is kept; of many who ask at once, one makes it and the others wait."""
        if self._find(tag) is None:
            with self._alone(tag):
                return self.own_page(tag, make)
        return self.own_page(tag, make)

    @contextmanager
    def _alone(self, tag: str) -> Iterator[None]:
        """Be the only one that makes the page of this tag; who makes another is not waited for."""
        with self._changing:
            making = self._making.setdefault(tag, _Making())
            making.waiting += 1
        try:
            with making.lock:
                yield
        finally:
            with self._changing:
                making.waiting -= 1
                if not making.waiting:
                    del self._making[tag]

    def own_page(self, tag: str, make: Callable[[], Response]) -> Response:
        """Return the same without waiting for others who ask: they may stand in a queue of their own."""
        kept = self._find(tag)
        return self._made(tag, make()) if kept is None else _response(kept)

    def coded(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Return the body of this tag in its coding, made unless it is kept."""
        kept = self._find(tag)
        if kept is None:
            kept = _Page(make())
            self._keep(tag, kept)
        return kept.body

    def _made(self, tag: str, response: Response) -> Response:
        if response.status_code == HTTPStatus.OK and isinstance(body := getattr(response, "body", None), bytes):
            self._keep(tag, _Page(body, tuple(response.raw_headers)))
        return response

    def _find(self, tag: str) -> _Page | None:
        with self._changing:
            kept = self._kept.get(tag)
            if kept:
                self._kept.move_to_end(tag)
            return kept

    def _keep(self, tag: str, page: _Page) -> None:
        if len(page.body) > min(LARGEST, self._most_bytes):
            return
        with self._changing:
            if tag not in self._kept:
                self._kept[tag] = page
                self._bytes += len(page.body) + _OWN
            while self._bytes > self._most_bytes:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.body) + _OWN


def _response(kept: _Page) -> Response:
    response = Response(kept.body)
    response.raw_headers = list(kept.headers)
    return response
