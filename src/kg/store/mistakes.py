"""What is wrong with a text in SPARQL, told so that its writer can mend it: where, what stands there, what could."""

import re

from kg.errors import QueryError
from kg.store.wording import first_mistake

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w'\[{.])[A-Z][A-Z ]*[A-Z](?![\w'}])")
_SENTENCE = re.compile(r"(?:\A|, )([A-Z]\w*(?: \w+)* [a-z]\w*(?: \w+)*)(?=,|\s*\Z)")
_NO_PREFIX = "Prefix not found"
_TOLD = 8
_BEYOND = frozenset({"LATERAL", "SERVICE"})
"""Words the parser knows beyond SPARQL 1.1, or that are refused here."""


def syntax_error(query: str, said: str, kind: str = "query") -> QueryError:
    r"""Return the error for what the parser said of a query or an update: a sentence with line, column and what could stand there.

    >>> str(syntax_error("SELECT * {\n ?s a foaf:P }", "error at 2:13: expected one of Prefix not found, ['%']"))
    'not a SPARQL 1.1 query: line 2, column 7: the prefix foaf: is not declared'
    >>> str(syntax_error("ASK {", 'error at 1:6: expected one of "{", "}", [_], OPTIONAL'))
    'not a SPARQL 1.1 query: line 1, column 6: the text ends here, or something before it is wrong; expected "{", "}", OPTIONAL'
    """
    place = _PLACE.match(said)
    if not place:
        return QueryError(f"not a SPARQL 1.1 {kind}: {said}")
    lines = query.split("\n")
    line, column = int(place[1]), int(place[2])
    end = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    line, column, why = _by_its_words(query, place[3], end) or (line, column, "")
    text = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    why = why or _why(text, column, place[3], last=not "".join([text[column - 1 :], *lines[line:]]).strip())
    return QueryError(f"not a SPARQL 1.1 {kind}: line {line}, column {column}: {why}", line, column, text)


def _by_its_words(query: str, expected: str, end: int) -> tuple[int, int, str] | None:
    """Return line, column and what is wrong when a word before the parser's place is; not when the parser itself says it in a sentence."""
    if _SENTENCE.search(expected) and _NO_PREFIX not in expected:
        return None
    found = first_mistake(query, end)
    if not found:
        return None
    start, why = found
    return query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start), why


def _why(text: str, column: int, expected: str, *, last: bool) -> str:
    if said := _SENTENCE.search(expected):
        return said[1].replace("The ", "the ", 1)
    words = [word for word in dict.fromkeys(_WORD.findall(expected)) if word not in _BEYOND]
    could = f"expected {', '.join(words)}" if 0 < len(words) <= _TOLD else ""
    return "; ".join(part for part in (_here(text, column, last=last), could) if part) or expected.strip()


def _here(text: str, column: int, *, last: bool) -> str:
    """Return the word that stands at the column, whole."""
    if last:
        return "the text ends here, or something before it is wrong"
    found = next((word for word in re.finditer(r"\S+", text) if word.end() >= column), None)
    return f"{found[0]!r} cannot stand here" if found else ""
