"""The words of SPARQL 1.1, and what in a text is none of them: an undeclared prefix, a misspelt keyword."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from kg.store.forms import NOT_CODE

_WORDS = """
A ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY COUNT CREATE DATA
DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT
HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT LOAD MAX MD5 MIN MINUS
MINUTES MONTH MOVE NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT
SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR
SUM TIMEZONE TO TRUE TZ UCASE UNDEF UNION URI USING UUID VALUES WHERE WITH YEAR
"""
_BEYOND = "ADJUST HASLANG HASLANGDIR ISTRIPLE LANGDIR LATERAL OBJECT PREDICATE STRLANGDIR SUBJECT TRIPLE VERSION"
"""What the engine takes beside these, and so is not wrong."""
WORDS = frozenset(_WORDS.split())
"""All words of SPARQL 1.1, upper-case."""
_TAKEN = WORDS | frozenset(_BEYOND.split())
_TOKEN = re.compile(
    r"[?$@]\w[\w-]*+|_:[\w.-]++|(?P<prefix>(?:[^\W\d_][\w.-]{0,60}+)?):(?P<name>(?:[\w.%:-]|\\.)*+)|\d[\w.+-]*+|(?P<word>[^\W\d]\w*+)"
)
_LIKE = 0.7
_SHORT = 3
"""A shorter word is like too many."""
_LONGEST = 20_000
"""What stands behind so many characters is not looked at."""

Mistake = tuple[int, str]


def first_mistake(query: str, end: int = _LONGEST) -> Mistake | None:
    """Return where the first misspelt word or undeclared prefix before `end` stands, counted from 0, and what is wrong with it, if any.

    >>> first_mistake("SELECT * { ?s ?p ?o FILTR(?o > 3) }")
    (20, "'FILTR' is no word of SPARQL; did you mean FILTER?")
    >>> first_mistake("SELECT * { ?s a <urn:x> ; xyz:a ?o }")
    (26, 'the prefix xyz: is not declared')
    """
    found = next(_mistakes(query[:_LONGEST]), None)
    return found if found and found[0] <= end else None


def _mistakes(query: str) -> Iterator[Mistake]:
    declared: set[str] = set()
    before = ""
    for token in _TOKEN.finditer(NOT_CODE.sub(_blank, query)):
        prefix, word = token["prefix"], token["word"]
        if prefix is not None and before == "PREFIX":
            declared.add(prefix)
        elif prefix is not None and (prefix or token["name"]) and prefix not in declared:
            yield token.start(), f"the prefix {prefix}: is not declared"
        elif word and word.upper() not in _TAKEN and (like := _like(word)):
            yield token.start(), f"{word!r} is no word of SPARQL; did you mean {like}?"
        before = word.upper() if word else ""


@lru_cache(256)
def _like(word: str) -> str:
    return next(iter(get_close_matches(word.upper(), sorted(WORDS), 1, _LIKE)), "") if len(word) >= _SHORT else ""


def _blank(match: "re.Match[str]") -> str:
    return re.sub(r"[^\n]", " ", match[0])
