"""The text of a paragraph of a DOCX file: what is inserted is read, what is deleted or hidden is not; with what floats beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kg.read.docx.parts import child, name, on, value

_LEFT_OUT = frozenset(("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "Fallback", "rt"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOXES = frozenset(("txbxContent",))
_NOTES = frozenset(("footnoteReference", "endnoteReference"))


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is printed alike."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The runs of a paragraph, the text boxes anchored in it, and the notes it refers to, as (kind, id)."""

    runs: tuple[Run, ...]
    boxes: tuple[Element, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """All text, with tabs and line breaks."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all text is bold."""
        printed = [run for run in self.runs if run.text.strip()]
        return bool(printed) and all(run.bold for run in printed)


def content(paragraph: Element, *, bold: bool, first_note: int = 1) -> Content:
    """Return what a paragraph says; `bold` is what its style makes of it, and its notes are numbered from `first_note`."""
    runs: list[Run] = []
    boxes: list[Element] = []
    notes: list[tuple[str, str]] = []
    for element, heavy in _printed(paragraph, bold):
        kind = name(element)
        if kind in _BOXES:
            boxes.append(element)
        elif kind in _NOTES:
            notes.append((kind.removesuffix("Reference"), value(element, "id")))
            runs.append(Run(str(first_note + len(notes) - 1).translate(_RAISED), heavy))
        else:
            runs.append(Run(_text(element), heavy))
    return Content(tuple(runs), tuple(boxes), tuple(notes))


def _printed(paragraph: Element, bold: bool) -> Iterator[tuple[Element, bool]]:  # noqa: FBT001 - a property of what is printed
    """Yield what is printed of a paragraph, in order, and whether it is bold; of a text box the box, not what is in it."""
    waiting = [(each, bold) for each in reversed(paragraph)]
    while waiting:
        element, heavy = waiting.pop()
        kind = name(element)
        if kind in _LEFT_OUT or (kind == "r" and on(child(element, "rPr", "vanish"))):
            continue
        if kind == "t" or kind in _SIGNS or kind == "sym" or kind in _BOXES or kind in _NOTES:
            yield element, heavy
            continue
        own = child(element, "rPr", "b") if kind == "r" else None
        waiting.extend((each, heavy if own is None else on(own)) for each in reversed(element))


def _text(element: Element) -> str:
    """Return the text of one printed thing; signs of a font of signs as the file numbers them."""
    kind = name(element)
    if kind == "t":
        return element.text or ""
    if kind == "sym":
        code = value(element, "char")
        return chr(int(code, 16)) if len(code) == 4 and all(sign in "0123456789abcdefABCDEF" for sign in code) else ""  # noqa: PLR2004
    return _SIGNS[kind]
