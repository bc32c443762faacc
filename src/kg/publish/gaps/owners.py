"""The gaps of each organisation with goals beside one another: the answer to a saved question, as a table of links."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.choices import address
from kg.publish.documents_read import REPORT, Needed, heard
from kg.publish.facts import Text
from kg.publish.gaps.asking import WHOSE
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.store import rows
from kg.store.queries import filled

QUESTION = "gaten-per-organisatie"
_COLUMNS = (("zonderInitiatief", Needed()), ("zonderIndicator", Needed()), ("zonderResultaat", Needed(REPORT)))
"""What a goal can lack, and what must have been read of its owner to know it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation with how many goals it has, and how many of those lack something: None where nothing was read that could tell."""

    name: Text
    href: str
    goals: int
    lacking: tuple[int | None, ...]


def owners(library: Library, view: View) -> tuple[Owner, ...]:
    """Return the organisations that have goals, those with most first; without links where no server answers."""
    return tuple(
        Owner(
            Text(str(row["organisatieNaam"]), "nl"),
            "" if library.alone else link(view, "/hiaten", **{WHOSE: address(URIRef(row["organisatie"]))}),
            int(row["doelen"]),
            tuple(int(row[name]) if heard(library, URIRef(row["organisatie"]), needed) else None for name, needed in _COLUMNS),
        )
        for row in rows(library.endpoint, filled(library.queries[QUESTION], {}))
    )
