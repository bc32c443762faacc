"""Rows of fact tables, as candidates and as facts of the graph → the statements they make, in the shape of gold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gold import Statement  # beside this file

from kg.model.candidates import THINGS, Candidate, Kind
from kg.model.tables import Row

Names = Mapping[str, tuple[str, ...]]
"""What things are called, by their id; the first name is the one that is shown."""


def stated(found: Iterable[Candidate], known: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what candidates state; `known` are the names of the graph's things by id."""
    listed = list(found)
    names = {one: (name,) for one, name in known.items()}
    names |= {each.row["id"]: (each.row["name"],) for each in listed if each.kind in THINGS}
    for each in listed:
        yield from _MAKERS[each.kind](each.row, names)


def facts(rows: Sequence[Row], source: str) -> Iterator[Statement]:
    """Yield what the rows of one source state, in the order of the rows; some may be there twice."""
    names: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row["id"]:
            names[row["id"]] = tuple(dict.fromkeys((*names.get(row["id"], ()), row["name"], *row.values("alt_names"))))
    for row in rows:
        for kind in _KINDS.get(row.table, ()) if row["source"] == source else ():
            yield from _MAKERS[kind](row, names)


def _called(names: Names, *ids: str) -> tuple[str, ...]:
    return tuple(name for one in ids for name in names.get(one, (one,)))


def _thing(word: str) -> Callable[[Row, Names], Iterator[Statement]]:
    def made(row: Row, names: Names) -> Iterator[Statement]:
        yield Statement(word, (_called(names, row["id"]),))

    return made


def _initiative(row: Row, names: Names) -> Iterator[Statement]:
    yield Statement("initiatief", (_called(names, row["id"]),))
    if row["type"]:
        yield Statement("soort", (_called(names, row["id"]), (row["type"],)))


def _goal(row: Row, names: Names) -> Iterator[Statement]:
    yield Statement("doel", (_called(names, row["id"]),))
    for word, column in (("onder", "part_of"), ("binnen", "programme")):
        if row[column]:
            yield Statement(word, (_called(names, row["id"]), _called(names, row[column])))


def _result(row: Row, names: Names) -> Iterator[Statement]:
    yield Statement("resultaat", ((row["name"],),))
    if row["goal_or_initiative"]:
        yield Statement("van", ((row["name"],), _called(names, *row.values("goal_or_initiative"))))


def _indicator(row: Row, names: Names) -> Iterator[Statement]:
    if row["unit"]:
        yield Statement("eenheid", (_called(names, row["id"]), (row["unit"],)))


def _participation(row: Row, names: Names) -> Iterator[Statement]:
    yield Statement("deelname", (_called(names, row["organisation"]), _called(names, row["initiative"]), (row["role"],)))


def _link(row: Row, names: Names) -> Iterator[Statement]:
    yield Statement("verband", (_called(names, row["subject"]), (row["predicate"],), _called(names, row["object"])))


def _status(row: Row, names: Names) -> Iterator[Statement]:
    if row["status"]:
        yield Statement("stand", (_called(names, row["id"]), (row["status"],)))


def _period(row: Row, names: Names) -> Iterator[Statement]:
    if row["start"] or row["end"]:
        yield Statement("looptijd", (_called(names, row["id"]), (row["start"],), (row["end"],)))


def _amount(row: Row, names: Names) -> Iterator[Statement]:
    if row["budget_eur"]:
        yield Statement("bedrag", (_called(names, row["id"]), (row["budget_eur"],)))
    if row["amount_eur"]:
        yield Statement("bijdrage", (_called(names, row["organisation"]), _called(names, row["initiative"]), (row["amount_eur"],)))


def _observation(row: Row, names: Names) -> Iterator[Statement]:
    """Yield an observation: of the publisher itself, with the kind of value, or of a group that it is compared with."""
    compared = row["area"] == row["comparison"]
    area, sort = (row["area"], "") if compared else ("eigen", row["comparison"])
    yield Statement("waarneming", (_called(names, row["indicator"]), (area,), (sort,), (row["year"],), (row["value"],)))


_MAKERS: Mapping[Kind, Callable[[Row, Names], Iterator[Statement]]] = {
    Kind.PROGRAMME: _thing("programma"),
    Kind.ORGANISATION: _thing("organisatie"),
    Kind.GOAL: _goal,
    Kind.INITIATIVE: _initiative,
    Kind.RESULT: _result,
    Kind.INDICATOR: _indicator,
    Kind.PARTICIPATION: _participation,
    Kind.LINK: _link,
    Kind.STATUS: _status,
    Kind.PERIOD: _period,
    Kind.AMOUNT: _amount,
    Kind.OBSERVATION: _observation,
}
_KINDS: Mapping[str, tuple[Kind, ...]] = {
    "programmes": (Kind.PROGRAMME,),
    "goals": (Kind.GOAL,),
    "initiatives": (Kind.INITIATIVE, Kind.STATUS, Kind.PERIOD, Kind.AMOUNT),
    "organisations": (Kind.ORGANISATION,),
    "indicators": (Kind.INDICATOR,),
    "results": (Kind.RESULT,),
    "participations": (Kind.PARTICIPATION, Kind.AMOUNT),
    "links": (Kind.LINK,),
    "observations": (Kind.OBSERVATION,),
}
