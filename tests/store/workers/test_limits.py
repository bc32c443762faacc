import os
import re

from hypothesis import given
from hypothesis import strategies as st

from kg.store.workers.limits import Limits

ITEM = re.compile(r"[a-z][a-z-]*=(?:[0-9]{1,12}\.[0-9]{1,3}|[0-9]{1,15})")
"""A member of a dictionary with a number for its value (RFC 9651 §3.2, §3.3.1 and §3.3.2)."""


def test_the_limits_are_announced_each_with_its_unit() -> None:
    limits = Limits(time_s=2.5, memory_mib=128, result_mib=32, long_per_client=3, waiting_per_client=9)
    assert limits.announced() == "time-s=2.5, memory-mib=128, result-mib=32, long-queries-per-client=3, waiting-per-client=9"


@given(st.floats(0.1, 1e9), st.integers(16, 2**20), st.integers(1, 2**20))
def test_what_is_announced_is_a_dictionary_of_numbers(time_s: float, memory_mib: int, result_mib: int) -> None:
    limits = Limits(time_s, memory_mib, result_mib)
    items = limits.announced().split(", ")
    assert [item for item in items if not ITEM.fullmatch(item)] == []
    assert abs(float(limits.seconds) - time_s) <= 0.0005 + time_s * 1e-9


def test_there_are_more_places_where_there_are_more_processors() -> None:
    assert Limits().quick == 2 * (os.cpu_count() or 1) + 2


def test_nothing_may_be_called_unless_the_publisher_names_it() -> None:
    assert Limits().services == ()
