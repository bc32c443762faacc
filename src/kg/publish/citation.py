"""How to cite an answer: what was asked, at which lasting address, of which release, and when."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

from kg.publish.library import Language, Library, View
from kg.publish.words import words

FORMS = (("txt", "TXT"), ("bib", "BibTeX"), ("ris", "RIS"))
"""In which files a citation can be had, by suffix."""

LONGEST = 8_000
"""In characters, of the path that is cited: servers and browsers take no longer addresses."""

_TEX: Mapping[str, str] = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "ß": r"{\ss}",
        "ø": r"{\o}",
        "Ø": r"{\O}",
        "æ": r"{\ae}",
        "œ": r"{\oe}",
        "€": r"\texteuro{}",
        "–": "--",
        "—": "---",
        "\u2018": "`",
        "’": "'",
        "“": "``",
        "”": "''",
    },
)
_ACCENTS = MappingProxyType(
    {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030a": "r ", "\u030c": "v ", "\u0327": "c "}
)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_SAFE = "%/:?=&+,;@!$'()*-._~"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation tells, but for the day: the title, the lasting address with the release in it, and the digest of the graph."""

    title: str
    address: str
    author: str
    release: str
    digest: str
    language: Language = Language.NL


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation on a page: the text before the day, the address after it with a link, what ends it, and the files with a link."""

    before: str
    middle: str
    address: str
    href: str
    after: str
    files: tuple[tuple[str, str], ...]


def citation(library: Library, language: Language, title: str, path: str) -> Citation:
    """Return the citation of what stands at a path of the site, in the release that is served."""
    return Citation(
        title=_SPACE.sub(" ", title).strip(),
        address=f"{library.endpoint.base}{lasting(library, path, **_spoken(language))}",
        author=library.site(language),
        release=str(library.manifest.get("release", "")),
        digest=str(library.manifest.get("rdfc10Sha256", "")),
        language=language,
    )


def lasting(library: Library, path: str, **more: str) -> str:
    """Return a path and query with the release that is served and what more is given, and nothing that an address cannot hold."""
    parts, added = urlsplit(path), {"release": str(library.manifest.get("release", "")), **more}
    pairs = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in added]
    query = "&".join([*pairs, *(f"{name}={value}" for name, value in added.items() if value)])
    return quote(f"{parts.path}?{query}" if query else parts.path, safe=_SAFE)


def cited(library: Library, view: View, title: str, path: str) -> Cited | None:
    """Return the citation for a page about what stands at a path; None when that is too long for an address."""
    if len(path) > LONGEST:
        return None
    made = citation(library, view.language, title, path)
    before, _, rest = _line(made, "\0").partition("\0")
    middle, _, after = rest.partition(made.address)
    spoken = _spoken(view.language)
    files = tuple((name, f"{view.root}/citaat.{suffix}?{urlencode({'adres': path, **spoken})}") for suffix, name in FORMS)
    return Cited(before, middle, made.address, f"{view.root}{lasting(library, path, **spoken)}", after, files)


def plain(made: Citation, accessed: date) -> str:
    r"""Return the citation as a line of text, much as APA 7 has it for a data set without a year.

    >>> print(plain(Citation("Welke doelen?", "https://a/x?release=1", "Samenspel", "1", ""), date(2026, 1, 2)), end="")
    Samenspel. (z.d.). Welke doelen? (release 1) [Dataset]. Geraadpleegd op 2 januari 2026, van https://a/x?release=1
    """
    return f"{_line(made, _day(made.language, accessed))}\n"


def bibtex(made: Citation, accessed: date) -> str:
    r"""Return the citation as an entry for BibTeX, in ASCII as far as its commands go; the key is of this address alone.

    >>> print(bibtex(Citation("50 % & één", "https://a/x?a=1&release=1", "Samenspel", "1", ""), date(2026, 1, 2)).splitlines()[1])
      title = {{50 \% \& {\'e}{\'e}n}},
    """
    fields = {
        "title": f"{{{_tex(made.title)}}}",
        "author": f"{{{_tex(made.author)}}}",
        "version": _tex(made.release),
        "url": made.address,
        "urldate": accessed.isoformat(),
        "note": _tex(_digest(made)),
        "langid": "dutch" if made.language is Language.NL else "english",
    }
    return f"@misc{{{_key(made)},\n{_fields(fields.items())}}}\n"


def ris(made: Citation, accessed: date) -> str:
    r"""Return the citation in RIS, with the line ends that the format has.

    >>> ris(Citation("Doelen", "https://a/x", "Samenspel", "1", "ab"), date(2026, 1, 2)).split("\r\n")[:3]
    ['TY  - DATA', 'TI  - Doelen', 'AU  - Samenspel']
    """
    lines = [
        ("TY", "DATA"),
        ("TI", made.title),
        ("AU", made.author),
        ("Y2", accessed.strftime("%Y/%m/%d")),
        ("ET", made.release),
        ("UR", made.address),
        ("N1", _digest(made)),
        ("LA", made.language.value),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _line(made: Citation, day: str) -> str:
    spoken = words(made.language)
    end = "" if made.title.endswith(("?", "!")) or made.release else "."
    release = f" (release {made.release})" if made.release else ""
    digest = f" ({_digest(made)})" if made.digest else ""
    what = f"{made.title}{end}{release} [{spoken('cite.dataset')}]"
    return f"{made.author}. ({spoken('cite.undated')}). {what}. {spoken('cite.accessed', day=day)} {made.address}{digest}"


def _spoken(language: Language) -> Mapping[str, str]:
    """Return what an address says so that the page at it is in this language; nothing for Dutch, as pages are without it."""
    return {} if language is Language.NL else {"lang": language.value}


def _day(language: Language, day: date) -> str:
    """Return a day as a citation writes it in this language.

    >>> _day(Language.NL, date(2026, 11, 25)), _day(Language.EN, date(2026, 11, 25))
    ('25 november 2026', 'November 25, 2026')
    """
    if language is Language.NL:
        return words(language).date(day.isoformat())
    month, year = words(language).date(f"{day:%Y-%m}").split()
    return f"{month} {day.day}, {year}"


def _digest(made: Citation) -> str:
    return f"RDFC-1.0 SHA-256: {made.digest}" if made.digest else ""


def _key(made: Citation) -> str:
    """Return a key that no other address has, so that citations can stand in one file."""
    name = re.sub(r"[^a-z0-9-]", "", urlsplit(made.address).path.rpartition("/")[2])
    return f"samenspel-{name}-{sha256(made.address.encode()).hexdigest()[:8]}"


def _tex(text: str) -> str:
    r"""Return a text as TeX writes it, accents as commands.

    >>> print(_tex("coöperatie “Ça va” {50%}"))
    co{\"o}peratie ``{\c C}a va'' \{50\%\}
    """
    return "".join(_TEX.get(letter) or _accented(letter) for letter in unicodedata.normalize("NFC", text))


def _accented(letter: str) -> str:
    """Return a letter with its accent as a command, as far as there is one; any other as it is."""
    apart = unicodedata.normalize("NFD", letter)
    command = _ACCENTS.get(apart[1:])
    return f"{{\\{command}{apart[0]}}}" if command else letter


def _fields(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
