"""What a document calls by a name: the thing of the graph that it is, or an id proposed for it."""

from dataclasses import dataclass

from kg.extract.about import Setting
from kg.extract.gazetteer import Entry
from kg.extract.naming import bare, capitalised, proposed, without_article
from kg.extract.ruling import because
from kg.model.candidates import Choice, Reason

_PARTS = {"goals": "doel", "results": "res", "indicators": "ind"}
_WORD = {"programmes": "programma", "goals": "doel", "initiatives": "initiatief", "organisations": "organisatie", "indicators": "ind"}
_SURE, _ALIKE = 0.97, 0.85
_OWNED = frozenset({"goals", "programmes", "indicators"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as a document names it: `id` is that of the graph when it is `known`, else proposed.

    `choices` are the things of the graph that it may be.
    """

    table: str
    id: str
    name: str
    known: bool = False
    choices: tuple[Choice, ...] = ()


def thing(table: str, name: str, setting: Setting) -> Thing:
    """Return the thing of this table that a document calls by this name; among several of that name, the publisher's own.

    A name that fits several, or only nearly, is not decided: the thing is proposed as new, with its choices.
    """
    called = bare(name)
    fitting = setting.gazetteer.called(called, table)
    exact = own(fitting, setting)
    if len({entry.id for entry in exact}) == 1 and exact[0].id in setting.gazetteer.names:
        return Thing(table, exact[0].id, exact[0].name, known=True, choices=(Choice(exact[0].id, exact[0].name, 1.0),))
    choices = (
        _choices(_of_graph(exact if table in _OWNED else fitting, setting))
        or _near(called, table, setting)
        or _same_id(table, called, setting)
    )
    if len({entry.id for entry in exact}) == 1:
        return Thing(table, exact[0].id, exact[0].name, choices=choices)
    return Thing(table, _proposed(table, called, setting), _told(table, called), choices=choices)


def _same_id(table: str, name: str, setting: Setting) -> tuple[Choice, ...]:
    """Return the thing of the graph that already has the id a new one would get: often the same, called a little otherwise."""
    wanted = _wanted(table, name, setting)
    there = next((entry for entry in setting.gazetteer.entries if entry.id == wanted and entry.table == table), None)
    return (Choice(there.id, there.name, _ALIKE),) if there and wanted in setting.gazetteer.names else ()


def _of_graph(entries: tuple[Entry, ...], setting: Setting) -> tuple[Entry, ...]:
    """Return the entries that the graph has, without those that the document introduced itself."""
    return tuple(entry for entry in entries if entry.id in setting.gazetteer.names)


def recognised(named: Thing) -> tuple[Reason, ...]:
    """Return what it adds to a candidate that its thing is known to the graph, or takes away that it may be several."""
    if named.known:
        return (because("ding-bekend"),)
    return (because("meer-mogelijkheden"),) if named.choices else ()


def own(entries: tuple[Entry, ...], setting: Setting) -> tuple[Entry, ...]:
    """Return the entries that belong to the publisher of the document, when some do; else those that are not only another's.

    A goal, programme or indicator is always its owner's alone; of initiatives those are that have a name of one word, such as
    Omgevingsvisie: every municipality has one.
    """
    mine = tuple(entry for entry in entries if setting.owner in entry.owners or entry.id == setting.owner)
    return mine or tuple(entry for entry in entries if not _anothers(entry))


def _anothers(entry: Entry) -> bool:
    if not entry.owners:
        return False
    return entry.table in _OWNED or (entry.table == "initiatives" and " " not in entry.spelling)


def _choices(entries: tuple[Entry, ...]) -> tuple[Choice, ...]:
    return tuple({entry.id: Choice(entry.id, entry.name, _SURE) for entry in entries}.values())


def _near(name: str, table: str, setting: Setting) -> tuple[Choice, ...]:
    owners = frozenset({setting.owner}) if table in _OWNED else frozenset()
    return tuple(each for each in setting.gazetteer.near(name, table, owners) if each.id in setting.gazetteer.names)


def _proposed(table: str, name: str, setting: Setting) -> str:
    """Return an id for something new, which no thing of the graph has."""
    called = _wanted(table, name, setting)
    return called if called not in setting.gazetteer.names else proposed(called[:48], "nieuw")


def _wanted(table: str, name: str, setting: Setting) -> str:
    prefix = () if table == "organisations" else (setting.place, _PARTS.get(table, ""))
    return proposed(*prefix, without_article(name)) or proposed(*prefix, _WORD[table])


def _told(table: str, name: str) -> str:
    return capitalised(name if table in {"goals", "results"} else without_article(name))
