"""The words of a search index: which of them a typed word may mean, and which one a typing error meant."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kg.build.words import Stemmer

_PREFIX_FROM = 2  # letters from which the last word may still be going on
_PART_FROM = 4  # letters from which a word may be the first or last part of a compound
_INSIDE_FROM = 5  # letters from which it may stand anywhere inside one
_MENDED_FROM = 4  # letters from which a typing error is looked for
_TWO_ERRORS_FROM = 7
_BEGUN_FROM = 5  # letters from which one is also looked for in a word that is not finished
_MOST = 200
_AFTER_ANY = "\U0010ffff"


class Vocabulary:
    """The words that occur, with their stems and how often they do; never changes once made."""

    def __init__(self, entries: Iterable[tuple[str, str, int, int]]) -> None:
        """Take rows of word, stem, count and whether it is only two neighbouring words joined, sorted by word."""
        known = list(entries)
        self._stems: Mapping[str, str] = {word: stem for word, stem, _, _ in known}
        self._counts: Mapping[str, int] = {word: count for word, _, count, joined in known if not joined}
        self._known_stems = frozenset(self._stems[word] for word in self._counts)
        self._words = list(self._counts)
        self._run = "\n".join(["", *self._words, ""])
        self._starts = _starts(self._words)

    def stem(self, word: str) -> str:
        """Return the stem of a folded word."""
        return self._stems.get(word) or Stemmer().stem(word)

    def stems(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the stems of those words that occur."""
        return frozenset(self._stems[word] for word in texts if word in self._stems)

    def joined(self, first: str, second: str) -> str:
        """Return the stem of two words written as one, empty when nobody writes them so."""
        return self._stems.get(first + second, "")

    def meant(self, word: str, *, unfinished: bool) -> list[str]:
        """Return the stems a word may mean, its own first: of the words it is part of, or begins when it is unfinished."""
        stem = self.stem(word)
        own = [stem] if stem in self._known_stems else []
        others = (self._stems[known] for known in self._holding(word) if _may_mean(word, known, unfinished=unfinished))
        return list(dict.fromkeys([*own, *others]))[:_MOST]

    def mended(self, word: str) -> str:
        """Return the known word that a misspelt word most resembles, or the word itself when none comes near."""
        if len(word) < _MENDED_FROM or any(character.isdigit() for character in word):
            return word
        errors = 2 if len(word) >= _TWO_ERRORS_FROM else 1
        near = extract(word, self._words, scorer=OSA.distance, score_cutoff=errors, limit=None)
        ranked = sorted((distance, known[0] != word[0], -self._counts[known], known) for known, distance, _ in near)
        return ranked[0][-1] if ranked else self._begun(word)

    def _begun(self, word: str) -> str:
        """Return the known word of which a misspelt word is the beginning, the most usual first, or the word itself."""
        first, length = word[0], len(word)
        if length < _BEGUN_FROM:
            return word
        known = self._words[bisect_left(self._words, first) : bisect_left(self._words, first + _AFTER_ANY)]
        near = [each for each in known if any(OSA.distance(word, each[:end], score_cutoff=1) <= 1 for end in (length, length + 1))]
        return min(near, key=lambda each: (-self._counts[each], each), default=word)

    def _holding(self, part: str) -> Iterator[str]:
        """Yield the words in which the part stands, in their order."""
        place = self._run.find(part)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            yield self._words[number]
            place = self._run.find(part, self._starts[number] + len(self._words[number]))


def _starts(words: list[str]) -> list[int]:
    """Return where each word begins in the run of all words, each after a line feed."""
    starts, place = [], 1
    for word in words:
        starts.append(place)
        place += len(word) + 1
    return starts


def _may_mean(word: str, known: str, *, unfinished: bool) -> bool:
    if known.startswith(word):
        return len(word) >= (_PREFIX_FROM if unfinished else _PART_FROM)
    return len(word) >= (_PART_FROM if known.endswith(word) else _INSIDE_FROM)
