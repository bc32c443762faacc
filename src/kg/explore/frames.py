"""Columns as data frames of pandas and polars, which are only needed when asked for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import MissingPackageError
from kg.explore.values import Kind, Native, kind

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Columns: TypeAlias = Mapping[str, Sequence[Native]]

_PANDAS = MappingProxyType({
    Kind.TEXT: "string",
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "Float64",
    Kind.BOOLEAN: "boolean",
})  # fmt: skip
_POLARS = MappingProxyType({
    Kind.TEXT: "String",
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "Float64",
    Kind.BOOLEAN: "Boolean",
    Kind.DATE: "Date",
    Kind.MIXED: "String",
    Kind.EMPTY: "Null",
})  # fmt: skip


def pandas_frame(columns: Columns) -> "pd.DataFrame":
    """Return the columns with pandas' types that know of missing values; dates are datetime64, mixed columns objects."""
    pandas = _package("pandas")
    frame: pd.DataFrame = pandas.DataFrame({name: _pandas_column(pandas, values) for name, values in columns.items()})
    return frame


def polars_frame(columns: Columns) -> "pl.DataFrame":
    """Return the columns with the types of polars; a mixed column becomes one of texts."""
    polars = _package("polars")
    frame: pl.DataFrame = polars.DataFrame([_polars_column(polars, name, values) for name, values in columns.items()])
    return frame


def _package(name: str) -> Any:  # noqa: ANN401 - a module that may not be there has no type
    """Return an optional package; raises MissingPackageError when it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise MissingPackageError(f"{name} is not installed; install it with: pip install 'kg[notebooks]'") from error


def _pandas_column(pandas: Any, values: Sequence[Native]) -> Any:  # noqa: ANN401 - idem
    found = kind(values)
    if found in _PANDAS:
        return pandas.array(_as_numbers(found, values), dtype=_PANDAS[found])
    if found in {Kind.DATE, Kind.DATETIME}:
        times = _times(values)
        zone = ", UTC" if any(value is not None and value.tzinfo for value in times) else ""
        return pandas.Series(times, dtype=f"datetime64[{'s' if found is Kind.DATE else 'us'}{zone}]")
    return pandas.Series([pandas.NA if value is None else value for value in values], dtype=object)


def _polars_column(polars: Any, name: str, values: Sequence[Native]) -> Any:  # noqa: ANN401 - idem
    found = kind(values)
    if found is Kind.DATETIME:
        times = _times(values)
        zone = "UTC" if any(value is not None and value.tzinfo for value in times) else None
        return polars.Series(name, times, dtype=polars.Datetime("us", zone))
    if found is Kind.MIXED:
        values = [None if value is None else str(value) for value in values]
    return polars.Series(name, _as_numbers(found, values), dtype=getattr(polars, _POLARS[found]))


def _as_numbers(found: Kind, values: Sequence[Native]) -> Sequence[Native]:
    """Return the values of a column of numbers as floats, any other column as it is."""
    return [None if value is None else float(str(value)) for value in values] if found is Kind.NUMBER else values


def _times(values: Sequence[Native]) -> list[datetime | None]:
    """Return dates as the beginning of their day, and times with a zone in UTC."""
    return [_time(value) for value in values]


def _time(value: Native) -> datetime | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    return None if value is None else datetime.combine(value, time())  # type: ignore[arg-type] # a column of dates holds no other
