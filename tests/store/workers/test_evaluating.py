"""A worker's loop at one end of a connection, its front at the other; both in this process."""

import signal
import socket
from collections import deque
from collections.abc import Iterator
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import LimitError, QueryError
from kg.store import Dataset, Formats, Question
from kg.store.workers.evaluating import PIECE, Inbox, Pieces, serve
from kg.store.workers.frames import HEAD, Kind, asking, frame, opened, told
from kg.store.workers.limits import MIB, Limits

BASE = "https://kg.example.nl"
CSV = Formats("text/csv")
ROWS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
Frame = tuple[Kind, bytes]


class Front(Thread):
    """Reads whatever comes over a connection until its end."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self.connection = connection
        self.received = bytearray()

    def run(self) -> None:
        while piece := self.connection.recv(65536):
            self.received += piece

    def frames(self) -> list[Frame]:
        """Return what came, once there is no more."""
        self.join()
        found, rest = [], bytes(self.received)
        while rest:
            kind, length = HEAD.unpack_from(rest)
            found.append((Kind(kind), rest[HEAD.size : HEAD.size + length]))
            rest = rest[HEAD.size + length :]
        return found


def sent(pieces: list[bytes], largest_mib: int = 8) -> list[Frame]:
    """Return the frames in which an answer of these pieces leaves."""
    ours, theirs = socket.socketpair()
    front = Front(theirs)
    front.start()
    with theirs:
        with ours:
            output = Pieces(ours, largest_mib)
            begun = output.begun("text/csv")
            assert [begun.write(piece) for piece in pieces] == [len(piece) for piece in pieces]
            begun.flush()
            output.finish()
        return front.frames()


def answer(frames: list[Frame]) -> tuple[str, bytes]:
    media_type, first = opened(frames[0][1])
    return media_type, first + b"".join(body for _, body in frames[1:])


def test_a_short_answer_leaves_whole_though_it_was_written_in_parts() -> None:
    assert sent([b"a", b"", b"b"]) == [(Kind.WHOLE, b"\x08text/csvab")]


def test_an_answer_without_a_byte_is_an_answer() -> None:
    assert sent([]) == [(Kind.WHOLE, b"\x08text/csv")]


@given(st.lists(st.integers(0, 2 * PIECE) | st.just(PIECE) | st.just(PIECE // 2), max_size=8))
def test_an_answer_arrives_byte_for_byte_in_one_frame_or_in_several_that_hold_something(lengths: list[int]) -> None:
    pieces = [bytes([number]) * length for number, length in enumerate(lengths)]
    frames = sent(pieces)
    kinds = [kind for kind, _ in frames]
    assert answer(frames) == ("text/csv", b"".join(pieces))
    assert kinds in ([Kind.WHOLE], [Kind.FIRST, *[Kind.MORE] * (len(kinds) - 2), Kind.END])
    assert [kind for kind, body in frames if not body] == ([Kind.END] if len(kinds) > 1 else [])
    assert all(len(body) >= PIECE for _, body in frames[1:-2])


@pytest.mark.parametrize(
    ("pieces", "kinds"),
    [
        pytest.param([b"x" * (MIB + 1)], [], id="before the first piece"),
        pytest.param([b"x" * PIECE] * 17, [Kind.FIRST, *[Kind.MORE] * 15], id="on its way"),
    ],
)
def test_an_answer_that_grows_too_large_ends_with_an_error(pieces: list[bytes], kinds: list[Kind]) -> None:
    ours, theirs = socket.socketpair()
    front = Front(theirs)
    front.start()
    with theirs:
        with ours, pytest.raises(LimitError) as caught:
            deque(map(Pieces(ours, 1).begun("text/csv").write, pieces), 0)
        assert (caught.value.limit, [kind for kind, _ in front.frames()]) == ("size", kinds)
    told = "the answer is larger than the 1 MiB this endpoint gives at once; ask for a part with ORDER BY, LIMIT and OFFSET"
    assert str(caught.value) == told


@given(st.lists(st.binary(min_size=1, max_size=50)), st.lists(st.integers(0, 300)))
def test_frames_are_read_whole_wherever_they_are_cut(bodies: list[bytes], cuts: list[int]) -> None:
    message = b"".join(frame(Kind.ASK, body) for body in bodies)
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(message)], strict=True):
                theirs.sendall(message[start:end])
        inbox = Inbox(ours)
        assert [inbox.next() for _ in bodies] == bodies
        assert inbox.next() == b""


@pytest.mark.parametrize("there", [b"\x00", frame(Kind.ASK, b"half of it")[:-4]], ids=["in its head", "in its body"])
def test_a_frame_that_breaks_off_is_the_end(there: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(there)
        assert Inbox(ours).next() == b""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.update("".join(f'INSERT DATA {{ <{BASE}/{number}> <{BASE}/p> "{"x" * 200}" }};' for number in range(100)))
    return made


@pytest.fixture
def clock() -> Iterator[None]:
    """Give this process its clock back, which serve() sets to end the process it is in."""
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def served(store: Store, *questions: Question, limits: Limits | None = None) -> list[Frame]:
    """Return what a worker sends that is asked these questions, one after another, and then left."""
    ours, theirs = socket.socketpair()
    front = Front(theirs)
    front.start()
    with theirs:
        with ours:
            theirs.sendall(b"".join(asking(question, 60) for question in questions))
            theirs.shutdown(socket.SHUT_WR)
            serve(ours, store, BASE, limits or Limits())
        return front.frames()


@pytest.mark.usefixtures("clock")
def test_questions_are_answered_one_after_another_each_in_its_format(store: Store) -> None:
    construct = Question("CONSTRUCT { <a> <b> 1 } WHERE {}", Formats(graph="application/n-triples"))
    frames = served(store, Question("ASK {}", CSV), construct, Question("ASK { ?s ?p ?o }", CSV, Dataset(("http://a/g",))))
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert [(kind, opened(body)) for kind, body in frames] == [
        (Kind.WHOLE, ("text/csv", b"true")),
        (Kind.WHOLE, ("application/n-triples", f'<{BASE}/a> <{BASE}/b> "1"^^<{integer}> .\n'.encode())),
        (Kind.WHOLE, ("text/csv", b"false")),
    ]
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.usefixtures("clock")
def test_a_long_answer_leaves_in_pieces_and_the_next_question_is_answered(store: Store) -> None:
    *frames, last = served(store, Question(ROWS, CSV), Question("ASK {}", CSV))
    assert [kind for kind, _ in frames] == [Kind.FIRST, *[Kind.MORE] * (len(frames) - 2), Kind.END]
    assert answer(frames)[1].count(b"\r\n") == 100 * 100 + 1
    assert last == (Kind.WHOLE, b"\x08text/csvtrue")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("query", "message", "place"),
    [
        pytest.param("ASK {\n ?a", "not a SPARQL 1.1 query: line 2, column 4: the text ends here", (2, 4, " ?a"), id="syntax"),
        pytest.param("ASK { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE is not allowed here", (0, 0, ""), id="service"),
        pytest.param(
            "ASK FROM <no iri> {}",
            "not a SPARQL 1.1 query: line 1, column 18: IRI parsing failed",
            (1, 18, "ASK FROM <no iri> {}"),
            id="no IRI",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_its_place(
    store: Store, query: str, message: str, place: tuple[int, int, str]
) -> None:
    (kind, body), after = served(store, Question(query), Question("ASK {}", CSV), limits=Limits(services=("http://127.0.0.1:2/sparql",)))
    error = told(kind, body)
    assert isinstance(error, QueryError)
    assert (kind, str(error)[: len(message)], (error.line, error.column, error.text)) == (Kind.REFUSED, message, place)
    assert after == (Kind.WHOLE, b"\x08text/csvtrue")


@pytest.mark.usefixtures("clock")
def test_a_service_on_the_list_that_does_not_answer_is_told(store: Store) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # and does not listen
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        ((kind, body),) = served(store, Question(f"ASK {{ SERVICE <{address}> {{ ?a ?b ?c }} }}"), limits=Limits(services=(address,)))
    assert (kind, str(told(kind, body))) == (Kind.REFUSED, "this query cannot be answered: Connection refused (os error 111)")


@pytest.mark.usefixtures("clock")
def test_an_answer_that_is_too_large_ends_as_that_and_the_next_question_is_answered(store: Store) -> None:
    frames = served(store, Question(ROWS, CSV), Question("ASK {}", CSV), limits=Limits(result_mib=1))
    error = told(*frames[-2])
    assert isinstance(error, LimitError)
    assert (frames[-2][0], error.limit) == (Kind.TOO_MUCH, "size")
    assert frames[-1] == (Kind.WHOLE, b"\x08text/csvtrue")


@pytest.mark.usefixtures("clock")
def test_a_worker_whose_front_is_gone_stops(store: Store) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(asking(Question(ROWS, CSV), 60))
        hanging_up = Thread(target=_hang_up, args=(theirs,))
        hanging_up.start()
        serve(ours, store, BASE, Limits())
        hanging_up.join()


def _hang_up(connection: socket.socket) -> None:
    with connection:
        connection.recv(10)
