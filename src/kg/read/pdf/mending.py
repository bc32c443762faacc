"""Text that was cut into lines made whole again."""

import re
from collections.abc import Iterable

from kg.read.cells import normal

_HYPHENS = "-\u2010\u00ad"
_ENDS_HYPHENATED = re.compile(rf"[^\W\d_]{{2,}}[{_HYPHENS}]$")
_HANGING = re.compile(r"^(?:en|of|én|óf|and|or|als|dan wel|resp\.?|respectievelijk|c\.q\.|t/m|tot)\b", re.IGNORECASE)


def mended(lines: Iterable[str]) -> str:
    r"""Return lines as one text: a word that was cut at the end of a line is whole, a hyphen that belongs there is kept.

    >>> mended(["het samen-", "werking"])
    'het samenwerking'
    >>> mended(["Noord-", "Holland"]), mended(["in-", "en uitvoer"]), mended(["2018-", "2022"])
    ('Noord-Holland', 'in- en uitvoer', '2018-2022')
    """
    whole = ""
    for line in lines:
        whole = _continued(whole, line.strip()) if whole else line.strip()
    return normal(whole.replace("\u00ad", ""))


def _continued(text: str, line: str) -> str:
    if not line or not text.endswith(tuple(_HYPHENS)):
        return f"{text} {line}"
    if text.endswith("\u00ad"):
        return text[:-1] + line
    if _HANGING.match(line) or text[-2:-1].isspace() or len(text) == 1:
        return f"{text} {line}"
    if _ENDS_HYPHENATED.search(text) and line[0].islower():
        return text[:-1] + line
    return text + line
