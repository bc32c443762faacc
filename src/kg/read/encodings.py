"""The text in bytes whose encoding is told wrongly or not at all."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso-8859-15", "windows-1252", "cp1252"})
_DUTCH = frozenset("éèëêïîíöóôòüúûùáàäâçñÉÈËÏÖÓÜÁÄ‘’“”„…–—€•°²³½¼§©®\xb4«»\xa0\u2212\xad·\xd7±µ")
"""The signs outside ASCII that Dutch text is written with."""
_BETWEEN_WORDS = frozenset("“”„…•")
_ODD = re.compile(r"[^\x00-\x7f]")
_WRITERS = ("cp1252", "mac_roman", "cp850")
_MOST = 0.9
_SAMPLE = 200_000
_FEW = 1000


def decoded(content: bytes, declared: str = "") -> str:
    """Return bytes as text; `declared` is the encoding the file says it has, which is believed after what the bytes show.

    >>> decoded("coördinatie".encode("cp1252"), "utf-8"), decoded("coördinatie".encode(), "iso-8859-1")
    ('coördinatie', 'coördinatie')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content[:_SAMPLE])
    if wide:
        return content.decode(wide, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _not_utf8(content, declared.strip().casefold())


def _wide(sample: bytes) -> str:
    """Return which UTF-16 this is, by the zeros that Latin letters have in it, or nothing."""
    half = len(sample) // 2
    if sample[1::2].count(0) * 10 > half * 7:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) * 10 > half * 7 else ""


def _not_utf8(content: bytes, declared: str) -> str:
    damaged = content.decode("utf-8", "replace")
    if damaged.count("\ufffd") * _FEW < len(content) and _has_utf8(damaged):
        return damaged
    if declared and declared not in _WESTERN and not declared.startswith("utf"):
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    return _dutch(content) or _guessed(content)


def _has_utf8(damaged: str) -> bool:
    """Tell whether most of what is not ASCII was good UTF-8, so that only a byte or two is broken."""
    broken = damaged.count("\ufffd")
    return sum(sign > "\x7f" for sign in damaged) > 2 * broken


def _dutch(content: bytes) -> str:
    """Return the text in the encoding of Windows, Macintosh or DOS in which it is Dutch, or nothing when it is in none."""
    read = {encoding: _share(content[:_SAMPLE].decode(encoding, "replace")) for encoding in _WRITERS}
    best = max(_WRITERS, key=lambda encoding: read[encoding])
    return content.decode(best, "replace") if read[best] >= _MOST else ""


def _share(text: str) -> float:
    """Return how many of the signs outside ASCII are of Dutch text; quotes and dots within a word are not."""
    odd = [*_ODD.finditer(text)]
    return sum(found[0] in _DUTCH and not _within(text, found.start()) for found in odd) / max(1, len(odd))


def _within(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in _BETWEEN_WORDS and len(around) > 1 and around.isalpha() and around.islower()


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE]).best()
    return content.decode(best.encoding if best is not None else "cp1252", "replace")
