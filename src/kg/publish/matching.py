"""Which things a typed text means, and how well each one matches."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, pairwise

from kg.build.words import squashed, telling, words
from kg.publish.vocabulary import Vocabulary

_LONGEST = 200  # characters of a text that are looked at
_MOST_WORDS = 10
_NAMED_FROM = 2  # letters from which a name that begins with them is a match
_AFTER_ANY = "\U0010ffff"
_WORDS_BEFORE = 8  # words of a description that are shown before the first one found
_WORDS_AFTER = 16


class Level(IntEnum):
    """How well a thing matches, best first."""

    NAME = 0
    OTHER_NAME = 1
    NAME_BEGINS_WITH_WORDS = 2
    OTHER_NAME_BEGINS_WITH_WORDS = 3
    NAME_BEGINS = 4
    OTHER_NAME_BEGINS = 5
    WORDS_IN_NAME = 6
    WORDS_IN_NAMES = 7
    PARTS_IN_NAMES = 8
    WORDS_ANYWHERE = 9
    PARTS_ANYWHERE = 10


_NAMED = {
    ("same", True): Level.NAME,
    ("same", False): Level.OTHER_NAME,
    ("word", True): Level.NAME_BEGINS_WITH_WORDS,
    ("word", False): Level.OTHER_NAME_BEGINS_WITH_WORDS,
    ("part", True): Level.NAME_BEGINS,
    ("part", False): Level.OTHER_NAME_BEGINS,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a typed text asks for: its words, those that tell something, and the stems each of these may mean.

    `joins` holds, for each telling word, the stem of it and the next one written as one word, or nothing.
    """

    words: tuple[str, ...]
    telling: tuple[str, ...] = ()
    stems: tuple[tuple[str, ...], ...] = ()
    wholes: tuple[tuple[str, ...], ...] = ()
    joins: tuple[str, ...] = ()

    @property
    def run(self) -> str:
        """Return all words written as one."""
        return "".join(self.words)


def wanted(typed: Iterable[str], vocabulary: Vocabulary) -> Wanted:
    """Return what these folded words ask for; the last one may be unfinished."""
    asked = tuple(typed)
    said = telling(list(asked))
    unfinished = [number == len(said) - 1 for number in range(len(said))]
    stems = tuple(tuple(vocabulary.meant(word, unfinished=open_end)) for word, open_end in zip(said, unfinished, strict=True))
    wholes = tuple((vocabulary.stem(word),) for word in said)
    joins = tuple(vocabulary.joined(first, second) for first, second in pairwise(said))
    return Wanted(asked, tuple(said), stems, wholes, (*joins, ""))


def typed_words(text: str) -> list[str]:
    """Return the words of a text that are searched for, folded: the first ten, of its first 200 characters.

    >>> typed_words('Regio "Deal" NEAR(Twente*)')
    ['regio', 'deal', 'near', 'twente']
    """
    return words(text[:_LONGEST])[:_MOST_WORDS]


def mended(asked: Wanted, vocabulary: Vocabulary) -> Wanted:
    """Return what was probably meant: words that occur nowhere make way for the known word they resemble most."""
    unknown = {word for word, stems in zip(asked.telling, asked.stems, strict=True) if not stems}
    return wanted([vocabulary.mended(word) if word in unknown else word for word in asked.words], vocabulary)


def matches(database: sqlite3.Connection, asked: Wanted) -> dict[int, int]:
    """Return the things that hold all the words, each with how well it matches (Level)."""
    levels = names(database, asked)
    for level, columns, stems in (
        (Level.WORDS_ANYWHERE, "{name alias description}", asked.wholes),
        (Level.PARTS_ANYWHERE, "{name alias description}", asked.stems),
    ):
        for number in _holding(database, columns, _all(stems, asked.joins)):
            levels.setdefault(number, level)
    return levels


def names(database: sqlite3.Connection, asked: Wanted) -> dict[int, int]:
    """Return the things whose names hold all the words, each with how well it matches (Level)."""
    levels: dict[int, int] = {}
    for number, level in sorted(_named(database, asked), key=lambda match: match[1]):
        levels.setdefault(number, level)
    for level, columns, stems in (
        (Level.WORDS_IN_NAME, "{name}", asked.wholes),
        (Level.WORDS_IN_NAMES, "{name alias}", asked.wholes),
        (Level.PARTS_IN_NAMES, "{name alias}", asked.stems),
    ):
        for number in _holding(database, columns, _all(stems, asked.joins)):
            levels.setdefault(number, level)
    return levels


def some(database: sqlite3.Connection, asked: Wanted) -> dict[int, int]:
    """Return the things that hold at least half of several words, each with the number of words it lacks."""
    held: Counter[int] = Counter()
    for stems in asked.stems:
        held.update(_holding(database, "{name alias description}", _any(stems)))
    lacking = {number: len(asked.stems) - count for number, count in held.items()}
    return {number: count for number, count in lacking.items() if count <= len(asked.stems) // 2}


def _named(database: sqlite3.Connection, asked: Wanted) -> Iterator[tuple[int, Level]]:
    """Yield the things with a name that is, or begins with, the words typed, however they are spaced."""
    if len(asked.run) < _NAMED_FROM:
        return
    found = database.execute(
        "SELECT thing, text, squashed, main FROM name WHERE squashed >= ? AND squashed < ?", (asked.run, asked.run + _AFTER_ANY)
    )
    for number, text, run, main in found:
        ending = "same" if run == asked.run else "word" if _ends_with_a_word(text, asked.run) else "part"
        yield number, _NAMED[ending, bool(main)]


def _ends_with_a_word(name: str, run: str) -> bool:
    """Tell whether the run is the first words of the name, and not part of one of them."""
    return len(run) in accumulate(len(word) for word in words(name))


def _holding(database: sqlite3.Connection, columns: str, expression: str) -> Iterator[int]:
    if expression:
        for (number,) in database.execute("SELECT rowid FROM text WHERE text MATCH ?", (f"{columns} : ({expression})",)):
            yield number


def _all(stems: Sequence[Sequence[str]], joins: Sequence[str]) -> str:
    """Return the FTS5 expression for all words, where two neighbours may also be written as one; empty when a word occurs nowhere."""
    if not stems:
        return ""
    apart = _and_all(_any(stems[0]), stems[1:], joins[1:])
    together = _and_all(_any(filter(None, joins[:1])), stems[2:], joins[2:])
    return " OR ".join(f"({part})" for part in (apart, together) if part)


def _and_all(first: str, stems: Sequence[Sequence[str]], joins: Sequence[str]) -> str:
    if not (first and stems):
        return first
    rest = _all(stems, joins)
    return f"({first}) AND ({rest})" if rest else ""


def _any(stems: Iterable[str]) -> str:
    """Return the FTS5 expression for any of these stems; in quotes, so that none is taken for an operator."""
    return " OR ".join('"' + stem.replace('"', '""') + '"' for stem in stems)


def shown(asked: Wanted, named: list[str], description: str, vocabulary: Vocabulary) -> str:
    """Return the name in which most of the words stand, or a part of the description when that holds more of them.

    `named` begins with the name that is shown when no words were asked for.
    """
    held = [_held(asked, name, vocabulary) for name in named]
    if max(held) >= len(asked.telling) or max(held) >= len(_met(asked, description, vocabulary)):
        return named[held.index(max(held))]
    return _fragment(asked, description, vocabulary)


def _held(asked: Wanted, name: str, vocabulary: Vocabulary) -> int:
    whole = bool(asked.run) and asked.run in squashed(name)
    return len(asked.telling) + 1 if whole else len(_met(asked, name, vocabulary))


def _met(asked: Wanted, text: str, vocabulary: Vocabulary) -> set[int]:
    """Return which of the telling words the text holds, as numbers."""
    stems = vocabulary.stems(words(text))
    return {number for number, meant in enumerate(asked.stems) if not stems.isdisjoint(meant)}


def _fragment(asked: Wanted, text: str, vocabulary: Vocabulary) -> str:
    """Return a stretch of the text around the first word asked for, cut between words."""
    parts = text.split()
    first = next(number for number, part in enumerate(parts) if _met(asked, part, vocabulary))
    start = max(0, first - _WORDS_BEFORE)
    end = first + _WORDS_AFTER
    return f"{'… ' if start else ''}{' '.join(parts[start:end])}{' …' if end < len(parts) else ''}"
