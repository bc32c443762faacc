"""Typed links from a document to what belongs with it: the same in the head of its page and in its Link header (RFC 8288)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

_KEPT = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Signpost:
    """A link: what the other is to this document (RFC 8288 §2.1), where it is, of which media type and language if that is known."""

    rel: str
    href: str
    media_type: str = ""
    language: str = ""

    def __str__(self) -> str:
        """Return the link as a member of a Link header.

        >>> str(Signpost("alternate", "/doc/doel/a.ttl", "text/turtle"))
        '</doc/doel/a.ttl>; rel="alternate"; type="text/turtle"'
        """
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{iri_to_uri(self.href)}>; rel="{self.rel}"{kind}' + (f'; hreflang="{self.language}"' if self.language else "")


def iri_to_uri(iri: str) -> str:
    """Return an IRI as a URI, in ASCII (RFC 3987 §3.1), for what can hold nothing else.

    >>> iri_to_uri("https://example.org/łódź?a=%C3%A9#x")
    'https://example.org/%C5%82%C3%B3d%C5%BA?a=%C3%A9#x'
    """
    return quote(iri, safe=_KEPT)


def link_header(signposts: Iterable[Signpost]) -> str:
    """Return the links as the value of a Link header."""
    return ", ".join(map(str, signposts))


def linkset(contexts: Mapping[str, Iterable[Signpost]]) -> str:
    """Return the links of several documents, by the address of each, as a linkset (RFC 9264 §4.2) with a line for each document."""
    told = (json.dumps({"anchor": anchor, **_by_relation(signposts)}, ensure_ascii=False) for anchor, signposts in contexts.items())
    return '{"linkset": [\n ' + ",\n ".join(told) + "\n]}\n"


def _by_relation(signposts: Iterable[Signpost]) -> Mapping[str, list[Mapping[str, object]]]:
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for each in signposts:
        told: dict[str, object] = {"href": each.href}
        if each.media_type:
            told["type"] = each.media_type
        found[each.rel].append({**told, "hreflang": [each.language]} if each.language else told)
    return found
