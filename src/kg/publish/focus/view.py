"""What the address of a focus picture asks for: how far, which filters, and which relations are open or closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from kg.publish.library import View
from kg.publish.links import link

STEPS = (1, 2, 3)
SHOWN = 25
"""How many things of one relation are shown, unless the address asks for more."""

FILTERS = MappingProxyType({"soort": "kinds", "rol": "roles", "thema": "themes", "jaar": "years", "gemeente": "municipalities"})
"""What a picture can be narrowed down by: the name in the address, and the field of the wish."""

ORDERS = ("", "van", "verband", "naar", "jaar")
"""How the table is sorted; at first from the chosen thing outwards."""

MOST_OPENED = 30
"""How many relations an address opens at most, and closes: of more, the last."""

LONGEST_QUERY = 4_000
"""How many letters the query of an address has at most."""

_MOST_VALUES = 60
_LONGEST = 300
_MOST_SHOWN = 1_000
_MOST_PAGES = 10_000

Pairs: TypeAlias = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Opening:
    """A relation of a thing that is opened or closed: the path of the thing below /id, the key of the relation, and how many are shown."""

    path: str
    key: str
    shown: int = SHOWN

    def __str__(self) -> str:
        """Return it as the address has it.

        >>> str(Opening("initiatief/a", "naar-partner")), str(Opening("initiatief/a", "naar-partner", 50))
        ('initiatief/a~naar-partner', 'initiatief/a~naar-partner~50')
        """
        return f"{self.path}~{self.key}" + (f"~{self.shown}" if self.shown != SHOWN else "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture is asked to show; an empty filter lets all through. Values are those of the address: `partner`, `gemeente-almelo`."""

    steps: int = 1
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    opened: tuple[Opening, ...] = ()
    closed: tuple[Opening, ...] = ()
    order: str = ""
    page: int = 1

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter by its name in the address."""
        values: tuple[str, ...] = getattr(self, FILTERS[name])
        return values

    def with_filter(self, name: str, values: Iterable[str]) -> "Wish":
        """Return this wish with other values for a filter, on the first page."""
        changed: Mapping[str, tuple[str, ...]] = {FILTERS[name]: tuple(dict.fromkeys(values))}
        return replace(self, page=1, **changed)  # type: ignore[arg-type]  # the names of the fields are those of FILTERS

    def toggled(self, name: str, value: str) -> "Wish":
        """Return this wish with a value of a filter chosen, or no longer chosen."""
        values = self.chosen(name)
        return self.with_filter(name, [each for each in values if each != value] if value in values else [*values, value])

    def opening(self, opening: Opening) -> "Wish":
        """Return this wish with a relation opened."""
        kept = replace(self, opened=_without(self.opened, opening), closed=_without(self.closed, opening), page=1)
        return replace(kept, opened=(*kept.opened, opening))

    def closing(self, opening: Opening) -> "Wish":
        """Return this wish with a relation closed."""
        kept = replace(self, opened=_without(self.opened, opening), closed=_without(self.closed, opening), page=1)
        return replace(kept, closed=(*kept.closed, Opening(opening.path, opening.key)))

    @property
    def pairs(self) -> Pairs:
        """Return the query that asks for this: names and values, what is usual left out."""
        found = [("stappen", str(self.steps))] if self.steps != 1 else []
        found += [(name, value) for name in FILTERS for value in self.chosen(name)]
        found += [("open", str(each)) for each in self.opened]
        found += [("dicht", str(each)) for each in self.closed]
        found += [("volgorde", self.order)] if self.order else []
        return [*found, ("bladzijde", str(self.page))] if self.page != 1 else found


def wish(view: View) -> Wish:
    """Return what the address of a page asks for; what it says that cannot be is passed over.

    >>> wish(View(path="/beeld/doel/a?stappen=2&soort=doel&soort=initiatief&jaar=x&open=doel/a~naar-owner~50"))
    ... # doctest: +ELLIPSIS
    Wish(steps=2, kinds=('doel', 'initiatief'), ..., years=(), ..., opened=(Opening(path='doel/a', key='naar-owner', shown=50),), ...)
    """
    given: dict[str, dict[str, None]] = {}
    for name, value in parse_qsl(urlsplit(view.path).query):
        many = len(given.setdefault(name, {})) >= _MOST_VALUES and name not in {"open", "dicht"}
        if len(value) <= _LONGEST and not many:
            given[name].setdefault(value)
    last = {name: next(reversed(values)) for name, values in given.items() if values}
    return Wish(
        steps=_number(last.get("stappen", ""), STEPS[-1]),
        kinds=tuple(given.get("soort", ())),
        roles=tuple(given.get("rol", ())),
        themes=tuple(given.get("thema", ())),
        years=tuple(year for year in given.get("jaar", ()) if year.isdecimal()),
        municipalities=tuple(given.get("gemeente", ())),
        opened=_openings(given.get("open", ())),
        closed=_openings(given.get("dicht", ())),
        order=last.get("volgorde", "") if last.get("volgorde", "") in ORDERS else "",
        page=_number(last.get("bladzijde", ""), _MOST_PAGES),
    )


def address(view: View, path: str, wished: Wish, suffix: str = "", root: str = "/beeld") -> str:
    """Return the link to a picture: of the thing with this path, as wished; `suffix` is that of a file (".svg").

    >>> address(View(), "doel/a", Wish(kinds=("doel", "initiatief")), ".svg")
    '/beeld/doel/a.svg?soort=doel&soort=initiatief'
    """
    return link(view, f"{root}/{path}{suffix}", *wished.pairs)


def _openings(texts: Iterable[str]) -> tuple[Opening, ...]:
    """Return the relations that an address opens or closes, each as it says last; of too many, the last."""
    found: dict[tuple[str, str], Opening] = {}
    for text in texts:
        path, _, rest = text.partition("~")
        key, _, shown = rest.partition("~")
        if path and key:
            found.pop((path, key), None)
            found[path, key] = Opening(path, key, _number(shown, _MOST_SHOWN) if shown else SHOWN)
    return tuple(found.values())[-MOST_OPENED:]


def _without(openings: Iterable[Opening], other: Opening) -> tuple[Opening, ...]:
    return tuple(each for each in openings if (each.path, each.key) != (other.path, other.key))


def _number(text: str, most: int) -> int:
    """Return a number from 1 on; 1 when the text is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most else 1
