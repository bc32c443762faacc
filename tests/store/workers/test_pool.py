"""Questions through workers as they are: real processes over a small graph, limits that are met, clients that leave."""

import asyncio
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import EndpointError, LimitError
from kg.store import Dataset, Formats, Question
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Reply, Workers
from store.workers.processes import (
    COUNTED,
    CROSSED,
    LIMITS,
    LONG,
    SORTED,
    children,
    eventually,
    gone,
    needs_proc,
    nursery,
    refused,
    run,
    until,
    whole,
    working,
)

pytestmark = needs_proc
ONE = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1, quick_s=10)
"""One place for all, and no query is long."""
DEEP = "ASK " + "{" * 20_000 + "}" * 20_000


def test_a_short_answer_comes_whole_and_its_worker_is_kept(file: Path) -> None:
    async def act(workers: Workers) -> tuple[Reply, set[int], set[int]]:
        before = children(nursery())
        reply = await workers.ask(Question("ASK {}"))
        return reply, before, children(nursery())

    reply, before, after = run(file, act)
    assert (reply.media_type, reply.body, reply.errand) == ("application/sparql-results+json", b'{"head":{},"boolean":true}', None)
    assert before == after


def test_a_question_goes_at_once_when_a_place_is_free_and_a_worker_ready(file: Path) -> None:
    async def act(workers: Workers) -> tuple[list[bool], Reply | None, Reply, bytes]:
        loop, heard = asyncio.get_running_loop(), asyncio.Event()
        errand = workers.at_once(Question("ASK {}"))
        assert errand
        errand.call(heard.set)
        others = [workers.at_once(Question("ASK {}"), "b")]  # the place is taken
        await asyncio.wait_for(heard.wait(), 10)
        whole = errand.whole()
        long = workers.at_once(Question(LONG, Formats("text/csv")))
        assert long
        others.append(workers.at_once(Question("ASK {}"), "b"))
        came = loop.create_future()
        long.call(lambda: came.set_result(long.whole()))
        assert await asyncio.wait_for(came, 10) is None  # it is not whole
        reply = await long.reply()
        body = reply.body + b"".join([piece async for piece in reply.rest()])
        return [bool(other) for other in others], whole, reply, body

    others, whole, reply, body = run(file, act, ONE)
    assert (others, whole) == ([False, False], Reply("application/sparql-results+json", b'{"head":{},"boolean":true}'))
    assert (reply.media_type, body.count(b"\r\n")) == ("text/csv", 3001)


def test_a_question_that_finds_no_worker_ready_gives_its_place_back(file: Path) -> None:
    async def act(workers: Workers) -> tuple[bool, bytes]:
        workers.renew()  # those that were ready are of yesterday
        at_once = workers.at_once(Question("ASK {}"))
        return bool(at_once), await whole(workers, "ASK {}", "b")

    assert run(file, act, ONE) == (False, b"true")


def test_a_question_at_once_that_meets_a_limit_tells_it_and_leaves_nothing(file: Path) -> None:
    async def act(workers: Workers) -> tuple[str, bytes]:
        errand = workers.at_once(Question(CROSSED, Formats("text/csv")))
        assert errand
        with pytest.raises(LimitError) as met:
            _ = [piece async for piece in (await errand.reply()).rest()]
        return str(met.value), await whole(workers, "ASK {}", "b")

    told, after = run(file, act, replace(ONE, result_mib=1))
    assert (told.partition(";")[0], after) == ("the answer is larger than the 1 MiB this endpoint gives at once", b"true")


def test_a_long_answer_comes_in_pieces_and_its_worker_is_kept(file: Path) -> None:
    async def act(workers: Workers) -> tuple[bool, bytes, bool]:
        before = children(nursery())
        reply = await workers.ask(Question(LONG, Formats("text/csv")))
        body = reply.body + b"".join([piece async for piece in reply.rest()])
        again = [piece async for piece in reply.rest()]
        assert again == []
        return reply.errand is not None, body, before == children(nursery())

    in_pieces, body, kept = run(file, act)
    assert (in_pieces, body.count(b"\r\n"), kept) == (True, 3001, True)


def test_a_graph_comes_in_its_format(file: Path) -> None:
    async def act(workers: Workers) -> Reply:
        return await workers.ask(Question("CONSTRUCT { <a> <b> 'c' } WHERE {}", Formats(graph="application/n-triples")))

    reply = run(file, act)
    assert reply.media_type == "application/n-triples"
    assert reply.body == b'<https://kg.example.nl/a> <https://kg.example.nl/b> "c" .\n'


def test_the_dataset_is_the_one_that_is_asked(file: Path) -> None:
    async def act(workers: Workers) -> bytes:
        return (await workers.ask(Question("ASK { ?s ?p ?o }", Formats("text/csv"), Dataset(("http://a/g",))))).body

    assert run(file, act) == b"false"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("ASK {", "QueryError: not a SPARQL 1.1 query: line 1, column 6: the text ends here", id="syntax"),
        pytest.param("ASK { SERVICE <http://127.0.0.1/> { } }", "QueryError: SERVICE is not allowed here", id="service"),
        pytest.param(COUNTED, "time: not answered within 1.5 seconds; ask for less", id="time"),
        pytest.param(SORTED, "memory: needs more than the 96 MiB a query may take; ask for less", id="memory"),
        pytest.param(CROSSED, "size: the answer is larger than the 8 MiB this endpoint gives at once", id="size"),
        pytest.param(DEEP, "memory: nested deeper than this endpoint can follow", id="nesting"),
    ],
)
def test_what_cannot_be_answered_says_why_in_time_and_hurts_nobody(file: Path, query: str, told: str) -> None:
    async def act(workers: Workers) -> tuple[str, float, bytes]:
        begin = time.monotonic()
        why = await refused(workers, query)
        return why, time.monotonic() - begin, await whole(workers, "ASK {}")

    met_first = LIMITS if query == COUNTED else replace(LIMITS, time_s=60)  # on a busy machine the time would be over before
    why, took_s, after = run(file, act, met_first)
    assert why.startswith(told)
    assert took_s < met_first.time_s + 6  # one second is the promise, which bench/limits.py measures; others run on the same cores
    assert after == b"true"


def test_who_waits_too_long_or_with_too_many_is_told(file: Path) -> None:
    limits = Limits(time_s=1.5, quick=1, reserved=0, long=1, long_per_client=1, waiting=4, waiting_per_client=3, quick_s=5)

    async def act(workers: Workers) -> list[str]:
        asked = [asyncio.ensure_future(refused(workers, COUNTED, client)) for client in "aaaabb"]
        return sorted(await asyncio.gather(*asked))

    told = run(file, act, limits)
    waited = [line for line in told if line != "places: too many queries wait here; try again in a few seconds"]
    kinds = {line.partition(":")[0] for line in waited}
    assert (len(told), len(waited)) == (6, 5)
    assert "time" in kinds <= {"places", "time"}  # the place of the first may still come free for one whose time is then over too


def test_one_client_cannot_fill_the_queue(file: Path) -> None:
    limits = Limits(time_s=1, quick=1, reserved=0, long=1, long_per_client=1, waiting=100, waiting_per_client=1, quick_s=5)

    async def act(workers: Workers) -> list[str]:
        return await asyncio.gather(*(refused(workers, COUNTED, "a") for _ in range(3)))

    assert "TooManyQueriesError: at most 1 queries of one client wait here; send fewer at a time" in run(file, act, limits)


def test_long_queries_make_way_for_another_client_and_not_for_their_own(file: Path) -> None:
    limits = Limits(time_s=10, quick=2, reserved=0, long=1, long_per_client=1, quick_s=0.1)

    async def act(workers: Workers) -> tuple[bytes, str, int]:
        heavy = [asyncio.ensure_future(refused(workers, COUNTED, "a")) for _ in range(3)]
        assert await until(lambda: len(working(nursery())) == 3)
        own = asyncio.ensure_future(whole(workers, "ASK {}", "a"))
        await asyncio.wait({own}, timeout=0.3)
        assert not any(task.done() for task in (own, *heavy))
        answer = await asyncio.wait_for(whole(workers, "ASK {}", "b"), 30)
        done, rest = await asyncio.wait(heavy, return_when=asyncio.FIRST_COMPLETED)
        for task in (own, *rest):
            task.cancel()
        return answer, done.pop().result(), len(rest)

    assert run(file, act, limits) == (b"true", "places: ended to let others have their turn; try again when it is quieter", 2)


def test_who_does_not_read_its_answers_keeps_no_place_from_others(file: Path) -> None:
    """The pieces that came before are still there to be read, but the worker is gone and its place is another's."""
    limits = Limits(time_s=60, result_mib=4, quick=1, reserved=0, long=1, long_per_client=1, quick_s=0.1)

    async def act(workers: Workers) -> tuple[bytes, list[str]]:
        unread = [await workers.ask(Question(CROSSED, Formats("text/csv")), "a") for _ in range(2)]
        answer = await asyncio.wait_for(whole(workers, "ASK {}", "b"), 30)
        told = []
        for reply in unread:
            with pytest.raises(LimitError) as caught:
                async for _ in reply.rest():
                    pass
            told.append(str(caught.value))
            reply.close()
        return answer, told

    assert run(file, act, limits) == (
        b"true",
        [
            "the answer is larger than the 4 MiB this endpoint gives at once; ask for a part with ORDER BY, LIMIT and OFFSET",
            "ended to let others have their turn; try again when it is quieter",
        ],
    )


def test_who_does_not_read_its_answers_keeps_no_place_beyond_the_limit(file: Path) -> None:
    limits = Limits(time_s=1, quick=1, reserved=0, long=1, long_per_client=1, quick_s=0.1)

    async def act(workers: Workers) -> tuple[bytes, set[str]]:
        unread = [await workers.ask(Question(CROSSED, Formats("text/csv"))) for _ in range(2)]
        assert await until(lambda: len(children(nursery())) == 3)  # those that are ready for others; the busy ones have met their limit
        answer = await whole(workers, "ASK {}")
        told = set()
        for reply in unread:
            with pytest.raises(LimitError) as caught:
                async for _ in reply.rest():
                    pass
            told.add(caught.value.limit)
            reply.close()
        return answer, told

    assert run(file, act, limits) == (b"true", {"time"})


def test_clients_known_for_light_queries_have_places_that_others_cannot_take(file: Path) -> None:
    limits = Limits(time_s=20, quick=1, reserved=1, long=1, long_per_client=1, quick_s=15)

    async def act(workers: Workers) -> tuple[bytes, bool]:
        assert await whole(workers, "ASK {}", "light") == b"true"
        heavy = [asyncio.ensure_future(whole(workers, COUNTED, "heavy")) for _ in range(2)]
        assert await until(lambda: len(working(nursery())) == 1)
        answer = await asyncio.wait_for(whole(workers, "ASK {}", "light"), 15)
        waits = await until(lambda: len(working(nursery())) == 1)
        for task in heavy:
            task.cancel()
        return answer, waits

    assert run(file, act, limits) == (b"true", True)


@pytest.mark.parametrize("quick_s", [10, 0.3], ids=["while it is quick", "while it runs behind the others"])
def test_a_question_that_is_given_up_ends_its_worker_and_frees_its_place(file: Path, quick_s: float) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1, quick_s=quick_s)

    async def act(workers: Workers) -> bytes:
        asked = asyncio.ensure_future(whole(workers, COUNTED))
        assert await until(lambda: working(nursery()))
        (busy,) = working(nursery())
        if quick_s < 1:
            assert await until(lambda: os.getpriority(os.PRIO_PROCESS, busy) == 19)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert await until(lambda: gone([busy]))
        return await asyncio.wait_for(whole(workers, "ASK {}"), 30)

    assert run(file, act, limits) == b"true"


def test_a_query_that_is_put_behind_the_others_is_the_last_of_its_worker(file: Path) -> None:
    limits = Limits(time_s=120, quick=1, reserved=0, long=1, long_per_client=1, quick_s=0.05)  # what runs behind others may wait long
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?i = '3') }"

    async def act(workers: Workers) -> tuple[bytes, bool]:
        asked = asyncio.ensure_future(whole(workers, slow))
        assert await until(lambda: working(nursery()))
        (busy,) = working(nursery())
        answer = await asked
        return answer, await until(lambda: gone([busy]))

    assert run(file, act, limits) == (b"n\r\n3870000\r\n", True)


@pytest.mark.parametrize("read", [False, True], ids=["before it is read", "while it is read"])
def test_an_answer_that_nobody_reads_on_ends_its_worker_and_frees_its_place(file: Path, read: bool) -> None:  # noqa: FBT001
    async def act(workers: Workers) -> bytes:
        before = children(nursery())
        reply = await workers.ask(Question(CROSSED))
        if read:
            assert await anext(reply.rest())
        reply.close()
        reply.close()
        assert await until(lambda: before - children(nursery()))
        return await asyncio.wait_for(whole(workers, "ASK {}"), 30)

    assert run(file, act, ONE) == b"true"


def test_a_reader_that_is_cancelled_ends_its_worker_and_frees_its_place(file: Path) -> None:
    async def act(workers: Workers) -> bytes:
        before = children(nursery())
        reading = asyncio.ensure_future(whole(workers, CROSSED))
        await asyncio.wait({reading}, timeout=0.2)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert await until(lambda: before - children(nursery()))
        return await asyncio.wait_for(whole(workers, "ASK {}"), 30)

    assert run(file, act, ONE) == b"true"


def test_who_gives_up_waiting_leaves_the_queue(file: Path) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1, waiting=1, quick_s=10)

    async def act(workers: Workers) -> bytes:
        running = asyncio.ensure_future(whole(workers, COUNTED))
        assert await until(lambda: working(nursery()))
        waiting = asyncio.ensure_future(whole(workers, "ASK {}"))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        last = asyncio.ensure_future(whole(workers, "ASK {}"))
        await asyncio.sleep(0)
        running.cancel()
        return await asyncio.wait_for(last, 30)

    assert run(file, act, limits) == b"true"


def test_a_worker_that_is_killed_while_it_answers_costs_one_answer(file: Path) -> None:
    async def act(workers: Workers) -> tuple[str, bytes]:
        asked = asyncio.ensure_future(refused(workers, COUNTED))
        assert await until(lambda: working(nursery()))
        os.kill(working(nursery()).pop(), signal.SIGKILL)
        return await asked, await whole(workers, "ASK {}")

    assert run(file, act, ONE) == ("places: ended before it was answered; ask it again", b"true")


def test_a_worker_that_is_killed_while_its_answer_is_read_cuts_it_short_with_an_error(file: Path) -> None:
    async def act(workers: Workers) -> tuple[str, bytes]:
        before = children(nursery())
        reply = await workers.ask(Question(CROSSED))
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(before))
        with pytest.raises(LimitError) as caught:
            async for _ in reply.rest():
                pass
        reply.close()
        return str(caught.value), await whole(workers, "ASK {}")

    assert run(file, act, ONE) == ("ended before it was answered; ask it again", b"true")


def test_a_worker_that_is_killed_while_it_is_idle_costs_nothing(file: Path) -> None:
    async def act(workers: Workers) -> bytes:
        idle = children(nursery())
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(idle))
        return await whole(workers, "ASK {}")

    assert run(file, act) == b"true"


def test_a_nursery_that_is_killed_is_started_again(file: Path) -> None:
    async def act(workers: Workers) -> tuple[bytes, bool]:
        first = nursery()
        processes = {first, *children(first)}
        for pid in processes:
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(processes) and not children(os.getpid()))
        return await whole(workers, "ASK {}"), nursery() != first

    assert run(file, act, Limits(time_s=30)) == (b"true", True)  # to start and load again takes its time on a busy machine


def test_a_question_whose_worker_never_comes_ends_at_its_limit_too(file: Path) -> None:
    async def act(workers: Workers) -> list[str]:
        process = nursery()
        for pid in children(process):
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(children(process)))
        os.kill(process, signal.SIGSTOP)
        told = await asyncio.wait_for(asyncio.gather(*(refused(workers, "ASK {}", client) for client in "ab")), 1.5 + 1)
        os.kill(process, signal.SIGCONT)
        assert await whole(workers, "ASK {}") == b"true"
        return told

    message = "time: not answered within 1.5 seconds; ask for less (LIMIT, a narrower pattern), or for the dump"
    assert run(file, act) == [message, message]


def test_a_question_that_lost_its_place_before_its_worker_came_is_not_asked(file: Path) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1, quick_s=0.01)

    async def act(workers: Workers) -> tuple[list[str], bytes]:
        process = nursery()
        idle = children(process)
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(idle))
        os.kill(process, signal.SIGSTOP)
        asked = [asyncio.ensure_future(refused(workers, COUNTED, "a")) for _ in range(2)]
        await asyncio.wait(asked, timeout=0.3)
        other = asyncio.ensure_future(whole(workers, "ASK {}", "b"))
        await asyncio.sleep(0)
        os.kill(process, signal.SIGCONT)
        answer = await other
        done, rest = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        return [task.result() for task in done], answer

    assert run(file, act, limits) == (["places: ended to let others have their turn; try again when it is quieter"], b"true")


def test_a_file_that_is_not_there_is_told_and_not_waited_for(tmp_path: Path) -> None:
    async def act() -> None:
        workers = Workers([tmp_path / "none.nt"], "https://kg.example.nl", Limits())
        try:
            await asyncio.wait_for(workers.start(), 20)
        finally:
            workers.close()

    with pytest.raises(EndpointError, match="the process that answers queries has ended"):
        asyncio.run(act())


def test_closing_leaves_no_process_not_even_one_that_answers(file: Path) -> None:
    async def act(workers: Workers) -> set[int]:
        asked = asyncio.ensure_future(refused(workers, COUNTED))
        assert await until(lambda: working(nursery()))
        processes = {nursery(), *children(nursery())}
        workers.close()
        assert (await asked).startswith("places: ")
        return processes

    left = run(file, act, ONE)
    assert len(left) == 4
    assert eventually(lambda: gone(left))
    assert not children(os.getpid())


def test_many_at_once_are_all_answered_each_its_own(file: Path) -> None:
    limits = Limits(time_s=30, quick=3, reserved=1)

    async def act(workers: Workers) -> tuple[list[bytes], int]:
        asked = [whole(workers, f"SELECT ({number} AS ?n) {{}}", f"client {number % 7}") for number in range(200)]
        answers = await asyncio.gather(*asked)
        counts: list[int] = []
        while len(counts) < 100 and min(counts, default=8) > 4 + 3:  # one that ends may still be there beside the one that follows it
            counts.append(len(children(nursery())))
            await asyncio.sleep(0.05)
        return answers, min(counts)

    answers, processes = run(file, act, limits)
    assert answers == [f"n\r\n{number}\r\n".encode() for number in range(200)]
    assert processes <= 4 + 3
