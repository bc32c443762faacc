"""Accept header → media type: proactive negotiation of RFC 9110 §12.5.1, and nothing else.

What RFC 9110 leaves to the server is decided here: an equal quality goes to what the client named most
precisely, then to the order of our own offers; a member we cannot read counts as not sent; a header
that is absent, empty or wholly unreadable takes the first offer. The parameters `charset`, `profile`
and `version` say how one would like the document, not which one: they never stand in the way of a match.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

_WORD = r"[!#$%&'+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"?'  # a quote left open runs to the end, so that reading stays linear in the length
_MEMBER = re.compile(rf"(?:[^,\"]|{_QUOTED})+")
_RANGE = re.compile(
    rf"\s*(?:\*(?:/\*)?|(?P<kind>{_WORD})/(?P<subtype>\*|{_WORD}))\s*(?P<parameters>(?:;.*)?)",  # Java sends a bare `*`
    re.DOTALL,
)
_PARAMETER = re.compile(rf";\s*(?:(?P<name>{_WORD})\s*=\s*(?P<value>{_WORD}|{_QUOTED}))?\s*")
_QUALITY = re.compile(r"\d++(?:\.\d*+)?|\.\d++")
_LONGEST = 4096
"""What stands behind so many characters of an Accept header is not read: browsers send some two hundred."""
_HOW = frozenset({"charset", "profile", "version"})
_NO_ALIASES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept header, lower-cased; `quality` is from 0 (never) to 1."""

    kind: str
    subtype: str
    parameters: frozenset[tuple[str, str]] = frozenset()
    quality: float = 1.0

    @property
    def precision(self) -> int:
        """Return how precisely the range names a type: 0 for anything, 1 for text/*, 2 for one type."""
        return (self.kind != "*") + (self.subtype != "*")

    def takes(self, media_type: str) -> bool:
        """Tell whether a media type (without parameters) falls in the range."""
        kind, subtype = media_type.split("/")
        return not self.parameters and self.kind in {"*", kind} and self.subtype in {"*", subtype}


def accepted(header: str | None, offers: Sequence[str], aliases: Mapping[str, str] = _NO_ALIASES) -> str:
    """Return the offer the client likes best, or "" when it accepts none of them.

    `aliases` are other names by which clients ask for an offer; wildcards do not reach them.

    >>> accepted("text/turtle;q=0.5, application/ld+json", ["text/html", "text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> accepted("text/html;q=0, */*", ["text/html", "text/turtle"])
    'text/turtle'
    >>> accepted("image/png", ["text/html"])
    ''
    """
    ranges = [_named(member, aliases) for member in media_ranges((header or "")[:_LONGEST])]
    if not ranges:
        return offers[0]
    quality, _, offer = max(((*_liking(offer, ranges), offer) for offer in offers), key=lambda liked: liked[:2])
    return offer if quality > 0 else ""


def media_ranges(header: str) -> Iterator[MediaRange]:
    """Yield the media ranges of an Accept header, leaving out what is none.

    >>> [(one.kind, one.subtype, one.quality) for one in media_ranges("Text/HTML;q=.8, */*;q=0.1, nonsense")]
    [('text', 'html', 0.8), ('*', '*', 0.1)]
    """
    for member in _MEMBER.findall(header):
        if match := _RANGE.fullmatch(member.lower()):
            yield from _media_range(match["kind"] or "*", match["subtype"] or "*", match["parameters"])


def _media_range(kind: str, subtype: str, text: str) -> Iterator[MediaRange]:
    names: list[tuple[str, str]] = []
    for name, value in _parameters(text):
        if name == "q":  # what follows the weight is no part of the range (RFC 9110 §12.5.1, note)
            if _QUALITY.fullmatch(value):
                yield MediaRange(kind, subtype, frozenset(names), min(float(value), 1.0))
            return
        if name not in _HOW:
            names.append((name, value))
    yield MediaRange(kind, subtype, frozenset(names))


def _parameters(text: str) -> Iterable[tuple[str, str]]:
    return [(match["name"], match["value"].strip('"')) for match in _PARAMETER.finditer(text) if match["name"]]


def _named(member: MediaRange, aliases: Mapping[str, str]) -> MediaRange:
    kind, subtype = aliases.get(f"{member.kind}/{member.subtype}", f"{member.kind}/{member.subtype}").split("/")
    return replace(member, kind=kind, subtype=subtype)


def _liking(offer: str, ranges: Iterable[MediaRange]) -> tuple[float, int]:
    """Return the quality which the most precise range gives the offer, and that precision."""
    fitting = [(one.precision, one.quality) for one in ranges if one.takes(offer)]
    precision, quality = max(fitting, default=(0, 0.0))
    return quality, precision
