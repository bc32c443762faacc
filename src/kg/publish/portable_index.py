"""The search index of a release as one JSON text, for searching in a browser where there is no server (frontend/src/local/search)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.publish.search import SearchIndex, Stored
from kg.terms import BASE

FORMAT = 1
"""The number of the way in which the text is laid out; the scripts of the pages read this one."""


def portable(index: SearchIndex) -> bytes:
    """Return all that the index holds, as UTF-8; the same bytes for the same index.

    A thing is called by its place in `things`, counted from 0; a name that is short for its own has a 1 after it.
    Only a word that is not its own stem has one, and a word that is only two neighbouring words joined occurs -1 times.
    """
    stored = index.stored()
    text = {
        "format": FORMAT,
        "things": [(iri.removeprefix(f"{BASE}/id/"), kind, label, description) for iri, kind, label, description in stored.things],
        "names": [(number - 1, name, *((1,) if short else ())) for number, name, short in stored.names],
        "facts": _facts(stored),
        "english": _nested((facet, value, name) for facet, value, name in stored.english),
        "words": [(word, "" if stem == word else stem, -1 if joined else count) for word, stem, count, joined in stored.words],
    }
    return json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()


def _facts(stored: Stored) -> Mapping[str, Mapping[str, list[int]]]:
    """Return which things have a value of a facet."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for facet, value, number in stored.facts:
        found[facet][value].append(number - 1)
    return found


def _nested(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for facet, value, name in rows:
        found[facet][value] = name
    return found
