"""Results per year: what a document says was achieved or done, for which goal or by which initiative."""

import re
from collections.abc import Iterator

from kg.extract.about import Setting
from kg.extract.columns import Column, cells
from kg.extract.naming import bare, capitalised, proposed, shortened
from kg.extract.ruling import because, every
from kg.extract.scenes import Role
from kg.extract.sentences import sentences
from kg.extract.stage import Stage
from kg.extract.statements import part, stated
from kg.extract.things import Thing
from kg.extract.years import years
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Shape, Stretch

_FEWEST = 4
"""How many words say something."""


def results(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield the results that a passage states: an item or paragraph under what was achieved, or a cell of that column."""
    if stage.scene.announced is not None or stage.passage.shape in {Shape.HEADING, Shape.CAPTION}:
        return
    if stage.passage.shape is Shape.ROW:
        for cell in cells(stage.passage, Column.RESULT):
            if _done(cell.text):
                yield from _stated(stage, setting, (cell.text, cell.stretch), because("kolom-resultaat"))
    elif (stage.scene.role is Role.RESULT or stage.scene.mixed) and len(stage.passage.text.split()) >= _FEWEST:
        yield from _under_results(stage, setting)
    elif stage.scene.role is Role.NONE:
        yield from _by_verb(stage, setting)


def _under_results(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    if stage.passage.text.rstrip().endswith((":", "?")) or stage.scene.above:
        return
    for number, (start, end) in enumerate(sentences(stage.passage.text)):
        text = stage.passage.text[start:end]
        done = _done(text)
        item = stage.passage.shape is Shape.ITEM and number == 0
        if done or (item and not _planned(text)):
            placed = "punt" if item and done else "zin" if done and number == 0 else "verder"
            yield from _stated(stage, setting, (text, part(stage.passage, start, end)), because(f"{placed}-onder-bereikt"))


def _by_verb(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield what a sentence outside such a section says was done with an initiative it names."""
    if setting.document["type"] not in {"jaarverslag", "raadsbrief", "nieuwsbericht", "projectpagina", "website"}:
        return
    for sentence in stage.sentences:
        if sentence.initiatives() and _done(sentence.text):
            yield from _stated(stage, setting, (sentence.text, part(stage.passage, sentence.start, sentence.end)), because("zin-gedaan"))


def _done(text: str) -> bool:
    return not _planned(text) and any(found.rule.says == "done" for found in every("done", text))


def _planned(text: str) -> bool:
    return any(found.rule.says == "planned" for found in every("done", text))


def _stated(stage: Stage, setting: Setting, told: tuple[str, Stretch], reason: Reason) -> Iterator[Candidate]:
    text, quote = told
    of = _of(stage, quote)
    if of is None:
        return
    year = _year(stage, setting, text)
    name = capitalised(shortened(bare(" ".join(text.split())), 90))
    row = {"id": proposed(setting.place, "res", year, name), "name": name, "goal_or_initiative": of.id, "year": year}
    yield stated(Kind.RESULT, ("results", row), (stage.passage, quote), (reason,))


def _of(stage: Stage, quote: Stretch) -> Thing | None:
    """Return of what a result is: the first initiative that its words name, else what the passage stands under."""
    start = quote.start - stage.passage.stretch.start
    for mention in stage.initiatives():
        if start <= mention.start < start + (quote.end - quote.start):
            return mention.thing
    return stage.context or stage.scene.goal or stage.scene.programme


def _year(stage: Stage, setting: Setting, text: str) -> str:
    """Return the year of a result: that of its section, unless the words state one that lies before it."""
    section = stage.scene.year or setting.year
    told = [year for year in years(text) if section and year < section]
    return told[-1] if len(told) == 1 and not re.search(rf"\b{section}\b", text) and stage.scene.role is Role.NONE else section
