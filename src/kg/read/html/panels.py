"""The parts of a page that are folded away until a button, tab or link is pressed: they are content, and the button names them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.read.html.tree import HEADINGS, Element, around, inside, words
from kg.read.html.wording import said

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOLDED = frozenset(
    [
        "collapse",
        "collapsed",
        "collapsible",
        "panel",
        "accordion",
        "accordeon",
        "tab",
        "tabs",
        "tabpanel",
        "toggle",
        "uitklap",
        "uitklapbaar",
        "expand",
        "expandable",
    ]
)
_PRESSED = frozenset(["accordion", "accordeon", "toggle", "collapse", "collapsed", "tab", "uitklap", "expand", "trigger"])
_NOT = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "navigatie",
        "menu",
        "offcanvas",
        "cookie",
        "modal",
        "search",
        "zoek",
        "zoeken",
        "dropdown",
        "language",
        "taal",
    ]
)


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of a page with what names them, and the controls that do."""

    names: Mapping[Element, str]
    controls: frozenset[Element]


def panels(root: Element) -> Panels:
    """Return the panels in a page that a control on the page opens."""
    found = [*inside(root)]
    by_id = {element.attribute("id"): element for element in found if element.attribute("id")}
    pairs = [(control, panel) for control in found for panel in _opened(control, by_id) if _is_panel(control, panel)]
    names: dict[Element, str] = {}
    for control, panel in pairs:
        names.setdefault(panel, said(control) or control.attribute("aria-label").strip())
    for panel in found:
        label = by_id.get(panel.attribute("aria-labelledby"))
        if panel.role == "tabpanel" and label is not None and panel not in names:
            names[panel] = said(label)
            pairs.append((label, panel))
    return Panels(names, frozenset(control for control, _ in pairs if not _in_heading(control)))


def is_hidden(element: Element) -> bool:
    """Tell whether an element is marked as not to be seen."""
    attributes = element.attributes
    return bool(attributes) and (
        "hidden" in attributes or attributes.get("aria-hidden", "").strip() == "true" or bool(_HIDDEN.search(attributes.get("style", "")))
    )


def folded(element: Element) -> bool:
    """Tell whether a hidden element is one that can be unfolded, by its role and the words of its class."""
    named = words(element)
    return element.role == "tabpanel" or (bool(named & _FOLDED) and not named & _NOT)


def _opened(control: Element, by_id: Mapping[str, Element]) -> Iterable[Element]:
    """Yield the elements that a control opens: those it names, or the one right after it that is hidden or can be folded away."""
    named = [control.attribute("aria-controls"), control.attribute("data-target"), control.attribute("data-bs-target")]
    named += [control.attribute("href")] if control.attribute("href").startswith("#") else []
    for name in " ".join(named).split():
        if name.removeprefix("#") in by_id:
            yield by_id[name.removeprefix("#")]
    if _can_press(control):
        after = _next(control)
        if after is not None and (
            is_hidden(after) or (control.tag == "button" and ("aria-expanded" in control.attributes or folded(after)))
        ):
            yield after


def _can_press(element: Element) -> bool:
    return (
        element.tag == "button"
        or element.role in {"button", "tab"}
        or bool(element.tag in {"a", "div", "span"} and words(element) & _PRESSED)
    )


def _next(element: Element) -> Element | None:
    """Return the element after this one, or after the heading it is in."""
    holder = next((above for above in around(element) if above.tag in HEADINGS), element)
    siblings = [*holder.parent.elements] if holder.parent is not None else []
    place = next((number for number, sibling in enumerate(siblings) if sibling is holder), len(siblings))
    return siblings[place + 1] if place + 1 < len(siblings) else None


def _is_panel(control: Element, panel: Element) -> bool:
    """Tell whether what a control names is folded away content, not a place on the page or a menu."""
    if (
        panel.tag in {"nav", "main", "body", "dialog"}
        or panel.role in {"navigation", "menu", "dialog", "search", "main"}
        or words(panel) & _NOT
    ):
        return False
    if any(above is panel for above in around(control)):
        return False
    if control.tag == "a" and not control.role and not control.attribute("aria-controls"):
        return is_hidden(panel) or folded(panel)
    return True


def _in_heading(control: Element) -> bool:
    return any(above.tag in HEADINGS or above.role == "heading" or above.tag == "summary" for above in around(control))
