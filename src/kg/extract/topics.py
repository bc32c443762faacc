"""What an item or a row is about when it names no initiative: the activity it states, or the part of an initiative it begins with."""

import re

from kg.extract.about import Setting
from kg.extract.columns import LONGEST_CELL, Column, cells
from kg.extract.fields import fields
from kg.extract.mentions import SURE_NAME, Mention, kind_of
from kg.extract.naming import bare, capitalised, shortened
from kg.extract.ruling import because
from kg.extract.scenes import Role, Scene
from kg.extract.things import Thing, thing
from kg.model.candidates import Reason
from kg.model.passages import Shape

_LONGEST = 14
_NEAR = 30
_LEAD_IN = re.compile(r"(?:\*\*|__)(?P<name>[A-Z][^*_]{2,70}?)[.:]?(?:\*\*|__)\s*(?=\S)")
_COLON = re.compile(r"(?P<name>[A-Z][\w’'-]+(?:\s+[\w’'-]+){0,5}):\s+(?=\S)")
_MOSTLY = 0.4
_NEAR_BEGIN = 80
_FIRST = re.compile(r"(?<=[a-zà-ÿ)])[.;:]\s+")
_TAIL = re.compile(
    r"\s+\(|,\s+(?:samen|met|door|mede|in\s+samenwerking)\b|\s+(?:samen\s+met|in\s+samenwerking\s+met|met\s+(?=[A-Z0-9])|door\s+(?=[A-Z]))|\s+in\s+20[0-9]{2}\b"
)
_HEAD = re.compile(r"(?:[Ee]en\s+|[Hh]et\s+|[Dd]e\s+)?(?P<name>[\w-]+(?:\s+[\w-]+){0,4})\s*[,;:(–]")
_CLAUSE = re.compile(r"^(?:we|wij|er|het|de|in|dit|deze|ook|daarnaast|verder|hierbij|met|voor|door|na|om)\b", re.IGNORECASE)


def topic(scene: Scene, found: tuple[Mention, ...], context: Thing | None, setting: Setting) -> Mention | None:
    """Return what an item or a row is about, as a mention of it; None when it names an initiative itself, or is about nothing by name."""
    if scene.passage.shape is Shape.ROW:
        return _cell(scene, found, setting)
    if scene.announced is not None or any(each.start < _NEAR and _sure(each) for each in found):
        return None
    named = _before_colon(scene, setting)
    if named is not None or scene.passage.shape is not Shape.ITEM or any(map(_sure, found)):
        return named
    if scene.above and context is not None:
        return _part(scene, setting)
    return _activity(scene, setting) if scene.role is Role.ACTION else None


def _cell(scene: Scene, found: tuple[Mention, ...], setting: Setting) -> Mention | None:
    """Return what the cell in the column of activities states, unless most of it is a name."""
    for cell in cells(scene.passage, Column.INITIATIVE):
        start = cell.stretch.start - scene.passage.stretch.start
        end = start + len(cell.text)
        named = sum(each.end - each.start for each in found if _sure(each) and start <= each.start < end)
        if 1 <= len(cell.text.split()) <= LONGEST_CELL and named < len(cell.text) * _MOSTLY:
            return _mention(shortened(cell.text), (start, end), cell.text, because("kolom-initiatief"), setting)
    return None


def _before_colon(scene: Scene, setting: Setting) -> Mention | None:
    """Return the name that a paragraph or item about progress begins with: "Berging Elzenpark: dit project is opgeleverd"."""
    found = _COLON.match(scene.passage.text) or _LEAD_IN.match(scene.passage.text)
    if found is None or scene.role not in {Role.RESULT, Role.ACTION} or fields(scene.passage.text[: found.end() + 1] + "x"):
        return None
    return _mention(found["name"], found.span("name"), found["name"], because("naam-voor-dubbelepunt"), setting)


def _sure(mention: Mention) -> bool:
    return mention.thing.table == "initiatives" and mention.weight >= SURE_NAME


def _part(scene: Scene, setting: Setting) -> Mention | None:
    """Return what an item of a list with an initiative begins with: "Werklocaties, onderzoek langs …"."""
    text = scene.passage.text
    found = _HEAD.match(text)
    if not found or _CLAUSE.match(found["name"]):
        return None
    place = found.start("name"), found.end("name")
    return _mention(found["name"], place, text[:_NEAR_BEGIN], because("punt-onder-initiatief"), setting)


def _activity(scene: Scene, setting: Setting) -> Mention | None:
    """Return the activity that an item under "what are we going to do" states."""
    text = _TAIL.split(_FIRST.split(scene.passage.text.strip(), maxsplit=1)[0], maxsplit=1)[0]
    if " " not in text or len(text.split()) > _LONGEST or _CLAUSE.match(text):
        return None
    return _mention(text, (0, len(text)), text, because("punt-onder-doen"), setting)


def _mention(name: str, place: tuple[int, int], said: str, reason: Reason, setting: Setting) -> Mention:
    named = thing("initiatives", capitalised(bare(name)), setting)
    return Mention(named, *place, reason.rule, reason.weight, kind_of(said))
