"""The organisations, initiatives and programmes that a passage names, known or new."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.about import Setting
from kg.extract.gazetteer import Entry, Known, forms
from kg.extract.naming import bare, singulars, squashed
from kg.extract.ruling import Match, because, every, rules
from kg.extract.things import Thing, own, thing
from kg.model.candidates import Reason

SURE_NAME = 0.6
"""How sure a mention must be for statements to rest on it."""
HEARD_NAME = 0.3
"""How sure a mention must be where the words around it say already that a name is to come."""

_LIKELY = 0.5
_FEWEST_LETTERS, _FEWEST_SIGNS, _LONG_ENOUGH = 2, 4, 8
_LONGEST_ABBREVIATION = 6
_AGAIN = "elders-genoemd"
_BREAK = re.compile(r"[\n\t]")
_FILLED = 65
_ANY = frozenset({"een", "geen", "elk", "elke", "ieder"})
_THERE_IS = frozenset({"is", "zijn", "wordt", "worden", "werd", "komt", "kwam", "er"})
_SORTS = ("provincie", "waterschap")
_TABLES = ("organisations", "initiatives", "programmes")
_NAME = r"[A-Z0-9][\w-]+(?:(?:\s+(?:aan|op|van|de|den|der|het|bij)){0,2}\s+[A-Z][\w-]+)*"
_NAMES = rf"(?P<names>{_NAME}(?:,\s*{_NAME})*\s+en\s+{_NAME})"
_LIST = re.compile(
    r"\b(?P<sort>[Gg]emeenten|[Pp]rovincies|[Ww]aterschappen|(?:woning)?corporaties|scholen|zorgaanbieders|zorginstellingen|welzijnsorganisaties|"
    rf"energiecoöperaties|(?:onderwijs)?instellingen|(?:net)?beheerders|woonstichtingen|stichtingen|organisaties|bedrijven|partners|partijen)\s+{_NAMES}"
)
_PLURALS = {"gemeenten": "Gemeente ", "provincies": "Provincie ", "waterschappen": "Waterschap "}
_SPLIT = re.compile(r",\s*|\s+en\s+")
_ABBREVIATED = re.compile(r"\s*\(\s*(?:hierna:?\s*|afgekort\s*|kortweg\s*)?[\"“‘']?([A-Z][A-Za-z0-9&-]{1,9})[\"”’']?\s*\)")
_KIND_WORDS = frozenset({"gemeente", "provincie", "waterschap", "ministerie", "programma", "project", "pilot"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named in a passage: where its name stands in the passage's text, and which rule found it with what weight.

    `kind` is the sort the name tells (a word of the scheme of its table), empty when it does not; `short` the abbreviation that
    the passage introduces for it in brackets.
    """

    thing: Thing
    start: int
    end: int
    rule: str
    weight: float
    kind: str = ""
    short: str = ""


def mentions(text: str, setting: Setting) -> tuple[Mention, ...]:
    """Return what a text names, from left to right and without overlap: a known name before a new one, a longer before a shorter."""
    lines = unwrapped(text)
    found = [*_known(lines, setting), *_listed(lines, setting), *_patterned(lines, setting)]
    taken: list[Mention] = []
    for mention in sorted(found, key=_rank):
        if all(mention.end <= other.start or other.end <= mention.start for other in taken):
            taken.append(mention)
    return tuple(sorted((_abbreviated(mention, text) for mention in taken), key=lambda mention: mention.start))


def unwrapped(text: str) -> str:
    r"""Return a text, as long as it was, whose line breaks are spaces where a line was only broken off, else a sign no name holds.

    >>> unwrapped("de provincie\nOverijssel"), unwrapped("Omgevingsdienst Oost\nTwence BV")
    ('de provincie Overijssel', 'Omgevingsdienst Oost¶Twence BV')
    """
    return _BREAK.sub(lambda found: "¶" if found[0] == "\t" or _ends_line(text[: found.start()]) else " ", text)


def _ends_line(before: str) -> bool:
    """Tell whether a line stands by itself: its last word is no small word, and it was not filled to the end."""
    line = before.rsplit("\n", 1)[-1].rstrip()
    last = line.rsplit(None, 1)[-1] if line else ""
    return len(line) < _FILLED and last[:1].isupper()


def _rank(mention: Mention) -> tuple[bool, int, bool, bool, float, int]:
    """Return how a mention stands against those it overlaps with: the surest of the longest first."""
    again = mention.rule == _AGAIN
    return mention.weight < _LIKELY, mention.start - mention.end, again, not mention.thing.known, -mention.weight, mention.start


def _abbreviated(mention: Mention, text: str) -> Mention:
    found = _ABBREVIATED.match(text, mention.end)
    if not found or not found[1].isupper() or len(found[1]) < _FEWEST_LETTERS:
        return mention
    return Mention(mention.thing, mention.start, mention.end, mention.rule, mention.weight, mention.kind, found[1])


def _known(text: str, setting: Setting) -> Iterator[Mention]:
    for known in setting.gazetteer.mentions(text):
        spelt = text[known.start : known.end]
        entries = [entry for entry in known.entries if entry.table in _TABLES and not _slip(spelt, entry)]
        for table in _TABLES:
            called = own(tuple(entry for entry in entries if entry.table == table), setting)
            if called:
                yield _mention(known, called, text, setting)
                break


def _slip(spelt: str, entry: Entry) -> bool:
    """Tell whether words in a text are not the name they look like: an abbreviation in small letters, a common word without capital."""
    name = entry.spelling
    if name.isupper() and len(name) <= _LONGEST_ABBREVIATION:
        return spelt != name
    return " " not in spelt and name[:1].isupper() and not spelt[:1].isupper() and entry.table == "organisations"


def _mention(known: Known, called: tuple[Entry, ...], text: str, setting: Setting) -> Mention:
    found = thing(called[0].table, called[0].spelling, setting)
    of_graph = any(entry.id in setting.gazetteer.names for entry in called)
    reason = _surety(text[known.start : known.end], called[0], text, known.start) if of_graph else because(_AGAIN)
    return Mention(found, known.start, known.end, reason.rule, reason.weight)


def _surety(spelt: str, entry: Entry, text: str, start: int) -> Reason:
    """Return why a known name counts: the name of a place is not always its municipality."""
    before = text[:start].rstrip().rsplit(None, 1)[-1:] or [""]
    if entry.table == "programmes" and not re.search(
        r"(?:programma|hoofdopgave|thema|opgave|beleidsveld|pijler)\W*$", text[:start], re.IGNORECASE
    ):
        return because("bekend-programma" if " " in spelt else "bekend-programma-zonder-woord")
    if entry.spelling in _SORTS:
        return because("enige-van-die-soort")
    if entry.id.startswith(("gemeente-", "provincie-")) and not re.match(r"(?i)gemeente|provincie", spelt):
        return because("bekende-gemeente" if before[0].casefold() in {"gemeente", "provincie"} else "plaatsnaam")
    if " " not in spelt and not spelt[:1].isupper() and entry.table == "initiatives":
        return because("bekend-woord")
    return because("bekende-naam")


def _listed(text: str, setting: Setting) -> Iterator[Mention]:
    """Yield the organisations of a list of one sort: "de gemeenten Almelo, Borne en Hengelo"."""
    for found in _LIST.finditer(text):
        place = found.start("names")
        for name in _SPLIT.split(found["names"]):
            start = text.index(name, place)
            place = start + len(name)
            sort = _PLURALS.get(found["sort"].casefold(), "")
            named = thing("organisations", f"{sort}{name}", setting)
            reason = because("lijst-van-soort")
            yield Mention(named, start, place, reason.rule, reason.weight, sort.strip().casefold())


def _patterned(text: str, setting: Setting) -> Iterator[Mention]:
    for file, table in (("organisations", "organisations"), ("names", "initiatives")):
        for found in every(file, text):
            group = "single" if found.group("single") else "name"
            name = found.group(group).strip()
            if _telling(name, found) and not _general(name, text[: found.place(group)]):
                start = found.place(group)
                yield _new(table, name, (start, start + len(found.group(group).rstrip())), found, setting)


def _general(name: str, before: str) -> bool:
    """Tell whether a compound in small letters after "een" is only a sort of thing: "volgden een leerwerktraject"."""
    words = before.casefold().split()
    return not any(sign.isupper() for sign in name) and len(words) > 1 and words[-1] in _ANY and words[-2] not in _THERE_IS


def _telling(name: str, found: Match) -> bool:
    """Tell whether a name says enough: not a bare sort of thing, and between quotation marks more than a common word."""
    if squashed(name) in _KIND_WORDS or not squashed(name):
        return False
    quoted = found.rule.name == "naam-tussen-aanhalingstekens"
    return not quoted or (" " in name and not name.endswith((".", "?", "!")) and (name[0].isupper() or any(every("names", name))))


def _new(table: str, name: str, place: tuple[int, int], found: Match, setting: Setting) -> Mention:
    named = thing(table, _whole(table, name, setting), setting)
    kind = "" if found.rule.says == "*" else found.rule.says
    if found.rule.says == "*" or (not kind and table == "initiatives"):
        kind = kind_of(name)
    reason = because("bekende-naam") if named.known else Reason(found.rule.name, found.rule.weight)
    return Mention(named, *place, reason.rule, reason.weight, kind)


def _whole(table: str, name: str, setting: Setting) -> str:
    """Return the full name of a body that a text calls by its sort: the council is that of the publisher."""
    plain = bare(name)
    bodies = {"gemeenteraad": "Gemeenteraad", "or": "Ondernemingsraad", "ondernemingsraad": "Ondernemingsraad"}
    place = re.sub(r"^gemeente\s+", "", setting.owner_name, flags=re.IGNORECASE)
    if table == "organisations" and plain.casefold() in bodies:
        return f"{bodies[plain.casefold()]} {place}".strip()
    if table == "organisations" and plain.casefold().startswith("college van b"):
        return f"College van burgemeester en wethouders {place}".strip()
    return "Rijksoverheid" if plain.casefold() == "rijk" else plain


def kind_of(name: str) -> str:
    """Return the type of initiative that a word in its name tells, empty when none does.

    >>> kind_of("DNA-analyse"), kind_of("Twentse energiestrategie"), kind_of("Skills Twente")
    ('onderzoek', 'strategie', '')
    """
    return next((rule.says for rule in rules("kinds") if rule.pattern.search(squashed(name))), "")


def _called(named: Thing, place: str) -> Iterator[str]:
    """Yield how a document may call a thing it introduced: by its name, a form of it, or without the place at its end."""
    yield from forms(named.name)
    first, _, last = named.name.rpartition(" ")
    if named.table == "initiatives" and squashed(last) == squashed(place) and len(first) >= _LONG_ENOUGH:
        yield first


def introduced(found: Iterable[Mention], names: Sequence[str], place: str = "") -> tuple[Entry, ...]:
    """Return the names that a document introduces itself, so that it is understood where it uses them again: new things, abbreviations.

    `names` are the ids of the graph, which are looked up there; `place` is where the publisher is of.
    """
    entries: dict[tuple[str, str], Entry] = {}
    spelt: dict[tuple[str, str], str] = {}
    named_so = {squashed(mention.thing.name) for mention in found}
    for mention in found:
        named = mention.thing
        if spelt.setdefault((named.table, squashed(named.name)), named.id) != named.id:
            continue
        if mention.short:
            entries[named.id, mention.short] = Entry(named.id, named.table, named.name, mention.short)
        if named.id not in names and mention.weight >= SURE_NAME and len(named.name) >= _FEWEST_SIGNS and not _plural(named.name, named_so):
            for form in _called(named, place):
                entries.setdefault((named.id, form), Entry(named.id, named.table, named.name, form))
    return tuple(entries.values())


def sole(found: Iterable[Mention], setting: Setting) -> tuple[Entry, ...]:
    """Return the authorities that "de provincie" stands for: the only one that the document names, else the only one that is known."""
    named = [mention.thing for mention in found if mention.thing.table == "organisations"]
    known = [Thing("organisations", each, name, known=True) for each, name in setting.gazetteer.names.items()]
    return tuple(entry for sort in _SORTS for entry in _only(sort, named) or _only(sort, known))


def _only(sort: str, things: Sequence[Thing]) -> tuple[Entry, ...]:
    of_sort = {each.id: each for each in things if each.id.startswith(f"{sort}-")}
    return tuple(Entry(each.id, "organisations", each.name, sort) for each in of_sort.values()) if len(of_sort) == 1 else ()


def _plural(name: str, others: set[str]) -> bool:
    """Tell whether a name is only the plural of another that the document names as well."""
    return not others.isdisjoint(singulars(name))
