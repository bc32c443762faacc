"""Somebody else's triples, over HTTP, by the SPARQL 1.1 protocol."""

import ast
import json
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg import __version__
from kg.errors import EndpointError, QueryError
from kg.store import JSON_RESULTS, N_TRIPLES, Answer, Dataset, Formats
from kg.store.forms import Form, form
from kg.terms import BASE

_ALSO = {"application/json": JSON_RESULTS, "text/plain": N_TRIPLES}
_REFUSED = frozenset({413, 422})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_TOLD = 300
_WAY_OUT = "check the address (it often ends in /sparql) and whether it is in service"


class RemoteEndpoint:
    """Answers queries by asking the SPARQL endpoint at a URL, in a form by POST; it changes nothing there."""

    def __init__(self, url: str, base: str = BASE, timeout_s: int = 30) -> None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise EndpointError(f"{url!r} is no address of an endpoint; it begins with https:// or http://")
        self.url = url
        self.base = base
        self.timeout_s = timeout_s

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer to the query, in the format that fits its form."""
        asked = form(query)
        if asked not in {Form.ROWS, Form.GRAPH}:
            raise QueryError("not a SPARQL query: it selects, asks, constructs and describes nothing; changes are not sent")
        accept = formats.graph if asked is Form.GRAPH else formats.results
        try:
            body, media_type = self._sent(query, accept, dataset or Dataset())
        except QueryBadFormed as error:
            raise QueryError(f"{self.url} refuses the query: {_told(error)}") from error
        except SPARQLWrapperException as error:
            raise EndpointError(f"{self.url} does not answer: {error.msg}; {_WAY_OUT}") from error
        except HTTPError as error:
            raise self._refusal(error) from error
        except (OSError, HTTPException) as error:
            raise EndpointError(self._silence(error)) from error
        return Answer(body, self._checked(media_type, accept))

    def _sent(self, query: str, accept: str, dataset: Dataset) -> tuple[bytes, str]:
        """Return the body of the response and its media type."""
        wrapper = SPARQLWrapper(self.url, agent=f"kg/{__version__} (SPARQL 1.1 client)")
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.timeout_s)
        wrapper.setOnlyConneg(onlyConneg=True)  # no format=, output= and results=: the Accept header is the standard
        wrapper.addCustomHttpHeader("Accept", accept)
        for iri in dataset.default:
            wrapper.addDefaultGraph(iri)
        for iri in dataset.named:
            wrapper.addNamedGraph(iri)
        wrapper.setQuery(query)
        with closing(wrapper.query().response) as response:
            return response.read(), response.headers.get_content_type()

    def _refusal(self, error: HTTPError) -> EndpointError | QueryError:
        with closing(error):
            told = _short(error.read())
        if error.code in _REFUSED:
            return QueryError(f"{self.url} refuses the query: {told}")
        if error.code in _BUSY:
            return EndpointError(f"{self.url} is too busy, or the query asks too much: {_detail(told)}")
        return EndpointError(f"{self.url} does not answer: HTTP status {error.code}, {told or error.reason}; {_WAY_OUT}")

    def _silence(self, error: OSError | HTTPException) -> str:
        why = error.reason if isinstance(error, URLError) else error
        if isinstance(why, TimeoutError):
            return f"{self.url} did not answer within {self.timeout_s} seconds; ask for less (LIMIT), or allow more time"
        return f"{self.url} cannot be reached: {why or type(why).__name__}; {_WAY_OUT}"

    def _checked(self, media_type: str, accept: str) -> str:
        if media_type == accept or _ALSO.get(media_type) == accept:
            return accept
        raise EndpointError(f"{self.url} answers with {media_type} instead of {accept}; {_WAY_OUT}")


def _told(error: SPARQLWrapperException) -> str:
    """Return what the server said: the library keeps it as the last line of its message, as a bytes literal."""
    last = str(error).rpartition("Response:\n")[2]
    return _short(ast.literal_eval(last)) if last[:1] == "b" else "it does not say why"


def _detail(told: str) -> str:
    """Return the detail of problem details (RFC 9457 §3.1.4), or the text itself when it is none."""
    with suppress(ValueError, AttributeError):
        return str(json.loads(told).get("detail") or told)
    return told or "it does not say why"


def _short(body: bytes) -> str:
    words = " ".join(body.decode("utf-8", "replace").split())
    return words if len(words) <= _TOLD else f"{words[:_TOLD]}…"
