"""A web page as blocks: the document on it, found without knowing who made the site."""

import re

from selectolax.lexbor import LexborHTMLParser

from kg.errors import UnreadableError
from kg.model.passages import Shape
from kg.read.blocks import Block, Found
from kg.read.encodings import decoded
from kg.read.html.flow import Flow, bold_tells, settled
from kg.read.html.furniture import main
from kg.read.html.panels import panels
from kg.read.html.tree import Element, inside, tree
from kg.read.html.wording import clean, said

_CHARSET = re.compile(rb"""(?:charset\s*=\s*|<\?xml[^>]*encoding\s*=\s*)["']?\s*([\w.:-]+)""", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+")
_APART = re.compile(r"\s+[|–—·:»›-]\s+")
_HEAD = 4096


def read(content: bytes) -> Found:
    """Return the document on a web page; raises UnreadableError when there is none."""
    charset = _CHARSET.search(content[:_HEAD])
    markup = decoded(content, charset[1].decode("ascii", "ignore") if charset else "").replace("\x00", "")
    page = LexborHTMLParser(markup)
    body = tree(page)
    root = main(body)
    found = [*Flow(root, panels(body), bold_tells(root)).blocks()]
    if not found:
        raise UnreadableError("the web page has no text; when it is filled by a script, save it from the browser after it has loaded")
    heading = _heading(body)
    if heading and root is not body and not any(block.shape is Shape.HEADING and block.level == 1 for block in found):
        found = [Block(Shape.HEADING, heading, level=1), *found]
    return Found(_title(page, heading), settled(found), url=_url(page, markup))


def _heading(body: Element) -> str:
    """Return the first heading of the highest rank, when it is no link to the home page with the name of the site."""
    return next((said(each) for each in inside(body) if each.tag == "h1" and each.linked < max(1, each.signs) and said(each)), "")


def _title(page: LexborHTMLParser, heading: str) -> str:
    """Return the first heading, or the title the page tells without the name of the site."""
    if heading:
        return heading
    told = _told(page, 'meta[property="og:title"]', "content")
    if told:
        return clean(told)
    title = page.css_first("title")
    site = clean(_told(page, 'meta[property="og:site_name"]', "content"))
    parts = [clean(part) for part in _APART.split(title.text())] if title is not None else []
    kept = [part for part in parts if part and part != site]
    return kept[0] if kept else ""


def _told(page: LexborHTMLParser, selector: str, attribute: str) -> str:
    node = page.css_first(selector)
    return (node.attributes.get(attribute) or "").strip() if node is not None else ""


def _url(page: LexborHTMLParser, markup: str) -> str:
    """Return the address the page says it has, or that a browser wrote in it when it was saved."""
    saved = _SAVED.search(markup[:_HEAD])
    told = (_told(page, 'link[rel="canonical"]', "href"), _told(page, 'meta[property="og:url"]', "content"), saved[1] if saved else "")
    return next((url for url in told if _WEB.fullmatch(url)), "")
