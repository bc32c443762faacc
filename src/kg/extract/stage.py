"""A passage with all that is known of it when its statements are read: its scene, what it names, and its sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.about import Setting
from kg.extract.columns import Column, cells
from kg.extract.fields import fields
from kg.extract.masking import Sentence, masked
from kg.extract.mentions import SURE_NAME, Mention, introduced, mentions, sole
from kg.extract.naming import squashed
from kg.extract.partners import partners
from kg.extract.ruling import because, every
from kg.extract.scenes import Role, Scene, inherited, plain, scenes
from kg.extract.things import Thing, thing
from kg.extract.topics import topic
from kg.model.candidates import Reason
from kg.model.passages import Passage, Shape

_OF_A_PROJECT = frozenset({"period", "start", "end", "status", "budget", "trekker", "partner", "financier", "opdrachtgever", "uitvoerder"})
_ENOUGH = 2
_VIA = re.compile(r"\b(?:via|vanuit|uit)\s+(?:de\s+|het\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene, what its passage names, its sentences, and the initiative that the items above it or its heading name."""

    scene: Scene
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]
    context: Thing | None = None

    @property
    def passage(self) -> Passage:
        """Return the passage itself."""
        return self.scene.passage

    def initiatives(self) -> tuple[Mention, ...]:
        """Return the initiatives it names for sure."""
        return tuple(each for each in self.mentions if each.thing.table == "initiatives" and each.weight >= SURE_NAME)


def subject(stage: Stage, sentence: Sentence) -> tuple[Thing, tuple[Reason, ...]] | None:
    """Return of which initiative a sentence tells, and what makes that less sure.

    That is the first it names, else the one it points back to ("Het fonds …"), else the one its passage stands under.
    """
    named = acting(stage, sentence)
    if named:
        return named[0].thing, ()
    before = [each for each in stage.initiatives() if each.end <= sentence.start]
    meant = antecedent(stage, before, sentence.text)
    if meant is not None:
        return meant, (because("terugverwijzing"),)
    if stage.context is not None and (not stage.initiatives() or sentence.initiatives() or stage.passage.cells):
        return stage.context, (because("staat-onder"),)
    return None


def acting(stage: Stage, sentence: Sentence) -> list[Mention]:
    """Return the initiatives of a sentence that it can be about; not those that something comes through: "via de Woningbouwimpuls"."""
    return [each for each in sentence.initiatives() if not _VIA.search(stage.passage.text[: each.start])]


def antecedent(stage: Stage, before: Sequence[Mention], text: str) -> Thing | None:
    """Return what a sentence points back to: what was named before it of the sort it says, else what it stands under or the last named."""
    found = next(every("back", text), None)
    if found is None:
        return None
    sort = squashed(found.group("sort"))
    fitting = [each.thing for each in before if sort and (sort == each.kind or sort in squashed(each.thing.name))]
    if fitting:
        return fitting[-1]
    if sort and stage.context is not None and not any(each.kind == sort for each in before):
        return stage.context
    return before[-1].thing if before else None


def points_back(text: str) -> bool:
    """Tell whether a sentence begins with what points back: "Dit project", "Het fonds", "Deze"."""
    return next(every("back", text), None) is not None


def stages(passages: Sequence[Passage], setting: Setting) -> tuple[tuple[Stage, ...], Setting]:
    """Return every passage on its stage, and the setting with the names that the document introduces itself.

    Names are looked for twice, so that a name introduced somewhere is understood everywhere.
    """
    placed = inherited(tuple(scenes(passages, setting)), setting)
    first = [
        mention
        for scene in placed
        if scene.role is not Role.OUTSIDE
        for mention in (*_announced(scene), *mentions(scene.passage.text, setting))
    ]
    entries = (*introduced(first, tuple(setting.gazetteer.names), setting.place), *sole(first, setting))
    grown = replace(setting, gazetteer=replace(setting.gazetteer, entries=(*setting.gazetteer.entries, *entries)))
    return _contextual([_staged(scene, grown) for scene in placed], grown), grown


def _announced(scene: Scene) -> Iterator[Mention]:
    """Yield the initiative that a heading announces, as a mention of it."""
    told = scene.announced
    if told is not None and told.thing.table == "initiatives":
        yield Mention(told.thing, 0, len(scene.passage.text), told.reason.rule, told.reason.weight)


def _staged(scene: Scene, setting: Setting) -> Stage:
    found = () if scene.role is Role.OUTSIDE else mentions(scene.passage.text, setting)
    named = sorted((*found, *partners(scene, found, setting)), key=lambda each: each.start)
    return Stage(scene, tuple(named), ())


def _contextual(found: Sequence[Stage], setting: Setting) -> tuple[Stage, ...]:
    """Return the stages with the initiative that each stands under, of the item it is nested in, else of its heading; and its topic."""
    done: dict[int, Stage] = {}
    titled = _titled(found, setting)
    whole = _whole(titled)
    for stage in titled:
        context = (
            _row_context(stage, setting)
            or _context(stage, done)
            or (whole if stage.scene.programme is None and not stage.scene.goals else None)
        )
        about = topic(stage.scene, stage.mentions, context, setting)
        named = _meaning(stage.mentions if about is None else _with(stage.mentions, about), context)
        done[id(stage.passage)] = replace(stage, context=context, mentions=named, sentences=tuple(masked(stage.passage.text, named)))
    return tuple(done.values())


def _titled(found: Sequence[Stage], setting: Setting) -> Sequence[Stage]:
    """Return the stages, the title of a page of a project as its name: a page with labels such as Looptijd, without goals."""
    announced = any(stage.scene.announced is not None and stage.scene.announced.thing.table != "initiatives" for stage in found)
    told = {field.rule.says for stage in found for field in fields(stage.passage.text)} & _OF_A_PROJECT
    headed = {stage.scene.label for stage in found if stage.scene.label}
    place = next((number for number, stage in enumerate(found) if stage.passage.shape is Shape.HEADING), None)
    if place is None or announced or len(told | headed) < _ENOUGH or _whole(found) is not None:
        return found
    title = found[place]
    reason = because("titel-van-projectpagina")
    named = Mention(thing("initiatives", plain(title.passage.text), setting), 0, len(title.passage.text), reason.rule, reason.weight)
    return [*found[:place], replace(title, mentions=(named,)), *found[place + 1 :]]


def _meaning(found: tuple[Mention, ...], context: Thing | None) -> tuple[Mention, ...]:
    """Return the mentions, a sort of thing ("dit actieprogramma") taken for what the passage stands under when its name has that word."""
    if context is None:
        return found
    return tuple(replace(each, thing=context) if _is_sort(each, context) else each for each in found)


def _is_sort(each: Mention, context: Thing) -> bool:
    new = each.thing.table == "initiatives" and not each.thing.known and " " not in each.thing.name
    return new and squashed(each.thing.name) in squashed(context.name)


def _row_context(stage: Stage, setting: Setting) -> Thing | None:
    """Return the initiative that the other cells of a row tell of: that in its column of activities."""
    if not stage.passage.cells:
        return None
    about = topic(stage.scene, stage.mentions, None, setting)
    if about is not None:
        return about.thing
    for cell in cells(stage.passage, Column.INITIATIVE):
        for mention in stage.initiatives():
            if cell.stretch.start <= stage.passage.stretch.start + mention.start < cell.stretch.end:
                return mention.thing
    return None


def _whole(found: Sequence[Stage]) -> Thing | None:
    """Return the initiative that a document is about as a whole: the one that its first heading names, as of a page of a project."""
    first = next((stage for stage in found if stage.passage.shape is Shape.HEADING), None)
    named = first.initiatives() if first is not None and not any(every("documents", first.passage.text)) else ()
    return named[0].thing if named else None


def _with(found: tuple[Mention, ...], about: Mention) -> tuple[Mention, ...]:
    """Return the mentions with a topic among them, and those left out that it overlaps with, unless they are of organisations."""
    kept = tuple(each for each in found if each.end <= about.start or about.end <= each.start)
    inside = tuple(each for each in found if each not in kept and each.thing.table == "organisations")
    if inside:
        about = replace(about, end=max(about.start + 1, min(each.start for each in inside)))
    return tuple(sorted((*kept, about, *inside), key=lambda each: each.start))


def _context(stage: Stage, done: dict[int, Stage]) -> Thing | None:
    for item in reversed(stage.scene.above):
        named = done[id(item)].initiatives()
        if named:
            return named[0].thing
    return stage.scene.initiative
