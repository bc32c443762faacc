"""In a worker: one question after another, each answered in pieces within its limits, until the front hangs up."""

import signal
import socket
from typing import IO, cast

from pyoxigraph import Store

from kg.errors import LimitError, QueryError
from kg.store import Question
from kg.store.forms import calls_service
from kg.store.local import REFUSED_SERVICE, write
from kg.store.workers.frames import HEAD, Kind, asked, excess, frame, opening, refusal
from kg.store.workers.limits import MIB, Limits

PIECE = 64 * 1024
"""An answer of up to this many bytes leaves whole, with its length; a longer one in pieces of about this size."""

_AT_ONCE = 64 * 1024
_TOO_LARGE = "the answer is larger than the {} MiB this endpoint gives at once; ask for a part with ORDER BY, LIMIT and OFFSET"


class Pieces:
    """Where an answer is written: it leaves in frames, and one that grows too large ends with LimitError."""

    def __init__(self, connection: socket.socket, largest_mib: int) -> None:
        self._connection = connection
        self._largest_mib = largest_mib
        self._sent = 0
        self._held = bytearray()
        self._media_type = ""

    def begun(self, media_type: str) -> IO[bytes]:
        """Return this as the output for an answer in the media type."""
        self._media_type = media_type
        return cast("IO[bytes]", self)

    def write(self, piece: bytes) -> int:
        """Take a piece, and send what there is when it is enough."""
        self._held += piece
        if len(self._held) >= PIECE:
            self._send()
        return len(piece)

    def flush(self) -> None:
        """Keep what is held: only finish() knows that nothing follows."""

    def finish(self) -> None:
        """Send what is left; an answer that was short leaves as a whole."""
        if not self._sent:
            self._connection.sendall(opening(Kind.WHOLE, self._media_type, bytes(self._held)))
            return
        if self._held:
            self._send()
        self._connection.sendall(frame(Kind.END))

    def _send(self) -> None:
        held, begins = bytes(self._held), not self._sent
        self._sent += len(held)
        if self._sent > self._largest_mib * MIB:
            raise LimitError(_TOO_LARGE.format(self._largest_mib), "size")
        self._connection.sendall(opening(Kind.FIRST, self._media_type, held) if begins else frame(Kind.MORE, held))
        self._held.clear()


def serve(connection: socket.socket, store: Store, base: str, limits: Limits) -> None:
    """Answer what is asked over the connection until the other side closes it.

    The kernel ends this process when a question takes longer than it may: no code of ours need run for that.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    inbox = Inbox(connection)
    while body := inbox.next():
        question, left_s = asked(body)
        signal.setitimer(signal.ITIMER_REAL, max(left_s, 0.001))
        try:
            if refused := _answered(connection, store, base, (question, limits)):
                connection.sendall(refused)
        except ConnectionError:
            return
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answered(connection: socket.socket, store: Store, base: str, asked: tuple[Question, Limits]) -> bytes:
    """Send the answer; return the frame that tells why there is none, or nothing more."""
    question, limits = asked
    pieces = Pieces(connection, limits.result_mib)
    if calls_service(question.query, limits.services):
        return refusal(QueryError(REFUSED_SERVICE))
    try:
        write(store, base, question, pieces.begun)
    except QueryError as error:
        return refusal(error)
    except LimitError as error:
        return excess(error)
    pieces.finish()
    return b""


class Inbox:
    """What comes in over a connection, cut into the bodies of frames."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._read = b""

    def next(self) -> bytes:
        """Return the body of the next frame, or nothing when the other side is gone."""
        while len(self._read) < HEAD.size:
            if not self._receive():
                return b""
        end = HEAD.size + HEAD.unpack_from(self._read)[1]
        while len(self._read) < end:
            if not self._receive():
                return b""
        body, self._read = self._read[HEAD.size : end], self._read[end:]
        return body

    def _receive(self) -> bool:
        piece = self._connection.recv(_AT_ONCE)
        self._read += piece
        return bool(piece)
