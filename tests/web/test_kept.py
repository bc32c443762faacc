"""Pages that were made are kept by their tags, up to a limit, and made by one of many who ask at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from starlette.responses import FileResponse, HTMLResponse, Response

from kg.web.kept import LARGEST, Pages


class Counted:
    """Makes pages, and counts how many."""

    def __init__(self, body: str = "<p>één</p>", status: int = 200) -> None:
        self.made = 0
        self.body = body
        self.status = status

    def __call__(self) -> Response:
        self.made += 1
        return HTMLResponse(self.body, self.status, {"X-Made": str(self.made)})


def test_a_page_is_made_once_and_comes_back_whole() -> None:
    pages, make = Pages(10_000), Counted()
    first, second = pages.page('"a"', make), pages.page('"a"', make)
    assert make.made == 1
    assert (second.status_code, second.body, second.raw_headers) == (200, first.body, first.raw_headers)


def test_who_changes_a_page_changes_only_their_own() -> None:
    pages, make = Pages(10_000), Counted()
    pages.page('"a"', make)
    pages.page('"a"', make).headers["Vary"] = "Accept"
    assert "vary" not in pages.page('"a"', make).headers


@pytest.mark.parametrize(
    ("limit", "make"),
    [
        pytest.param(10_000, Counted(status=404), id="an error"),
        pytest.param(100 * LARGEST, Counted("x" * (LARGEST + 1)), id="a long page"),
        pytest.param(0, Counted(), id="nothing is kept"),
    ],
)
def test_some_are_made_each_time(limit: int, make: Counted) -> None:
    pages = Pages(limit)
    for _ in range(2):
        pages.page('"a"', make)
    assert make.made == 2


def test_a_file_is_not_kept() -> None:
    pages = Pages(10_000)
    first, second = (pages.page('"a"', lambda: FileResponse(__file__)) for _ in range(2))
    assert isinstance(second, FileResponse)
    assert first is not second


def test_the_least_recently_asked_go_first() -> None:
    pages, makers = Pages(3 * 2048 + 600), {tag: Counted("x" * 100) for tag in "abcd"}
    for tag in "abcabd":
        pages.page(tag, makers[tag])
    for tag in "abd":
        pages.page(tag, makers[tag])
    assert {tag: make.made for tag, make in makers.items()} == {"a": 1, "b": 1, "c": 1, "d": 1}
    pages.page("c", makers["c"])
    assert makers["c"].made == 2


def test_one_of_many_makes_it_and_the_others_wait() -> None:
    pages, make, begun, go = Pages(10_000), Counted(), Event(), Event()

    def slow() -> Response:
        begun.set()
        assert go.wait(10)
        return make()

    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(pages.page, '"a"', slow) for _ in range(8)]
        assert begun.wait(10)
        go.set()
        bodies = {answer.result(timeout=10).body for answer in answers}
    assert (make.made, len(bodies)) == (1, 1)


def test_nobody_waits_for_who_makes_another_page() -> None:
    pages, begun, free = Pages(100_000), Event(), Event()

    def slow() -> Response:
        begun.set()
        free.wait(10)
        return HTMLResponse("slow")

    with ThreadPoolExecutor() as threads:
        made = threads.submit(pages.page, '"slow"', slow)
        assert begun.wait(5)
        others = [threads.submit(pages.page, f'"{number}"', Counted()) for number in range(300)]
        assert [other.result(5).status_code for other in others] == [200] * 300
        assert not made.done()
        free.set()
        assert made.result(5).body == b"slow"


def test_a_body_in_a_coding_is_made_once() -> None:
    pages, made = Pages(10_000), list[int]()

    def small() -> bytes:
        made.append(1)
        return b"small"

    assert [pages.coded('"a-br"', small) for _ in range(2)] == [b"small", b"small"]
    assert made == [1]
