"""What the styles and list definitions of a DOCX file say of a paragraph: heading, item, caption or part of a table of contents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from kg.read.docx.parts import Parts, child, children, on, value

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre|koptekst kop) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|inhopg|inhoudsopgave) ?\d?|(?:toc heading|kopvaninhoudsopgave|kop van inhoudsopgave|table of figures|lijst met afbeeldingen)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|bijschrift|onderschrift", re.IGNORECASE)
_TITLE = re.compile(r"title|titel", re.IGNORECASE)
_DEEPER = re.compile(r"(?:list|lijst).*?([2-5])", re.IGNORECASE)
_NO_HEADING = 9
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """How a style prints a paragraph; `outline` is its rank as a heading (0 for none), `listed` the id of its list and the level in it."""

    name: str = ""
    outline: int = 0
    bold: bool = False
    listed: tuple[str, int] = ("", 0)

    @property
    def contents(self) -> bool:
        """Whether it prints a table of contents."""
        return bool(_CONTENTS.fullmatch(self.name))

    @property
    def caption(self) -> bool:
        """Whether it prints what stands under a picture or over a table."""
        return bool(_CAPTION.fullmatch(self.name))

    @property
    def title(self) -> bool:
        """Whether it prints the title of the document."""
        return bool(_TITLE.fullmatch(self.name))

    @property
    def depth(self) -> int:
        """How deep items in this style are: "List Bullet 2" is one deeper than "List Bullet"."""
        found = _DEEPER.fullmatch(self.name)
        return int(found[1]) - 1 if found else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles of a document by id, the one of paragraphs that name none, and the lists that print a mark before their items."""

    styles: Mapping[str, Style]
    usual: str
    marked: frozenset[tuple[str, int]]

    def style(self, paragraph: Element) -> Style:
        """Return the style of a paragraph."""
        known = self.styles.get(value(child(paragraph, "pPr", "pStyle")) or self.usual)
        return known or Style()

    def item(self, paragraph: Element) -> int | None:
        """Return how deep a paragraph is as an item of a list; None when it is none."""
        style = self.style(paragraph)
        numbered = child(paragraph, "pPr", "numPr")
        named = value(child(numbered, "numId")) or style.listed[0]
        level = _number(value(child(numbered, "ilvl"))) if child(numbered, "ilvl") is not None else style.listed[1]
        return max(level, style.depth) if (named, level) in self.marked else None

    def outline(self, paragraph: Element) -> int:
        """Return the rank of a paragraph as a heading; 0 when it is none."""
        own = value(child(paragraph, "pPr", "outlineLvl"))
        rank = _number(own) + 1 if own else self.style(paragraph).outline
        return rank if rank <= _NO_HEADING else 0


def sheet(found: Parts) -> Sheet:
    """Return the styles and lists of a document."""
    raw = {value(each, "styleId"): each for each in children(found.styles, "style")}
    usual = next((key for key, each in raw.items() if value(each, "default") and value(each, "type") == "paragraph"), "")
    return Sheet({key: _style(key, raw) for key in raw}, usual, frozenset(_marked(found.numbering)))


def _style(key: str, raw: Mapping[str, Element]) -> Style:
    """Return a style with what it takes over from those it is based on."""
    chain: list[Element] = []
    while key in raw and len(chain) < _DEEPEST:
        chain.append(raw[key])
        key = value(child(raw[key], "basedOn"))
    style = Style()
    for each in reversed(chain):
        style = _with(style, each)
    return style


def _with(style: Style, element: Element) -> Style:
    title = value(child(element, "name"))
    heading = _HEADING.fullmatch(title)
    outline = value(child(element, "pPr", "outlineLvl"))
    bold = child(element, "rPr", "b")
    listed = child(element, "pPr", "numPr")
    return replace(
        style,
        name=title,
        outline=int(heading[1]) if heading else _number(outline) + 1 if outline else style.outline,
        bold=style.bold if bold is None else on(bold),
        listed=style.listed
        if listed is None
        else (value(child(listed, "numId")) or style.listed[0], _number(value(child(listed, "ilvl")))),
    )


def _marked(numbering: Element) -> set[tuple[str, int]]:
    """Return the lists and levels in them that print a bullet or number."""
    levels = {
        value(each, "abstractNumId"): {_number(value(level, "ilvl")): value(child(level, "numFmt")) for level in children(each, "lvl")}
        for each in children(numbering, "abstractNum")
    }
    listed = {value(each, "numId"): levels.get(value(child(each, "abstractNumId")), {}) for each in children(numbering, "num")}
    return {(key, level) for key, forms in listed.items() for level, form in forms.items() if key != "0" and form != "none"}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0  # noqa: PLR2004 - no level has more figures
