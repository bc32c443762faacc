"""Figures that sentences state: a share of a group, a change from one value to another, a level."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.figures.grids import Figure
from kg.extract.figures.numbers import canonical, dutch
from kg.extract.masking import Sentence
from kg.extract.naming import capitalised
from kg.extract.ruling import Match, every
from kg.extract.stage import Stage
from kg.extract.statements import part
from kg.model.candidates import Reason
from kg.model.passages import Cell

_HAVE = re.compile(r"\b(?:heeft|hebben|had|hadden)\b")


def worded(stage: Stage) -> Iterator[tuple[Figure, Reason]]:
    """Yield the figures that the sentences of a passage state, with the rule that found each."""
    for sentence in stage.sentences:
        for found in every("worded", sentence.text):
            for figure in _figures(stage, sentence, found):
                yield figure, Reason(found.rule.name, found.rule.weight)


def _figures(stage: Stage, sentence: Sentence, found: Match) -> Iterator[Figure]:
    year = stage.scene.year
    name = _named(found)
    unit = "%" if found.rule.says == "share" or "%" in sentence.text[found.start : found.end] or "percentage" in name.casefold() else ""
    years = {"value": found.group("year"), "value2": found.group("year2")}
    if found.rule.says == "change":
        years["value2"] = years["value2"] or year
    else:
        years = {"value": found.group("year") or found.group("year2") or year, "value2": year}
    for group in ("value", "value2"):
        if found.group(group):
            cell = _cell(stage, sentence, found, group)
            of = found.group("group") if group == "value2" else ""
            yield Figure(stage, cell, name, _cell(stage, sentence, found, "name"), _number(found.group(group)), unit, years[group], "", of)


def _named(found: Match) -> str:
    """Return a short name of what is measured: "inwoners heeft veel vertrouwen" is of inwoners met veel vertrouwen."""
    return capitalised(_HAVE.sub("met", " ".join(found.group("name").split()), count=1))


def _number(text: str) -> str:
    return canonical(Decimal(dutch(text)))


def _cell(stage: Stage, sentence: Sentence, found: Match, group: str) -> Cell:
    start = sentence.start + found.place(group)
    text = found.group(group)
    return Cell("", text, part(stage.passage, start, start + len(text)))
