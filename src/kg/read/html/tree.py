"""A web page as a tree of elements and texts, without what a browser never shows; made and walked without recursion."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "input",
        "select",
        "textarea",
        "datalist",
        "meta",
        "link",
        "math",
    ]
)
HEADINGS = MappingProxyType({f"h{rank}": rank for rank in range(1, 7)})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class Element:
    """An element: what it holds, and how many signs of text, how many of them in links."""

    tag: str
    attributes: Mapping[str, str]
    parent: "Element | None" = None
    children: "list[Node]" = field(default_factory=list)
    signs: int = 0
    linked: int = 0

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, "" without."""
        return self.attributes.get(name, "")

    @property
    def role(self) -> str:
        """Return its role, "" when none is told."""
        return self.attribute("role").strip().casefold()

    @property
    def elements(self) -> "Iterator[Element]":
        """Yield the elements directly in it."""
        return (child for child in self.children if isinstance(child, Element))


Node: TypeAlias = Element | str


def tree(page: LexborHTMLParser) -> Element:
    """Return the body of a page as a tree."""
    body = page.body
    root = Element("body", _NONE)
    if body is None:
        return root
    root.attributes = _attributes(body)
    _grow(root, body)
    return root


def _grow(root: Element, body: LexborNode) -> None:
    node, above = body.first_child, root
    while node is not None:
        grown = _grown(node, above)
        if grown is not None and node.first_child is not None:
            node, above = node.first_child, grown
            continue
        while node is not None and node.next is None and above is not root:
            node = node.parent
            _counted(above)
            above = above.parent or root
        node = node.next if node is not None else None


def _grown(node: LexborNode, above: Element) -> Element | None:
    """Add a node to the element it is in, and return it when what it holds is to be added too."""
    if node.is_text_node:
        text = node.text_content or ""
        above.children.append(text)
        above.signs += len(text.strip())
        above.linked += len(text.strip()) if above.tag == "a" else 0
        return None
    if not node.is_element_node or node.tag in UNSEEN or (node.tag == "title" and above.tag != "svg"):
        return None
    grown = Element(node.tag or "", _attributes(node), above)
    above.children.append(grown)
    return grown


def _counted(element: Element) -> None:
    """Add what an element counts to the one it is in."""
    if element.parent is not None:
        element.parent.signs += element.signs
        element.parent.linked += element.signs if element.parent.tag == "a" else element.linked


def _attributes(node: LexborNode) -> Mapping[str, str]:
    found = node.attributes
    return {name: value or "" for name, value in found.items()} if found else _NONE


def inside(root: Element) -> Iterator[Element]:
    """Yield the elements in an element, at any depth, in the order of the page."""
    stack = [*root.elements][::-1]
    while stack:
        element = stack.pop()
        yield element
        stack.extend([*element.elements][::-1])


def around(element: Element) -> Iterator[Element]:
    """Yield the elements that an element is in, nearest first."""
    above = element.parent
    while above is not None:
        yield above
        above = above.parent


def words(element: Element) -> frozenset[str]:
    """Return the words in the class and id of an element.

    >>> sorted(words(Element("div", {"class": "c-breadcrumb navBar", "id": "Print_Link"})))
    ['bar', 'breadcrumb', 'c', 'link', 'nav', 'print']
    """
    named = f"{element.attribute('class')} {element.attribute('id')}"
    return frozenset(word.casefold() for word in _WORD.findall(named)) if named.strip() else frozenset()


def flat(element: Element) -> str:
    """Return the text in an element as it stands there, with room where a block or line ends."""
    stack: list[Node] = [element]
    found = []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        parted = node.tag in BLOCKS or node.tag == "br"
        stack.extend([" ", *node.children[::-1], " "] if parted else node.children[::-1])
    return "".join(found)
