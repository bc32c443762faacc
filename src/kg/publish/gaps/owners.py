"""The gaps of each organisation with goals beside one another: the answer to a saved question, as a table of links."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.facts import Text
from kg.publish.gaps.asking import WHOSE
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.store import rows
from kg.store.queries import filled

QUESTION = "gaten-per-organisatie"
_COLUMNS = ("doelen", "zonderInitiatief", "zonderIndicator", "zonderResultaat")


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation with how many goals it has, and how many of those lack something; `silent` when no annual report was read."""

    name: Text
    href: str
    numbers: tuple[int, ...]
    silent: bool


def owners(library: Library, view: View) -> tuple[Owner, ...]:
    """Return the organisations that have goals, those with most first."""
    return tuple(
        Owner(
            Text(str(row["organisatieNaam"]), "nl"),
            link(view, "/hiaten", **{WHOSE: address(URIRef(row["organisatie"]))}),
            tuple(int(row[name]) for name in _COLUMNS),
            bool(str(row.get("melding", ""))),
        )
        for row in rows(library.endpoint, filled(library.queries[QUESTION], {}))
    )
