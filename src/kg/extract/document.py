"""All candidates of a document: each statement once, where it is surest, and none that says nothing new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.about import Setting, setting
from kg.extract.figures.amounts import amounts
from kg.extract.figures.observations import observations
from kg.extract.gazetteer import Gazetteer
from kg.extract.goals import goals, programmes
from kg.extract.initiatives import announced, named
from kg.extract.links import links
from kg.extract.results import results
from kg.extract.roles import participations
from kg.extract.ruling import because
from kg.extract.stage import Stage, stages
from kg.extract.standing import periods, statuses
from kg.extract.statements import confidence
from kg.extract.tabled import tabled
from kg.extract.things import Thing
from kg.model.candidates import THINGS, Candidate, Kind
from kg.model.passages import Transcript
from kg.model.tables import Row, table

LEAST = 0.4
"""How sure a candidate must be to be shown to a person."""

_UNSURE = 0.6


def candidates(transcript: Transcript, known: Gazetteer, cells: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what a document may state, in the order of its passages; `cells` are what is told of the document itself.

    The things that a statement is about are candidates too, unless the graph knows them.
    """
    begun = setting(transcript, known, cells)
    staged, grown = stages(transcript.passages, begun)
    found = _distinct(_with_roles(list(_all(staged, grown))))
    kept = _founded(found, known)
    return tuple(sorted(kept, key=lambda each: (each.passage.stretch.start, list(Kind).index(each.kind), each.quote.start, each.id)))


def document_row(transcript: Transcript, known: Gazetteer, cells: Mapping[str, str]) -> Row:
    """Return the document's own row: what `cells` tell of it, and what its first lines add."""
    return setting(transcript, known, cells).document


def _all(staged: Sequence[Stage], given: Setting) -> Iterator[Candidate]:
    aims = [list(goals(stage, given)) for stage in staged]
    stated_goals = _goal_things(staged, aims)
    for stage, aimed in zip(staged, aims, strict=True):
        yield from programmes(stage, given)
        yield from aimed
        yield from named(stage)
        yield from announced(stage)
        yield from results(stage, given)
        yield from participations(stage)
        yield from links(stage, stated_goals)
        yield from statuses(stage)
        yield from periods(stage)
        yield from tabled(stage, given)
        yield from amounts(stage)

    yield from observations(staged, given)


def _goal_things(staged: Sequence[Stage], aims: Sequence[Sequence[Candidate]]) -> tuple[Thing, ...]:
    told = {each.row["id"]: Thing("goals", each.row["id"], each.row["name"]) for aimed in aims for each in aimed}
    told |= {goal.id: goal for stage in staged for goal in stage.scene.goals}
    return tuple(told.values())


def _with_roles(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, an unsure name of an organisation surer when the document tells a role of it."""
    acting = {each.row["organisation"] for each in found if each.row.table == "participations"}
    for each in found:
        unsure = each.kind is Kind.ORGANISATION and each.confidence < _UNSURE and each.row["id"] in acting
        reasons = (*each.reasons, because("heeft-een-rol")) if unsure else each.reasons
        yield replace(each, reasons=reasons, confidence=confidence(reasons)) if unsure else each


def _distinct(found: Iterator[Candidate]) -> list[Candidate]:
    """Return each statement once, at its surest place; a thing that several places name gains by it."""
    best: dict[tuple[str, ...], Candidate] = {}
    times: dict[tuple[str, ...], set[str]] = {}
    for each in found:
        said = _said(each)
        times.setdefault(said, set()).add(each.passage.locator)
        if said not in best or each.confidence > best[said].confidence:
            best[said] = _united(each, best.get(said))
        else:
            best[said] = _united(best[said], each)
    return [_repeated(each, len(times[said])) for said, each in best.items() if each.confidence >= LEAST]


def _said(each: Candidate) -> tuple[str, ...]:
    """Return what tells a statement apart, wherever it stands."""
    row = each.row
    if each.kind in THINGS:
        return each.kind, row.table, row["id"]
    if each.kind in {Kind.STATUS, Kind.PERIOD}:
        return each.kind, row["id"], row["status_date"], row["start"] and "start", row["end"] and "end"
    left_out = {"source", "locator", "amount_eur", "name"}
    return (
        each.kind,
        *(row[column] for column in table(row.table).column_names if column not in left_out),
        row["amount_eur"],
        row["budget_eur"],
    )


def _united(kept: Candidate, other: Candidate | None) -> Candidate:
    """Return a candidate with the cells that only the other mention of the same thing has."""
    if other is None or kept.kind not in THINGS:
        return kept
    cells = {**other.row.cells, **kept.row.cells}
    return replace(kept, row=Row(kept.row.table, cells))


def _repeated(each: Candidate, places: int) -> Candidate:
    if places == 1 or each.kind not in {Kind.ORGANISATION, Kind.INITIATIVE}:
        return each
    gain = because("vaker-genoemd")
    return replace(each, confidence=confidence((*each.reasons, gain)), reasons=(*each.reasons, gain))


def _founded(found: Sequence[Candidate], known: Gazetteer) -> list[Candidate]:
    """Return the candidates all of whose things are there: known to the graph, or candidates themselves."""
    there = {each.row["id"] for each in found if each.kind in THINGS} | set(known.names)
    kept = [each for each in found if set(_references(each)) <= there]
    return kept if len(kept) == len(found) else _founded(kept, known)


def _references(each: Candidate) -> Iterator[str]:
    """Yield the ids a candidate refers to; of a thing only what it cannot do without."""
    if each.kind in {Kind.STATUS, Kind.PERIOD} or (each.kind is Kind.AMOUNT and each.row["id"]):
        yield each.row["id"]
    for column in table(each.row.table).columns:
        if column.refers_to and column.name != "source" and (each.kind not in THINGS or column.required):
            yield from each.row.values(column.name) if column.many else filter(None, (each.row[column.name],))
