"""Text as the search index knows it: words without case and accents, and their Dutch stems."""

import re
import unicodedata

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_PLURAL = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)  # regio's, Almelo's
_STOP = re.compile(
    "aan|als|bij|dat|de|den|der|des|die|dit|door|een|en|er|het|hun|in|is|met|na|naar|of|om|ons|onze|op|over|te|tot|uit|van|voor|wat|wij|zijn"
    "|a|an|and|by|for|from|on|the|to|with"
)


def folded(text: str) -> str:
    """Return the text without case and accents.

    >>> folded("Coöperatie ÉÉN")
    'cooperatie een'
    """
    plain = _PLURAL.sub("", text).casefold()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in parts if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded.

    >>> words("Regio's in Oost-Twente (2018)")
    ['regio', 'in', 'oost', 'twente', '2018']
    """
    return _WORD.findall(folded(text))


def squashed(text: str) -> str:
    """Return the text as one run of letters and digits, so that joined and split spellings are the same.

    >>> squashed("Regio Deal") == squashed("regiodeal")
    True
    """
    return "".join(words(text))


def telling(found: list[str]) -> list[str]:
    """Return the words without those that stand in any sentence; when there are no others, all of them.

    >>> telling(["de", "energie", "van", "twente"]), telling(["in"])
    (['energie', 'twente'], ['in'])
    """
    return [word for word in found if not _STOP.fullmatch(word)] or found


class Stemmer:
    """Brings Dutch words to their stems; not to be used by two threads at once."""

    def __init__(self) -> None:
        self._dutch = snowballstemmer.stemmer("dutch")
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of a folded word.

        >>> [Stemmer().stem(word) for word in ("gemeenten", "gemeente", "strategieen", "strategie", "huizen")]
        ['meen', 'meen', 'strategie', 'strategie', 'huis']
        """
        if word not in self._known:
            singular = word[:-2] if word.endswith("ieen") else word  # strategieën, energieën
            self._known[word] = str(self._dutch.stemWord(singular))
        return self._known[word]
