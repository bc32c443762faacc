"""How much one answer tells: so many items and characters, and how to get the rest."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Told: TypeAlias = dict[str, Any]
"""What a tool tells, as JSON has it."""

LARGEST = 40_000
"""The characters, as JSON, that the items of one answer take: some ten thousand words of a language model."""

LONGEST = 2_000
"""The characters of one text."""

LEAST = 40
"""The characters of a text that are told whatever stands beside it."""


def part(items: Sequence[Told], offset: int, most: int, way: str = "") -> tuple[list[Told], Told]:
    """Return the items from an offset on, as many as an answer holds and one at least; and what was left out and how to get it.

    >>> part([{"a": 1}, {"a": 2}, {"a": 3}], 1, 1)[0]
    [{'a': 2}]
    >>> part([{"a": 1}, {"a": 2}, {"a": 3}], 1, 1)[1]
    {'total': 3, 'offset': 1, 'truncated': True, 'rest': 'call again with offset=2 for the other 1'}
    """
    kept: list[Told] = []
    size = 0
    for item in items[offset : offset + most]:
        told = shortened(item)
        size += characters(told)
        if kept and size > LARGEST:
            break
        kept.append(told)
    return kept, left(len(items), offset, len(kept), way)


def left(total: int, offset: int, told: int, way: str = "") -> Told:
    """Return how many there are in all, from where they were told, whether there are more, and how to get those."""
    after = total - offset - told
    more = f"call again with offset={offset + told} for the other {after}{way}" if after > 0 else ""
    return {"total": total, "offset": offset, "truncated": after > 0, "rest": more}


def shortened(told: Told) -> Told:
    """Return an item with its long texts cut, further when there are many; each says how much is gone.

    >>> shortened({"a": "x" * 2_003, "b": ["short", 1]})["a"][-24:]
    'xxx… (3 characters more)'
    """
    cut: Told = _cut(told, LONGEST)
    if characters(cut) <= LARGEST:
        return cut
    many: Told = _cut(told, max(LEAST, LARGEST // _texts(told)))
    return many


def text(value: str, longest: int = LONGEST) -> str:
    """Return a text, cut when it is long."""
    return value if len(value) <= longest else f"{value[:longest]}… ({len(value) - longest} characters more)"


def characters(told: object) -> int:
    """Return the length of a value as JSON."""
    return len(json.dumps(told, ensure_ascii=False))


def _cut(value: Any, longest: int) -> Any:  # noqa: ANN401 - any value that JSON has
    if isinstance(value, str):
        return text(value, longest)
    if isinstance(value, Mapping):
        return {name: _cut(each, longest) for name, each in value.items()}
    return [_cut(each, longest) for each in value] if isinstance(value, list) else value


def _texts(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(map(_texts, value.values()))
    return sum(map(_texts, value)) if isinstance(value, list) else 1
