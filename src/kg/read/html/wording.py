"""The words of a page as they are read: odd signs put right, and pictures and icons as the words they stand for."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kg.read.html.tree import BLOCKS, Element, Node, flat, words

_GONE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_COLOURS = {
    "groen": "groen",
    "green": "groen",
    "oranje": "oranje",
    "orange": "oranje",
    "amber": "oranje",
    "geel": "geel",
    "yellow": "geel",
    "rood": "rood",
    "red": "rood",
    "grijs": "grijs",
    "grey": "grijs",
    "gray": "grijs",
}
_ICONS = frozenset(
    [
        "icon",
        "icons",
        "icoon",
        "stoplicht",
        "verkeerslicht",
        "trafficlight",
        "traffic",
        "status",
        "bol",
        "bolletje",
        "dot",
        "circle",
        "smiley",
        "light",
        "fa",
        "fas",
        "far",
        "glyphicon",
    ]
)
_PICTURES = frozenset({"img", "svg"})
_MARKERS = frozenset({"i", "span", "em", "div", "b", "use"})
_NEAR = 300
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = "\x1e"
_FEWEST, _SHORT_LINE = 3, 60
_ENDINGS = (".", ",", ";", ":", "?", "!", "-")


def clean(text: str) -> str:
    r"""Return a text on one line in NFC, without signs that are not seen and with ligatures as letters.

    >>> clean("In\u00adno\ufb01\u200b  \u00a0x")
    'Innofi x'
    """
    return " ".join(unicodedata.normalize("NFC", _GONE.sub("", text).translate(_LIGATURES)).split())


def shown(element: Element) -> str:
    """Return the words that a picture or an empty element stands for, "" when it stands for none."""
    if element.tag in _PICTURES:
        return clean(_pictured(element))
    if element.tag not in _MARKERS or element.signs or any(child.tag in BLOCKS or child.tag in _PICTURES for child in element.elements):
        return ""
    told = element.attribute("aria-label") or element.attribute("title") or element.attribute("data-original-title")
    if told and _said_beside(element, clean(told)):
        return ""
    return clean(told) or _icon(element)


def _icon(element: Element) -> str:
    named = words(element)
    colour = _colour(named)
    return colour if colour and (named & _ICONS or _in_cell(element)) else ""


def _said_beside(element: Element, told: str) -> bool:
    """Tell whether the text around an icon says the same already."""
    beside = element.parent
    return beside is not None and beside.signs < _NEAR and told.casefold() in clean(flat(beside)).casefold()


def _pictured(element: Element) -> str:
    told = element.attribute("alt") or element.attribute("aria-label") or element.attribute("title")
    if told.strip():
        return told
    if element.tag == "svg":
        title = next((child for child in element.elements if child.tag == "title"), None)
        held = "".join(text for text in title.children if isinstance(text, str)) if title else ""
        return held or (_colour(words(element)) if _in_cell(element) else "")
    if element.attribute("aria-hidden") == "true" or not _in_cell(element):
        return ""
    file = PurePosixPath(urlsplit(element.attribute("src")).path).stem if "data:" not in element.attribute("src") else ""
    return _colour(frozenset(word.casefold() for word in _WORD.findall(file)))


def _colour(named: frozenset[str]) -> str:
    return next((colour for word, colour in _COLOURS.items() if word in named), "")


def _in_cell(element: Element) -> bool:
    above = element.parent
    while above is not None and above.tag not in {"td", "th", "table"}:
        above = above.parent
    return above is not None


def joined(lines: Sequence[str]) -> str:
    """Return lines that a page breaks off as one; short ones that end without a sign, as names below each other, apart by a semicolon.

    >>> joined(["ROC van Twente", "Saxion"]), joined(["Wij werken samen.", "Doe mee!"])
    ('ROC van Twente; Saxion', 'Wij werken samen. Doe mee!')
    """
    listed = len(lines) > 1 and all(_FEWEST <= len(line) <= _SHORT_LINE and not line.endswith(_ENDINGS) for line in lines)
    return ("; " if listed else " ").join(lines)


def said(element: Element) -> str:
    """Return all that an element says on one line, its pictures as their words."""
    return clean(_said(element, " "))


def lined(element: Element) -> str:
    """Return all that an element says on one line, what it sets below each other kept apart."""
    return joined([line for line in (clean(part) for part in _said(element, _BREAK).split(_BREAK)) if line])


def _said(element: Element, between: str) -> str:
    """Return what an element says, with a sign between its lines and blocks."""
    stack: list[Node] = [element]
    found = []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        instead = shown(node)
        if instead:
            found.append(f" {instead} ")
        elif node.tag != "svg":
            parted = node.tag in BLOCKS or node.tag == "br"
            stack.extend([between, *node.children[::-1], between] if parted else node.children[::-1])
    return "".join(found)
