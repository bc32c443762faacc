"""The plain query, GET /sparql?query=… and nothing else: from the bytes of its request to the bytes of its answer.

Most queries of programs are plain. What stands here is the endpoint of sparql.py once more, for these alone and
without the router: same question, same answers kept, same headers.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

from kg.store import Formats, Question
from kg.store.forms import Form, form
from kg.store.workers.pool import Errand, Reply
from kg.web.answers import Answers, Kept
from kg.web.asking import Evaluation, client_at
from kg.web.headers import COMMON
from kg.web.negotiation import accepted
from kg.web.responses import held_tags
from kg.web.sparql import HTML, offered, rules

LARGEST_HEAD = 16 * 1024
"""A longer head is not looked at here."""

_HEAD = re.compile(rb"GET /sparql\?query=([!-~]*) HTTP/1\.1\r\n((?:[^\r\n]++\r\n)++)\r\n")
_ODD = frozenset({b"connection", b"upgrade", b"expect", b"content-length", b"transfer-encoding"})
"""Headers that say something of the connection or announce a body: what has one is not plain."""
_OWN = 1024
"""What a head that is remembered takes beside its bytes."""

Answer = tuple[bytes, bytes]
"""A status line, and what follows the date."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A plain query: the question, who asks it, and the entity tags of the answers that the client holds."""

    question: Question
    client: str
    tags: str


@dataclass(frozen=True, slots=True)
class _Headers:
    """What the headers of a request tell that matters to a plain query."""

    accept: str
    tags: str
    forwarded: str


class PlainQueries:
    """Answers plain queries, and remembers the answer to each head: the same bytes again have the same answer."""

    def __init__(self, evaluation: Evaluation, answers: Answers, most_bytes: int) -> None:
        fixed = {**rules(evaluation.limits), **COMMON}
        self._evaluation = evaluation
        self._answers = answers
        self._most_bytes = most_bytes
        self._bytes = 0
        self._told: OrderedDict[bytes, Answer] = OrderedDict()
        self._rules = {name.lower(): f"{name.lower()}: {value}\r\n" for name, value in fixed.items()}

    def again(self, head: bytes) -> Answer | None:
        """Return the answer to a head that came before."""
        answer = self._told.get(head)
        if answer:
            self._told.move_to_end(head)
        return answer

    def read(self, head: bytes, peer: str, proxy: str) -> Asked | None:
        """Return what a head asks; None when it is anything but a plain query, or anything is odd about it.

        Who asks is the peer; behind the proxy it is who the proxy names.
        """
        found = _HEAD.fullmatch(head) if len(head) <= LARGEST_HEAD else None
        if not found or b"&" in found[1] or b"#" in found[1]:
            return None
        headers = _headers(found[2])
        question = _question(found[1], headers.accept) if headers else None
        if not headers or not question:
            return None
        return Asked(question, client_at(headers.forwarded if proxy and peer == proxy and headers.forwarded else peer), headers.tags)

    def kept(self, asked: Asked, head: bytes) -> Answer | None:
        """Return the answer when it is kept."""
        kept = self._answers.find(asked.question)
        return self._answer(asked, head, kept) if kept else None

    def at_once(self, asked: Asked) -> Errand | None:
        """Return the query on its way to who evaluates, when that needs no waiting."""
        return self._evaluation.at_once(asked.question, asked.client)

    async def ask(self, asked: Asked, errand: Errand | None = None) -> Reply | Exception:
        """Return the reply of who evaluates, who may have been asked already, or why there is none."""
        try:
            return await (errand.reply() if errand else self._evaluation.ask(asked.question, asked.client))
        except Exception as error:  # noqa: BLE001 - whoever gets it raises it again
            return error

    def keep(self, asked: Asked, head: bytes, reply: Reply) -> Answer:
        """Return a whole reply as an answer, kept for the next who asks."""
        return self._answer(asked, head, self._answers.keep(asked.question, reply.body, reply.media_type))

    def _answer(self, asked: Asked, head: bytes, kept: Kept) -> Answer:
        """Return 304 to who holds the answer, else the answer (RFC 9110 §13.1.2)."""
        if asked.tags and held_tags(asked.tags, kept.tag):
            own = f"etag: {kept.tag}\r\n" + "".join(line for name, line in self._rules.items() if name != "content-security-policy")
            answer = b"HTTP/1.1 304 Not Modified\r\n", f"{own}\r\n".encode()
        else:
            own = f"content-length: {len(kept.body)}\r\ncontent-type: {_content_type(kept.media_type)}\r\netag: {kept.tag}\r\n"
            answer = b"HTTP/1.1 200 OK\r\n", f"{own}{''.join(self._rules.values())}\r\n".encode() + kept.body
        if kept.lasting:
            self._remember(head, answer)
        return answer

    def _remember(self, head: bytes, answer: Answer) -> None:
        if head in self._told:
            return
        self._told[head] = answer
        self._bytes += len(head) + len(answer[1]) + _OWN
        while self._bytes > self._most_bytes:
            gone, (_, rest) = self._told.popitem(last=False)
            self._bytes -= len(gone) + len(rest) + _OWN


def _question(sent: bytes, accept: str) -> Question | None:
    try:
        query = decoded(sent.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    kind = form(query)
    if kind not in {Form.ROWS, Form.GRAPH}:
        return None
    media_type = _negotiated(accept, kind)
    if not media_type:
        return None
    return Question(query, Formats(graph=media_type) if kind is Form.GRAPH else Formats(results=media_type))


def decoded(text: bytes) -> bytes:
    r"""Return a text without its percent-encoding (RFC 3986 §2.1), as urllib does but in one go; a % that begins no octet stays.

    >>> decoded(b"a%20b%C3%AB"), decoded(b"50%, %zz")
    (b'a b\xc3\xab', b'50%, %zz')
    """
    try:
        return text.replace(b"\\", b"%5C").replace(b"%", rb"\x").decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:
        return unquote_to_bytes(text)


class _Listener:
    """What the parser of the server hears in a head."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.headers.append((name.lower(), value))

    def on_message_complete(self) -> None:
        """Note that nothing follows."""
        self.complete = True


@lru_cache(512)
def _headers(lines: bytes) -> _Headers | None:
    """Return what header lines tell, read by the parser that the server has; None when one is odd."""
    heard = _Listener()
    try:
        HttpRequestParser(heard).feed_data(b"GET / HTTP/1.1\r\n" + lines + b"\r\n")
    except (HttpParserError, HttpParserUpgrade):
        return None
    if not heard.complete or any(name in _ODD for name, _ in heard.headers):
        return None

    def joined(wanted: bytes) -> str:
        return ", ".join(value.decode("latin-1") for name, value in heard.headers if name == wanted)

    return _Headers(joined(b"accept"), joined(b"if-none-match"), joined(b"x-forwarded-for").rpartition(",")[2].strip())


@lru_cache(512)
def _negotiated(accept: str, kind: Form) -> str:
    """Return the format that is accepted, and nothing when that is a page, or none."""
    offers, names = offered(kind)
    media_type = accepted(accept or None, (*offers, HTML), names)
    return "" if media_type == HTML else media_type


@lru_cache(64)
def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
