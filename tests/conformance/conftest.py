"""What runs for the tests of conformance: one sandbox per module, and one server of the real graph for all of them."""

from collections.abc import Callable, Iterator

import pytest

from conformance import published, served
from conformance.published import Site


@pytest.fixture(scope="module")
def sandbox() -> Iterator[served.Sandbox]:
    with served.sandbox() as running:
        yield running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with published.site(tmp_path_factory.mktemp("releases")) as running:
        yield running


@pytest.fixture(scope="session")
def dump(site: Site) -> Callable[[str], str]:
    """The path of a dump of the release that is served."""
    return lambda suffix: f"/dump/samenspel-{site.release}.{suffix}"
