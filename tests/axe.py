"""What axe finds in a page as it stands."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """
    (rules) => axe.run(document, { resultTypes: ["violations"], preload: false, rules })
        .then((found) => found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`))
"""
_SHORTEN = """
    (most) => document.querySelectorAll("main, main *").forEach((list) => {
        const seen = new Map();
        for (const each of [...list.children]) {
            const kind = `${each.tagName} ${each.className}`;
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            if (seen.get(kind) > most && !each.querySelector("h1")) each.remove();
        }
    })
"""


def shorten(page: Page, most: int = 5) -> None:
    """Keep of many like elements side by side, such as the rows of a table, the first; the rest has the same faults and takes long."""
    page.evaluate(_SHORTEN, most)


def violations(page: Page, *without: str) -> list[str]:
    """Return each violation with the first element that has it; rules whose names are given are left out."""
    page.evaluate(_script())
    found: list[str] = page.evaluate(_RUN, {rule: {"enabled": False} for rule in without})
    return found


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
