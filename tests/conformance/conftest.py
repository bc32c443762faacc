"""One sandbox for the tests of a module."""

from collections.abc import Iterator

import pytest

from conformance import served


@pytest.fixture(scope="module")
def sandbox() -> Iterator[served.Sandbox]:
    with served.sandbox() as running:
        yield running
