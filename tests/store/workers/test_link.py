"""The front's end of a connection, with the other end in the hands of the test."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.workers.frames import Kind, frame
from kg.store.workers.link import Frame, Link, WorkerGoneError

T = TypeVar("T")
AHEAD = 256 * 1024


def linked(act: Callable[[Link, socket.socket], Awaitable[T]]) -> T:
    """Return what comes of acting with a link and what is at its other end."""

    async def inside() -> T:
        front, back = socket.socketpair()
        front.settimeout(0)
        back.settimeout(0)
        with back:
            _, link = await asyncio.get_running_loop().create_unix_connection(Link, sock=front)
            try:
                return await act(link, back)
            finally:
                link.close()
                await asyncio.sleep(0)

    return asyncio.run(asyncio.wait_for(inside(), 20))


async def sent(back: socket.socket, data: bytes) -> None:
    await asyncio.get_running_loop().sock_sendall(back, data)


@given(
    st.lists(st.tuples(st.sampled_from([Kind.FIRST, Kind.MORE, Kind.WHOLE, Kind.END]), st.binary(max_size=40)), max_size=8),
    st.lists(st.integers(0, 300), max_size=8),
)
def test_frames_come_whole_wherever_they_were_cut(frames: list[Frame], cuts: list[int]) -> None:
    message = b"".join(frame(kind, body) for kind, body in frames)

    async def act(link: Link, back: socket.socket) -> list[Frame]:
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(message)], strict=True):
            await sent(back, message[start:end])
            await asyncio.sleep(0)
        return [await link.frame() for _ in frames]

    assert linked(act) == frames


def test_a_worker_is_busy_from_the_question_to_the_last_frame() -> None:
    async def act(link: Link, back: socket.socket) -> list[bool]:
        ready = [link.ready()]
        link.ask(frame(Kind.ASK, b"question"))
        ready.append(link.ready())
        assert await asyncio.get_running_loop().sock_recv(back, 100) == frame(Kind.ASK, b"question")
        await sent(back, frame(Kind.FIRST, b"a") + frame(Kind.MORE, b"b") + frame(Kind.END))
        for _ in range(3):
            await link.frame()
            ready.append(link.ready())
        return ready

    assert linked(act) == [True, False, False, False, True]


@pytest.mark.parametrize("last", [Kind.WHOLE, Kind.REFUSED, Kind.TOO_MUCH, Kind.END])
def test_after_the_last_frame_a_worker_is_as_new(last: Kind) -> None:
    async def act(link: Link, back: socket.socket) -> bool:
        link.ask(b"")
        await sent(back, frame(last, b"[]"))
        await link.frame()
        return link.ready()

    assert linked(act)


def test_a_worker_that_was_put_behind_others_is_never_as_new() -> None:
    async def act(link: Link, back: socket.socket) -> bool:
        link.behind = True
        await sent(back, frame(Kind.WHOLE, b"a"))
        await link.frame()
        return link.ready()

    assert not linked(act)


def test_what_a_worker_sent_before_it_was_gone_is_still_taken() -> None:
    async def act(link: Link, back: socket.socket) -> Frame:
        await sent(back, frame(Kind.FIRST, b"a"))
        back.close()
        await link.gone
        first = await link.frame()
        with pytest.raises(WorkerGoneError):
            await link.frame()
        assert not link.ready()
        return first

    assert linked(act) == (Kind.FIRST, b"a")


def test_who_waits_for_a_worker_hears_that_it_is_gone() -> None:
    async def act(link: Link, back: socket.socket) -> None:
        waiting = asyncio.ensure_future(link.frame())
        await asyncio.sleep(0)
        back.close()
        with pytest.raises(WorkerGoneError):
            await waiting

    linked(act)


def test_a_link_that_hangs_up_is_gone_on_both_sides() -> None:
    async def act(link: Link, back: socket.socket) -> bytes:
        link.close()
        link.close()
        await link.gone
        link.connection_lost(None)  # told twice is told once
        return await asyncio.get_running_loop().sock_recv(back, 10)

    assert linked(act) == b""


def test_a_worker_waits_when_its_answer_is_not_taken_and_goes_on_when_it_is() -> None:
    piece = frame(Kind.MORE, b"x" * 65536)

    async def act(link: Link, back: socket.socket) -> tuple[bool, int]:
        sending = asyncio.ensure_future(sent(back, piece * 100))
        waits = not (await asyncio.wait({sending}, timeout=0.2))[0]
        bodies = [(await link.frame())[1] for _ in range(100)]
        await sending
        return waits, sum(map(len, bodies))

    assert linked(act) == (True, 65536 * 100)


def test_the_front_holds_little_more_than_it_lets_a_worker_go_ahead() -> None:
    async def act(link: Link, back: socket.socket) -> int:
        sending = asyncio.ensure_future(sent(back, frame(Kind.MORE, b"x" * 1024) * 4096))
        await asyncio.wait({sending}, timeout=0.2)
        held = link._held  # noqa: SLF001 - nothing else shows it
        sending.cancel()
        return held

    assert AHEAD < linked(act) <= AHEAD + 256 * 1024


def test_a_link_without_a_connection_yet_asks_nobody_and_closes_nothing() -> None:
    async def act() -> bool:
        link = Link()
        link.ask(b"question")
        link.close()
        link.data_received(frame(Kind.MORE, b"x" * (AHEAD + 1)))
        return await link.frame() == (Kind.MORE, b"x" * (AHEAD + 1))

    assert asyncio.run(act())


def test_who_asks_to_be_called_is_called_once_and_takes_what_is_whole() -> None:
    async def act(link: Link, back: socket.socket) -> tuple[list[bytes | None], bytes | None]:
        came: list[bytes | None] = []
        link.ask(frame(Kind.ASK, b"question"))
        link.call(lambda: came.append(link.whole()))
        for body in (b"answer", b"another"):
            await sent(back, frame(Kind.WHOLE, body))
            await asyncio.sleep(0.05)
        return came, link.whole()

    assert linked(act) == ([b"answer"], b"another")


@pytest.mark.parametrize("before", [True, False])
def test_what_is_not_whole_is_left_for_who_waits(*, before: bool) -> None:
    async def act(link: Link, back: socket.socket) -> tuple[list[bytes | None], bool, Frame]:
        came: list[bytes | None] = []
        link.ask(frame(Kind.ASK, b"question"))
        if not before:
            link.call(lambda: came.append(link.whole()))
        await sent(back, frame(Kind.FIRST, b"piece"))
        await asyncio.sleep(0.05)
        if before:
            link.call(lambda: came.append(link.whole()))
        return came, link.busy, await link.frame()

    assert linked(act) == ([None], True, (Kind.FIRST, b"piece"))


def test_who_asks_to_be_called_hears_that_the_worker_is_gone() -> None:
    async def act(link: Link, back: socket.socket) -> list[bytes | None]:
        came: list[bytes | None] = []
        link.call(lambda: came.append(link.whole()))
        back.close()
        await link.gone
        link.call(lambda: came.append(link.whole()))
        return came

    assert linked(act) == [None, None]
