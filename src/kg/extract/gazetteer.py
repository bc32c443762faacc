"""Names already known → the things of the graph they may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from kg.extract.naming import singulars, squashed, without_article
from kg.model.candidates import Choice
from kg.model.tables import Row

NEAR = 88.0
"""How alike two names must be (0 to 100) for the one to be offered as the other."""

_MOST_CHOICES = 5
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_SHORTEST_FUZZY = 8
_BEGIN = 4
_PLURAL = 2
_WIDEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the graph under one of its names; `owners` are the ids of the things it belongs to, such as its municipality."""

    id: str
    table: str
    name: str
    spelling: str
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A known name found in a text: where it stands, and the things that are called so."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Gazetteer:
    """All names of the things that rows describe, found by how they are spelt."""

    entries: tuple[Entry, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return the entries by their squashed spelling."""
        found: dict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
        for entry in self.entries:
            found[squashed(entry.spelling)].setdefault((entry.table, entry.id), entry)
        found.pop("", None)
        return {spelling: tuple(each.values()) for spelling, each in found.items()}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Return the first four letters of all spellings, by which most places in a text are passed over."""
        return frozenset(spelling[:_BEGIN] for spelling in self.by_spelling)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.by_spelling), default=0)

    def called(self, name: str, *tables: str) -> tuple[Entry, ...]:
        """Return the things of these tables (of any when none is given) that are called exactly so, however it is spelt."""
        for spelt in (name, without_article(name)):
            for spelling in (squashed(spelt), *singulars(spelt)):
                found = tuple(entry for entry in self.by_spelling.get(spelling, ()) if not tables or entry.table in tables)
                if found:
                    return found
        return ()

    def near(self, name: str, table: str, owners: frozenset[str] = frozenset()) -> tuple[Choice, ...]:
        """Return the things of a table with a name much like this one, best first; with `owners`, only what belongs to one of them."""
        if len(name) < _SHORTEST_FUZZY:
            return ()
        asked = [entry for entry in self.entries if entry.table == table and (not owners or not entry.owners or owners & entry.owners)]
        found = process.extract(
            name.casefold(),
            [entry.spelling.casefold() for entry in asked],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=NEAR,
            limit=_MOST_CHOICES * 2,
        )
        best: dict[str, Choice] = {}
        for _, score, place in found:
            entry = asked[place]
            best.setdefault(entry.id, Choice(entry.id, entry.name, round(score / 100, 2)))
        return tuple(best.values())[:_MOST_CHOICES]

    def mentions(self, text: str) -> Iterator[Known]:
        """Yield the known names in a text from left to right, the longest at each place; they do not overlap."""
        words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        place = 0
        while place < len(words):
            found = self._longest_at(text, words, place)
            if found:
                known, place = found
                yield known
            else:
                place += 1

    def _longest_at(self, text: str, words: Sequence[tuple[int, int]], place: int) -> tuple[Known, int] | None:
        best: tuple[Known, int] | None = None
        start, spelling = words[place][0], ""
        for last in range(place, min(place + _MOST_WORDS, len(words))):
            if last > place and not _joined(text[words[last - 1][1] : words[last][0]]):
                break
            spelling += squashed(text[words[last][0] : words[last][1]])
            if len(spelling) > self._longest + _PLURAL or (len(spelling) >= _BEGIN and spelling[:_BEGIN] not in self._beginnings):
                break
            plurals = singulars(text[words[place][0] : words[last][1]])
            entries = tuple(entry for each in (spelling, *plurals) for entry in self.by_spelling.get(each, ()))
            if entries:
                best = Known(start, words[last][1], entries), last + 1
        return best


def _joined(between: str) -> bool:
    """Tell whether what stands between two words can stand within a name."""
    return len(between) <= _WIDEST and not set(between) & set(".;:!?()[]\n\t|•")


def gazetteer(rows: Iterable[Row], extra: Iterable[Entry] = ()) -> Gazetteer:
    """Return the names in the rows of fact tables: preferred names, other names, and forms of them that are common in texts."""
    told = list(rows)
    publishers = {row["id"]: row["publisher"] for row in told if row.table == "documents"}
    things = [row for row in told if row["id"] and row.table not in {"documents", "results"}]
    owners = _owners(things, publishers)
    entries = [entry for row in things for entry in _entries(row, owners)]
    names: dict[str, str] = {}
    for row in things:
        names.setdefault(row["id"], row["name"])
    return Gazetteer((*entries, *extra), names)


def _owners(things: Sequence[Row], publishers: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return, per thing, what it belongs to: its owner, its programme and theirs; an initiative to who publishes of it."""
    direct: dict[str, set[str]] = defaultdict(set)
    for row in things:
        publisher = publishers.get(row["source"], "") if row.table == "initiatives" else ""
        direct[row["id"]].update(
            filter(None, (publisher, row["owner"], row["programme"], row["part_of"], *row.values("goal_or_programme")))
        )
    return {thing: frozenset(_reached(thing, direct)) for thing in list(direct)}


def _reached(thing: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [thing]
    while waiting:
        new = direct.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _entries(row: Row, owners: Mapping[str, frozenset[str]]) -> Iterator[Entry]:
    for spelling in dict.fromkeys((row["name"], *row.values("alt_names"))):
        for form in forms(spelling):
            yield Entry(row["id"], row.table, row["name"], form, owners.get(row["id"], frozenset()))


_BRACKETED = re.compile(r"^(?P<long>.+?)\s*\((?P<short>[^()]{2,40})\)$")
_SORTED = re.compile(r"(?:[Pp]roject|[Pp]ilot|[Pp]rogramma|[Cc]ampagne|[Tt]raject|[Ii]nitiatief)\s+(?P<name>[A-Z].+)")
_LEGAL = re.compile(r"\s+(?:B\.?V\.?|N\.?V\.?|U\.?A\.?)$")


def forms(spelling: str) -> Iterator[str]:
    """Yield a name and the forms that texts give it: without what stands in brackets, its legal form, or the word for its sort.

    >>> list(forms("Project Zonneveld Noord"))
    ['Project Zonneveld Noord', 'Zonneveld Noord']
    """
    yield spelling
    bracketed = _BRACKETED.match(spelling)
    if bracketed:
        yield bracketed["long"]
        if bracketed["short"].isupper():
            yield bracketed["short"]
    legal = _LEGAL.sub("", spelling)
    if legal != spelling:
        yield legal
    sorted_so = _SORTED.match(spelling)
    if sorted_so and len(sorted_so["name"]) >= _SHORTEST_FUZZY:
        yield sorted_so["name"]
