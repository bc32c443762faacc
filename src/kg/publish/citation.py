"""How to cite an answer: what was asked, at which lasting address, of which release, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.publish.library import Language, Library
from kg.publish.words import words

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\~{}",
    "^": r"\^{}",
}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation tells: the title, the lasting address with the release in it, the digest of the graph, and the day of asking."""

    title: str
    address: str
    release: str
    digest: str
    accessed: date
    language: Language = Language.NL


def citation(library: Library, language: Language, title: str, path: str, accessed: date) -> Citation:
    """Return the citation of what stands at a path of the site, in the release that is served."""
    release = str(library.manifest.get("release", ""))
    joint = "&" if "?" in path else "?"
    address = f"{library.endpoint.base}{path}{joint}release={release}" if release else f"{library.endpoint.base}{path}"
    digest = str(library.manifest.get("rdfc10Sha256", ""))
    return Citation(_SPACE.sub(" ", title).strip(), address, release, digest, accessed, language)


def plain(cited: Citation) -> str:
    r"""Return the citation as a line of text.

    >>> print(plain(Citation("Welke doelen?", "https://a/vragen/x?release=1", "1", "ab", date(2026, 1, 2))), end="")
    Samenspel (release 1). “Welke doelen?” Geraadpleegd op 2 januari 2026, https://a/vragen/x?release=1 (RDFC-1.0 SHA-256: ab).
    """
    spoken = words(cited.language)
    day = spoken.date(cited.accessed.isoformat())
    digest = f" (RDFC-1.0 SHA-256: {cited.digest})" if cited.digest else ""
    end = "" if cited.title.endswith(("?", "!", ".")) else "."
    return f"Samenspel (release {cited.release}). “{cited.title}{end}” {spoken('cite.accessed', day=day)}, {cited.address}{digest}.\n"


def around_day(cited: Citation) -> tuple[str, str]:
    """Return the line of text before and after the day of asking, for a page that is kept longer than a day."""
    day = words(cited.language).date(cited.accessed.isoformat())
    before, _, after = plain(cited).rstrip().rpartition(f"{day}, {cited.address}")
    return before, f", {cited.address}{after}"


def bibtex(cited: Citation) -> str:
    r"""Return the citation as an entry for BibTeX.

    >>> print(bibtex(Citation("50 % & meer", "https://a/x?a=1&release=1", "1", "", date(2026, 1, 2))).splitlines()[1])
      title = {50 \% \& meer},
    """
    fields = {
        "title": "".join(_BIBTEX.get(letter, letter) for letter in cited.title),
        "author": "{Samenspel}",
        "year": str(cited.accessed.year),
        "version": cited.release,
        "url": cited.address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": cited.accessed.isoformat(),
        "note": f"RDFC-1.0 SHA-256: {cited.digest}" if cited.digest else "",
        "language": "dutch" if cited.language is Language.NL else "english",
    }
    return f"@misc{{samenspel-{cited.release or 'graph'},\n{_listed(fields)}}}\n"


def ris(cited: Citation) -> str:
    r"""Return the citation in RIS, with the line ends that the format has.

    >>> ris(Citation("Doelen", "https://a/x", "1", "ab", date(2026, 1, 2))).split("\r\n")[:3]
    ['TY  - DATA', 'TI  - Doelen', 'AU  - Samenspel']
    """
    lines = [
        ("TY", "DATA"),
        ("TI", cited.title),
        ("AU", "Samenspel"),
        ("PY", str(cited.accessed.year)),
        ("Y2", cited.accessed.strftime("%Y/%m/%d")),
        ("ET", cited.release),
        ("UR", cited.address),
        ("N1", f"RDFC-1.0 SHA-256: {cited.digest}" if cited.digest else ""),
        ("LA", cited.language.value),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _listed(fields: Mapping[str, str]) -> str:
    return "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
