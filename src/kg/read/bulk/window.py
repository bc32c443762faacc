"""A few acts at once: as many are begun ahead as keep the workers busy, and no more."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def as_done(begin: "Callable[[Given], Future[Made]]", given: Iterable[Given], most: int) -> Iterator[Made]:
    """Yield what each act comes to, the first that is done first; never more than `most` are begun and not yet yielded."""
    waiting = iter(given)
    begun = {begin(each) for each in islice(waiting, most)}
    while begun:
        done, begun = wait(begun, return_when=FIRST_COMPLETED)
        for each in done:
            yield each.result()
            begun.update(begin(following) for following in islice(waiting, 1))
