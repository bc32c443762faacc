"""A page as its elements: what stands in what, and by which name a reader who does not see it knows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_MAY_STAY_OPEN = frozenset({"dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
_UNREAD = frozenset({"script", "style", "template"})


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """An element of a page; `parts` are the texts that are read out of it, `parent` what it stands in."""

    tag: str
    attributes: Mapping[str, str]
    parent: "Element | None"
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return what is read out of it, without what is hidden from that."""
        return " ".join("".join(self.parts).split())

    @property
    def hidden(self) -> bool:
        """Tell whether it is kept from who listens to the page."""
        return self.attributes.get("aria-hidden") == "true" or "hidden" in self.attributes

    def within(self, *tags: str) -> bool:
        """Tell whether it stands in one of these elements."""
        return any(outer.tag in tags for outer in self.outer())

    def outer(self) -> Iterator["Element"]:
        """Yield what it stands in, from the inside out."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent

    def __str__(self) -> str:
        """Return its start tag, shortened, by which it can be found again."""
        said = "".join(f' {name}="{value[:40]}"' for name, value in list(self.attributes.items())[:3])
        return f"<{self.tag}{said}>"


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its path, the language it was asked for in, its elements in their order, and tags that do not pair."""

    path: str
    language: str
    elements: tuple[Element, ...] = field(repr=False)
    unpaired: tuple[str, ...]

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements with one of these tags."""
        return (each for each in self.elements if each.tag in tags)

    @property
    def ids(self) -> list[str]:
        """Return the ids that its elements have, in their order."""
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]

    def named(self, element: Element) -> str:
        """Return the name of an element, as far as the page gives it one (Accessible Name and Description Computation 1.1 §4.3)."""
        return self.named_by(element) or element.text or element.attributes.get("title", "").strip()

    def named_by(self, element: Element) -> str:
        """Return the name that an element is given beside what stands in it."""
        return (self._texts(element.attributes.get("aria-labelledby", "")) or element.attributes.get("aria-label", "")).strip()

    def _texts(self, ids: str) -> str:
        wanted = ids.split()
        return " ".join(each.text for each in self.elements if each.attributes.get("id") in wanted) if wanted else ""


def markup(path: str, language: str, html: str) -> Markup:
    """Return a page as its elements.

    >>> page = markup("/", "nl", '<p>Een <a href="/"><svg aria-hidden="true"><title>pijl</title></svg>begin</a><br></p>')
    >>> [(each.tag, each.text) for each in page.elements]
    [('p', 'Een begin'), ('a', 'begin'), ('svg', 'pijl'), ('title', 'pijl'), ('br', '')]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    left = (each.tag for each in reader.open if each.tag not in _MAY_STAY_OPEN)
    return Markup(path, language, tuple(reader.elements), (*reader.strays, *(f"<{tag}>" for tag in left)))


class _Reader(HTMLParser):
    """Takes a page apart."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.strays: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, unless it cannot hold anything; the text in place of a picture is read out."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open[-1] if self.open else None)
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)
        elif tag == "img":
            self.handle_data(element.attributes.get("alt", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that ends itself, as those of SVG do."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what may stay open in it."""
        depth = next((depth for depth, each in enumerate(reversed(self.open), start=1) if each.tag == tag), 0)
        if not depth:
            self.strays.append(f"</{tag}>")
            return
        self.strays += [f"<{each.tag}>" for each in self.open[-depth + 1 :] if depth > 1 and each.tag not in _MAY_STAY_OPEN]
        del self.open[-depth:]

    def handle_data(self, data: str) -> None:
        """Give a text to all it stands in, as far as it is read out there."""
        for each in reversed(self.open):
            if each.tag in _UNREAD:
                return
            each.parts.append(data)
            if each.hidden:
                return
