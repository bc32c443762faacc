"""Where something stands, in words: the document with its year, and the place in it."""

from collections.abc import Callable

from kg.publish.facts import Evidence, Ref

_QUOTES = "'\"‘’“”"


def quotes(document: Ref) -> tuple[str, str]:
    """Return what stands before and after the name of a document: quotes, unless it stands in them by itself."""
    name = document.name.value
    return ("", "") if name[:1] in _QUOTES and name[-1:] in _QUOTES else ("‘", "’")


def quoted(document: Ref) -> str:
    """Return the name of a document in quotes."""
    return document.name.value.join(quotes(document))


def year(each: Evidence) -> str:
    """Return the year of a document in brackets, to follow on its name; empty when the name tells it or nobody does."""
    return f" ({each.year})" if each.year and each.year not in each.document.name.value else ""


def place(each: Evidence, name: Callable[[Ref], str] = lambda ref: ref.name.value, text: Callable[[str], str] = str) -> str:
    """Return a place as text: `name` says how the document is written, `text` how what is in the place itself."""
    return f"{name(each.document)}{year(each)}, {text(each.locator)}"
