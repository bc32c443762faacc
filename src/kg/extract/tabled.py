"""What a row of a table about policy tells of the initiative in it: its goal, who takes part, how far it is, when it runs."""

from collections.abc import Iterator

from kg.extract.about import Setting
from kg.extract.columns import Column, cells
from kg.extract.ruling import because, rules
from kg.extract.stage import Stage
from kg.extract.statements import stated
from kg.extract.things import Thing, thing
from kg.extract.years import span, years
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Cell

_ROLES = (Column.TREKKER, Column.PARTNER, Column.UITVOERDER, Column.FINANCIER)


def tabled(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield what the other cells of a row say of the initiative in it."""
    subject = initiative_of(stage)
    if subject is None:
        return
    for cell in stage.passage.cells:
        yield from _contributing(stage, setting, subject, cell)
        yield from _taking_part(stage, subject, cell)
        yield from _standing(stage, subject, cell)
        yield from _timed(stage, subject, cell)


def initiative_of(stage: Stage) -> Thing | None:
    """Return the initiative of a row: the first that is named in its column of activities."""
    for cell in cells(stage.passage, Column.INITIATIVE):
        for mention in stage.initiatives():
            if cell.stretch.start <= stage.passage.stretch.start + mention.start < cell.stretch.end:
                return mention.thing
    return None


def _contributing(stage: Stage, setting: Setting, subject: Thing, cell: Cell) -> Iterator[Candidate]:
    aimed = cells(stage.passage, Column.GOAL)
    if aimed and cell is aimed[-1] and " " in cell.text.strip():
        goal = thing("goals", cell.text, setting)
        told = {"subject": subject.id, "predicate": "contributesTo", "object": goal.id, "year": stage.scene.year}
        yield stated(Kind.LINK, ("links", told), (stage.passage, cell.stretch), (because("zelfde-rij"),))


def _taking_part(stage: Stage, subject: Thing, cell: Cell) -> Iterator[Candidate]:
    roles = [each for each in _ROLES if cell in cells(stage.passage, each)]
    start = stage.passage.stretch.start
    for mention in stage.mentions:
        inside = cell.stretch.start <= mention.start + start < cell.stretch.end
        if roles and inside and mention.thing.table == "organisations":
            told = {"initiative": subject.id, "organisation": mention.thing.id, "role": roles[0].value}
            yield stated(Kind.PARTICIPATION, ("participations", told), (stage.passage, cell.stretch), (because(f"kolom-{roles[0].value}"),))


def _standing(stage: Stage, subject: Thing, cell: Cell) -> Iterator[Candidate]:
    if cell not in cells(stage.passage, Column.STATUS):
        return
    for rule in rules("statuses"):
        if rule.pattern.search(cell.text):
            told = {"id": subject.id, "name": subject.name, "status": rule.says, "status_date": stage.scene.year}
            yield stated(
                Kind.STATUS, ("initiatives", told), (stage.passage, cell.stretch), (Reason(rule.name, rule.weight), because("kolom-status"))
            )
            return


def _timed(stage: Stage, subject: Thing, cell: Cell) -> Iterator[Candidate]:
    if cell not in cells(stage.passage, Column.PERIOD):
        return
    found, single = span(cell.text), years(cell.text)
    column = cell.column.casefold()
    told = {"start": found.start, "end": found.end} if found else {}
    if not told and len(single) == 1:
        told = (
            {"start" if "start" in column else "end": single[0]}
            if any(word in column for word in ("start", "gereed", "einde", "oplever"))
            else {}
        )
    if told:
        row = {"id": subject.id, "name": subject.name, **told}
        yield stated(Kind.PERIOD, ("initiatives", row), (stage.passage, cell.stretch), (because("kolom-periode"),))
