"""How near two wordings are to each other: whether a reader takes them for names of one thing."""

import re
import unicodedata

CONTAINED = 6
"""So many words, of which another wording holds all, make the two one."""

_MOSTLY = 0.8
_SORTS = frozenset(
    {
        "project",
        "pilot",
        "programma",
        "campagne",
        "traject",
        "initiatief",
        "actie",
        "gemeente",
        "netbeheerder",
        "ontwikkelaar",
        "zorgverzekeraar",
        "woningcorporatie",
    }
)
_SMALL = frozenset(
    {"de", "het", "een", "van", "voor", "en", "in", "op", "aan", "te", "om", "bij", "met", "door", "onze", "wij", "we", "dat"}
)
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


def nearness(first: str, second: str, contained: int = CONTAINED) -> float:
    """Return how near two wordings are, from 0 (of different things) to 1; numbers are the same or not.

    Words for the sort of thing and small words do not count. Of the others 0.8 must be the same, or one
    wording, of at least `contained` words, must be wholly in the other.

    >>> nearness("Project Zon op Daken", "zon op daken"), nearness("12.5", "12,50"), nearness("2018", "2019")
    (1.0, 1.0, 0.0)
    """
    if first == second:
        return 1.0
    if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second):
        return float(_number(first) == _number(second))
    one, other = _words(first), _words(second)
    if not one or not other:
        return 0.0
    share = len(one & other) / max(len(one), len(other))
    shorter = min(one, other, key=len)
    return share if share >= _MOSTLY or (len(shorter) >= contained and shorter == one & other) else 0.0


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = frozenset(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
    return found - _SMALL - _SORTS or found
