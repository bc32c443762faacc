"""Values of the datum as plain JSON, and back; what does not fit its shape is told, never guessed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from kg.errors import DossierError

Plain: TypeAlias = "str | int | float | list[Plain] | dict[str, Plain]"
Value = TypeVar("Value")


def plain(value: object) -> Plain:
    """Return a frozen value as JSON holds it; what is as its default says is left out.

    >>> from kg.model.passages import Stretch
    >>> plain(Stretch(3, 7))
    {'start': 3, 'end': 7}
    """
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    told = ((each, getattr(value, each.name)) for each in _fields(type(value)))
    return {each.name: plain(found) for each, found in told if found != _default(each)}


def shaped(kind: type[Value], told: object) -> Value:
    """Return the value of this kind that JSON tells; raises ValueError saying where it does not fit.

    >>> from kg.model.passages import Stretch
    >>> shaped(Stretch, {"start": 3, "end": 7})
    Stretch(start=3, end=7)
    """
    found: Value = _shaped(kind, told, "")
    return found


def line(value: object) -> str:
    """Return a value as one line of JSON, with its line feed."""
    return json.dumps(plain(value), ensure_ascii=False) + "\n"


def read_lines(kind: type[Value], file: Path) -> Iterator[Value]:
    """Yield the values of a file with one a line; raises DossierError naming the line that holds none."""
    *lines, last = file.read_bytes().split(b"\n")
    for number, text in enumerate((*lines, last) if last else lines, start=1):
        yield read_line(kind, text, (file, number))


def read_line(kind: type[Value], text: bytes, place: tuple[Path, int]) -> Value:
    """Return the value that a line holds; raises DossierError with its place, a file and a line (0 for all of it)."""
    try:
        return shaped(kind, json.loads(text))
    except ValueError as error:
        raise DossierError(*place, str(error)) from error


def _shaped(kind: Any, told: object, place: str) -> Any:  # noqa: ANN401  # any type of the datum
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _record(kind, told, place)
    if origin is tuple and isinstance(told, list):
        return tuple(_shaped(get_args(kind)[0], each, f"{place}[{number}]") for number, each in enumerate(told))
    if origin is Mapping and isinstance(told, dict):
        return {name: _shaped(str, each, f"{place}.{name}") for name, each in told.items()}
    return _single(kind, told, place)


def _single(kind: Any, told: object, place: str) -> Any:  # noqa: ANN401  # any type of the datum
    """Return a text, a number or a word of a closed set."""
    if isinstance(kind, type) and issubclass(kind, StrEnum) and told in set(kind):
        return kind(str(told))
    if kind is float and type(told) is int:
        return float(told)
    if kind in {str, int, float} and type(told) is kind:
        return told
    raise ValueError(f"{place.lstrip('.') or 'the line'} is not what it should be ({_called(kind)}): {str(told)[:60]!r}")


def _record(kind: Any, told: object, place: str) -> Any:  # noqa: ANN401  # any dataclass of the datum
    if not isinstance(told, dict):
        raise ValueError(f"{place.lstrip('.') or 'the line'} is not {_called(kind)}")  # noqa: TRY004  # json's own errors are ValueErrors too
    known = {each.name for each in _fields(kind)}
    if unknown := sorted(told.keys() - known):
        raise ValueError(f"{place.lstrip('.') or _called(kind)} has no {unknown[0]!r}")
    missing = [each.name for each in _fields(kind) if each.name not in told and _default(each) is MISSING]
    if missing:
        raise ValueError(f"{place.lstrip('.') or _called(kind)} lacks {missing[0]!r}")
    hints = _hints(kind)
    return kind(**{name: _shaped(hints[name], each, f"{place}.{name}") for name, each in told.items()})


def _called(kind: Any) -> str:  # noqa: ANN401  # any type of the datum
    return f"one of {', '.join(kind)}" if isinstance(kind, type) and issubclass(kind, StrEnum) else getattr(kind, "__name__", str(kind))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fields(kind: Any) -> Iterable[Field[Any]]:  # noqa: ANN401  # any dataclass of the datum
    return fields(kind)


def _default(each: Field[Any]) -> object:
    """Return what a field holds when nothing is said; MISSING when something must be."""
    return each.default if each.default_factory is MISSING else each.default_factory()
