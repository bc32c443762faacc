"""Whether everybody can read the pages: what WCAG 2.2 asks and can be seen in the HTML, of every sort of page in both languages."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeAlias

from kg.gate.checking import Examined, Found, Run, found
from kg.gate.markup import Markup

Rule: TypeAlias = Callable[[Markup], Iterator[str]]
"""What looks at a page: it yields what is wrong with each thing it looks at, or nothing ("") when that is well."""

_FIELDS = ("input", "select", "textarea")
_UNLABELLED = frozenset({"hidden", "submit", "button", "reset"})
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")
_HEADING = re.compile(r"h[1-6]")


def on_pages(of: str, rule: Rule) -> Run:
    """Return a check that asks a rule of every page of the sample."""

    def run(examined: Examined) -> Found:
        seen = [(page.path, fault) for page in examined.sample.pages for fault in rule(page)]
        return found(of, len(seen), (f"{path}: {fault}" for path, fault in seen if fault))

    return run


def language(page: Markup) -> Iterator[str]:
    """Yield whether the page says which language it is in, and that is the one asked for."""
    told = [each.attributes.get("lang", "") for each in page.all("html")]
    yield "" if told == [page.language] else f"its language is {told}, not {page.language}"


def parts(page: Markup) -> Iterator[str]:
    """Yield of each text in another language whether that is a language tag."""
    for each in page.elements:
        if "lang" in each.attributes and each.tag != "html":
            yield "" if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", each.attributes["lang"]) else f"{each}: no language tag"


def title(page: Markup) -> Iterator[str]:
    """Yield whether the page has one title, with something in it."""
    told = [each.text for each in page.all("title") if each.within("head")]
    yield "" if len(told) == 1 and told[0] else f"its titles are {told}"


def headings(page: Markup) -> Iterator[str]:
    """Yield whether there is one heading of the first level, and of each next one whether it has a text and skips no level."""
    levels = [each for each in page.elements if _HEADING.fullmatch(each.tag) and not each.hidden]
    first = sum(each.tag == "h1" for each in levels)
    yield "" if first == 1 else f"{first} headings of the first level"
    for each in levels:
        yield "" if page.named(each) else f"{each} is empty"
    for before, each in pairwise(levels):
        yield f"{each} {each.text!r} comes after <{before.tag}>" if int(each.tag[1]) > int(before.tag[1]) + 1 else ""


def images(page: Markup) -> Iterator[str]:
    """Yield of each picture whether it has a text in its place, or is told to be decoration."""
    for each in page.all("img"):
        yield "" if "alt" in each.attributes else f"{each} has no alt"
    for each in page.all("svg"):
        if not each.within("svg"):
            yield "" if each.hidden or any(outer.hidden for outer in each.outer()) or page.named(each) else f"{each} has no name"


def forms(page: Markup) -> Iterator[str]:
    """Yield of each field and button whether it has a name."""
    labelled = {each.attributes["for"] for each in page.all("label") if "for" in each.attributes and each.text}
    for each in page.all(*_FIELDS):
        if each.attributes.get("type") not in _UNLABELLED:
            own = each.attributes.get("aria-label") or each.attributes.get("aria-labelledby")
            yield "" if own or each.attributes.get("id") in labelled or each.within("label") else f"{each} has no label"
    for each in page.all("button", "summary"):
        yield "" if page.named(each) else f"{each} has no name"


def tables(page: Markup) -> Iterator[str]:
    """Yield of each table whether it has a name and headers, and of each header whether it says of what."""
    for each in page.all("table"):
        inside = [cell for cell in page.all("th", "caption") if each in cell.outer()]
        named = page.named_by(each) or any(cell.tag == "caption" and cell.text for cell in inside)
        yield "" if named else f"{each} has no caption"
        yield "" if any(cell.tag == "th" for cell in inside) else f"{each} has no headers"
    for each in page.all("th"):
        yield "" if each.attributes.get("scope") in {"col", "row", "colgroup", "rowgroup"} else f"{each} {each.text!r} has no scope"


def links(page: Markup) -> Iterator[str]:
    """Yield of each link whether it has a name."""
    for each in page.all("a"):
        if "href" in each.attributes and not each.hidden:
            yield "" if page.named(each) else f"{each} has no text"


def ids(page: Markup) -> Iterator[str]:
    """Yield whether no id occurs twice, and of each reference to an id whether that is there."""
    twice = [name for name, count in Counter(page.ids).items() if count > 1]
    yield f"ids that occur twice: {', '.join(twice)}" if twice else ""
    known = set(page.ids)
    for each in page.elements:
        for name in _REFERENCES:
            if missing := set(each.attributes.get(name, "").split()) - known:
                yield f"{each}: {name} points at {', '.join(sorted(missing))}, which is not there"
            elif name in each.attributes:
                yield ""


def skip(page: Markup) -> Iterator[str]:
    """Yield whether the first link leads past the menu, to what the page is about."""
    first = next((each for each in page.all("a") if "href" in each.attributes), None)
    mains = {f"#{each.attributes.get('id')}" for each in page.all("main")}
    yield "" if first and first.attributes["href"] in mains else "its first link does not lead to the main part"


def keys(page: Markup) -> Iterator[str]:
    """Yield of each access key whether no other element has it."""
    told = Counter(each.attributes["accesskey"] for each in page.elements if "accesskey" in each.attributes)
    yield from (f"{count} elements have access key {key}" if count > 1 else "" for key, count in told.items())


def landmarks(page: Markup) -> Iterator[str]:
    """Yield whether there is one main part, and whether landmarks of one sort have names that differ."""
    mains = [each for each in page.all("main") if not each.hidden]
    yield "" if len(mains) == 1 else f"{len(mains)} main parts"
    for tag in ("nav", "search"):
        names = [page.named_by(each) for each in page.elements if each.tag == tag or each.attributes.get("role") == tag]
        yield f"landmarks ({tag}) with one name: {names}" if len(set(names)) < len(names) else ""


def pairs(page: Markup) -> Iterator[str]:
    """Yield whether every tag is closed where it should be."""
    yield f"tags that do not pair: {' '.join(page.unpaired)}" if page.unpaired else ""


def zoom(page: Markup) -> Iterator[str]:
    """Yield whether the page may be made larger."""
    told = [each.attributes.get("content", "") for each in page.all("meta") if each.attributes.get("name") == "viewport"]
    bad = any("user-scalable=no" in each.replace(" ", "") or "maximum-scale" in each for each in told)
    yield "" if told and not bad else f"its viewport is {told}"
