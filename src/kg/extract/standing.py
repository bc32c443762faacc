"""How far initiatives are, and when they run."""

from collections.abc import Iterator

from kg.extract.fields import fields, outside
from kg.extract.masking import Sentence
from kg.extract.ruling import because, every, rules
from kg.extract.scenes import Role
from kg.extract.stage import Stage, subject
from kg.extract.statements import part, stated, whole
from kg.extract.things import Thing
from kg.extract.years import span, years
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Stretch


def statuses(stage: Stage) -> Iterator[Candidate]:
    """Yield how far the initiatives are that a passage tells of."""
    labelled = fields(stage.passage.text)
    for field in labelled:
        if field.rule.says == "status" and stage.context is not None:
            quote = part(stage.passage, field.start, field.end)
            yield from _by_words(stage, (stage.context, field.value, quote), because("veld-zegt-stand"))
    if stage.scene.role in {Role.AIM, Role.OUTSIDE, Role.COST, Role.INDICATORS}:
        return
    seen: set[str] = set()
    for sentence in outside(stage.sentences, labelled):
        told = subject(stage, sentence)
        if told is not None and told[0].id not in seen:
            found = list(_by_words(stage, (told[0], sentence.text, part(stage.passage, sentence.start, sentence.end)), *told[1]))
            seen.update(each.row["id"] for each in found)
            yield from found


def _by_words(stage: Stage, told: tuple[Thing, str, Stretch], *more: Reason) -> Iterator[Candidate]:
    named, text, quote = told
    for rule in rules("statuses"):
        if rule.pattern.search(text):
            cells_told = {"id": named.id, "name": named.name, "status": rule.says, "status_date": stage.scene.year}
            yield stated(
                Kind.STATUS, ("initiatives", cells_told), (stage.passage, quote), (Reason(rule.name, rule.weight), *more), named.choices
            )
            return


def periods(stage: Stage) -> Iterator[Candidate]:
    """Yield when initiatives begin and end, by a label or by the words of a sentence that names one."""
    labelled = fields(stage.passage.text)
    for field in labelled:
        if stage.context is not None and field.rule.says in {"period", "start", "end"}:
            yield from _labelled(stage, stage.context, field.rule.says, field.value)
    for sentence in outside(stage.sentences, labelled):
        told = subject(stage, sentence)
        if told is not None and stage.scene.role is not Role.OUTSIDE:
            yield from _timed(stage, told, sentence)


def _labelled(stage: Stage, named: Thing, says: str, value: str) -> Iterator[Candidate]:
    found = span(value)
    stated_years = years(value)
    if found is not None:
        yield _period(stage, named, {"start": found.start, "end": found.end}, whole(stage.passage), because("veld-periode"))
    elif says != "period" and len(stated_years) == 1:
        yield _period(stage, named, {says: stated_years[0]}, whole(stage.passage), because("veld-periode"))


def _timed(stage: Stage, told: tuple[Thing, tuple[Reason, ...]], sentence: Sentence) -> Iterator[Candidate]:
    named, reasons = told
    seen: set[str] = set()
    for found in every("periods", sentence.text):
        if found.rule.says == "target" or found.rule.says in seen or (found.rule.says != "span" and "span" in seen):
            continue
        seen.add(found.rule.says)
        year = next((text for name, text, _ in found.groups if name.startswith("year")), "")
        cells_told = {"start": found.group("start"), "end": found.group("end")} if found.rule.says == "span" else {found.rule.says: year}
        quote = part(stage.passage, sentence.start + found.start, sentence.start + found.end)
        yield _period(stage, named, cells_told, quote, Reason(found.rule.name, found.rule.weight), *reasons)


def _period(stage: Stage, named: Thing, told: dict[str, str], quote: Stretch, *reasons: Reason) -> Candidate:
    row = {"id": named.id, "name": named.name, **told}
    return stated(Kind.PERIOD, ("initiatives", row), (stage.passage, quote), reasons, named.choices)
