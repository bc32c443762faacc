"""Finds things by name, alias or description in the search index of a release."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import URIRef

from kg.build.search_index import FORMAT
from kg.errors import MissingFileError, ReleaseError
from kg.publish.matching import Wanted, matches, mended, names, shown, some, typed_words, wanted
from kg.publish.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, with the name or the part of the description in which the words stand.

    `facts` holds, per facet, the values as a reader sees them in Dutch (owner: "Gemeente Almelo").
    """

    iri: URIRef
    kind: str
    label: str
    matched: str
    description: str
    facts: Mapping[str, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, best first; `corrected` is the text searched for instead of a typing error.

    `facets` counts the things per value, most first: those that would be found with that value instead
    of the one now chosen for its facet, all other choices staying.
    """

    total: int
    hits: tuple[Hit, ...]
    corrected: str
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that an index holds, as rows; things are numbered from 1, `names` are those beside the label."""

    things: tuple[tuple[str, str, str, str], ...]
    names: tuple[tuple[int, str], ...]
    facts: tuple[tuple[str, str, int], ...]
    english: tuple[tuple[str, str, str], ...]
    words: tuple[tuple[str, str, int, int], ...]


_REFERRERS = """
SELECT subjects.iri, predicates.iri FROM referred
JOIN referrer ON referrer.thing = referred.thing
JOIN named AS subjects ON subjects.id = referrer.subject
JOIN named AS predicates ON predicates.id = referrer.predicate
WHERE referred.iri = ? AND place >= ? AND place < ? ORDER BY place
"""


class SearchIndex:
    """A search index, opened for reading; safe to use from several threads at once."""

    def __init__(self, file: Path) -> None:
        """Open the index; raises MissingFileError when there is none and ReleaseError when it is not ours."""
        if not file.is_file():
            raise MissingFileError(f"{file}: no such search index; build a release")
        self._address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        self._open = True
        self._vocabulary = Vocabulary(self._words(file))

    def find(self, text: str, facets: Mapping[str, str], page: int = 1, size: int = 20) -> Found:
        """Return the things that hold all words of the text and have these facets; without text, all with the facets.

        Where nothing holds all of several words, what holds at least half of them is found.
        """
        with self._connection() as database:
            numbers, asked, corrected = self._ranked(database, text)
            having = {facet: _having(database, facet, value) for facet, value in facets.items()}
            left = [number for number in numbers if all(number in members for members in having.values())]
            first = (max(page, 1) - 1) * max(size, 1)
            hits = self._hits(database, left[first : first + max(size, 1)], asked)
            return Found(len(left), hits, corrected, _counts(database, numbers, left, having))

    def suggest(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """Return the things whose names hold the words typed so far, the last one perhaps unfinished; best first."""
        with self._connection() as database:
            asked = wanted(typed_words(text), self._vocabulary)
            return self._hits(database, _in_order(names(database, asked))[: max(limit, 0)], asked)

    def listed(self, kind: str, first: int = 0, most: int = -1) -> list[URIRef]:
        """Return things of a kind by name, from this place (counted from 0), so many at most or all that are left."""
        asked = (_storable(kind), first, 2**62 if most < 0 else first + most)
        select = (
            "SELECT iri FROM listed JOIN thing ON thing.id = listed.thing WHERE listed.kind = ? AND place >= ? AND place < ? ORDER BY place"
        )
        with self._connection() as database:
            return [URIRef(iri) for (iri,) in database.execute(select, asked)]

    def number_of(self, kind: str) -> int:
        """Return how many things of a kind there are."""
        with self._connection() as database:
            (number,) = database.execute("SELECT COUNT(*) FROM listed WHERE kind = ?", (_storable(kind),)).fetchone()
        return int(number)

    def referrers(self, thing: URIRef, first: int, most: int) -> list[tuple[URIRef, URIRef]]:
        """Return what says something of a thing that much refers to (build.referrers.KINDS), and with which property, from this place."""
        with self._connection() as database:
            found = database.execute(_REFERRERS, (_storable(thing), first, first + most))
            return [(URIRef(subject), URIRef(predicate)) for subject, predicate in found]

    def number_of_referrers(self, thing: URIRef) -> int:
        """Return how much says something of a thing that much refers to; 0 for any other."""
        select = "SELECT MAX(place) + 1 FROM referred JOIN referrer ON referrer.thing = referred.thing WHERE iri = ?"
        with self._connection() as database:
            (number,) = database.execute(select, (_storable(thing),)).fetchone()
        return int(number or 0)

    def english(self, facet: str, value: str) -> str:
        """Return the English name of a facet's value, or the value itself when it has none (a proper name, a year)."""
        with self._connection() as database:
            asked = (_storable(facet), _storable(value))
            found = database.execute("SELECT text FROM english WHERE facet = ? AND value = ?", asked).fetchone()
        return str(found[0]) if found else value

    def stored(self) -> Stored:
        """Return all that the index holds, to take it elsewhere."""
        with self._connection() as database:
            return Stored(
                tuple(database.execute("SELECT iri, kind, label, description FROM thing ORDER BY id")),
                tuple(database.execute("SELECT thing, text FROM name WHERE NOT main ORDER BY id")),
                tuple(database.execute("SELECT facet, value, thing FROM fact ORDER BY facet, value, thing")),
                tuple(database.execute("SELECT facet, value, text FROM english ORDER BY facet, value")),
                tuple(database.execute("SELECT word, stem, count, joined FROM word ORDER BY word")),
            )

    def close(self) -> None:
        """Close the file; searches that still run end well, later ones raise ReleaseError."""
        self._open = False
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to one thread at a time; as many are kept as were ever lent at once."""
        if not self._open:
            raise ReleaseError("this search index is closed")
        try:
            database = self._idle.pop()
        except IndexError:
            database = sqlite3.connect(self._address, uri=True, check_same_thread=False)
        try:
            yield database
        finally:
            if self._open:
                self._idle.append(database)
            else:
                database.close()

    def _words(self, file: Path) -> list[tuple[str, str, int, int]]:
        try:
            with self._connection() as database:
                (form,) = database.execute("PRAGMA user_version").fetchone()
                if form == FORMAT:
                    return database.execute("SELECT word, stem, count, joined FROM word ORDER BY word").fetchall()
        except sqlite3.DatabaseError as error:
            self.close()
            raise ReleaseError(f"{file}: not a search index ({error}); build the release again") from error
        self.close()
        raise ReleaseError(f"{file}: a search index of another version of kg; build the release again")

    def _ranked(self, database: sqlite3.Connection, text: str) -> tuple[list[int], Wanted, str]:
        """Return the things that match, best first, what was searched for, and its words when they are not those typed."""
        asked = wanted(typed_words(text), self._vocabulary)
        if not text.strip():
            return [number for (number,) in database.execute("SELECT id FROM thing ORDER BY id")], asked, ""
        if found := matches(database, asked):
            return _in_order(found), asked, ""
        meant = mended(asked, self._vocabulary)
        found = matches(database, meant) or some(database, meant)
        return _in_order(found), meant, " ".join(meant.words) if found and meant != asked else ""

    def _hits(self, database: sqlite3.Connection, numbers: list[int], asked: Wanted) -> tuple[Hit, ...]:
        return tuple(self._hit(database, number, asked) for number in numbers)

    def _hit(self, database: sqlite3.Connection, number: int, asked: Wanted) -> Hit:
        (thing,) = database.execute("SELECT iri, kind, label, description FROM thing WHERE id = ?", (number,))
        iri, kind, label, description = thing
        named = [text for (text,) in database.execute("SELECT text FROM name WHERE thing = ? ORDER BY id", (number,))]
        matched = shown(asked, named, description, self._vocabulary)
        return Hit(URIRef(iri), kind, label, matched, description, _facts(database, number))


def _in_order(levels: Mapping[int, int]) -> list[int]:
    """Return the things best first; things are numbered in the order they have when they match equally well."""
    return sorted(levels, key=lambda number: (levels[number], number))


def _having(database: sqlite3.Connection, facet: str, value: str) -> frozenset[int]:
    asked = (_storable(facet), _storable(value))
    return frozenset(number for (number,) in database.execute("SELECT thing FROM fact WHERE facet = ? AND value = ?", asked))


def _storable(text: str) -> str:
    """Return the text with a question mark for half characters, which a database cannot be asked for."""
    return text.encode(errors="replace").decode()


def _counts(
    database: sqlite3.Connection, numbers: list[int], left: list[int], having: Mapping[str, frozenset[int]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    counts = _counted(database, left)
    for facet in having:
        others = [members for other, members in having.items() if other != facet]
        free = [number for number in numbers if all(number in members for members in others)]
        counts[facet] = _counted(database, free).get(facet, ())
    return counts


def _counted(database: sqlite3.Connection, numbers: list[int]) -> dict[str, tuple[tuple[str, int], ...]]:
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    found = database.execute(
        "SELECT fact.facet, fact.value, count(*) AS things FROM json_each(?) AS number JOIN fact ON fact.thing = number.value"
        " GROUP BY fact.facet, fact.value ORDER BY fact.facet, things DESC, fact.value",
        (json.dumps(numbers),),
    )
    for facet, value, count in found:
        counts[facet].append((value, count))
    return {facet: tuple(values) for facet, values in counts.items()}


def _facts(database: sqlite3.Connection, number: int) -> dict[str, tuple[str, ...]]:
    facts: dict[str, list[str]] = defaultdict(list)
    for facet, value in database.execute("SELECT facet, value FROM fact WHERE thing = ? ORDER BY facet, value", (number,)):
        facts[facet].append(value)
    return {facet: tuple(values) for facet, values in facts.items()}
