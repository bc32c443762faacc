"""Whether the site speaks HTTP as linked data ask: what an expert would try by hand, of a thing of every kind."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from itertools import product

from kg.gate.checking import Examined, Found, found
from kg.gate.markup import markup
from kg.gate.sample import NOWHERE
from kg.web.calling import Call, Called
from kg.web.documents import EXTENSIONS, HTML

_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
_NEVER = "image/png, text/html;q=0"
_ELSEWHERE = {"Origin": "https://elsewhere.example"}
_LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"')
_WELL_KNOWN = ("/robots.txt", "/sitemap.xml", "/.well-known/api-catalog", "/def/context.jsonld", "/healthz")
_TYPES: Mapping[str, str] = {extension: media_type for media_type, extension in EXTENSIONS.items()}


def see_other(examined: Examined) -> Found:
    """Return the things that do not lead to their document, in the form that is accepted, in one step."""
    asked = list(product(_paths(examined), EXTENSIONS))
    return found("requests", len(asked), (fault for path, accept in asked if (fault := _hop_fault(examined.call, path, accept))))


def _hop_fault(call: Call, path: str, accept: str) -> str:
    first = call(f"/id{path}", {"Accept": accept})
    location = first.headers.get("location", "")
    if first.status != HTTPStatus.SEE_OTHER or not location.startswith(f"/doc{path}"):
        return f"/id{path} ({accept}): {first.status}, to {location}"
    second = call(location, {"Accept": accept})
    fine = second.status == HTTPStatus.OK and _type(second) == accept
    return "" if fine else f"{location} ({accept}): {second.status}, {_type(second)}"


def preferences(examined: Examined) -> Found:
    """Return where Accept is not read as RFC 9110 says: weights, what is never wanted, what is named most precisely."""
    expected = {
        "": HTML,
        "*/*": HTML,
        _BROWSER: HTML,
        "text/html;q=0, */*": "text/turtle",
        "text/turtle;q=0.1, application/ld+json;q=0.8": "application/ld+json",
        "*/*;q=0.1, application/rdf+xml": "application/rdf+xml",
        "text/*;q=0.9, text/turtle;q=0.1, application/rdf+xml;q=0.5": HTML,
        "TEXT/TURTLE; charset=utf-8": "text/turtle",
    }
    asked = list(product(_paths(examined)[:1], expected.items()))
    given = {(path, accept): _type(examined.call(f"/doc{path}", {"Accept": accept})) for path, (accept, _) in asked}
    faults = (f"/doc{path} ({accept}): {given[path, accept]}" for path, (accept, kind) in asked if given[path, accept] != kind)
    return found("requests", len(asked), faults)


def not_acceptable(examined: Examined) -> Found:
    """Return where who accepts nothing that there is does not hear so, with what there is."""
    asked = [f"/{step}{path}" for path in _paths(examined) for step in ("id", "doc")]
    return found("requests", len(asked), (fault for path in asked if (fault := _unacceptable_fault(examined.call, path))))


def _unacceptable_fault(call: Call, path: str) -> str:
    answer = call(path, {"Accept": _NEVER})
    if (answer.status, _type(answer)) != (HTTPStatus.NOT_ACCEPTABLE, "application/problem+json"):
        return f"{path} ({_NEVER}): {answer.status}, {_type(answer)}"
    told = json.loads(answer.body).get("alternatives", [])
    return "" if told and all(call(each["href"]).status == HTTPStatus.OK for each in told) else f"{path}: tells no way on"


def vary(examined: Examined) -> Found:
    """Return the answers that depend on Accept and do not say so, or say so and do not."""
    asked = [(f"/{step}{path}", True) for path in _paths(examined) for step in ("id", "doc")]
    asked += [(f"/doc{path}.ttl", False) for path in _paths(examined)]
    given = {path: _vary(examined.call(path, {"Accept": "text/turtle"})) for path, _ in asked}
    return found(
        "requests", len(asked), (f"{path}: Vary is {given[path]}" for path, depends in asked if ("accept" in given[path]) is not depends)
    )


def fixed(examined: Examined) -> Found:
    """Return the forms that are not the same at an address of their own as when they are negotiated for."""
    asked = list(product(_paths(examined), _TYPES.items()))
    return found("requests", len(asked), (fault for path, form in asked if (fault := _form_fault(examined.call, f"/doc{path}", form))))


def _form_fault(call: Call, path: str, form: tuple[str, str]) -> str:
    extension, media_type = form
    own, negotiated = call(f"{path}.{extension}", {"Accept": "image/png"}), call(path, {"Accept": media_type})
    same = own.status == HTTPStatus.OK and (own.body, own.headers.get("etag")) == (negotiated.body, negotiated.headers.get("etag"))
    told = negotiated.headers.get("content-location") == f"{path}.{extension}" and _type(own) == media_type
    return "" if same and told else f"{path}.{extension}: {own.status}, not what {path} gives for {media_type}"


def validators(examined: Examined) -> Found:
    """Return the answers that have no strong tag, or are sent again to who holds them."""
    asked = ["/", "/def.ttl", "/robots.txt", "/sitemap.xml", *(f"/doc{path}{form}" for path in _paths(examined) for form in ("", ".ttl"))]
    return found("requests", len(asked), (fault for path in asked if (fault := _tag_fault(examined.call, path))))


def _tag_fault(call: Call, path: str) -> str:
    whole = call(path)
    tag, date = whole.headers.get("etag", ""), whole.headers.get("last-modified", "")
    if not re.fullmatch(r'"[^"]+"', tag) or not date:
        return f"{path}: ETag {tag or 'is missing'}, Last-Modified {date or 'is missing'}"
    again = [call(path, headers) for headers in ({"If-None-Match": tag}, {"If-Modified-Since": date})]
    other = call(
        path, {"If-None-Match": '"other"', "If-Modified-Since": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)}
    )
    statuses = [*(each.status for each in again), other.status]
    expected = [HTTPStatus.NOT_MODIFIED, HTTPStatus.NOT_MODIFIED, HTTPStatus.OK]
    return (
        ""
        if statuses == expected and not any(each.body for each in again)
        else f"{path}: {statuses} to who holds it, holds it, holds another"
    )


def head(examined: Examined) -> Found:
    """Return the addresses where HEAD does not give the headers that GET gives."""
    asked = ["/", "/zoek?q=werk", "/def", "/sparql", NOWHERE, *_WELL_KNOWN, *(f"/doc{path}" for path in _paths(examined))]
    return found("requests", len(asked), (fault for path in asked if (fault := _head_fault(examined.call, path))))


def _head_fault(call: Call, path: str) -> str:
    whole, first = call(path), call(path, method="HEAD")
    differs = sorted(name for name in {*whole.headers, *first.headers} if whole.headers.get(name) != first.headers.get(name))
    return f"{path}: {first.status}, other headers: {', '.join(differs)}" if differs or whole.status != first.status else ""


def elsewhere(examined: Examined) -> Found:
    """Return what pages of another site may not read (CORS)."""
    asked = [
        "/",
        "/sparql",
        "/v1/queries",
        NOWHERE,
        *_WELL_KNOWN,
        *(f"/{step}{path}" for path in _paths(examined) for step in ("id", "doc")),
    ]
    given = {path: examined.call(path, _ELSEWHERE).headers.get("access-control-allow-origin") for path in asked}
    first = examined.call("/sparql", {**_ELSEWHERE, "Access-Control-Request-Method": "GET"}, "OPTIONS")
    faults = [f"{path}: Access-Control-Allow-Origin is {allowed}" for path, allowed in given.items() if allowed != "*"]
    faults += [] if first.status == HTTPStatus.NO_CONTENT else [f"/sparql: OPTIONS gives {first.status}"]
    return found("requests", len(asked) + 1, faults)


def signposts(examined: Examined) -> Found:
    """Return the documents that do not say by which name they, and what they are about, are cited, in header and page alike."""
    paths = _paths(examined)
    return found("documents", len(paths), (fault for path in paths for fault in _signpost_faults(examined, path)))


def _signpost_faults(examined: Examined, path: str) -> Iterator[str]:
    wanted = {("canonical", f"{examined.base}/doc{path}"), ("cite-as", f"{examined.base}/id{path}")}
    for form in ("", ".ttl"):
        answer = examined.call(f"/doc{path}{form}", {"Accept": _BROWSER})
        links = {(rel, href) for href, rel in _LINK.findall(answer.headers.get("link", ""))}
        yield from (f"/doc{path}{form}: no link {rel} {href}" for rel, href in sorted(wanted - links))
        if not form:
            page = markup(path, "", answer.text)
            inside = {(each.attributes.get("rel", ""), each.attributes.get("href", "")) for each in page.all("link")}
            yield from (f"/doc{path}: the page does not tell of {rel} {href}" for rel, href in sorted(links - inside))


def not_found(examined: Examined) -> Found:
    """Return the addresses where nothing is and something else is told."""
    kinds = sorted({path.split("/")[1] for path in _paths(examined)})
    asked = [
        NOWHERE,
        "/doc",
        *(f"/{step}/{kind}/dit-is-er-niet" for kind in kinds for step in ("id", "doc")),
        "/doc/doel/dit-is-er-niet.ttl",
    ]
    return found("requests", 2 * len(asked), (fault for path in asked for fault in _absent_faults(examined.call, path)))


def _absent_faults(call: Call, path: str) -> Iterator[str]:
    for accept, media_type in ((_BROWSER, HTML), ("application/json", "application/problem+json")):
        answer = call(path, {"Accept": accept})
        if (answer.status, _type(answer)) != (HTTPStatus.NOT_FOUND, media_type):
            yield f"{path} ({media_type}): {answer.status}, {_type(answer)}"


def well_known(examined: Examined) -> Found:
    """Return the files that programs look for in the same place on every site, and that are not there."""
    asked = dict.fromkeys(_WELL_KNOWN, HTTPStatus.OK)
    publication = examined.library.publication
    if publication:
        asked["/.well-known/void"] = HTTPStatus.SEE_OTHER
    if publication and publication.security:
        asked["/.well-known/security.txt"] = HTTPStatus.OK
    given = {path: examined.call(path).status for path in asked}
    return found("requests", len(asked), (f"{path}: {status}" for path, status in given.items() if status != asked[path]))


def policies(examined: Examined) -> Found:
    """Return the pages that let others put scripts in them, or let a browser guess what they are."""
    asked = ["/", "/zoek?q=werk", "/sparql", "/def", NOWHERE, *(f"/doc{path}" for path in _paths(examined))]
    return found(
        "requests", len(asked), (fault for path in asked if (fault := _policy_fault(examined.call(path, {"Accept": _BROWSER}), path)))
    )


def _policy_fault(answer: Called, path: str) -> str:
    policy, sniffed = answer.headers.get("content-security-policy", ""), answer.headers.get("x-content-type-options", "")
    loose = "default-src" not in policy or "unsafe-eval" in policy or re.search(r"script-src[^;]*'unsafe-inline'", policy)
    return f"{path}: Content-Security-Policy is {policy!r}, X-Content-Type-Options {sniffed!r}" if loose or sniffed != "nosniff" else ""


def _paths(examined: Examined) -> list[str]:
    """Return the path of one thing of every kind, below /id and below /doc alike."""
    of_kind = {path.rpartition("/")[0]: path.removeprefix("/doc") for path in examined.sample.documents}
    return list(of_kind.values())


def _type(answer: Called) -> str:
    return answer.headers.get("content-type", "").partition(";")[0]


def _vary(answer: Called) -> set[str]:
    return {name.strip().lower() for name in answer.headers.get("vary", "").split(",")}
