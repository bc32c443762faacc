"""The colours of the pages as their style has them, and how well they stand out from each other (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kg.publish.templating import assets

TEXT, LINE = 4.5, 3.0
"""How much a text and a line that means something must stand out at least."""

KINDS = ("programma", "doel", "initiatief", "organisatie", "indicator", "resultaat", "document", "begrip")
GROUPS = tuple(f"group-{number}" for number in range(1, 7))
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", TEXT),
    ("ink", "panel", TEXT),
    ("ink", "accent-wash", TEXT),
    ("ink", "warning-wash", TEXT),
    ("ink", "mark", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "panel", TEXT),
    ("ink-soft", "accent-wash", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "panel", TEXT),
    ("accent", "accent-wash", TEXT),
    ("accent", "mark", TEXT),
    ("accent-strong", "paper", TEXT),
    ("accent-strong", "accent-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("warning", "paper", TEXT),
    ("warning", "warning-wash", TEXT),
    *((kind, ground, TEXT) for kind in KINDS for ground in ("paper", "panel")),
    *((group, ground, LINE) for group in GROUPS for ground in ("paper", "panel")),
    ("line-strong", "paper", LINE),
    ("line-strong", "panel", LINE),
)
"""Which colours stand on which, and how much they must stand out."""

_LINEAR = 0.04045  # below this a screen does not bend the amount of light
_DIGITS = 6
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*#([0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)\b")
_DARK = re.compile(r"@media[^{]*\(prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{([^}]*)\}")
_ASKED = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}")
_LIGHT = re.compile(r":root\s*\{([^}]*)\}")
_TIES = re.compile(r"\.ties path\s*\{[^}]*opacity:\s*([\d.]+)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on another, how much it stands out by light and in the dark, and how much it must."""

    colour: str
    ground: str
    light: float
    dark: float
    least: float


@cache
def palette() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the colours by name, by light and in the dark, as the style that is served has them."""
    return colours(_style())


@cache
def _style() -> str:
    return (files("kg") / "web" / "static" / assets()["app.css"]).read_text(encoding="utf-8")


def _found(rule: re.Pattern[str]) -> str:
    """Return what a rule of the style says; raises LookupError when the style has no such rule."""
    found = rule.search(_style())
    if found is None:
        raise LookupError(rule.pattern)
    return found[1]


def colours(style: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the colours that a style names, by light and in the dark.

    >>> light, dark = colours(":root{--ink:#000;--paper:#ffffff}@media (prefers-color-scheme:dark){:root{--ink:#eee}}")
    >>> light["ink"], light["paper"], dark["ink"], dark["paper"]
    ('#000000', '#ffffff', '#eeeeee', '#ffffff')
    """
    light = _named(" ".join(_LIGHT.findall(_ASKED.sub("", style))))
    return MappingProxyType(light), MappingProxyType({**light, **_named(" ".join(_DARK.findall(style)))})


def pairs() -> tuple[Pair, ...]:
    """Return how much each colour stands out from the grounds it stands on, and how much the lines within a group do.

    The grey lines between groups are left out: they are faint on purpose, and the list below the ring tells each of them.
    """
    light, dark = palette()
    plain = (
        Pair(colour, ground, contrast(light[colour], light[ground]), contrast(dark[colour], dark[ground]), least)
        for colour, ground, least in PAIRS
    )
    return *plain, *_ties(float(_found(_TIES)))


def _ties(opacity: float) -> Iterator[Pair]:
    """Yield the lines of the ring, which let the paper through."""
    for group in GROUPS:
        light, dark = (contrast(mixed(shades[group], shades["paper"], opacity), shades["paper"]) for shades in palette())
        yield Pair(f"{group} ({opacity:.0%})", "paper", light, dark, LINE)


def mixed(colour: str, ground: str, opacity: float) -> str:
    """Return the colour that one sees where a colour lets its ground through.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = [tuple(int(each[place : place + 2], 16) for each in (colour, ground)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * over + (1 - opacity) * under):02x}" for over, under in parts)


def contrast(one: str, other: str) -> float:
    """Return how much a colour stands out from another, from 1 to 21.

    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _named(declared: str) -> dict[str, str]:
    found = (
        (name, digits if len(digits) == _DIGITS else "".join(digit * 2 for digit in digits)) for name, digits in _TOKEN.findall(declared)
    )
    return {name: f"#{digits.lower()}" for name, digits in found}
