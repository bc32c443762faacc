"""All pairs by the filters of an address as a file for a spreadsheet."""

import csv
import io
from decimal import Decimal

from kg.errors import Misfit, ParameterError
from kg.publish.library import Library, View
from kg.publish.spreadsheet import BYTE_ORDER_MARK, no_formula
from kg.publish.together.around import ORDERS, Links, Way, links_of
from kg.publish.together.counting import Asked, counted
from kg.publish.together.lists import in_order
from kg.publish.together.page import opened
from kg.publish.together.sharing import Link, Pair, shown
from kg.publish.words import words
from kg.terms import BASE, moved

_COLUMNS = ("one", "other", "count", "weighted", "since", "initiatives", "one_iri", "other_iri")


def pairs_csv(library: Library, view: View) -> str:
    """Return the pairs in the order of the page, the names of the initiatives in one cell; raises ParameterError for what does not fit."""
    told, asked_for = opened(library, view, ORDERS[Way.PAIRS])
    for each in (*asked_for.complaints, *asked_for.unknown):
        raise ParameterError(each.name, Misfit.VALUE, each.text)
    found = shown(counted(Asked(library, told.records, asked_for.filters)), asked_for.filters.minimum)
    links, spoken = links_of(told, view, asked_for), words(view.language)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(spoken(f"together.column.{each}") for each in _COLUMNS)
    table.writerows(map(no_formula, _row(library, links, pair, found[pair])) for pair in in_order(links, found, asked_for.order))
    return BYTE_ORDER_MARK + written.getvalue()


def _row(library: Library, links: Links, pair: Pair, link: Link) -> list[str]:
    ends = links.told.refs(pair)
    initiatives = " | ".join(ref.name.value for ref in links.told.refs(link.initiatives))
    iris = [moved(ref.iri, BASE, library.endpoint.base) for ref in ends]
    weighted = words(links.view.language).number(Decimal(repr(link.weighted)))
    return [*(ref.name.value for ref in ends), str(link.count), weighted, str(link.since or ""), initiatives, *iris]
