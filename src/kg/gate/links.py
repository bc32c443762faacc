"""Whether every name and every link leads somewhere."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from defusedxml import ElementTree
from rdflib import Graph, Literal, URIRef

from kg.gate.checking import Examined, Found, found, inapplicable
from kg.gate.markup import Markup, markup
from kg.gate.sample import NOWHERE
from kg.publish.links import path_of
from kg.store import rows
from kg.terms import BASE
from kg.web.calling import Call

MOST_LINKS = 400
MOST_THINGS = 1_000
"""How many links of pages, and how many things, are followed: all would take minutes."""

_MOST_HOPS = 2
_READER = {"Accept": "text/html, */*;q=0.5"}
_REDIRECTS = frozenset({HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
_LINKED = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"))
_FILES = re.compile(r"/(?:static|dump)/")
_TERMS = f"{BASE}/def#"


def names(examined: Examined) -> Found:
    """Return the names of ours in the graph of which it says nothing, or that have no document or no place in one."""
    told = rows(examined.library.endpoint, examined.library.queries.text("gate/named", space=Literal(f"{examined.base}/")))
    described = {str(row["iri"]) for row in told if str(row["described"]) == "true"}
    anchors = set(_page(examined.call, "/def").ids)
    return found("names", len(told), (fault for row in told if (fault := _name_fault(str(row["iri"]), described, anchors))))


def _name_fault(iri: str, described: set[str], anchors: set[str]) -> str:
    if iri not in described:
        return f"{iri} is named, and nothing is said of it"
    if iri.startswith(_TERMS):
        return "" if iri.removeprefix(_TERMS) in anchors else f"{iri} has no place on /def"
    return "" if iri.partition("#")[0] in described else f"{iri} is a part of what has no document"


def things(examined: Examined) -> Found:
    """Return the things that do not lead to their document, of as many as there is time for."""
    paths = _some(map(path_of, examined.sample.things), MOST_THINGS)
    return found("things", len(paths), (fault for path in paths if (fault := _thing_fault(examined.call, path))))


def _thing_fault(call: Call, path: str) -> str:
    answer = call(f"/id/{path}", _READER)
    led = (answer.status, answer.headers.get("location"))
    return "" if led == (HTTPStatus.SEE_OTHER, f"/doc/{path}") else f"/id/{path}: {led[0]}, to {led[1]}"


def published(examined: Examined) -> Found:
    """Return the names and addresses of ours in the catalogue and in VoID that lead nowhere."""
    if examined.library.publication is None:
        return inapplicable("no_catalogue")
    graph = Graph()
    for path in ("/catalog.nt", "/void.nt"):
        graph.parse(data=examined.call(path).text, format="nt")
    terms = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    paths = {path for term in terms if (path := _path(term, examined.base))}
    return found("links", len(paths), _followed(examined.call, paths))


def pages(examined: Examined) -> Found:
    """Return the links on the pages of the sample that lead nowhere; a part of a page that is not there is worth a warning."""
    targets = _targets(examined)
    known = {page.path: page for page in examined.sample.pages}
    some = _some(targets.keys() - known.keys(), MOST_LINKS)
    faults = [fault for path in some if (fault := _fault(examined.call, path))]
    faults += [fault for path in sorted(_sent(examined)) if (fault := _form_fault(examined.call, path))]
    wanted = {path: targets[path] - {""} for path in (*some, *(targets.keys() & known.keys())) if targets[path] - {""}}
    missing = (line for path, parts in wanted.items() for line in _missing(known.get(path) or _page(examined.call, path), parts))
    return found("links", len(some) + len(targets.keys() & known.keys()), faults, sorted(missing))


def _targets(examined: Examined) -> Mapping[str, set[str]]:
    """Return the paths that are linked to, each with the parts that are meant."""
    targets: dict[str, set[str]] = defaultdict(set)
    for page in examined.sample.pages:
        if not page.path.endswith(NOWHERE):
            for path, part in _links(page, examined.base):
                targets[path].add(part)
    return targets


def _sent(examined: Examined) -> set[str]:
    """Return the paths that forms are sent to."""
    forms = ((page, form.attributes.get("action", "")) for page in examined.sample.pages for form in page.all("form"))
    return {path for page, action in forms if (path := _path(urljoin(examined.base + page.path, action), examined.base))}


def _form_fault(call: Call, path: str) -> str:
    """Return what is wrong with where a form is sent: a form that was not filled in may be refused there."""
    status = call(path, _READER).status
    return f"{path}: {status}" if status == HTTPStatus.NOT_FOUND or status >= HTTPStatus.INTERNAL_SERVER_ERROR else ""


def _links(page: Markup, base: str) -> Iterator[tuple[str, str]]:
    for tag, attribute in _LINKED:
        for element in page.all(tag):
            href = element.attributes.get(attribute, "")
            if href and (path := _path(urljoin(base + page.path, href), base)):
                yield path, urlsplit(href).fragment


def _page(call: Call, path: str) -> Markup:
    return markup(path, "", call(path, _READER).text)


def _missing(page: Markup, parts: set[str]) -> Iterator[str]:
    yield from (f"{page.path} has no part #{part}" for part in sorted(parts - set(page.ids)))


def linksets(examined: Examined) -> Found:
    """Return the links in the linksets of the sample that lead nowhere."""
    answers = {path: examined.call(f"{path}.linkset.json") for path in examined.sample.documents}
    bad = [f"{path}.linkset.json: {answer.status}" for path, answer in answers.items() if answer.status != HTTPStatus.OK]
    told = [link for answer in answers.values() if answer.status == HTTPStatus.OK for link in _linked(json.loads(answer.body))]
    paths = {path for link in told if (path := _path(link, examined.base))}
    return found("links", len(paths), [*bad, *_followed(examined.call, paths)])


def _linked(linkset: Mapping[str, Iterable[Mapping[str, object]]]) -> Iterator[str]:
    for context in linkset["linkset"]:
        yield str(context["anchor"])
        yield from (str(link["href"]) for links in context.values() if isinstance(links, list) for link in links)


def sitemap(examined: Examined) -> Found:
    """Return what the sitemaps tell of twice, of elsewhere or not at all, and what of the sample is told and not there."""
    files = [_path(address, examined.base) for address in _addresses(examined.call, "/sitemap.xml")]
    addresses = [address for file in files for address in _addresses(examined.call, file)]
    told = set(addresses)
    faults = [f"{address}: no address of this site" for address in addresses if not _path(address, examined.base)]
    faults += [f"{len(addresses) - len(told)} addresses are told twice"] if len(told) < len(addresses) else []
    documents = {f"{examined.base}/doc/{path_of(thing)}" for thing in examined.sample.things}
    faults += [f"{address}: not told" for address in sorted(documents - told)]
    known = {page.path for page in examined.sample.pages}
    followed = [path for address in told if (path := _path(address, examined.base)) and path not in known and "/doc/" not in path]
    return found("addresses", len(addresses), [*faults, *_followed(examined.call, followed)])


def _addresses(call: Call, path: str) -> list[str]:
    tree = ElementTree.fromstring(call(path).body)
    return [str(each.text) for each in tree.iter() if each.tag.endswith("}loc")]


def _followed(call: Call, paths: Iterable[str]) -> list[str]:
    return [fault for path in sorted(paths) if (fault := _fault(call, path))]


def _fault(call: Call, path: str) -> str:
    """Return what is wrong with a link to this path: it leads to a document at once, or by way of at most two other addresses."""
    method = "HEAD" if _FILES.match(path) else "GET"
    answer = call(path, _READER, method)
    for _ in range(_MOST_HOPS):
        if answer.status in _REDIRECTS:
            answer = call(answer.headers["location"], _READER, method)
    return "" if answer.status == HTTPStatus.OK else f"{path}: {answer.status}"


def _some(paths: Iterable[str], most: int) -> list[str]:
    """Return at most so many paths, the same each time, in an order that has nothing to do with their names."""
    return sorted(paths, key=lambda path: sha256(path.encode()).digest())[:most]


def _path(address: str, base: str) -> str:
    """Return the path and query of an address below the site's root, empty when it is of another site."""
    if address == base:
        return "/"
    return address.removeprefix(base).partition("#")[0] if address.startswith(f"{base}/") else ""
