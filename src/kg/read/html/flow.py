"""The document in a page as blocks, in the order of the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.model.passages import Shape
from kg.read.announcing import announced, is_short
from kg.read.blocks import Block
from kg.read.html.furniture import is_furniture, says_nothing
from kg.read.html.panels import Panels
from kg.read.html.ranks import Ranks, worded
from kg.read.html.runs import BREAK, Run, Typed, typed
from kg.read.html.tables import is_layout, rows
from kg.read.html.tree import BLOCKS, HEADINGS, Element, Node, around, inside, words
from kg.read.html.wording import joined, said, shown

_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ul", "ol"})
_TITLED = frozenset(
    ["title", "titel", "kop", "kopje", "tussenkop", "subkop", "heading", "header", "headline", "subtitle", "subtitel", "label"]
)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NEAR = 5
_ALT_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Left:
    """The end of an element, as it comes by in the walk."""

    element: Element


@dataclass
class Flow:
    """A walk over a page: what holds the document, its panels, whether bold print tells anything, and what is open."""

    root: Element
    panels: Panels
    weighs: bool = True
    ranks: Ranks = field(default_factory=Ranks)
    _stack: "list[Node | _Left]" = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _bold: int = 0
    _lists: int = 0
    _item: bool = False
    _heading: int = 0
    _scope: Element | None = None
    _shape: Shape = Shape.PARAGRAPH
    _signs: list[str] = field(default_factory=list)
    _last: str = ""
    _term: str = ""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the document."""
        self._stack.append(self.root)
        while self._stack:
            node = self._stack.pop()
            if isinstance(node, str):
                self._runs.append(Run(node.replace(BREAK, " "), self._bold > 0))
                continue
            for block in self._leave(node.element) if isinstance(node, _Left) else self._enter(node):
                self._last = block.text if block.shape is Shape.HEADING else ""
                yield block
        yield from self._closed()

    def _enter(self, element: Element) -> Iterator[Block]:
        if element is not self.root and is_furniture(element, self.root, self.panels):
            return
        instead = shown(element)
        if element.tag in {"img", "svg"} or instead:
            yield from self._picture(element, instead)
        elif element.tag == "br":
            self._runs.append(Run(BREAK, bold=False))
        elif element.tag == "table" and not is_layout(element):
            yield from self._closed()
            yield from rows(element)
        elif element.tag == "dt":
            yield from self._closed()
            self._term = said(element)
        else:
            yield from self._opened(element)

    def _opened(self, element: Element) -> Iterator[Block]:
        if element.tag in BLOCKS or element in self.panels.names:
            yield from self._closed()
            yield from self._begun(element)
        self._bold += self.weighs and is_bold(element)
        self._stack.append(_Left(element))
        self._stack.extend(element.children[::-1])

    def _begun(self, element: Element) -> Iterator[Block]:
        """Open what a block opens: a list, an item, a heading, a caption, a panel with its name."""
        self._lists += element.tag in _LISTS
        self._item = (self._item and element.tag not in _LISTS | {"li"}) or element.tag == "li"
        rank = _rank(element)
        if rank:
            self._heading, self._scope = rank, _scope(element)
        if element.tag in {"figcaption", "caption"}:
            self._shape = Shape.CAPTION
        if element.tag == "dd":
            yield from self._defined(element)
        if element in self.panels.names or element.tag == "details":
            yield from self._unfolded(element)

    def _unfolded(self, element: Element) -> Iterator[Block]:
        name = self.panels.names.get(element, "") or next((said(each) for each in element.elements if each.tag == "summary"), "")
        level = self.ranks.marked + len(self.ranks.open)
        if name and name != self._last:
            level = self.ranks.of_control({*around(element)})
            yield Block(Shape.HEADING, name, level=level)
        self.ranks.enter(level)

    def _defined(self, element: Element) -> Iterator[Block]:
        """Begin the definition of a term: on the same line when it is one line, else under it."""
        term, self._term = self._term, ""
        if not any(each.tag in BLOCKS for each in inside(element)):
            self._item = True
            self._runs.append(Run(f"{term.removesuffix(':')}: " if term else "", bold=False))
        elif term:
            yield Block(Shape.HEADING, term, level=self.ranks.of_other(worded(term)))

    def _leave(self, element: Element) -> Iterator[Block]:
        self._bold -= self.weighs and is_bold(element)
        if element.tag not in BLOCKS and element not in self.panels.names:
            return
        if element.tag == "summary":
            self._runs = []
        yield from self._closed()
        self._lists -= element.tag in _LISTS
        self._item = self._item and element.tag not in {"li", "dd"}
        self._heading = 0 if _rank(element) else self._heading
        self._shape = Shape.PARAGRAPH
        if element in self.panels.names or element.tag == "details":
            self.ranks.leave()

    def _picture(self, element: Element, instead: str) -> Iterator[Block]:
        """Take an icon for a word of the line, and a picture that stands alone, with words of its own, for a caption."""
        if element.tag != "img" or self._runs_say():
            self._runs.append(Run(f" {instead} " if instead else "", self._bold > 0))
        elif len(instead.split()) >= _ALT_WORDS and not _captioned(element):
            yield Block(Shape.CAPTION, instead)

    def _runs_say(self) -> bool:
        return any(run.text.strip() for run in self._runs)

    def _closed(self) -> Iterator[Block]:
        """Yield what the runs since the last block make."""
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        for lines in typed(runs):
            yield from self._told([line for line in lines if not says_nothing(line.text)])

    def _told(self, lines: Sequence[Typed]) -> Iterator[Block]:
        text = joined([line.text for line in lines])
        if not text:
            return
        if self._heading:
            marked = self._heading > 0
            level = self.ranks.of_marked(self._heading, self._scope) if marked else self.ranks.of_other(worded(text))
            yield Block(Shape.HEADING, " ".join(line.text for line in lines), level=level)
        elif self._shape is Shape.CAPTION:
            yield Block(Shape.CAPTION, text)
        elif self._item:
            self._item = False
            yield Block(Shape.ITEM, text, level=max(0, self._lists - 1))
        else:
            yield from self._paragraphs(lines)

    def _paragraphs(self, lines: Sequence[Typed]) -> Iterator[Block]:
        """Yield lines as paragraphs, with the headings and items among them that only their wording or weight shows."""
        kept: list[str] = []
        for line in lines:
            block = self._apart(line)
            if block is None:
                kept.append(line.text)
                continue
            yield from _paragraph(kept)
            kept = []
            yield block
        yield from _paragraph(kept)

    def _apart(self, line: Typed) -> Block | None:
        if line.bullet:
            return Block(Shape.ITEM, line.text, level=self._depth(line.bullet))
        self._signs = []
        if self._lists == 0 and (announced(line.text) is not None or (line.bold and is_short(line.text))):
            return Block(Shape.HEADING, line.text, level=self.ranks.of_other(worded(line.text)))
        return None

    def _depth(self, sign: str) -> int:
        """Return the depth of a typed item: a sign that is new in its list is one deeper."""
        if sign not in self._signs:
            self._signs.append(sign)
        del self._signs[self._signs.index(sign) + 1 :]
        return self._lists + len(self._signs) - 1


def _paragraph(texts: Sequence[str]) -> Iterator[Block]:
    if texts:
        yield Block(Shape.PARAGRAPH, joined(texts))


def _rank(element: Element) -> int:
    """Return the rank an element is marked with as heading, -1 when only its class says so, 0 for no heading."""
    if element.role == "heading":
        told = element.attribute("aria-level").strip()
        return int(told) if told in {"1", "2", "3", "4", "5", "6", "7", "8", "9"} else 2
    if element.tag in HEADINGS:
        return HEADINGS[element.tag]
    if element.tag not in {"div", "p"} or not words(element) & _TITLED or any(each.tag in BLOCKS for each in inside(element)):
        return 0
    return -1 if is_short(said(element)) else 0


def is_bold(element: Element) -> bool:
    """Tell whether an element prints bold what is in it."""
    return element.tag in _BOLD or bool(_HEAVY.search(element.attribute("style")))


def bold_tells(root: Element) -> bool:
    """Tell whether less than half of a page is bold; where a mark was left open all that follows is, and no heading."""
    bold = sum(each.signs for each in inside(root) if is_bold(each) and not any(is_bold(above) for above in islice(around(each), _NEAR)))
    return bold * 2 <= root.signs


def _scope(heading: Element) -> Element | None:
    """Return the element in which a heading heads what follows it: the nearest that holds more than the heading."""
    return next((above for above in around(heading) if above.signs > heading.signs), None)


def _captioned(element: Element) -> bool:
    figure = element.parent
    while figure is not None and figure.tag != "figure":
        figure = figure.parent
    return figure is not None and any(each.tag == "figcaption" for each in inside(figure))


def settled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without headings that are said twice in a row, the ranks counted from 1."""
    highest = min((block.level for block in blocks if block.shape is Shape.HEADING), default=1)
    found: list[Block] = []
    for block in blocks:
        if found and block.shape is Shape.HEADING and found[-1].shape is Shape.HEADING and found[-1].text == block.text:
            continue
        found.append(replace(block, level=block.level - highest + 1) if block.shape is Shape.HEADING else block)
    return tuple(found)
