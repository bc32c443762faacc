"""How accessible the pages are: what was tested and how, what does not comply, and whom to tell."""

import datetime as dt
from dataclasses import dataclass

from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.helping.publisher import Host, host
from kg.publish.library import Library, View
from kg.publish.templating import html
from kg.publish.words import words

WRITTEN = dt.date(2026, 11, 30)
"""When this was last compared with what the tests check."""


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """The statement: who answers for the site, with which software it is made, and when the statement was written."""

    frame: Frame
    host: Host
    software: str
    written: str


def accessibility_page(library: Library, view: View) -> str:
    """Return the statement on how accessible the pages are."""
    spoken = words(view.language)
    title = Text(spoken("accessibility.title"))
    software = str(library.manifest.get("software", ""))
    return html(
        "accessibility.html",
        AccessibilityPage(frame(view, title, library), host(library, view), software, spoken.date(WRITTEN.isoformat())),
    )
