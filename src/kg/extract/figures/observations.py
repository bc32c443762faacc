"""Indicators and observations: the figures of tables, and those that sentences state."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.about import Setting
from kg.extract.columns import Column, cells
from kg.extract.figures.grids import Figure, figures, grids
from kg.extract.figures.numbers import zeros_of
from kg.extract.figures.worded import worded
from kg.extract.naming import bare, capitalised, shortened
from kg.extract.ruling import because, every
from kg.extract.scenes import Role
from kg.extract.stage import Stage
from kg.extract.statements import stated
from kg.extract.things import Thing, recognised, thing
from kg.extract.years import years
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Shape

_LONGEST = 110


def observations(staged: Sequence[Stage], setting: Setting) -> Iterator[Candidate]:
    """Yield the indicators that a document names, and the values it gives them."""
    for rows in grids(staged):
        if _of_figures(rows):
            for found in figures(rows, setting):
                yield from _stated(_costed(found, staged), setting, _reasons(found))
    for stage in staged:
        if stage.scene.role is not Role.OUTSIDE and stage.passage.shape is not Shape.ROW:
            for found, reason in worded(stage):
                yield from _stated(found, setting, (reason,))


def _of_figures(rows: Sequence[Stage]) -> bool:
    """Tell whether a table may be one of figures: not one of activities, and not in a part without policy."""
    first = rows[0]
    aimed = [cell for cell in cells(first.passage, Column.GOAL) if not years(cell.column)]
    return first.scene.role is not Role.OUTSIDE and not aimed and not cells(first.passage, Column.INITIATIVE)


def _reasons(found: Figure) -> tuple[Reason, ...]:
    told = because("tabel-van-indicatoren" if found.stage.scene.role is Role.INDICATORS else "tabel-met-jaren")
    return (told,) if found.year else (told, because("zonder-jaar"))


def _costed(found: Figure, staged: Sequence[Stage]) -> Figure:
    """Return a figure of what a programme costs with the programme in its name and its unit; any other as it is."""
    kind = next((each.rule.says for each in every("costs", found.name)), "")
    if not kind or found.stage.scene.role is not Role.COST:
        return found
    programme = found.stage.scene.programme
    name = f"{kind} {programme.name}" if programme else kind
    zeros = max(zeros_of(text) for text in (found.cell.column, *found.stage.passage.trail, *_captions(found.stage, staged)))
    return replace(found, name=name, unit={0: "euro", 3: "x 1.000 euro", 6: "x 1.000.000 euro"}[zeros])


def _captions(stage: Stage, staged: Sequence[Stage]) -> Iterator[str]:
    """Yield the captions and short lines beside a table."""
    for each in staged:
        if each.passage.trail == stage.passage.trail and each.passage.shape in {Shape.CAPTION, Shape.PARAGRAPH}:
            yield each.passage.text


def _stated(found: Figure, setting: Setting, reasons: tuple[Reason, ...]) -> Iterator[Candidate]:
    named = thing("indicators", shortened(bare(found.name), _LONGEST), setting)
    yield _indicator(found, named, setting, reasons)
    area = found.group or setting.owner
    row = {"indicator": named.id, "area": area, "year": found.year, "value": found.value, "comparison": found.group or found.kind}
    if area:
        yield stated(Kind.OBSERVATION, ("observations", row), (found.stage.passage, found.cell.stretch), reasons, ())


def _indicator(found: Figure, named: Thing, setting: Setting, reasons: tuple[Reason, ...]) -> Candidate:
    scene = found.stage.scene
    above = scene.goal or scene.programme
    row = {
        "id": named.id,
        "name": capitalised(named.name),
        "unit": found.unit,
        "goal_or_programme": above.id if above else "",
        "description": f"Waarde die {setting.owner_name or 'de uitgever'} hierover meldt: {named.name}.",
    }
    return stated(
        Kind.INDICATOR, ("indicators", row), (found.stage.passage, found.name_cell.stretch), (*reasons, *recognised(named)), named.choices
    )
