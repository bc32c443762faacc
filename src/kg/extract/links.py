"""How things hang together: what contributes to which goal, is part of what, follows what."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from kg.extract.columns import Column, cells
from kg.extract.fields import fields
from kg.extract.masking import Sentence, group
from kg.extract.ruling import because, every, rules
from kg.extract.scenes import Role
from kg.extract.stage import Stage
from kg.extract.statements import part, stated, whole
from kg.extract.things import Thing
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Stretch

_ALIKE = 85.0
_NEAR_BEGIN = 60
_SHORTEST_GOAL = 6
_ACTING = frozenset({Role.ACTION, Role.RESULT, Role.NONE})


def links(stage: Stage, goals: Sequence[Thing]) -> Iterator[Candidate]:
    """Yield how what a passage names hangs together; `goals` are all goals of the document."""
    yield from _worded(stage)
    yield from _contributing(stage)
    yield from _nested(stage)
    yield from _explicit(stage, goals)
    yield from _labelled(stage, goals)


def _worded(stage: Stage) -> Iterator[Candidate]:
    text = stage.passage.text
    for sentence in (*stage.sentences, *_pairs(stage.sentences)):
        text_told = _resolved(stage, sentence)
        for rule in rules("links"):
            for found in rule.pattern.finditer(text_told):
                subject, target = sentence.of(group(found, "ini")), sentence.of(group(found, "other"))
                if subject and target and subject[0].thing.id != target[0].thing.id:
                    quote = part(stage.passage, sentence.start, min(sentence.end, len(text)))
                    reason = Reason(rule.name, rule.weight)
                    yield _stated(stage, (subject[0].thing, rule.says, target[0].thing), quote, reason)


def _resolved(stage: Stage, sentence: Sentence) -> str:
    """Return a sentence with what points back in it replaced by the sign of what it points to: "De visie vervangt …"."""
    back = next(every("back", sentence.masked), None)
    before = [number for number, each in enumerate(stage.mentions) if each.thing.table == "initiatives" and each.end <= sentence.start]
    group_told = "what" if back is not None and back.group("what") else "that"
    if back is None or not before or not back.group(group_told):
        return sentence.masked
    start = back.place(group_told)
    return f"{sentence.masked[:start]}⟦I{before[-1]}⟧{sentence.masked[start + len(back.group(group_told)) :]}"


def _pairs(found: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield each two sentences that follow each other as one, of which the second points back to the first."""
    for before, after in pairwise(found):
        if after.text.split(" ", 1)[0].casefold() in {"daarin", "hierin", "deze", "dit"}:
            joined = f"{before.masked} {after.masked}"
            yield Sentence(before.start, after.end, joined, joined, (*before.mentions, *after.mentions), before.named)


def _stated(stage: Stage, told: tuple[Thing, str, Thing], quote: Stretch, *reasons: Reason) -> Candidate:
    subject, predicate, target = told
    cells = {"subject": subject.id, "predicate": predicate, "object": target.id, "year": stage.scene.year}
    return stated(Kind.LINK, ("links", cells), (stage.passage, quote), reasons)


def _contributing(stage: Stage) -> Iterator[Candidate]:
    """Yield that what a section about doing or achieving names contributes to the goal it stands under."""
    scene = stage.scene
    announced = scene.announced
    if announced is not None and announced.thing.table == "initiatives" and scene.goal is not None:
        yield _stated(stage, (announced.thing, "contributesTo", scene.goal), whole(stage.passage), because("kop-onder-doelstelling"))
    acting = scene.role in _ACTING or scene.mixed or bool(cells(stage.passage, Column.INITIATIVE))
    if announced is not None or scene.goal is None or not acting or cells(stage.passage, Column.GOAL):
        return
    named = list({mention.thing.id: mention for mention in reversed(stage.initiatives())}.values())[::-1]
    for number, mention in enumerate(named):
        reason = because("ook-onder-doel" if number else "bij-doel" if scene.role is Role.NONE else "onder-doel")
        yield _stated(stage, (mention.thing, "contributesTo", scene.goal), part(stage.passage, mention.start, mention.end), reason)


def _nested(stage: Stage) -> Iterator[Candidate]:
    """Yield that what an item names is part of what the item above it names."""
    if not stage.scene.above or stage.context is None:
        return
    for mention in stage.initiatives()[:1]:
        if mention.thing.id != stage.context.id and mention.start < _NEAR_BEGIN:
            yield _stated(
                stage,
                (mention.thing, "partOf", stage.context),
                part(stage.passage, mention.start, mention.end),
                because("onderliggend-punt"),
            )


def _explicit(stage: Stage, goals: Sequence[Thing]) -> Iterator[Candidate]:
    """Yield "… draagt bij aan …" with the name of a goal of this document."""
    for sentence in stage.sentences:
        for cue in ("draagt bij aan", "dragen bij aan", "bijdrage aan", "droeg bij aan", "draagt zo bij aan", "draagt ook bij aan"):
            place = sentence.masked.find(cue)
            if place >= 0:
                subject = _subject(stage, sentence, sentence.masked[:place])
                goal = _goal(sentence.masked[place + len(cue) :], goals)
                if subject is not None and goal is not None:
                    yield _stated(
                        stage,
                        (subject, "contributesTo", goal),
                        part(stage.passage, sentence.start, sentence.end),
                        because("draagt-bij-aan"),
                    )


def _subject(stage: Stage, sentence: Sentence, before: str) -> Thing | None:
    inside = [each for each in sentence.initiatives() if each.start - sentence.start <= len(before) + 40]
    return inside[0].thing if inside else stage.context


def _goal(text: str, goals: Sequence[Thing]) -> Thing | None:
    """Return the goal whose name stands in a text, the one that fits best."""
    scored = [
        (fuzz.partial_ratio(goal.name.casefold(), text.casefold()), len(goal.name), goal)
        for goal in goals
        if len(goal.name) >= _SHORTEST_GOAL
    ]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] >= _ALIKE else None


def _labelled(stage: Stage, goals: Sequence[Thing]) -> Iterator[Candidate]:
    """Yield a link that a label tells: "Onderdeel van: …", "Draagt bij aan: …"."""
    context = stage.context
    for field in fields(stage.passage.text) if context is not None else ():
        reason, quote = Reason(field.rule.name, field.rule.weight), part(stage.passage, field.start, field.end)
        goal = _goal(field.value, goals) if field.rule.says == "contributesTo" else None
        if goal is not None and context is not None:
            yield _stated(stage, (context, "contributesTo", goal), quote, reason)
        for mention in stage.mentions if field.rule.says == "partOf" else ():
            inside = field.start <= mention.start < field.end and mention.thing.table in {"initiatives", "programmes"}
            if inside and context is not None and mention.thing.id != context.id:
                yield _stated(stage, (context, "partOf", mention.thing), quote, reason)
