"""Amounts: what is budgeted for an initiative, and what an organisation contributes to it."""

import re
from collections.abc import Iterator

from kg.extract.columns import Column, cells
from kg.extract.fields import fields, outside
from kg.extract.figures.numbers import Money, cell_value, money, scaled, zeros_of
from kg.extract.masking import Sentence, group
from kg.extract.ruling import Rule, because, rules
from kg.extract.scenes import Role
from kg.extract.stage import Stage, subject
from kg.extract.statements import part, stated, whole
from kg.extract.tabled import initiative_of
from kg.extract.things import Thing
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Cell, Shape, Stretch

_SUM = re.compile(r"⟦€([0-9]+)⟧")


def amounts(stage: Stage) -> Iterator[Candidate]:
    """Yield the amounts that a passage states of an initiative it names or stands under; none when it names none."""
    if stage.scene.role in {Role.OUTSIDE, Role.INDICATORS} or stage.passage.shape is Shape.HEADING:
        return
    if cells(stage.passage, Column.MONEY):
        yield from _tabled(stage)
        return
    labelled = fields(stage.passage.text)
    for field in labelled:
        if field.rule.says == "budget" and stage.context is not None:
            for found in list(money(field.value))[:1]:
                reasons = (Reason(field.rule.name, field.rule.weight), *_hedged(found))
                yield _budget(stage, stage.context, _sum(stage, field.start, found), reasons)
    for sentence in outside(stage.sentences, labelled):
        yield from _worded(stage, sentence)


def _tabled(stage: Stage) -> Iterator[Candidate]:
    named = initiative_of(stage)
    found = [(cell, euro) for cell in cells(stage.passage, Column.MONEY) if (euro := _euro(cell))]
    if named is not None and len(found) == 1:
        cell, euro = found[0]
        yield _budget(stage, named, (cell.stretch, euro), (because("kolom-bedrag"),))


def _euro(cell: Cell) -> str:
    """Return the whole sum in a cell, by the scale that its column tells; "" when it is none."""
    value = cell_value(cell.text)
    if value is None or value.unit not in {"", "euro"} or value.number.startswith("-"):
        return ""
    return scaled(value.number, zeros_of(cell.column))


def _worded(stage: Stage, sentence: Sentence) -> Iterator[Candidate]:
    sums = list(money(sentence.text))
    text = _numbered(sentence.masked)
    if len(_SUM.findall(text)) != len(sums):
        return
    for number, found in enumerate(sums):
        rule, match = _rule(text, number) or (None, None)
        if rule is not None and match is not None and rule.says != "neither":
            yield from _told(stage, sentence, (rule, match), found)


def _numbered(masked: str) -> str:
    """Return a sentence with its sums replaced by signs: ⟦€0⟧, ⟦€1⟧."""
    text, place = "", 0
    for number, found in enumerate(money(masked)):
        text += f"{masked[place : found.start]}⟦€{number}⟧"
        place = found.end
    return text + masked[place:]


def _rule(text: str, number: int) -> tuple[Rule, re.Match[str]] | None:
    """Return the first rule that matches a sum of a sentence, and the match."""
    for rule in rules("amounts"):
        for match in rule.pattern.finditer(text):
            if group(match, "sum") == f"€{number}":
                return rule, match
    return None


def _told(stage: Stage, sentence: Sentence, by: tuple[Rule, re.Match[str]], found: Money) -> Iterator[Candidate]:
    rule, match = by
    told = subject(stage, sentence) or _before(stage, sentence)
    if told is None:
        return
    reasons = (Reason(rule.name, rule.weight), *told[1], *_hedged(found))
    if rule.says == "budget":
        yield _budget(stage, told[0], _sum(stage, sentence.start, found), reasons)
        return
    givers = sentence.of(group(match, "org"))
    if len({giver.thing.id for giver in givers}) == 1:
        cells_told = {"initiative": told[0].id, "organisation": givers[0].thing.id, "role": "financier", "amount_eur": found.euro}
        yield stated(Kind.AMOUNT, ("participations", cells_told), (stage.passage, _sum(stage, sentence.start, found)[0]), reasons)


def _before(stage: Stage, sentence: Sentence) -> tuple[Thing, tuple[Reason, ...]] | None:
    """Return the last initiative that is named before a sentence that names none."""
    before = [each for each in stage.initiatives() if each.end <= sentence.start]
    return (before[-1].thing, (because("verder-weg"),)) if before else None


def _sum(stage: Stage, start: int, found: Money) -> tuple[Stretch, str]:
    return part(stage.passage, start + found.start, start + found.end), found.euro


def _hedged(found: Money) -> tuple[Reason, ...]:
    return (because("bij-benadering"),) if found.hedged else ()


def _budget(stage: Stage, named: Thing, told: tuple[Stretch, str], reasons: tuple[Reason, ...]) -> Candidate:
    quote, euro = told
    row = {"id": named.id, "name": named.name, "budget_eur": euro}
    return stated(Kind.AMOUNT, ("initiatives", row), (stage.passage, quote or whole(stage.passage)), reasons, named.choices)
