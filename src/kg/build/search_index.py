"""Writes the search index of a graph: one SQLite file, the same bytes for the same graph."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.build.referrers import TABLES as REFERRERS
from kg.build.referrers import write_referrers
from kg.build.words import Stemmer, squashed, telling, words
from kg.store import Endpoint, Solution, rows
from kg.store.queries import Queries

FORMAT = 4
"""The number of the way in which the file is laid out, kept in its `user_version`."""

_GROUPS = {"initiatief": 0, "doel": 0, "programma": 0, "organisatie": 0, "indicator": 1, "resultaat": 1, "begrip": 2, "document": 3}
_SETTINGS = ("PRAGMA page_size=4096", "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", f"PRAGMA user_version={FORMAT}")
_TABLES = (
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, description TEXT NOT NULL)",
    "CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text TEXT NOT NULL, squashed TEXT NOT NULL, main INTEGER NOT NULL)",
    "CREATE TABLE fact (facet TEXT, value TEXT, thing INTEGER, PRIMARY KEY (facet, value, thing)) WITHOUT ROWID",
    "CREATE TABLE listed (kind TEXT, place INTEGER, thing INTEGER NOT NULL, PRIMARY KEY (kind, place)) WITHOUT ROWID",
    "CREATE TABLE english (facet TEXT, value TEXT, text TEXT NOT NULL, PRIMARY KEY (facet, value)) WITHOUT ROWID",
    "CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT NOT NULL, count INTEGER NOT NULL, joined INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE text USING fts5 (name, alias, description, content='', tokenize=\"unicode61 remove_diacritics 0\")",
)
_INDEXES = (
    "CREATE INDEX name_squashed ON name (squashed, main, thing)",
    "CREATE INDEX name_thing ON name (thing)",
    "CREATE INDEX fact_thing ON fact (thing, facet, value)",
    "INSERT INTO text (text) VALUES ('optimize')",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as the index keeps it; `facts` are pairs of facet and value."""

    iri: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    description: str
    facts: tuple[tuple[str, str], ...]


def write_index(endpoint: Endpoint, queries: Queries, file: Path) -> int:
    """Write the index, over an older one, and return the number of things in it."""
    facts = rows(endpoint, queries.text("search/facts"))
    entries = _entries(endpoint, queries, _facts(facts))
    english = {(str(row["facet"]), str(row["value"])): str(row["english"]) for row in facts if "english" in row}
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for statement in (*_SETTINGS, "BEGIN", *_TABLES, *REFERRERS):
            database.execute(statement)
        _fill(database, entries)
        database.executemany("INSERT INTO listed VALUES (?, ?, ?)", _listed(entries))
        write_referrers(endpoint, queries, database)
        database.executemany("INSERT INTO english VALUES (?, ?, ?)", [(*key, text) for key, text in sorted(english.items())])
        for statement in (*_INDEXES, "COMMIT", "ANALYZE", "VACUUM"):
            database.execute(statement)
    return len(entries)


def _listed(entries: Iterable[Entry]) -> Iterator[tuple[str, int, int]]:
    """Yield the place of each thing, from 0, among those of its kind by name."""
    places: Counter[str] = Counter()
    numbered = enumerate(entries, start=1)
    for number, entry in sorted(numbered, key=lambda pair: (pair[1].kind, pair[1].label.casefold(), pair[1].iri)):
        yield entry.kind, places[entry.kind], number
        places[entry.kind] += 1


def _entries(endpoint: Endpoint, queries: Queries, facts: Mapping[str, set[tuple[str, str]]]) -> list[Entry]:
    """Return the things in the order in which they are shown when they match equally well."""
    names = _names(endpoint, queries)
    links = {str(row["thing"]): int(str(row["links"])) for row in rows(endpoint, queries.text("search/links"))}
    entries: dict[str, Entry] = {}
    for row in rows(endpoint, queries.text("search/things")):
        iri, kind, label = str(row["thing"]), str(row["kind"]), str(row["label"])
        aliases = tuple(name for name in names[iri] if name != label)
        known = (("kind", kind), *sorted(facts.get(iri, ())))
        entries.setdefault(iri, Entry(iri, kind, label, aliases, str(row.get("description", "")), known))
    return sorted(entries.values(), key=lambda entry: (_GROUPS[entry.kind], -links[entry.iri], entry.iri))


def _names(endpoint: Endpoint, queries: Queries) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows(endpoint, queries.text("search/names")):
        names[str(row["thing"])].append(str(row["name"]))
    return names


def _facts(found: list[Solution]) -> Mapping[str, set[tuple[str, str]]]:
    facts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in found:
        facts[str(row["thing"])].add((str(row["facet"]), str(row["value"])))
    return facts


def _fill(database: sqlite3.Connection, entries: list[Entry]) -> None:
    stemmer = Stemmer()
    for number, entry in enumerate(entries, start=1):
        database.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", (number, entry.iri, entry.kind, entry.label, entry.description))
        names = [(number, text, squashed(text), main) for text, main in _called(entry)]
        database.executemany("INSERT INTO name (thing, text, squashed, main) VALUES (?, ?, ?, ?)", names)
        database.executemany("INSERT INTO fact VALUES (?, ?, ?)", [(*fact, number) for fact in entry.facts])
        texts = (_name_tokens(stemmer, [entry.label]), _name_tokens(stemmer, entry.aliases), _tokens(stemmer, entry.description))
        database.execute("INSERT INTO text (rowid, name, alias, description) VALUES (?, ?, ?, ?)", (number, *texts))
    database.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", _vocabulary(stemmer, entries))


def _called(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield the names of a thing: its own (1), other names (0), and its own without the word that says what it is (2)."""
    yield entry.label, 1
    yield from ((name, 0) for name in entry.aliases)
    first, *rest = words(entry.label) or [""]
    if entry.kind == "organisatie" and ("type", first) in entry.facts and rest:
        yield " ".join(telling(rest)), 2


def _tokens(stemmer: Stemmer, text: str) -> str:
    return " ".join(stemmer.stem(word) for word in telling(words(text)))


def _name_tokens(stemmer: Stemmer, names: Iterable[str]) -> str:
    """Return the stems of the names and of their neighbouring words joined: `energiestrategie` finds "energie strategie"."""
    tokens = [part for name in names for part in (_tokens(stemmer, name), *map(stemmer.stem, _joined(name)))]
    return " ".join(tokens)


def _joined(name: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(words(name)))


def _vocabulary(stemmer: Stemmer, entries: list[Entry]) -> list[tuple[str, str, int, int]]:
    """Return each word with its stem, how often it occurs, and whether it is only two neighbours joined."""
    counts: Counter[str] = Counter()
    joined: set[str] = set()
    for entry in entries:
        for name in (entry.label, *entry.aliases):
            counts.update(telling(words(name)))
            joined.update(_joined(name))
        counts.update(telling(words(entry.description)))
    found = [(word, stemmer.stem(word), count, 0) for word, count in counts.items()]
    return sorted([*found, *((word, stemmer.stem(word), 0, 1) for word in joined - counts.keys())])
