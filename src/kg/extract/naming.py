"""Names as they are compared: without accents, case, spaces and punctuation; and ids proposed for what is new."""

import re
import unicodedata

from kg.terms import slug

LONGEST_ID = 60

_SHORTEST_PLURAL = 5

_LEAD = re.compile(r"^(?:de|het|een|the|onze|ons|deze|dit)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[0-9]+(?:\.[0-9]+)*[a-z]?[.:)]?|[A-Z](?:\.[0-9]+)+[.:)]?|[ivx]+[.)]|[a-z]\))\s+(?=\S)")
_QUOTES = "\"'“”„‘’«»*_"
_EDGE = " \t\n.,;:–—-•➔→►▪"


def squashed(name: str) -> str:
    """Return what is left of a name when accents, case, spaces and punctuation are taken off; spellings that differ in those are one.

    >>> squashed("Twentse energie-strategie") == squashed("Twentse Energiestrategie")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def singulars(name: str) -> tuple[str, ...]:
    """Return what a name may be the plural of, squashed; nothing when its last word is short.

    >>> singulars("Regio Deals"), singulars("convenanten"), singulars("Saxion en"), singulars("de buis")
    (('regiodeal',), ('convenant', 'convenante'), (), ())
    """
    last, whole = squashed(name.rsplit(maxsplit=1)[-1]) if name.split() else "", squashed(name)
    if len(last) < _SHORTEST_PLURAL:
        return ()
    return tuple(whole.removesuffix(ending) for ending in ("en", "s", "n") if last.endswith(ending))


def bare(text: str) -> str:
    """Return a name without its number, quotation marks, bullets and the punctuation at its ends.

    >>> bare("2.1.1.3 Innoveren"), bare("“House of Skills”,"), bare("1. Meer banen.")
    ('Innoveren', 'House of Skills', 'Meer banen')
    """
    text = _NUMBERED.sub("", text.strip(_EDGE + _QUOTES + " "))
    stripped = text.strip(_EDGE + _QUOTES)
    return stripped + ")" if stripped.count("(") > stripped.count(")") and text.endswith(")") else stripped


def without_article(name: str) -> str:
    """Return a name without the article before it.

    >>> without_article("het Actieplan arbeidsmarkt")
    'Actieplan arbeidsmarkt'
    """
    return _LEAD.sub("", name)


def capitalised(name: str) -> str:
    """Return a name that begins with a capital, the rest as it stands."""
    return name[:1].upper() + name[1:]


def number_of(text: str) -> str:
    """Return the number a heading or an item begins with, empty when it has none.

    >>> number_of("1.2.1 Meer banen"), number_of("Doel 3: Groen"), number_of("In 2018")
    ('1.2.1', '3', '')
    """
    found = re.match(r"(?:[A-Za-z-]+\s+){0,2}?([0-9]{1,2}[a-z]?(?:\.[0-9]{1,2}[a-z]?)*)(?=[\s.:)–-]|$)", text)
    return found[1] if found else ""


def proposed(*parts: str) -> str:
    """Return an id for something new, made of these texts; at most 60 signs, cut between words.

    >>> proposed("almelo", "doel", "Meer doen, minder schrijven")
    'almelo-doel-meer-doen-minder-schrijven'
    """
    whole = "-".join(filter(None, map(slug, parts)))
    if len(whole) <= LONGEST_ID:
        return whole
    return whole[: LONGEST_ID + 1].rpartition("-")[0]


def shortened(text: str, longest: int = 110) -> str:
    """Return a text cut at a word, with an ellipsis, when it is longer than `longest`."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(_EDGE) + " …"
