"""Organisations that only their place tells: in a column of partners, after the label Partners, in a list of who takes part."""

import re
from collections.abc import Iterator

from kg.extract.about import Setting
from kg.extract.columns import Column, cells
from kg.extract.fields import fields
from kg.extract.mentions import Mention
from kg.extract.naming import bare
from kg.extract.ruling import because
from kg.extract.scenes import Role, Scene
from kg.extract.things import thing
from kg.model.passages import Shape

_COLUMNS = (Column.TREKKER, Column.PARTNER, Column.UITVOERDER, Column.FINANCIER)
_LABELS = frozenset({"trekker", "partner", "uitvoerder", "financier", "opdrachtgever", "deelnemer"})
_PARTS = re.compile(r"[^,;/•\n]+")
_AND = re.compile(r"\s+en\s+(?=[A-Z])")
_NAME = re.compile(r"(?:de\s+|het\s+)?[A-Z0-9][\w&+.’'-]*(?:\s+[\w&+.’'-]+){0,6}")
_NOBODY = re.compile(r"(?i)(?:n\.?v\.?t\.?|geen|nog\s|diverse|alle\s|inwoners|team\b|afdeling\b|wethouder|gemeente$|college$)")


def partners(scene: Scene, found: tuple[Mention, ...], setting: Setting) -> Iterator[Mention]:
    """Yield the organisations in places that hold nothing else, which no rule knows by their names."""
    for start, end in _places(scene):
        for name_start, name_end in _names(scene.passage.text, start, end):
            name = scene.passage.text[name_start:name_end]
            free = all(name_end <= each.start or each.end <= name_start for each in found)
            if free and _NAME.fullmatch(name) and not _NOBODY.match(name):
                reason = because("plaats-van-partners")
                yield Mention(thing("organisations", bare(name), setting), name_start, name_end, reason.rule, reason.weight)


def _places(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a passage's text that hold only who takes part."""
    passage = scene.passage
    for cell in cells(passage, *_COLUMNS):
        yield cell.stretch.start - passage.stretch.start, cell.stretch.end - passage.stretch.start
    yield from ((field.start, field.end) for field in fields(passage.text) if field.rule.says in _LABELS)
    if scene.label and passage.shape in {Shape.PARAGRAPH, Shape.ITEM}:
        yield 0, len(passage.text)
    if scene.role is Role.PARTIES and passage.shape is Shape.ITEM:
        yield 0, len(passage.text.split(" (")[0].split(":")[0])


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in _PARTS.finditer(text, start, end):
        place = part.start()
        for name in _AND.split(part[0]):
            begin = text.index(name, place) + len(name) - len(name.lstrip())
            place = text.index(name, place) + len(name)
            yield begin, begin + len(name.strip())
