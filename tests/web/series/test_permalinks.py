"""The lasting address of what a page shows: the same after a newer publication."""

import re
from collections.abc import Sequence
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.assets import asset
from kg.model.tables import Row
from kg.publish.released import opened
from kg.read.publication import publication
from kg.store.queries import Queries
from kg.terms import BASE
from kg.web.app import create_app
from publications import three

HTML = {"accept": "text/html"}
GOAL = "doel/almelo-doel-vertrouwen"
LASTING = re.compile(r'<p class="permalink">.*?<span class="mono">([^<]+)</span>')


def article(page: str) -> str:
    """What a page says of the thing, without what its links add to keep the publication."""
    found = re.search(r'<article>(.*)<footer class="thing__foot">', page, re.DOTALL)
    assert found
    return re.sub(r"(\?|&amp;)release=\w+", "", found[1])


@pytest.mark.parametrize("step", ["", "/en"])
def test_a_permalink_shows_the_same_after_a_newer_publication(
    small_rows: Sequence[Row], out: Path, site: TestClient, static: Path, step: str
) -> None:
    first = three(out.parent, small_rows).releases[0]
    library = opened(first, Queries(asset("queries")))
    with closing(library.index), TestClient(create_app(library, static)) as then:
        before = then.get(f"{step}/doc/{GOAL}", headers=HTML).text
    (address,) = LASTING.findall(before)
    assert unescape(address) == f"{BASE}{step}/doc/{GOAL}?release=1"
    after = site.get(unescape(address).removeprefix(BASE), headers=HTML).text
    assert "Vertrouwen in de gemeente" in before
    assert article(after) == article(before)
    assert LASTING.findall(after) == [address]
    assert article(site.get(f"{step}/doc/{GOAL}", headers=HTML).text) != article(before)


def test_a_page_of_the_past_reports_the_publication_that_it_shows(small_rows: Sequence[Row], out: Path, static: Path) -> None:
    told = publication(Path(__file__).parents[3] / "data" / "publication.toml")
    library = opened(three(out.parent, small_rows).releases[-1], Queries(asset("queries")), told)
    with closing(library.index), TestClient(create_app(library, static)) as client:
        page = client.get(f"/doc/{GOAL}?release=1", headers=HTML).text
        over = [client.get(path).text for path in ("/over", "/over?release=1")]
    (mail,) = re.findall(r'class="report" href="(mailto:[^"]+)"', page)
    assert f"Uitgave%3A%201%20%28release%20{library.published[0].release}%29" in mail
    assert f"%2Fdoc%2F{GOAL.replace('/', '%2F')}%3Frelease%3D1%0D%0A" in mail
    assert over[0] != over[1]
