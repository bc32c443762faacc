"""Finds things by name, alias or description in the search index of a release."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import URIRef

from kg.build.search_index import FORMAT
from kg.errors import MissingFileError, ReleaseError
from kg.publish.matching import Wanted, matches, mended, names, shown, some, typed_words, wanted
from kg.publish.narrowing import Chosen, Counts, Order, counts, facts, having, ordered, storable, within
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
    """All that an index holds, as rows; things are numbered from 1, `names` are beside the label, or (last) short for it."""

    things: tuple[tuple[str, str, str, str], ...]
    names: tuple[tuple[int, str, bool], ...]
    facts: tuple[tuple[str, str, int], ...]
    english: tuple[tuple[str, str, str], ...]
    words: tuple[tuple[str, str, int, int], ...]


_BESIDE = "SELECT thing, text, main FROM name WHERE main <> 1 ORDER BY id"
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

    def find(self, text: str, facets: Chosen, page: int = 1, size: int = 20) -> Found:
        """Return the things that hold all words of the text and have these facets; without text, all with the facets.

        Where nothing holds all of several words, what holds at least half of them is found.
        """
        with self._connection() as database:
            numbers, asked, corrected = self._ranked(database, text)
            held = having(database, facets)
            left = within(numbers, held.values())
            first = (max(page, 1) - 1) * max(size, 1)
            hits = self._hits(database, left[first : first + max(size, 1)], asked)
            return Found(len(left), hits, corrected, counts(database, numbers, left, held))

    def suggest(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """Return the things whose names hold the words typed so far, the last one perhaps unfinished; best first."""
        with self._connection() as database:
            asked = wanted(typed_words(text), self._vocabulary)
            return self._hits(database, _in_order(names(database, asked))[: max(limit, 0)], asked)

    def meant(self, text: str, kinds: Collection[str] = (), limit: int = 8) -> tuple[tuple[Hit, ...], str]:
        """Return what suggest() finds of these kinds, or of any; where nothing, what a typing error may stand for, and its words."""
        typed = wanted(typed_words(text), self._vocabulary)
        with self._connection() as database:
            found, asked = names(database, typed), typed
            if not found:
                asked = mended(typed, self._vocabulary)
                found = names(database, asked)
            allowed = [number for number in _in_order(found) if not kinds or self._kind(database, number) in kinds]
            hits = self._hits(database, allowed[: max(limit, 0)], asked)
        return hits, " ".join(asked.words) if hits and asked != typed else ""

    def browse(self, kind: str, facets: Chosen, order: Order, part: slice) -> tuple[list[URIRef], int, Counts]:
        """Return the things of a kind with these facets: a part of them in this order, how many there are, and how many have each value."""
        select = "SELECT thing FROM listed WHERE kind = ? ORDER BY place"
        with self._connection() as database:
            numbers = [number for (number,) in database.execute(select, (storable(kind),))]
            held = having(database, facets)
            left = within(numbers, held.values())
            things = [self._iri(database, number) for number in ordered(database, left, order)[part]]
            return things, len(left), counts(database, numbers, left, held)

    def listed(self, kind: str, first: int = 0, most: int = -1) -> list[URIRef]:
        """Return things of a kind by name, from this place (counted from 0), so many at most or all that are left."""
        asked = (storable(kind), first, 2**62 if most < 0 else first + most)
        select = (
            "SELECT iri FROM listed JOIN thing ON thing.id = listed.thing WHERE listed.kind = ? AND place >= ? AND place < ? ORDER BY place"
        )
        with self._connection() as database:
            return [URIRef(iri) for (iri,) in database.execute(select, asked)]

    def number_of(self, kind: str) -> int:
        """Return how many things of a kind there are."""
        with self._connection() as database:
            (number,) = database.execute("SELECT COUNT(*) FROM listed WHERE kind = ?", (storable(kind),)).fetchone()
        return int(number)

    def referrers(self, thing: URIRef, first: int, most: int) -> list[tuple[URIRef, URIRef]]:
        """Return what says something of a thing that much refers to (build.referrers.KINDS), and with which property, from this place."""
        with self._connection() as database:
            found = database.execute(_REFERRERS, (storable(thing), first, first + most))
            return [(URIRef(subject), URIRef(predicate)) for subject, predicate in found]

    def number_of_referrers(self, thing: URIRef) -> int:
        """Return how much says something of a thing that much refers to; 0 for any other."""
        select = "SELECT MAX(place) + 1 FROM referred JOIN referrer ON referrer.thing = referred.thing WHERE iri = ?"
        with self._connection() as database:
            (number,) = database.execute(select, (storable(thing),)).fetchone()
        return int(number or 0)

    def english(self, facet: str, value: str) -> str:
        """Return the English name of a facet's value, or the value itself when it has none (a proper name, a year)."""
        with self._connection() as database:
            asked = (storable(facet), storable(value))
            found = database.execute("SELECT text FROM english WHERE facet = ? AND value = ?", asked).fetchone()
        return str(found[0]) if found else value

    def stored(self) -> Stored:
        """Return all that the index holds, to take it elsewhere."""
        with self._connection() as database:
            return Stored(
                tuple(database.execute("SELECT iri, kind, label, description FROM thing ORDER BY id")),
                tuple(
                    (*row, main > 1) for *row, main in database.execute("SELECT thing, text, main FROM name WHERE main <> 1 ORDER BY id")
                ),
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

    @staticmethod
    def _iri(database: sqlite3.Connection, number: int) -> URIRef:
        return URIRef(database.execute("SELECT iri FROM thing WHERE id = ?", (number,)).fetchone()[0])

    @staticmethod
    def _kind(database: sqlite3.Connection, number: int) -> str:
        return str(database.execute("SELECT kind FROM thing WHERE id = ?", (number,)).fetchone()[0])

    def _hits(self, database: sqlite3.Connection, numbers: list[int], asked: Wanted) -> tuple[Hit, ...]:
        return tuple(self._hit(database, number, asked) for number in numbers)

    def _hit(self, database: sqlite3.Connection, number: int, asked: Wanted) -> Hit:
        (thing,) = database.execute("SELECT iri, kind, label, description FROM thing WHERE id = ?", (number,))
        iri, kind, label, description = thing
        named = [text for (text,) in database.execute("SELECT text FROM name WHERE thing = ? AND main < 2 ORDER BY id", (number,))]
        matched = shown(asked, named, description, self._vocabulary)
        return Hit(URIRef(iri), kind, label, matched, description, facts(database, number))


def _in_order(levels: Mapping[int, int]) -> list[int]:
    """Return the things best first; things are numbered in the order they have when they match equally well."""
    return sorted(levels, key=lambda number: (levels[number], number))
