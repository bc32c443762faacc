"""How a saved picture looks: the colours of the page by daylight on white paper, the icons and the shapes of the boxes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.publish.focus.lettering import LINE_PX
from kg.publish.templating import templates

__all__ = [
    "ACCENT",
    "COLOURS",
    "DASHES",
    "FAMILY",
    "ICON",
    "INK",
    "LINE",
    "LINE_PX",
    "LINE_STRONG",
    "NAME",
    "PAPER",
    "SOFT",
    "WASH",
    "icons",
]

PAPER, INK, SOFT, LINE, LINE_STRONG = "#ffffff", "#16202a", "#4b5965", "#d4dbe0", "#74828d"
ACCENT, WASH = "#0a5a78", "#e6f1f5"
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "programma": "#5a4a9c",
        "doel": "#1d5fa3",
        "initiatief": "#0d6b58",
        "organisatie": "#96480f",
        "indicator": "#8c2d6c",
        "resultaat": "#566100",
        "document": "#4b5965",
    },
)
"""The colour of each kind, as frontend/styles/base.css has it."""

ICON, NAME = (8, 8.5), (31, 21)
"""Where in a box its icon begins and where the first line of its name stands, as on the page."""

DASHES = (2, 3)
"""How the box of a thing is dashed that only stands between the centre and what was asked for."""

FAMILY = "'Source Sans 3', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

_SYMBOL = re.compile(r'<symbol id="i-(\w+)" viewBox="0 0 16 16"><path([^>]*?)/></symbol>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Icon:
    """The outline of an icon in a square of 16 by 16; where `holes` are cut out, overlap is empty."""

    path: str
    holes: bool


@cache
def icons() -> Mapping[str, Icon]:
    """Return the icons of the pages by the kind of thing they stand for."""
    source = templates().get_template("icons.html").render()
    found = {kind: dict(_ATTRIBUTE.findall(rest)) for kind, rest in _SYMBOL.findall(source)}
    return {kind: Icon(each["d"], each.get("fill-rule") == "evenodd") for kind, each in found.items()}
