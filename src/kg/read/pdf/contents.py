"""Tables of contents: a list of headings with the pages they are on, which says nothing that the document does not say itself."""

import re
from collections.abc import Iterator, Sequence

from kg.read.pdf.lines import Line
from kg.read.pdf.table import Table

TITLE = re.compile(r"(?:inhoud(?:sopgave)?|inhoudsoverzicht|(?:table of )?contents)\s*:?", re.IGNORECASE)
_LEADERS = re.compile(r"(?:[.·_…]\s?){4,}\s*(?:p\.\s*)?\d{1,4}$|…{2,}\s*\d{1,4}$")
_WITH_PAGE = re.compile(r".*\s\d{1,4}")
_MOSTLY = 0.5


def without_leaders(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines without those that lead to a page number by dots, and what stands between them when most of it is such lines.

    The lines between two with dots are headings too long for one line. The title above the first goes too.
    """
    led = [index for index, line in enumerate(lines) if _LEADERS.search(line.text)]
    if not led:
        yield from lines
        return
    first, last = led[0], led[-1]
    first -= first > 0 and bool(TITLE.fullmatch(lines[first - 1].text))
    whole = len(led) >= _MOSTLY * (last - first)
    for index, line in enumerate(lines):
        if not (first <= index <= last if whole else index in led):
            yield line


def lists_pages(found: Table) -> bool:
    """Tell whether the last column of a table counts up as page numbers do; said of a table right under a title of contents."""
    return _counts_up([row[-1] for row in (*found.heads, *found.rows) if row[-1]])


def names_page(text: str) -> bool:
    """Tell whether a line ends with what may be a page number; said of a line under a title of contents."""
    return bool(_WITH_PAGE.fullmatch(text))


def _counts_up(texts: Sequence[str]) -> bool:
    pages = [int(text) for text in texts if text.isdecimal()]
    return len(pages) > 1 and len(pages) >= len(texts) - 1 and pages == sorted(pages)
