"""The templates, and what of the installed package a page links to: its style and its scripts."""

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.errors import MissingFileError
from kg.publish.placed import quotes, year

ASSETS = ("app.css", "app.js")
Weight: TypeAlias = Literal["regular", "semibold"]


@cache
def templates() -> Environment:
    """Return the templates, compiled once: like the code they belong to the installation, not to a release."""
    found = Environment(
        loader=PackageLoader("kg.publish"),
        autoescape=True,
        auto_reload=False,  # or it looks at the file of each part for each page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"quotes_of": quotes, "year_of": year}
    return found


def html(template: str, page: object) -> str:
    """Return a page: the template prints one value, in which all stands that it tells."""
    return templates().get_template(template).render(page=page)


@cache
def assets() -> dict[str, str]:
    """Return the names of the style and the scripts as they are served, with the hash of their content in them."""
    return served_names(files("kg") / "web" / "static" / "manifest.json")


@cache
def letters(weight: Weight = "regular") -> Path:
    """Return the file (TrueType) of the letters in which the pages are set; raises MissingFileError when nothing was built."""
    return Path(str(files("kg") / "web" / "static" / assets()[f"{weight}.ttf"]))


def served_names(manifest: Traversable) -> dict[str, str]:
    """Return what a manifest of the build says; raises MissingFileError when nothing was built."""
    if not manifest.is_file():
        raise MissingFileError("the style and scripts of the pages are not built; run: npm ci && node build.mjs, in frontend/")
    names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    return names
