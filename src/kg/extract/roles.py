"""Who takes part in what, in which role."""

from collections.abc import Iterator

from kg.extract.fields import Field, fields, outside
from kg.extract.masking import Sentence, group
from kg.extract.mentions import HEARD_NAME, Mention
from kg.extract.ruling import because, rules
from kg.extract.scenes import Role
from kg.extract.stage import Stage, acting, points_back
from kg.extract.statements import part, stated, whole
from kg.extract.things import Thing
from kg.model.candidates import Candidate, Kind, Reason

ROLES = ("trekker", "partner", "financier", "opdrachtgever", "uitvoerder", "deelnemer", "adviseur")


def participations(stage: Stage) -> Iterator[Candidate]:
    """Yield who takes part in which role: by a label before the names, by the words of a sentence, by a section about partners."""
    labelled = fields(stage.passage.text)
    for field in labelled:
        if field.rule.says in ROLES:
            yield from _labelled(stage, field)
    if stage.scene.label and not labelled:
        yield from _headed(stage)
        return
    told = list(_once(each for sentence in outside(stage.sentences, labelled) for each in _worded(stage, sentence)))
    yield from told
    if not told and not labelled and stage.scene.role is Role.PARTIES:
        yield from _sectioned(stage)


def _once(found: Iterator[Candidate]) -> Iterator[Candidate]:
    """Yield the first role of each organisation in each endeavour."""
    seen: set[tuple[str, str]] = set()
    for each in found:
        told = each.row["initiative"], each.row["organisation"]
        if told not in seen:
            seen.add(told)
            yield each


def _labelled(stage: Stage, field: Field) -> Iterator[Candidate]:
    endeavour = stage.context or stage.scene.programme
    for mention in _organisations(stage.mentions):
        if endeavour is not None and field.start <= mention.start < field.end:
            yield _stated(stage, (endeavour, mention, field.rule.says), Reason(field.rule.name, field.rule.weight))


def _headed(stage: Stage) -> Iterator[Candidate]:
    """Yield the organisations under a heading that names their role, such as Financiers."""
    endeavour = stage.context or stage.scene.programme
    for mention in _organisations(stage.mentions):
        if endeavour is not None:
            yield _stated(stage, (endeavour, mention, stage.scene.label), because("kop-noemt-rol"))


def _worded(stage: Stage, sentence: Sentence) -> Iterator[Candidate]:
    for rule in rules("roles"):
        for found in rule.pattern.finditer(sentence.masked):
            endeavour, reasons = _endeavour(stage, sentence, group(found, "ini"))
            for mention in sentence.of(group(found, "org")):
                if endeavour is not None and mention.weight >= HEARD_NAME:
                    yield _stated(stage, (endeavour, mention, rule.says), Reason(rule.name, rule.weight), *reasons)


def _endeavour(stage: Stage, sentence: Sentence, token: str) -> tuple[Thing | None, tuple[Reason, ...]]:
    """Return in what one takes part: what the rule found, else the one initiative of the sentence, else what the passage stands under."""
    if token:
        return sentence.of(token)[0].thing, ()
    named = acting(stage, sentence)
    if named:
        return named[0].thing, () if len({each.thing.id for each in named}) == 1 else (because("verder-weg"),)
    before = [each for each in stage.initiatives() if each.end <= sentence.start]
    if before:
        return before[-1].thing, (because("terugverwijzing" if points_back(sentence.text) else "verder-weg"),)
    if stage.scene.announced is not None and stage.scene.announced.thing.table == "initiatives":
        return stage.scene.announced.thing, ()
    return stage.context, (because("staat-onder"),)


def _sectioned(stage: Stage) -> Iterator[Candidate]:
    """Yield the organisations of a section about partners as partners of what that section is of."""
    endeavour = stage.context
    if endeavour is None or "verbonden" in stage.scene.rule:
        return
    for mention in _organisations(stage.mentions):
        yield _stated(stage, (endeavour, mention, "partner"), because("afdeling-partijen-noemt"))


def _organisations(found: tuple[Mention, ...]) -> Iterator[Mention]:
    yield from (mention for mention in found if mention.thing.table == "organisations" and mention.weight >= HEARD_NAME)


def _stated(stage: Stage, told: tuple[Thing, Mention, str], *reasons: Reason) -> Candidate:
    endeavour, mention, role = told
    cells = {"initiative": endeavour.id, "organisation": mention.thing.id, "role": role}
    quote = part(stage.passage, mention.start, mention.end) if mention.end else whole(stage.passage)
    return stated(Kind.PARTICIPATION, ("participations", cells), (stage.passage, quote), reasons)
