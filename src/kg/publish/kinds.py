"""The kinds of things that have a listing, with how many there are: what the start page and the page about the graph begin with."""

from dataclasses import dataclass

from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.listing import COLUMNS, counts
from kg.publish.words import words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things that has a listing: its word in the plural, how many there are, and the link."""

    key: str
    name: str
    count: int
    href: str


def kinds(library: Library, view: View) -> tuple[Kind, ...]:
    """Return the kinds, in the order of their lists."""
    spoken, counted = words(view.language), counts(library)
    return tuple(Kind(kind, spoken(f"kinds.{kind}"), counted[kind], link(view, f"/doc/{kind}")) for kind in COLUMNS)
