"""What on a page is there to find one's way on the site and not part of the document: menus, bars, search forms, buttons."""

import re

from kg.read.html.panels import Panels, folded, is_hidden
from kg.read.html.tree import HEADINGS, Element, around, inside, words

_TAGS = frozenset({"nav", "footer", "dialog", "menu", "label"})
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tooltip", "tablist"]
)
_STRONG = frozenset(
    [
        "breadcrumb",
        "breadcrumbs",
        "kruimelpad",
        "broodkruimel",
        "cookie",
        "cookies",
        "cookiebar",
        "cookiemelding",
        "consent",
        "skip",
        "skiplink",
        "skiplinks",
        "pagination",
        "paginering",
        "pager",
        "backtotop",
        "totop",
        "ribbon",
        "ribbonrow",
        "navbar",
        "readspeaker",
        "sharedaddy",
        "addtoany",
        "addthis",
    ]
)
_WEAK = frozenset(
    [
        "nav",
        "navigation",
        "navigatie",
        "menu",
        "submenu",
        "hoofdmenu",
        "share",
        "sharing",
        "delen",
        "social",
        "socials",
        "print",
        "printen",
        "sidebar",
        "footer",
        "topbar",
        "zoek",
        "zoeken",
        "search",
        "zoekbalk",
        "feedback",
        "newsletter",
        "nieuwsbrief",
        "related",
        "gerelateerd",
        "toolbar",
        "toc",
        "inhoudsopgave",
        "masthead",
        "login",
        "offcanvas",
        "subnav",
    ]
)
_BUSY = frozenset({"html", "body", "main", "article"})
_LINKS = 0.5
_MOSTLY_LINKS = 0.9
_FEW_SIGNS = 200
_SHARE = 0.4
_THREE = 3
_EDGE = " ›»>\u2039«.:-|"
_SAID = re.compile(
    r"(?:terug )?naar (?:boven|(?:de )?inhoud(?:sopgave)?|begin van (?:de )?pagina)|terug naar navigatie\b.*"
    r"|(?:ga )?(?:direct )?naar de (?:inhoud|hoofdinhoud)|print(?:en)?(?: (?:deze )?pagina)?|afdrukken|delen"
    r"|deel deze pagina|lees voor|voorlezen"
    r"|lees (?:meer|verder)|(?:vorige|volgende)(?: pagina| hoofdstuk)?|home|download (?:als )?pdf"
    r"|(?:open|sluit)(?:en)?|toon (?:meer|minder)"
    r"|alles (?:in|uit)klappen|kopieer (?:de )?link|twitter|facebook|linkedin|whatsapp|deel (?:deze pagina )?(?:op|via) \S+|[\u2191\u00d7]",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Tell whether a line is the words of a button or link that every page of a site has.

    >>> says_nothing("Terug naar navigatie - Economie"), says_nothing("Delen in welvaart")
    (True, False)
    """
    return all(_SAID.fullmatch(part.strip(_EDGE)) for part in text.strip(_EDGE).split("|"))


def main(root: Element) -> Element:
    """Return the element that holds the document: the one the page says so of, else the whole body."""
    told = [element for element in inside(root) if element.tag == "main" or element.role == "main"]
    told = told or [element for element in inside(root) if element.tag == "article" and not _within_article(element)]
    best = max(told, key=lambda element: element.signs, default=root)
    headed = best.signs > _FEW_SIGNS and any(each.tag in HEADINGS for each in inside(best))
    return best if headed or best.signs > root.signs / 5 else root


def _within_article(element: Element) -> bool:
    return any(above.tag == "article" for above in around(element))


def is_furniture(element: Element, root: Element, panels: Panels) -> bool:
    """Tell whether an element of the page is left out; `root` is what holds the document."""
    if element in panels.names:
        return False
    if element in panels.controls or element.tag == "button":
        return element in panels.controls or not any(above.tag in HEADINGS for above in around(element))
    if is_hidden(element) and not folded(element):
        return True
    return _by_kind(element, root) or _by_name(element, root) or _is_menu(element, root)


def _by_kind(element: Element, root: Element) -> bool:
    if element.tag in _TAGS or element.role in _ROLES:
        return element.role != "heading" and not any(above.tag in HEADINGS for above in around(element))
    if element.tag == "header":
        return root.tag == "body" and not any(above.tag in {"article", "section", "main"} for above in around(element))
    return element.tag == "aside" and (element.role == "complementary" or _link_share(element) > _LINKS)


def _by_name(element: Element, root: Element) -> bool:
    if not element.attributes or element.tag in _BUSY or element.tag in HEADINGS:
        return False
    named = words(element)
    if element.signs > _SHARE * root.signs and element.signs > _FEW_SIGNS:
        return False
    if named & _STRONG:
        return True
    return bool(named & _WEAK) and (_link_share(element) >= _LINKS or (element.signs < _FEW_SIGNS and _bare(element)))


def _bare(element: Element) -> bool:
    """Tell whether an element holds no heading and no table."""
    return not any(each.tag in HEADINGS or each.tag in {"table", "p"} for each in inside(element))


def _is_menu(element: Element, root: Element) -> bool:
    """Tell whether an element is a list of links that nothing introduces, on a page that does not say what its document is."""
    if root.tag != "body" or element.tag not in {"ul", "ol"} or _link_share(element) < _MOSTLY_LINKS:
        return False
    items = [each for each in element.elements if each.tag == "li"]
    return len(items) >= _THREE and not _introduced(element)


def _introduced(element: Element) -> bool:
    siblings = element.parent.elements if element.parent is not None else iter(())
    for sibling in siblings:
        if sibling is element:
            return False
        if sibling.tag in HEADINGS or sibling.tag == "p":
            return True
    return False


def _link_share(element: Element) -> float:
    return element.linked / element.signs if element.signs else 0.0
