"""What tells things with the same name apart: each gets as little as sets it apart from the others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")


def alike(things: Iterable[_Thing], look: Callable[[_Thing], str]) -> list[list[_Thing]]:
    """Return the things of which others look the same, together.

    >>> alike(["Doel", "doel", "plan"], str.casefold)
    [['Doel', 'doel']]
    """
    found: dict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        found[look(thing)].append(thing)
    return [same for same in found.values() if len(same) > 1]


def tails_of(things: Sequence[_Thing], ways: Iterable[Callable[[_Thing], str]]) -> list[str]:
    """Return for each thing as little as tells it from the others, by the first ways that do.

    >>> tails_of(["a1", "b1"], [lambda thing: thing[1], lambda thing: thing[0]])
    ['a', 'b']
    """
    told: list[tuple[str, ...]] = [()] * len(things)
    for way in ways:
        more = [way(thing) for thing in things]
        if len(set(more)) > 1:
            told = [(*before, text) if text else before for before, text in zip(told, more, strict=True)]
        if len(set(told)) == len(things):
            break
    return [", ".join(each) for each in told]
