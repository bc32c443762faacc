"""The workers as an endpoint for threads, with a loop of their own."""

import os
import signal
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import EndpointError, LimitError, QueryError
from kg.store import Answer, Dataset, Formats, rows
from kg.store.workers.limited import limited
from kg.store.workers.limits import Limits
from store.workers.processes import BASE, COUNTED, LONG, children, eventually, gone, needs_proc, nursery, working

pytestmark = needs_proc
CSV = Formats("text/csv")


def test_it_answers_as_any_endpoint_does(file: Path) -> None:
    with limited([file], BASE, Limits()) as endpoint:
        assert endpoint.base == BASE
        assert endpoint.answer("ASK {}") == Answer(b'{"head":{},"boolean":true}', "application/sparql-results+json")
        assert endpoint.answer("ASK { ?s ?p ?o }", CSV, Dataset(("http://a/g",))) == Answer(b"false", "text/csv")
        assert [int(row["n"]) for row in rows(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == [300]
        with pytest.raises(QueryError, match=r"not a SPARQL 1\.1 query"):
            endpoint.answer("ASK")


def test_threads_ask_through_one_endpoint_and_each_gets_its_own_answer(file: Path) -> None:
    with limited([file], BASE, Limits()) as endpoint, ThreadPoolExecutor(12) as threads:
        short = [threads.submit(endpoint.answer, f"SELECT ({number} AS ?n) {{}}", CSV) for number in range(60)]
        long = [threads.submit(endpoint.answer, LONG, CSV) for _ in range(12)]
        assert [future.result().body for future in short] == [f"n\r\n{number}\r\n".encode() for number in range(60)]
        assert [future.result().body.count(b"\r\n") for future in long] == [3001] * 12


def test_the_limits_hold_here_too(file: Path) -> None:
    with limited([file], BASE, Limits(time_s=0.3)) as endpoint, pytest.raises(LimitError, match="not answered within") as caught:
        endpoint.answer(COUNTED)
    assert caught.value.limit == "time"


def test_leaving_ends_the_thread_and_all_processes_also_just_after_a_long_query(file: Path) -> None:
    threads = threading.active_count()
    with limited([file], BASE, Limits(quick_s=0.01)) as endpoint:
        endpoint.answer("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?i = '3') }")
        left = {nursery(), *children(nursery())}
    assert threading.active_count() == threads
    assert eventually(lambda: gone(left))
    assert not children(os.getpid())


def test_who_still_asks_when_the_endpoint_goes_is_not_left_waiting(file: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        with limited([file], BASE, Limits()) as endpoint:
            asked = threads.submit(endpoint.answer, COUNTED)
            assert eventually(lambda: working(nursery()))
            left = {nursery(), *children(nursery())}
        with pytest.raises((CancelledError, LimitError)):
            asked.result(10)
    assert eventually(lambda: gone(left))


def test_who_is_interrupted_asks_no_more(file: Path) -> None:
    """As Ctrl-C in a notebook does: the query ends with the waiting for it."""

    def interrupt() -> None:
        assert eventually(lambda: working(nursery()))
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    with limited([file], BASE, Limits(quick=1, reserved=0)) as endpoint:
        assert eventually(lambda: not working(nursery()))  # workers are ready when they wait
        keyboard = threading.Thread(target=interrupt)
        keyboard.start()
        with pytest.raises(KeyboardInterrupt):
            endpoint.answer(COUNTED)
        keyboard.join()
        assert endpoint.answer("ASK {}", CSV).body == b"true"
        assert eventually(lambda: not working(nursery()))


def test_who_is_interrupted_at_whatever_point_asks_no_more(file: Path) -> None:
    """Also before the question has come to the loop, or while its worker is looked for."""
    main = threading.main_thread().ident or 0
    with limited([file], BASE, Limits(quick=1, reserved=0, time_s=60)) as endpoint:
        for after_us in (0, 50, 100, 200, 400, 800, 1600, 3200):
            keyboard = threading.Timer(after_us / 1e6, signal.pthread_kill, (main, signal.SIGINT))
            with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it may come to both
                keyboard.start()
                endpoint.answer(COUNTED)
            keyboard.join()
            assert endpoint.answer("ASK {}", CSV).body == b"true"
            assert eventually(lambda: not working(nursery()))


def test_files_that_cannot_be_loaded_are_told_and_leave_nothing_behind(tmp_path: Path) -> None:
    threads = threading.active_count()
    with pytest.raises(EndpointError, match="the process that answers queries has ended"), limited([tmp_path / "none.nt"], BASE, Limits()):
        pass
    assert (threading.active_count(), children(os.getpid())) == (threads, set())
