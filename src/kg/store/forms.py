"""What a text in SPARQL asks for, told without parsing it: rows, a graph, a change; and whether it may call elsewhere."""

import re
from collections.abc import Collection
from enum import StrEnum

NOT_CODE = re.compile(  # what is left open runs on to the end, so that reading stays linear in the length
    r"<[^<>\"{}|^`\\\s]*+>"
    r'|"""(?:\\.|(?!""")[^\\])*+(?:""")?'
    r"|'''(?:\\.|(?!''')[^\\])*+(?:''')?"
    r"|\"(?:\\.|[^\"\\\n\r]++)*+\"?|'(?:\\.|[^'\\\n\r]++)*+'?"
    r"|#[^\n\r]*+",
    re.DOTALL,
)
_FORM = re.compile(
    r"(?<![\w:?$@.-])(?:(?P<rows>select|ask)|(?P<graph>construct|describe)"
    r"|(?P<change>insert|delete|load|clear|drop|create|add|move|copy|with))(?![\w:-])",
    re.IGNORECASE,
)

_BEGINNING = re.compile(  # of most queries: what it declares, then the word that tells
    r"(?:\s*+(?:prefix\s++[\w.-]*+:\s*+|base\s*+)<[^<>\"{}|^`\\\s]*+>)*+\s*+(?:(?P<rows>select|ask)|(?P<graph>construct|describe))(?![\w:-])",
    re.IGNORECASE,
)
_MANY = 50
_NAME_BEFORE = re.compile(r"[?$:]\w*\Z")
_GAP = r"(?:\s|#[^\n\r]*+)*+"
_NAME = r"(?:<[^>]*+>|[?$][^\s{.#]++|(?=[^\s{<]*?:)(?:\\.|[^\s{<#\\]++)++)"
_CALL = re.compile(rf"service{_GAP}(?:silent{_GAP})?(?P<name>{_NAME}){_GAP}\{{", re.IGNORECASE)


class Form(StrEnum):
    """What the answer to a text in SPARQL is; UNKNOWN when it is no SPARQL, which the endpoint will say better."""

    ROWS = "rows"
    GRAPH = "graph"
    CHANGE = "change"
    UNKNOWN = "unknown"


def form(query: str) -> Form:
    """Return what a query asks for; words in IRIs, strings, comments, names and variables count for nothing.

    >>> form("PREFIX select: <http://a/construct> DESCRIBE select:x")
    <Form.GRAPH: 'graph'>
    >>> form("INSERT DATA { <a:s> <a:p> 1 }")
    <Form.CHANGE: 'change'>
    """
    match = _BEGINNING.match(query) or _FORM.search(NOT_CODE.sub(" ", query))
    return Form(match.lastgroup or "") if match else Form.UNKNOWN


def calls_service(query: str, allowed: Collection[str] = ()) -> bool:
    """Tell whether a query may hold a SERVICE clause beyond the allowed IRIs: the word, a name and a brace, wherever they stand.

    Strings and comments are not left out on purpose. Where one ends is a matter of the parser's own
    reading (it takes `?a<'>'` for a comparison and `?o.SERVICE:x{` for a call), and a clause that we
    held to be text would reach into our network; a text that looks like a clause is only refused.
    An allowed IRI is written in full, as it stands in the list: a prefixed name or variable never is.

    >>> calls_service("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"), calls_service('ASK { ?service ?p "SERVICE" }')
    (True, False)
    >>> calls_service("ASK { SERVICE SILENT <http://a/> { } }", {"http://a/"}), calls_service("ASK { SERVICE ?a { } }", {"http://a/"})
    (False, True)
    """
    if query.isascii() and "service" not in query.lower():
        return False
    found = [match.start() for match in re.finditer("service", query, re.IGNORECASE)]
    if len(found) > _MANY:  # each costs a look at what follows
        return True
    return any(_reaches(query, start, allowed) for start in found)


def _reaches(query: str, start: int, allowed: Collection[str]) -> bool:
    call = _CALL.match(query, start)
    if not call or _NAME_BEFORE.search(query[max(0, start - 200) : start]):
        return False
    return not (call["name"].startswith("<") and call["name"][1:-1] in allowed)
