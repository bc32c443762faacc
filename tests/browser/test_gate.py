"""The gate looks at pages in a browser when axe and a browser are at hand, and says so when they are not."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from axe import SCRIPT
from judged import JUDGEMENT
from kg.build.gate_file import Outcome
from kg.build.release import Release
from kg.gate.browser import axe
from kg.gate.checking import Examined, Tools
from kg.gate.sample import Sample
from kg.publish.released import opened
from kg.store.queries import Queries
from kg.web.app import create_app
from kg.web.calling import calling

pytestmark = pytest.mark.browser


@pytest.fixture
def examined(release: Release, queries: Queries) -> Iterator[Examined]:
    library = replace(opened(release, queries), judgement=JUDGEMENT)
    with closing(library.index), calling(create_app(library)) as call:
        documents = ("/doc/initiatief/regiodeal-twente",)
        yield Examined(
            release,
            library,
            call,
            Sample((), documents, ()),
            (),
            Tools(axe=SCRIPT, browser=shutil.which("chromium-headless-shell") or shutil.which("chromium") or ""),
        )


def test_pages_are_looked_at_in_a_browser(examined: Examined) -> None:
    found = axe(examined, ["/", "/catalog"])
    assert (found.failures, found.outcome) == ((), None)
    assert found.checked >= 4


def test_a_page_with_a_violation_is_found(examined: Examined) -> None:
    call = examined.call
    spoilt = replace(
        examined, call=lambda *asked: replace(call(*asked), body=call(*asked).body.replace(b"<html lang=", b"<html data-lang="))
    )
    assert any(fault.startswith("/catalog: html-has-lang: <html") for fault in axe(spoilt, ["/catalog"]).failures)


@pytest.mark.parametrize("tools", [Tools(), Tools(axe=SCRIPT)], ids=["no axe", "no browser"])
def test_without_them_nothing_can_be_told(examined: Examined, tools: Tools) -> None:
    assert axe(replace(examined, tools=tools)).outcome is Outcome.CANNOT_TELL
