"""What runs for the tests of conformance: one sandbox and one server of the real graph per module."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance import published, served
from conformance.published import Site
from kg.build.release import Release


@pytest.fixture(scope="module")
def sandbox() -> Iterator[served.Sandbox]:
    with served.sandbox() as running:
        yield running


@pytest.fixture(scope="session")
def releases(real_release: Release) -> Path:
    """Where the release of the real graph is."""
    return real_release.folder.parent


@pytest.fixture(scope="module")
def site(releases: Path) -> Iterator[Site]:
    """A server for the tests of a module; it is gone after them, for other tests count the processes they started."""
    with published.site(releases) as running:
        yield running


@pytest.fixture(scope="module")
def dump(site: Site) -> Callable[[str], str]:
    """The path of a dump of the release that is served."""
    return lambda suffix: f"/dump/samenspel-{site.release}.{suffix}"
